"""A workbook as it is read: sheets of rows of cells, whatever the file's format. Plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from content.formats.reading import Caveat, Conversion


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell.

    Attributes:
        text: what it shows; a formula by the last value that was kept with it.
        plain: the same without the look of numbers ("1234567" for "1.234.567"), "" where that is `text` itself.
        is_formula: whether a formula stands in it. is_number: whether what it shows is a number.
        is_bold: whether all of it is bold.
    """

    text: str
    plain: str = ""
    is_formula: bool = False
    is_number: bool = False
    is_bold: bool = False

    @property
    def said(self) -> str:
        """The text for a program that reads it."""
        return self.plain or self.text


@dataclass(frozen=True, slots=True)
class Row:
    """A row that has cells: its number as a person counts, from 1; cells by column, from 0."""

    number: int
    cells: Mapping[int, Cell]
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """Merged cells: rows from 1, columns from 0, the last ones included. The top left cell says what they say."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet.

    Attributes:
        rows: those that have cells, from above. hidden_columns: from 0.
        pictures: names of members that it shows, with the row that each stands at.
    """

    name: str
    rows: tuple[Row, ...]
    merged: tuple[Merge, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    pictures: tuple[tuple[int, str], ...] = ()

    @cached_property
    def by_number(self) -> Mapping[int, Row]:
        """Rows by their numbers."""
        return {row.number: row for row in self.rows}


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """A file of sheets.

    Attributes:
        sheets: those that are shown, in order.
        pictures: bytes by the names that sheets give.
        notes: what was left out or mended, for technicians.
    """

    media_type: str
    sheets: tuple[Sheet, ...]
    title: str = ""
    creator: str = ""
    issued: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    converted: tuple[Conversion, ...] = ()


def column_letters(column: int) -> str:
    """What a column is called that has no header: `A`, `B`, … `AA`.

    Args:
        column: from 0.
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def rows_of(texts: Iterable[Iterable[str]]) -> tuple[Row, ...]:
    """Rows of plain texts, the first of them row 1; blank cells are none."""
    rows = (
        Row(number, {column: Cell(text) for column, text in enumerate(line) if text.strip()})
        for number, line in enumerate(texts, 1)
    )
    return tuple(row for row in rows if row.cells)
