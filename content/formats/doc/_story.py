"""The paragraphs and tables of one run of text: the body, a note, a text box ([MS-DOC] 2.4.3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from content.formats._word_grid import Row, RowShape, laid
from content.formats.flow.gathering import Fonts, Runs
from content.formats.flow.manuscript import Block, Paragraph

_DEEPEST: Final = 20
_CELLS_MOST: Final = 200


@dataclass
class _OpenTable:
    rows: list[Row] = field(default_factory=list)
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
            table.rows.append((shape, table.cells))
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
                table.rows.append((RowShape(), left))
            if table.rows:
                into = self._open[-1].cell if self._open else self._blocks
                into.append(laid(table.rows))
        while len(self._open) < depth:
            self._open.append(_OpenTable())
        return self._open[-1].cell if self._open else self._blocks


def _is_empty(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.is_empty
