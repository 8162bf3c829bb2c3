"""Headings that a book does not mark as such: what the contents call them, what counts chapters, lines of capitals.

Only a line that stands out becomes a heading: short, and centred or bold as a whole.
"""

from __future__ import annotations

import re
from itertools import pairwise

from content.formats.flow.blocks import Block
from content.text import fold

_LOOK_AHEAD = 8
_LENGTH = 80
"""Characters; a longer line is no heading."""
_NAMED_LENGTH = 200
"""Characters of a line that the contents name."""
_PROSE = 100
"""Characters; what is longer is no heading, and a heading stands before such."""
_FEW = 3
"""So many lines counted in a row are headings."""
_MOST = 0.2
"""Share of blocks above which lines that stand out do not."""
_BOLD = re.compile(r"</?(?:b|strong|u)>")
_ALL_BOLD = re.compile(r"^<(b|strong)>(?:(?!</\1>).)*</\1>$", re.DOTALL)
_COUNTED = (
    r"^(?:chương|hồi|phần|quyển|tập|thiên|bài|chapter|part)\s+(?:thứ\s+)?"
    r"(?:\d{1,3}|[ivxlc]{1,8}|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười|nhất|nhì|đầu|cuối|kết)(?!\w)"
)
_CHAPTER = re.compile(_COUNTED, re.IGNORECASE)
_NAMELESS = re.compile(_COUNTED + r"[\s.:,;–—-]*$", re.IGNORECASE)
_AROUND = re.compile(
    r"^(?:lời (?:nói đầu|mở đầu|tựa|đề tựa|giới thiệu|dẫn|bạt|kết|cuối sách|cảm ơn|nhà xuất bản|người dịch)|mở đầu|"
    r"tựa|dẫn nhập|đoạn kết|phần kết|kết luận|vĩ thanh|phụ lục|chú thích|mục lục)[\s.:]*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^[\s(\[–—-]*(\d{1,3}|[IVXLC]{1,8})[\s.)\]–—-]*$")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_COUNTED_WORDS = frozenset(["chuong", "hoi", "phan", "quyen", "tap", "thien", "bai", "chapter", "part", "thu"])
_LETTERS = re.compile(r"[^\w]+")


def with_heading(blocks: list[Block], titles: list[str]) -> None:
    """Makes headings of paragraphs that are some.

    Args:
        blocks: of a document, gaps among them; changed in place.
        titles: what the contents call the document and its places.
    """
    level = min(6, max((block.level for block in blocks if block.tag == "h"), default=0) + 1)
    if not any(block.tag == "h" and _CHAPTER.match(block.text) for block in blocks):
        _name_chapters(blocks, level)
    if level > 1:
        return
    _by_contents(blocks, titles)
    if len(titles) <= 1 and not any(block.tag == "h" and not _AROUND.match(block.text) for block in blocks):
        _by_numbers(blocks)
        _by_capitals(blocks)


def comparable(text: str) -> str:
    """A title such that "Chương IV. Mùa xuân" and "CHƯƠNG 4: MÙA XUÂN" are the same."""
    words = _LETTERS.sub(" ", fold(text)).split()
    return " ".join(
        [*words[:1], *(_in_figures(word) if before in _COUNTED_WORDS else word for before, word in pairwise(words))]
    )


def is_only_counted(title: str) -> bool:
    """Whether a title counts a chapter and says no more: "Chương II"."""
    return _NAMELESS.match(title) is not None


def title_of(heading: Block) -> str:
    """The text of a heading, a stop between "Chương II" and the name on the line below."""
    first, _, rest = heading.text.partition("\n")
    return f"{first.rstrip(' .:,;–—-')}. {rest}" if rest and is_only_counted(first) else heading.text


def _in_figures(word: str) -> str:
    """A Roman number in figures; any other word as it is."""
    if not word or len(word) > 8 or not set(word) <= set(_ROMAN):
        return word
    values = [_ROMAN[sign] for sign in word]
    return str(sum(-one if one < following else one for one, following in pairwise([*values, 0])))


def _by_contents(blocks: list[Block], titles: list[str]) -> None:
    """What the contents name: near the top as it stands, further down only where it stands out."""
    wanted = {plain for title in titles if (plain := comparable(title))}
    at_top = not any(block.tag == "h" for block in blocks[:_LOOK_AHEAD])
    for number, block in enumerate(blocks):
        near = number < _LOOK_AHEAD and at_top
        if block.tag != "p" or len(block.text) > _NAMED_LENGTH or not (near or _stands_out(block)):
            continue
        if comparable(block.text) in wanted:
            _make_heading(block)
            at_top = False


def _name_chapters(blocks: list[Block], level: int) -> None:
    """Lines that count chapters ("Chương II", "Hồi 3"), with the name below, and what stands around chapters."""
    kept: list[Block] = []
    for number, block in enumerate(blocks):
        before = kept[-1] if kept else None
        if _stands_out(block) and (_CHAPTER.match(block.text) or _AROUND.match(block.text)):
            _make_heading(block, level)
        elif before is not None and before.tag == "h" and _NAMELESS.match(before.text):
            if block.tag == "gap":
                continue
            if _stands_out(block) and "\n" not in block.text and _is_text(blocks[number + 1 : number + _LOOK_AHEAD]):
                _join(before, block)
                continue
        kept.append(block)
    blocks[:] = kept


def _is_text(following: list[Block]) -> bool:
    """Whether the next thing is text, not another line that stands out."""
    block = next((block for block in following if block.tag != "gap"), None)
    return block is not None and not _stands_out(block) and block.tag != "h"


def _by_numbers(blocks: list[Block]) -> None:
    """Numbers that stand alone and count on from one."""
    counted: list[Block] = []
    for block in blocks:
        match = _NUMBER.match(block.text) if _stands_out(block) else None
        if match and _in_figures(match[1].lower()) == str(len(counted) + 1):
            counted.append(block)
    if len(counted) >= _FEW:
        for block in counted:
            _make_heading(block)


def _by_capitals(blocks: list[Block]) -> None:
    """Lines of capitals, each before a paragraph of prose."""
    shown = [block for block in blocks if block.tag != "gap"]
    found = [
        block
        for block, following in pairwise(shown)
        if _stands_out(block)
        and block.text.isupper()
        and sum(map(str.isalpha, block.text)) >= _FEW
        and following.tag == "p"
        and not _stands_out(following)
        and len(following.text) > _PROSE
    ]
    known = sum(block.tag == "h" for block in shown)
    if len(found) + known > 1 and len(found) <= _MOST * len(shown):
        for block in found:
            _make_heading(block)


def _stands_out(block: Block) -> bool:
    """Whether it is a short line or two, centred or bold."""
    return (
        block.tag == "p"
        and 0 < len(block.text) <= _LENGTH
        and block.text.count("\n") <= 1
        and (block.classes == "g" or _ALL_BOLD.match(block.inner) is not None)
    )


def _make_heading(block: Block, level: int = 1) -> None:
    block.tag, block.level, block.inner, block.classes = "h", level, _BOLD.sub("", block.inner), ""


def _join(heading: Block, name: Block) -> None:
    """Takes the line below into a heading."""
    heading.inner += "<br>" + _BOLD.sub("", name.inner)
    heading.text += "\n" + name.text
    heading.ids += name.ids
