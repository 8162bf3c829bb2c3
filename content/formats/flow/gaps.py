"""What becomes of empty paragraphs, short stanzas and rows of signs: mending after cleaning."""

from __future__ import annotations

import re

from content.formats.flow.blocks import Block

_USUAL = 0.12
"""Share of gaps among paragraphs above which they are spacing and mean nothing."""
_STANZAS = 3
_VERSE_LINE = 75
_SIGNS = re.compile(r"^[\s*•·~=_.–—-]{1,40}$|^[\s*o0O]{1,7}$")


def without_gaps(blocks: list[Block]) -> list[Block]:
    """Turns rare empty paragraphs into breaks between scenes, and drops those that only space.

    Args:
        blocks: of a document, gaps among them.
    """
    gaps = sum(block.tag == "gap" for block in blocks)
    paragraphs = sum(block.tag == "p" for block in blocks)
    breaks = gaps <= max(1, paragraphs * _USUAL)
    kept: list[Block] = []
    for index, block in enumerate(blocks):
        if block.tag != "gap":
            kept.append(block)
            continue
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if breaks and kept and following is not None and _is_prose(kept[-1]) and _is_prose(following):
            kept.append(Block("hr", classes="ng"))
    while kept and kept[-1].tag == "hr" and not kept[-1].ids:
        kept.pop()
    _align_verse(kept)
    for block in kept:
        if block.tag == "p" and not block.classes and _SIGNS.match(block.text):
            block.classes = "g"
    return kept


def _align_verse(blocks: list[Block]) -> None:
    """Lets short stanzas stand as long ones do, where a document is verse: not one centred and the next not."""
    if sum(block.classes == "th" for block in blocks) < _STANZAS:
        return
    for block in blocks:
        lines = block.text.split("\n")
        if block.tag == "p" and block.classes in ("g", "") and len(lines) > 1 and max(map(len, lines)) <= _VERSE_LINE:
            block.classes = "th"


def _is_prose(block: Block) -> bool:
    return block.tag == "p" and block.classes in ("", "th") and not _SIGNS.match(block.text)
