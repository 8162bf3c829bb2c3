"""The text of a Word document, put together from its pieces ([MS-DOC] 2.4.1, 2.8.35, 2.9.73)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from content.formats.doc._bytes import BrokenError
from content.formats.doc._file import Place, WordFile

_PROPERTIES: Final = 1
_TABLE: Final = 2
_COMPRESSED: Final = 1 << 30
_ENTRY: Final = 12
_PIECES_MOST: Final = 200_000
_TEXT_MOST: Final = 30_000_000
_WESTERN: Final = {
    0x82: "‚", 0x83: "ƒ", 0x84: "„", 0x85: "…", 0x86: "†", 0x87: "‡", 0x88: "ˆ", 0x89: "‰", 0x8A: "Š", 0x8B: "‹",
    0x8C: "Œ", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”", 0x95: "•", 0x96: "–", 0x97: "—", 0x98: "˜", 0x99: "™",
    0x9A: "š", 0x9B: "›", 0x9C: "œ", 0x9F: "Ÿ",
}  # fmt: skip
"""Bytes of compressed text that are not the letters of their number ([MS-DOC] 2.9.73)."""
_SHORT: Final = {
    0x05: 0x2403, 0x0C: 0x260A, 0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x55: 0x0835, 0x56: 0x0836, 0x57: 0x0837,
    0x5C: 0x083C, 0x5E: 0x2A3E, 0x68: 0x2A48,
}  # fmt: skip
"""Properties that a piece names by seven bits ([MS-DOC] 2.9.211), those that are read here."""


@dataclass(frozen=True)
class Piece:
    """A piece: the first character, the one past its last, where its bytes are, how many one character has.

    Attributes:
        properties: that hold for all of it.
    """

    start: int
    end: int
    at: int
    width: int
    properties: bytes

    def byte_of(self, position: int) -> int:
        """Where the bytes of a character of it are."""
        return self.at + (position - self.start) * self.width


def read_pieces(file: WordFile) -> tuple[str, list[Piece]]:
    """The text of all runs, and its pieces in order.

    Raises:
        BrokenError: the table of pieces is damaged, or the text is longer than any.
    """
    at, length = file.place(Place.PIECES)
    table, end = file.table, at + length
    grouped: list[bytes] = []
    while at < end and table.u8(at) == _PROPERTIES:
        size = table.u16(at + 1)
        grouped.append(table.cut(at + 3, size))
        at += 3 + size
    if at >= end or table.u8(at) != _TABLE:
        raise BrokenError("no table of pieces")
    count = (table.u32(at + 1) - 4) // _ENTRY
    if not 0 < count <= _PIECES_MOST:
        raise BrokenError(f"{count} pieces")
    positions = table.numbers(at + 5, count + 1)
    entries = at + 5 + 4 * (count + 1)
    pieces: list[Piece] = []
    texts: list[str] = []
    total = 0
    for number in range(count):
        start, stop = positions[number], positions[number + 1]
        if start != total or stop < start or stop > _TEXT_MOST:
            raise BrokenError(f"piece {number} from {start} to {stop} after {total}")
        where, prm = table.u32(entries + 8 * number + 2), table.u16(entries + 8 * number + 6)
        is_short = bool(where & _COMPRESSED)
        place = (where & ~_COMPRESSED & 0x3FFFFFFF) // 2 if is_short else where & 0x3FFFFFFF
        piece = Piece(start, stop, place, 1 if is_short else 2, _properties(prm, grouped))
        pieces.append(piece)
        texts.append(_text(file, piece))
        total = stop
    return "".join(texts), pieces


def _text(file: WordFile, piece: Piece) -> str:
    count = piece.end - piece.start
    if piece.width == 1:
        data = file.main.cut(piece.at, count)
        return data.decode("latin-1").translate(_WESTERN)
    text = file.main.cut(piece.at, 2 * count).decode("utf-16-le", "surrogatepass")
    # Positions count units of two bytes; a letter of four takes two of them.
    if len(text) == count:
        return text
    return "".join(one if ord(one) < 0x10000 else f"{one}\0" for one in text)


def _properties(prm: int, grouped: list[bytes]) -> bytes:
    if prm & 1:
        number = prm >> 1
        return grouped[number] if number < len(grouped) else b""
    opcode = _SHORT.get((prm >> 1) & 0x7F) if prm else None
    return b"" if opcode is None else opcode.to_bytes(2, "little") + bytes([prm >> 8])
