"""The sidecar: a TOML file beside a file (`name.toml` or `name.epub.toml`) that overrides what the file says.

A TOML file with no file beside it describes what is only on paper: a printed book, a newspaper, a law book.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from content import settings
from content.addresses import DEFAULT_LANGUAGE, LABELLED, parse
from content.formats.reading import Refusal, RefusedError
from content.records import (
    Audience,
    Consent,
    Creator,
    Identifier,
    Institution,
    Issue,
    Kind,
    PrintCopy,
    Recording,
    Rights,
    RightsClass,
    Subjects,
)
from content.settings import (
    ALIAS,
    CHECK,
    EMPTY,
    UNKNOWN_WORD,
    UNREADABLE,
    Fault,
    Problem,
    SettingsError,
    between,
)
from content.text import LANGUAGES, one_line, tags_meant
from content.translations import marked

SIDECAR_BYTES = 256 << 10
SIDECAR_ENDING = ".toml"
ISSUED = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
SCRIPT = re.compile(r"[A-Z][a-z]{3}")
"""ISO 15924."""
COPIES_MAX = 100_000
ENDINGS = (SIDECAR_ENDING, SIDECAR_ENDING.upper())
"""On FAT sticks a short name may have come out in capitals."""
RESTRICTED_USE = "restricted-use"
"""What TT 02/2020/TT-BVHTTDL calls hạn chế sử dụng: never on an open Wi-Fi."""


TOO_LARGE = Problem("larger than %(bytes)s bytes", marked("to hơn %(bytes)s byte"))
NO_DATE = Problem("not YYYY, YYYY-MM or YYYY-MM-DD", marked("cần năm, tháng hay ngày dạng 2026, 2026-12, 2026-12-31"))
NO_LANGUAGE = Problem("no BCP 47 tag", marked("cần mã tiếng như vi, blt, hmn (BCP 47)"))
TWO_LANGUAGES = Problem(
    "%(found)s may mean several languages: %(known)s",
    marked("%(found)s có thể là nhiều tiếng; hãy ghi một mã: %(known)s"),
)
NO_SCRIPT = Problem("no ISO 15924 code, like Tavt", marked("cần mã chữ viết như Latn, Tavt (ISO 15924)"))
NEEDS_ISSUED = Problem("needs issued", marked("cần có thêm mục issued"))
NEEDS_LANGUAGE = Problem("needs language", marked("cần có thêm mục language"))
NO_SOUND = Problem(
    "only for one recording of at most %(bytes)s bytes", marked("chỉ dùng cho một tệp tiếng, nhiều nhất %(bytes)s byte")
)
NO_FILE = Problem("missing, and there is no file beside it", marked("còn thiếu, mà bên cạnh không có tệp sách"))
OF_ANOTHER = Problem(
    "describes another file of its folder: add that file", marked("tả một tệp khác cùng thư mục: hãy thêm tệp ấy")
)
NOT_THERE = Problem("there is no file %(found)s in the folder", marked("trong thư mục không có tệp %(found)s"))
NAMED_TWICE = Problem("%(found)s is listed twice", marked("tệp %(found)s ghi hai lần"))
NO_FOLDER = Problem("only for a folder of files", marked("mục này chỉ dùng cho cả thư mục"))
NO_PAGE = Problem(
    "no address of a page that has a name, like /ke/sach",
    marked("cần địa chỉ của một trang có tên, như / hay /ke/sach"),
)
OF_ITSELF = Problem("a periodical is no issue of itself", marked("tờ báo không thể là một số của chính nó"))


def _one_line(value: str) -> Fault | None:
    return None if one_line(value, 300) else Fault("", EMPTY)


def _date(value: str) -> Fault | None:
    return None if ISSUED.fullmatch(value) else Fault("", NO_DATE)


def _date_or_none(value: str) -> Fault | None:
    return _date(value) if value else None


def _language(value: str) -> Fault | None:
    meant = tags_meant(value)
    if len(meant) > 1:
        known = ", ".join(f"{tag} ({LANGUAGES[tag].vietnamese})" for tag in meant)
        return Fault("", TWO_LANGUAGES, {"found": repr(value), "known": known})
    return None if meant or not value else Fault("", NO_LANGUAGE)


def _script(value: str) -> Fault | None:
    return None if SCRIPT.fullmatch(value) or not value else Fault("", NO_SCRIPT)


def _rights_class(value: str) -> Fault | None:
    known = [*RightsClass, RESTRICTED_USE]
    if value in known:
        return None
    return Fault("", UNKNOWN_WORD, {"found": repr(value), "known": ", ".join(RightsClass)})


def _labelled(value: str) -> Fault | None:
    address = parse(value)
    if address is None or address.noun not in LABELLED or address.language != DEFAULT_LANGUAGE:
        return Fault("", NO_PAGE)
    return None if value == address.path else Fault("", NO_PAGE)


_number = between(1, COPIES_MAX)


@dataclass(frozen=True, kw_only=True)
class SidecarRights:
    """`[rights]`: class, holder, note, last day, seats, and whether the original may be taken home."""

    rights_class: str = field(default=RightsClass.UNSTATED.value, metadata={ALIAS: "class", CHECK: _rights_class})
    holder: str = ""
    note: str = ""
    until: date | None = None
    max_concurrent: int | None = field(default=None, metadata={CHECK: _number})
    download: bool | None = None


@dataclass(frozen=True, kw_only=True)
class SidecarSubjects:
    """`[subjects]`: DDC numbers as given, and keywords."""

    ddc: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SidecarCopy:
    """`[[copies]]`: printed copies and where they stand."""

    holder: str
    cupboard: str = ""
    copies: int = field(default=1, metadata={CHECK: _number})
    call_number: str = ""


@dataclass(frozen=True, kw_only=True)
class SidecarIssue:
    """`[[issues]]`: a printed issue of a newspaper or magazine."""

    issued: str = field(metadata={CHECK: _date})
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class SidecarFile:
    """`[[files]]`: one file of a folder that is one record: its place in the order, and what it is called there."""

    file: str = field(metadata={CHECK: _one_line})
    title: str = ""
    caption: str = ""
    language: str = field(default="", metadata={CHECK: _language})


@dataclass(frozen=True, kw_only=True)
class SidecarConsent:
    """`[recording.consent]`: that the person agreed; all three or none."""

    by: str = field(metadata={CHECK: _one_line})
    how: str = field(metadata={CHECK: _one_line})
    purpose: str = field(metadata={ALIAS: "for", CHECK: _one_line})


@dataclass(frozen=True, kw_only=True)
class SidecarRecording:
    """`[recording]`: who sings, tells or shows it, where and when, and that she agreed; without that nobody sees it."""

    person: str = ""
    place: str = ""
    ethnic_group: str = ""
    recorded: str = field(default="", metadata={CHECK: _date_or_none})
    consent: SidecarConsent | None = None


@dataclass(frozen=True, kw_only=True)
class Sidecar:
    """What a sidecar may say; what it leaves out the file says.

    Attributes:
        issue_of: title of the newspaper or magazine that this file is an issue of; needs `issued`.
        identifiers: `scheme:value`, for example `isbn:9786041234567`.
        label_of: address of the page whose name this recording says, for example `/ke/sach`; needs `language`.
    """

    title: str | None = field(default=None, metadata={CHECK: _one_line})
    creators: tuple[str, ...] | None = None
    kind: Kind | None = None
    language: str | None = field(default=None, metadata={CHECK: _language})
    script: str | None = field(default=None, metadata={CHECK: _script})
    description: str | None = None
    publisher: str | None = None
    issued: str | None = field(default=None, metadata={CHECK: _date})
    audience: Audience | None = None
    rights: SidecarRights | None = None
    institution: Institution | None = None
    subjects: SidecarSubjects | None = None
    identifiers: tuple[str, ...] | None = None
    shelf: str | None = None
    source: str | None = None
    coverage: str | None = None
    issue_of: str | None = field(default=None, metadata={CHECK: _one_line})
    copies: tuple[SidecarCopy, ...] = ()
    issues: tuple[SidecarIssue, ...] = ()
    recording: SidecarRecording | None = None
    label_of: str | None = field(default=None, metadata={CHECK: _labelled})
    files: tuple[SidecarFile, ...] = ()


class SidecarError(RefusedError):
    """A sidecar does not fit, so what it describes is refused.

    Args:
        name: of the file, "" where it is plain which one is meant. faults: each thing that does not fit.
    """

    def __init__(self, name: str, *faults: Fault) -> None:
        words = "; ".join(map(str, faults))
        super().__init__(Refusal.BAD_SIDECAR, f"{name}: {words}" if name else words)
        self.name = name
        self.faults = faults


def normalised(name: str) -> str:
    """A file's name as it is compared: the same letters may be stored composed (NFC) or taken apart (NFD)."""
    return unicodedata.normalize("NFC", name)


