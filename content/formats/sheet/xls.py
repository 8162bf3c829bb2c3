"""XLS of Excel 5 to 2003 ([MS-XLS]) and XLSB: values by calamine; of XLS formats, fonts and formulas by its records."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

import olefile
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from content.formats._letters import Letters
from content.formats.reading import Caveat, ReadLimits, Refusal, RefusedError
from content.formats.sheet.book import Cell, Merge, Row, Sheet, Workbook
from content.formats.sheet.bounds import Bounds
from content.formats.sheet.letters import with_letters_read
from content.formats.sheet.numbers import BUILT_IN, GENERAL, plain, shown, shown_moment

MEDIA_TYPE: Final = "application/vnd.ms-excel"
BINARY_MEDIA_TYPE: Final = "application/vnd.ms-excel.sheet.binary.macroEnabled.12"
STREAMS: Final = ("Workbook", "Book", "WORKBOOK", "BOOK")
_FILE_MOST: Final = 64 << 20
_FONT, _XF, _FORMAT, _BOUNDSHEET, _BOF, _EOF = 0x31, 0xE0, 0x41E, 0x85, 0x809, 0x0A
_CELLS: Final = frozenset({0xFD, 0x204, 0x203, 0x27E, 0x06, 0x205, 0xD6})
_FORMULA, _MULRK, _ROW, _COLINFO, _OBJECT = 0x06, 0xBD, 0x208, 0x7D, 0x5D
_SHOWING: Final = frozenset({5, 8})
"""Objects that are charts and pictures ([MS-XLS] §2.5.143 FtCmo)."""
_BIFF8: Final = 0x600
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01
_BOLD: Final = 600
_SKIPPED_FONT: Final = 4
"""Number that no font has ([MS-XLS] §2.5.129 FontIndex)."""

Value = int | float | str | bool | time | date | datetime | timedelta


@dataclass
class _Looks:
    """Of one sheet, by row and column from 0."""

    styles: dict[tuple[int, int], int] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    has_drawings: bool = False


@dataclass
class _Styles:
    """Of a workbook: the code, the font and the weight of each style; the looks of each sheet by its name's place."""

    styles: list[tuple[str, str, bool]] = field(default_factory=list)
    sheets: list[_Looks] = field(default_factory=list)


def read_xls(path: Path, limits: ReadLimits, *, binary_xml: bool = False) -> Workbook:
    """Reads a workbook.

    Args:
        path: the file. limits: what it may cost.
        binary_xml: whether it is an XLSB.

    Raises:
        RefusedError: it cannot be read, or has a password.
    """
    if path.stat().st_size > min(_FILE_MOST, limits.file):
        raise RefusedError(Refusal.TOO_LARGE, f"a workbook of {path.stat().st_size} bytes")
    data = path.read_bytes()
    notes: list[str] = []
    styles = _Styles() if binary_xml else _styles_of(data, notes)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return _Reading(book, styles, notes).workbook(BINARY_MEDIA_TYPE if binary_xml else MEDIA_TYPE)
    except PasswordError as error:
        raise RefusedError(Refusal.ENCRYPTED, "a workbook with a password") from error
    except CalamineError as error:
        raise RefusedError(Refusal.DAMAGED, f"a workbook: {error}") from error
    except BaseException as error:
        # The library is written in Rust; where it gives up, that is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise RefusedError(Refusal.DAMAGED, "a workbook that its library gives up") from error


