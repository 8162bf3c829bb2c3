"""A title for a file that names none: what stands in the largest letters near the top of its first page."""

from __future__ import annotations

import re
from typing import Final

from content.formats.pdf._paragraphs import Paragraph
from content.formats.pdf._placeholders import TITLE_LENGTH, is_title
from content.text import fold, one_line

_UPPER: Final = 0.35
"""Share of the page, from below, that is not looked at."""
_LARGEST: Final = 0.97
_WORDS: Final = range(1, 31)
_LETTERS: Final = 4
_NUMBERED: Final = re.compile(
    r"^(?:\W*(?:\d+|[ivxlc]+)[.)]|(?:chuong|bai|phan|muc|muc luc|chapter|part|section|loi noi dau|loi tua|contents)\b)"
)
"""In folded text: a chapter is not the whole."""


def title_on(page: list[Paragraph], height: float) -> str:
    """The title that a page shows, "" where nothing on it is surely one.

    Args:
        page: its paragraphs.
        height: of the page, in points.
    """
    headings = [one for one in page if one.is_heading and one.top > _UPPER * height]
    if not headings:
        return ""
    largest = max(one.size for one in headings)
    first = next(index for index, one in enumerate(page) if one in headings and one.size >= _LARGEST * largest)
    lines = []
    for one in page[first:]:
        if not one.is_heading or one.size < _LARGEST * largest:
            break
        lines.append(one.text)
    title = " ".join(lines)
    if _NUMBERED.match(fold(title)):
        return ""
    is_plausible = (
        sum(map(str.isalpha, title)) >= _LETTERS and len(title.split()) in _WORDS and len(title) <= TITLE_LENGTH
    )
    return one_line(title, TITLE_LENGTH) if is_plausible and is_title(title) else ""
