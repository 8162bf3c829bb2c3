"""The grammar of every public address: build it, parse it back.

    address  = [ "/" language ] page [ "?" query ] [ "#" place ]
    page     = "/"                                       the start
             | "/ke/" shelf                              a shelf
             | "/duyet" [ "/" facet [ "/" value ] ]      browsing
             | "/tim" | "/giup-do"                       search, help
             | "/tuy-chon" | "/tuy-chon.css"             letters and ground: the form, what it changes
             | "/de-nghi" [ "/da-nhan" ]                 asking for a document
             | record | "/s/" file                       a record; a static file
             | "/opds" [ "/2" ] [ list ]                 the same list for reading apps, OPDS 1.2 or 2.0
             | "/opds/tim.xml"                           how apps search (OpenSearch 1.1)
             | "/noi/" publisher "/" local               a recording that says the name of a page
    list     = "/ke/" shelf | "/duyet" [ … ] | "/tim"
    record   = "/" kind "/" publisher "/" local [ "/" inside ]
    inside   = part | "muc-luc" | "tim" | "den" | "bao-loi" [ "/da-nhan" ]
             | "hinh/" name | "tep/" name                a resource; an item to take home
             | "mo-ngoai/" name                          how to take it home from within another app
             | "mang-ve" [ "/" part ]                    what may be taken home as one file, all or one part
             | "mang-ve/" ( "het" | part ) ".html"       that file
             | "phat/" name                              an item to be played in its place
             | "trang/" page "-" width "." ending        a page of an item, drawn so wide

A part may be asked for in another view (`?xem=to` twice as wide, `?xem=chu` as text), a recording from a second on
(`?tu=`).

Vietnamese pages have no language prefix. A record's address never changes; an address under the wrong kind leads to
the right one. Words in RESERVED are kept for other blueprints and for the addresses of kiwix-serve that readers'
bookmarks and apps may still ask for; no record, shelf or language may take them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import parse_qsl, quote, unquote, urlencode

from content.records import Kind, RecordId, is_record_id

LANGUAGES = ("vi", "en", "blt", "hmn")
DEFAULT_LANGUAGE = "vi"

KIND_WORDS: dict[Kind, str] = {
    Kind.BOOK: "sach",
    Kind.PERIODICAL: "bao",
    Kind.DOCUMENT: "tai-lieu",
    Kind.SOUND: "nghe",
    Kind.FILM: "xem",
    Kind.PICTURE: "anh",
    Kind.LAW: "luat",
    Kind.ARCHIVE: "tra-cuu",
}
KINDS_BY_WORD = {word: kind for kind, word in KIND_WORDS.items()}

KIWIX_WORDS = frozenset(
    {"catalog", "content", "nojs", "random", "raw", "search", "skin", "suggest", "viewer", "viewer_settings.js", "ROOT"}
)
RESERVED = (
    frozenset(
        {
            "ban",
            "cong",
            "tinh",
            "sitemap.xml",
            "robots.txt",
            "favicon.ico",
            "generate_204",
            "hotspot-detect.html",
        }
    )
    | KIWIX_WORDS
)
"""First words of other rooms: desk, gate, hub, feeds, probes, kiwix-serve."""

PLACE = re.compile(r"^[A-Za-z][A-Za-z0-9_.-]{0,63}$")
NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,120}$")
PAGE_PICTURE = re.compile(r"([1-9][0-9]{0,4})-([1-9][0-9]{0,3})\.(webp|jpg)")
TAKEN = re.compile(r"(?:/([1-9][0-9]{0,4}))?|/(?:([1-9][0-9]{0,4})|het)(\.html)")
SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
PART_MAX = 99_999
TEXT_MAX = 200
FIELDS_MAX = 20


class Noun(StrEnum):
    """What a page is about; blueprint, template folder and test file have this name."""

    HOME = "home"
    SHELF = "shelf"
    BROWSE = "browse"
    SEARCH = "search"
    HELP = "help"
    PREFERENCE = "preference"
    PREFERENCE_STYLE = "preference-style"
    REQUEST = "request"
    REQUEST_SENT = "request-sent"
    RECORD = "record"
    PART = "part"
    CONTENTS = "contents"
    INSIDE = "inside"
    COMPLAINT = "complaint"
    COMPLAINT_SENT = "complaint-sent"
    PICTURE = "picture"
    PAGE_PICTURE = "page-picture"
    TURN = "turn"
    MEDIA = "media"
    FILE = "file"
    TAKEAWAY = "takeaway"
    TAKEN = "taken"
    OUTSIDE = "outside"
    STATIC = "static"
    FEED = "feed"
    SEARCH_DESCRIPTION = "search-description"
    LABEL = "label"


class Feed(StrEnum):
    """In which format a list is given to reading apps: OPDS 1.2 (Atom) or 2.0 (JSON)."""

    ATOM = "opds"
    JSON = "opds/2"


class View(StrEnum):
    """How a part is shown: as it is, twice as wide, or its text alone."""

    PLAIN = ""
    LARGE = "to"
    TEXT = "chu"


class Facet(StrEnum):
    """By what a reader browses."""

    KIND = "loai"
    SUBJECT = "de-tai"
    LANGUAGE = "tieng"
    INSTITUTION = "noi-gui"
    NEW = "moi"


_FIXED = {
    Noun.SEARCH: "/tim",
    Noun.HELP: "/giup-do",
    Noun.PREFERENCE: "/tuy-chon",
    Noun.PREFERENCE_STYLE: "/tuy-chon.css",
    Noun.REQUEST: "/de-nghi",
    Noun.REQUEST_SENT: "/de-nghi/da-nhan",
    Noun.SEARCH_DESCRIPTION: "/opds/tim.xml",
}
_FIXED_BY_PATH = {path: noun for noun, path in _FIXED.items()}
_WITHOUT_LANGUAGE = frozenset({Noun.STATIC, Noun.PREFERENCE_STYLE, Noun.LABEL})
_INSIDE = {
    Noun.RECORD: "",
    Noun.CONTENTS: "/muc-luc",
    Noun.INSIDE: "/tim",
    Noun.TURN: "/den",
    Noun.COMPLAINT: "/bao-loi",
    Noun.COMPLAINT_SENT: "/bao-loi/da-nhan",
}
_INSIDE_BY_PATH = {path: noun for noun, path in _INSIDE.items()}
FEEDS_OF = frozenset({Noun.HOME, Noun.SHELF, Noun.BROWSE, Noun.SEARCH})
"""Lists that apps are given too."""
LABELLED = frozenset({Noun.HOME, Noun.SHELF, Noun.BROWSE, Noun.SEARCH, Noun.HELP, Noun.REQUEST, Noun.RECORD})
"""Pages whose names may be heard."""
_NAMED = {"hinh": Noun.PICTURE, "tep": Noun.FILE, "mo-ngoai": Noun.OUTSIDE, "phat": Noun.MEDIA}
_NAMED_WORDS = {noun: word for word, noun in _NAMED.items()}


@dataclass(frozen=True, kw_only=True)
class Address:
    """One public address, taken apart. Only the fields of its noun are set.

    Attributes:
        name: of a picture, file or static file. value: of a facet, any text.
        of, feed: of a feed, the page whose list it gives, and its format.
        query: what is searched. page: of a list, from 1.
        part, width, ending: of a page's picture, the part it is of, its width in pixels, "webp" or "jpg".
        seconds: where a recording starts.
    """

    noun: Noun
    language: str = DEFAULT_LANGUAGE
    shelf: str = ""
    facet: Facet | None = None
    value: str = ""
    kind: Kind | None = None
    record: RecordId | None = None
    part: int = 0
    place: str = ""
    name: str = ""
    query: str = ""
    page: int = 1
    view: View = View.PLAIN
    seconds: int = 0
    width: int = 0
    ending: str = ""
    of: Noun | None = None
    feed: Feed = Feed.ATOM

    def in_language(self, language: str) -> Address:
        """The same page in another language."""
        return replace(self, language=language)

    @property
    def path(self) -> str:
        """The address without query and place."""
        prefix = "" if self.language == DEFAULT_LANGUAGE or self.noun in _WITHOUT_LANGUAGE else f"/{self.language}"
        path = _path(self)
        return f"{prefix}{path}" if path != "/" or not prefix else f"{prefix}/"

    def __str__(self) -> str:
        fields = [("q", self.query)] if self.query else []
        if self.page > 1:
            fields.append(("trang", str(self.page)))
        if self.view:
            fields.append(("xem", self.view))
        if self.seconds:
            fields.append(("tu", str(self.seconds)))
        query = f"?{urlencode(fields)}" if fields else ""
        return f"{self.path}{query}{f'#{self.place}' if self.place else ''}"


def _path(address: Address) -> str:
    noun = address.noun
    if noun is Noun.HOME:
        return "/"
    if noun in _FIXED:
        return _FIXED[noun]
    if noun is Noun.FEED:
        return f"/{address.feed}{_path(replace(address, noun=address.of or Noun.HOME)).rstrip('/')}"
    if noun is Noun.STATIC:
        return f"/s/{address.name}"
    if noun is Noun.LABEL:
        return f"/noi/{address.record}"
    if noun is Noun.SHELF:
        return f"/ke/{address.shelf}"
    if noun is Noun.BROWSE:
        words = [
            "",
            "duyet",
            *([address.facet] if address.facet else []),
            *([quote(address.value, safe="")] * bool(address.value)),
        ]
        return "/".join(words)
    return _record_path(address)


def _record_path(address: Address) -> str:
    if address.kind is None or address.record is None:
        raise ValueError(f"an address of noun {address.noun} needs kind and record")
    root = f"/{KIND_WORDS[address.kind]}/{address.record}"
    if address.noun is Noun.PART:
        return f"{root}/{address.part}"
    if address.noun is Noun.TAKEAWAY:
        return f"{root}/mang-ve/{address.part}" if address.part else f"{root}/mang-ve"
    if address.noun is Noun.TAKEN:
        return f"{root}/mang-ve/{address.part or 'het'}.html"
    if address.noun is Noun.PAGE_PICTURE:
        return f"{root}/trang/{address.part}-{address.width}.{address.ending}"
    if address.noun in _NAMED_WORDS:
        return "/".join((root, _NAMED_WORDS[address.noun], quote(address.name, safe="")))
    return root + _INSIDE[address.noun]


def parse(text: str) -> Address | None:
    """Takes an address apart; a query of more than FIELDS_MAX fields is passed over.

    Args:
        text: path with optional query and fragment, percent-encoded, as it stands in a request or a link.

    Returns:
        The address, or None when it is none of the library's.
    """
    rest, _, place = text.partition("#")
    path, _, query = rest.partition("?")
    language, page = _language(path)
    found = _parse_path(page)
    if found is None or (place and not PLACE.match(place)):
        return None
    if found.noun in _WITHOUT_LANGUAGE and language != DEFAULT_LANGUAGE:
        return None
    fields = _fields(query)
    return replace(
        found,
        language=language,
        place=place,
        query=(fields.get("q", "") or fields.get("query", ""))[:TEXT_MAX],  # OPDS 2.0 §5.3 calls it so
        page=1 if found.noun is Noun.TURN else _number(fields.get("trang", ""), otherwise=1),  # there, what was typed
        view=View(fields["xem"]) if fields.get("xem") in set(View) else View.PLAIN,
        seconds=_number(fields.get("tu", ""), otherwise=0),
    )


def _language(path: str) -> tuple[str, str]:
    for language in LANGUAGES:
        if language != DEFAULT_LANGUAGE and (path == f"/{language}" or path.startswith(f"/{language}/")):
            return language, path[len(language) + 1 :] or "/"
    return DEFAULT_LANGUAGE, path


def _fields(query: str) -> dict[str, str]:
    return dict(parse_qsl(query)) if query and query.count("&") < FIELDS_MAX else {}


def _number(text: str, *, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,4}", text) else otherwise


def _parse_path(path: str) -> Address | None:
    if path == "/":
        return Address(noun=Noun.HOME)
    if path in _FIXED_BY_PATH:
        return Address(noun=_FIXED_BY_PATH[path])
    root, *words = (unquote(word) for word in path.split("/"))
    match words:
        case _ if root:
            return None
        case ["ke", shelf] if SLUG.match(shelf):
            return Address(noun=Noun.SHELF, shelf=shelf)
        case ["duyet", *facets]:
            return _parse_facets(facets)
        case ["opds", *words]:
            return _parse_feed(words)
        case ["noi", publisher, local] if is_record_id(f"{publisher}/{local}"):
            return Address(noun=Noun.LABEL, record=RecordId(f"{publisher}/{local}"))
        case ["s", name] if NAME.match(name):
            return Address(noun=Noun.STATIC, name=name)
        case [kind, publisher, local, *inside] if kind in KINDS_BY_WORD and is_record_id(f"{publisher}/{local}"):
            return _parse_inside(
                Address(noun=Noun.RECORD, kind=KINDS_BY_WORD[kind], record=RecordId(f"{publisher}/{local}")), inside
            )
    return None


def _parse_feed(words: list[str]) -> Address | None:
    """A feed; the list it gives is an address of its own, but for its language and its words being plain already."""
    feed = Feed.JSON if words[:1] == ["2"] else Feed.ATOM
    inner = words[1:] if feed is Feed.JSON else words
    listed = _parse_path("/" + "/".join(quote(word, safe="") for word in inner)) if all(inner) else None
    if listed is None or listed.noun not in FEEDS_OF:
        return None
    return replace(listed, noun=Noun.FEED, of=listed.noun, feed=feed)


def _parse_facets(words: list[str]) -> Address | None:
    if not words:
        return Address(noun=Noun.BROWSE)
    if words[0] not in set(Facet) or len(words) > 2 or (len(words) == 2 and not 0 < len(words[1]) <= TEXT_MAX):
        return None
    return Address(noun=Noun.BROWSE, facet=Facet(words[0]), value="".join(words[1:]))


def _parse_inside(record: Address, words: list[str]) -> Address | None:
    match words:
        case [number] if re.fullmatch(r"[1-9][0-9]{0,4}", number):
            return replace(record, noun=Noun.PART, part=int(number))
        case ["mang-ve", *rest] if len(rest) < 2 and (taken := TAKEN.fullmatch("".join(f"/{word}" for word in rest))):
            part = int(taken[1] or taken[2] or 0)
            return replace(record, noun=Noun.TAKEN if taken[3] else Noun.TAKEAWAY, part=part)
        case ["trang", name] if drawn := PAGE_PICTURE.fullmatch(name):
            number, width, ending = drawn.groups()
            return replace(record, noun=Noun.PAGE_PICTURE, part=int(number), width=int(width), ending=ending)
        case [word, name] if word in _NAMED and 0 < len(name) <= TEXT_MAX and "\0" not in name:
            return replace(record, noun=_NAMED[word], name=name)
    noun = _INSIDE_BY_PATH.get("".join(f"/{word}" for word in words))
    return replace(record, noun=noun) if noun else None
