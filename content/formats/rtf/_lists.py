"""Lists of an RTF file, for paragraphs whose label its writer has not written out (RTF 1.9.1 "List Tables")."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from content.formats._word_lists import KINDS, LEVELS, START_MOST, Level, Numbering, WordLists

_MOST: Final = 5_000
_PLACES: Final = 9


@dataclass
class ListTables:
    """The tables of lists, as their words come."""

    _lists: dict[int, dict[int, Level]] = field(default_factory=dict)
    _numberings: dict[str, Numbering] = field(default_factory=dict)
    _levels: dict[int, Level] = field(default_factory=dict)
    _starts: dict[int, int] = field(default_factory=dict)
    _list: int = 0
    _override: int = -1

    def begin(self, word: str) -> None:
        """A group of the tables begins: `list`, `listlevel`, `listoverride`, `lfolevel`."""
        if word == "list":
            self._levels, self._list = {}, 0
        elif word == "listlevel":
            at = self._override if self._override >= 0 else len(self._levels)
            if at < LEVELS:
                self._levels[at] = Level()
        elif word == "listoverride":
            self._levels, self._starts, self._override = {}, {}, -1
        elif word == "lfolevel":
            self._override += 1

    def told(self, word: str, value: int | None) -> None:
        """A word of the tables, about the level or the list that is open."""
        number = value or 0
        if word == "listid":
            self._list = number
        elif word == "ls" and len(self._numberings) < _MOST:
            self._name(number)
        elif word == "levelstartat" and self._override >= 0 and self._override not in self._levels:
            self._starts[self._override] = max(0, min(number, START_MOST))
        elif self._levels:
            self._tell_level(word, number)

    def text(self, text: str) -> None:
        """The label of the level that is open: its length, signs, and U+0000 to U+0008 for the numbers of levels."""
        if self._levels:
            shown = text[1:].rstrip(";") if text else ""
            marked = "".join(f"%{ord(sign) + 1}" if ord(sign) < _PLACES else sign for sign in shown)
            self._change(text=marked)

    def end(self, word: str) -> None:
        """A group of the tables ends."""
        if word == "list" and len(self._lists) < _MOST:
            self._lists[self._list] = self._levels
        if word in ("list", "listoverride"):
            self._levels, self._override = {}, -1

    def made(self) -> WordLists:
        """The lists that the tables define."""
        return WordLists(self._numberings)

    def _name(self, number: int) -> None:
        levels = {**self._lists.get(self._list, {}), **self._levels}
        self._numberings[str(number)] = Numbering(str(self._list), levels, dict(self._starts))

    def _tell_level(self, word: str, number: int) -> None:
        if word in ("levelnfc", "levelnfcn"):
            self._change(kind=KINDS.get(number, "decimal"))
        elif word == "levelstartat":
            self._change(start=max(0, min(number, START_MOST)))
        elif word == "levelnorestart" and number:
            self._change(restart=0)
        elif word == "levellegal" and number:
            self._change(is_legal=True)

    def _change(self, **said: object) -> None:
        at = max(self._levels)
        self._levels[at] = replace(self._levels[at], **said)  # type: ignore[arg-type]
