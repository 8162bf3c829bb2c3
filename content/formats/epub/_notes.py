"""Notes: which blocks are some, and the way back from each to where it is called from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

from content.formats.epub._blocks import Block
from content.formats.epub._book import Marks, Sign
from content.formats.epub._elements import kinds_of
from content.formats.epub._links import Target
from content.formats.epub._tree import words

WAY_BACK = "↩ Về chỗ đang đọc"
"""Part of the page as it is kept, for readers in any language."""
_HOLDERS = words("p li aside dl dd td blockquote")
_AROUND = 5
"""Elements around a link in which an id may name the note it stands in."""
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
    return number if number.isdigit() else ""


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
    for block, position in _holders(blocks):
        place = next((place for place in _places(block, document, marks) if place in marks.signs), None)
        if place is None or not _is_note(block, position, marks.signs[place]):
            continue
        leaf = next((inner for inner in reversed(list(block.walk())) if inner.inner), block)
        if id(leaf) not in done:
            done.add(id(leaf))
            origin = marks.ways_back.get(place, marks.signs[place].origin)
            leaf.inner += f' <a class="cht"{marks.link(origin)}>{WAY_BACK}</a>'


def _holders(blocks: list[Block]) -> Iterator[tuple[Block, int]]:
    """Blocks that may be a note, each with its place among its siblings, from 1."""
    for position, block in enumerate(blocks, 1):
        if block.tag in _HOLDERS:
            yield block, position
        yield from _holders(block.children)


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
