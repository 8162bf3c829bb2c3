"""Notes: which blocks are some, and the way back from each to where it is called from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from lxml.etree import _Element

from content.formats.flow.blocks import Block
from content.formats.flow.elements import kinds_of
from content.formats.flow.links import Target
from content.formats.flow.surroundings import Marks, Sign
from content.formats.flow.tree import words

WAY_BACK = "↩ Về chỗ đang đọc"
"""Part of the page as it is kept, for readers in any language."""
_HOLDERS = words("p li aside dl dd td blockquote")
_AROUND = 5
"""Elements around a link in which an id may name the note it stands in."""
_PARAGRAPHS = 6
"""A note has no more; further ones between two notes are text."""
_SAID = 60
"""Characters; a longer link says something."""
_BACK = re.compile(
    r"^[\[(]?\s*(?:(?P<before>\d{0,4})\s*"
    r"[\u2190\u2191\u21a9\u21b5\u21d1\u21e7\u23ce\u2912\u2934\u2b06^]+[\ufe0e\ufe0f]*\s*(?P<after>\d{0,4})|"
    r"back(?: to (?:text|top|content))?|return(?: to text)?|trở (?:lại|về)|quay lại|lên)\s*[\])]?$",
    re.IGNORECASE,
)
_BARE = re.compile(r"[\[\]()\s.:]+")
_LEADING = re.compile(r"^(?:<[^>]*>|\s)*\x01A(\d+)\x02")


def way_back(element: _Element, text: str) -> str | None:
    """What a way back of the publisher says besides leading back: a number or "", None for what is none.

    Args:
        element: the link.
        text: what it says.
    """
    if len(text) > _SAID:
        return None
    match = _BACK.match(text.strip())
    if match is not None:
        return match["before"] or match["after"] or ""
    said = kinds_of(element) | set((element.get("role") or "").lower().split())
    if not said & {"backlink", "doc-backlink"}:
        return None
    number = _BARE.sub("", text)
    return number if number.removeprefix("#").isdigit() else ""


def note_around(element: _Element, document: str, marks: Marks) -> Target | None:
    """The note that an element stands in, if something before it calls one by that name.

    Args:
        element: of the document.
        document: its name.
        marks: of the book.
    """
    around: _Element | None = element
    for _ in range(_AROUND):
        if around is None or around.tag == "body":
            return None
        for name in (around.get("id"), around.get("name")):
            if name and Target(document, name) in marks.signs:
                return Target(document, name)
        around = around.getparent()
    return None


def with_ways_back(blocks: list[Block], document: str, marks: Marks) -> None:
    """Gives every note a way back to where it is first called from, where the publisher's leads if there is one.

    Args:
        blocks: of a document; changed in place.
        document: its name.
        marks: of the book, all documents read.
    """
    if not marks.signs:
        return
    done: set[int] = set()
    for last, place in _notes(blocks, document, marks):
        leaf = next((inner for inner in reversed(list(last.walk())) if inner.inner), last)
        if id(leaf) not in done:
            done.add(id(leaf))
            origin = marks.ways_back.get(place, marks.signs[place].origin)
            back = f'<a class="cht"{marks.link(origin)}>{WAY_BACK}</a>'
            if leaf.tag == "pre" and last.children:
                last.children.append(Block("p", inner=back))
            else:
                leaf.inner += f" {back}"


def _notes(blocks: list[Block], document: str, marks: Marks) -> Iterator[tuple[Block, Target]]:
    """The notes among blocks that stand beside each other and in them: the last block of each, and its place."""
    found: list[tuple[int, Target]] = []
    for index, block in enumerate(blocks):
        yield from _notes(block.children, document, marks)
        place = next((place for place in _places(block, document, marks) if place in marks.signs), None)
        if place is not None and block.tag in _HOLDERS and _is_note(block, index + 1, marks.signs[place]):
            found.append((index, place))
    following = [index for index, _ in found[1:]]
    for (index, place), end in zip_longest(found, following):
        yield blocks[_end(blocks, index, end)], place


def _end(blocks: list[Block], index: int, following: int | None) -> int:
    """Which block a note ends with: paragraphs between it and the next belong to it."""
    if following is None or following - index > _PARAGRAPHS:
        return index
    return following - 1 if all(block.tag == "p" for block in blocks[index:following]) else index


def _places(block: Block, document: str, marks: Marks) -> Iterator[Target]:
    yield from (Target(document, name) for name in block.ids)
    leading = _LEADING.match(block.inner)
    if leading is not None:
        yield marks.anchors[int(leading[1])]


def _is_note(block: Block, position: int, sign: Sign) -> bool:
    """Whether what a sign leads to is a note: said so, or it begins with the sign, or is the item of that number."""
    if sign.is_said or block.tag == "aside":
        return True
    wanted, begins = _bare(sign.text), _bare(block.whole_text()[:40])
    if block.tag == "li" and wanted == str(position):
        return True
    return bool(wanted) and begins.startswith(wanted) and not begins[len(wanted) : len(wanted) + 1].isdigit()


def _bare(text: str) -> str:
    return _BARE.sub("", text).lower()
