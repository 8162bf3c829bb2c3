"""Automatic numbers of Word, resolved: "Điều 1.", "a)" are not in its text (ECMA-376 part 1 §17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from lxml.etree import _Element

from content.formats._numbering import decimal, letters, ordinal, roman, vietnamese
from content.formats._symbol_fonts import symbols
from content.formats.docx._package import W
from content.formats.docx._styles import Styles, is_on, read_run, value, whole

_PLACE: Final = re.compile(r"%([1-9])")
_LEVELS: Final = 9
_START_MOST: Final = 1_000_000
_LINKS: Final = 5
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
class _Numbering:
    """One `w:num`: its abstract numbering, and what it says differently."""

    abstract: str
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Numberings:
    """The numberings of a document, and where each has counted to.

    Args:
        root: numbering.xml, None where there is none. styles: of the document.
    """

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._numberings: dict[str, _Numbering] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is None:
            return
        abstracts = {element.get(f"{W}abstractNumId") or "": element for element in root.iter(f"{W}abstractNum")}
        named = {element.get(f"{W}numId") or "": element for element in root.iter(f"{W}num")}
        for number, element in named.items():
            abstract = _followed(value(element.find(f"{W}abstractNumId")), abstracts, named, styles)
            found = _Numbering(abstract, _levels(abstracts.get(abstract)))
            for override in element.iter(f"{W}lvlOverride"):
                _override(found, override)
            self._numberings[number] = found

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

    def _count(self, found: _Numbering, number: str, level: int, counters: dict[int, int]) -> None:
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


def _followed(abstract: str, abstracts: dict[str, _Element], named: dict[str, _Element], styles: Styles) -> str:
    """The abstract numbering itself, where another one only names the style that has it."""
    for _ in range(_LINKS):
        element = abstracts.get(abstract)
        link = element.find(f"{W}numStyleLink") if element is not None else None
        if link is None:
            break
        number = styles.style(value(link)).paragraph.number or ""
        following = named.get(number)
        if following is None:
            break
        abstract = value(following.find(f"{W}abstractNumId"))
    return abstract


def _levels(element: _Element | None) -> dict[int, Level]:
    if element is None:
        return {}
    found = {}
    for one in element.findall(f"{W}lvl")[:_LEVELS]:
        number = one.get(f"{W}ilvl") or ""
        if number.isdigit() and int(number) < _LEVELS:
            found[int(number)] = _level(one)
    return found


def _level(element: _Element) -> Level:
    kind = value(element.find(f"{W}numFmt")) or "decimal"
    start, restart = (whole(element.find(f"{W}{name}"), most=_START_MOST) for name in ("start", "lvlRestart"))
    return Level(
        start=start if start is not None else 0,
        kind=kind,
        text=value(element.find(f"{W}lvlText")),
        is_legal=bool(is_on(element.find(f"{W}isLgl"))),
        restart=restart,
        style=value(element.find(f"{W}pStyle")),
        font=read_run(element.find(f"{W}rPr")).font or "",
    )


def _override(found: _Numbering, element: _Element) -> None:
    text = element.get(f"{W}ilvl") or ""
    if not text.isdigit() or int(text) >= _LEVELS:
        return
    level = int(text)
    other = element.find(f"{W}lvl")
    start = whole(element.find(f"{W}startOverride"), most=_START_MOST)
    if other is not None:
        found.levels[level] = _level(other)
    if start is not None:
        found.starts[level] = start
        if level in found.levels:
            found.levels[level] = replace(found.levels[level], start=start)


def _bullet(level: Level) -> str:
    """The sign of a list without numbers, as letters that every phone has."""
    sign = symbols(level.text.strip()[:1], level.font)
    return "○" if sign == "o" else sign
