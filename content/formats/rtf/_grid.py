"""Rows and cells as they lie in the grid that their right edges make (RTF 1.9.1, "Table Definitions")."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from content.formats.flow.manuscript import Block, Cell, Table

_NEAR: Final = 60
"""Twips; edges that lie nearer are one."""
_USUAL_WIDTH: Final = 1_000
_CELLS: Final = 300
"""Cells of one row; what is more stands in the last of them."""
_EDGE: Final = 1_000_000


@dataclass
class Shape:
    """The shape of a cell: where it ends, in twips, and whether it goes on from the one beside or above it."""

    right: int
    goes_along: bool = False
    goes_down: bool = False


@dataclass
class RowShape:
    """The shape of a row; `met` are marks of the cell that is not yet ended."""

    left: int = 0
    cells: list[Shape] = field(default_factory=list)
    is_head: bool = False
    met: set[str] = field(default_factory=set)

    def word(self, name: str, number: int | None) -> None:
        """Takes a control word of row and cell definitions; others say nothing.

        Args:
            name: of the word. number: that follows it.
        """
        if name == "trleft":
            self.left = max(-_EDGE, min(number or 0, _EDGE))
        elif name == "trhdr":
            self.is_head = True
        elif name in ("clmrg", "clvmrg"):
            self.met.add(name)
        elif name == "cellx":
            if len(self.cells) < _CELLS:
                right = max(-_EDGE, min(number or 0, _EDGE))
                self.cells.append(Shape(right, "clmrg" in self.met, "clvmrg" in self.met))
            self.met.clear()


@dataclass
class OpenTable:
    """A table that is being filled; `blocks` stand in the cell that is open, `cells` are those ended in its row."""

    rows: list[tuple[RowShape, list[list[Block]]]] = field(default_factory=list)
    cells: list[list[Block]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    shape: RowShape = field(default_factory=RowShape)

    def end_cell(self) -> None:
        """Ends the open cell."""
        if len(self.cells) >= _CELLS:
            self.cells[-1] += self.blocks
        else:
            self.cells.append(self.blocks)
        self.blocks = []

    def end_row(self) -> None:
        """Ends the open row; what stands behind its last cell belongs to that."""
        if self.cells:
            self.cells[-1] += self.blocks
            self.rows.append((self.shape, self.cells))
            self.cells, self.blocks = [], []

    def ended(self) -> list[Block]:
        """The table, and what stands in no cell of it."""
        self.end_row()
        return [*([_table(self.rows)] if self.rows else []), *self.blocks]


def _table(rows: list[tuple[RowShape, list[list[Block]]]]) -> Table:
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
