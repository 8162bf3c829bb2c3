"""Merged cells of a catalogue sheet: filled down where that is plainly meant, told in every case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from content.formats.listing.header import FOUND_MOST, Header
from content.formats.reading import Flaw, Flawed
from content.formats.sheet.book import Cell, Merge, Row, Sheet
from content.text import one_line

_OF_ONE: Final = frozenset({"key", "title", "files", "identifiers.isbn", "copies.copies"})
"""What no two records have in common, so that it cannot be meant for all the rows it is merged over."""


class Merging:
    """What merged cells mean for the rows below a header.

    Attributes:
        flawed: every one of them. dropped: rows that are no records, or of which it is not clear what they say.
    """

    def __init__(self, sheet: Sheet, header: Header) -> None:
        self.flawed: list[Flawed] = []
        self.dropped: set[int] = set()
        self._filled: dict[int, dict[int, Cell]] = {}
        self._header = header
        for merge in sheet.merged:
            top = sheet.by_number.get(merge.top)
            if merge.top > header.last and top is not None:
                self._take(sheet, merge, top)

    def cells(self, row: Row) -> Mapping[int, Cell]:
        """The cells of a row, with those that a merged cell above says for it too."""
        filled = self._filled.get(row.number)
        return {**filled, **row.cells} if filled else row.cells

    def _take(self, sheet: Sheet, merge: Merge, top: Row) -> None:
        cell = top.cells.get(merge.left)
        mine = [place for place in range(merge.left, merge.right + 1) if place in self._header.columns]
        if cell is None or not mine:
            return
        name = self._header.names.get(merge.left, self._header.names.get(mine[0], ""))
        if merge.top == merge.bottom:
            is_heading = len(mine) > 1 and set(top.cells) == {merge.left}
            if is_heading:
                self.dropped.add(merge.top)
            self._tell(merge.top, name, cell, stops=is_heading)
            return
        rows = [number for number in range(merge.top + 1, merge.bottom + 1) if number in sheet.by_number]
        plain = merge.left == merge.right and self._header.columns[merge.left].key not in _OF_ONE
        if not plain:
            for number in rows:
                self.dropped.add(number)
                self._tell(number, name, cell, stops=True)
            return
        self._tell(merge.top, name, cell, stops=False)
        for number in rows:
            self._filled.setdefault(number, {})[merge.left] = cell

    def _tell(self, row: int, name: str, cell: Cell, *, stops: bool) -> None:
        found = one_line(cell.text, FOUND_MOST) if cell.text.strip() else ""
        self.flawed.append(Flawed(flaw=Flaw.MERGED, row=row, column=name, found=found, stops=stops))
