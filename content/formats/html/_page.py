"""One web page made ready for the flow: words in Unicode, headings and notes said, and what it says of itself."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from lxml import etree
from lxml.etree import _Element

from content.formats._encodings import decoded
from content.formats._letters import Letters
from content.formats.flow.naming import is_title
from content.formats.flow.paper_titles import paper_title
from content.formats.flow.signs import is_letterhead
from content.formats.flow.tree import local
from content.formats.html._fonts import convert_letters
from content.formats.html._headings import mark_headings
from content.formats.html._layout import drop_hidden, keep_main, unwrap_layout
from content.formats.html._markup import office_properties, plain_markup
from content.formats.reading import Description, ReadLimits
from content.formats.xml import parse_html
from content.records import Creator
from content.text import one_line, parse_tag

_TITLE: Final = 300
_VALUE: Final = 2_000
_PARAGRAPHS: Final = 80
_NOTE: Final = re.compile(r"#?_?(?:ftn|edn)\d+$|#?sdfootnote\d+sym$|#?sdendnote\d+sym$")
_NOTE_BODY: Final = re.compile(r"(?:ftn|edn)\d+$|sd(?:foot|end)note\d+$")
_DATE: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_NOBODY: Final = frozenset(
    {"user", "admin", "administrator", "windows user", "owner", "pc", "dell", "hp", "unknown", "vt", "acer"}
)


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page made ready.

    Attributes:
        root: its tree. title: what its `title` element says, "" where that is no title.
        said: what it says of itself. guessed: a title that its first paragraphs have, "" for none.
    """

    root: _Element
    title: str
    said: Description
    guessed: str

    @property
    def html(self) -> str:
        """The page as text again."""
        return str(etree.tostring(self.root, encoding="unicode"))


def read_page(data: bytes, *, name: str, limits: ReadLimits, letters: Letters, notes: list[str]) -> Page:
    """Reads a page.

    Args:
        data: as it was stored. name: for messages.
        letters: collects what was in old letters.
        notes: takes what was left out.

    Raises:
        RefusedError: it is too large, an attack, or holds no markup.
    """
    text = decoded(data)
    properties = office_properties(text)
    markup = codecs.BOM_UTF8 + plain_markup(text).encode("utf-8", "replace")
    root = parse_html(markup, what=name, limits=limits)
    convert_letters(root, letters)
    if drop_hidden(root):
        notes.append(f"{name[:120]!a}: what it hides is left out")
    if keep_main(root):
        notes.append(f"{name[:120]!a}: what stands around its main part is left out")
    _show_instead_of_frames(root, limits)
    unwrap_layout(root)
    _mark_notes(root)
    guessed = paper_title(_paragraphs(root))
    mark_headings(root)
    title = _title(root)
    return Page(root=root, title=title, said=_described(root, title, properties, letters), guessed=guessed)


def _show_instead_of_frames(root: _Element, limits: ReadLimits) -> None:
    """Shows what a page of frames has for who sees none: it is text to the parser, for browsers do not read it."""
    for element in list(root.iter("frameset", "noframes")):
        words = element.text or ""
        if local(element) == "noframes" and "<" in words:
            element.text = None
            element.append(parse_html(codecs.BOM_UTF8 + f"<div>{words}</div>".encode(), limits=limits))
        element.tag = "div"


def _paragraphs(root: _Element) -> Iterator[str]:
    """The first texts of a page, line by line."""
    for element in islice(root.iter("p", "h1", "h2", "h3", "h4", "h5", "h6"), _PARAGRAPHS):
        pieces = []
        for inner in element.iter(etree.Element):
            pieces.append("\n" if local(inner) == "br" else "")
            pieces.append(" ".join((inner.text or "").split()) if inner.text else "")
            pieces.append(f" {' '.join(inner.tail.split())}" if inner.tail and inner is not element else "")
        yield "".join(pieces)


def _title(root: _Element) -> str:
    element = next(root.iter("title"), None)
    text = one_line(" ".join((element.text or "").split())[:_VALUE], _TITLE) if element is not None else ""
    return text if text and is_title(text) and not is_letterhead(text) else ""


def _described(root: _Element, title: str, properties: dict[str, str], letters: Letters) -> Description:
    said = {name: letters.run(value, "") for name, value in _metas(root)}
    author = next((said[name] for name in ("author", "dc.creator", "dcterms.creator") if said.get(name)), "")
    author = author or properties.get("author", "")
    date = _DATE.match(next((said[name] for name in ("dc.date", "dcterms.issued", "date") if name in said), ""))
    html = next(root.iter("html"), None)
    tag = parse_tag(said.get("dc.language") or (html.get("lang") if html is not None else "") or "")
    keywords = [word.strip() for word in said.get("keywords", "").split(",") if word.strip()]
    own = properties.get("title", "")
    own = own if is_title(own) and not is_letterhead(own) else ""
    return Description(
        title=one_line(said.get("dc.title") or said.get("og:title") or title or own, _TITLE),
        creators=(Creator(name=one_line(author, _TITLE)),) if author and author.lower() not in _NOBODY else (),
        publisher=one_line(said.get("dc.publisher", ""), _TITLE),
        issued=date[0] if date else "",
        description=said.get("description") or said.get("dc.description") or "",
        language=str(tag or ""),
        keywords=tuple(one_line(word, 100) for word in keywords[:20]),
    )


def _metas(root: _Element) -> Iterator[tuple[str, str]]:
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").lower()
        content = (element.get("content") or "").strip()
        if name and content:
            yield name, content[:_VALUE]


def _mark_notes(root: _Element) -> None:
    """Says of the notes of Word and LibreOffice that they are some."""
    for link in root.iter("a"):
        if _NOTE.match(link.get("href") or "") and not _is_way_back(link):
            link.set("role", "doc-noteref")
    for element in root.iter("div"):
        name = element.get("id") or ""
        if _NOTE_BODY.match(name):
            element.tag = "aside"
            element.set("role", "doc-footnote")


def _is_way_back(link: _Element) -> bool:
    """Whether a link stands in a note, and leads to where it is called."""
    return any(
        local(around) in ("div", "aside") and _NOTE_BODY.match(around.get("id") or "")
        for around in link.iterancestors()
    )
