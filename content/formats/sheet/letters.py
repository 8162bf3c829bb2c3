"""Old letters in cells whose font says nothing: judged over the whole workbook, by syllables that exist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from content.formats._letters import Letters
from content.formats.sheet.book import Cell, Row, Sheet


def with_letters_read(sheets: Sequence[Sheet], letters: Letters) -> tuple[Sheet, ...]:
    """Sheets whose texts are Unicode; what the fonts have settled already stays.

    Args:
        sheets: of one workbook.
        letters: of the same workbook; it remembers what is turned.
    """
    texts = list(dict.fromkeys(cell.text for cell in _cells(sheets) if not cell.text.isascii()))
    turned = {old: new for old, new in zip(texts, letters.paragraphs(texts), strict=True) if old != new}
    return tuple(_turned(sheet, turned) for sheet in sheets) if turned else tuple(sheets)


def _cells(sheets: Sequence[Sheet]) -> list[Cell]:
    return [cell for sheet in sheets for row in sheet.rows for cell in row.cells.values() if not cell.is_number]


def _turned(sheet: Sheet, turned: dict[str, str]) -> Sheet:
    return replace(sheet, rows=tuple(Row(row.number, _turned_cells(row, turned), row.is_hidden) for row in sheet.rows))


def _turned_cells(row: Row, turned: dict[str, str]) -> dict[int, Cell]:
    return {
        place: replace(cell, text=turned[cell.text]) if cell.text in turned else cell
        for place, cell in row.cells.items()
    }
