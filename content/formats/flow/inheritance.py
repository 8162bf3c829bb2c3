"""What elements hand on to those inside: alignment, verse, lines that are kept, language and direction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

from lxml.etree import _Element

from content.formats.flow.elements import NEVER_VERSE, aligned, attribute, distrusted_languages
from content.formats.flow.styles import Meaning
from content.formats.flow.verse import is_poem
from content.text import OF_THE_FIELD, parse_tag

_FIELD = frozenset(language.tag.partition("-")[0] for language in OF_THE_FIELD) - {"vi"}


@dataclass(frozen=True, slots=True)
class Around:
    """What an element inherits; `verse` is moved in, of a `poem` the publisher says so; attributes are ready HTML."""

    align: str = ""
    verse: bool = False
    poem: bool = False
    lines: bool = False
    attributes: str = ""

    @property
    def classes(self) -> str:
        """Classes of a paragraph that stands here."""
        return self.align or ("th" if self.verse else "")

    def within(self, element: _Element, meaning: Meaning, attributes: str) -> Around:
        """What holds inside an element.

        Args:
            element: a block.
            meaning: what style says of it.
            attributes: its language and direction, "" where it says nothing.
        """
        around = self
        align = meaning.align if meaning.align is not None else aligned(element)
        if align is not None:
            around = replace(around, align=align)
        if meaning.indented and element.tag not in NEVER_VERSE:
            around = replace(around, verse=True)
        if is_poem(element):
            around = replace(around, verse=True, poem=True)
        if meaning.keeps_lines is not None:
            around = replace(around, lines=meaning.keeps_lines)
        if attributes and element.tag in ("html", "body"):
            attributes = _of_whole_document(attributes)
            return replace(around, attributes=attributes)
        return replace(around, attributes=attributes) if attributes else around


class Languages:
    """Which languages and directions of elements are worth saying.

    Args:
        language: of the book, which need not be said again; "" if unknown.
        root: of the document.
    """

    def __init__(self, language: str, root: _Element) -> None:
        self._language = language or (parse_tag(attribute(root, "lang")[:64]) or "")
        self._distrusted = distrusted_languages(root)

    def attributes(self, element: _Element) -> str:
        """Language and direction of an element as attributes to be written out."""
        attributes = ""
        said = element.get("lang")
        if said and said not in self._distrusted:
            tag = parse_tag(said[:64])
            if tag and tag.partition("-")[0] != self._language.partition("-")[0]:
                attributes += f' lang="{escape(tag)}"'
        direction = (element.get("dir") or "").strip().lower()
        if direction in ("rtl", "ltr"):
            attributes += f' dir="{direction}"'
        return attributes


def _of_whole_document(attributes: str) -> str:
    """What a root element may say of all its text: a language of the field; any other is often wrong."""
    direction = ' dir="rtl"' if 'dir="rtl"' in attributes else ""
    language = next((word for word in attributes.split() if word.startswith("lang=")), "")
    return (f" {language}" if language[6:-1].partition("-")[0] in _FIELD else "") + direction
