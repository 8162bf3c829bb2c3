"""Libraries and publications for tests: real folders, real databases, a clock that is set by hand."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from content.catalogue import (
    MIGRATIONS,
    Catalogue,
    Publication,
    add,
    add_holdings,
    local_pack_version,
    put_default_shelves,
)
from content.holdings import Blobs
from content.library import Library
from content.records import Bytes, Item, Kind, Part, Passage, Record, RecordId, Sha256
from content.trusted_time import Clock, ClockState, MonotonicSeconds, TrustedNow

NOW = TrustedNow(datetime(2026, 11, 20, 8, 0, tzinfo=UTC), ClockState.TRUSTED)
OWN = "local-0f1e2d3c4b5a6978"
OPENED: list[Library] = []
"""Closed after each test by `tests/content/conftest.py` and its like."""


@dataclass
class SetClock(Clock):
    """A clock that shows what it is set to."""

    instant: datetime = NOW.instant
    state: ClockState = ClockState.TRUSTED
    seconds: float = 0.0

    def now(self) -> TrustedNow:
        """What it is set to."""
        return TrustedNow(self.instant, self.state)

    def monotonic(self) -> MonotonicSeconds:
        """What it is set to."""
        return MonotonicSeconds(self.seconds)


def open_library(folder: Path) -> Library:
    """A library with shelves and its own pack, as a box has it at its first start."""
    library = Library.open(folder, schema=[MIGRATIONS], monotonic=SetClock().monotonic)
    OPENED.append(library)
    with library.write() as tx:
        put_default_shelves(tx)
        local_pack_version(tx)
    return library


def record(local: str, *, title: str = "", of: str = OWN, **fields: Any) -> Record:
    """A record; its title is its id where nothing else is said, its publisher `of`."""
    plain = Record(id=RecordId(f"{of}/{local}"), kind=Kind.BOOK, title=title or local)
    return replace(plain, **fields)


def hold(library: Library, data: bytes) -> Sha256:
    """Puts bytes on the shelf with their row."""
    blob = Sha256(hashlib.sha256(data).hexdigest())
    path = Blobs(library.blobs_folder).path(blob)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    with library.write() as tx:
        add_holdings(tx, [(blob, Bytes(len(data)))])
    return blob


def readable(library: Library, one: Record, *texts: str) -> Publication:
    """A publication with a file and a part and a passage for each text, all of them held."""
    file = hold(library, f"file of {one.id}".encode())
    item = Item(sha256=file, size=Bytes(1), media_type="application/epub+zip", name=f"{one.title}.epub")
    parts = tuple(
        Part(number=n, title=f"Chương {n}", body=hold(library, f"<p>{text}</p>".encode()), characters=len(text))
        for n, text in enumerate(texts, 1)
    )
    passages = tuple(Passage(part=n, place="", heading=f"Chương {n}", text=t) for n, t in enumerate(texts, 1))
    return Publication(record=replace(one, items=(item,)), parts=parts, passages=passages)


def put(library: Library, *ones: Record | Publication, pack: str = "local", now: TrustedNow = NOW) -> None:
    """Writes publications, or records without files, under the active version of a pack."""
    of_pack = 0 if pack == "local" else pack_version(library, pack)
    with library.write() as tx:
        version = of_pack or local_pack_version(tx)
        for one in ones:
            whole = one if isinstance(one, Publication) else Publication(record=one)
            add(tx, whole, pack_version=version, now=now)


def pack_version(library: Library, pack: str, *, version: int = 1, state: str = "active") -> int:
    """The key of a version of a pack; made where it is not there."""
    row = library.read().execute("SELECT id FROM pack_version WHERE pack=? AND version=?", (pack, version)).fetchone()
    if row:
        return int(row[0])
    with library.write() as tx:
        query = "INSERT INTO pack_version (pack, version, state) VALUES (?, ?, ?)"
        return int(tx.execute(query, (pack, version, state)).lastrowid or 0)


def set_state(library: Library, pack: str, version: int, state: str) -> None:
    """Activates or retires a version of a pack."""
    with library.write() as tx:
        tx.execute("UPDATE pack_version SET state=? WHERE pack=? AND version=?", (state, pack, version))


def catalogue(library: Library, now: TrustedNow = NOW) -> Catalogue:
    """What can be seen."""
    return Catalogue(library.read(), now.today)
