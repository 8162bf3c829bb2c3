"""What is shown in a text besides words: pictures, drawings, formulas, sound and film."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from lxml.etree import _Element

from content.formats.epub._book import Picture, Surroundings
from content.formats.epub._elements import attribute
from content.formats.epub._links import Way, resolve
from content.formats.epub._mathml import linear
from content.formats.epub._tree import line_of, local, text_of, words
from content.formats.epub._writer import Writer, plain

_ALT_LENGTH = 500
_PICTURES_IN_DRAWING = 50
_DRAWN = words("path rect circle ellipse line polyline polygon text use foreignobject")


class Exhibits:
    """Shows the pictures and the like of one document.

    Args:
        name: of the document.
        writer: where they are shown.
        book: where they come from.
    """

    def __init__(self, name: str, writer: Writer, book: Surroundings) -> None:
        self._name = name
        self._writer = writer
        self._book = book

    def show(self, element: _Element, tag: str) -> bool:
        """Shows an element.

        Returns:
            Whether it was shown; if not, what stands in it is what the book says instead.
        """
        if tag in ("audio", "video"):
            return self._media(element, tag)
        if tag in ("object", "embed"):
            return self._object(element)
        if tag == "math":
            self._formula(element)
        elif tag == "svg":
            self._drawing(element)
        else:
            self._picture(attribute(element, "src") or attribute(element, "href"), _alt(element))
        return True

    def _picture(self, source: str, alt: str) -> bool:
        picture = self._find_picture(source)
        if picture is None:
            if alt:
                self._writer.open_inline("span", ' class="matanh"')
                self._writer.text(alt)
                self._writer.close_inline()
            return False
        self._writer.raw(picture.html(alt))
        return True

    def _find_picture(self, source: str) -> Picture | None:
        if source.strip().lower().startswith("data:"):
            return self._book.embedded(source.strip())
        link = resolve(self._name, source)
        return self._book.picture(link.target.name) if link.way is Way.INSIDE and source.strip() else None

    def _drawing(self, element: _Element) -> None:
        images = [child for child in element.iter() if local(child) == "image"]
        alt = _svg_alt(element)
        if images and not any(local(child) in _DRAWN for child in element.iter()):
            for image in images[:_PICTURES_IN_DRAWING]:
                self._picture(attribute(image, "href"), alt)
                alt = ""
            return
        picture = self._book.drawing(element)
        if picture is not None:
            self._writer.raw(picture.html(alt))
        else:
            self._writer.text(" ".join(_svg_texts(element)) or alt)

    def _formula(self, element: _Element) -> None:
        source = attribute(element, "altimg")
        formula = linear(element)
        if source and self._find_picture(source) is not None:
            self._picture(source, attribute(element, "alttext") or formula.text)
            return
        if attribute(element, "display") == "block":
            self._writer.fresh_line()
        self._writer.raw(f'<span class="toan">{formula.html}</span>', formula.text)
        if attribute(element, "display") == "block":
            self._writer.fresh_line()

    def _media(self, element: _Element, tag: str) -> bool:
        """Sound or film of the book; where it cannot be played, what the book says instead."""
        sources = [
            attribute(element, "src"),
            *(attribute(child, "src") for child in element if local(child) == "source"),
        ]
        for source in filter(None, sources):
            link = resolve(self._name, source)
            found = self._book.media(link.target.name) if link.way is Way.INSIDE else None
            if found is not None:
                self._writer.raw(f'<{tag} src="hinh/{escape(found[0])}" controls preload="none"></{tag}>')
                return True
        return False

    def _object(self, element: _Element) -> bool:
        """An embedded picture; of anything else, what the book says instead."""
        source = attribute(element, "data") or attribute(element, "src")
        return bool(source) and attribute(element, "type").startswith("image/") and self._picture(source, "")


def _svg_alt(element: _Element) -> str:
    label = attribute(element, "aria-label")
    if label:
        return plain(label)[:_ALT_LENGTH]
    for child in element.iter():
        if local(child) in ("title", "desc"):
            return " ".join(plain(text_of(child)).split())[:_ALT_LENGTH]
    return ""


def _svg_texts(element: _Element) -> Iterator[str]:
    for child in element.iter():
        if local(child) == "text":
            yield line_of(child)


def _alt(element: _Element) -> str:
    return " ".join(plain(attribute(element, "alt")).split())[:_ALT_LENGTH]