def find_sidecar(path: Path) -> Path | None:
    """The sidecar beside a file, if there is one."""
    stems = [unicodedata.normalize(form, stem) for stem in (path.name, path.stem) for form in ("NFC", "NFD")]
    # As it is written first: the others are the same letters, stored by another system.
    for name in (f"{stem}{ending}" for stem in dict.fromkeys([path.name, path.stem, *stems]) for ending in ENDINGS):
        candidate = path.with_name(name)
        # os.path: the ending may make a name too long for the file system.
        if candidate != path and os.path.isfile(candidate):  # noqa: PTH113
            return candidate
    return None


def read_sidecar(path: Path, *, alone: bool = False) -> Sidecar:
    """Reads a sidecar and checks what it says.

    Args:
        alone: no file stands beside it: it must say the title.

    Raises:
        SidecarError: it does not fit; every fault is in it.
        RefusedError: RESTRICTED_USE.
    """
    try:
        if path.stat().st_size > SIDECAR_BYTES:
            raise SidecarError(path.name, Fault("", TOO_LARGE, {"bytes": SIDECAR_BYTES}))
        said = settings.parse(path.read_text("utf-8"))
    except SettingsError as error:
        raise SidecarError(path.name, *error.faults) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SidecarError(path.name, Fault("", UNREADABLE, {"found": error})) from error
    return checked(said, name=path.name, alone=alone)


