"""Styles of a Word document: what a paragraph or a run is by its own word, its style, those that it is based on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from lxml.etree import _Element

from content.formats.docx._package import W

_CHAIN: Final = 20
_HEADING: Final = re.compile(r"^(?:heading|titre|überschrift|tiêu đề|đề mục|rubrik|título)\s*([1-9])$", re.IGNORECASE)
_HEADING_ID: Final = re.compile(r"^(?:heading|u|mc)([1-9])$", re.IGNORECASE)
_CONTENTS: Final = re.compile(r"^(?:toc|mục lục|verzeichnis|tm)\s*[1-9]$|^(?:toc|mục lục)$", re.IGNORECASE)
_ALIGNED: Final = {"center": "center", "right": "right", "end": "right"}
_MOST_LEVEL: Final = 9


@dataclass(frozen=True, kw_only=True)
class RunLook:
    """What is said of letters; None where nothing is said."""

    font: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    strike: bool | None = None
    raised: str | None = None
    capitals: bool | None = None
    hidden: bool | None = None

    def over(self, below: RunLook) -> RunLook:
        """This, and what it leaves unsaid as the other says."""
        return RunLook(
            **{name: mine if mine is not None else getattr(below, name) for name, mine in vars(self).items()}
        )


@dataclass(frozen=True, kw_only=True)
class ParagraphLook:
    """What is said of a paragraph; None where nothing is said.

    Attributes:
        outline: 0 to 8, 9 for plain text. number: id of the numbering, "0" for none. level: of it.
    """

    outline: int | None = None
    align: str | None = None
    number: str | None = None
    level: int | None = None

    def over(self, below: ParagraphLook) -> ParagraphLook:
        """This, and what it leaves unsaid as the other says."""
        named = {name: mine if mine is not None else getattr(below, name) for name, mine in vars(self).items()}
        return ParagraphLook(**named)


@dataclass(frozen=True, kw_only=True)
class Style:
    """A style with all that it is based on."""

    id: str
    name: str = ""
    paragraph: ParagraphLook = ParagraphLook()
    run: RunLook = RunLook()
    is_contents: bool = False


@dataclass
class Styles:
    """The styles of a document, by id.

    Attributes:
        usual: what holds where nothing is said. usual_paragraph: id of the style of paragraphs that name none.
    """

    usual: RunLook = field(default_factory=RunLook)
    usual_align: ParagraphLook = field(default_factory=ParagraphLook)
    usual_paragraph: str = ""
    by_id: dict[str, Style] = field(default_factory=dict)

    def style(self, style_id: str) -> Style:
        """A style; one that says nothing where there is none of the id."""
        return self.by_id.get(style_id) or Style(id="")


def read_styles(root: _Element | None) -> Styles:
    """The styles of styles.xml; none where there is no such part."""
    styles = Styles()
    if root is None:
        return styles
    usual = root.find(f"{W}docDefaults")
    if usual is not None:
        styles.usual = read_run(usual.find(f"{W}rPrDefault/{W}rPr"))
        styles.usual_align = read_paragraph(usual.find(f"{W}pPrDefault/{W}pPr"))
    elements = {element.get(f"{W}styleId") or "": element for element in root.iter(f"{W}style")}
    for style_id, element in elements.items():
        styles.by_id[style_id] = _style(style_id, elements)
        if element.get(f"{W}default") in ("1", "true", "on") and element.get(f"{W}type") == "paragraph":
            styles.usual_paragraph = style_id
    return styles


def _style(style_id: str, elements: dict[str, _Element]) -> Style:
    """A style with what it is based on; a chain that runs in a circle ends."""
    found = Style(id=style_id)
    current = style_id
    for depth in range(_CHAIN):
        element = elements.get(current)
        if element is None:
            break
        name = value(element.find(f"{W}name"))
        paragraph = read_paragraph(element.find(f"{W}pPr"))
        level = _heading_level(name, current)
        if paragraph.outline is None and level is not None:
            paragraph = replace(paragraph, outline=level)
        found = replace(
            found,
            name=found.name or name,
            paragraph=found.paragraph.over(paragraph),
            run=found.run.over(read_run(element.find(f"{W}rPr"))),
            is_contents=found.is_contents or (depth == 0 and _CONTENTS.match(name) is not None),
        )
        current = value(element.find(f"{W}basedOn"))
    return found


def _heading_level(name: str, style_id: str) -> int | None:
    match = _HEADING.match(name.strip()) or (_HEADING_ID.match(style_id.strip()) if not name else None)
    if match:
        return int(match[1]) - 1
    return 0 if name.strip().lower() in ("title", "tiêu đề") else None


def read_run(element: _Element | None) -> RunLook:
    """What `w:rPr` says."""
    if element is None:
        return RunLook()
    fonts = element.find(f"{W}rFonts")
    font = None
    if fonts is not None:
        themed = fonts.get(f"{W}hAnsiTheme") or (None if fonts.get(f"{W}hAnsi") else fonts.get(f"{W}asciiTheme"))
        # Fonts of a theme are of this century.
        font = "" if themed else fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii")
    underline, raised = element.find(f"{W}u"), element.find(f"{W}vertAlign")
    caps = is_on(element.find(f"{W}caps"))
    return RunLook(
        font=font,
        bold=is_on(element.find(f"{W}b")),
        italic=is_on(element.find(f"{W}i")),
        underline=None if underline is None else (value(underline) or "single") != "none",
        strike=is_on(element.find(f"{W}strike")),
        raised=None if raised is None else {"superscript": "sup", "subscript": "sub"}.get(value(raised), ""),
        capitals=caps,
        hidden=is_on(element.find(f"{W}vanish")),
    )


def read_paragraph(element: _Element | None) -> ParagraphLook:
    """What `w:pPr` says."""
    if element is None:
        return ParagraphLook()
    align, numbers = element.find(f"{W}jc"), element.find(f"{W}numPr")
    return ParagraphLook(
        outline=whole(element.find(f"{W}outlineLvl"), most=_MOST_LEVEL),
        align=None if align is None else _ALIGNED.get(value(align), ""),
        number=(value(numbers.find(f"{W}numId")) or None) if numbers is not None else None,
        level=whole(numbers.find(f"{W}ilvl"), most=_MOST_LEVEL - 1) if numbers is not None else None,
    )


def value(element: _Element | None) -> str:
    """Its `w:val`, "" where there is none."""
    return (element.get(f"{W}val") or "") if element is not None else ""


def is_on(element: _Element | None) -> bool | None:
    """What a toggle says, None where it is not there."""
    return None if element is None else (value(element) or "1").lower() in ("1", "true", "on")


def whole(element: _Element | None, *, most: int) -> int | None:
    """Its `w:val` as a whole number from 0 to `most`, None where it is none."""
    text = value(element)
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 10 else None
