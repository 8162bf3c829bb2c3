"""From a document of a book to clean blocks: an explicit list of elements, each with one way to be taken over.

Nothing of the source goes through as it is: start tags are written anew (`_writer.py`), with these attributes alone:
numbers of lists and tables, language and direction, and classes of our own set (listed in the package's docstring).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from html import escape
from typing import Protocol

from lxml import etree
from lxml.etree import _Element

from content.formats.epub._blocks import HEADER_ROW, Block, anchor_mark, link_mark
from content.formats.epub._links import Link, Target, Way, resolve, shown_address
from content.formats.epub._mathml import Formula, linear
from content.formats.epub._styles import Meaning, Styles
from content.formats.epub._tree import line_of, local, text_of, words
from content.formats.epub._writer import Writer, plain
from content.formats.xml import OPS
from content.text import parse_tag

_SKIPPED = words(
    "script style head title template link meta base param source track col colgroup select textarea input "
    "datalist iframe frame frameset noframes portal case trigger applet"
)
_LIKE_DIV = words(
    "html body div section article header footer main nav address center hgroup fieldset form legend optgroup "
    "noscript blockcode search menuitem"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CONTAINERS = {
    "blockquote": "blockquote", "ul": "ul", "ol": "ol", "menu": "ul", "dir": "ul", "dl": "dl", "figure": "figure",
    "figcaption": "figcaption", "details": "details", "summary": "summary", "aside": "aside", "table": "table",
}  # fmt: skip
_PARENTS = {
    "li": ("ul", "ol"), "dt": ("dl",), "dd": ("dl",), "tr": ("table",), "td": ("tr",), "th": ("tr",),
    "caption": ("table",),
}  # fmt: skip
_INLINES = {
    "b": "b", "strong": "strong", "i": "i", "em": "em", "u": "u", "s": "s", "sub": "sub", "sup": "sup",
    "small": "small", "mark": "mark", "q": "q", "cite": "cite", "abbr": "abbr", "acronym": "abbr", "code": "code",
    "tt": "code", "kbd": "code", "samp": "code", "var": "i", "dfn": "i", "strike": "s", "del": "s", "ins": "u",
    "ruby": "ruby", "rt": "rt", "rp": "rp",
}  # fmt: skip
_ITALIC = ("i", "em", "cite")
_BOLD = ("b", "strong", "h")
_NOTES = frozenset({"footnote", "rearnote", "endnote", "note"})
_VIETNAMESE = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(-?\d{1,9})\s*$")
_ALT_LENGTH = 500
_SPAN_LIMIT = 1_000
_NOTE_SIGN = re.compile(r"^[\[(]?(\d{1,4}|[a-z]|[ivxlc]{1,6}|[*†‡§]{1,4})[\])]?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to be shown: its name among the resources and its size in pixels, 0 if unknown."""

    name: str
    width: int = 0
    height: int = 0


class Surroundings(Protocol):
    """What a document asks of the book around it."""

    def picture(self, name: str) -> Picture | None:
        """The picture of a member, None if it cannot be shown."""

    def embedded(self, address: str) -> Picture | None:
        """The picture in a `data:` address, None if it cannot be shown."""

    def drawing(self, svg: _Element) -> Picture | None:
        """The picture of an inline SVG, None if it cannot be shown."""

    def media(self, name: str) -> tuple[str, str] | None:
        """Resource name and media type of a sound or film in the book, None if it cannot be played."""

    def member(self, name: str) -> str | None:
        """The name a member of the archive really has, None if there is none."""


@dataclass
class Marks:
    """The links and anchors of a whole book; a mark in the text is a number here."""

    links: list[Target] = field(default_factory=list)
    anchors: list[Target] = field(default_factory=list)
    first_links: dict[Target, Target] = field(default_factory=dict)
    """For a place, the first anchor from where a sign of a note leads to it."""

    def link(self, target: Target) -> str:
        """The mark of a new link."""
        self.links.append(target)
        return link_mark(len(self.links) - 1)

    def anchor(self, place: Target) -> str:
        """The mark of a new anchor."""
        self.anchors.append(place)
        return anchor_mark(len(self.anchors) - 1)


