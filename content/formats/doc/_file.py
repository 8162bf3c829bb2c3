"""The streams of a Word document and the block that says where everything is ([MS-DOC] 2.1, 2.5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Final

import olefile

from content.formats.doc._bytes import BrokenError, Bytes
from content.formats.reading import ReadLimits, Refusal, RefusedError

OLE_ERRORS: Final = (
    OSError,
    ValueError,
    IndexError,
    TypeError,
    AttributeError,
    RecursionError,
    OverflowError,
    KeyError,
)
"""What olefile raises where a container is damaged."""
_WORD_97: Final = 0xA5EC
_WORD_95: Final = (0xA5DC, 0xA697, 0xA699)
_FIRST_NUMBER: Final = 0xC1
_LENGTHS: Final = 0x4C
_PLACES: Final = 0x9A
_ENCRYPTED: Final = 0x0100
_SECOND_TABLE: Final = 0x0200


class Place(IntEnum):
    """Numbers of the pairs of offset and length in the block ([MS-DOC] 2.5.6)."""

    STYLES = 1
    NOTE_SIGNS = 2
    NOTE_TEXTS = 3
    LETTERS = 12
    PARAGRAPHS = 13
    FONTS = 15
    PLACE_NAMES = 21
    PLACE_STARTS = 22
    PIECES = 33
    SHAPES = 40
    ENDNOTE_SIGNS = 46
    ENDNOTE_TEXTS = 47
    DRAWINGS = 50
    BOX_TEXTS = 56
    LISTS = 73
    LIST_OVERRIDES = 74


@dataclass(frozen=True)
class Lengths:
    """Characters of each run of text, in the order in which they stand ([MS-DOC] 2.5.4)."""

    body: int
    notes: int
    headers: int
    macros: int
    comments: int
    endnotes: int
    boxes: int

    @property
    def all(self) -> int:
        """Of all together."""
        return self.body + self.notes + self.headers + self.macros + self.comments + self.endnotes + self.boxes


class WordFile:
    """An opened document.

    Attributes:
        main, table, data: its streams. lengths: of its runs of text.

    Args:
        main, table, data: the streams `WordDocument`, `0Table` or `1Table`, `Data`.

    Raises:
        BrokenError: the first block is damaged.
    """

    def __init__(self, main: bytes, table: bytes, data: bytes) -> None:
        self.main, self.table, self.data = Bytes(main), Bytes(table), Bytes(data)
        counts = [max(0, self.main.i32(_LENGTHS + 4 * place)) for place in range(7)]
        self.lengths = Lengths(*counts)

    def place(self, place: Place) -> tuple[int, int]:
        """Where a structure stands in the table stream, and how long it is.

        Raises:
            BrokenError: the block does not say so.
        """
        return self.main.u32(_PLACES + 8 * place), self.main.u32(_PLACES + 8 * place + 4)


class OldWordError(BrokenError):
    """The document is older than Word 97.

    Args:
        main: its stream. said: its properties.
    """

    def __init__(self, main: bytes, said: dict[str, str]) -> None:
        super().__init__(f"format {Bytes(main).u16(0):#x}, number {Bytes(main).u16(2):#x}")
        self.main = main
        self.said = said


def opened(path: Path, limits: ReadLimits) -> tuple[WordFile, dict[str, str]]:
    """A document, and its properties by the names of `described`.

    Raises:
        RefusedError: it has a password, or is larger than may be read.
        OldWordError: it is older than Word 97.
        BrokenError: it is damaged.
    """
    if path.stat().st_size > limits.member:
        raise RefusedError(Refusal.TOO_LARGE, f"{path.stat().st_size} bytes")
    try:
        with olefile.OleFileIO(path) as ole:
            if ole.exists("EncryptedPackage"):
                raise RefusedError(Refusal.ENCRYPTED, "a document with a password")
            main = _stream(ole, "WordDocument", limits)
            kind, number, flags = _signs(main)
            if kind != _WORD_97 or number < _FIRST_NUMBER:
                if flags & _ENCRYPTED:
                    raise RefusedError(Refusal.ENCRYPTED, "a document with a password")
                raise OldWordError(main, _said(ole))
            if flags & _ENCRYPTED:
                raise RefusedError(Refusal.ENCRYPTED, "a document with a password")
            table = _stream(ole, "1Table" if flags & _SECOND_TABLE else "0Table", limits)
            data = _stream(ole, "Data", limits) if ole.exists("Data") else b""
            return WordFile(main, table, data), _said(ole)
    except OLE_ERRORS as error:
        raise BrokenError(f"the container: {error}"[:200]) from error


def _signs(main: bytes) -> tuple[int, int, int]:
    """The format, its number, its flags ([MS-DOC] 2.5.2).

    Raises:
        BrokenError: the stream is too short.
    """
    head = Bytes(main)
    return head.u16(0), head.u16(2), head.u16(0x0A)


def _stream(ole: olefile.OleFileIO, name: str, limits: ReadLimits) -> bytes:
    """A stream of the container.

    Raises:
        BrokenError: it is not there, or longer than the file may be.
    """
    if not ole.exists(name):
        raise BrokenError(f"no stream {name}")
    if ole.get_size(name) > limits.member:
        raise BrokenError(f"stream {name} is {ole.get_size(name)} bytes")
    with ole.openstream(name) as stream:
        return bytes(stream.read())


def _said(ole: olefile.OleFileIO) -> dict[str, str]:
    """What the summary says ([MS-OSHARED] 2.3.3.2.1); "" where it is damaged."""
    try:
        said = ole.get_metadata()
    except OLE_ERRORS:
        return {}
    page = f"cp{said.codepage & 0xFFFF}" if isinstance(said.codepage, int) and said.codepage else "cp1252"
    named = (("title", said.title), ("creator", said.author), ("subject", said.subject), ("keywords", said.keywords))
    return {name: _text(value, page) for name, value in (*named, ("description", said.comments))}


def _text(value: object, page: str) -> str:
    if isinstance(value, str):
        return value.rstrip("\0")
    if not isinstance(value, bytes):
        return ""
    codec = {"cp65001": "utf-8", "cp1200": "utf-16-le"}.get(page, page)
    try:
        return value.rstrip(b"\0").decode(codec)
    except (LookupError, UnicodeDecodeError):
        return value.rstrip(b"\0").decode("cp1252", "replace")
