"""Paragraphs and headings out of lines, by gaps, indents, sizes and by whether a line was full."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from statistics import median
from typing import Final

from content.formats.pdf._lines import Line

_GAP: Final = 1.35
"""Of the usual distance between lines: a larger one parts paragraphs."""
_HEADING_GAP: Final = 1.6
"""Of the height of its letters: lines of a heading stand as close, however they are centred."""
_SAME_SIZE: Final = 0.15
_INDENT: Final = 0.6
"""Of the height of letters."""
_LARGER: Final = 1.15
_HEADING_LENGTH: Final = 200
_LIST_SIGN: Final = re.compile(r"^(?:[•●○◦▪■□–—*+-]\s|(?:\d{1,3}|[a-zđ])[.)]\s|[(\[]?(?:\d{1,3}|[a-zđ])[)\]]\s)")
_SENTENCE_END: Final = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_SOFT_HYPHEN: Final = re.compile(r"\u00ad$")
_WORD_END: Final = re.compile(r"[^\W\d_]-$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text, or a heading."""

    text: str
    is_heading: bool = False
    size: float = 0.0
    top: float = 0.0


def usual_size(pages: Iterable[Iterable[Line]]) -> float:
    """The height of most letters of a file, in points; 0 where there are none.

    Args:
        pages: the lines of all of them.
    """
    letters: dict[float, int] = {}
    for lines in pages:
        for line in lines:
            size = round(line.size * 2) / 2
            letters[size] = letters.get(size, 0) + len(line.text)
    return max(letters, key=lambda size: letters[size], default=0.0)


def paragraphs(lines: list[Line], usual: float) -> list[Paragraph]:
    """The paragraphs of a page.

    Args:
        lines: in the order in which they are read.
        usual: height of the letters of running text.
    """
    pitch = _pitch(lines)
    rights = _right_sides(lines)
    found: list[Paragraph] = []
    group: list[Line] = []
    for index, line in enumerate(lines):
        if group and _begins(group, line, pitch, rights[index - 1], usual):
            found.append(_paragraph(group, usual))
            group = []
        group.append(line)
    if group:
        found.append(_paragraph(group, usual))
    return found


def html(found: Iterable[Paragraph]) -> str:
    """The paragraphs as a clean HTML fragment."""
    return "\n".join(
        f"<h2>{escape(one.text)}</h2>" if one.is_heading else f"<p>{escape(one.text)}</p>" for one in found
    )


def _pitch(lines: list[Line]) -> float:
    """The usual distance from a line to the next, 0 where there is none."""
    steps = ((above.bottom - below.bottom, above.size) for above, below in pairwise(lines))
    near = [step for step, size in steps if 0.3 * size < step < 2.5 * size]
    return median(near) if near else 0.0


def _right_sides(lines: list[Line]) -> list[float]:
    """For each line, how far to the right lines of its column reach; a column ends where the next line is higher."""
    rights: list[float] = []
    column: list[Line] = []
    for line in lines:
        if column and line.bottom > column[-1].top:
            rights += [max(one.right for one in column)] * len(column)
            column = []
        column.append(line)
    return rights + [max((one.right for one in column), default=0.0)] * len(column)


def _begins(group: list[Line], line: Line, pitch: float, right: float, usual: float) -> bool:
    """Whether a line begins a new paragraph after those of a group."""
    above = group[-1]
    if abs(line.size - above.size) > _SAME_SIZE * max(line.size, above.size) or _LIST_SIGN.match(line.text):
        return True
    step = above.bottom - line.bottom
    if step <= 0:
        # A new column or page-wide jump: a sentence may go on there.
        return bool(_SENTENCE_END.search(above.text)) or not line.text[:1].islower()
    if line.size >= _LARGER * usual > 0:
        return step > _HEADING_GAP * line.size
    if pitch and step > _GAP * max(pitch, 0.9 * above.size):
        return True
    return _is_moved(group, line) or _was_ended(above, line, right)


def _is_moved(group: list[Line], line: Line) -> bool:
    """Whether a line is moved in, or out, in a way that only the first of a paragraph is."""
    above = group[-1]
    shift = line.left - above.left
    if abs(shift) <= _INDENT * above.size:
        return False
    if len(group) > 1:
        return True
    # After its first line a paragraph goes on further left, the text of a list further right.
    return shift > 0 and not _LIST_SIGN.match(above.text)


def _was_ended(above: Line, line: Line, right: float) -> bool:
    """Whether the first word of a line would have stood on the line above, had that not been ended on purpose."""
    letters = max(1, len(above.text))
    width = (above.right - above.left) / letters
    word = line.text.split(" ", 1)[0]
    return above.right + (len(word) + 2) * width < right and width > 0


def _paragraph(group: list[Line], usual: float) -> Paragraph:
    text = ""
    for line in group:
        text = _joined(text, line.text)
    size = max(line.size for line in group)
    is_heading = usual > 0 and size >= _LARGER * usual and len(text) <= _HEADING_LENGTH and any(map(str.isalpha, text))
    return Paragraph(text=text, is_heading=is_heading, size=size, top=group[0].top)


def _joined(text: str, line: str) -> str:
    if not text:
        return line
    if _SOFT_HYPHEN.search(text):
        return text[:-1] + line
    # "low-" and "income": whether the hyphen belongs to the word is not sure, so it stays, without a blank.
    if _WORD_END.search(text) and line[:1].islower():
        return text + line
    return f"{text} {line}"
