"""From lines to simple HTML: headings, paragraphs, verse, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from content.formats.flow.signs import heading_level, is_nameless
from content.formats.text._cleaning import PAGE
from content.formats.text._tables import table_of
from content.formats.text._verse import LONGEST, is_stanza
from content.formats.text._wrapping import indent_of, is_marked, joined, paragraphs_of, parted

_ENDED: Final = re.compile(r"[.;:!?…\"'”’)\]]$")
_UNDERLINED: Final = re.compile(r"={3,}")
_SHIFT: Final = "\u2003"
_NAME: Final = 120
"""Characters of the name that stands on the line below its label."""
_CENTRED: Final = 8
"""Columns a centred line is moved in at least."""
_STANZA: Final = 3
"""Lines of a stanza in a text that is verse."""


class Typesetter:
    """Sets one text.

    Args:
        width: to which its lines are broken, 0 where each is a paragraph.
        is_verse: whether most of it is verse.
    """

    def __init__(self, width: int, *, is_verse: bool) -> None:
        self._width = width
        self._shortest = _STANZA if is_verse else _STANZA + 1

    def blocks(self, lines: Iterator[str]) -> Iterator[str]:
        """The HTML of a text, block by block.

        Args:
            lines: of the text as `lines_of` gives them.
        """
        for group in _named(_groups(lines)):
            if len(group) > 1 and (table := table_of(group)):
                yield table
                continue
            for piece in parted(group, self._width):
                yield from self._group(piece)

    def _group(self, group: list[str]) -> Iterator[str]:
        """Lines between two empty ones."""
        if len(group) > 1 and _UNDERLINED.fullmatch(group[1].strip()):
            yield _heading(group[0].strip(), 1)
            group = group[2:]
        heading, rest = self._heading(group) if group else (0, [])
        if heading:
            yield _heading("\n".join(line.strip() for line in group[: len(group) - len(rest)]), heading)
            yield from self._group(rest) if rest else ()
        elif is_stanza(group, shortest=self._shortest) and not self._is_prose(group):
            yield _stanza(group)
        elif group:
            yield from self._paragraphs(group)

    def _is_prose(self, group: list[str]) -> bool:
        """Whether lines were broken only because the page ends there."""
        return self._width > 0 and len(paragraphs_of(group, self._width)) <= len(group) // 2

    def _heading(self, group: list[str]) -> tuple[int, list[str]]:
        """The level of the heading that lines begin with, 0 if none, and the lines that follow it."""
        first = group[0].strip()
        centred = self._is_centred(group[0])
        alone = len(group) == 1 and first.isupper()
        level = heading_level(first, bold=alone, centred=centred or alone)
        if level and len(group) > 1 and is_nameless(first) and _may_name(group[1]):
            count = 2
            while count < min(len(group), 4) and group[count].strip().isupper() and not heading_level(group[count]):
                count += 1
            return level, group[count:]
        if level == 0 or not self._width or len(group) == 1:
            return level, group[1:]
        # A heading may be longer than a line; what follows a full line belongs to it.
        own = paragraphs_of(group, self._width)[0]
        whole = heading_level(joined(own), centred=centred)
        return (whole, group[len(own) :]) if whole else (level if len(own) == 1 else 0, group[1:])

    def _is_centred(self, line: str) -> bool:
        if not self._width:
            return False
        left, length = indent_of(line), len(line.strip())
        return left >= _CENTRED and abs(left - (self._width - left - length)) <= _CENTRED

    def _paragraphs(self, group: list[str]) -> Iterator[str]:
        paragraphs = paragraphs_of(group, self._width) if self._width else [[line] for line in group]
        at = 0
        while at < len(paragraphs):
            run = self._run(paragraphs, at)
            lines = [one[0] for one in run]
            if lines and is_stanza(lines, shortest=self._shortest):
                yield _stanza(lines)
            else:
                yield from map(self._paragraph, run or [paragraphs[at]])
            at += len(run) or 1

    def _run(self, paragraphs: Sequence[list[str]], at: int) -> Sequence[list[str]]:
        """The paragraphs of one line each, beginning here, that may be verse together."""
        end = at
        while end < len(paragraphs) and len(paragraphs[end]) == 1 and self._may_be_verse(paragraphs[end][0]):
            end += 1
        return paragraphs[at:end]

    def _may_be_verse(self, line: str) -> bool:
        """Whether a line among prose may be verse: moved in where lines are broken, else short."""
        if self._width:
            return indent_of(line) > 0
        return len(line) <= LONGEST and heading_level(line) == 0

    def _paragraph(self, lines: Sequence[str]) -> str:
        text = joined(lines)
        level = heading_level(text)
        if level:
            return _heading(text, level)
        align = ' align="center"' if len(lines) == 1 and self._is_centred(lines[0]) else ""
        return f"<p{align}>{escape(text)}</p>"


def _groups(lines: Iterator[str]) -> Iterator[list[str]]:
    """Lines by groups; a paragraph that goes on behind the end of a page is not parted."""
    group: list[str] = []
    at_page = False
    for line in lines:
        if line == PAGE:
            at_page = bool(group)
            continue
        if not line:
            if group and not at_page:
                yield group
                group = []
            continue
        if at_page and not (line.lstrip()[:1].islower() and not _ENDED.search(group[-1])):
            yield group
            group = []
        at_page = False
        group.append(line)
    if group:
        yield group


def _named(groups: Iterator[list[str]]) -> Iterator[list[str]]:
    """Groups, with the name of a chapter beside its label, also where a line is free between them."""
    label: list[str] = []
    for group in groups:
        if label and _may_name(group[0]):
            yield [*label, *group]
            label = []
            continue
        if label:
            yield label
        label = []
        if len(group) == 1 and heading_level(group[0]) and is_nameless(group[0]):
            label = group
        else:
            yield group
    if label:
        yield label


def _may_name(line: str) -> bool:
    """Whether a line may be the name of what the line above counts."""
    text = line.strip()
    if len(text) > _NAME or heading_level(text) or is_marked(text) or not any(map(str.isalpha, text)):
        return False
    return text.isupper() or (text[0].isupper() and not _ENDED.search(text) and not text.endswith((",", "-")))


def _heading(text: str, level: int) -> str:
    return f"<h{level}>{'<br>'.join(map(escape, text.split(chr(10))))}</h{level}>"


def _stanza(lines: Sequence[str]) -> str:
    least = min(map(indent_of, lines))
    shown = (f"{_SHIFT * 2 if indent_of(line) > least + 1 else ''}{escape(line.strip())}" for line in lines)
    return f"<p>{'<br>'.join(shown)}</p>"
