"""Pages of fixed layout: the publisher's page as it is, less everything that acts or fetches (EPUB 3.3 §8.2)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Protocol

from lxml import etree
from lxml.etree import _Element

from content.formats.epub._fixed_css import BODY, SheetCleaner
from content.formats.flow.exhibits import LEFT_OUT, sound_html
from content.formats.flow.links import Target, Way, resolve, shown_address
from content.formats.flow.mathml import linear
from content.formats.flow.pages import FIXED
from content.formats.flow.surroundings import Marks, Picture
from content.formats.flow.tree import local, text_of, value, words
from content.formats.flow.writer import BLANKS, plain

USUAL_SIZE = (1_000, 1_400)
"""CSS pixels of a page that says nothing of its size."""
_SIDES = range(50, 10_001)
_SKIPPED = words(
    "script style head title template link meta base param source track select textarea input datalist iframe "
    "frame frameset noframes portal case trigger applet math audio video object embed canvas"
)
_ACTIVE = words("object embed iframe canvas applet")
_KEPT = words(
    "div section article header footer main nav aside address p h1 h2 h3 h4 h5 h6 blockquote pre code ul ol li dl "
    "dt dd table caption thead tbody tfoot tr th td figure figcaption em strong b i u s sub sup small mark q cite "
    "abbr span a ruby rt rp center"
)
_VOID = frozenset({"br", "hr", "wbr"})
_NUMBER = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*$")
_VIEWPORT = re.compile(r"(width|height)\s*=\s*(\d+(?:\.\d+)?)", re.IGNORECASE)
_CLASS = re.compile(r"^[\w\u0080-\uffff-]{1,80}$")


class Surroundings(Protocol):
    """What a fixed page asks of the book around it."""

    def picture(self, name: str) -> Picture | None:
        """The picture of a member, None if it cannot be shown."""

    def natural_size(self, name: str) -> tuple[int, int]:
        """Width and height in pixels that a picture has in the book, zeros if unknown."""

    def drawing(self, svg: _Element) -> Picture | None:
        """The picture of an SVG, None if it cannot be shown."""

    def media(self, name: str) -> tuple[str, str] | None:
        """Resource name and media type of a sound or film in the book, None if it cannot be played."""

    def leave_out(self, what: str) -> None:
        """Notes for technicians that something of the book is not shown."""

    def member(self, name: str) -> str | None:
        """The name a member of the archive really has, None if there is none."""


@dataclass
class FixedPage:
    """A fixed page: HTML with marks of links, the style it needs, its size in CSS pixels, its ids, what it says."""

    html: str
    css: str
    width: int
    height: int
    text: str
    ids: list[str] = field(default_factory=list)


def viewport(root: _Element) -> tuple[int, int] | None:
    """The size that a document gives itself: `meta viewport`, or the view box of an SVG; None if it gives none."""
    if local(root) == "svg":
        return _svg_size(root)
    for meta in root.iter("meta"):
        if (meta.get("name") or "").lower() == "viewport":
            said = {name.lower(): round(float(number)) for name, number in _VIEWPORT.findall(meta.get("content") or "")}
            if said.get("width") in _SIDES and said.get("height") in _SIDES:
                return said["width"], said["height"]
    return None


def _svg_size(svg: _Element) -> tuple[int, int] | None:
    box = re.split(r"[\s,]+", (svg.get("viewBox") or svg.get("viewbox") or "").strip())
    sides = box[2:] if len(box) == 4 else [svg.get("width") or "", svg.get("height") or ""]
    numbers = [_NUMBER.match(side) for side in sides]
    size = [round(float(match[1])) for match in numbers if match]
    return (size[0], size[1]) if len(size) == 2 and all(side in _SIDES for side in size) else None


class FixedCleaner:
    """Cleans one document of fixed layout."""

    def __init__(self, name: str, marks: Marks, book: Surroundings, sheets: SheetCleaner) -> None:
        self._name = name
        self._marks = marks
        self._book = book
        self._sheets = sheets
        self._out: list[str] = []
        self._texts: list[str] = []
        self._ids: dict[str, None] = {}
        self._styles: dict[str, str] = {}
        self._in_link = 0

    def clean(self, root: _Element, css: str, usual: tuple[int, int] | None) -> FixedPage:
        """The page.

        Args:
            root: of the document, names in no namespace.
            css: its style sheets, cleaned.
            usual: size of a page that does not give its own.
        """
        size = viewport(root) or usual or self._picture_size(root) or USUAL_SIZE
        self._size = size
        body = next(root.iter("body"), root)
        if local(root) == "svg":
            self._out.append(f'<div class="{BODY}">')
            self._drawing(root)
        else:
            self._out.append(f"<div{self._attributes(body, BODY)}>")
            self._walk(body)
        self._out.append("</div>")
        rules = "".join(f".trang-co-dinh .{name}{{{declared}}}\n" for declared, name in self._styles.items())
        text = BLANKS.sub(" ", "".join(self._texts)).strip()
        return FixedPage("".join(self._out), css + rules, size[0], size[1], text, list(self._ids))

    def _picture_size(self, root: _Element) -> tuple[int, int] | None:
        """The size of the only picture of a page that says nothing of its own."""
        sources = [element.get("src") or element.get("href") or "" for element in root.iter("img", "image")]
        link = resolve(self._name, sources[0]) if len(sources) == 1 and sources[0] else None
        size = self._book.natural_size(link.target.name) if link is not None and link.way is Way.INSIDE else (0, 0)
        return size if all(side in _SIDES for side in size) else None

    def _walk(self, body: _Element) -> None:
        ends: list[Callable[[], None] | None] = []
        walker = etree.iterwalk(body, events=("start", "end"))
        for event, element in walker:
            if element is body:
                self._text(element.text if event == "start" else None)
            elif event == "start":
                tag = local(element)
                if tag in _SKIPPED or tag in ("img", "image", "svg") or tag in _VOID:
                    walker.skip_subtree()
                    self._alone(element, tag)
                    ends.append(None)
                else:
                    ends.append(self._open(element, tag))
                    self._text(element.text)
            else:
                end = ends.pop()
                if end is not None:
                    end()
                self._text(element.tail)

    def _text(self, text: str | None) -> None:
        if text:
            shown = plain(text)
            self._out.append(escape(shown, quote=False))
            self._texts.append(shown)

    def _alone(self, element: _Element, tag: str) -> None:
        """An element without anything inside that is kept."""
        if tag == "svg":
            self._drawing(element)
        elif tag in ("img", "image"):
            self._picture(element)
        elif tag in ("audio", "video"):
            self._sound(element, tag)
        elif tag == "math":
            formula = linear(element)
            self._out.append(f"<span{self._attributes(element)}>{formula.html}</span>")
            self._texts.append(f" {formula.text} ")
        elif tag in _ACTIVE:
            self._book.leave_out(f"{tag} on a fixed page")
        elif tag in _VOID:
            self._out.append(f"<{tag}{self._attributes(element)}>")
            self._texts.append(" ")

    def _open(self, element: _Element, tag: str) -> Callable[[], None] | None:
        if tag not in _KEPT:
            return None
        if tag == "a":
            return self._open_link(element)
        shown = "div" if tag in ("center", "address") else tag
        self._out.append(f"<{shown}{self._attributes(element)}{_cell(element, tag)}>")
        if tag in ("div", "p", "li", "td", "h1", "h2", "h3"):
            self._texts.append(" ")
        return lambda: self._out.append(f"</{shown}>")

    def _open_link(self, element: _Element) -> Callable[[], None]:
        href = element.get("href") or ""
        link = resolve(self._name, href) if href.strip() and not self._in_link else None
        name = self._book.member(link.target.name) if link is not None and link.way is Way.INSIDE else None
        if link is None or name is None:
            self._out.append(f"<span{self._attributes(element)}>")
            address = (
                shown_address(link.address, text_of(element)) if link is not None and link.way is Way.OUTSIDE else ""
            )
            return lambda: self._out.append(f"{' (' + escape(plain(address)) + ')' if address else ''}</span>")
        mark = self._marks.link(Target(name, link.target.fragment))
        self._out.append(f"<a{self._attributes(element)}{mark}>")
        self._in_link += 1
        return self._close_link

    def _close_link(self) -> None:
        self._in_link -= 1
        self._out.append("</a>")

    def _attributes(self, element: _Element, own: str = "") -> str:
        """Class, id, direction and, for a style attribute, a class made for it."""
        classes = [own] if own else []
        classes += [f"{FIXED}{name}" for name in (element.get("class") or "").split()[:20] if _CLASS.match(name)]
        declared = self._sheets.inline(element.get("style") or "", self._name) if element.get("style") else ""
        if declared:
            digest = hashlib.sha256(declared.encode()).hexdigest()[:8]
            classes.append(self._styles.setdefault(declared, f"s-{digest}"))
        said = f' class="{escape(" ".join(classes))}"' if classes else ""
        name = element.get("id") or ""
        if _CLASS.match(name) and name not in self._ids:
            self._ids[name] = None
            said += f' id="{FIXED}{escape(name)}"'
        if (element.get("dir") or "").lower() in ("rtl", "ltr"):
            said += f' dir="{str(element.get("dir")).lower()}"'
        return said

    def _picture(self, element: _Element) -> None:
        link = resolve(self._name, element.get("src") or element.get("href") or "")
        picture = self._book.picture(link.target.name) if link.way is Way.INSIDE and link.target.name else None
        alt = " ".join(plain(element.get("alt") or "").split())[:500]
        self._texts.append(f" {alt} ")
        if picture is None:
            self._out.append(f"<span{self._attributes(element)}>{escape(alt)}</span>")
            return
        natural = self._book.natural_size(link.target.name)
        width, height = (
            _side(element.get(name)) or side for name, side in zip(("width", "height"), natural, strict=True)
        )
        if element.get("width") and not element.get("height") and natural[0]:
            height = round(width * natural[1] / natural[0])
        size = f' width="{width}" height="{height}"' if width and height else ""
        self._out.append(f'<img{self._attributes(element)} src="hinh/{picture.name}" alt="{escape(alt)}"{size}>')

    def _sound(self, element: _Element, tag: str) -> None:
        """Sound or film where it stands, or the word that it cannot be played."""
        sources = [value(element, "src"), *(value(child, "src") for child in element if local(child) == "source")]
        links = [resolve(self._name, source) for source in sources if source]
        names = [link.target.name for link in links if link.way is Way.INSIDE]
        found = next((found for name in names if (found := self._book.media(name)) is not None), None)
        if found is None:
            self._book.leave_out(f"{tag} on a fixed page")
        shown = sound_html(tag, found[0]) if found is not None else LEFT_OUT[tag]
        self._out.append(f"<span{self._attributes(element)}>{shown}</span>")

    def _drawing(self, svg: _Element) -> None:
        """An SVG: its pictures where it puts them, its shapes above, both in a box of its size."""
        size = _svg_size(svg) or self._size
        width, height = _side(svg.get("width")) or self._size[0], _side(svg.get("height")) or self._size[1]
        place = self._sheets.inline(f"position:relative;width:{width}px;height:{height}px;overflow:hidden", self._name)
        self._out.append(f"<div{self._attributes(svg, self._class_for(place))}>")
        for image in [element for element in svg.iter() if local(element) == "image"][:50]:
            self._placed_picture(image, size, (width, height))
        texts = [text_of(element) for element in svg.iter() if local(element) in ("text", "title", "desc")]
        if any(local(element) in _SHAPES for element in svg.iter()):
            drawing = self._book.drawing(svg)
            if drawing is not None:
                over = self._class_for(f"position:absolute;left:0;top:0;width:{width}px;height:{height}px")
                self._out.append(
                    f'<img class="{over}" src="hinh/{drawing.name}" alt="{escape(plain(" ".join(texts))[:500])}">'
                )
        self._texts += [f" {plain(text)} " for text in texts]
        self._out.append("</div>")

    def _placed_picture(self, image: _Element, size: tuple[int, int], shown: tuple[int, int]) -> None:
        link = resolve(self._name, image.get("href") or "")
        picture = self._book.picture(link.target.name) if link.way is Way.INSIDE and link.target.name else None
        if picture is None:
            return
        across, down = shown[0] / size[0], shown[1] / size[1]
        left, top = (_number(image.get(name)) for name in ("x", "y"))
        width, height = _number(image.get("width")) or size[0], _number(image.get("height")) or size[1]
        place = self._class_for(
            f"position:absolute;left:{left * across:.6g}px;top:{top * down:.6g}px;"
            f"width:{width * across:.6g}px;height:{height * down:.6g}px"
        )
        self._out.append(f'<img class="{place}" src="hinh/{picture.name}" alt="">')

    def _class_for(self, declared: str) -> str:
        return self._styles.setdefault(declared, f"s-{hashlib.sha256(declared.encode()).hexdigest()[:8]}")


_SHAPES = words("path rect circle ellipse line polyline polygon text use")


def _side(value: str | None) -> int:
    match = _NUMBER.match(value or "")
    return min(round(float(match[1])), _SIDES[-1]) if match else 0


def _number(value: str | None) -> float:
    match = re.match(r"^\s*(-?\d{1,6}(?:\.\d{1,6})?)\s*(?:px)?\s*$", value or "")
    return float(match[1]) if match else 0.0


def _cell(element: _Element, tag: str) -> str:
    if tag not in ("td", "th"):
        return ""
    spans = ((name, element.get(name) or "") for name in ("colspan", "rowspan"))
    return "".join(
        f' {name}="{min(int(value), 1_000)}"' for name, value in spans if value.isdigit() and len(value) < 10
    )
