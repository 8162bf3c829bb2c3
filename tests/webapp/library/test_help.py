"""Guards help and the words of errors: every page of error says what happened, what is safe, what to do."""

from __future__ import annotations

import pytest
from flask import Request
from werkzeug.test import EnvironBuilder

from content.addresses import Address, Noun
from content.translations import speaking
from tests.webapp.library.conftest import Box
from webapp.shell.errors import STATUSES, ErrorView, error_page
from webapp.shell.frame import Visit


@pytest.mark.parametrize("status", [*STATUSES, 418, 502])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_error_has_words_and_a_way_on(status: int, language: str) -> None:
    visit = Visit(address=Address(noun=Noun.HELP, language=language), request=Request(EnvironBuilder().get_environ()))
    with speaking(language):
        page = error_page(status, visit)
    assert isinstance(page.view, ErrorView)
    assert page.status == status
    assert page.view.text.count(".") >= 2
    assert page.view.home.href == Address(noun=Noun.HOME, language=language).path
    assert str(status) not in page.view.heading + page.view.text


def test_help_says_how_to_find_read_enlarge_take_home_ask_and_leave(box: Box) -> None:
    page = box.get("/giup-do").text
    for words in ("Gõ không dấu", "Đọc ngay", "Chữ to", "Tải về máy", "Đề nghị tài liệu", "tắt Wi-Fi"):
        assert words in page


def test_help_tells_of_the_place_that_the_phone_keeps_and_what_to_do_where_it_keeps_none(box: Box) -> None:
    page = box.get("/giup-do").text
    assert page.index("chạm “Đọc tiếp”") < page.index("Không thấy “Đọc tiếp”?") < page.index("đánh dấu trang đang đọc")


def test_no_page_says_that_use_is_counted_while_nothing_is_counted(box: Box) -> None:
    for address in ("/", "/giup-do", box.path("Mùa hoa ban")):
        page = box.get(address).text
        assert "Hộp không lưu ai đọc gì." in page
        assert "đếm" not in page
