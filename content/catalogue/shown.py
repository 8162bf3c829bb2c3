"""What a page may show of the catalogue: records as staff's overlay leaves them, list entries, shelves, facets."""

from __future__ import annotations

from dataclasses import dataclass

from content.addresses import Facet
from content.records import BEGINNING, Kind, Manner, PrintCopy, Record, RecordId, Start

NOT_STATED = "not-stated"
"""The value of a facet for records that do not say it."""


@dataclass(frozen=True, kw_only=True)
class Cover:
    """The cover of a record: a picture resource, or "" where one is drawn from title and creator."""

    name: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of a list.

    Attributes:
        creators: names joined for a reader. parts: how many parts it has, 0 when it cannot be read here.
        manner: of its first part. seconds: how long a recording is in all, 0 where one of its parts does not say it.
        place: holder and cupboard of the first printed copy, None when it has none.
        latest: date of the newest issue of a periodical, "" otherwise. featured: staff recommend it.
    """

    id: RecordId
    kind: Kind
    title: str
    creators: str = ""
    language: str = ""
    issued: str = ""
    audience: str = ""
    cover: Cover = Cover()
    parts: int = 0
    manner: Manner = Manner.TEXT
    seconds: int = 0
    place: PrintCopy | None = None
    latest: str = ""
    featured: bool = False


@dataclass(frozen=True, kw_only=True)
class Extent:
    """How much there is of a record.

    Attributes:
        manner: of its first part. seconds: how long a recording is in all, 0 where one of its parts does not say it.
        characters: letters of all parts; a scan has none.
    """

    manner: Manner = Manner.TEXT
    seconds: int = 0
    characters: int = 0


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One page of a list. total: entries on all pages; page: from 1; size: entries a page."""

    entries: tuple[Entry, ...]
    total: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least 1."""
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A record as it is shown: staff's corrections applied, with what a page of it needs.

    Attributes:
        parts: how many parts can be read. added_at: RFC 3339 instant, "" where the clock was not trusted.
        start: where reading starts. own: an addition of this library, not of a signed pack.
    """

    record: Record
    cover: Cover
    parts: int
    added_at: str
    own: bool
    revision: int
    contents: int = 0
    start: Start = BEGINNING


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """A shelf; with `tile` it stands as a big tile on the home page.

    Attributes:
        title, hint: in the language asked for. icon, cloth, motif: names of the look (`sach`, `ks`, `h1`).
        count: visible records on it. kinds: that it asks for, () where it asks for something else too.
    """

    id: str
    title: str
    hint: str
    icon: str
    cloth: str
    motif: str
    tile: bool
    count: int = 0
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FacetValue:
    """One value to browse by, and how many records have it."""

    facet: Facet
    value: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a list is asked for; empty fields do not narrow it.

    Attributes:
        institution: or NOT_STATED. language: with everything of its group (`language_group`).
        creator, subject: in capitals or small letters.
        newest: newest first instead of by title. featured: what staff recommend, newest first.
        to_take_home: with a file that a reader may take home.
    """

    shelf: str = ""
    kind: Kind | None = None
    subject: str = ""
    language: str = ""
    institution: str = ""
    creator: str = ""
    newest: bool = False
    to_take_home: bool = False
    featured: bool = False
