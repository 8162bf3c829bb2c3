"""What a library describes and holds: records by Dublin Core terms, their items, copies and issues, and what they say.

Terms follow docs/glossary.md. A record need not have a file: a printed book is a record with copies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

RecordId = NewType("RecordId", str)
"""`publisher/local`, for example `local-0f1e2d3c4b5a6978/k3jv7mq2xw4b`; never changes."""
Sha256 = NewType("Sha256", str)
"""64 hexadecimal digits in lower case."""
Bytes = NewType("Bytes", int)

PUBLISHER = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
LOCAL = r"[a-z0-9]+(?:-[a-z0-9]+)*"
RECORD_ID = re.compile(rf"^{PUBLISHER}/{LOCAL}$")
RECORD_ID_MAX = 160


def is_record_id(text: str) -> bool:
    """Whether the text has the form of a record id."""
    return len(text) <= RECORD_ID_MAX and RECORD_ID.fullmatch(text) is not None


class Kind(StrEnum):
    """What a reader does with a record; decides its address and its look."""

    BOOK = "book"
    PERIODICAL = "periodical"
    DOCUMENT = "document"
    SOUND = "sound"
    FILM = "film"
    PICTURE = "picture"
    LAW = "law"
    ARCHIVE = "archive"


class Audience(StrEnum):
    """Whom a record is for (dcterms:audience)."""

    GENERAL = "general"
    CHILDREN = "children"
    ADULTS = "adults"


class Institution(StrEnum):
    """The kind of facility a record came from (Sơn La plan, part II), or that it came with the box itself."""

    COMMUNE_LIBRARY = "commune-library"
    LEARNING_CENTRE = "learning-centre"
    POST_CULTURE_POINT = "post-culture-point"
    LAW_BOOKCASE = "law-bookcase"
    BORDER_GUARD_POST = "border-guard-post"
    ECONOMIC_DEFENCE_UNIT = "economic-defence-unit"
    POLICE_READING_ROOM = "police-reading-room"
    PROVINCIAL_LIBRARY = "provincial-library"
    WITH_THE_BOX = "with-the-box"
    OTHER = "other"


class RightsClass(StrEnum):
    """Under what right a record may be used here."""

    PUBLIC_DOMAIN = "public-domain"
    NO_COPYRIGHT_LAW = "no-copyright-law"
    CC0 = "CC0"
    CC_BY = "CC-BY"
    CC_BY_SA = "CC-BY-SA"
    CC_BY_NC = "CC-BY-NC"
    CC_BY_ND = "CC-BY-ND"
    CC_BY_NC_SA = "CC-BY-NC-SA"
    CC_BY_NC_ND = "CC-BY-NC-ND"
    LICENSED = "licensed"
    LIBRARY_EXCEPTION = "library-exception"
    ACCESSIBLE_COPY = "accessible-copy"
    OWN_WORK = "own-work"
    UNSTATED = "unstated"


RESTRICTED_CLASSES = frozenset({RightsClass.LICENSED, RightsClass.LIBRARY_EXCEPTION, RightsClass.ACCESSIBLE_COPY})
"""Classes whose files never stand in the open folder."""


@dataclass(frozen=True, kw_only=True)
class Rights:
    """The right under which a record is shown.

    Attributes:
        until: the last day of use, None without end. It is past only when the trusted date is.
        max_concurrent: how many may read at once, None without limit (Law 07/2022 art. 25(1)(e)).
        holder: who holds the right, as a reader may see it.
        download: whether the original may be taken home; None: as the class says.
    """

    rights_class: RightsClass = RightsClass.UNSTATED
    holder: str = ""
    note: str = ""
    until: date | None = None
    max_concurrent: int | None = None
    download: bool | None = None

    @property
    def is_restricted(self) -> bool:
        """Whether files stay out of the open folder."""
        return self.rights_class in RESTRICTED_CLASSES or self.max_concurrent is not None or self.until is not None

    @property
    def may_download(self) -> bool:
        """Whether a reader may take the original home."""
        return self.download if self.download is not None else not self.is_restricted

    @property
    def may_stand_open(self) -> bool:
        """Whether the original may stand in the open folder, from which a web server sends it without asking."""
        return self.may_download and not self.is_restricted

    def ended(self, today: date) -> bool:
        """Whether the right has ended on a date that has certainly come."""
        return self.until is not None and self.until < today


@dataclass(frozen=True)
class Creator:
    """A person or body and what it did: `aut`, `trl`, `ill`, `edt` … (MARC relator codes)."""

    name: str
    role: str = "aut"


@dataclass(frozen=True)
class Subjects:
    """DDC numbers as given, and free keywords."""

    ddc: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True)
class Identifier:
    """An identifier and its scheme: `isbn`, `issn`, `uuid`, `uri`, `local` or others."""

    scheme: str
    value: str


@dataclass(frozen=True, kw_only=True)
class PrintCopy:
    """Printed copies that stand in a cupboard. Borrowers are never recorded."""

    holder: str
    cupboard: str = ""
    copies: int = 1
    call_number: str = ""


@dataclass(frozen=True, kw_only=True)
class Issue:
    """One dated issue of a periodical; `record` and `kind` are of the issue's own record where it can be read here."""

    issued: str
    label: str = ""
    record: RecordId | None = None
    kind: Kind | None = None


