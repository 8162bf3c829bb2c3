"""Styles of an OpenDocument text: how letters look, how paragraphs stand (ODF 1.3 part 3 §16)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from typing import Final

from lxml.etree import _Element

from content.formats.flow.manuscript import CENTRE, RIGHT, Look
from content.formats.odt._names import FO, STYLE, SVG, TEXT, count

_CHAIN: Final = 20
_ALIGNED: Final = {"center": CENTRE, "end": RIGHT, "right": RIGHT}
_POSITION: Final = re.compile(r"^\s*(super|sub|-?\d+(?:\.\d+)?%)")
_BOLD: Final = 600
_HEADING: Final = re.compile(r"^(?:heading|tiêu đề|đề mục)[ _](?:20_)?([1-9]|10)$", re.IGNORECASE)
_TITLE: Final = frozenset({"title", "tiêu đề"})


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a style says; None where it says nothing.

    Attributes:
        level: of a heading, 0 for none. numbering: name of a list style, "" for none.
    """

    font: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    strike: bool | None = None
    raised: str | None = None
    hidden: bool | None = None
    align: str | None = None
    level: int | None = None
    numbering: str | None = None

    def over(self, below: Said) -> Said:
        """This, and what it leaves unsaid as the other says."""
        named = ((one.name, getattr(self, one.name)) for one in fields(self))
        return Said(**{name: value if value is not None else getattr(below, name) for name, value in named})

    @property
    def look(self) -> Look:
        """How letters look."""
        return Look(
            bold=bool(self.bold),
            italic=bool(self.italic),
            underline=bool(self.underline),
            strike=bool(self.strike),
            raised=self.raised or "",
        )


NOTHING: Final = Said()


@dataclass
class Styles:
    """The styles of a document.

    Attributes:
        paragraph, text: by name, with all that they inherit.
        lists: `text:list-style` elements by name. outline: `text:outline-style`, None where there is none.
    """

    paragraph: dict[str, Said] = field(default_factory=dict)
    text: dict[str, Said] = field(default_factory=dict)
    usual: Said = NOTHING
    lists: dict[str, _Element] = field(default_factory=dict)
    outline: _Element | None = None


def read_styles(roots: Iterable[_Element]) -> Styles:
    """The styles of a document.

    Args:
        roots: what holds them: styles.xml, content.xml; of a later one they win.
    """
    styles = Styles()
    elements: dict[tuple[str, str], _Element] = {}
    faces: dict[str, str] = {}
    usual: _Element | None = None
    for root in roots:
        for face in root.iter(f"{STYLE}font-face"):
            faces[face.get(f"{STYLE}name") or ""] = (face.get(f"{SVG}font-family") or "").strip("'\" ")
        for one in root.iter(f"{STYLE}style"):
            elements[one.get(f"{STYLE}family") or "", one.get(f"{STYLE}name") or ""] = one
        for one in root.iter(f"{TEXT}list-style"):
            styles.lists[one.get(f"{STYLE}name") or ""] = one
        styles.outline = next(root.iter(f"{TEXT}outline-style"), styles.outline)
        defaults = (one for one in root.iter(f"{STYLE}default-style") if one.get(f"{STYLE}family") == "paragraph")
        usual = next(defaults, usual)
    if usual is not None:
        styles.usual = _said(usual, faces)
    for family, name in elements:
        if family == "paragraph":
            styles.paragraph[name] = _inherited(family, name, elements, faces)
        elif family == "text":
            styles.text[name] = _inherited(family, name, elements, faces)
    return styles


def is_hidden_section(element: _Element) -> bool:
    """Whether a section is not shown (ODF 1.3 part 3 §5.4)."""
    return element.get(f"{TEXT}display") == "none"


def _inherited(family: str, name: str, elements: dict[tuple[str, str], _Element], faces: dict[str, str]) -> Said:
    """What a style says with all that it is based on; a chain that runs in a circle ends."""
    found = NOTHING
    for _ in range(_CHAIN):
        element = elements.get((family, name))
        if element is None:
            break
        found = found.over(_said(element, faces))
        name = element.get(f"{STYLE}parent-style-name") or ""
    return found


def _said(element: _Element, faces: dict[str, str]) -> Said:
    text, paragraph = element.find(f"{STYLE}text-properties"), element.find(f"{STYLE}paragraph-properties")
    letters = _letters(text, faces) if text is not None else NOTHING
    align = paragraph.get(f"{FO}text-align") if paragraph is not None else None
    return replace(
        letters,
        align=None if align is None else _ALIGNED.get(align, ""),
        level=_level(element),
        numbering=element.get(f"{STYLE}list-style-name"),
    )


def _level(element: _Element) -> int | None:
    given = element.get(f"{STYLE}default-outline-level")
    if given is not None:
        return count(given, usual=0, most=10)
    name = element.get(f"{STYLE}display-name") or element.get(f"{STYLE}name") or ""
    if name.strip().lower() in _TITLE:
        return 1
    match = _HEADING.match(name)
    return int(match[1]) if match else None


def _letters(element: _Element, faces: dict[str, str]) -> Said:
    named = element.get(f"{STYLE}font-name")
    font = faces.get(named, named) if named else (element.get(f"{FO}font-family") or "").strip("'\" ") or None
    weight = element.get(f"{FO}font-weight")
    position = element.get(f"{STYLE}text-position")
    shown = element.get(f"{TEXT}display")
    return Said(
        font=font,
        bold=None if weight is None else weight == "bold" or (weight.isdigit() and int(weight[:4]) >= _BOLD),
        italic=_is(element.get(f"{FO}font-style"), not_="normal"),
        underline=_is(element.get(f"{STYLE}text-underline-style"), not_="none"),
        strike=_is(element.get(f"{STYLE}text-line-through-style"), not_="none"),
        raised=None if position is None else _raised(position),
        hidden=None if shown is None else shown == "none",
    )


def _is(value: str | None, *, not_: str) -> bool | None:
    return None if value is None else value != not_


def _raised(position: str) -> str:
    """`super 58%`, `-33% 58%` (§20.384)."""
    match = _POSITION.match(position)
    if match is None:
        return ""
    if match[1] in ("super", "sub"):
        return "sup" if match[1] == "super" else "sub"
    height = float(match[1].rstrip("%"))
    return "sup" if height > 0 else "sub" if height < 0 else ""
