"""Labels of lists and headings, counted as LibreOffice counts them (ODF 1.3 part 3 §5.3, §16.30)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from lxml.etree import _Element

from content.formats._numbering import decimal, letters, letters_as_digits, roman
from content.formats._symbol_fonts import symbols
from content.formats.odt._names import LIBREOFFICE, STYLE, TEXT, count
from content.formats.odt._styles import Styles

_LEVELS: Final = 10
_START_MOST: Final = 1_000_000
_PLACE: Final = re.compile(r"%(10|[1-9])%")


@dataclass(frozen=True, kw_only=True)
class Level:
    """A level of a list.

    Attributes:
        kind: the format of its number, "" for none. shown: how many levels stand in its label. pattern: the label with
            `%1%` for the number of the first level, "" where it is made of the rest. bullet: its sign.
    """

    kind: str = ""
    is_in_step: bool = False
    before: str = ""
    after: str = ""
    shown: int = 1
    start: int = 1
    pattern: str = ""
    bullet: str = ""
    font: str = ""


@dataclass
class Counter:
    """How far a list has counted: by level, from 1."""

    levels: dict[int, Level]
    numbers: dict[int, int] = field(default_factory=dict)

    def next(self, level: int, start: int | None = None) -> tuple[str, str]:
        """The label of the next item of a level, and the font it is drawn in.

        Args:
            start: the number it is to have, None to count on.
        """
        here = self.levels.get(level, Level())
        if start is not None:
            self.numbers[level] = start
        elif level in self.numbers:
            self.numbers[level] += 1
        else:
            self.numbers[level] = here.start
        for above in range(1, level):
            self.numbers.setdefault(above, self.levels.get(above, Level()).start)
        for below in [one for one in self.numbers if one > level]:
            del self.numbers[below]
        return self._label(level, here), here.font

    def _label(self, level: int, here: Level) -> str:
        if here.bullet:
            return "○" if here.bullet == "o" else here.bullet
        if here.pattern:
            return _PLACE.sub(lambda match: self._number(int(match[1])), here.pattern).strip()
        shown = range(max(1, level - here.shown + 1), level + 1)
        numbers = [number for number in map(self._number, shown) if number] if here.kind else []
        return f"{here.before}{'.'.join(numbers)}{here.after}".strip()

    def _number(self, level: int) -> str:
        one = self.levels.get(level, Level())
        number = self.numbers.get(level, one.start)
        return _formatted(number, one) if one.kind else ""


class Lists:
    """The lists of a document.

    Args:
        styles: of the document.
    """

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, Level]] = {}
        self._by_id: dict[str, Counter] = {}
        self._last: dict[str, Counter] = {}
        self.outline = Counter(_read(styles.outline))

    def begin(self, element: _Element, usual: str) -> Counter:
        """The counter of a list that begins: its own, or that of the list it goes on with.

        Args:
            element: `text:list` that stands in no other. usual: list style of its paragraphs, where it names none.
        """
        style = element.get(f"{TEXT}style-name") or usual
        earlier = element.get(f"{TEXT}continue-list") or ""
        if earlier in self._by_id:
            counter = self._by_id[earlier]
        elif element.get(f"{TEXT}continue-numbering") == "true" and style in self._last:
            counter = self._last[style]
        else:
            counter = Counter(self.levels(style))
        for name, value in element.attrib.items():
            if str(name).rpartition("}")[2] == "id":
                self._by_id[str(value)] = counter
        self._last[style] = counter
        return counter

    def levels(self, style: str) -> dict[int, Level]:
        """The levels of a list style; bullets where there is none of the name."""
        if style not in self._levels:
            element = self._styles.lists.get(style)
            self._levels[style] = _read(element) if element is not None else {}
        return self._levels[style]


def _read(element: _Element | None) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for one in element if element is not None else ():
        level = count(one.get(f"{TEXT}level"), usual=0, most=_LEVELS)
        if level:
            found[level] = _level(one)
    return found


def _level(element: _Element) -> Level:
    properties = element.find(f"{STYLE}text-properties")
    font = (properties.get(f"{STYLE}font-name") or "") if properties is not None else ""
    before, after = (element.get(f"{STYLE}num-{name}") or "" for name in ("prefix", "suffix"))
    if element.tag == f"{TEXT}list-level-style-bullet":
        return Level(bullet=symbols(element.get(f"{TEXT}bullet-char") or "•", font), font="")
    return Level(
        kind=element.get(f"{STYLE}num-format") or "",
        is_in_step=element.get(f"{STYLE}num-letter-sync") == "true",
        before=before,
        after=after,
        shown=max(1, count(element.get(f"{TEXT}display-levels"), usual=1, most=_LEVELS)),
        start=count(element.get(f"{TEXT}start-value"), usual=1, most=_START_MOST),
        pattern=element.get(f"{LIBREOFFICE}num-list-format") or "",
        font=font,
    )


def _formatted(number: int, level: Level) -> str:
    small: Callable[[int], str] = letters if level.is_in_step else letters_as_digits
    if level.kind.lower() == "a":
        written = small(number)
    elif level.kind.lower() == "i":
        written = roman(number)
    else:
        return decimal(number) if level.kind else ""
    return written.upper() if level.kind.isupper() else written
