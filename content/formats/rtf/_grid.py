"""Tables of RTF while they are being read (RTF 1.9.1, "Table Definitions")."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from content.formats._word_grid import Row, Shape, laid
from content.formats._word_grid import RowShape as WordRowShape
from content.formats.flow.manuscript import Block

_CELLS: Final = 300
"""Cells of one row; what is more stands in the last of them."""
_EDGE: Final = 1_000_000


@dataclass
class RowShape(WordRowShape):
    """The shape of a row; `met` are marks of the cell that is not yet ended."""

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

    rows: list[Row] = field(default_factory=list)
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
        return [*([laid(self.rows)] if self.rows else []), *self.blocks]
