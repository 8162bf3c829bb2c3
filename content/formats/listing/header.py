"""The header of a catalogue sheet: which row it is, and what each of its columns says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from content.formats.listing.column import Column
from content.formats.listing.names import column_of, is_numbering, nearest_name
from content.formats.reading import Flaw, Flawed
from content.formats.sheet.book import Cell, Sheet

_SEARCHED: Final = 30
"""Rows in which a header is looked for: letterheads and titles stand above it."""
_ENOUGH: Final = 2
FOUND_MOST: Final = 200
_TELLING: Final = frozenset({"title", "files"})


@dataclass(frozen=True, kw_only=True)
class Header:
    """The header of one sheet.

    Attributes:
        row: its number. last: of its rows, where it has several.
        columns: what is read, by column. names: what the sheet calls all its columns.
        flawed: columns that are not read.
    """

    row: int
    last: int
    columns: Mapping[int, Column]
    names: Mapping[int, str]
    flawed: tuple[Flawed, ...]

    @property
    def keys(self) -> frozenset[str]:
        """Keys of the columns that are read."""
        return frozenset(column.key for column in self.columns.values())

    def name_of(self, key: str) -> str:
        """What the sheet calls the column of a key, "" where it has none."""
        return next((self.names[place] for place, column in self.columns.items() if column.key == key), "")


def header_of(sheet: Sheet) -> Header | None:
    """The header of a sheet, None where no row of its beginning is one.

    Args:
        sheet: of which a title or at least a column of files must be among the columns.
    """
    for row in sheet.rows[:_SEARCHED]:
        last = _last_row(sheet, row.number)
        names = dict(_names(sheet, row.number, last))
        known = {place: column for place, name in names.items() if (column := column_of(name))}
        keys = {column.key for column in known.values()}
        near = sum(1 for place, name in names.items() if place not in known and nearest_name(name))
        if keys & _TELLING and (len(keys) + near >= _ENOUGH or len(names) == 1):
            flawed = tuple(_flaws(row.number, names, known))
            return Header(row=row.number, last=last, columns=_first_of_each(known), names=names, flawed=flawed)
    return None


def _last_row(sheet: Sheet, number: int) -> int:
    """The last row of a header whose cells are merged over several."""
    return max((one.bottom for one in sheet.merged if one.top == number and one.bottom - number < 3), default=number)


def _names(sheet: Sheet, first: int, last: int) -> Iterator[tuple[int, str]]:
    """What each column is called: of several rows of a header, the lowest that says something."""
    names: dict[int, str] = {}
    for number in range(first, last + 1):
        row = sheet.by_number.get(number)
        cells: Mapping[int, Cell] = row.cells if row else {}
        names |= {place: " ".join(cell.text.split())[:FOUND_MOST] for place, cell in cells.items() if cell.text.strip()}
    yield from sorted(names.items())


def _first_of_each(known: Mapping[int, Column]) -> Mapping[int, Column]:
    """Columns without those that say again what another says; columns with several values add up."""
    kept: dict[int, Column] = {}
    for place, column in known.items():
        if column not in kept.values() or (column.has_several and not column.group):
            kept[place] = column
    return kept


def _flaws(row: int, names: Mapping[int, str], known: Mapping[int, Column]) -> Iterator[Flawed]:
    """Columns that are not known, and those that are there twice, each told once."""
    kept = _first_of_each(known)
    for place, name in names.items():
        if place in known and place not in kept:
            found = known[place].vietnamese
            yield Flawed(flaw=Flaw.DOUBLE_COLUMN, row=row, column=name, found=found, stops=False)
        elif place not in known and not is_numbering(name):
            yield Flawed(flaw=Flaw.UNKNOWN_COLUMN, row=row, column=name, found=nearest_name(name), stops=False)
