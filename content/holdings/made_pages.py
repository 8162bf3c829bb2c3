"""Pages that are made: gzipped once, and sent as they lie by a web server or by ours.

    made/html/
      marker              release and settings they are made by, the date they hold for, the boot that wrote them
      whole/<group>/_/…   written and synced by the keeper: sound after a power cut
      asked/<group>/_/…   kept when somebody asked for them; dropped when the machine started anew
      gone/               moved away, to be deleted

A group is what changes together: `ke/sach`, `sach/local-…/k3jv7…`, in front of it the language (`en/…`).

Invariants
- A page never says what is not so. Whoever changes what pages say moves their groups away before the change is
  committed, and holds the pages lock until it is.
- A page is put into the folder that stood there before what it says was read. When that folder was moved away
  meanwhile, the page goes where the folder went.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Final

from content.addresses import DEFAULT_LANGUAGE, LANGUAGES, Address, Noun, View
from content.holdings.files import write_atomically
from content.library import Library

FOLDER: Final = "html"
ENDING: Final = ".html.gz"
NOUNS: Final = frozenset({Noun.HOME, Noun.HELP, Noun.SHELF, Noun.BROWSE, Noun.RECORD, Noun.CONTENTS, Noun.PART})
"""What pages are made of: the same for every reader, and changed by nothing but the catalogue, release and settings."""
PAGE_MAX: Final = 999
GROUPS_MOST: Final = 2_000
"""More than these are not moved one by one: everything goes."""
FREE_LEAST: Final = 256 << 20
"""Bytes that stay free: pages that were asked for are kept only above."""
_LEAF: Final = "_"
_COMPONENT = re.compile(r"[A-Za-z0-9%_~-][A-Za-z0-9._%~-]{0,199}")
_TREES: Final = ("whole", "asked")
_PREFIXES: Final = tuple("" if language == DEFAULT_LANGUAGE else f"{language}/" for language in LANGUAGES)


@dataclass(frozen=True)
class Marker:
    """What the pages that are there hold for.

    Attributes:
        stamp: of release and settings. day: the trusted date, `YYYY-MM-DD`. boot: of the machine, by the kernel's id.
    """

    stamp: str = ""
    day: str = ""
    boot: str = ""


@dataclass(frozen=True)
class MadePage:
    """A page as it lies there: gzipped HTML, and the tag by which a browser asks whether it has it already."""

    packed: bytes
    etag: str


class MadePages:
    """The made pages of a library."""

    def __init__(self, library: Library) -> None:
        self.folder = library.made / FOLDER
        self._library = library

    def find(self, address: Address, marker: Marker) -> MadePage | None:
        """A page that is there and holds; None where it has to be rendered.

        Args:
            marker: what it must hold for.
        """
        where = place_of(address)
        if where is None or self.marker() != marker:
            return None
        group, name = where
        for tree in _TREES:
            try:
                with (self.folder / tree / group / _LEAF / name).open("rb") as file:
                    packed = file.read()
                    seconds = int(os.fstat(file.fileno()).st_mtime)
            except OSError:
                continue
            if packed:
                return MadePage(packed, _tag(seconds, len(packed)))
        return None

    def has(self, address: Address) -> bool:
        """Whether the keeper made a page."""
        where = place_of(address)
        return where is not None and (self.folder / "whole" / where[0] / _LEAF / where[1]).is_file()

    def asked(self, address: Address, marker: Marker) -> AbstractContextManager[Spot | None]:
        """The spot of a page that somebody asks for, taken before it is rendered; None where it is not to be kept."""
        usable = place_of(address) is not None and self.marker() == marker and self._has_room()
        return self._spot("asked", address) if usable else contextlib.nullcontext()

    def whole(self, address: Address) -> AbstractContextManager[Spot | None]:
        """The spot of a page that the keeper makes, taken before it is rendered."""
        return self._spot("whole", address)

    @contextlib.contextmanager
    def _spot(self, tree: str, address: Address) -> Iterator[Spot | None]:
        where = place_of(address)
        try:
            descriptor = self._open(tree, where[0]) if where else -1
        except OSError:
            descriptor = -1
        if where is None or descriptor < 0:
            yield None
            return
        try:
            yield Spot(descriptor, where[1])
        finally:
            os.close(descriptor)

    def _open(self, tree: str, group: str) -> int:
        folder = self.folder / tree / group / _LEAF
        # Not between another's moving it away and its commit: what is read now may not be so after that.
        with self._library.pages_lock(shared=True):
            folder.mkdir(parents=True, exist_ok=True)
            return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    def _has_room(self) -> bool:
        try:
            room = os.statvfs(self._library.made)
        except OSError:
            return False
        return room.f_bavail * room.f_frsize > FREE_LEAST

    def close(self, groups: Iterable[str]) -> None:
        """Moves the pages of groups away, in all languages. The caller holds the pages lock until its commit.

        Args:
            groups: without language, as `group_of` gives them; one that ends in `/` means all below it.

        Raises:
            OSError: they cannot be moved; then nothing may be committed that they contradict.
        """
        wanted = set(groups)
        if len(wanted) > GROUPS_MOST:
            self.close_all()
            return
        for tree in _TREES:
            for prefix in _PREFIXES:
                for group in wanted:
                    below = f"{prefix}{group}"
                    self._move(f"{tree}/{below}" if group.endswith("/") else f"{tree}/{below}/{_LEAF}")

    def close_all(self, trees: Iterable[str] = _TREES) -> None:
        """Moves everything away; the lock as in `close`.

        Raises:
            OSError: as `close`.
        """
        for tree in trees:
            self._move(tree)

    def close_asked(self) -> None:
        """Moves away what was kept because somebody asked for it."""
        self.close_all(["asked"])

    def _move(self, inside: str) -> None:
        gone = self.folder / "gone"
        try:
            (self.folder / inside.rstrip("/")).rename(gone / secrets.token_hex(8))
        except FileNotFoundError:
            if gone.is_dir() or not (self.folder / inside).exists():
                return
            gone.mkdir()  # somebody deleted it with other made things
            self._move(inside)

    def sweep(self) -> None:
        """Deletes what was moved away."""
        gone = self.folder / "gone"
        for entry in gone.iterdir() if gone.is_dir() else ():
            shutil.rmtree(entry, ignore_errors=True)

    def marker(self) -> Marker:
        """What the pages that are there hold for; of none where that is not said."""
        try:
            return Marker(**json.loads((self.folder / "marker").read_bytes()))
        except (OSError, ValueError, TypeError):
            return Marker()

    def mark(self, marker: Marker) -> None:
        """Says what the pages that are there hold for, durably.

        Raises:
            OSError: the medium refused.
        """
        (self.folder / "gone").mkdir(parents=True, exist_ok=True)
        write_atomically(self.folder / "marker", [json.dumps(asdict(marker)).encode()])


class Spot:
    """Where a page goes: a folder that stood there before what the page says was read."""

    def __init__(self, descriptor: int, name: str) -> None:
        self._folder = descriptor
        self._name = name
        self._new = f".{name}.{secrets.token_hex(4)}"

    def write(self, packed: bytes) -> None:
        """Writes the page beside its place.

        Raises:
            OSError: the medium refused; nothing is left of it.
        """
        descriptor = os.open(self._new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644, dir_fd=self._folder)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(packed)
            seconds = seconds_of(packed)
            os.utime(self._new, (seconds, seconds), dir_fd=self._folder)
        except OSError:
            self.forget()
            raise

    def show(self) -> None:
        """Puts what was written in its place."""
        with contextlib.suppress(FileNotFoundError):  # its folder went meanwhile
            os.rename(self._new, self._name, src_dir_fd=self._folder, dst_dir_fd=self._folder)

    def forget(self) -> None:
        """Takes away what was written and not shown."""
        with contextlib.suppress(OSError):
            os.unlink(self._new, dir_fd=self._folder)

    def keep(self, packed: bytes) -> None:
        """Writes the page and puts it in its place; where that fails, it is rendered again next time."""
        with contextlib.suppress(OSError):
            self.write(packed)
            self.show()


def group_of(address: Address) -> str:
    """The group of a page, without language."""
    plain = address.in_language(DEFAULT_LANGUAGE)
    if plain.record is not None:
        return Address(noun=Noun.RECORD, kind=plain.kind, record=plain.record).path.strip("/")
    return plain.path.strip("/")


def place_of(address: Address) -> tuple[str, str] | None:
    """Group with language, and file name, of a page; None for one that is not made.

    A web server finds the file by the address as it is sent (systemd/nginx): so only addresses whose signs stand for
    themselves have one, and only those that no question follows but that for the page of a list.
    """
    is_plain = not (address.query or address.seconds or address.place) and address.view is View.PLAIN
    if address.noun not in NOUNS or not is_plain or address.page > PAGE_MAX:
        return None
    group = group_of(address)
    if not all(map(_COMPONENT.fullmatch, group.split("/") if group else [])):
        return None
    prefix = "" if address.language == DEFAULT_LANGUAGE else f"{address.language}/"
    if address.noun is Noun.PART:
        name = str(address.part)
    elif address.noun is Noun.CONTENTS:
        name = "muc-luc"
    else:
        name = "index" if address.page == 1 else f"trang-{address.page}"
    return f"{prefix}{group}", name + ENDING


def etag_of(packed: bytes) -> str:
    """The tag of a gzipped page. nginx makes the same of its file: seconds of its time and length, in hex digits."""
    return _tag(seconds_of(packed), len(packed))


def seconds_of(packed: bytes) -> int:
    """The time that a page's file is given: drawn from its bytes, so that equal pages have one tag on every box."""
    return int.from_bytes(sha256(packed).digest()[:4]) & 0x7FFF_FFFF or 1


def _tag(seconds: int, length: int) -> str:
    return f"{seconds:x}-{length:x}"