@dataclass(frozen=True, slots=True)
class _Around:
    """What an element inherits: alignment, verse, lines that are kept, direction and language as attributes."""

    align: str = ""
    verse: bool = False
    lines: bool = False
    attributes: str = ""

    @property
    def classes(self) -> str:
        return self.align or ("th" if self.verse else "")


def attribute(element: _Element, name: str) -> str:
    """The value of an attribute, "" if the element has none."""
    return str(element.get(name) or "")


def kinds_of(element: _Element) -> frozenset[str]:
    """What `epub:type` says an element is (EPUB Structural Semantics), in lower case."""
    said = element.get(f"{{{OPS}}}type")
    return frozenset(str(said).lower().split()) if said else frozenset()


class Cleaner:
    """Cleans one document."""

    def __init__(self, name: str, styles: Styles, marks: Marks, around: Surroundings, language: str = "") -> None:
        """Prepares for one document.

        Args:
            name: of the member.
            styles: what its style sheets mean.
            marks: of the book.
            around: the rest of the book.
            language: of the book, which need not be said again; "" if unknown.
        """
        self._name = name
        self._styles = styles
        self._marks = marks
        self._book = around
        self._writer = Writer()
        self._around = [_Around()]
        self._in_heading = 0
        self._distrusted: frozenset[str] = frozenset()
        self._language = language
        self._signs = 0

    def clean(self, root: _Element) -> list[Block]:
        """The blocks of a document, notes that hide until asked for at the end under a rule.

        Args:
            root: its root element, in no namespace, names in lower case.
        """
        self._language = self._language or (parse_tag(attribute(root, "lang")[:64]) or "")
        self._distrusted = _distrusted_languages(root)
        undo: list[list[Callable[[], None]]] = []
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                actions = self._start(element)
                undo.append(actions or [])
                if actions is None:
                    walker.skip_subtree()
                elif element.text:
                    self._text(element.text)
            else:
                for action in reversed(undo.pop()):
                    action()
                if element.tail and undo:
                    self._text(element.tail)
        return self._finished()

    def _finished(self) -> list[Block]:
        blocks = self._writer.blocks
        kept = [block for block in blocks if not (block.tag == "aside" and block.classes == "cht")]
        notes = [block for block in blocks if block.tag == "aside" and block.classes == "cht"]
        if not notes:
            return blocks
        return [*kept, Block("hr"), *notes]

    def _text(self, text: str) -> None:
        if self._around[-1].lines:
            for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
                if number:
                    self._writer.line_break()
                self._writer.text(line)
        else:
            self._writer.text(text)

    # One element

    def _start(self, element: _Element) -> list[Callable[[], None]] | None:
        """Takes over a start tag.

        Returns:
            What to do at the end tag, last first; None to pass over everything inside.
        """
        tag = local(element)
        if tag in _SKIPPED:
            return None
        if tag in ("br", "wbr"):
            self._identify(element)
            if tag == "br":
                self._writer.line_break()
            return []
        if tag in ("img", "image", "svg", "math", "hr", "audio", "video", "object", "embed"):
            return self._start_picture(element, tag)
        if tag == "p" and _is_leftover(element):
            return []
        meaning = self._styles.of(element)
        if tag in _HEADINGS:
            return self._start_heading(element, tag, meaning)
        if tag in ("p", "pre") or tag in _LIKE_DIV or tag in _CONTAINERS or tag in _PARENTS:
            return self._start_block(element, tag, meaning)
        return self._start_inline(element, tag, meaning)

    def _identify(self, element: _Element) -> None:
        """Remembers the id of an element, wherever it turns out to stand."""
        names = [element.get("id"), element.get("name") if element.tag == "a" else None]
        for name in dict.fromkeys(name for name in names if name):
            if not self._writer.anchor(name):
                self._writer.raw(self._marks.anchor(Target(self._name, name)))

    # Blocks

    def _inherit(self, element: _Element, meaning: Meaning) -> Callable[[], None]:
        """Lays what a block says of alignment, language and direction over what holds around it."""
        around = self._around[-1]
        align = meaning.align
        if align is None:
            said = (element.get("align") or ("center" if element.tag == "center" else "")).lower()
            align = {"center": "g", "middle": "g", "right": "ph", "left": "", "justify": ""}.get(said)
        if align is not None:
            around = replace(around, align=align)
        if meaning.indented and element.tag not in (
            "body",
            "html",
            "ul",
            "ol",
            "dl",
            "li",
            "dd",
            "td",
            "th",
            "blockquote",
        ):
            around = replace(around, verse=True)
        if meaning.keeps_lines is not None:
            around = replace(around, lines=meaning.keeps_lines)
        attributes = self._language_attributes(element)
        if attributes and element.tag not in ("html", "body"):
            around = replace(around, attributes=attributes)
        elif "dir=" in attributes:
            around = replace(around, attributes=' dir="rtl"' if "rtl" in attributes else "")
        self._around.append(around)
        self._set_loose()
        return self._disinherit

    def _disinherit(self) -> None:
        self._around.pop()
        self._set_loose()

    def _set_loose(self) -> None:
        self._writer.loose_classes = self._around[-1].classes
        self._writer.loose_attributes = self._around[-1].attributes

    def _start_heading(self, element: _Element, tag: str, meaning: Meaning) -> list[Callable[[], None]]:
        if self._in_heading:
            self._writer.fresh_line()
            return []
        undo = [self._inherit(element, replace(meaning, keeps_lines=None, indented=None))]
        self._writer.start_leaf("h", level=_HEADINGS[tag])
        self._identify(element)
        self._in_heading += 1
        return [*undo, self._end_heading]

    def _end_heading(self) -> None:
        self._in_heading -= 1
        self._writer.end_leaf()

    def _start_block(self, element: _Element, tag: str, meaning: Meaning) -> list[Callable[[], None]]:
        if self._in_heading:
            self._identify(element)
            self._writer.fresh_line()
            return [self._writer.fresh_line]
        self._writer.end_leaf()
        undo = [self._inherit(element, meaning)]
        container = self._container_of(element, tag)
        if container is not None:
            self._writer.open_container(
                container.tag, classes=container.classes, attributes=container.attributes, level=container.level
            )
            undo.append(self._writer.close_container)
            self._identify_container(element)
        else:
            undo.append(self._writer.end_leaf)
            self._identify(element)
        if tag in ("p", "pre"):
            self._writer.start_leaf(tag, classes=self._around[-1].classes if tag == "p" else "")
        undo += self._open_all(_styled(meaning, self._writer) if tag not in ("html", "body") else [])
        return undo

    def _identify_container(self, element: _Element) -> None:
        if element.get("id"):
            self._writer.identify_container(str(element.get("id")))

    def _container_of(self, element: _Element, tag: str) -> Block | None:
        """The container that an element becomes, None for one that only groups."""
        if tag == "aside" and kinds_of(element) & _NOTES:
            return Block("aside", classes="cht")
        if tag in _CONTAINERS:
            return Block(_CONTAINERS[tag], attributes=_list_attributes(element) if tag == "ol" else "")
        if tag not in _PARENTS or self._writer.container() not in _PARENTS[tag]:
            return None
        if tag == "tr":
            parent = element.getparent()
            in_head = parent is not None and local(parent) == "thead"
            return Block("tr", level=HEADER_ROW if in_head else 0)
        if tag in ("td", "th"):
            return Block(tag, attributes=_cell_attributes(element), classes=self._around[-1].align)
        return Block(tag, attributes=_number_attribute(element, "value") if tag == "li" else "")

    # Inline elements

    def _start_inline(self, element: _Element, tag: str, meaning: Meaning) -> list[Callable[[], None]]:
        undo: list[Callable[[], None]] = []
        if meaning.block and not self._writer.is_inside("a"):
            self._writer.fresh_line()
            undo.append(self._writer.fresh_line)
        self._identify(element)
        if tag == "a" and not self._writer.is_inside("a"):
            return undo + self._start_link(element)
        wanted = []
        if tag in _INLINES and not _unsaid(tag, meaning) and not self._writer.is_inside(_INLINES[tag]):
            wanted.append((_INLINES[tag], ""))
        wanted += [
            (name, "")
            for name, _ in _styled(meaning, self._writer)
            if (name, "") not in wanted and tag not in _ITALIC + _BOLD
        ]
        attributes = self._language_attributes(element)
        if attributes:
            wanted.append(("span", attributes))
        if self._in_heading:
            wanted = [(name, said) for name, said in wanted if name not in ("b", "strong")]
        return undo + self._open_all(wanted)

    def _open_all(self, wanted: list[tuple[str, str]]) -> list[Callable[[], None]]:
        for tag, attributes in wanted:
            self._writer.open_inline(tag, attributes)
        return [self._writer.close_inline] * len(wanted)

    def _start_link(self, element: _Element) -> list[Callable[[], None]]:
        href = attribute(element, "href")
        link = resolve(self._name, href) if href.strip() else Link(Way.NOWHERE)
        if link.way is Way.OUTSIDE:
            self._writer.open_inline("span", ' class="ngoai"')
            address = shown_address(link.address, text_of(element))
            return [self._writer.close_inline, lambda: self._say_address(address)]
        name = self._book.member(link.target.name) if link.way is Way.INSIDE else None
        if name is None:
            return []
        target = Target(name, link.target.fragment)
        is_note = "noteref" in kinds_of(element) or bool(_NOTE_SIGN.match(text_of(element).strip()))
        if is_note:
            self._remember_sign(element, target)
        self._writer.open_inline("a", (' class="cht"' if is_note else "") + self._marks.link(target))
        return [self._writer.close_inline]

    def _remember_sign(self, element: _Element, target: Target) -> None:
        """Keeps where a note is called from, so that the note can lead back."""
        if not target.fragment or target in self._marks.first_links:
            return
        own = element.get("id")
        if not own:
            self._signs += 1
            own = f"\x1fsign {self._signs}"
            self._writer.raw(self._marks.anchor(Target(self._name, own)))
        self._marks.first_links[target] = Target(self._name, own)

    def _say_address(self, address: str) -> None:
        if address:
            self._writer.text(f" ({plain(address)})")

    def _language_attributes(self, element: _Element) -> str:
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

    # Pictures, formulas, rules, sound and film

    def _start_picture(self, element: _Element, tag: str) -> list[Callable[[], None]] | None:
        if tag == "hr":
            if self._in_heading:
                return None
            self._writer.end_leaf()
            self._identify(element)
            self._writer.rule()
            return None
        if tag in ("audio", "video"):
            return self._start_media(element, tag)
        if tag in ("object", "embed"):
            return self._start_object(element)
        self._identify(element)
        if tag == "math":
            self._formula(element)
        elif tag == "svg":
            self._drawing(element)
        else:
            self._picture(attribute(element, "src") or attribute(element, "href"), _alt(element))
        return None

    def _picture(self, source: str, alt: str) -> bool:
        picture = self._find_picture(source)
        if picture is None:
            if alt:
                self._writer.open_inline("span", ' class="matanh"')
                self._writer.text(alt)
                self._writer.close_inline()
            return False
        size = f' width="{picture.width}" height="{picture.height}"' if picture.width and picture.height else ""
        self._writer.raw(f'<img src="hinh/{escape(picture.name)}" alt="{escape(alt)}"{size}>')
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
            for image in images[:50]:
                self._picture(attribute(image, "href"), alt)
                alt = ""
            return
        picture = self._book.drawing(element)
        if picture is not None:
            size = f' width="{picture.width}" height="{picture.height}"' if picture.width and picture.height else ""
            self._writer.raw(f'<img src="hinh/{escape(picture.name)}" alt="{escape(alt)}"{size}>')
        else:
            self._writer.text(" ".join(_svg_texts(element)) or alt)

    def _formula(self, element: _Element) -> None:
        source = attribute(element, "altimg")
        formula: Formula = linear(element)
        if source and self._find_picture(source) is not None:
            self._picture(source, attribute(element, "alttext") or formula.text)
            return
        if attribute(element, "display") == "block":
            self._writer.fresh_line()
        self._writer.raw(f'<span class="toan">{formula.html}</span>', formula.text)
        if attribute(element, "display") == "block":
            self._writer.fresh_line()

    def _start_media(self, element: _Element, tag: str) -> list[Callable[[], None]] | None:
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
                return None
        self._identify(element)
        return []

    def _start_object(self, element: _Element) -> list[Callable[[], None]] | None:
        """An embedded picture; of anything else, what the book says instead."""
        self._identify(element)
        source = attribute(element, "data") or attribute(element, "src")
        if attribute(element, "type").startswith("image/") and source and self._picture(source, ""):
            return None
        return []


