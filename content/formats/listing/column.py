"""A column of a catalogue sheet: the key of a sidecar it says, what it is called, what stands in its cells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Form(StrEnum):
    """What stands in the cells of a column."""

    TEXT = "text"
    PARAGRAPHS = "paragraphs"
    LIST = "list"
    PEOPLE = "people"
    ISSUED = "issued"
    DAY = "day"
    NUMBER = "number"
    YES = "yes"
    LANGUAGE = "language"
    SCRIPT = "script"
    WORD = "word"
    ISBN = "isbn"
    ISSN = "issn"
    FILES = "files"
    KEY = "key"


SEVERAL: Final = frozenset({Form.LIST, Form.PEOPLE, Form.ISBN, Form.ISSN, Form.FILES})
"""Forms of columns whose cells may hold several values."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a catalogue sheet.

    Attributes:
        key: of a sidecar, which is also its English header; of `copies` and `issues` each value is of one of them.
        vietnamese: its header. aliases: what people call it as well.
        meaning: in English, for developers' documents. explained: in Vietnamese, for librarians.
        matters: whether a record is left out where its value cannot be read: a right that would be taken for none.
    """

    key: str
    vietnamese: str
    aliases: tuple[str, ...] = ()
    form: Form = Form.TEXT
    meaning: str
    explained: str
    example: str = ""
    matters: bool = False

    @property
    def group(self) -> str:
        """`copies` or `issues` where the column describes one of several things of a record, else ""."""
        table = self.key.partition(".")[0]
        return table if table in {"copies", "issues"} else ""

    @property
    def has_several(self) -> bool:
        """Whether a cell may hold several values, with semicolons between them."""
        return self.form in SEVERAL or bool(self.group)
