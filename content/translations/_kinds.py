"""What the kinds of records are called."""

from __future__ import annotations

from content.records import Kind
from content.translations._words import gettext, marked

_NAMES = {
    Kind.BOOK: marked("Sách"),
    Kind.PERIODICAL: marked("Báo, tạp chí"),
    Kind.DOCUMENT: marked("Tài liệu"),
    Kind.SOUND: marked("Bài nghe"),
    Kind.FILM: marked("Phim"),
    Kind.PICTURE: marked("Ảnh"),
    Kind.LAW: marked("Pháp luật"),
    Kind.ARCHIVE: marked("Tra cứu"),
}


def kind_word(kind: Kind) -> str:
    """What a kind is called, in the language that is spoken."""
    return gettext(_NAMES[kind])
