"""Guards what staff recommend: it stands on the start before what is new, and every list says it."""

from __future__ import annotations

import pytest

from content.catalogue import OverlayField, lay
from tests.webapp.library.conftest import Box

WORDS = "Thư viện giới thiệu"


@pytest.fixture
def recommending(own_box: Box) -> Box:
    """A box where one book is recommended."""
    with own_box.library.write() as tx:
        lay(tx, own_box.record("Mèo con đi học"), OverlayField.FEATURED, "1", now=own_box.clock.now())
    return own_box


def test_nothing_is_said_where_nothing_is_recommended(box: Box) -> None:
    assert WORDS not in box.get("/").text
    assert WORDS not in box.get("/ke/thieu-nhi").text


def test_recommended_book_stands_on_the_start_before_what_is_new(recommending: Box) -> None:
    page = recommending.get("/").text
    section = page[page.index(WORDS) : page.index("Mới trên kệ")]
    assert "Mèo con đi học" in section
    assert "Recommended here" in recommending.get("/en/").text


def test_lists_say_that_a_book_is_recommended(recommending: Box) -> None:
    assert recommending.get("/ke/thieu-nhi").text.count(WORDS) == 1
    assert recommending.get("/tim?q=meo").text.count(WORDS) == 1
