"""A long description: what shows at once, and what is behind "Đọc thêm"."""

from __future__ import annotations

import re

LEAD = 600
"""Letters that show at once."""
SLACK = 150
"""So many more do not pay to be hidden."""
SHORTEST = 200
"""A paragraph is cut only where at least so many letters of it show."""
_SENTENCE_END = re.compile(r"[.!?…][”\"')\]]*\s")


def split(paragraphs: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Splits paragraphs after about LEAD letters: between two, else at the end of a sentence, else between words.

    Returns:
        What shows at once and the rest, () where everything is short enough.
    """
    if sum(map(len, paragraphs)) <= LEAD + SLACK:
        return paragraphs, ()
    left = LEAD
    for number, paragraph in enumerate(paragraphs):
        if len(paragraph) > left:
            head, tail = _cut(paragraph, left) if left >= SHORTEST or not number else ("", paragraph)
            return (*paragraphs[:number], *filter(None, [head])), (tail, *paragraphs[number + 1 :])
        left -= len(paragraph)
    return paragraphs, ()


def _cut(paragraph: str, most: int) -> tuple[str, str]:
    """A paragraph in two, of which the first has at most so many letters."""
    ends = [found.end() for found in _SENTENCE_END.finditer(paragraph, 0, most)]
    if ends and ends[-1] >= SHORTEST:
        return paragraph[: ends[-1]].rstrip(), paragraph[ends[-1] :]
    at = paragraph.rfind(" ", 0, most)
    at = at if at > 0 else most
    return f"{paragraph[:at].rstrip()} …", f"… {paragraph[at:].lstrip()}"
