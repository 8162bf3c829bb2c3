"""Paragraphs of a web page that are headings, which whoever made it said by letters alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from lxml import etree
from lxml.etree import _Element

from content.formats.flow.elements import HEADINGS, aligned
from content.formats.flow.signs import heading_level, is_nameless, may_name
from content.formats.flow.styles import Styles, read_sheet
from content.formats.flow.tree import local, words

_BLOCKS: Final = words("p div center")
_NOT_IN: Final = words("table ul ol dl li blockquote pre h1 h2 h3 h4 h5 h6 nav aside figure a")
_HOLDING: Final = words("p div table ul ol dl h1 h2 h3 h4 h5 h6 pre blockquote hr center section article form iframe")
_OF_CONTENTS: Final = re.compile(r"(?:^|\s)(?:Mso)?Toc", re.IGNORECASE)
_OUTLINE: Final = re.compile(r"mso-outline-level\s*:\s*([1-6])", re.IGNORECASE)
_TITLE: Final = re.compile(r"(?:^|\s)MsoTitle(?:\s|$)")
_OWN: Final = 2
"""Headings of its own, from which on a page needs none by how its lines look."""
_NOTHING: Final = re.compile(r"[\s\xa0]+")
_LONGEST: Final = 400


def mark_headings(root: _Element) -> None:
    """Makes heading elements of the paragraphs that are headings.

    Args:
        root: of the page.
    """
    styles = Styles(read_sheet((sheet.text or "").replace("<!--", "")) for sheet in root.iter("style"))
    by_looks = sum(1 for _ in root.iter(*HEADINGS)) < _OWN
    named: _Element | None = None
    for element in list(root.iter(*_BLOCKS)):
        if any(local(around) in _NOT_IN for around in element.iterancestors()) or _holds_blocks(element):
            continue
        text = _text(element)
        if not text:
            continue
        level = _level(element, text, styles, by_looks=by_looks)
        before, named = named, None
        if before is not None and may_name(text, stands_out=level in (3, 6)) and _join(before, element):
            continue
        if level:
            element.tag = f"h{level}"
            named = element if is_nameless(text) else None


def _level(element: _Element, text: str, styles: Styles, *, by_looks: bool) -> int:
    outline = _OUTLINE.search(element.get("style") or "")
    if outline:
        return int(outline[1])
    names = element.get("class") or ""
    if _OF_CONTENTS.search(names):
        return 0
    if _TITLE.search(names):
        return 1
    if not by_looks:
        return heading_level(text)
    return heading_level(text, bold=_is_bold(element, styles), centred=_is_centred(element, styles))


def _text(element: _Element) -> str:
    """The text with its lines, "" where it is too long for a heading."""
    pieces: list[str] = []
    length = 0
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            pieces += ["\n"] if local(inner) == "br" else []
            text = inner.text
        else:
            text = inner.tail if inner is not element else ""
        if isinstance(inner.tag, str) and text:
            pieces.append(_NOTHING.sub(" ", text))
            length += len(text)
            if length > _LONGEST * 2:
                return ""
    return "\n".join(filter(None, (line.strip() for line in "".join(pieces).split("\n"))))


def _holds_blocks(element: _Element) -> bool:
    return any(True for _ in element.iter(*_HOLDING) if _ is not element)


def _is_bold(element: _Element, styles: Styles) -> bool:
    """Whether all letters are bold."""
    bold: dict[_Element, bool] = {}
    parent_bold = any(local(around) in ("b", "strong") for around in element.iterancestors())
    for inner in element.iter(etree.Element):
        parent = inner.getparent()
        around = parent_bold if inner is element or parent is None else bold.get(parent, False)
        said = styles.of(inner).bold
        bold[inner] = said if said is not None else (True if local(inner) in ("b", "strong") else around)
        if (inner.text or "").strip() and not bold[inner]:
            return False
        if inner is not element and (inner.tail or "").strip() and not around:
            return False
    return True


def _is_centred(element: _Element, styles: Styles) -> bool:
    for around in (element, *_two(element.iterancestors())):
        said = aligned(around)
        align = styles.of(around).align if said is None else said
        if align is not None:
            return align == "g"
    return False


def _two(elements: Iterable[_Element]) -> list[_Element]:
    return [element for element, _ in zip(elements, range(2), strict=False)]


def _is_empty(element: _Element) -> bool:
    """Whether an element shows nothing."""
    return not any(piece.strip() for piece in element.itertext()) and next(element.iter("img", "hr"), None) is None


def _join(heading: _Element, name: _Element) -> bool:
    """Moves the name of a chapter behind its label, if nothing stands between them; tells whether it did."""
    between = heading.getnext()
    while between is not None and between is not name and _is_empty(between):
        between = between.getnext()
    if between is not name:
        return False
    line = etree.SubElement(heading, "br")
    line.tail = name.text
    for child in list(name):
        heading.append(child)
    name.text, tail = None, name.tail
    parent = name.getparent()
    if parent is not None:
        name.tail = tail
        if not (tail or "").strip():
            parent.remove(name)
    return True
