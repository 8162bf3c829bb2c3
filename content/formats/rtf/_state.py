"""What holds at a place of an RTF file: how letters look, how the paragraph stands, what the group is for."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from enum import Enum, auto

from content.formats.flow.manuscript import Look


class Purpose(Enum):
    """What the text of a group is."""

    BODY = auto()
    SKIPPED = auto()
    FONTS = auto()
    STYLES = auto()
    INFO = auto()
    LABEL = auto()
    PICTURE = auto()
    INSTRUCTION = auto()
    PROPERTY_NAME = auto()
    PROPERTY_VALUE = auto()
    LIST = auto()
    OVERRIDE = auto()
    LEVEL_TEXT = auto()
    SHAPE = auto()
    FALSE_NAME = auto()


@dataclass(slots=True)
class Letters:
    """How letters look. `raised` is above 0 for superscript, below for subscript."""

    font: int | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    raised: int = 0
    hidden: bool = False
    deleted: bool = False

    @property
    def look(self) -> Look:
        """As a manuscript has it."""
        raised = "sup" if self.raised > 0 else "sub" if self.raised < 0 else ""
        return Look(self.bold, self.italic, self.underline, self.strike, raised)


@dataclass(slots=True)
class Stand:
    """How a paragraph stands. `number` and `level`: its list and the level there; `depth`: of tables around it."""

    align: str = ""
    style: int = 0
    outline: int | None = None
    number: int = 0
    level: int = 0
    in_table: bool = False
    depth: int | None = None

    @property
    def tables(self) -> int:
        """How many tables are around it."""
        return (self.depth if self.depth is not None else 1) if self.in_table or self.depth else 0


@dataclass(slots=True)
class State:
    """All that a group inherits and leaves again.

    Attributes:
        skip: signs that stand for a letter of Unicode after it. is_optional: whether the group may be passed over.
        is_nested: whether rows are of a table in a table. word: what its end has to settle. outer: what the text around
            two ways of saying the same is for.
    """

    purpose: Purpose = Purpose.BODY
    letters: Letters = field(default_factory=Letters)
    stand: Stand = field(default_factory=Stand)
    skip: int = 1
    href: str = ""
    is_contents: bool = False
    is_optional: bool = False
    is_nested: bool = False
    word: str = ""
    outer: Purpose = Purpose.BODY

    def inner(self) -> State:
        """The state at the beginning of a group within."""
        made = copy.copy(self)
        made.letters = copy.copy(self.letters)
        made.stand = copy.copy(self.stand)
        made.is_optional = False
        made.word = ""
        return made
