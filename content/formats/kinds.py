"""What a file is by its first bytes: to name what is refused, and to tell at once what no reader here knows.

Only signatures at fixed places are compared; nothing is parsed or unpacked, so hostile files may be looked at.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from content.formats._media_signs import is_subtitles, media_kind
from content.formats._text_signs import is_html, is_mhtml, text_of


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
    SUBTITLES = "subtitles"
    COMIC = "comic"
    ARCHIVE = "archive"
    DATABASE = "database"
    ZIM = "zim"
    PROGRAM = "program"


READ: Final = frozenset(
    {
        *(FileKind.EPUB, FileKind.PDF, FileKind.PICTURE, FileKind.COMIC),
        *(FileKind.SOUND, FileKind.FILM, FileKind.SUBTITLES),
    }
)
"""Kinds that a reader of this release reads."""
CLAIMED: Final = (
    {".epub": FileKind.EPUB, ".kepub": FileKind.EPUB, ".pdf": FileKind.PDF, ".cbz": FileKind.COMIC}
    | dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".webp"), FileKind.PICTURE)
    | dict.fromkeys((".mp3", ".m4a", ".m4b", ".aac", ".ogg", ".oga", ".opus", ".wav", ".flac"), FileKind.SOUND)
    | dict.fromkeys((".wma", ".amr", ".aif", ".aiff", ".mp2", ".mid", ".mka"), FileKind.SOUND)
    | dict.fromkeys((".mp4", ".m4v", ".webm", ".mov", ".3gp", ".3g2", ".mkv", ".avi", ".ogv"), FileKind.FILM)
    | dict.fromkeys((".wmv", ".flv", ".mpg", ".mpeg", ".vob", ".mts", ".m2ts"), FileKind.FILM)
    | dict.fromkeys((".vtt", ".srt"), FileKind.SUBTITLES)
)
"""What the ending of a name claims, of the kinds that are read. Other things than film are called `.ts` more often."""
COMPANIONS: Final = frozenset({FileKind.XML, FileKind.TEXT, FileKind.DATABASE, FileKind.PROGRAM})
"""Kinds that stand beside books without being meant for a shelf, and that no reader takes: descriptions, notes, what
apps keep. Whether a picture stands for itself or is the cover of what lies beside it, accession decides."""
CERTAIN: Final = frozenset(
    {
        *(FileKind.WORD_97, FileKind.RTF, FileKind.KINDLE, FileKind.DJVU),
        *(FileKind.ARCHIVE, FileKind.DATABASE, FileKind.ZIM, FileKind.PROGRAM),
    }
)
"""Kinds that their first bytes settle, and that no reader takes: such a file is refused before it is copied."""

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
_PICTURE_BRANDS: Final = frozenset({b"avif", b"avis", b"heic", b"heix", b"hevc", b"mif1", b"msf1"})
_IN_ZIP: Final = (
    (b"mimetypeapplication/epub+zip", FileKind.EPUB),
    (b"META-INF/container.xml", FileKind.EPUB),
    (b"mimetypeapplication/vnd.oasis.opendocument", FileKind.OPEN_DOCUMENT),
    (b"word/", FileKind.WORD),
    (b"xl/", FileKind.SHEET),
    (b"ppt/", FileKind.SLIDES),
)
_FIRST_PICTURE: Final = re.compile(
    rb"PK\x03\x04.{26}(?:[^\0]{1,255}\.(?:jpe?g|png|gif|webp)|(?:[^\0]{1,200}/)?ComicInfo\.xml)",
    re.DOTALL | re.IGNORECASE,
)
"""A local header (APPNOTE 4.3.7) whose file is a picture or the description of a comic."""


def kind_of_content(head: bytes) -> FileKind | None:
    """The kind of a file by its beginning, None where that does not show it.

    Args:
        head: the first 4,096 bytes, or all there is.
    """
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(head)
    if (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or (head[4:8] == b"ftyp" and head[8:12] in _PICTURE_BRANDS):
        return FileKind.PICTURE
    found = next((kind for sign, kind in _AT_ZERO if head.startswith(sign)), None)
    found = found or next((kind for at, sign, kind in _FURTHER if head[at : at + len(sign)] == sign), None)
    if found is None:
        media = media_kind(head)
        found = FileKind(media) if media else None
    return found or _kind_of_text(head)


def _kind_of_zip(head: bytes) -> FileKind:
    """The kind of an archive; one that begins with a folder or a list may still be a comic."""
    found = next((kind for sign, kind in _IN_ZIP if sign in head), None)
    if found is None and _FIRST_PICTURE.match(head):
        return FileKind.COMIC
    return found or FileKind.ZIP


def _kind_of_text(head: bytes) -> FileKind | None:
    """The kind of a file of readable characters."""
    text = text_of(head)
    if text is None:
        # Subtitles are so short that their form says more than their bytes.
        return FileKind.SUBTITLES if is_subtitles(head.decode("latin-1")) else None
    if is_html(text) or (text.lstrip().startswith("<?xml") and "<html" in text[:1_000].lower()) or is_mhtml(text):
        return FileKind.HTML
    if is_subtitles(text):
        return FileKind.SUBTITLES
    return FileKind.XML if text.lstrip().startswith("<?xml") else FileKind.TEXT
