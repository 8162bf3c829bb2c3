"""What every reader of a format gives back, and the closed list of ways to refuse a file.

A reader runs inside the limited worker. It reads one file and writes into an empty scratch folder; it names files
there by plain names. Whoever called it verifies, hashes and moves them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from content.errors import ContentError
from content.records import (
    BEGINNING,
    ContentsEntry,
    Creator,
    Direction,
    Identifier,
    Kind,
    Layout,
    Manner,
    Passage,
    Playing,
    Start,
)


class Refusal(StrEnum):
    """Why a file is refused: stable codes, each with a sentence in accession/sentences.py."""

    MISSING = "missing"
    NOT_A_FILE = "not-a-file"
    NOT_READABLE = "not-readable"
    EMPTY = "empty"
    TOO_LARGE = "too-large"
    UNKNOWN_KIND = "unknown-kind"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    BOMB = "bomb"
    UNSAFE_XML = "unsafe-xml"
    NOTHING_TO_READ = "nothing-to-read"
    TOO_SLOW = "too-slow"
    TOO_MUCH_MEMORY = "too-much-memory"
    WORKER_DIED = "worker-died"
    BAD_SIDECAR = "bad-sidecar"
    RESTRICTED_USE = "restricted-use"
    NO_SPACE = "no-space"
    BESIDE = "beside"
    NO_RECORD = "no-record"


class Caveat(StrEnum):
    """What a person may want to look at in something that was added; each has a sentence in accession/telling.py."""

    TITLE_GUESSED = "title-guessed"
    TITLE_IN_CAPITALS = "title-in-capitals"
    TITLE_WITHOUT_MARKS = "title-without-marks"
    NO_CREATOR = "no-creator"
    LANGUAGE_GUESSED = "language-guessed"
    NO_LANGUAGE = "no-language"
    LEFT_OUT = "left-out"
    NO_TEXT = "no-text"
    SOME_WITHOUT_TEXT = "some-without-text"
    WILL_NOT_PLAY = "will-not-play"
    MAY_NOT_PLAY = "may-not-play"
    SLOW_START = "slow-start"
    CUT_OFF = "cut-off"
    HEAVY = "heavy"
    NO_CONSENT = "no-consent"
    OLD_LETTERS = "old-letters"
    DOUBTFUL_LETTERS = "doubtful-letters"
    LOOKS_LIKE_A_LIST = "looks-like-a-list"
    SOME_RECORDS_BROKEN = "some-records-broken"
    ALIKE = "alike"


class RefusedError(ContentError):
    """A file is refused, for a named reason.

    Args:
        refusal: the reason.
        detail: for technicians, in English; never shown to a reader.
    """

    def __init__(self, refusal: Refusal, detail: str = "") -> None:
        super().__init__(f"{refusal}: {detail}" if detail else str(refusal))
        self.refusal = refusal
        self.detail = detail


@dataclass(frozen=True, kw_only=True)
class ReadLimits:
    """What a file may cost. Bytes, seconds, counts.

    Attributes:
        unpacked: sum of everything unpacked from an archive.
        ratio: unpacked size of a member over its packed size, checked above `ratio_floor` bytes.
        part_bytes: compressed size above which a chapter is cut into pages.
    """

    file: int = 512 << 20
    member: int = 64 << 20
    text_member: int = 16 << 20
    unpacked: int = 1 << 30
    ratio: int = 200
    ratio_floor: int = 4 << 20
    members: int = 20_000
    memory: int = 256 << 20
    seconds: float = 45.0
    parts: int = 10_000
    passages: int = 200_000
    depth: int = 200
    pixels: int = 40_000_000
    part_bytes: int = 20_000
    picture_bytes: int = 95_000
    picture_side: int = 1_080

    @property
    def contents(self) -> int:
        """Most lines of contents."""
        return self.parts * 10


@dataclass(frozen=True, kw_only=True)
class ReadPart:
    """A part as a reader wrote it (`content.records.Part`).

    Links inside point to other parts as `<number>#<place>`, to pictures as `hinh/<name>`; nothing else is relative.

    Attributes:
        file: a name in the scratch folder, UTF-8, a clean HTML fragment; it may be empty, and parts may share one
            that is.
        picture, large, small: names of resources, or "".
    """

    number: int
    title: str
    file: str
    characters: int
    style: str = ""
    width: int = 0
    height: int = 0
    manner: Manner = Manner.TEXT
    page: int = 0
    seconds: int = 0
    picture: str = ""
    large: str = ""
    small: str = ""
    playing: Playing = Playing.EVERYWHERE


@dataclass(frozen=True, kw_only=True)
class ReadResource:
    """A resource as a reader wrote it. `name` is `<first 16 hex digits of its SHA-256>.<ending>`."""

    name: str
    file: str
    media_type: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True, kw_only=True)
class Description:
    """What the file says of itself; "" or () where it says nothing. Plain text, one line (description: paragraphs)."""

    title: str = ""
    creators: tuple[Creator, ...] = ()
    publisher: str = ""
    issued: str = ""
    description: str = ""
    language: str = ""
    keywords: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    rights_note: str = ""


@dataclass(frozen=True, kw_only=True)
class Track:
    """Where a recording stands in a whole of several files: the whole's name, the disc, the number on it; 0 unknown."""

    album: str = ""
    disc: int = 0
    number: int = 0


