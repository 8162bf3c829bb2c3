"""Single elements of a document: what their attributes and names say, read once and in one place."""

from __future__ import annotations

import re

from lxml import etree
from lxml.etree import _Element

from content.formats.flow.tree import local, words
from content.formats.xml import OPS

SKIPPED = words(
    "script style head title template link meta base param source track col colgroup select textarea input "
    "datalist frame frameset noframes portal case trigger"
)
LIKE_DIV = words(
    "html body div section article header footer main nav address center hgroup fieldset form legend optgroup "
    "noscript blockcode search menuitem"
)
EXHIBITS = words("img image svg math audio video object embed iframe canvas applet")
HEADINGS = {f"h{level}": level for level in range(1, 7)}
CONTAINERS = {
    "blockquote": "blockquote", "ul": "ul", "ol": "ol", "menu": "ul", "dir": "ul", "dl": "dl", "figure": "figure",
    "figcaption": "figcaption", "details": "details", "summary": "summary", "aside": "aside", "table": "table",
}  # fmt: skip
PARENTS = {
    "li": ("ul", "ol"), "dt": ("dl",), "dd": ("dl",), "tr": ("table",), "td": ("tr",), "th": ("tr",),
    "caption": ("table",),
}  # fmt: skip
INLINES = {
    "b": "b", "strong": "strong", "i": "i", "em": "em", "u": "u", "s": "s", "sub": "sub", "sup": "sup",
    "small": "small", "mark": "mark", "q": "q", "cite": "cite", "abbr": "abbr", "acronym": "abbr", "code": "code",
    "tt": "code", "kbd": "code", "samp": "code", "var": "i", "dfn": "i", "strike": "s", "del": "s", "ins": "u",
    "ruby": "ruby", "rt": "rt", "rp": "rp",
}  # fmt: skip
NOTES = frozenset({"footnote", "rearnote", "endnote", "note"})
_NOTE_ROLES = ("doc-footnote", "doc-endnote")
NEVER_VERSE = words("body html ul ol dl li dd td th blockquote")
_VIETNAMESE = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(-?\d{1,9})\s*$")
_SPAN_LIMIT = 1_000
_NOTE_SIGN = re.compile(r"^[\[(]?(\d{1,4}|[a-z]|[ivxlc]{1,6}|[*†‡§]{1,4})[\])]?$", re.IGNORECASE)
_PAGE_CLASS = re.compile(r"(?:^|\s)page-?_?(?:num(?:ber)?|no|break)(?:\s|$)", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"^[\[({]?(?:(?:pg|page|p|trang|tr)\b\.?)?\s*(?:\d{1,5}|[ivxlc]{0,8})[\])}]?$", re.IGNORECASE)
_PAGE_LENGTH = 24
_ALIGNED = {"center": "g", "middle": "g", "right": "ph", "left": "", "justify": ""}


def attribute(element: _Element, name: str) -> str:
    """The value of an attribute, "" if the element has none."""
    return str(element.get(name) or "")


def kinds_of(element: _Element) -> frozenset[str]:
    """What `epub:type` says an element is (EPUB Structural Semantics), in lower case."""
    said = element.get(f"{{{OPS}}}type")
    return frozenset(str(said).lower().split()) if said else frozenset()


def kinds_of_whole(root: _Element) -> frozenset[str]:
    """What `epub:type` says of a document: of its body, and of what alone stands in that."""
    element = next(root.iter("body"), None)
    kinds: frozenset[str] = frozenset()
    while element is not None:
        kinds |= kinds_of(element)
        alone = len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip()
        element = element[0] if alone else None
    return kinds


def aligned(element: _Element) -> str | None:
    """The class for how HTML itself aligns an element (`align`, `center`), None if it does not say."""
    said = element.get("align") or ("center" if element.tag == "center" else "")
    return _ALIGNED.get(str(said).lower())


def is_note_sign(text: str) -> bool:
    """Whether the text of a link is the sign of a note: `1`, `[12]`, `*`, `a`."""
    return _NOTE_SIGN.match(text.strip()) is not None


def is_leftover(element: _Element) -> bool:
    """Whether it is the empty `o:p` that Word leaves inside its text, which is no paragraph."""
    parent = element.getparent()
    return (
        not len(element)
        and not (element.text or "").strip()
        and parent is not None
        and local(parent) in ("font", "span", "a", *INLINES)
    )


def distrusted_languages(root: _Element) -> frozenset[str]:
    """Languages that are declared of text that is plainly Vietnamese: word processors put them anywhere."""
    wrong = set()
    for element in root.iter(etree.Element):
        said = element.get("lang")
        if said and not said.lower().startswith("vi") and said not in wrong and _VIETNAMESE.search(element.text or ""):
            wrong.add(said)
    return frozenset(wrong)


def number_attribute(element: _Element, name: str) -> str:
    """An attribute that is a whole number, to be written out; "" for any other."""
    match = _NUMBER.match(element.get(name) or "")
    return f' {name}="{int(match[1])}"' if match else ""


def list_attributes(element: _Element, counter: str | None = None) -> str:
    """Where and how an ordered list counts, as attributes to be written out.

    Args:
        element: the list.
        counter: how it counts by its style, None where that says nothing.
    """
    kind = counter or element.get("type") or ""
    return (
        number_attribute(element, "start")
        + (f' type="{kind}"' if kind in ("1", "a", "A", "i", "I") else "")
        + (" reversed" if element.get("reversed") is not None else "")
    )


def is_note(element: _Element) -> bool:
    """Whether it says that it is a note, in the words of EPUB 3 or of DPUB-ARIA."""
    return bool(kinds_of(element) & NOTES) or (element.get("role") or "").lower() in _NOTE_ROLES


def is_for_programs(element: _Element) -> bool:
    """Whether it is navigation that only a reading program uses (EPUB 3.3 §7.4): landmarks, pages of print, hidden."""
    return element.tag == "nav" and (
        bool(kinds_of(element) & {"landmarks", "page-list"}) or element.get("hidden") is not None
    )


def is_page_of_print(element: _Element) -> bool:
    """Whether it is the number of a page of the printed book, which would stand in the middle of a sentence."""
    said = element.get(f"{{{OPS}}}type") or element.get("role") or element.get("class")
    if not said or "page" not in said.lower():
        return False
    kinds = {*kinds_of(element), *(element.get("role") or "").lower().split()}
    if not kinds & {"pagebreak", "doc-pagebreak"} and not _PAGE_CLASS.search(element.get("class") or ""):
        return False
    text = "".join(map(str, element.itertext()))
    return len(text) <= _PAGE_LENGTH and _PAGE_NUMBER.match(text.strip()) is not None


def cell_attributes(element: _Element) -> str:
    """How far a cell spans, bounded, as attributes to be written out."""
    attributes = ""
    for name in ("colspan", "rowspan"):
        match = _NUMBER.match(element.get(name) or "")
        if match and int(match[1]) > 1:
            attributes += f' {name}="{min(int(match[1]), _SPAN_LIMIT)}"'
    return attributes
