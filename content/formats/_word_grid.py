"""Rows and cells of Word's tables as they lie in the grid that their right edges make.

Word says of a cell where it ends, in twips, in both its formats (RTF 1.9.1, "Table Definitions"; [MS-DOC] 2.9.317
sprmTDefTable); how many columns it covers follows from the edges of all rows.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from content.formats.flow.manuscript import Block, Cell, Table

_NEAR: Final = 60
"""Twips; edges that lie nearer are one."""
_USUAL_WIDTH: Final = 1_000


@dataclass
class Shape:
    """The shape of a cell: where it ends, in twips, and whether it goes on from the one beside or above it."""

    right: int
    goes_along: bool = False
    goes_down: bool = False


@dataclass
class RowShape:
    """The shape of a row."""

    left: int = 0
    cells: list[Shape] = field(default_factory=list)
    is_head: bool = False


Row = tuple[RowShape, list[list[Block]]]
"""A row, and what stands in each of its cells."""


def laid(rows: list[Row]) -> Table:
    """Rows as a table whose cells cover the columns that their edges do; without shapes, each covers one."""
    if any(cells and not shape.cells for shape, cells in rows):
        return Table([[Cell(blocks, is_head=shape.is_head) for blocks in cells] for shape, cells in rows])
    placed = [(shape, _placed(shape, cells)) for shape, cells in rows]
    edges = _edges(placed)
    table = Table()
    above: dict[int, tuple[Cell, int]] = {}
    for shape, cells in placed:
        row, above = _row(shape, cells, edges, above)
        table.rows.append(row)
    return table


def _row(
    shape: RowShape,
    cells: list[tuple[Shape, list[Block]]],
    edges: list[int],
    above: dict[int, tuple[Cell, int]],
) -> tuple[list[Cell], dict[int, tuple[Cell, int]]]:
    """The cells of a row, and by column those that the next row may go on."""
    at = _column(shape.left, edges)
    row = [Cell(columns=at)] if at else []
    kept: dict[int, tuple[Cell, int]] = {}
    for one, blocks in cells:
        columns = max(1, _column(one.right, edges) - at)
        upper = above.get(at) if one.goes_down else None
        if upper is not None and upper[1] == columns:
            cell = upper[0]
            cell.rows += 1
            cell.blocks += [block for block in blocks if isinstance(block, Table) or not block.is_empty]
        else:
            cell = Cell(blocks, columns=columns, is_head=shape.is_head)
            row.append(cell)
        kept[at] = (cell, columns)
        at += columns
    return row, kept


def _placed(shape: RowShape, cells: list[list[Block]]) -> list[tuple[Shape, list[Block]]]:
    """Shapes with what stands in them; a cell that goes on from the one beside it is part of that."""
    found: list[tuple[Shape, list[Block]]] = []
    right = shape.left
    for number, blocks in enumerate(cells):
        told = shape.cells[number] if number < len(shape.cells) else None
        right = max(told.right, right + 1) if told else right + _USUAL_WIDTH
        if told and told.goes_along and found:
            last, before = found[-1]
            found[-1] = (Shape(right, goes_down=last.goes_down), [*before, *blocks])
        else:
            found.append((Shape(right, goes_down=bool(told and told.goes_down)), blocks))
    return found


def _edges(rows: list[tuple[RowShape, list[tuple[Shape, list[Block]]]]]) -> list[int]:
    """Where columns begin and end, edges that lie near each other as one."""
    every = sorted({shape.left for shape, _ in rows} | {one.right for _, cells in rows for one, _ in cells})
    edges: list[int] = []
    for edge in every:
        if not edges or edge - edges[-1] > _NEAR:
            edges.append(edge)
    return edges


def _column(edge: int, edges: list[int]) -> int:
    return max(0, bisect_right(edges, edge) - 1)