class Evidence(StrEnum):
    """By what it was known in which old encoding a text is stored."""

    FONT = "font"
    SYLLABLES = "syllables"


@dataclass(frozen=True, kw_only=True)
class Conversion:
    """Text that was stored in an old encoding and is Unicode now.

    Attributes:
        encoding: name of a `content.text.old_encodings.OldEncoding`.
        letters: how many characters were read so.
        confidence: percent of its syllables that exist, 0 to 100.
    """

    encoding: str
    evidence: Evidence
    letters: int
    confidence: int


class Flaw(StrEnum):
    """What may be wrong with one record of a list; each has a sentence in accession/telling.py."""

    BROKEN = "broken"
    ENCODING = "encoding"
    NO_TITLE = "no-title"
    UNKNOWN_COLUMN = "unknown-column"
    DOUBLE_COLUMN = "double-column"
    FORMULA = "formula"
    MERGED = "merged"
    VALUE = "value"
    DOUBLE_KEY = "double-key"
    FILE_OUTSIDE = "file-outside"
    FILE_MISSING = "file-missing"
    FILE_REFUSED = "file-refused"
    FILE_TWICE = "file-twice"
    SAME_RECORD = "same-record"
    RESTRICTED_USE = "restricted-use"
    NOT_TAKEN = "not-taken"


@dataclass(frozen=True, kw_only=True)
class Flawed:
    """Something that is wrong in a list of records.

    Attributes:
        row: of a sheet as a person counts it, its header is in row 1; of a MARC file the record's position, from 1.
        column: as the sheet calls it, or a MARC field and subfield (`245$a`); "" where the whole record is meant.
        found: what stands there, at most 200 characters.
        stops: whether the record is left out for it; else it goes in without what is wrong.
    """

    flaw: Flaw
    row: int
    column: str = ""
    found: str = ""
    stops: bool = True


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One record of a list: a MARC record, a row of a catalogue sheet.

    Attributes:
        row: as in `Flawed`.
        key: what the list itself calls it, stable from one list to the next (001 with 003, the column of numbers); "".
        said: what a sidecar would say of it, as JSON: the keys of docs/sidecar.md, dates as `YYYY-MM-DD`.
        columns: the column that said a key (`rights.until`, `copies.0.copies`, `key`, `files`), for messages.
        files: names of its files, relative to the folder of the list; none: it is a printed book or a bare record.
    """

    row: int
    key: str = ""
    said: str = "{}"
    columns: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Extract:
    """Everything a reader took out of one file.

    Attributes:
        track: of a recording that says it is one of several.
        converted: what of its text was in an old encoding.
        listed: of a list of records, all that could be read; such a file is no record itself.
        flawed: what is wrong in that list, by row and column.
        cover: name of the resource that is the cover picture, "" if none. It is a JPEG or PNG of at most 600 px.
        start: where reading starts, past the cover and the publisher's pages; nothing before it is left out.
        notes: what was mended or left out, one English line each, for technicians.
        caveats: what shows in the file alone; the others are seen in the description. LANGUAGE_GUESSED also where the
            text shows another language than is declared.
    """

    kind: Kind
    media_type: str
    description: Description
    parts: tuple[ReadPart, ...] = ()
    contents: tuple[ContentsEntry, ...] = ()
    passages: tuple[Passage, ...] = ()
    resources: tuple[ReadResource, ...] = ()
    cover: str = ""
    layout: Layout = Layout.REFLOWABLE
    direction: Direction = Direction.LTR
    start: Start = BEGINNING
    track: Track = Track()
    converted: tuple[Conversion, ...] = ()
    listed: tuple[Listed, ...] = ()
    flawed: tuple[Flawed, ...] = ()
    notes: tuple[str, ...] = ()
    caveats: tuple[Caveat, ...] = ()

    @property
    def is_list(self) -> bool:
        """Whether the file is a list of records, and no record itself."""
        return bool(self.listed or self.flawed)


class Reader(ABC):
    """Reads one format."""

    @abstractmethod
    def recognises(self, head: bytes, path: Path) -> bool:
        """Whether the file is of this format, by its content, never by its name.

        Args:
            head: its first 4,096 bytes.
            path: the file itself, for a format whose sign stands further in. Nothing of it is unpacked.
        """

    @abstractmethod
    def read(self, path: Path, scratch: Path, limits: ReadLimits) -> Extract:
        """Reads the file; called inside the worker only.

        Raises:
            RefusedError: the file cannot or must not be read.
        """


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A picture that is wanted of a page: the page's number in the file from 1, its width in pixels, its format."""

    page: int
    width: int
    media_type: str


class Drawer(Reader):
    """Reads one format and draws its pages."""

    @abstractmethod
    def draw(self, path: Path, scratch: Path, limits: ReadLimits, wanted: Drawing) -> ReadResource:
        """Draws one page into the scratch folder; called inside the worker only.

        Returns:
            The picture; of a page so long or so wide that the picture would be larger than `limits.pixels`, a smaller
            one than was wanted.

        Raises:
            RefusedError: the file has no such page, or it cannot be drawn.
        """