_DRAWN = words("path rect circle ellipse line polyline polygon text use foreignobject")


def _is_leftover(element: _Element) -> bool:
    """Whether it is the empty `o:p` that Word leaves inside its text, which is no paragraph."""
    parent = element.getparent()
    return (
        not len(element)
        and not (element.text or "").strip()
        and parent is not None
        and local(parent) in ("font", "span", "a", *_INLINES)
    )


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


def _styled(meaning: Meaning, writer: Writer) -> list[tuple[str, str]]:
    """The inline elements that stand for what a style says."""
    wanted = []
    if meaning.italic and not any(map(writer.is_inside, _ITALIC)):
        wanted.append(("i", ""))
    if meaning.bold and not any(map(writer.is_inside, _BOLD)):
        wanted.append(("b", ""))
    if meaning.line and not writer.is_inside(meaning.line):
        wanted.append((meaning.line, ""))
    if meaning.script and not writer.is_inside(meaning.script):
        wanted.append((meaning.script, ""))
    return wanted


def _unsaid(tag: str, meaning: Meaning) -> bool:
    """Whether style takes back what an element says."""
    return (tag in ("i", "em") and meaning.italic is False) or (tag in ("b", "strong") and meaning.bold is False)


def _distrusted_languages(root: _Element) -> frozenset[str]:
    """Languages that are declared of text that is plainly Vietnamese: word processors put them anywhere."""
    wrong = set()
    for element in root.iter(etree.Element):
        said = element.get("lang")
        if said and not said.lower().startswith("vi") and said not in wrong and _VIETNAMESE.search(element.text or ""):
            wrong.add(said)
    return frozenset(wrong)


def _number_attribute(element: _Element, name: str) -> str:
    match = _NUMBER.match(element.get(name) or "")
    return f' {name}="{int(match[1])}"' if match else ""


def _list_attributes(element: _Element) -> str:
    kind = element.get("type") or ""
    return (
        _number_attribute(element, "start")
        + (f' type="{kind}"' if kind in ("1", "a", "A", "i", "I") else "")
        + (" reversed" if element.get("reversed") is not None else "")
    )


def _cell_attributes(element: _Element) -> str:
    attributes = ""
    for name in ("colspan", "rowspan"):
        match = _NUMBER.match(element.get(name) or "")
        if match and int(match[1]) > 1:
            attributes += f' {name}="{min(int(match[1]), _SPAN_LIMIT)}"'
    return attributes
