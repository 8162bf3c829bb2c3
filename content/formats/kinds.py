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
    MARC = "marc"
    ARCHIVE = "archive"
    DATABASE = "database"
    ZIM = "zim"
    PROGRAM = "program"


READ: Final = frozenset(
    {
        *(FileKind.EPUB, FileKind.PDF, FileKind.PICTURE, FileKind.COMIC),
        *(FileKind.SOUND, FileKind.FILM, FileKind.SUBTITLES),
        *(FileKind.WORD, FileKind.WORD_97, FileKind.SHEET, FileKind.OPEN_DOCUMENT, FileKind.RTF),
        *(FileKind.HTML, FileKind.TEXT, FileKind.MARC),
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
    | dict.fromkeys((".docx", ".docm", ".dotx"), FileKind.WORD)
    | dict.fromkeys((".doc", ".dot", ".xls"), FileKind.WORD_97)
    | dict.fromkeys((".xlsx", ".xlsm", ".xlsb"), FileKind.SHEET)
    | dict.fromkeys((".odt", ".ott", ".ods"), FileKind.OPEN_DOCUMENT)
    | dict.fromkeys((".html", ".htm", ".xhtml", ".mht", ".mhtml"), FileKind.HTML)
    | dict.fromkeys((".txt", ".md", ".markdown", ".csv", ".tsv"), FileKind.TEXT)
    | {".rtf": FileKind.RTF, ".mrc": FileKind.MARC}
)
"""What the ending of a name claims, of the kinds that are read. Other things than film are called `.ts` more often."""
COMPANIONS: Final = frozenset({FileKind.XML, FileKind.TEXT, FileKind.HTML, FileKind.DATABASE, FileKind.PROGRAM})
"""Kinds that stand beside books without being meant for a shelf: descriptions, notes, what apps keep. Texts and web
pages may be papers all the same (`is_paper`). Whether a picture stands for itself or is the cover of what lies beside
it, accession decides."""
CERTAIN: Final = frozenset(
    {
        *(FileKind.KINDLE, FileKind.DJVU),
        *(FileKind.ARCHIVE, FileKind.DATABASE, FileKind.ZIM, FileKind.PROGRAM),
    }
)
"""Kinds that their first bytes settle, and that no reader takes: such a file is refused before it is copied."""
_WORDS: Final = frozenset({FileKind.TEXT, FileKind.HTML})
_NEVER_WORDS: Final = frozenset(
    {
        *(FileKind.EPUB, FileKind.PDF, FileKind.COMIC, FileKind.PICTURE, FileKind.SOUND, FileKind.FILM),
        *(FileKind.WORD, FileKind.OPEN_DOCUMENT, FileKind.SHEET),
    }
)
"""Kinds that are never plain words: what is called so and is, was broken on its way, as a page that says "404"."""
_OFFICE_ENDINGS: Final = frozenset({".doc", ".dot", ".rtf", ".csv", ".tsv", ".xls", ".mht", ".mhtml"})
_TEXT_ENDINGS: Final = frozenset({"", ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".shtml"})
_NOTE_NAME: Final = re.compile(
    r"(?:read[ _.-]?me|doc[ _-]?truoc|đọc[ _-]?trước|info|about|cover|bia|bìa|metadata|licen[cs]e|copying|changelog"
    r"|authors|index|links?|url|nguon|nguồn|thong[ _-]?tin|thông[ _-]?tin|password|pass|downloaded[ _-]from|torrent)\b",
    re.IGNORECASE,
)


def is_paper(kind: FileKind | None, name: str, *, alike: int, beside_others: bool) -> bool:
    """Whether a text or a web page that was found in a folder is a paper of its own, not a note beside other things.

    Args:
        kind: of the file. name: of the file.
        alike: how many files of its kind the folder has whose names may be those of papers.
        beside_others: whether the folder has anything else that is read.
    """
    if kind not in _WORDS:
        return False
    if _ending(name) in _OFFICE_ENDINGS or is_broken(kind, name):
        return True
    if not may_be_paper(name):
        return False
    return not beside_others or (alike > 1 and _NOTE_NAME.match(name) is None)


def may_be_paper(name: str) -> bool:
    """Whether a text of this name may be a paper: scripts, settings and styles are text that nobody reads."""
    return _ending(name) in _TEXT_ENDINGS | _OFFICE_ENDINGS


def is_broken(kind: FileKind | None, name: str) -> bool:
    """Whether a file is plain words under the name of what never is: a book that was not fetched, but an error was.

    Args:
        kind: of the file. name: of the file.
    """
    return kind in _WORDS and CLAIMED.get(_ending(name)) in _NEVER_WORDS


def _ending(name: str) -> str:
    stem, stop, ending = name.rpartition(".")
    return f".{ending.lower()}" if stop and stem else ""


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
_MARC_LEADER: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*\d{5}[a-z][a-z][a-z ].[ a0-9]22\d{5}.{3}4500")
"""The leader of a record (ISO 2709 §4.2, MARC 21 leader 10, 11 and 20 to 23)."""
_MARC_XML: Final = "http://www.loc.gov/MARC21/slim"
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
    if found is None and _MARC_LEADER.match(head):
        found = FileKind.MARC
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
    if _MARC_XML in text:
        return FileKind.MARC
    return FileKind.XML if text.lstrip().startswith("<?xml") else FileKind.TEXT
