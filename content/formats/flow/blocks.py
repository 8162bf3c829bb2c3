"""The clean text of a document, as a list of blocks: what is cut, searched and written out as HTML.

A leaf (paragraph, heading, run of text) holds ready HTML; a container (list, table, quotation) holds blocks. Ready HTML
holds two kinds of marks that are resolved when it is known on which page everything stands: a link and an anchor.
Marks are written with control characters, which no text of a book can hold (`writer.py` removes them).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape

from content.formats.flow.verse import verse_html

MARK = re.compile(r"\x01([LA])(\d+)\x02")
"""A mark: `L` stands inside `<a…>` and becomes its href, `A` becomes an empty span with an id."""

VOID = frozenset({"hr"})
HEADER_ROW = -1
"""`level` of a table row that is repeated when the table is cut."""


def link_mark(index: int) -> str:
    """The mark of a link, to be written inside its start tag."""
    return f"\x01L{index}\x02"


def anchor_mark(index: int) -> str:
    """The mark of a place in the middle of a text."""
    return f"\x01A{index}\x02"


@dataclass(slots=True, eq=False)
class Block:
    """A block of clean text.

    Attributes:
        tag: `p`, `ul`, …; `h` for a heading of any level; "" for text that stands in its container without a tag.
        inner: HTML of a leaf, with marks.
        text: plain text of a leaf; lines are ended as in Unix.
        classes: classes of our own set, separated by blanks.
        attributes: further attributes, escaped, each with a blank before it.
        level: of a heading, 1 to 6; `HEADER_ROW` for a header row of a table.
        ids: ids of the source that stand at its beginning.
        place: its id on the page, "" for none; given when pages are known.
        label: of a table: what the frame in which it scrolls is called.
        implied: whether no element of the source asked for it.
    """

    tag: str
    inner: str = ""
    text: str = ""
    classes: str = ""
    attributes: str = ""
    level: int = 0
    ids: list[str] = field(default_factory=list)
    children: list[Block] = field(default_factory=list)
    place: str = ""
    label: str = ""
    implied: bool = False

    def walk(self) -> Iterator[Block]:
        """Itself and everything in it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def whole_text(self) -> str:
        """The plain text of it and everything in it."""
        if not self.children:
            return self.text
        pieces = [self.text, *(child.whole_text() for child in self.children)]
        return "\n".join(piece for piece in pieces if piece)

    def size(self) -> int:
        """About how many characters its HTML has."""
        return len(self.inner) + len(self.tag) * 2 + 8 + sum(child.size() for child in self.children)

    def has_picture(self) -> bool:
        """Whether it shows anything but text."""
        return any("<img" in block.inner or "<audio" in block.inner or "<video" in block.inner for block in self.walk())

    def is_empty(self) -> bool:
        """Whether a reader would see nothing of it."""
        return not self.whole_text().strip() and not self.has_picture()


def html(block: Block, heading: Callable[[int], int]) -> str:
    """The HTML of a block, marks unresolved.

    Args:
        block: the block.
        heading: gives the level to show for the level of a heading.
    """
    pieces: list[str] = []
    _write(block, heading, pieces.append)
    return "".join(pieces)


def _write(block: Block, heading: Callable[[int], int], write: Callable[[str], None]) -> None:
    tag = f"h{heading(block.level)}" if block.tag == "h" else block.tag
    if tag == "table":
        write(f'<div class="bangcuon" tabindex="0" role="region" aria-label="{escape(block.label)}">')
    if tag:
        place = f' id="{block.place}"' if block.place else ""
        classes = f' class="{block.classes}"' if block.classes else ""
        write(f"<{tag}{place}{classes}{block.attributes}>")
    write(verse_html(block.inner) if "<br>" in block.inner and "th" in block.classes else block.inner)
    for child in block.children:
        _write(child, heading, write)
    if tag and tag not in VOID:
        write(f"</{tag}>")
    if tag == "table":
        write("</div>")
