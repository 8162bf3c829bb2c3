"""Old letters in a web page: each text by the font it is shown in, or, where no font tells, by its syllables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import tinycss2
from lxml import etree
from lxml.etree import _Element

from content.formats._letters import Letters
from content.formats.flow.css import declarations, rules
from content.formats.flow.styles import SHEET_BYTES
from content.formats.flow.tree import local
from content.text.old_encodings import legacy_font

_SELECTOR: Final = re.compile(r"^([a-zA-Z][\w-]*|\*)?(\.[\w-]+)?$")
_STYLE: Final = 2_000
_NOT_SHOWN: Final = frozenset({"style", "script", "template"})
_RULES: Final = 3_000


def convert_letters(root: _Element, letters: Letters) -> None:
    """Puts all text of a page into Unicode.

    Args:
        root: of the page; its texts are changed.
        letters: collects what was changed.
    """
    by_selector = _by_selector(root)
    own = {element: font for element in root.iter(etree.Element) if (font := _own_font(element, by_selector))}
    if any(legacy_font(font) is not None for font in own.values()):
        _by_font(root, own, letters)
    else:
        _by_syllables(root, letters)


def _by_font(root: _Element, own: dict[_Element, str], letters: Letters) -> None:
    shown: dict[_Element, str] = {}
    for element in root.iter(etree.Element):
        parent = element.getparent()
        around = shown.get(parent, "") if parent is not None else ""
        shown[element] = own.get(element) or around
        if element.text and local(element) not in _NOT_SHOWN:
            element.text = letters.run(element.text, shown[element])
        if element.tail and parent is not None:
            element.tail = letters.run(element.tail, around)


def _by_syllables(root: _Element, letters: Letters) -> None:
    places = [
        (element, is_tail, text)
        for element, is_tail, text in _texts(root)
        if text.strip() and (is_tail or local(element) not in _NOT_SHOWN)
    ]
    if all(text.isascii() for _, _, text in places):
        return
    for (element, is_tail, _), text in zip(places, letters.paragraphs([text for _, _, text in places]), strict=True):
        if is_tail:
            element.tail = text
        else:
            element.text = text


def _texts(root: _Element) -> Iterator[tuple[_Element, bool, str]]:
    """Every text in reading order: of which element, and whether it stands behind it."""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start" and element.text:
            yield element, False, element.text
        elif event == "end" and element.tail and element is not root:
            yield element, True, element.tail


def _own_font(element: _Element, by_selector: dict[str, str]) -> str:
    """The font that an element itself names, "" for none."""
    style = element.get("style")
    if style and "font" in style.lower():
        font = _font_of(declarations(style[:_STYLE]))
        if font:
            return font
    if element.get("face"):
        return _first(str(element.get("face")))
    if not by_selector:
        return ""
    tag = local(element)
    classes = (element.get("class") or "").split()[:8]
    selectors = [*(f"{tag}.{name}" for name in classes), *(f".{name}" for name in classes), tag]
    return next((by_selector[selector] for selector in selectors if selector in by_selector), "")


def _by_selector(root: _Element) -> dict[str, str]:
    """Fonts by `tag`, `.class` and `tag.class`, as the sheets in the page give them."""
    found: dict[str, str] = {}
    for sheet in root.iter("style"):
        css = (sheet.text or "").replace("<!--", "").replace("-->", "")
        if len(css) > SHEET_BYTES or "font" not in css.lower():
            continue
        for rule in rules(css)[:_RULES]:
            if rule.type != "qualified-rule":
                continue
            font = _font_of(declarations(rule.content))
            selectors = tinycss2.serialize(rule.prelude).split(",") if font else []
            for selector in selectors:
                match = _SELECTOR.match(selector.strip())
                if match:
                    found[f"{(match[1] or '').lower()}{match[2] or ''}"] = font
    return found


def _font_of(nodes: list[object]) -> str:
    font = ""
    for node in nodes:
        if getattr(node, "lower_name", "") in ("font-family", "mso-ascii-font-family"):
            font = _first(tinycss2.serialize(getattr(node, "value", []))) or font
    return font


def _first(names: str) -> str:
    """The first font of a list."""
    return names.partition(",")[0].strip().strip("\"'").strip()[:100]
