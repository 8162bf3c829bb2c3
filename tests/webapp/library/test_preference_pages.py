"""Guards letters and ground: one cookie that holds nothing else, or the address where cookies are off."""

from __future__ import annotations

import re

import pytest

from tests.webapp.library.conftest import Box

OURS = {"Origin": "http://localhost"}


def test_a_choice_is_kept_in_one_cookie_that_holds_nothing_else(box: Box) -> None:
    client = box.app.test_client()
    answer = client.post("/tuy-chon", data={"co": "3", "ve": "/giup-do"}, headers=OURS)
    assert answer.status_code == 303
    cookie = answer.headers.getlist("Set-Cookie")
    assert len(cookie) == 1
    assert cookie[0].startswith("chu=3.tu;")
    assert "SameSite=Lax" in cookie[0]
    assert "HttpOnly" not in cookie[0], "a line of script sets it before the first paint"
    page = client.get(answer.headers["Location"])
    assert (page.status_code, page.headers["Location"]) == (302, "/giup-do")
    sheet = client.get("/tuy-chon.css")
    assert ".chu{font-size:1.3rem}" in sheet.text
    assert "Cookie" in sheet.headers["Vary"]
    assert sheet.headers["Cache-Control"] == "private, no-cache"


def test_a_second_choice_keeps_the_first(box: Box) -> None:
    client = box.app.test_client()
    client.post("/tuy-chon", data={"co": "4"}, headers=OURS)
    answer = client.post("/tuy-chon", data={"nen": "toi"}, headers=OURS)
    assert answer.headers["Set-Cookie"].startswith("chu=4.toi;")


def test_the_page_is_the_same_whatever_was_chosen(box: Box) -> None:
    client = box.app.test_client()
    before = client.get("/giup-do").data
    client.post("/tuy-chon", data={"co": "4", "nen": "toi"}, headers=OURS)
    assert client.get("/giup-do").data == before


def test_where_cookies_are_off_the_address_carries_the_choice_on(box: Box) -> None:
    path = box.path("Mùa hoa ban")
    answer = box.client.post("/tuy-chon", data={"co": "3", "nen": "toi", "ve": f"{path}/1"}, headers=OURS)
    assert answer.headers["Location"] == f"{path}/1?co=3&nen=toi"
    page = box.get(answer.headers["Location"])
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "private, no-store"
    for link in re.findall(r'<a [^>]*href="([^"#][^"]*)"', page.text):
        assert "co=3&amp;nen=toi" in link, link
    assert '<html lang="vi" class="co3 toi">' in page.text
    assert "document.cookie" not in page.text
    assert "tuy-chon.css" not in page.text


def test_where_cookies_are_off_a_second_choice_keeps_the_first(box: Box) -> None:
    page = box.get("/giup-do?co=3&nen=toi").text
    kept = re.search(r'name="chu" value="([^"]+)"', page)
    assert kept is not None
    answer = box.client.post("/tuy-chon", data={"nen": "nang", "chu": kept[1], "ve": "/tim?q=a"}, headers=OURS)
    assert answer.headers["Location"] == "/tim?q=a&co=3&nen=nang"


def test_where_cookies_are_off_a_search_carries_the_choice_on(box: Box) -> None:
    page = box.get("/tim?q=hoa&co=3&nen=toi").text
    assert '<input type="hidden" name="co" value="3">' in page
    assert "Mùa hoa ban" in page


@pytest.mark.parametrize(
    "back", ["http://evil.example/", "//evil.example/", "/\\evil", "javascript:alert(1)", "", "/nope"]
)
def test_a_choice_never_leads_out_of_the_box(box: Box, back: str) -> None:
    answer = box.client.post("/tuy-chon", data={"co": "3", "ve": back}, headers=OURS)
    assert answer.headers["Location"] == "/?co=3&nen=tu"


@pytest.mark.parametrize("cookie", ["chu=9.toi", "chu=<script>", "chu=", "x=1", "chu=3.toi; chu=2.sang"])
def test_an_odd_cookie_does_no_harm(box: Box, cookie: str) -> None:
    answer = box.get("/tuy-chon.css", headers={"Cookie": cookie})
    assert answer.status_code == 200
    assert "script" not in answer.text


def test_a_choice_at_the_end_of_a_page_leads_back_to_its_end(box: Box) -> None:
    path = f"{box.path('Mùa hoa ban')}/2"
    form = {"co": "3", "ve": path, "cuoi": "1"}
    assert box.client.post("/tuy-chon", data=form, headers=OURS).headers["Location"] == f"{path}?co=3&nen=tu#:duoi"
    assert 'id=":duoi"' in box.get(path).text
