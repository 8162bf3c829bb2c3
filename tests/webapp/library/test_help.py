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
