"""Lines of the contents that lead to the beginning of a document, although what they name stands further down in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from content.formats.flow.blocks import Block
from content.formats.flow.entries import Entry
from content.formats.flow.headings import comparable
from content.formats.flow.pages import Page, Placing

_LENGTH = 200
"""Characters; a longer paragraph is no title."""

Spot = tuple[int, str]
"""Number of a page and an id on it, "" for its beginning."""


def spots_by_title(entries: list[Entry], placing: Placing, pages: list[Page]) -> dict[int, Spot]:
    """Where lines land by what they say: several lead to the beginning of one document, or to a place it has not.

    Args:
        entries: the contents.
        placing: where their targets are.
        pages: all pages.

    Returns:
        For the numbers of lines, where what they name stands, in the order of the lines.
    """
    unsure: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        if entry.target is not None and (placing.find(entry.target) or (0, "-"))[1] == "":
            unsure.setdefault(entry.target.name, []).append(number)
    spots: dict[int, Spot] = {}
    for document, numbers in unsure.items():
        if len(numbers) > 1 or any((target := entries[number].target) and target.fragment for number in numbers):
            spots |= _in_order([(number, comparable(entries[number].title)) for number in numbers], document, pages)
    return spots


def _in_order(wanted: list[tuple[int, str]], document: str, pages: list[Page]) -> dict[int, Spot]:
    """The spots of titles in one document, each behind the one before."""
    lines = list(_lines(document, pages))
    standing: dict[str, list[int]] = {}
    for position, (_, _, title) in enumerate(lines):
        standing.setdefault(title, []).append(position)
    spots: dict[int, Spot] = {}
    after = 0
    for number, title in wanted:
        positions = standing.get(title, [])
        index = bisect_left(positions, after)
        if title and index < len(positions):
            page, block, _ = lines[positions[index]]
            spots[number] = page.number, "" if block is page.blocks[0] else page.places.of(block)
            after = positions[index] + 1
    return spots


def _lines(document: str, pages: list[Page]) -> Iterator[tuple[Page, Block, str]]:
    """What may be a title in a document: its page, the block, and its text to compare by."""
    for page in pages:
        if page.document == document:
            for top in page.blocks:
                for block in top.walk():
                    if block.tag in ("h", "p") and 0 < len(block.text) <= _LENGTH:
                        yield page, block, comparable(block.text)
