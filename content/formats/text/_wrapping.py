"""Whether the lines of a text were broken to a width, and which of them are one paragraph together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise
from typing import Final

from content.formats.flow.signs import heading_level

_NARROWEST, _WIDEST = 45, 130
"""Columns of a page of broken lines; a longer line is a paragraph of its own."""
_BEYOND: Final = 0.03
"""Share of lines that may be longer than the page."""
_MOSTLY: Final = 0.5
"""Share of the lines followed by another that are full, in a text of broken lines; verse has 0.1."""
_OWN_MOSTLY: Final = 0.7
"""The same of a group that is narrower than the text, a quotation."""
_OWN_WIDTH: Final = 0.6
_FULL: Final = 0.88
"""Share of the width that a full line has at least: people who break lines themselves do not count letters."""
_SAMPLE: Final = 4_000
_TAB: Final = 8
_MARKED: Final = re.compile(
    r"(?:[-–—+*•●▪◦·]\s+\S|\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-zđ]{1,2}|[ivx]{1,5})[.)/]+\s*\S"
    r"|(?:điều|khoản|mục|chương|bước|câu)\s+\d)",
    re.IGNORECASE,
)
"""Begins an item of a list."""
_ENDED: Final = re.compile(r"[.;:!?…][\"'”’)\]]{0,3}$")


def width_of(lines: Iterable[str]) -> int:
    """The width to which lines are broken, 0 where each line is a paragraph or a verse.

    Args:
        lines: of the text, empty ones between.
    """
    sample = list(islice(lines, _SAMPLE))
    lengths = sorted(len(line.expandtabs(_TAB)) for line in sample if line)
    if len(lengths) < 2:
        return 0
    width = lengths[min(len(lengths) - 1, int(len(lengths) * 0.95))]
    beyond = sum(length > width + _TAB for length in lengths)
    if not _NARROWEST <= width <= _WIDEST or beyond > max(1, _BEYOND * len(lengths)):
        return 0
    return width if _share(sample, width) >= _MOSTLY else 0


def paragraphs_of(group: Sequence[str], width: int) -> list[list[str]]:
    """The lines of a group by paragraphs.

    Args:
        group: lines without an empty one between. width: to which the text is broken.
    """
    own = max(len(line.expandtabs(_TAB)) for line in group)
    if len(group) > 2 and width * _OWN_WIDTH <= own < width and own >= _NARROWEST and _share(group, own) >= _OWN_MOSTLY:
        width = own
    found = [[group[0]]]
    for before, line in pairwise(group):
        if _is_full(before, line, width) and not _begins(line, before):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def joined(lines: Sequence[str]) -> str:
    """A paragraph in one line; a word that a hyphen divided at the line's end stays as it was written."""
    return " ".join(line.strip() for line in lines)


def parted(group: Sequence[str], width: int) -> list[list[str]]:
    """The lines of a group, parted before each that is a heading by its label.

    Args:
        group: lines without an empty one between. width: to which the text is broken, 0 for none.
    """
    found = [[group[0]]]
    for before, line in pairwise(group):
        if heading_level(line) and not (width and _is_full(before, line, width) and not _ENDED.search(before)):
            found.append([line])
        else:
            found[-1].append(line)
    return found


def is_marked(line: str) -> bool:
    """Whether a line begins as an item of a list does: "- ", "a) ", "1. "."""
    return _MARKED.match(line.lstrip()) is not None


def indent_of(line: str) -> int:
    """Columns that a line is moved in."""
    shown = line.expandtabs(_TAB)
    return len(shown) - len(shown.lstrip())


def _share(lines: Sequence[str], width: int) -> float:
    """Share of the lines followed by another that are full."""
    following = [(before, line) for before, line in pairwise(lines) if before and line and not _begins(line, before)]
    return sum(_is_full(before, line, width) for before, line in following) / len(following) if following else 0.0


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the next line had no room on this one."""
    word = following.split(maxsplit=1)[0]
    return len(line.expandtabs(_TAB)) + 1 + len(word) > width * _FULL


def _begins(line: str, before: str) -> bool:
    """Whether a line begins a paragraph by itself: an item, a heading, a first line that is moved in."""
    if is_marked(line) and (_ENDED.search(before) is not None or indent_of(line) != indent_of(before)):
        return True
    return indent_of(line) > indent_of(before) + 1 and not is_marked(before)