def checked(said: dict[str, Any], *, name: str, alone: bool = False) -> Sidecar:
    """What is said, in the keys of a sidecar, if it fits.

    Args:
        said: as TOML gives it. name: of the file, for messages. alone: as in `read_sidecar`.

    Raises:
        SidecarError, RefusedError: as `read_sidecar`.
    """
    try:
        sidecar = settings.structure(Sidecar, said)
    except SettingsError as error:
        misspelt = {str(fault.blanks.get("near")) for fault in error.faults}
        raise SidecarError(name, *error.faults, *_lacking({*said, *misspelt}, alone=alone)) from error
    if lacking := tuple(_lacking(set(said), alone=alone)):
        raise SidecarError(name, *lacking)
    if sidecar.rights and sidecar.rights.rights_class == RESTRICTED_USE:
        raise RefusedError(Refusal.RESTRICTED_USE)
    return sidecar


def _lacking(said: set[str], *, alone: bool) -> Iterator[Fault]:
    """Keys that are not there though others, or the want of a file, make them needed.

    Args:
        said: the keys at the top, misspelt ones as they were meant.
    """
    if alone and "title" not in said:
        yield Fault("title", NO_FILE)
    if "issue_of" in said and "issued" not in said:
        yield Fault("issue_of", NEEDS_ISSUED)
    if "label_of" in said and "language" not in said:
        yield Fault("label_of", NEEDS_LANGUAGE)


def rights_of(given: SidecarRights) -> Rights:
    """The rights a checked sidecar states."""
    return Rights(
        rights_class=RightsClass(given.rights_class),
        holder=one_line(given.holder, 200),
        note=one_line(given.note, 500),
        until=given.until,
        max_concurrent=given.max_concurrent,
        download=given.download,
    )


def creators_of(names: tuple[str, ...]) -> tuple[Creator, ...]:
    """Creators by name; blank ones are left out."""
    return tuple(Creator(name) for name in (one_line(name, 120) for name in names) if name)


def subjects_of(given: SidecarSubjects) -> Subjects:
    """Subjects; blank ones are left out, doubles too."""
    clean = [
        tuple(dict.fromkeys(filter(None, (one_line(v, 80) for v in values)))) for values in (given.ddc, given.keywords)
    ]
    return Subjects(ddc=clean[0], keywords=clean[1])


def identifiers_of(given: tuple[str, ...]) -> tuple[Identifier, ...]:
    """Identifiers `scheme:value`; one without a scheme is local."""
    pairs = [text.partition(":") for text in given]
    return tuple(
        Identifier(scheme.lower(), value.strip()) if colon else Identifier("local", scheme)
        for scheme, colon, value in pairs
    )


def copies_of(sidecar: Sidecar) -> tuple[PrintCopy, ...]:
    """Printed copies."""
    return tuple(
        PrintCopy(
            holder=one_line(c.holder, 200),
            cupboard=one_line(c.cupboard, 100),
            copies=c.copies,
            call_number=one_line(c.call_number, 60),
        )
        for c in sidecar.copies
    )


def issues_of(sidecar: Sidecar) -> tuple[Issue, ...]:
    """Printed issues."""
    return tuple(Issue(issued=i.issued, label=one_line(i.label, 200)) for i in sidecar.issues)


def recording_of(given: SidecarRecording) -> Recording:
    """What a checked sidecar says of a recording of a person."""
    said = given.consent
    return Recording(
        person=one_line(given.person, 200),
        place=one_line(given.place, 200),
        ethnic_group=one_line(given.ethnic_group, 100),
        recorded=given.recorded,
        consent=Consent(by=one_line(said.by, 200), how=one_line(said.how, 500), purpose=one_line(said.purpose, 500))
        if said
        else None,
    )
