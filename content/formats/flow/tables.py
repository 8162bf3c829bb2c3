"""Names of tables: the frame in which one scrolls can be reached by keyboard, so it says what it shows."""

from __future__ import annotations

from content.formats.flow.blocks import Block
from content.text import one_line

TABLE = "Bảng"
"""Part of the page as it is kept, for readers in any language."""
_LENGTH = 100


def name_tables(blocks: list[Block], under: str) -> None:
    """Names every table by its caption, else by the heading it stands under.

    Args:
        blocks: of a page; their tables get a label.
        under: what the page is called.
    """
    for block in (inner for top in blocks for inner in top.walk()):
        if block.tag == "h":
            under = block.text
        elif block.tag == "table":
            caption = next((child.whole_text() for child in block.children if child.tag == "caption"), "")
            said = one_line(caption or under, _LENGTH)
            block.label = f"{TABLE}: {said}" if said else TABLE
