"""Lists as Word counts them, whatever file they come from: DOCX, RTF, the binary format of Word 97.

ECMA-376 part 1 §17.9, [MS-DOC] 2.4.6.3, RTF 1.9.1 "List Tables".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from content.formats._numbering import decimal, letters, ordinal, roman, vietnamese
from content.formats._symbol_fonts import symbols

_PLACE: Final = re.compile(r"%([1-9])")
LEVELS: Final = 9
START_MOST: Final = 1_000_000
_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "decimal": decimal,
    "lowerLetter": letters,
    "upperLetter": lambda count: letters(count).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda count: roman(count).upper(),
    "decimalZero": lambda count: f"{count:02d}" if 0 <= count < 100 else decimal(count),
    "ordinal": ordinal,
    "vietnameseCounting": vietnamese,
    "numberInDash": lambda count: f"- {decimal(count)} -",
    "decimalEnclosedParen": lambda count: f"({decimal(count)})",
    "none": lambda _: "",
}
KINDS: Final = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 5: "ordinal",
    22: "decimalZero", 23: "bullet", 56: "vietnameseCounting", 57: "numberInDash", 255: "none",
}  # fmt: skip
"""Formats of numbers by their codes in RTF and in the binary format ([MS-OSHARED] 2.2.1.3)."""


@dataclass(frozen=True, kw_only=True)
class Level:
    """A level of a numbering.

    Attributes:
        text: the label, `%1` for the number of the first level. restart: the level (from 1) whose use lets this one
            begin anew, 0 for none, None for any above. font: of the label, "" as the paragraph's.
    """

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    is_legal: bool = False
    restart: int | None = None
    style: str = ""
    font: str = ""


@dataclass
class Numbering:
    """A numbering that paragraphs name.

    Attributes:
        abstract: what it counts with; numberings of one abstract go on with each other. levels: from 0, with what it
            says differently. starts: levels that begin anew when this numbering is first used, by their numbers.
    """

    abstract: str
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class WordLists:
    """The numberings of a document, and where each has counted to.

    Args:
        numberings: by the names that paragraphs give.
    """

    def __init__(self, numberings: Mapping[str, Numbering]) -> None:
        self._numberings = numberings
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def level_of_style(self, number: str, style: str) -> int | None:
        """The level of a numbering that belongs to a style, None where none does."""
        found = self._numberings.get(number)
        levels = found.levels if found else {}
        return next((level for level, one in levels.items() if one.style and one.style == style), None)

    def label(self, number: str, level: int) -> tuple[str, str]:
        """The label of the next paragraph of a numbering, "" where it has none, and the font it is drawn in.

        Args:
            number: id of the numbering. level: from 0.
        """
        found = self._numberings.get(number)
        if found is None or level not in found.levels:
            return "", ""
        counters = self._counters.setdefault(found.abstract, {})
        self._count(found, number, level, counters)
        here = found.levels[level]
        if here.kind == "bullet":
            return _bullet(here), here.font

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            above = found.levels.get(at, Level())
            kind = "decimal" if here.is_legal else above.kind
            return _FORMATS.get(kind, decimal)(counters.get(at, above.start))

        return _PLACE.sub(shown, here.text).strip(), here.font

    def _count(self, found: Numbering, number: str, level: int, counters: dict[int, int]) -> None:
        here = found.levels[level]
        if level in found.starts and (number, level) not in self._begun:
            counters[level] = found.starts[level]
        elif level in counters:
            counters[level] += 1
        else:
            counters[level] = here.start
        self._begun.add((number, level))
        for above in range(level):
            counters.setdefault(above, found.levels.get(above, Level()).start)
        for below in [one for one in counters if one > level]:
            restart = found.levels.get(below, Level()).restart
            if restart is None or (restart and level < restart):
                del counters[below]


def _bullet(level: Level) -> str:
    """The sign of a list without numbers, as letters that every phone has."""
    sign = symbols(level.text.strip()[:1], level.font)
    return "○" if sign == "o" else sign
