"""Guards against what nobody thought of: whatever is asked for, in whatever spelling, gets a page and never a fault."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask import request
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.webapp.library.conftest import Box

WORDS = [
    "", "sach", "bao", "ke", "duyet", "de-tai", "loai", "tieng", "noi-gui", "moi", "tim", "en", "vi", "blt", "s",
    "hinh", "tep", "1", "0", "99999", "muc-luc", "bao-loi", "de-nghi", "da-nhan", "tuy-chon", "tuy-chon.css", "..",
    ".", "%",
]  # fmt: skip
words = st.sampled_from(WORDS) | st.text(max_size=8)
queries = st.lists(
    st.tuples(st.sampled_from(["q", "trang", "co", "nen", "dn", "v", "x"]), st.text(max_size=20) | st.just("2")),
    max_size=4,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=150)
@given(st.lists(words, max_size=5), queries, st.sampled_from(["GET", "HEAD", "POST"]), st.booleans())
def test_any_address_gets_a_page(
    box: Box, path: list[str], query: list[tuple[str, str]], method: str, within: bool
) -> None:
    start = box.path("Mùa hoa ban") if within else ""
    address = start + "/" + "/".join(quote(word, safe="%") for word in path)
    fields = "&".join(f"{name}={quote(value)}" for name, value in query)
    target = f"{address}?{fields}" if fields else address
    answer = box.client.open("/", method=method, environ_overrides={"REQUEST_URI": target, "RAW_URI": target})
    assert answer.status_code in {200, 301, 302, 303, 400, 404, 405, 410}, target
    nowhere = box.client.get("/", environ_overrides={"REQUEST_URI": "/nope", "RAW_URI": "/nope"})
    assert nowhere.status_code == 404  # the target counts, not what the test's client makes of it
    location = answer.headers.get("Location", "/")
    assert location.startswith("/")
    assert not location.startswith("//")


targets = st.text(st.characters(min_codepoint=33, max_codepoint=255), max_size=80) | st.builds(
    lambda path, mark, count: f"{path}?{mark * count}",
    st.sampled_from(["/", "/tim", "/tuy-chon.css", "/x", "/x/", "/en/"]),
    st.sampled_from(["a&", "&", "q=%&", ";", "trang=2&"]),
    st.integers(1, 400),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=150)
@given(targets, st.sampled_from(["GET", "HEAD", "POST", "PUT", "OPTIONS", "X"]))
def test_any_target_on_the_wire_gets_a_page(box: Box, target: str, method: str) -> None:
    answer = box.client.open("/", method=method, environ_overrides={"REQUEST_URI": target, "RAW_URI": target})
    assert answer.status_code < 500, target
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("back", ["//[", "http://[", "//x/y", "http:/ke/sach", "/tim?" + "a&" * 300])
def test_any_way_back_leads_back_into_the_box(box: Box, back: str) -> None:
    own = {"Origin": "http://localhost"}
    answer = box.client.post("/tuy-chon", data={"nen": "toi", "ve": back}, headers=own)
    assert answer.status_code == 303
    assert answer.headers["Location"].split("?")[0] in {"/", "/tim"}


def test_fault_outside_every_page_is_a_page_and_names_no_address(
    own_box: Box, caplog: pytest.LogCaptureFixture
) -> None:
    own_box.app.before_request_funcs[None].insert(0, _fall)
    answer = own_box.get("/tim?q=benh-cua-toi")
    assert answer.status_code == 500
    assert "Hộp vấp một chút" in answer.text
    assert "fault" in caplog.text
    assert "benh-cua-toi" not in caplog.text


def _fall() -> None:
    raise ValueError(request.full_path)
