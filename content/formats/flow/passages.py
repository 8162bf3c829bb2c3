"""Findable pieces of a page: a few paragraphs under one heading, each with a place to land on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from content.formats._passages import MOST, WISHED, pieces
from content.formats.flow.blocks import Block
from content.records import Passage

_HEADING = 200


@dataclass
class Places:
    """Ids given on one page: those of the source first, then `p1`, `p2` … for passages."""

    taken: set[str]
    _count: int = field(default=0)

    def of(self, block: Block) -> str:
        """The id of a block; it gets one if it has none."""
        if not block.place and block.tag:
            self._count += 1
            while f"p{self._count}" in self.taken:
                self._count += 1
            block.place = f"p{self._count}"
            self.taken.add(block.place)
        return block.place


def passages(number: int, blocks: list[Block], heading: str, places: Places) -> Iterator[Passage]:
    """The passages of a page.

    Args:
        number: of the page.
        blocks: of the page; those where a passage begins get a place.
        heading: under which the page begins.
        places: gives ids.
    """
    gathered: list[str] = []
    place, length = "", 0
    for block, text in _units(blocks, places):
        is_heading = block.tag == "h"
        if gathered and (is_heading or length + len(text) > MOST or length >= WISHED):
            yield Passage(part=number, place=place, heading=heading, text="\n".join(gathered))
            gathered, length = [], 0
        if is_heading:
            heading = " ".join(text.split())[:_HEADING]
        if not gathered:
            place = places.of(block) or place
        gathered.append(text)
        length += len(text)
    if gathered:
        yield Passage(part=number, place=place, heading=heading, text="\n".join(gathered))


def _units(blocks: list[Block], places: Places) -> Iterator[tuple[Block, str]]:
    """Blocks with text, large containers taken apart; a text longer than a passage in pieces."""
    for block in blocks:
        text = block.whole_text().strip()
        if not text:
            continue
        if block.children and len(text) > WISHED:
            children = [
                child if child.tag else Block("", text=child.text, place=places.of(block)) for child in block.children
            ]
            yield from _units(children, places)
        else:
            for piece in pieces(text):
                yield block, piece
