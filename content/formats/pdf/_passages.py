"""Findable pieces of a page: a few paragraphs each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from content.records import Passage

_WISHED: Final = 700
_MOST: Final = 1_200
_ENDS: Final = (". ", "? ", "! ", "… ", "; ")


def passages(part: int, texts: Iterable[str], heading: str) -> Iterator[Passage]:
    """The passages of a page, which is itself where they are found.

    Args:
        part: number of the page.
        texts: its paragraphs.
        heading: under which it stands.
    """
    gathered: list[str] = []
    length = 0
    for text in chain.from_iterable(map(_pieces, texts)):
        if gathered and (length + len(text) > _MOST or length >= _WISHED):
            yield Passage(part=part, place="", heading=heading, text="\n".join(gathered))
            gathered, length = [], 0
        gathered.append(text)
        length += len(text)
    if gathered:
        yield Passage(part=part, place="", heading=heading, text="\n".join(gathered))


def _pieces(text: str) -> Iterator[str]:
    """A paragraph that is longer than a passage, cut after sentences."""
    while len(text) > _MOST:
        end = max(text.rfind(sign, _MOST // 2, _MOST) for sign in _ENDS) + 1
        end = end or text.rfind(" ", _MOST // 2, _MOST) + 1 or _MOST
        yield text[:end].strip()
        text = text[end:].strip()
    if text:
        yield text
