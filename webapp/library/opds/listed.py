"""What a feed says, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass

from content.addresses import Address
from content.records import Record

ACQUISITION = "http://opds-spec.org/acquisition/open-access"
NEW = "http://opds-spec.org/sort/new"
SUBSECTION = "subsection"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture of a publication."""

    href: str
    media_type: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True, kw_only=True)
class Download:
    """A file of a publication that may be taken home; size in bytes."""

    href: str
    media_type: str
    size: int
    name: str


@dataclass(frozen=True, kw_only=True)
class Publication:
    """A record with something to take home.

    Attributes:
        id: a URN that never changes. updated: RFC 3339. page: its page in the library, for who has a browser.
        cover, thumbnail: None where it has no picture. rights: in words.
    """

    id: str
    updated: str
    record: Record
    page: str
    downloads: tuple[Download, ...]
    cover: Picture | None
    thumbnail: Picture | None
    rights: str


@dataclass(frozen=True, kw_only=True)
class Way:
    """A line that leads to another feed.

    Attributes:
        relation: SUBSECTION or NEW. leads_to_more: to further ways, not to publications. count: -1 unknown.
    """

    address: Address
    title: str
    hint: str = ""
    relation: str = SUBSECTION
    leads_to_more: bool = False
    count: int = -1


@dataclass(frozen=True, kw_only=True)
class FacetLink:
    """Another view of the same catalogue."""

    address: Address
    title: str
    count: int
    is_active: bool = False


@dataclass(frozen=True, kw_only=True)
class FacetGroup:
    """Views by one property."""

    title: str
    links: tuple[FacetLink, ...]


@dataclass(frozen=True, kw_only=True)
class Paged:
    """Where a feed is in its list: page from 1, publications a page, and in all."""

    page: int = 1
    size: int = 0
    total: int = 0

    @property
    def pages(self) -> int:
        """How many pages there are, at least 1."""
        return max(1, -(-self.total // self.size)) if self.size else 1


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A feed. Either ways or publications.

    Attributes:
        address: its own. library: whose it is. up: the feed above it, None at the start.
    """

    address: Address
    title: str
    updated: str
    library: str
    language: str
    up: Address | None = None
    is_navigation: bool = False
    ways: tuple[Way, ...] = ()
    publications: tuple[Publication, ...] = ()
    facets: tuple[FacetGroup, ...] = ()
    paged: Paged = Paged()
