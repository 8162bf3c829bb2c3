"""Guards requests and complaints: kept without anything of the reader, bounded, and honest where they are not kept."""

from __future__ import annotations

import re

import pytest

from content.usage import ComplaintReason, LetterKind, RefusedBecause, Want
from tests.webapp.library.conftest import Box

OURS = {"Origin": "http://localhost"}


def test_a_request_is_kept_and_the_reader_is_told(box: Box) -> None:
    answer = box.client.post("/de-nghi", data={"dn": " Sách nuôi ong \r\n", "k": "nghe", "t": "hmn"}, headers=OURS)
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/de-nghi/da-nhan"
    assert "Đã nhận" in box.get("/de-nghi/da-nhan").text
    [letter] = box.letters.letters
    assert (letter.kind, letter.text, letter.want, letter.language) == (
        LetterKind.REQUEST,
        "Sách nuôi ong",
        Want.LISTEN,
        "hmn",
    )


def test_the_form_asks_for_no_name_and_no_number(box: Box) -> None:
    assert "Không cần ghi tên, số điện thoại" in box.get("/de-nghi").text


@pytest.mark.parametrize("because", RefusedBecause)
def test_a_request_that_cannot_be_kept_keeps_the_words_on_the_page(box: Box, because: RefusedBecause) -> None:
    box.letters.refuses = because
    answer = box.client.post("/de-nghi", data={"dn": "Sách nuôi ong", "k": "xem"}, headers=OURS)
    assert answer.status_code == 503
    assert "Chưa gửi được" in answer.text
    assert ">Sách nuôi ong</textarea>" in answer.text
    assert 'value="xem" checked' in answer.text
    assert answer.headers["Cache-Control"] == "private, no-cache", "or the way back to it ends in an error"
    assert "Retry-After" in answer.headers


@pytest.mark.parametrize("text", ["", "   ", "a" * 501])
def test_a_request_without_words_or_with_too_many_is_shown_again(box: Box, text: str) -> None:
    answer = box.client.post("/de-nghi", data={"dn": text}, headers=OURS)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert not box.letters.letters


def test_a_letter_that_lacks_something_says_so_in_our_words_at_the_field(box: Box) -> None:
    page = box.client.post("/de-nghi", data={"dn": " "}, headers=OURS).text
    assert "Chưa có chữ nào. Bạn viết vài chữ rồi chạm “Gửi”." in page
    assert re.search(r'<textarea [^>]*aria-describedby=":loi" autofocus', page)
    page = box.client.post(f"{box.path('Mèo con đi học')}/bao-loi", data={"dn": "gì đó"}, headers=OURS).text
    assert "Bạn chọn một dòng rồi chạm “Gửi”." in page
    assert len(re.findall(r'<input type="radio"[^>]* autofocus>', page)) == 1
    assert ">gì đó</textarea>" in page


def test_no_form_lets_the_browser_speak_in_its_own_words(box: Box) -> None:
    for address in ("/de-nghi", f"{box.path('Mèo con đi học')}/bao-loi"):
        page = box.get(address).text
        assert " novalidate>" in page
        assert " required" not in page


def test_after_a_complaint_the_way_leads_back_to_the_book_by_its_name(box: Box) -> None:
    path = box.path("Mèo con đi học")
    assert re.search(rf'class="btn" href="{path}">.*?Về cuốn “Mèo con đi học”', box.get(f"{path}/bao-loi/da-nhan").text)


def test_a_form_that_is_far_too_large_is_refused(box: Box) -> None:
    answer = box.client.post("/de-nghi", data={"dn": "a" * 100_000}, headers=OURS)
    assert answer.status_code == 413
    assert "Dài quá" in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://elsewhere.example"},
        {"Origin": "null"},
        {"Referer": "http://elsewhere.example/x"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    ],
)
def test_a_form_from_elsewhere_is_not_believed(box: Box, headers: dict[str, str]) -> None:
    answer = box.client.post("/de-nghi", data={"dn": "Sách"}, headers=headers)
    assert answer.status_code == 403
    assert not box.letters.letters


def test_a_form_of_an_old_browser_is_believed_by_its_referer(box: Box) -> None:
    answer = box.client.post("/de-nghi", data={"dn": "Sách"}, headers={"Referer": "http://localhost/de-nghi"})
    assert answer.status_code == 303


def test_a_complaint_names_its_record_and_nothing_else(box: Box) -> None:
    path = box.path("Mèo con đi học")
    answer = box.client.post(f"{path}/bao-loi", data={"k": "tre-em", "dn": "Có cảnh đánh nhau"}, headers=OURS)
    assert answer.status_code == 303
    assert "Đã nhận" in box.get(answer.headers["Location"]).text
    [letter] = box.letters.letters
    assert letter.kind is LetterKind.COMPLAINT
    assert letter.reason is ComplaintReason.NOT_FOR_CHILDREN
    assert letter.record == box.record("Mèo con đi học")


def test_a_complaint_needs_a_reason_but_no_words(box: Box) -> None:
    path = box.path("Mèo con đi học")
    assert box.client.post(f"{path}/bao-loi", data={"dn": "gì đó"}, headers=OURS).status_code == 400
    assert box.client.post(f"{path}/bao-loi", data={"k": "sai"}, headers=OURS).status_code == 303


def test_no_letter_sets_a_cookie(box: Box) -> None:
    answer = box.client.post("/de-nghi", data={"dn": "Sách"}, headers=OURS)
    assert "Set-Cookie" not in answer.headers


def test_a_script_is_told_where_the_way_goes_on(box: Box) -> None:
    answer = box.client.post("/de-nghi", data={"dn": "Sách"}, headers={**OURS, "X-Tusach": "1"})
    assert (answer.status_code, answer.headers["Location"]) == (201, "/de-nghi/da-nhan")


def test_an_untouched_form_asks_for_any_language_and_any_kind(box: Box) -> None:
    page = box.get("/de-nghi").text
    assert re.findall(r'name="([kt])" value="(\w*)" checked', page) == [("k", "gi"), ("t", "")]
    assert "Tiếng nào cũng được" in page


def test_how_long_a_letter_may_be_is_said_before_and_how_long_it_is_after(box: Box) -> None:
    page = box.get("/de-nghi").text
    assert "Nhiều nhất 500 chữ cái" in page
    assert 'maxlength="500"' not in page, "or the field takes no more without a word"
    answer = box.client.post("/de-nghi", data={"dn": "a" * 620}, headers=OURS)
    assert "Có 620 chữ cái, nhiều nhất là 500." in answer.text
    assert f">{'a' * 620}</textarea>" in answer.text
