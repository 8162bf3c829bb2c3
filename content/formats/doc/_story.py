"""The paragraphs and tables of one run of text: the body, a note, a text box ([MS-DOC] 2.4.3)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from content.formats.flow.gathering import Fonts, Runs
from content.formats.flow.manuscript import Block, Cell, Paragraph, Table

_DEEPEST: Final = 20
_NEAR: Final = 20
"""Twips; edges of cells that lie nearer are one."""
_CELLS_MOST: Final = 200


@dataclass
class Edge:
    """The right edge of a cell, twips from the margin, and which cells it is one with."""

    right: int
    joins_left: bool = False
    joins_above: bool = False


@dataclass
class RowShape:
    """The cells of a row as they are defined."""

    left: int = 0
    edges: list[Edge] = field(default_factory=list)
    is_head: bool = False


@dataclass
class _OpenTable:
    rows: list[tuple[list[list[Block]], RowShape]] = field(default_factory=list)
    cells: list[list[Block]] = field(default_factory=list)
    cell: list[Block] = field(default_factory=list)


class Story:
    """One run of text, being gathered.

    Attributes:
        runs: of the paragraph that is open. label, label_font: what a program has drawn before it. beside: what is
            anchored in it.

    Args:
        fonts: of the paper.
    """

    def __init__(self, fonts: Fonts) -> None:
        self.runs = Runs(fonts)
        self.label = ""
        self.label_font = ""
        self.beside: list[Block] = []
        self._blocks: list[Block] = []
        self._open: list[_OpenTable] = []

    def add(self, paragraph: Paragraph, depth: int) -> None:
        """Adds a paragraph, and what is anchored in it.

        Args:
            depth: how many tables are around it.
        """
        into = self._into(depth)
        into.append(paragraph)
        into += self.beside
        self.beside = []
        self.label = self.label_font = ""

    def end_cell(self, depth: int) -> None:
        """The cell of a table ends."""
        depth = max(1, depth)
        self._into(depth)
        table = self._open[min(depth, _DEEPEST) - 1]
        if len(table.cells) < _CELLS_MOST:
            table.cells.append(table.cell)
        elif table.cells:
            table.cells[-1] += table.cell
        table.cell = []

    def end_row(self, depth: int, shape: RowShape) -> None:
        """The row of a table ends.

        Args:
            shape: of its cells, as defined.
        """
        depth = max(1, depth)
        self._into(depth)
        table = self._open[min(depth, _DEEPEST) - 1]
        if any(not _is_empty(one) for one in table.cell):
            table.cells.append(table.cell)
        if table.cells:
            table.rows.append((table.cells, shape))
        table.cells, table.cell = [], []

    def blocks(self) -> list[Block]:
        """All blocks; the text is at its end."""
        self._into(0)
        self._blocks += self.beside
        self.beside = []
        return self._blocks

    def _into(self, depth: int) -> list[Block]:
        """Where blocks of a depth go; tables that are deeper are closed."""
        depth = min(depth, _DEEPEST)
        while len(self._open) > depth:
            table = self._open.pop()
            left = [*table.cells, *([table.cell] if table.cell else [])]
            if left:
                table.rows.append((left, RowShape()))
            if table.rows:
                into = self._open[-1].cell if self._open else self._blocks
                into.append(_laid(table.rows))
        while len(self._open) < depth:
            self._open.append(_OpenTable())
        return self._open[-1].cell if self._open else self._blocks


def _is_empty(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.is_empty


def _laid(rows: list[tuple[list[list[Block]], RowShape]]) -> Table:
    """Rows as a table whose cells cover the columns that their edges do."""
    if any(len(shape.edges) < len(cells) or not _grows(shape) for cells, shape in rows):
        return Table([[Cell(blocks) for blocks in cells] for cells, _ in rows])
    lines = _lines(shape for _, shape in rows)
    table = Table()
    above: dict[int, Cell] = {}
    for cells, shape in rows:
        row: list[Cell] = []
        here: dict[int, Cell] = {}
        at = _column(shape.left, lines)
        if at:
            row.append(Cell(columns=at))
        for blocks, edge in zip(cells, shape.edges, strict=False):
            start, at = at, max(at + 1, _column(edge.right, lines))
            last = row[-1] if row else None
            if edge.joins_left and last is not None:
                last.columns += at - start
                last.blocks += [block for block in blocks if not _is_empty(block)]
                continue
            upper = above.get(start) if edge.joins_above else None
            if upper is not None and upper.columns == at - start:
                upper.rows += 1
                upper.blocks += [block for block in blocks if not _is_empty(block)]
                here[start] = upper
                continue
            cell = Cell(blocks, columns=at - start, is_head=shape.is_head)
            row.append(cell)
            here[start] = cell
        table.rows.append(row)
        above = here
    return table


def _grows(shape: RowShape) -> bool:
    """Whether each edge lies right of the one before."""
    rights = [shape.left, *(edge.right for edge in shape.edges)]
    return all(before < after for before, after in pairwise(rights))


def _lines(shapes: Iterable[RowShape]) -> list[int]:
    """The upright lines of a table, from the left."""
    found: list[int] = []
    for position in sorted({place for shape in shapes for place in (shape.left, *(e.right for e in shape.edges))}):
        if not found or position - found[-1] > _NEAR:
            found.append(position)
    return found


def _column(position: int, lines: list[int]) -> int:
    """The number of the line at a position."""
    at = bisect_left(lines, position - _NEAR)
    return min(at, len(lines) - 1)