class _Reading:
    """One workbook being read."""

    def __init__(self, book: CalamineWorkbook, styles: _Styles, notes: list[str]) -> None:
        self._book = book
        self._styles = styles
        self._letters = Letters()
        self._bounds = Bounds()
        self._notes = notes
        self._left_out: list[str] = []

    def workbook(self, media_type: str) -> Workbook:
        """Everything.

        Raises:
            RefusedError: there is no sheet that is shown.
        """
        sheets = []
        for place, about in enumerate(self._book.sheets_metadata):
            if about.typ != SheetTypeEnum.WorkSheet:
                self._left_out.append(f"{about.name!r} is no sheet of cells")
            elif about.visible != SheetVisibleEnum.Visible:
                self._left_out.append(f"a hidden sheet: {about.name!r}")
            else:
                sheets.append(self._sheet(place, about.name))
        if not sheets:
            raise RefusedError(Refusal.NOTHING_TO_READ, "no sheet that is shown")
        left_out = bool(self._left_out) or self._bounds.are_passed
        return Workbook(
            media_type=media_type,
            sheets=with_letters_read(sheets, self._letters),
            notes=(*self._notes, *self._left_out, *self._bounds.notes),
            caveats=(*((Caveat.LEFT_OUT,) if left_out else ()), *self._letters.caveats()),
            converted=self._letters.conversions(),
        )

    def _sheet(self, place: int, name: str) -> Sheet:
        self._bounds.new_sheet(name)
        looks = self._styles.sheets[place] if place < len(self._styles.sheets) else _Looks()
        if looks.has_drawings:
            self._left_out.append(f"pictures and charts of {name!r} are not shown")
        sheet = self._book.get_sheet_by_index(place)
        start = sheet.start or (0, 0)
        rows = []
        for number, values in enumerate(sheet.to_python(skip_empty_area=True), start[0]):
            cells = {}
            for column, value in enumerate(values, start[1]):
                cell = self._cell(value, looks, (number, column))
                if cell is not None and self._bounds.allow(column):
                    cells[column] = cell
            if cells and self._bounds.allow_row():
                rows.append(Row(number + 1, cells, number in looks.hidden_rows))
        merged = tuple(
            Merge(first[0] + 1, first[1], last[0] + 1, last[1]) for first, last in sheet.merged_cell_ranges or ()
        )
        name = self._letters.run(name, font="")
        return Sheet(name=name, rows=tuple(rows), merged=merged, hidden_columns=frozenset(looks.hidden_columns))

    def _cell(self, value: Value, looks: _Looks, place: tuple[int, int]) -> Cell | None:
        number = looks.styles.get(place, -1)
        known = 0 <= number < len(self._styles.styles)
        code, font, is_bold = self._styles.styles[number] if known else (GENERAL, "", False)
        is_formula = place in looks.formulas
        match value:
            case bool():
                return Cell("Đúng" if value else "Sai", str(int(value)), is_formula, is_bold=is_bold)
            case int() | float():
                return Cell(shown(value, code), plain(value), is_formula, is_number=True, is_bold=is_bold)
            case str():
                text = self._bounds.cut(self._letters.run(value, font=font))
                return Cell(text, "", is_formula, is_bold=is_bold) if text.strip() or is_formula else None
            case _:
                return Cell(_moment(value, code), "", is_formula, is_bold=is_bold)


def _moment(value: time | date | datetime | timedelta, code: str) -> str:
    """A date as its format shows it; where the format is not known, whole."""
    if code == GENERAL or not isinstance(value, date):
        return shown_moment(value)
    start = datetime(1899, 12, 30)  # noqa: DTZ001 sheets know no zones
    whole = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001
    return shown((whole - start).total_seconds() / 86_400, code)


