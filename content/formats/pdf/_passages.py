"""Findable pieces of a page: a few paragraphs each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from content.formats._passages import MOST, WISHED, pieces
from content.records import Passage


def passages(part: int, texts: Iterable[str], heading: str) -> Iterator[Passage]:
    """The passages of a page, which is itself where they are found.

    Args:
        part: number of the page.
        texts: its paragraphs.
        heading: under which it stands.
    """
    gathered: list[str] = []
    length = 0
    for text in chain.from_iterable(map(pieces, texts)):
        if gathered and (length + len(text) > MOST or length >= WISHED):
            yield Passage(part=part, place="", heading=heading, text="\n".join(gathered))
            gathered, length = [], 0
        gathered.append(text)
        length += len(text)
    if gathered:
        yield Passage(part=part, place="", heading=heading, text="\n".join(gathered))
