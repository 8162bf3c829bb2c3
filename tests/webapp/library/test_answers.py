"""Guards what every answer carries: validators, codings, protection, no cookie, errors with words, events."""

from __future__ import annotations

import gzip
import logging
import re

import flask
import pytest

from content.addresses import Noun
from tests.webapp.library.conftest import Box

GZIP = {"Accept-Encoding": "gzip"}


def test_a_page_is_sent_once_and_then_only_confirmed(box: Box) -> None:
    for headers in ({}, GZIP):
        first = box.get("/", headers=headers)
        assert first.headers["Cache-Control"] == "no-cache"
        again = box.get("/", headers=headers | {"If-None-Match": f'"x", W/{first.headers["ETag"]}'})
        assert again.status_code == 304
        assert again.data == b""
        assert again.headers["ETag"] == first.headers["ETag"]


def test_gzip_is_sent_to_those_who_welcome_it(box: Box) -> None:
    plain = box.get("/")
    for accept in ("gzip", "deflate, GZIP;q=0.5", "*", "br, gzip;q=1.0, *;q=0"):
        packed = box.get("/", headers={"Accept-Encoding": accept})
        assert packed.headers["Content-Encoding"] == "gzip", accept
        assert gzip.decompress(packed.data) == plain.data
        assert packed.headers["ETag"] != plain.headers["ETag"]
    for accept in ("", "gzip;q=0", "identity", "br", "*;q=0", "gzip;q=0.000, *"):
        assert "Content-Encoding" not in box.get("/", headers={"Accept-Encoding": accept}).headers, accept


def test_every_answer_is_protected_and_sets_no_cookie(box: Box) -> None:
    path = box.path("Mùa hoa ban")
    for address in ("/", path, f"{path}/1", "/nope", "/tim?q=x", "/tuy-chon.css", f"{path}/tep/x"):
        answer = box.get(address)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "Set-Cookie" not in answer.headers


def test_a_head_says_what_a_get_would(box: Box) -> None:
    for address in ("/", box.path("Mùa hoa ban"), "/nope", "/tuy-chon.css"):
        get, head = box.get(address), box.client.head(address)
        assert head.data == b""
        assert head.status_code == get.status_code
        assert head.headers["Content-Length"] == get.headers["Content-Length"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"])
def test_a_page_that_is_only_read_says_so(box: Box, method: str) -> None:
    answer = box.client.open("/giup-do", method=method)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("/giup-do/", "/giup-do"),
        ("/en", "/en/"),
        ("/duyet/de-tai/ch%e1%bb%a3%2fphi%c3%aan", "/duyet/de-tai/ch%E1%BB%A3%2Fphi%C3%AAn"),
    ],
)
def test_another_spelling_of_an_address_leads_to_the_one(box: Box, address: str, right: str) -> None:
    answer = box.get(address)
    assert answer.status_code == 301
    assert answer.headers["Location"] == right


@pytest.mark.parametrize(
    "address", ["/nope", "/\\evil", "/%00", "/en/nope", "/blt/nope", "/sach", "/.git/config", "/" + "a" * 3000]
)
def test_an_address_of_nothing_gets_a_page_with_words(box: Box, address: str) -> None:
    answer = box.get(address)
    assert answer.status_code == 404
    assert "Sách trong tủ vẫn còn nguyên" in answer.text or "still here" in answer.text


@pytest.mark.parametrize(
    "target", ["//evil.example/", "//evil.example/%2e%2e", "http://evil.example//x/", "/giup-do//"]
)
def test_no_target_leads_out_of_the_box(box: Box, target: str) -> None:
    answer = box.get("/", environ_overrides={"REQUEST_URI": target, "RAW_URI": target})
    assert answer.headers.get("Location", "/giup-do") == "/giup-do"


def test_a_language_without_words_leads_to_vietnamese(box: Box) -> None:
    answer = box.get("/blt/giup-do")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/giup-do"


def test_a_fault_gets_a_number_and_the_log_says_nothing_of_the_reader(
    own_box: Box, caplog: pytest.LogCaptureFixture
) -> None:
    path = own_box.path("Mùa hoa ban")
    own_box.app.before_request_funcs[None].insert(0, _fall)
    with caplog.at_level(logging.DEBUG):
        answer = own_box.get(f"{path}/1?q=secret-words", headers={"User-Agent": "secret-agent"})
    assert answer.status_code == 500
    assert "Hộp vấp một chút" in answer.text
    number = re.search(r"fault (\S+): ValueError", caplog.text)
    assert number is not None
    assert f"<b>{number[1]}</b>" in answer.text
    assert "secret" not in caplog.text


def _fall() -> None:
    raise ValueError(flask.request.full_path)


def test_a_page_is_counted_and_what_it_takes_in_is_not(box: Box) -> None:
    box.get("/")
    box.get("/tuy-chon.css")
    box.get("/nope")
    box.get(f"{box.path('Mùa hoa ban')}/2")
    events = [(event.address.noun, event.status) for event in box.events.events]
    assert events == [(Noun.HOME, 200), (Noun.PART, 200)]


def test_a_withdrawn_record_is_put_away_on_all_its_pages(own_box: Box) -> None:
    from content.accession import withdraw_records

    path = own_box.path("Mèo con đi học")
    withdraw_records(own_box.library, [own_box.record("Mèo con đi học")], now=own_box.clock.now())
    for address in (path, f"{path}/1", f"{path}/muc-luc", f"{path}/bao-loi"):
        answer = own_box.get(address)
        assert answer.status_code == 410
        assert "đã cất" in answer.text
