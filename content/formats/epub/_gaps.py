"""What becomes of empty paragraphs, headings that are not marked as such, and the like: mending after cleaning."""

from __future__ import annotations

import re

from content.formats.epub._blocks import Block
from content.text import fold

_USUAL = 0.12
"""Share of gaps among paragraphs above which they are spacing and mean nothing."""
_LOOK_AHEAD = 8
_STANZAS = 3
_VERSE_LINE = 75
_BOLD = re.compile(r"</?(?:b|strong|u)>")
_SIGNS = re.compile(r"^[\s*•·~=_.–—-]{1,40}$|^[\s*o0O]{1,7}$")
_ALL_BOLD = re.compile(r"^<(b|strong)>(?:(?!</\1>).)*</\1>$", re.DOTALL)
_CHAPTER_LENGTH = 80
_CHAPTER = re.compile(
    r"^(?:chương|hồi|phần|quyển|tập|thiên|bài|chapter|part)\s+(?:thứ\s+)?"
    r"(?:\d{1,3}|[ivxlc]{1,8}|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười|nhất|nhì|đầu|cuối|kết)(?!\w)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\w]+")


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


def with_heading(blocks: list[Block], titles: list[str]) -> None:
    """Makes a heading of a paragraph near the top that says what the contents call the document.

    Args:
        blocks: of a document; changed in place where none of them is a heading.
        titles: what the contents call it.
    """
    if any(block.tag == "h" for block in blocks):
        return
    _name_chapters(blocks)
    if any(block.tag == "h" for block in blocks[:_LOOK_AHEAD]):
        return
    wanted = {plain for title in titles if (plain := _comparable(title))}
    for block in blocks[:_LOOK_AHEAD]:
        if block.tag == "p" and len(block.text) <= 200 and _comparable(block.text) in wanted:
            _make_heading(block)
            return


def _name_chapters(blocks: list[Block]) -> None:
    """Makes headings of centred or bold lines that count chapters: "Chương II", "Hồi 3"."""
    for block in blocks:
        stands_out = block.tag == "p" and (block.classes == "g" or _ALL_BOLD.match(block.inner))
        if stands_out and len(block.text) <= _CHAPTER_LENGTH and _CHAPTER.match(block.text):
            _make_heading(block)


def _make_heading(block: Block) -> None:
    block.tag, block.level, block.inner, block.classes = "h", 1, _BOLD.sub("", block.inner), ""


def _comparable(text: str) -> str:
    return _LETTERS.sub(" ", fold(text)).strip()
