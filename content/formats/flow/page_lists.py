"""Tables of contents by page numbers, which mean nothing on a phone: left out where headings stand for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from content.formats.flow.manuscript import Block, Paragraph
from content.formats.flow.signs import heading_level

_NAMES: Final = frozenset({"mục lục", "muc luc", "table of contents", "contents"})


def without_page_lists(blocks: list[Block], listed: Sequence[Paragraph], notes: list[str]) -> list[Block]:
    """The blocks without lists of pages, and without the heading over them.

    Args:
        blocks: of a paper, in order. listed: those of them that are lines of such lists. notes: takes a line.

    Returns:
        The blocks as they are where the paper has no heading that would take their place.
    """
    lines = {id(one) for one in listed}
    if not lines or not any(_is_heading(one) for one in blocks if id(one) not in lines):
        return blocks
    notes.append("a table of contents by page numbers is left out")
    return [
        block
        for at, block in enumerate(blocks)
        if id(block) not in lines and not (_is_name(block) and _leads_to(blocks[at + 1 :], lines))
    ]


def _is_heading(block: Block) -> bool:
    if not isinstance(block, Paragraph) or not block.text.strip() or _is_name(block):
        return False
    return bool(block.level or heading_level(f"{block.label} {block.text}", bold=block.is_bold))


def _is_name(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.text.strip().rstrip(":").lower() in _NAMES


def _leads_to(following: Sequence[Block], lines: set[int]) -> bool:
    """Whether the next block that says anything is a line of such a list."""
    said = (one for one in following if not (isinstance(one, Paragraph) and one.is_empty))
    return id(next(said, None)) in lines
