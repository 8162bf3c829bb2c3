"""A sheet as simple HTML: what stands above the table, its header, its rows; empty rows and columns are left out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

from content.formats.flow.signs import heading_level
from content.formats.sheet.book import Cell, Merge, Row, Sheet
from content.text import one_line

ROWS_A_PART: Final = 500
"""Of a long table under one heading, "Dòng 1–500"."""
_LONG: Final = 600
_HEADER_SEARCHED: Final = 25
_HEADER_SHARE: Final = 0.6
_HEADER_ROWS: Final = 4
_TITLE: Final = 200
_DEFAULT_NAME = re.compile(r"(?:sheet|trang[ _]?tính|bảng|table|tabelle|feuil|hoja)[ _]?\d*", re.IGNORECASE)
_LETTERHEAD = re.compile(
    r"cộng h(?:òa|oà) xã hội|độc lập\s*[-–]\s*tự do|^\s*(?:ủy|uỷ) ban nhân dân|^\s*ubnd\b", re.IGNORECASE
)
"""Lines at the head of every paper (Nghị định 30/2020/NĐ-CP, phụ lục I)."""
_ADDRESS = re.compile(r"https?://[^\s<>\"]{3,500}")


def is_default_name(name: str) -> bool:
    """Whether a sheet has the name that a program gave it."""
    return not name.strip() or _DEFAULT_NAME.fullmatch(name.strip()) is not None


class Table:
    """One sheet on its way to HTML.

    Attributes:
        title: the line above its table that names it, "" where there is none.
        left_out: whether rows or columns are hidden in it.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        hidden_rows = {row.number for row in sheet.rows if row.is_hidden}
        self.left_out = bool(hidden_rows) or any(
            place in sheet.hidden_columns for row in sheet.rows for place in row.cells
        )
        self._rows = [row for row in sheet.rows if not row.is_hidden and self._cells(row)]
        self._numbers = [row.number for row in self._rows]
        self._columns = sorted({place for row in self._rows for place in self._cells(row)})
        self._spans = {(one.top, one.left): one for one in sheet.merged}
        self._covered = self._covered_cells()
        self._first = self._header_row()
        self._last = self._header_end()
        self._above = self._rows[: self._first]
        self.title = next((text for text, level in map(self._line, self._above) if level), "")

    def documents(self, heading: str) -> Iterator[str]:
        """The HTML: one document, of a long table one for every `ROWS_A_PART` rows, for a phone cannot hold more.

        Args:
            heading: what stands above all, "" where nothing does.
        """
        pieces = [*self._beginning(heading)]
        body = self._rows[self._last :]
        if len(body) > _LONG:
            for start in range(0, len(body), ROWS_A_PART):
                part = body[start : start + ROWS_A_PART]
                pieces.append(f"<h2>Dòng {start + 1}–{start + len(part)}</h2>")
                yield "".join((*pieces, *self._table(part)))
                pieces = []
        elif body or self._last > self._first:
            pieces += self._table(body)
        pieces += [f'<p align="center"><img src="{escape(name)}" alt=""></p>' for _, name in self._sheet.pictures]
        if pieces:
            yield "".join(pieces)

    def _beginning(self, heading: str) -> Iterator[str]:
        """What stands above the table."""
        if heading:
            yield f"<h1>{escape(heading)}</h1>"
        told = bool(heading)
        for row in self._above:
            text, level = self._line(row)
            if level and text == heading:
                continue
            tag = "p" if not level else "h2" if told else "h1"
            told = told or tag == "h1"
            yield f'<{tag} align="center">{_lines(text)}</{tag}>'

    def _cells(self, row: Row) -> Mapping[int, Cell]:
        hidden = self._sheet.hidden_columns
        return {place: cell for place, cell in row.cells.items() if place not in hidden and cell.text.strip()}

    def _covered_cells(self) -> frozenset[tuple[int, int]]:
        """Cells that a merged one lies over, of those that are shown."""
        shown = self._numbers, self._columns
        covered = set()
        for one in self._sheet.merged:
            rows = _within(shown[0], one.top, one.bottom)
            for column in _within(shown[1], one.left, one.right):
                covered |= {(number, column) for number in rows if (number, column) != (one.top, one.left)}
        return frozenset(covered)

    def _header_row(self) -> int:
        """Place of the first row of the table: the first that has texts in most columns."""
        needed = max(2, int(_HEADER_SHARE * len(self._columns)))
        for place, row in enumerate(self._rows[:_HEADER_SEARCHED]):
            cells = self._cells(row)
            wide = sum(self._width(row.number, column) for column in cells)
            texts = [cell.text for cell in cells.values() if not cell.is_number]
            is_letterhead = any(map(_LETTERHEAD.search, texts))
            enough = len(cells) >= min(3, max(2, len(self._columns))) and wide >= needed
            if enough and not is_letterhead and len(texts) * 2 >= len(cells):
                return place
        return 0 if len(self._columns) > 1 or len(self._rows) < 2 else len(self._rows)

    def _header_end(self) -> int:
        """Place of the first row below the header; a header may have several rows that merged cells tie together."""
        if self._first >= len(self._rows) - 1 or len(self._columns) < 2:
            return self._first
        number = self._rows[self._first].number
        if any(cell.is_number for cell in self._cells(self._rows[self._first]).values()):
            return self._first
        bottom = max((one.bottom for one in self._sheet.merged if one.top == number), default=number)
        end = self._first + 1
        while end < len(self._rows) - 1 and self._rows[end].number <= bottom and end - self._first < _HEADER_ROWS:
            end += 1
        return end

    def _width(self, number: int, column: int) -> int:
        span = self._spans.get((number, column))
        return len(_within(self._columns, span.left, span.right)) if span else 1

    def _line(self, row: Row) -> tuple[str, int]:
        """A row above the table as a line of text, and its level where it is a heading."""
        cells = [cell for _, cell in sorted(self._cells(row).items())]
        text = "   ".join(cell.text.strip() for cell in cells)
        if len(cells) != 1:
            return text, 0
        line = one_line(text, _TITLE)
        return text, heading_level(line, bold=cells[0].is_bold or line.isupper(), centred=True)

    def _table(self, body: Sequence[Row]) -> Iterator[str]:
        yield "<table>"
        for row in self._rows[self._first : self._last]:
            yield self._row(row, "th")
        for row in body:
            yield self._row(row, "td")
        yield "</table>"

    def _row(self, row: Row, tag: str) -> str:
        cells = self._cells(row)
        pieces = []
        for column in self._columns:
            if (row.number, column) in self._covered:
                continue
            cell = cells.get(column)
            span = self._spans.get((row.number, column))
            pieces.append(f"<{tag}{self._span(span)}{_aligned(cell, tag)}>{_shown(cell)}</{tag}>")
        return f"<tr>{''.join(pieces)}</tr>"

    def _span(self, span: Merge | None) -> str:
        if span is None:
            return ""
        wide = len(_within(self._columns, span.left, span.right))
        high = len(_within(self._numbers, span.top, span.bottom))
        return (f' colspan="{wide}"' if wide > 1 else "") + (f' rowspan="{high}"' if high > 1 else "")


def _within(places: Sequence[int], first: int, last: int) -> Sequence[int]:
    """Of places in order those from first to last."""
    return places[bisect_left(places, first) : bisect_right(places, last)]


def _aligned(cell: Cell | None, tag: str) -> str:
    return ' align="right"' if cell is not None and cell.is_number and tag == "td" else ""


def _shown(cell: Cell | None) -> str:
    if cell is None:
        return ""
    text = _lines(cell.text.strip())
    return f"<b>{text}</b>" if cell.is_bold else text


def _lines(text: str) -> str:
    """Text as HTML; addresses in it are links."""
    pieces, start = [], 0
    for found in _ADDRESS.finditer(text):
        address = escape(found[0])
        pieces += [escape(text[start : found.start()]), f'<a href="{address}">{address}</a>']
        start = found.end()
    return "".join((*pieces, escape(text[start:]))).replace("\n", "<br>")
