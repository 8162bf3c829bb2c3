"""What a book says of itself: its Dublin Core, made fit to be shown (EPUB 3.3 §5.5; OPF 2.0.1 §2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lxml.etree import _Element

from content.formats.epub._description import description
from content.formats.epub._package import Package
from content.formats.flow.naming import is_title
from content.formats.flow.tree import line_of, local, text_of, value, words
from content.formats.reading import Description
from content.records import Creator, Identifier
from content.text import bare_isbn, is_isbn, one_line, parse_tag

_TITLE, _NAME, _PUBLISHER, _KEYWORD, _RIGHTS, _IDENTIFIER = 300, 120, 160, 80, 400, 200
_CREATORS, _KEYWORDS, _IDENTIFIERS = 50, 40, 20
_RAW = 20_000
"""Characters of a field that are looked at at all."""
_ALIKE = 500
"""Elements of one name that are looked at; the longest list of keywords seen has fewer."""
_SHOWN_ROLES = words("aut trl ill edt cmp aui art pht nrt com ann adp ctb dub lyr cmt")
_ROLE = re.compile(r"^[a-z]{3}$")
_TOOLS = re.compile(r"calibre|microsoft|sigil|adobe|kindlegen|epubcheck", re.IGNORECASE)
_NOBODY = frozenset(
    {
        "", "unknown", "unknown author", "author unknown", "author", "none", "n/a", "na", "user", "admin", "owner",
        "todo", "inconnu", "inconnu(e)", "unbekannt", "desconocido", "khuyết", "không rõ", "không rõ tác giả",
        "chưa rõ", "chưa rõ tác giả", "không có", "không biết", "đang cập nhật", "tác giả", "sưu tầm",
    }
)  # fmt: skip
"""In small letters, without brackets. Who is "Khuyết danh" or "Nhiều tác giả" on the title page is so here."""
_SITE = re.compile(r"^(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|info|vn|link|me)$", re.IGNORECASE)
_DATE = re.compile(r"^\s*(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?=$|[T\s])")
_YEARS = range(1000, 2101)
_UUID = re.compile(r"^(?:urn:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$", re.IGNORECASE)
_LOCAL_NUMBER = re.compile(r"^[\w.:-]+$")
_NAME_JOINS = re.compile(r" ?; ?| & | và ")
"""On one line, where blanks are single."""


class _Fields:
    """The elements of the metadata, found by local name and by what refines them."""

    def __init__(self, metadata: _Element | None) -> None:
        self._elements: dict[str, list[_Element]] = {}
        self._refined: dict[tuple[str, str], str] = {}
        for count, element in enumerate(metadata.iter("*") if metadata is not None else ()):
            if count > 20_000:
                break
            name = local(element)
            if name == "meta" and value(element, "refines").startswith("#"):
                key = value(element, "refines")[1:], value(element, "property")
                self._refined.setdefault(key, line_of(element))
            elif len(alike := self._elements.setdefault(name, [])) < _ALIKE:
                alike.append(element)

    def all(self, name: str) -> list[_Element]:
        return self._elements.get(name, [])

    def texts(self, name: str) -> Iterator[str]:
        return (text_of(element)[:_RAW] for element in self.all(name))

    def refined(self, element: _Element, property_: str) -> str:
        """What refines an element (`meta refines="#id"`), or an attribute of that name in EPUB 2."""
        return self._refined.get((value(element, "id"), property_), "") or value(element, property_)


def describe(package: Package) -> Description:
    """Everything the package says of the book, bounded and made plain. The language is what is declared.

    Args:
        package: the package document.
    """
    fields = _Fields(package.metadata)
    title, creators = _title(fields), tuple(_creators(fields))
    names = (title, *(creator.name for creator in creators))
    return Description(
        title=title,
        creators=creators,
        publisher=next(filter(None, map(_publisher, fields.texts("publisher"))), ""),
        issued=_issued(fields),
        description=next(filter(None, (description(text, names) for text in fields.texts("description"))), ""),
        language=next(filter(None, (parse_tag(text.strip()[:64]) for text in fields.texts("language"))), "") or "",
        keywords=tuple(_keywords(fields)),
        identifiers=tuple(_identifiers(fields)),
        rights_note=next(filter(None, (one_line(text, _RIGHTS) for text in fields.texts("rights"))), ""),
    )


def unique_identifier(package: Package) -> str:
    """The identifier that the package names as its own, "" if there is none."""
    wanted = value(package.root, "unique-identifier")
    identifiers = _Fields(package.metadata).all("identifier")
    named = [element for element in identifiers if value(element, "id") == wanted] or identifiers
    return text_of(named[0]).strip() if named else ""


def _title(fields: _Fields) -> str:
    """The main title, and its subtitle behind a colon."""
    titles = [(element, one_line(text_of(element)[:_RAW], _TITLE)) for element in fields.all("title")]
    titles = [(element, text) for element, text in titles if is_title(text)]
    if not titles:
        return ""
    kinds = [fields.refined(element, "title-type") for element, _ in titles]
    main = (
        kinds.index("main") if "main" in kinds else next((i for i, kind in enumerate(kinds) if kind in ("", "main")), 0)
    )
    title = titles[main][1]
    if "subtitle" in kinds and kinds.index("subtitle") != main:
        title = f"{title.rstrip(' :')}: {titles[kinds.index('subtitle')][1]}"
    return one_line(title, _TITLE)


def _creators(fields: _Fields) -> list[Creator]:
    found: dict[tuple[str, str], Creator] = {}
    for name, usual in (("creator", "aut"), ("contributor", "ctb")):
        for element in fields.all(name)[: 4 * _CREATORS]:
            role = fields.refined(element, "role").strip().lower().rpartition(":")[2]
            role = role if _ROLE.match(role) else usual
            for person in _people(text_of(element)[:_RAW]):
                if role in _SHOWN_ROLES:
                    found.setdefault((person, role), Creator(person, role))
    return list(found.values())[:_CREATORS]


def _people(text: str) -> Iterator[str]:
    """The names in a field; several only where that is certain."""
    line = one_line(text, 10 * _NAME)
    names = _NAME_JOINS.split(line)
    if any(len(name.split()) < 2 for name in names) and ";" not in line:
        names = [line]
    if len(names) == 1 and "," in line:
        pieces = [piece.strip() for piece in line.split(",")]
        # "Trần Trọng Kim, Bùi Kỷ" are two people, "Hưng, Khái" is one, name turned round.
        if all(2 <= len(piece.split()) <= 5 and not any(map(str.isdigit, piece)) for piece in pieces):
            names = pieces
    for name in names:
        shown = one_line(name.strip(" ,;"), _NAME)
        if shown.lower().strip("[]<> .…") not in _NOBODY and not _TOOLS.search(shown) and any(map(str.isalpha, shown)):
            yield shown


def _publisher(text: str) -> str:
    line = one_line(text, _PUBLISHER)
    is_none = "@" in line or "://" in line or _TOOLS.search(line) or _SITE.match(line) or line.lower() in _NOBODY
    return "" if is_none else line


def _issued(fields: _Fields) -> str:
    dates = [(fields.refined(element, "event").lower(), edtf(text_of(element)[:40])) for element in fields.all("date")]
    for wanted in ("original-publication", "publication", ""):
        for event, issued in dates:
            if event == wanted and issued:
                return issued
    return ""


def edtf(text: str) -> str:
    """A date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD` (EDTF level 0), "" for one that cannot be meant."""
    match = _DATE.match(text)
    if match is None or int(match[1]) not in _YEARS:
        return ""
    year, month, day = match[1], match[2], match[3]
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return "-".join(piece.zfill(2) for piece in (year, month, day) if piece)


def _keywords(fields: _Fields) -> list[str]:
    words = (
        one_line(piece, _KEYWORD) for text in fields.texts("subject") for piece in re.split(r"[,;\n]|\s--\s", text)
    )
    return list(dict.fromkeys(word for word in words if any(map(str.isalnum, word))))[:_KEYWORDS]


def _identifiers(fields: _Fields) -> list[Identifier]:
    found: dict[Identifier, None] = {}
    for element in fields.all("identifier")[: 4 * _IDENTIFIERS]:
        text = text_of(element).strip()
        scheme = fields.refined(element, "scheme").lower()
        identifier = _identifier(text, scheme) if text and len(text) <= _IDENTIFIER and scheme != "calibre" else None
        if identifier is not None:
            found.setdefault(identifier)
    return list(found)[:_IDENTIFIERS]


def _identifier(text: str, scheme: str) -> Identifier | None:
    bare = re.sub(r"^(?:urn:)?isbn[:\s]*", "", text, flags=re.IGNORECASE)
    isbn = bare_isbn(bare)
    if is_isbn(isbn):
        return Identifier("isbn", isbn)
    uuid = _UUID.match(text)
    if uuid:
        return Identifier("uuid", uuid[1].lower())
    if re.match(r"^https?://[^\s<>\"']+$", text):
        return Identifier("uri", text)
    if scheme != "isbn" and _LOCAL_NUMBER.match(text) and ".." not in text:
        return Identifier("local", text)
    return None
