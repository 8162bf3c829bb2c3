"""What is shown in a text besides words: pictures, drawings, formulas, sound and film."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from lxml.etree import _Element

from content.formats.flow.elements import attribute
from content.formats.flow.links import Target, Way, resolve
from content.formats.flow.mathml import linear
from content.formats.flow.surroundings import AtWork, Picture
from content.formats.flow.tree import line_of, local, text_of, words
from content.formats.flow.writer import plain

LEFT_OUT = {
    "audio": "Chỗ này có bài nghe, hộp chưa phát được.",
    "video": "Chỗ này có đoạn phim, hộp chưa phát được.",
    "picture": "Chỗ này có hình, hộp chưa hiện được.",
    "active": "Chỗ này có phần bấm được, hộp chưa hiện được.",
}
"""What is said in place of what cannot be shown; part of the page as it is kept, for readers in any language."""
MISSING = {
    "audio": "Sách này để thiếu bài nghe ở chỗ này.",
    "video": "Sách này để thiếu đoạn phim ở chỗ này.",
    "picture": "Sách này để thiếu hình ở chỗ này.",
}
"""The same for what its maker left out of the file."""
_BESIDE = "Xem phần kèm theo"
_ORNAMENT = 4
"""Pixels; a smaller picture only spaces."""
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".svgz")
_ALT_LENGTH = 500
_PICTURES_IN_DRAWING = 50
_FILE_NAME = re.compile(
    r"^(?:\S+\.(?:jpe?g|png|gif|svg|webp|bmp|tiff?)|(?:image|img|picture|cover image)[\s_-]*\d*)$", re.IGNORECASE
)
_EXCUSE = re.compile(r"(?:not|n[’']t|không|chưa)\b.{0,30}\b(?:support|hỗ trợ)|unsupported", re.IGNORECASE | re.DOTALL)
_EXCUSE_LENGTH = 160
_LOOKED_AT = 1_000
_DRAWN = words("path rect circle ellipse line polyline polygon text use foreignobject")


class Exhibits:
    """Shows the pictures and the like of one document.

    Args:
        work: the document.
    """

    def __init__(self, work: AtWork) -> None:
        self._name, self._writer, self._book, self._marks = work.name, work.writer, work.book, work.marks

    def show(self, element: _Element, tag: str) -> bool:
        """Shows an element.

        Returns:
            Whether it was shown; if not, what stands in it is what the book says instead.
        """
        if tag in ("audio", "video"):
            return self._media(element, tag)
        if tag in ("object", "embed", "iframe", "canvas", "applet"):
            return self._active(element, tag)
        if tag == "math":
            self._formula(element)
        elif tag == "svg":
            self._drawing(element)
        elif not self._picture(attribute(element, "src") or attribute(element, "href"), _alt(element)):
            self._miss_picture(element)
        return True

    def _picture(self, source: str, alt: str) -> bool:
        picture = self._find_picture(source)
        if picture is None:
            return False
        self._writer.raw(picture.html(alt))
        return True

    def _miss_picture(self, element: _Element) -> None:
        """Says what a picture that cannot be shown would show, or at least that there is one."""
        sides = [attribute(element, name) for name in ("width", "height")]
        if not any(side.isdigit() and int(side[:6]) < _ORNAMENT for side in sides):
            source = attribute(element, "src") or attribute(element, "href")
            self._book.leave_out(f"picture {source[:100]!a}")
            self._say(_alt(element) or self._why("picture", source))

    def _why(self, kind: str, source: str) -> str:
        """What is said of something that is not shown: whether the file has it at all."""
        link = resolve(self._name, source)
        is_there = link.way is not Way.INSIDE or not source or self._book.member(link.target.name) is not None
        return (LEFT_OUT if is_there else MISSING)[kind]

    def _say(self, words: str) -> None:
        self._writer.open_inline("span", ' class="matanh"')
        self._writer.text(words)
        self._writer.close_inline()

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
                if not self._picture(attribute(image, "href"), alt):
                    self._say(alt or self._why("picture", attribute(image, "href")))
                alt = ""
            return
        picture = self._book.drawing(element)
        if picture is not None:
            self._writer.raw(picture.html(alt))
        else:
            self._say(" ".join(_svg_texts(element)) or alt or LEFT_OUT["picture"])

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
        """Sound or film of the book; where it cannot be played, that is said, and what the book says instead."""
        sources = [
            attribute(element, "src"),
            *(attribute(child, "src") for child in element if local(child) == "source"),
        ]
        if any(self._plays(source, tag) for source in filter(None, sources)):
            return True
        if any(sources):
            source = next(filter(None, sources))
            self._book.leave_out(f"{tag} {source[:100]!a}")
            self._say(self._why(tag, source))
        return not _says_something(element)

    def _plays(self, source: str, tag: str) -> bool:
        link = resolve(self._name, source)
        found = self._book.media(link.target.name) if link.way is Way.INSIDE else None
        if found is not None:
            self._writer.raw(sound_html(tag, found[0]))
        return found is not None

    def _active(self, element: _Element, tag: str) -> bool:
        """What a script or another program would show: a picture, sound or document of it, else what the book says."""
        source = attribute(element, "data") or attribute(element, "src")
        kind = attribute(element, "type").partition("/")[0]
        if source and (kind == "image" or (not kind and source.lower().endswith(_PICTURES))):
            if self._picture(source, _alt(element)):
                return True
        elif source and kind in ("audio", "video") and self._plays(source, kind):
            return True
        # What stands in an iframe is markup kept as text, for readers of the nineties.
        if tag != "iframe" and _says_something(element):
            return False
        if not (tag == "iframe" and self._leads_to(source, attribute(element, "title"))):
            self._book.leave_out(f"{tag} {source[:100]!a}")
            self._say(LEFT_OUT.get("picture" if kind == "image" else kind, LEFT_OUT["active"]))
        return True

    def _leads_to(self, source: str, title: str) -> bool:
        """Leads to a document of the book that another shows within itself."""
        link = resolve(self._name, source)
        name = self._book.member(link.target.name) if source and link.way is Way.INSIDE else None
        if name is None:
            return False
        self._writer.open_inline("a", self._marks.link(Target(name, link.target.fragment)))
        self._writer.text(" ".join(plain(title).split())[:_ALT_LENGTH] or _BESIDE)
        self._writer.close_inline()
        return True


def sound_html(tag: str, name: str) -> str:
    """A sound or film as an element.

    Args:
        tag: `audio` or `video`.
        name: of the resource.
    """
    return f'<{tag} src="hinh/{escape(name)}" controls preload="none"></{tag}>'


def _says_something(element: _Element) -> bool:
    """Whether there is something to be read or seen inside, for those who cannot have the thing itself.

    "Your browser does not support canvas" is nothing: what stands here says so in the reader's language.
    """
    text = ""
    for count, child in enumerate(element.iter()):
        if local(child) in ("img", "svg", "image") or len(text) > _EXCUSE_LENGTH or count > _LOOKED_AT:
            return True
        if local(child) not in ("script", "style"):
            text += f"{child.text or ''} ".lstrip()
        if child is not element:
            text += f"{child.tail or ''} ".lstrip()
    return bool(text.strip()) and not _EXCUSE.search(text)


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
    """What a picture shows, in words; the name of a file, which programs put there, says nothing."""
    said = " ".join(plain(attribute(element, "alt")).split())[:_ALT_LENGTH]
    return "" if _FILE_NAME.match(said) else said
