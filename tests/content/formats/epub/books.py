"""Reading a book in a test, and what must hold of whatever comes out of it."""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

import tinycss2
from lxml import html as lxml_html
from lxml.html import HtmlElement

from content.formats.epub import EpubReader
from content.formats.flow.tree import words
from content.formats.reading import Caveat, Extract, ReadLimits

ELEMENTS = words(
    "p h1 h2 h3 h4 h5 h6 blockquote pre code ul ol li dl dt dd table caption thead tbody tfoot tr th td figure "
    "figcaption hr br em strong b i u s sub sup small mark q cite abbr span div a img ruby rt rp aside details "
    "summary audio video section article header footer main nav wbr"
)
ATTRIBUTES = words(
    "id class lang dir href src alt width height start type reversed value colspan rowspan controls preload "
    "tabindex role aria-label"
)
OWN_CLASSES = words("g ph th x ng cht ngoai matanh toan bangcuon cau lui")
LINK = re.compile(r"^(?:(\d+)|(\d*)#(.+))$")


@dataclass(eq=False)
class Book:
    """A book that was read, and the folder it was written into."""

    extract: Extract
    folder: Path
    _trees: dict[int, HtmlElement] = field(default_factory=dict)

    def html(self, number: int) -> str:
        """The HTML of a part."""
        return (self.folder / self.extract.parts[number - 1].file).read_text(encoding="utf-8")

    def tree(self, number: int) -> HtmlElement:
        """The same, parsed."""
        if number not in self._trees:
            self._trees[number] = lxml_html.fragment_fromstring(self.html(number), create_parent="div")
        return self._trees[number]

    @property
    def whole(self) -> str:
        """The HTML of all parts."""
        return "\n".join(self.html(part.number) for part in self.extract.parts)


def read_book(path: Path, folder: Path, limits: ReadLimits | None = None) -> Book:
    """Reads a book into a new folder and checks what must hold of every book."""
    folder.mkdir(parents=True, exist_ok=True)
    book = Book(EpubReader().read(path, folder, limits or ReadLimits()), folder)
    check(book, limits or ReadLimits())
    return book


def check(book: Book, limits: ReadLimits) -> None:
    """What must hold of every book: nothing active, every link lands, no empty part, names as promised."""
    extract = book.extract
    assert [part.number for part in extract.parts] == list(range(1, len(extract.parts) + 1))
    ids = {part.number: ids_of(book.tree(part.number)) for part in extract.parts}
    for part in extract.parts:
        check_part(book, part.number, ids, limits)
    for line in extract.contents:
        assert line.title
        assert line.part in ids
        assert not line.place or line.place in ids[line.part], line
    for passage in extract.passages:
        assert passage.text.strip()
        assert not passage.place or passage.place in ids[passage.part], passage
    names = {resource.name for resource in extract.resources}
    for resource in extract.resources:
        data = (book.folder / resource.file).read_bytes()
        assert resource.name.startswith(hashlib.sha256(data).hexdigest()[:16] + ".")
        if resource.media_type == "text/css":
            check_style(data.decode(), names)
    assert not extract.cover or extract.cover in names
    assert extract.start.part in ids
    assert not extract.start.place or extract.start.place in ids[extract.start.part]
    assert extract.description.title or Caveat.TITLE_GUESSED in extract.caveats


def check_part(book: Book, number: int, ids: dict[int, set[str]], limits: ReadLimits) -> None:
    """What must hold of a part."""
    part, tree = book.extract.parts[number - 1], book.tree(number)
    assert len(ids[number]) == sum(element.get("id") is not None for element in tree.iter())
    names = {resource.name for resource in book.extract.resources}
    for element in list(tree.iter())[1:]:
        assert element.tag in ELEMENTS, element.tag
        assert set(element.attrib) <= ATTRIBUTES, element.attrib
        source = element.get("src")
        assert source is None or source.removeprefix("hinh/") in names, source
        if not part.width:
            assert set((element.get("class") or "").split()) <= OWN_CLASSES
        check_link(element, number, ids)
    if part.width:
        assert not part.style or part.style in names
    else:
        assert tree.text_content().strip() or tree.find(".//img") is not None or tree.find(".//audio") is not None
        check_headings(tree)
        assert len(gzip.compress(book.html(number).encode())) <= limits.part_bytes * 1.25


def ids_of(tree: HtmlElement) -> set[str]:
    """The ids in a part."""
    return {str(element.get("id")) for element in tree.iter() if element.get("id")}


def check_link(element: HtmlElement, number: int, ids: dict[int, set[str]]) -> None:
    """That a link leads to a part that exists, and to a place in it."""
    href = element.get("href")
    if href is None:
        return
    match = LINK.match(href)
    assert match, href
    part = int(match[1] or match[2] or number)
    assert part in ids, href
    assert not match[3] or match[3] in ids[part], href


def check_headings(tree: HtmlElement) -> None:
    """One h1 at most, before any other heading, and no level left out on the way down."""
    levels = [int(element.tag[1]) for element in tree.iter() if re.match(r"^h[1-6]$", str(element.tag))]
    assert levels.count(1) <= 1
    assert 1 not in levels[1:]
    assert not levels or set(range(2, max(levels) + 1)) <= set(levels)


def check_style(css: str, names: set[str]) -> None:
    """That a style sheet fetches resources only, runs nothing, covers nothing, holds in a fixed page only."""
    assert not re.search(r"expression\s*\(|-moz-binding|behavior\s*:|javascript:|@import", css, re.IGNORECASE)
    assert not re.search(r"position\s*:\s*(fixed|sticky)", css, re.IGNORECASE)
    assert "\\" not in css
    assert set(re.findall(r"url\(([^)]*)\)", css)) <= names
    for rule in tinycss2.parse_stylesheet(css, skip_whitespace=True, skip_comments=True):
        if rule.type == "qualified-rule":
            for selector in tinycss2.serialize(rule.prelude).split(","):
                assert selector.strip().startswith(".trang-co-dinh"), selector
        else:
            assert rule.type == "at-rule", rule
            assert rule.lower_at_keyword in ("media", "font-face")
