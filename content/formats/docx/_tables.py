"""Rows and cells of tables of a Word document, as they lie in the grid (ECMA-376 part 1 §17.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element

from content.formats.docx._package import W
from content.formats.docx._styles import is_on, value, whole

_COLUMNS: Final = 200
_AROUND: Final = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


@dataclass(frozen=True)
class GridCell:
    """A cell in its row; `element` is None for a gap. `goes_on`: whether it belongs to the cell above it."""

    element: _Element | None
    columns: int
    goes_on: bool = False


def rows_of(table: _Element) -> Iterator[tuple[bool, list[GridCell]]]:
    """The rows: whether each is a heading of the table, and its cells from the left.

    Args:
        table: `w:tbl`.
    """
    for row in _inside(table, f"{W}tr"):
        properties = row.find(f"{W}trPr")
        if properties is not None and properties.find(f"{W}del") is not None:
            continue
        yield bool(properties is not None and is_on(properties.find(f"{W}tblHeader"))), _cells(row, properties)


def _cells(row: _Element, properties: _Element | None) -> list[GridCell]:
    cells: list[GridCell] = []
    before = _gap(properties, "gridBefore")
    if before:
        cells.append(GridCell(None, before))
    for element in _inside(row, f"{W}tc"):
        said = element.find(f"{W}tcPr")
        if said is None:
            cells.append(GridCell(element, 1))
            continue
        columns = max(1, whole(said.find(f"{W}gridSpan"), most=_COLUMNS) or 1)
        down, along = said.find(f"{W}vMerge"), said.find(f"{W}hMerge")
        if along is not None and (value(along) or "continue") == "continue" and cells:
            cells[-1] = GridCell(cells[-1].element, cells[-1].columns + columns, cells[-1].goes_on)
            continue
        cells.append(GridCell(element, columns, down is not None and (value(down) or "continue") == "continue"))
    after = _gap(properties, "gridAfter")
    return [*cells, GridCell(None, after)] if after else cells


def _gap(properties: _Element | None, name: str) -> int:
    return (whole(properties.find(f"{W}{name}"), most=_COLUMNS) or 0) if properties is not None else 0


def _inside(element: _Element, tag: str) -> Iterator[_Element]:
    """The children of a kind, also those that others hold."""
    waiting = list(reversed(element))
    while waiting:
        one = waiting.pop()
        if one.tag == tag:
            yield one
        elif one.tag in _AROUND:
            waiting += reversed(one)
