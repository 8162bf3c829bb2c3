"""Rows of a catalogue sheet as records of a list; every fault by row and column, all at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from content.formats.listing.cells import literal, split, unguarded
from content.formats.listing.column import Column, Form
from content.formats.listing.files import file_name
from content.formats.listing.header import FOUND_MOST, Header
from content.formats.listing.merging import Merging
from content.formats.listing.saying import Said
from content.formats.listing.values import value_of
from content.formats.reading import Flaw, Flawed, Listed
from content.formats.sheet.book import Cell, Row, Sheet
from content.text import fold, one_line

FLAWS_MOST: Final = 5_000
_KEY_MOST: Final = 160
_SUMS: Final = frozenset({"tong cong", "tong so", "cong", "tong", "total"})
_ORDINAL: Final = re.compile(r"\(?(\d{1,2})\)?")
_BY_COMMAS: Final = frozenset({Form.PEOPLE, Form.LIST})


class Rows:
    """Reads the rows below a header.

    Attributes:
        listed: records that go in. flawed: what is wrong, in the order of the rows.
    """

    def __init__(self, sheet: Sheet, header: Header) -> None:
        self._header = header
        self._merging = Merging(sheet, header)
        self._keys: dict[str, int] = {}
        self.listed: list[Listed] = []
        self.flawed: list[Flawed] = [*header.flawed, *self._merging.flawed]
        for row in sheet.rows:
            if row.number > header.last:
                self._read(row)
        self.flawed.sort(key=lambda flaw: flaw.row)
        del self.flawed[FLAWS_MOST:]

    def _read(self, row: Row) -> None:
        cells = self._merging.cells(row)
        mine = {place: cells[place] for place in self._header.columns if place in cells and cells[place].said.strip()}
        if not mine or row.number in self._merging.dropped or self._is_frame(row, mine):
            return
        reading = _RowReading(row.number, self._header, mine)
        self._check_key(reading)
        self.flawed += reading.flawed
        if not any(flaw.stops for flaw in reading.flawed):
            self.listed.append(reading.listed())

    def _check_key(self, reading: _RowReading) -> None:
        if not reading.key:
            return
        first = self._keys.setdefault(reading.key, reading.row)
        if first != reading.row:
            reading.tell(Flaw.DOUBLE_KEY, "key", f"{reading.key} ({first})")

    def _is_frame(self, row: Row, mine: Mapping[int, Cell]) -> bool:
        """Whether a row belongs to the frame of a table: the numbers of its columns below the header, its sum."""
        if row.number == self._header.last + 1 and _counts_up([cell.said for _, cell in sorted(row.cells.items())]):
            return True
        texts = {self._header.columns[place].key: cell.said for place, cell in mine.items()}
        named = texts.get("title", next(iter(texts.values())))
        return fold(named).strip(" :.") in _SUMS and not {"creators", "files", "key"} & texts.keys()


def _counts_up(texts: list[str]) -> bool:
    """Whether cells say (1), (2), (3) and so on."""
    numbers = [_ORDINAL.fullmatch(text.strip()) for text in texts]
    said = [int(number[1]) for number in numbers if number]
    return len(said) == len(texts) >= 3 and said == list(range(said[0], said[0] + len(said)))


class _RowReading:
    """One row being read."""

    def __init__(self, row: int, header: Header, cells: Mapping[int, Cell]) -> None:
        self.row = row
        self.flawed: list[Flawed] = []
        self.key = ""
        self._header = header
        self._files: list[str] = []
        self._said = Said()
        self._place = 0
        for self._place, cell in sorted(cells.items()):
            self._take(header.columns[self._place], cell)
        for misfit in self._said.close():
            self.tell(Flaw.VALUE, misfit.column.key, misfit.found, stops=False)
        if not self._files and not self._said.has("title") and not self._is_told("title"):
            self.tell(Flaw.NO_TITLE, "title", "")

    def listed(self) -> Listed:
        """The record that the row describes."""
        said = json.dumps(self._said.tree, ensure_ascii=False)
        own = tuple((key, name) for key in ("key", "files") if (name := self._header.name_of(key)))
        columns = (*self._said.columns, *own)
        return Listed(row=self.row, key=self.key, said=said, columns=columns, files=tuple(self._files))

    def tell(self, flaw: Flaw, key: str, found: str, *, stops: bool = True) -> None:
        """Tells of a fault in the cell of a column."""
        name = self._name if self._column_key == key else self._header.name_of(key)
        self.flawed.append(Flawed(flaw=flaw, row=self.row, column=name, found=one_line(found, FOUND_MOST), stops=stops))

    @property
    def _name(self) -> str:
        return self._header.names.get(self._place, "")

    @property
    def _column_key(self) -> str:
        column = self._header.columns.get(self._place)
        return column.key if column else ""

    def _is_told(self, key: str) -> bool:
        name = self._header.name_of(key)
        return any(flaw.stops and flaw.column == name for flaw in self.flawed)

    def _take(self, column: Column, cell: Cell) -> None:
        """Takes what a cell says; a formula is never worked out: its last value counts, if one was kept with it."""
        text = unguarded(cell.said)
        if cell.is_formula:
            shown = literal(text)
            if shown is None:
                is_unknown = text.lstrip().startswith(("=", "@", "+", "-"))
                self.tell(
                    Flaw.FORMULA, column.key, text, stops=is_unknown and (column.matters or column.key == "title")
                )
                if is_unknown:
                    return
            else:
                text = shown
        if "\0" in text:
            text = text.replace("\0", "")
        if column.form is Form.KEY:
            self.key = one_line(text, _KEY_MOST)
        elif column.form is Form.FILES:
            self._take_files(text)
        elif column.has_several:
            self._take_several(column, text)
        else:
            self._take_one(column, text)

    def _take_one(self, column: Column, text: str) -> None:
        value = value_of(column, text)
        if value is None:
            self.tell(Flaw.VALUE, column.key, text, stops=column.matters)
        else:
            self._said.say(column, value, self._name)

    def _take_several(self, column: Column, text: str) -> None:
        values = []
        for said in split(text) if column.form not in _BY_COMMAS else list(_by_commas(column, text)):
            value = value_of(column, said) if said else ""
            if value is None:
                self.tell(Flaw.VALUE, column.key, said, stops=False)
            values.append("" if value is None else value)
        self._said.say_several(column, values, self._name)

    def _take_files(self, text: str) -> None:
        for said in filter(None, split(text)):
            name = file_name(said)
            if name is None:
                self.tell(Flaw.FILE_OUTSIDE, "files", said)
            elif name not in self._files:
                self._files.append(name)


def _by_commas(column: Column, text: str) -> Iterator[str]:
    """Values of a cell; where no semicolon stands in it, people mean commas to divide them.

    A name with a comma in it has a part of one word ("Hugo, Victor"), and stays whole.
    """
    values = split(text)
    pieces = [piece.strip() for piece in text.split(",")]
    of_people = column.form is Form.PEOPLE
    if len(values) != 1 or ";" in text or len(pieces) == 1 or (of_people and any(" " not in one for one in pieces)):
        yield from values
    else:
        yield from pieces
