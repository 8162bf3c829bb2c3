"""Lines that stand at the head or the foot of page after page: names of books and chapters, numbers of pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from statistics import median
from typing import Final

from content.formats.pdf._lines import Line

_MARGIN: Final = 0.12
"""Share of the height of a page in which heads and feet stand."""
_ROWS: Final = 3
_GAP: Final = 1.6
"""Of the height of letters: what parts such a line from the text."""
_LARGER: Final = 1.1
"""Of the height of most letters of a page: what is larger is a heading, not repeated for the reader's convenience."""
_PAGES_OF_NUMBERS: Final = 3
_PAGES_OF_TEXT: Final = 4
_DIGITS: Final = re.compile(r"\d+")
_NUMBER: Final = re.compile(r"^[\W_]*(?:trang|page|p\.?|tr\.?)?[\W_]*#[\W_]*(?:(?:/|of|trên)[\W_]*#[\W_]*)?$")
_NUMBER_LENGTH: Final = 40
_ROMAN: Final = re.compile(r"^[ivxlc]{1,8}$")


def without_running_lines(pages: list[list[Line]], heights: list[float]) -> list[list[Line]]:
    """The lines of all pages without those that are repeated at the head or the foot.

    Args:
        pages: the lines of each.
        heights: of the pages, in points.
    """
    marked = [
        {line: _mark(line, height) for line in _outermost(lines, height)}
        for lines, height in zip(pages, heights, strict=True)
    ]
    counts = Counter(mark for marks in marked for mark in set(marks.values()))
    repeated = {
        mark
        for mark, count in counts.items()
        if count >= (_PAGES_OF_NUMBERS if _is_number(mark[0]) else _PAGES_OF_TEXT)
    }
    return [
        [line for line in lines if marks.get(line) not in repeated] for lines, marks in zip(pages, marked, strict=True)
    ]


def _outermost(lines: list[Line], height: float) -> list[Line]:
    """Lines in the margins that stand apart from the text; at the very edge a bare number need not."""
    if not lines:
        return []
    upwards = sorted(lines, key=lambda line: line.bottom)
    largest = _LARGER * median(line.size for line in lines)
    low = _apart([line for line in upwards if line.size <= largest], lambda line: line.bottom < _MARGIN * height)
    downwards = [line for line in reversed(upwards) if line.size <= largest]
    high = _apart(downwards, lambda line: line.top > (1 - _MARGIN) * height)
    return low + [line for line in high if line not in low]


def _apart(inwards: list[Line], is_in_margin: Callable[[Line], bool]) -> list[Line]:
    """The first lines from an edge inwards, as far as a gap parts them from what follows.

    Args:
        inwards: lines of a page, from an edge.
        is_in_margin: whether a line stands in the margin.
    """
    for count in range(min(_ROWS, len(inwards)), 0, -1):
        outer, following = inwards[count - 1], inwards[count : count + 1]
        gap = _GAP * max(line.size for line in (outer, *following))
        if is_in_margin(outer) and all(abs(line.bottom - outer.bottom) > gap for line in following):
            return inwards[:count]
    edge = inwards[:1]
    return edge if edge and is_in_margin(edge[0]) and _is_number(_DIGITS.sub("#", edge[0].text.lower())) else []


def _mark(line: Line, height: float) -> tuple[str, bool, int]:
    """What makes two lines of two pages the same: the words without numbers, the margin, and the distance to it."""
    words = _DIGITS.sub("#", line.text.lower())
    is_low = line.bottom < height / 2
    return "#" if _ROMAN.match(words) else words, is_low, round((line.bottom if is_low else height - line.top) / 8)


def _is_number(words: str) -> bool:
    return len(words) <= _NUMBER_LENGTH and _NUMBER.match(words) is not None
