"""Cuts a long document into pages: before headings where they fall well, else between paragraphs, never inside one."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import replace

from content.formats.flow.blocks import HEADER_ROW, Block, html

_LEVEL, _QUICK_LEVEL = 6, 1
_MARGIN = 0.9
"""Share of the room that a page may take by estimate: pages compress unevenly, and a piece worse than the whole."""
_SMALLER = 0.88
_PLACES = 0.97
"""Share of the room that is left when places have got their ids."""
_EARLY = 0.45
"""Share of a page after which a heading may begin a new one."""
_TRIES = 6
_START = re.compile(r' start="(-?\d+)"')


def packed_size(blocks: Sequence[Block]) -> int:
    """Bytes of the HTML of blocks when compressed as a web server does."""
    return _packed(_written(blocks), _LEVEL)


def _fits(blocks: Sequence[Block], room: int) -> bool:
    """Whether the compressed HTML of blocks has at most `room` bytes; most does when it is compressed in haste."""
    written = _written(blocks)
    return any(_packed(written, level) <= room for level in (_QUICK_LEVEL, _LEVEL))


def _written(blocks: Sequence[Block]) -> bytes:
    return "".join(html(block, int) for block in blocks).encode()


def _packed(written: bytes, level: int) -> int:
    return len(zlib.compress(written, level)) + 12


def cut(blocks: list[Block], part_bytes: int) -> list[list[Block]]:
    """Cuts the blocks of a document into pages.

    Args:
        blocks: in reading order.
        part_bytes: most bytes a page may have, compressed. A single paragraph may be larger.
    """
    room = int(part_bytes * _PLACES)
    size = sum(block.size() for block in blocks)
    if size * 3 < room:  # three bytes a character at most, and no text grows when compressed
        return [blocks]
    if _fits(blocks, room):
        return [blocks]
    most = size * room / packed_size(blocks) * _MARGIN
    groups = [blocks]
    for _ in range(_TRIES):
        groups = _grouped(
            [piece for block in blocks for piece in _pieces(block, max(1_000, int(most)))], max(1_000, int(most))
        )
        if all(_fits(group, room) for group in groups):
            break
        most *= _SMALLER
    return groups


def _grouped(blocks: list[Block], most: int) -> list[list[Block]]:
    """Groups of about equal size, none larger than `most` unless a block is."""
    groups: list[list[Block]] = []
    sizes = [block.size() for block in blocks]
    start, left = 0, sum(sizes)
    while start < len(blocks):
        wished = left / -(-left // most)
        end = _end_of_page(blocks, sizes, start, wished, most)
        groups.append(blocks[start:end])
        left -= sum(sizes[start:end])
        start = end
    return groups


def _end_of_page(blocks: list[Block], sizes: list[int], start: int, wished: float, most: int) -> int:
    """Where the page that begins at `start` ends: before the highest heading that falls well, else near the wish."""
    size = 0
    heading: tuple[int, int] | None = None
    plain = any_end = start
    for index in range(start, len(blocks)):
        if index > start:
            if size + sizes[index] > most:
                break
            any_end = index if size <= wished or any_end == start else any_end
            if blocks[index - 1].tag != "h":
                plain = index if size <= wished or plain == start else plain
                is_high = blocks[index].tag == "h" and (heading is None or blocks[index].level <= heading[0])
                heading = (blocks[index].level, index) if is_high and size >= _EARLY * most else heading
        size += sizes[index]
    else:
        return len(blocks)
    if heading is not None:
        return heading[1]
    return next((end for end in (plain, any_end) if end > start), start + 1)


def _pieces(block: Block, most: int) -> list[Block]:
    """The block, or pieces of a container that is larger than a page; a table's header rows stand on each."""
    if block.size() <= most or not block.children:
        return [block]
    head = [child for child in block.children if child.level == HEADER_ROW and child.tag == "tr"]
    room = max(most - sum(row.size() for row in head), most // 2)
    groups: list[list[Block]] = [[]]
    filled = 0
    for child in (piece for whole in block.children for piece in _pieces(whole, room)):
        if filled and filled + child.size() > room:
            groups.append([])
            filled = 0
        groups[-1].append(child)
        filled += child.size()
    return [_piece(block, group, head, number, groups) for number, group in enumerate(groups)]


def _piece(block: Block, group: list[Block], head: list[Block], number: int, groups: list[list[Block]]) -> Block:
    if number == 0:
        return replace(block, children=group)
    attributes = block.attributes
    if block.tag == "ol" and "reversed" not in attributes:
        first = _START.search(attributes)
        start = (int(first[1]) if first else 1) + sum(len(before) for before in groups[:number])
        attributes = f'{_START.sub("", attributes)} start="{start}"'
    repeated = [_without_ids(row) for row in head] if block.tag == "table" else []
    return replace(block, inner="", text="", ids=[], attributes=attributes, children=[*repeated, *group])


def _without_ids(block: Block) -> Block:
    return replace(block, ids=[], children=[_without_ids(child) for child in block.children])