@dataclass(frozen=True, kw_only=True)
class Item:
    """One file of a record, as it was brought."""

    sha256: Sha256
    size: Bytes
    media_type: str
    name: str

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture, or several as they were taken: they may say where, so only what is shown leaves."""
        return self.media_type.startswith("image/")


class Layout(StrEnum):
    """How the text of an item stands on the page."""

    REFLOWABLE = "reflowable"
    FIXED = "fixed"


class Manner(StrEnum):
    """How a part of a record is met: its text is read, a page or a picture looked at, a recording played."""

    TEXT = "text"
    PAGE = "page"
    PICTURE = "picture"
    SOUND = "sound"
    FILM = "film"


class Playing(StrEnum):
    """Which phones play a recording by themselves: also those of 2016, only newer ones, or none."""

    EVERYWHERE = "everywhere"
    SOME = "some"
    NOWHERE = "nowhere"


class Direction(StrEnum):
    """Which way pages are turned (EPUB 3.3 §5.7.1 page-progression-direction)."""

    LTR = "ltr"
    RTL = "rtl"


@dataclass(frozen=True, kw_only=True)
class Consent:
    """That a person agreed to what was recorded of her: who agreed, how (in writing, by voice), and for what use."""

    by: str
    how: str
    purpose: str


@dataclass(frozen=True, kw_only=True)
class Recording:
    """What is known of a recording of living heritage: a song, a tale, a craft.

    Attributes:
        person: who sings, tells or shows. place: where it was recorded. ethnic_group: as the person names it.
        recorded: when, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, "" when unknown.
        consent: without it nobody but staff sees the record.
    """

    person: str = ""
    place: str = ""
    ethnic_group: str = ""
    recorded: str = ""
    consent: Consent | None = None


@dataclass(frozen=True, kw_only=True)
class Record:
    """A description of a publication (Dublin Core terms), with what is held of it.

    Attributes:
        language: BCP 47, "" when unknown. script: ISO 15924 where the language tag does not say it, else "".
        issued: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, "" when unknown.
        shelf: id of the shelf it was put on, "" for the shelves that its kind gives.
        part_of: the periodical this record is an issue of.
        recording: of a person who sings, tells or shows something; None of everything else.
        label_of: of a recording that says the name of a page: the page's address without a language; "" of all else.
        revision: of the edition; grows when the description or a file changes.
    """

    id: RecordId
    kind: Kind
    title: str
    creators: tuple[Creator, ...] = ()
    publisher: str = ""
    issued: str = ""
    description: str = ""
    language: str = ""
    script: str = ""
    audience: Audience = Audience.GENERAL
    rights: Rights = field(default_factory=Rights)
    institution: Institution | None = None
    subjects: Subjects = field(default_factory=Subjects)
    identifiers: tuple[Identifier, ...] = ()
    source: str = ""
    coverage: str = ""
    shelf: str = ""
    part_of: RecordId | None = None
    items: tuple[Item, ...] = ()
    copies: tuple[PrintCopy, ...] = ()
    issues: tuple[Issue, ...] = ()
    layout: Layout = Layout.REFLOWABLE
    direction: Direction = Direction.LTR
    recording: Recording | None = None
    label_of: str = ""
    revision: int = 1

    @property
    def publisher_id(self) -> str:
        """The publisher that the id begins with."""
        return self.id.split("/", 1)[0]

    @property
    def lacks_consent(self) -> bool:
        """Whether it is a recording of a person of whose consent nothing is known: then it is not public."""
        return self.recording is not None and self.recording.consent is None

    @property
    def is_printed_only(self) -> bool:
        """Whether it can only be read on paper."""
        return not self.items and bool(self.copies)


@dataclass(frozen=True)
class Subtitles:
    """Subtitles of a recording (WebVTT): `resource` is the name of a resource, `language` BCP 47 or ""."""

    language: str
    label: str
    resource: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """One page of the reader: a chapter or a piece of one, a page of a file, a picture, or a recording.

    Attributes:
        number: from 1, in reading order.
        body: a clean HTML fragment, held as a blob: the text; of a page what is written on it, of a picture its
            caption; empty where there is none.
        characters: of the text in `body`, 0 where there is none (a page that was only photographed).
        style: name of the resource that styles a fixed-layout page, else "".
        width, height: of a fixed-layout page in CSS pixels, of a page of a file in points as it stands (turned), of a
            picture or film in pixels; 0 where there is none.
        item: position of the item it shows, from 0. page: of that item, from 1; 0 where it has no pages.
        seconds: how long a recording is, 0 unknown.
        picture, large, small: names of resources that show it: to a page's width, twice as wide (or ""), as a
            thumbnail of at most 4,000 bytes (or ""). Of a film `picture` is its poster.
    """

    number: int
    title: str
    body: Sha256
    characters: int = 0
    style: str = ""
    width: int = 0
    height: int = 0
    manner: Manner = Manner.TEXT
    item: int = 0
    page: int = 0
    seconds: int = 0
    picture: str = ""
    large: str = ""
    small: str = ""
    playing: Playing = Playing.EVERYWHERE
    subtitles: tuple[Subtitles, ...] = ()

    @property
    def is_fixed(self) -> bool:
        """Whether it is text laid out by its publisher for a page of one size."""
        return self.manner is Manner.TEXT and self.width > 0


@dataclass(frozen=True, kw_only=True)
class ContentsEntry:
    """One line of a table of contents; depth from 0.

    Attributes:
        place: an anchor in the part, `t` and a number of seconds where the part is a recording (`t754`), or "".
    """

    depth: int
    title: str
    part: int
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class Start:
    """Where reading starts: number of a part, and an anchor in it or ""."""

    part: int = 1
    place: str = ""


BEGINNING = Start()
"""Of a file that neither tells nor shows it."""


@dataclass(frozen=True, kw_only=True)
class Resource:
    """A picture, font or style sheet that parts refer to by name (`hinh/<name>`)."""

    name: str
    media_type: str
    blob: Sha256
    width: int = 0
    height: int = 0


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A findable piece of text: where it is, under what heading, what it says."""

    part: int
    place: str
    heading: str
    text: str