def _styles_of(data: bytes, notes: list[str]) -> _Styles:
    """The looks of cells; none where the records do not say them, for the values do not depend on it."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            name = next((one for one in STREAMS if ole.exists(one)), "")
            stream = ole.openstream(name).read() if name else b""
    except (OSError, ValueError, IndexError, struct.error, TypeError, AttributeError, MemoryError) as error:
        notes.append(f"looks of cells: {error}"[:300])
        return _Styles()
    try:
        return _Records(stream).styles
    except (struct.error, IndexError) as error:
        notes.append(f"looks of cells: {error}"[:300])
        return _Styles()


class _Records:
    """Walks the records of the stream of a workbook ([MS-XLS] §2.1.4).

    Attributes:
        styles: what they say of looks.
    """

    def __init__(self, stream: bytes) -> None:
        self._is_biff8 = len(stream) >= 6 and struct.unpack_from("<H", stream, 4)[0] == _BIFF8
        self._codes = dict(BUILT_IN)
        self._fonts: list[tuple[str, bool]] = []
        self._formats: list[tuple[int, int]] = []
        places: list[int] = []
        for kind, start, size in _records(stream, 0):
            self._take(kind, stream, start, size, places)
        self.styles = _Styles(styles=[self._style(font, code) for font, code in self._formats])
        self.styles.sheets = [_looks(stream, place) for place in places]

    def _take(self, kind: int, stream: bytes, start: int, size: int, places: list[int]) -> None:
        if kind == _FONT and size >= 15:
            weight = struct.unpack_from("<H", stream, start + 6)[0]
            self._fonts.append((self._text(stream, start + 14, start + size, wide=1), weight >= _BOLD))
        elif kind == _XF and size >= 4:
            self._formats.append(struct.unpack_from("<HH", stream, start))
        elif kind == _FORMAT and size >= 4:
            number = struct.unpack_from("<H", stream, start)[0]
            self._codes[number] = self._text(stream, start + 2, start + size, wide=2 if self._is_biff8 else 1)
        elif kind == _BOUNDSHEET and size >= 6:
            places.append(struct.unpack_from("<I", stream, start)[0])

    def _text(self, stream: bytes, start: int, end: int, *, wide: int) -> str:
        """A short text: its length in one or two bytes, in BIFF8 then a byte of flags ([MS-XLS] §2.5.293, §2.5.294)."""
        count = int.from_bytes(stream[start : start + wide], "little")
        start += wide
        if not self._is_biff8:
            return stream[start : min(start + count, end)].decode("cp1252", "replace")
        is_wide = stream[start] & 1
        data = stream[start + 1 : min(start + 1 + count * (1 + is_wide), end)]
        return data.decode("utf-16-le" if is_wide else "latin-1", "replace")

    def _style(self, font: int, code: int) -> tuple[str, str, bool]:
        place = font - 1 if font > _SKIPPED_FONT else font
        name, is_bold = self._fonts[place] if place < len(self._fonts) else ("", False)
        return self._codes.get(code, GENERAL), name, is_bold


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Kind, start of the data and size of each record of a substream, up to its end."""
    depth = 0
    while start + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, start)
        depth += (kind == _BOF) - (kind == _EOF)
        if kind == _EOF and depth <= 0:
            return
        yield kind, start + 4, min(size, len(stream) - start - 4)
        start += 4 + size


def _looks(stream: bytes, start: int) -> _Looks:
    looks = _Looks()
    for kind, at, size in _records(stream, start):
        if kind in _CELLS and size >= 6:
            row, column, style = struct.unpack_from("<HHH", stream, at)
            looks.styles[row, column] = style
            if kind == _FORMULA:
                looks.formulas.add((row, column))
        elif kind == _MULRK and size >= 6:
            row, first = struct.unpack_from("<HH", stream, at)
            for place in range((size - 6) // 6):
                looks.styles[row, first + place] = struct.unpack_from("<H", stream, at + 4 + place * 6)[0]
        elif kind == _ROW and size >= 14 and struct.unpack_from("<H", stream, at + 12)[0] & _ROW_HIDDEN:
            looks.hidden_rows.add(struct.unpack_from("<H", stream, at)[0])
        elif kind == _COLINFO and size >= 10 and struct.unpack_from("<H", stream, at + 8)[0] & _COLUMN_HIDDEN:
            first, last = struct.unpack_from("<HH", stream, at)
            looks.hidden_columns |= set(range(first, min(last, 255) + 1))
        elif kind == _OBJECT and size >= 6 and struct.unpack_from("<H", stream, at + 4)[0] in _SHOWING:
            looks.has_drawings = True
    return looks
