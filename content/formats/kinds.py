"""What a file is by its first bytes: to name what is refused, and to tell at once what no reader here knows.

Only signatures at fixed places are compared; nothing is parsed or unpacked, so hostile files may be looked at.
"""

from __future__ import annotations

import codecs
from enum import StrEnum
from typing import Final


class FileKind(StrEnum):
    """Kinds of files that people bring."""

    EPUB = "epub"
    ZIP = "zip"
    PDF = "pdf"
    WORD = "word"
    WORD_97 = "word-97"
    SHEET = "sheet"
    SLIDES = "slides"
    OPEN_DOCUMENT = "open-document"
    RTF = "rtf"
    HTML = "html"
    XML = "xml"
    TEXT = "text"
    KINDLE = "kindle"
    DJVU = "djvu"
    PICTURE = "picture"
    SOUND = "sound"
    FILM = "film"
    ARCHIVE = "archive"
    DATABASE = "database"
    ZIM = "zim"
    PROGRAM = "program"


READ: Final = frozenset({FileKind.EPUB})
"""Kinds that a reader of this release reads."""
CLAIMED: Final = {".epub": FileKind.EPUB, ".kepub": FileKind.EPUB}
"""What the ending of a name claims, of the kinds that are read."""
COMPANIONS: Final = frozenset({FileKind.PICTURE, FileKind.XML, FileKind.TEXT, FileKind.DATABASE, FileKind.PROGRAM})
"""Kinds that stand beside books without being meant for a shelf: covers, descriptions, notes, what apps keep."""
CERTAIN: Final = frozenset(
    {
        *(FileKind.PDF, FileKind.WORD_97, FileKind.RTF, FileKind.KINDLE, FileKind.DJVU, FileKind.PICTURE),
        *(FileKind.SOUND, FileKind.FILM, FileKind.ARCHIVE, FileKind.DATABASE, FileKind.ZIM, FileKind.PROGRAM),
    }
)
"""Kinds that their first bytes settle: no reader of another kind would take such a file."""

_AT_ZERO: Final = (
    (b"%PDF-", FileKind.PDF),
    (b"{\\rtf", FileKind.RTF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind.WORD_97),
    (b"AT&TFORM", FileKind.DJVU),
    (b"\xff\xd8\xff", FileKind.PICTURE),
    (b"\x89PNG\r\n\x1a\n", FileKind.PICTURE),
    (b"GIF8", FileKind.PICTURE),
    (b"II*\0", FileKind.PICTURE),
    (b"MM\0*", FileKind.PICTURE),
    (b"ID3", FileKind.SOUND),
    (b"\xff\xfb", FileKind.SOUND),
    (b"\xff\xf3", FileKind.SOUND),
    (b"OggS", FileKind.SOUND),
    (b"fLaC", FileKind.SOUND),
    (b"#!AMR", FileKind.SOUND),
    (b"\x1aE\xdf\xa3", FileKind.FILM),
    (b"FLV\x01", FileKind.FILM),
    (b"Rar!\x1a\x07", FileKind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", FileKind.ARCHIVE),
    (b"\x1f\x8b\x08", FileKind.ARCHIVE),
    (b"BZh", FileKind.ARCHIVE),
    (b"\xfd7zXZ\0", FileKind.ARCHIVE),
    (b"\x28\xb5\x2f\xfd", FileKind.ARCHIVE),
    (b"SQLite format 3\0", FileKind.DATABASE),
    (b"ZIM\x04", FileKind.ZIM),
    (b"MZ", FileKind.PROGRAM),
    (b"\x7fELF", FileKind.PROGRAM),
)
_FURTHER: Final = (
    (60, b"BOOKMOBI", FileKind.KINDLE),
    (60, b"TEXtREAd", FileKind.KINDLE),
    (257, b"ustar", FileKind.ARCHIVE),
)
_RIFF: Final = {b"WEBP": FileKind.PICTURE, b"WAVE": FileKind.SOUND, b"AVI ": FileKind.FILM}
_ISO_BRANDS: Final = {b"M4A ": FileKind.SOUND, b"M4B ": FileKind.SOUND, b"avif": FileKind.PICTURE} | dict.fromkeys(
    (b"heic", b"heix", b"mif1"), FileKind.PICTURE
)
_IN_ZIP: Final = (
    (b"mimetypeapplication/epub+zip", FileKind.EPUB),
    (b"META-INF/container.xml", FileKind.EPUB),
    (b"mimetypeapplication/vnd.oasis.opendocument", FileKind.OPEN_DOCUMENT),
    (b"word/", FileKind.WORD),
    (b"xl/", FileKind.SHEET),
    (b"ppt/", FileKind.SLIDES),
)


def kind_of_content(head: bytes) -> FileKind | None:
    """The kind of a file by its beginning, None where that does not show it.

    Args:
        head: the first 4,096 bytes, or all there is.
    """
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next((kind for sign, kind in _IN_ZIP if sign in head), FileKind.ZIP)
    if head[:4] == b"RIFF" and head[8:12] in _RIFF:
        return _RIFF[head[8:12]]
    if head[4:8] == b"ftyp":
        return _ISO_BRANDS.get(head[8:12], FileKind.FILM)
    found = next((kind for sign, kind in _AT_ZERO if head.startswith(sign)), None)
    found = found or next((kind for at, sign, kind in _FURTHER if head[at : at + len(sign)] == sign), None)
    return found or _kind_of_text(head)


def _kind_of_text(head: bytes) -> FileKind | None:
    """The kind of a file of readable characters."""
    try:
        coding = "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
        # The last character may be cut in two.
        text = codecs.getincrementaldecoder(coding)("strict").decode(head)
    except UnicodeDecodeError:
        return None
    if not text.strip() or any(ord(sign) < 32 and sign not in "\t\n\r\f" for sign in text):
        return None
    start = text.lstrip()[:500].lower()
    if start.startswith(("<!doctype html", "<html")) or (start.startswith("<?xml") and "<html" in start):
        return FileKind.HTML
    return FileKind.XML if start.startswith("<?xml") else FileKind.TEXT
