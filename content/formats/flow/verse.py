"""Verse: how it is told from prose, and its lines, each of which is to be seen where it begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.etree import _Element

from content.formats.flow.elements import kinds_of
from content.formats.flow.tree import local, words

SHIFT = "\u2003"
"""Stands before a line of verse that is moved in further than others."""
LINE, MOVED_IN = "cau", "lui"
"""Classes of a line, and of one that is moved in."""
LONG_LINE = 120
"""Characters; no line of verse is longer, so lines of which one is longer are paragraphs."""
_LINES, _CENTRED_LINES = 3, 8
"""So many lines are verse; centred ones, which may be a title page, need more, or a metre."""
_METRE_LINES, _METRE_LENGTH = 4, 60
_SYLLABLES = range(4, 9)
_SYLLABLE = re.compile(r"[^\W\d_]+")
_ENDS = (".", "!", "?", ":", "…", "”", '"')
_MOSTLY = 0.85
_PIECE_LINES = 20
_POEMS = re.compile(
    r"^(?:poem|poetry|poeme|stanza|linegroup|line-group|lg|ws-poem|verse|bai-?tho|kho-?tho|tho)"
    r"(?:[-_]?(?:container|body|block|text|group|para|\d{1,2}))?$",
    re.IGNORECASE,
)
_KINDS = words("verse poem song hymn lyrics z3998:verse z3998:poem z3998:song z3998:hymn z3998:lyrics")
_ONE_LINE = words("p div")
_NOT_IN_LINES = words(
    "p div br hr section article blockquote ul ol li dl table tr td img image svg math audio video object pre h1 h2 h3 "
    "h4 h5 h6 figure aside"
)
_LOOKED_AT = 40
"""Elements inside a line that are looked at; a line has fewer."""
_TAG = re.compile(r"<(/?)([a-z]+)[^<>]*>")


def is_poem(element: _Element) -> bool:
    """Whether the publisher says that an element holds verse: by class, or by `epub:type` (Z39.98 vocabulary)."""
    if kinds_of(element) & _KINDS:
        return True
    names = (element.get("class") or "").split()
    # Bibles give each verse, which is prose, a paragraph of that class.
    return any(_POEMS.match(name) and not (name.lower() == "verse" and local(element) == "p") for name in names)


def is_line(element: _Element) -> bool:
    """Whether an element in a poem is one line of several that stand side by side."""
    if not _may_be_line(element):
        return False
    beside = (element.getprevious(), element.getnext())
    return any(other is not None and _may_be_line(other) for other in beside)


def _may_be_line(element: _Element) -> bool:
    if local(element) not in _ONE_LINE:
        return False
    length = 0
    for count, inner in enumerate(element.iter()):
        if count > _LOOKED_AT or (inner is not element and local(inner) in _NOT_IN_LINES):
            return False
        length += len((inner.text or "").strip()) + (len((inner.tail or "").strip()) if inner is not element else 0)
    return 0 < length <= LONG_LINE


def is_verse(texts: Sequence[str], *, centred: bool) -> bool:
    """Whether lines that stand together are verse.

    Args:
        texts: of the lines.
        centred: whether they are.
    """
    if centred:
        return len(texts) >= _CENTRED_LINES or _has_metre(texts)
    return len(texts) > _LINES or (len(texts) == _LINES and ended(texts) < _MOSTLY)


def _has_metre(texts: Sequence[str]) -> bool:
    """Whether every line, or every second, has the same number of syllables, as Vietnamese verse has."""
    counts = [len(_SYLLABLE.findall(text)) for text in texts]
    if len(counts) < _METRE_LINES or max(map(len, texts)) > _METRE_LENGTH or not all(n in _SYLLABLES for n in counts):
        return False
    return len(set(counts[::2])) == 1 and len(set(counts[1::2])) == 1


def ended(texts: Sequence[str]) -> float:
    """Share of lines that end as a sentence does."""
    return sum(text.rstrip().endswith(_ENDS) for text in texts) / len(texts)


def in_pieces(lines: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Verse in pieces that a screen or two can hold, so that a place in it can be led to.

    Args:
        lines: HTML and text of each.
    """
    if len(lines) <= 2 * _PIECE_LINES:
        return [lines]
    return [lines[start : start + _PIECE_LINES] for start in range(0, len(lines), _PIECE_LINES)]


def aligned(lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Lines of which some are moved in; where all are, none is.

    Args:
        lines: HTML and text of each.
    """
    return unshifted(lines) if all(line.startswith(SHIFT) for line, _ in lines) else lines


def unshifted(lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Lines of prose: what is moved in there only begins a paragraph."""
    return [(line.removeprefix(SHIFT), text) for line, text in lines]


def verse_html(inner: str) -> str:
    """The HTML of verse, each line a block of its own, so that one that does not fit is seen to go on.

    Args:
        inner: ready HTML with a `br` between two lines.
    """
    # What takes only the text of a page must not find two words as one.
    return "\n".join(
        f'<span class="{LINE} {MOVED_IN}">{line.removeprefix(SHIFT)}</span>'
        if line.startswith(SHIFT)
        else f'<span class="{LINE}">{line}</span>'
        for line in _lines(inner)
    )


def _lines(inner: str) -> list[str]:
    """The lines, elements that reach over several closed at the end of each and opened again."""
    lines: list[str] = []
    opened: list[tuple[str, str]] = []
    line, at = "", 0
    for tag in _TAG.finditer(inner):
        line += inner[at : tag.start()]
        at = tag.end()
        if tag[2] == "br":
            lines.append(line + "".join(f"</{name}>" for name, _ in reversed(opened)))
            line = "".join(start for _, start in opened)
            continue
        line += tag[0]
        if tag[1] and opened:
            opened.pop()
        elif not tag[1] and tag[2] != "img":
            opened.append((tag[2], tag[0]))
    return [*lines, line + inner[at:]]
