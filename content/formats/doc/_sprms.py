"""What properties say of letters, paragraphs and rows: lists of changes ([MS-DOC] 2.2.5, 2.6)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from content.formats.doc._bytes import BrokenError, Bytes

_SIZES: Final = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_TABLE_DEFINITION: Final = 0xD608
_TABS: Final = 0xC615
_CELLS_MOST: Final = 63
SAME, OPPOSITE = 0x80, 0x81


def changes(group: bytes) -> Iterator[tuple[int, bytes]]:
    """The changes of a group: code and operand; it ends where it makes no sense.

    Args:
        group: as it stands.
    """
    at, end = 0, len(group)
    while at + 2 <= end:
        code = group[at] | group[at + 1] << 8
        at += 2
        size = _SIZES.get(code >> 13)
        if size is None:
            if at >= end:
                return
            if code == _TABLE_DEFINITION:
                if at + 2 > end:
                    return
                size = (group[at] | group[at + 1] << 8) - 1
                at += 2
            else:
                size = group[at]
                at += 1
                if code == _TABS and size == 0xFF:
                    return
        if size < 0 or at + size > end:
            return
        yield code, group[at : at + size]
        at += size


@dataclass(frozen=True, slots=True)
class Letters:
    """How letters look; fonts by number.

    Attributes:
        picture: where in the data stream the picture of a sign is, -1 nowhere. symbol: font and place of a sign.
    """

    font: int = 0
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    raised: int = 0
    hidden: bool = False
    deleted: bool = False
    is_special: bool = False
    is_binary: bool = False
    picture: int = -1
    symbol: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """How a paragraph stands.

    Attributes:
        number: of its list, 0 for none. depth: tables around it. ends_row, ends_cell, ends_inner_row: what its end is.
    """

    align: int = 0
    outline: int = 9
    number: int = 0
    level: int = 0
    in_table: bool = False
    depth: int = 0
    ends_row: bool = False
    ends_inner_cell: bool = False
    ends_inner_row: bool = False
    goes_on: bool = False

    @property
    def tables(self) -> int:
        """How many tables are around it."""
        return max(self.depth, 1) if self.in_table or self.depth else 0


@dataclass
class RowDefinition:
    """The cells of a row: upright lines in twips, marks of cells that are one with others."""

    lines: tuple[int, ...] = ()
    joins_left: set[int] = field(default_factory=set)
    joins_above: set[int] = field(default_factory=set)
    is_head: bool = False


_TOGGLES: Final = {0x0835: "bold", 0x0836: "italic", 0x0837: "strike", 0x2A53: "strike", 0x083C: "hidden"}
_FLAGS: Final = {0x0800: "deleted", 0x0855: "is_special", 0x0806: "is_binary"}
_FONTS: Final = (0x4A4F, 0x4A51)


def letters_after(group: bytes, letters: Letters, style: Letters) -> Letters:
    """How letters look after the changes of a group.

    Args:
        letters: before. style: of the paragraph, which toggles are told against.
    """
    for code, operand in changes(group):
        if code in _TOGGLES:
            name = _TOGGLES[code]
            told: dict[str, Any] = {name: _toggled(operand[0], of_style=bool(getattr(style, name)))}
            letters = replace(letters, **told)
        elif code in _FLAGS:
            flag: dict[str, Any] = {_FLAGS[code]: bool(operand[0])}
            letters = replace(letters, **flag)
        elif code in _FONTS:
            letters = replace(letters, font=int.from_bytes(operand, "little"))
        else:
            letters = _other_letters(code, operand, letters, style)
    return letters


def _other_letters(code: int, operand: bytes, letters: Letters, style: Letters) -> Letters:
    if code == 0x2A3E:
        return replace(letters, underline=operand[0] not in (0, 5))
    if code == 0x2A48:
        return replace(letters, raised={1: 1, 2: -1}.get(operand[0], 0))
    if code == 0x4845:
        height = struct.unpack("<h", operand)[0]
        return replace(letters, raised=(height > 0) - (height < 0))
    if code == 0x6A03:
        return replace(letters, picture=struct.unpack("<i", operand)[0], is_special=True)
    if code == 0x6A09:
        font, place = struct.unpack("<HH", operand)
        return replace(letters, symbol=(font, place), is_special=True)
    if code == 0x2A33:
        return replace(style, is_special=letters.is_special, picture=letters.picture, symbol=letters.symbol)
    return letters


def _toggled(value: int, *, of_style: bool) -> bool:
    return of_style if value == SAME else not of_style if value == OPPOSITE else bool(value)


def stand_after(group: bytes, stand: Stand, data: Bytes) -> Stand:
    """How a paragraph stands after the changes of a group.

    Args:
        stand: before. data: the data stream, which long groups stand in.
    """
    for code, operand in changes(group):
        if code in (0x6645, 0x6646):
            stand = stand_after(_long(operand, data), stand, Bytes(b""))
        elif code in _STANDS:
            name, kind = _STANDS[code]
            number = int.from_bytes(operand, "little")
            told: dict[str, Any] = {name: bool(number) if kind is bool else number}
            stand = replace(stand, **told)
        elif code == 0x664A:
            stand = replace(stand, depth=max(0, stand.depth + struct.unpack("<i", operand)[0]))
    return stand


_STANDS: Final[dict[int, tuple[str, type]]] = {
    0x2403: ("align", int),
    0x2461: ("align", int),
    0x2640: ("outline", int),
    0x460B: ("number", int),
    0x260A: ("level", int),
    0x2416: ("in_table", bool),
    0x6649: ("depth", int),
    0x2417: ("ends_row", bool),
    0x244B: ("ends_inner_cell", bool),
    0x244C: ("ends_inner_row", bool),
    0x442C: ("goes_on", bool),
}


def row_after(group: bytes, data: Bytes) -> RowDefinition:
    """The cells of a row that ends with a group of changes.

    Args:
        data: the data stream, which long groups stand in.
    """
    row = RowDefinition()
    for code, operand in changes(group):
        if code in (0x6645, 0x6646):
            row = row_after(_long(operand, data), Bytes(b""))
        elif code == _TABLE_DEFINITION:
            _define(row, operand)
        elif code == 0x3404:
            row.is_head = bool(operand[0])
        elif code == 0xD62B and len(operand) >= 2:
            (row.joins_above.add if operand[1] == 1 else row.joins_above.discard)(operand[0])
        elif code == 0x5624:
            row.joins_left |= set(range(operand[0] + 1, min(operand[1], _CELLS_MOST)))
    return row


def _define(row: RowDefinition, operand: bytes) -> None:
    """Takes the lines and the cells of a table definition ([MS-DOC] 2.9.321)."""
    count = operand[0] if operand else 0
    if count > _CELLS_MOST or len(operand) < 1 + 2 * (count + 1):
        return
    row.lines = struct.unpack_from(f"<{count + 1}h", operand, 1)
    cells = operand[1 + 2 * (count + 1) :]
    for number in range(min(count, len(cells) // 20)):
        flags = cells[20 * number] | cells[20 * number + 1] << 8
        if flags & 3 == 1:
            row.joins_left.add(number)
        if flags >> 5 & 3 == 1:
            row.joins_above.add(number)


def _long(operand: bytes, data: Bytes) -> bytes:
    """A group that stands in the data stream, b"" where it is not there."""
    at = int.from_bytes(operand, "little")
    try:
        return data.cut(at + 2, data.u16(at))
    except BrokenError:
        return b""
