"""How much of a workbook is read: what goes beyond is left out, and said."""

from __future__ import annotations

from typing import Final

ROWS_MOST: Final = 50_000
"""Of one sheet."""
COLUMNS_MOST: Final = 256
"""Of one sheet: what Excel had until 2007, and more than a reader can follow."""
CELLS_MOST: Final = 400_000
"""Of a workbook."""
LETTERS_MOST: Final = 32_767
"""Of a cell: what Excel holds."""


class Bounds:
    """Counts what is read of a workbook.

    Attributes:
        notes: what was passed, a line for each sheet and bound.
    """

    def __init__(self) -> None:
        self._cells = 0
        self._rows = 0
        self._sheet = ""
        self._notes: dict[str, None] = {}

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left out."""
        return tuple(self._notes)

    @property
    def are_passed(self) -> bool:
        """Whether something was left out."""
        return bool(self._notes)

    def new_sheet(self, name: str) -> None:
        """Begins another sheet."""
        self._sheet = name[:60]
        self._rows = 0

    def allow(self, column: int) -> bool:
        """Whether one more cell may be read, in a column from 0."""
        if column >= COLUMNS_MOST:
            self._tell(f"columns beyond {COLUMNS_MOST}")
            return False
        if self._cells >= CELLS_MOST:
            self._tell(f"cells beyond {CELLS_MOST}")
            return False
        self._cells += 1
        return True

    def allow_row(self) -> bool:
        """Whether one more row may be read."""
        if self._rows >= ROWS_MOST:
            self._tell(f"rows beyond {ROWS_MOST}")
            return False
        self._rows += 1
        return True

    def cut(self, text: str) -> str:
        """The text of a cell, as much as a cell holds."""
        if len(text) > LETTERS_MOST:
            self._tell(f"text of a cell beyond {LETTERS_MOST} letters")
        return text[:LETTERS_MOST]

    def _tell(self, what: str) -> None:
        self._notes.setdefault(f"{self._sheet!r}: {what} are left out")
