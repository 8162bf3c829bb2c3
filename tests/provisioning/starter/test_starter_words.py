"""Guards the handbooks against pages that have changed their words: a button they name is one that pages show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from content.translations import catalogue_file

BOOKS = Path(__file__).parents[3] / "provisioning" / "starter" / "books"
QUOTED = re.compile(r"“([^”]+)”")
NOT_OF_THE_PAGES = {
    "so-tay-ban-doc": {
        "Lục Vân Tiên",
        "Nghe – Xem",
        "Tải xuống",
        "Wi-Fi này không có Internet",
        "cách chữa bệnh cho lợn",
        "khai sinh",
        "luc van tien",
        "luật đất đai",
        "máy gặt",
        "máy gặt đập ngô mini",
        "truyện tiếng Thái",
    },
    "so-tay-can-bo": {
        "Ghi thêm về một tài liệu",
        "Không có mật khẩu",
        "Không mở được? Tắt dữ liệu di động, rồi thử lại.",
        "Sổ tay bạn đọc",
        "ông A đọc gì",
        "Đang tìm sách về bệnh của lợn",
        "Đừng rút",
    },
}
"""What the handbooks quote that is no word of a page: things to type, to write on paper, words of the phone, and a
shelf (the shelves are data)."""


def sentences() -> set[str]:
    """What pages say, as their translators have it; a place to fill in ends a sentence."""
    with catalogue_file("en").open("rb") as file:
        messages = [message.id for message in read_po(file, locale="en") if message.id]
    return {(one if isinstance(one, str) else one[0]).partition("%(")[0].strip() for one in messages}


@pytest.mark.parametrize("name", NOT_OF_THE_PAGES)
def test_what_a_handbook_tells_to_touch_is_written_so_on_the_pages(name: str) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (BOOKS / name).glob("*.md"))
    quoted = set(QUOTED.findall(text))
    assert NOT_OF_THE_PAGES[name] <= quoted
    named = {one.rstrip("…") for one in quoted - NOT_OF_THE_PAGES[name]}
    assert named - sentences() == set()
