"""Automatic numbers, counted where a file has no labels written before its paragraphs (RTF 1.9.1, "List Tables")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from content.formats._numbering import decimal, letters, ordinal, roman, vietnamese
from content.formats._symbol_fonts import symbols

LEVELS: Final = 9
_BULLET, _NONE = 23, 255
_FORMATS: Final[dict[int, Callable[[int], str]]] = {
    0: decimal,
    1: lambda count: roman(count).upper(),
    2: roman,
    3: lambda count: letters(count).upper(),
    4: letters,
    5: ordinal,
    22: lambda count: f"{count:02d}" if 0 <= count < 100 else decimal(count),
    56: vietnamese,
    57: lambda count: f"- {decimal(count)} -",
}
r"""By `\levelnfc`, as [MS-OSHARED] 2.2.1.3 MSONFC counts them."""


@dataclass
class Level:
    """A level of a list.

    Attributes:
        text: the label; a character below U+0009 stands for the number of that level.
        font: number of the font that draws it, None for that of the paragraph.
    """

    format: int = 0
    start: int = 1
    text: str = ""
    is_legal: bool = False
    is_steady: bool = False
    font: int | None = None


@dataclass
class Override:
    r"""What `\ls` names: a list, and levels that begin elsewhere than it says."""

    list_id: int = 0
    starts: dict[int, int] = field(default_factory=dict)


class Lists:
    """The lists of a file, and where each has counted to.

    Attributes:
        levels: of a list by its id. overrides: by their number, as paragraphs name them.
    """

    def __init__(self) -> None:
        self.levels: dict[int, list[Level]] = {}
        self.overrides: dict[int, Override] = {}
        self._counters: dict[int, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()

    def label(self, number: int, at: int) -> tuple[str, int | None]:
        r"""The label of the next paragraph of a list, "" where it has none, and the font that draws it.

        Args:
            number: of `\ls`. at: the level, from 0.
        """
        override = self.overrides.get(number)
        levels = self.levels.get(override.list_id, []) if override else []
        if override is None or at >= len(levels):
            return "", None
        counters = self._counters.setdefault(override.list_id, {})
        self._count(override, number, at, levels, counters)
        here = levels[at]
        if here.format == _BULLET:
            return here.text[:1], here.font

        def shown(sign: str) -> str:
            place = ord(sign)
            if place >= LEVELS:
                return sign
            above = levels[place] if place < len(levels) else Level()
            kind = 0 if here.is_legal else above.format
            return "" if kind == _NONE else _FORMATS.get(kind, decimal)(counters.get(place, above.start))

        return "".join(map(shown, here.text)).strip(), here.font

    def _count(self, override: Override, number: int, at: int, levels: list[Level], counters: dict[int, int]) -> None:
        if at in override.starts and (number, at) not in self._begun:
            counters[at] = override.starts[at]
        elif at in counters:
            counters[at] += 1
        else:
            counters[at] = levels[at].start
        self._begun.add((number, at))
        for above in range(at):
            counters.setdefault(above, levels[above].start)
        for below in [one for one in counters if one > at]:
            if below >= len(levels) or not levels[below].is_steady:
                del counters[below]


def sign_of(text: str, font: str) -> str:
    """The sign of a list without numbers, as letters that every phone has.

    Args:
        font: its name.
    """
    sign = symbols(text, font)
    return "○" if sign == "o" else sign
