"""Writing records: everything of a record goes in within the caller's one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from content.catalogue.doubts import note_doubts
from content.catalogue.headings import note_headings
from content.catalogue.labels import insert_label
from content.catalogue.overlay import Overlay, refresh_shown
from content.catalogue.parts import insert_parts
from content.catalogue.recordings import insert_recording
from content.catalogue.rows import record_of
from content.catalogue.staleness import mark_stale
from content.formats.reading import Caveat, Conversion
from content.records import (
    BEGINNING,
    Bytes,
    ContentsEntry,
    Issue,
    Part,
    Passage,
    Record,
    RecordId,
    Resource,
    Sha256,
    Start,
)
from content.trusted_time import ClockState, TrustedNow

LOCAL_PACK = "local"


@dataclass(frozen=True, kw_only=True)
class Publication:
    """A record with everything that is read of it.

    Attributes:
        cover: names one of the resources, or is "".
        caveats: what a person should look at. converted: what of its text was in an old encoding.
    """

    record: Record
    parts: tuple[Part, ...] = ()
    contents: tuple[ContentsEntry, ...] = ()
    resources: tuple[Resource, ...] = ()
    passages: tuple[Passage, ...] = ()
    cover: str = ""
    start: Start = BEGINNING
    caveats: tuple[Caveat, ...] = ()
    converted: tuple[Conversion, ...] = ()


def local_pack_version(tx: sqlite3.Connection) -> int:
    """The active version of the library's own pack; made when it is not there."""
    row = tx.execute("SELECT id FROM pack_version WHERE pack=? AND state='active'", (LOCAL_PACK,)).fetchone()
    if row:
        return int(row["id"])
    cursor = tx.execute("INSERT INTO pack_version (pack, version, state) VALUES (?, 1, 'active')", (LOCAL_PACK,))
    return int(cursor.lastrowid or 0)


def publisher_id(tx: sqlite3.Connection, *, fresh: str) -> str:
    """Who this library is as a publisher.

    Args:
        fresh: what it is called from now on, if it has no name yet: `local-` and 16 random hexadecimal digits.
    """
    tx.execute("INSERT OR IGNORE INTO identity (name, value) VALUES ('publisher', ?)", (fresh,))
    return str(tx.execute("SELECT value FROM identity WHERE name='publisher'").fetchone()["value"])


def add_holdings(tx: sqlite3.Connection, blobs: Iterable[tuple[Sha256, Bytes]]) -> None:
    """Notes that blobs are held; they are durable already."""
    tx.executemany(
        "INSERT INTO holding (sha256, size) VALUES (?, ?) ON CONFLICT (sha256) DO UPDATE SET damaged=0", blobs
    )


def add(tx: sqlite3.Connection, publication: Publication, *, pack_version: int, now: TrustedNow) -> int:
    """Writes a publication under a pack version; one of the same id and version is replaced.

    The blobs it names are held already. A record that was withdrawn is here again.

    Returns:
        The key of its record.
    """
    record = publication.record
    tx.execute("DELETE FROM record WHERE pack_version=? AND id=?", (pack_version, record.id))
    key = _insert_record(tx, publication, pack_version, now)
    _insert_lists(tx, key, record)
    _insert_reading(tx, key, publication)
    _come_again(tx, record.id)
    refresh_shown(tx, record.id)
    mark_stale(tx, record.id, *([record.part_of] if record.part_of else []))
    return key


def keep_place(tx: sqlite3.Connection, before: Sequence[int], key: int) -> None:
    """Lets a record that takes the place of others stand where they stood in the order of arrival.

    Args:
        before: keys of those it takes the place of; none leaves it where it is. key: its own.
    """
    if before:
        oldest = "SELECT min(coalesce(arrival, key)) FROM record WHERE key IN (SELECT value FROM json_each(?))"
        tx.execute(f"UPDATE record SET arrival=({oldest}) WHERE key=?", (json.dumps(list(before)), key))


def stage(tx: sqlite3.Connection, publication: Publication, *, now: TrustedNow) -> int:
    """Writes a publication where nobody sees it: under the version of the own pack that is not active.

    Returns:
        The key of its record, for `add_parts`, `add_passages` and `activate_staged`.
    """
    version = tx.execute("SELECT id FROM pack_version WHERE pack=? AND state='staged'", (LOCAL_PACK,)).fetchone()
    if version is None:
        tx.execute(
            "INSERT INTO pack_version (pack, version, state) "
            "SELECT :pack, coalesce(max(version), 0) + 1, 'staged' FROM pack_version WHERE pack=:pack",
            {"pack": LOCAL_PACK},
        )
        return stage(tx, publication, now=now)
    tx.execute("DELETE FROM record WHERE pack_version=? AND id=?", (version["id"], publication.record.id))
    key = _insert_record(tx, publication, version["id"], now)
    _insert_lists(tx, key, publication.record)
    _insert_reading(tx, key, publication)
    refresh_shown(tx, publication.record.id)
    return key


def add_parts(tx: sqlite3.Connection, key: int, parts: Iterable[Part]) -> None:
    """Adds parts to a staged record; their blobs are held already."""
    insert_parts(tx, key, parts)


def add_passages(tx: sqlite3.Connection, key: int, passages: Iterable[tuple[int, Passage]]) -> None:
    """Adds passages, each with its number, to a record."""
    tx.executemany(
        "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?)",
        ((key, number, p.part, p.place, p.heading, p.text) for number, p in passages),
    )


def activate_staged(tx: sqlite3.Connection, key: int) -> None:
    """Makes a staged record visible: it moves to the active version of the own pack."""
    tx.execute("UPDATE record SET pack_version=? WHERE key=?", (local_pack_version(tx), key))
    row = tx.execute("SELECT id, part_of FROM record WHERE key=?", (key,)).fetchone()
    _come_again(tx, row["id"])
    refresh_shown(tx, row["id"])
    mark_stale(tx, row["id"], *filter(None, [row["part_of"]]))


def _come_again(tx: sqlite3.Connection, record: str) -> None:
    """A record that was withdrawn, or went up in another, is here again under its own address."""
    tx.execute("DELETE FROM withdrawn WHERE record_id=?", (record,))
    tx.execute("DELETE FROM moved WHERE record_id=?", (record,))


_BLOBS_OF = """
SELECT sha256 FROM item WHERE record=:key
UNION SELECT body FROM part WHERE record=:key
UNION SELECT blob FROM resource WHERE record=:key
"""


def blobs_named(publication: Publication) -> frozenset[Sha256]:
    """Every blob that a publication names."""
    items = (item.sha256 for item in publication.record.items)
    bodies = (part.body for part in publication.parts)
    return frozenset([*items, *bodies, *(resource.blob for resource in publication.resources)])


def damaged_blobs(connection: sqlite3.Connection, record: RecordId) -> frozenset[Sha256]:
    """Blobs of an active record of which a check has found that they are missing or changed."""
    row = _active_row(connection, record)
    if row is None:
        return frozenset()
    query = f"SELECT sha256 FROM holding WHERE damaged=1 AND sha256 IN ({_BLOBS_OF})"
    return frozenset(Sha256(found[0]) for found in connection.execute(query, {"key": row["key"]}))


def find_by_item(connection: sqlite3.Connection, blob: Sha256) -> tuple[RecordId, str] | None:
    """Id and title of the active record that has this file, or None."""
    row = connection.execute(
        "SELECT r.id, r.title FROM item i JOIN record r ON r.key=i.record JOIN pack_version v ON v.id=r.pack_version "
        "WHERE i.sha256=? AND v.state='active' LIMIT 1",
        (blob,),
    ).fetchone()
    return (row["id"], row["title"]) if row else None


def has_record(connection: sqlite3.Connection, record: RecordId) -> bool:
    """Whether an active record of this id is in the catalogue."""
    return _active_row(connection, record) is not None


def describe_anew(tx: sqlite3.Connection, record: RecordId, change: Callable[[Record], Record]) -> bool:
    """Gives a record of the library's own another description; its id, files and text stay.

    What a signed pack brought is never described anew: the overlay is laid over it.

    Args:
        change: from the description as it was brought, without staff's overlay, to the new one.

    Returns:
        Whether anything changed; then the revision is one higher.
    """
    row = _active_row(tx, record)
    if row is None or row["pack"] != LOCAL_PACK:
        return False
    old = _as_brought(tx, row)
    new = replace(change(old), id=old.id, items=old.items, layout=old.layout, direction=old.direction)
    if new == old:
        return False
    columns = _columns(replace(new, revision=old.revision + 1))
    assignments = ", ".join(f"{name}=:{name}" for name in columns)
    tx.execute(f"UPDATE record SET {assignments} WHERE key=:key", columns | {"key": row["key"]})
    for table in ("creator", "subject", "identifier", "print_copy", "issue", "recording", "label"):
        tx.execute(f"DELETE FROM {table} WHERE record=?", (row["key"],))
    _insert_lists(tx, row["key"], new)
    refresh_shown(tx, record)
    mark_stale(tx, record, *{other for other in (old.part_of, new.part_of) if other})
    return True


def own_record(connection: sqlite3.Connection, record: RecordId) -> tuple[Record, TrustedNow] | None:
    """A record of the library's own as it was brought, without staff's overlay, and when it came; or None."""
    row = _active_row(connection, record)
    if row is None or row["pack"] != LOCAL_PACK:
        return None
    came = datetime.fromisoformat(row["added_at"])
    return _as_brought(connection, row), TrustedNow(came, ClockState(row["clock"]))


def _as_brought(connection: sqlite3.Connection, row: sqlite3.Row) -> Record:
    """The record of a row as it was brought, with its printed issues, without staff's overlay."""
    issues = connection.execute("SELECT issued, label FROM issue WHERE record=? ORDER BY position", (row["key"],))
    return record_of(connection, row, Overlay({}), tuple(Issue(issued=i["issued"], label=i["label"]) for i in issues))


def _active_row(connection: sqlite3.Connection, record: RecordId) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute(
        "SELECT r.*, v.pack FROM record r JOIN pack_version v ON v.id=r.pack_version WHERE r.id=? AND v.state='active'",
        (record,),
    ).fetchone()
    return row


def _columns(record: Record) -> dict[str, object]:
    """A record's own columns."""
    rights = record.rights
    return {
        "id": record.id,
        "revision": record.revision,
        "kind": record.kind,
        "title": record.title,
        "publisher": record.publisher,
        "issued": record.issued,
        "description": record.description,
        "language": record.language,
        "script": record.script,
        "audience": record.audience,
        "institution": record.institution,
        "source": record.source,
        "coverage": record.coverage,
        "shelf": record.shelf,
        "part_of": record.part_of,
        "layout": record.layout,
        "direction": record.direction,
        "rights_class": rights.rights_class,
        "rights_holder": rights.holder,
        "rights_note": rights.note,
        "rights_until": rights.until.isoformat() if rights.until else None,
        "seats": rights.max_concurrent,
        "download": None if rights.download is None else int(rights.download),
    }


def _insert_record(tx: sqlite3.Connection, publication: Publication, pack_version: int, now: TrustedNow) -> int:
    row = _columns(publication.record) | {
        "pack_version": pack_version,
        "cover": publication.cover,
        "start_part": publication.start.part,
        "start_place": publication.start.place,
        "added_at": now.text,
        "clock": now.state,
    }
    names, values = ", ".join(row), ", ".join(f":{name}" for name in row)
    return int(tx.execute(f"INSERT INTO record ({names}) VALUES ({values})", row).lastrowid or 0)


def _insert_lists(tx: sqlite3.Connection, key: int, record: Record) -> None:
    subjects = [("ddc", value) for value in record.subjects.ddc]
    subjects += [("keyword", value) for value in record.subjects.keywords]
    _insert(tx, "creator", key, [(c.name, c.role) for c in record.creators])
    _insert(tx, "subject", key, subjects)
    _insert(tx, "identifier", key, [(i.scheme, i.value) for i in record.identifiers])
    _insert(tx, "print_copy", key, [(c.holder, c.cupboard, c.copies, c.call_number) for c in record.copies])
    _insert(tx, "issue", key, [(i.issued, i.label) for i in record.issues if i.record is None])
    insert_recording(tx, key, record.recording)
    insert_label(tx, key, record.label_of)


def _insert_reading(tx: sqlite3.Connection, key: int, publication: Publication) -> None:
    items = publication.record.items
    _insert(tx, "item", key, [(i.sha256, i.size, i.media_type, i.name) for i in items])
    insert_parts(tx, key, publication.parts)
    _insert(tx, "contents", key, [(c.depth, c.title, c.part, c.place) for c in publication.contents])
    note_headings(tx, key, [line.title for line in publication.contents])
    tx.executemany(
        "INSERT INTO resource VALUES (?, ?, ?, ?, ?, ?)",
        [(key, r.name, r.media_type, r.blob, r.width, r.height) for r in publication.resources],
    )
    add_passages(tx, key, enumerate(publication.passages))
    note_doubts(tx, key, publication.caveats, publication.converted)


def _insert(tx: sqlite3.Connection, table: str, key: int, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        marks = ", ".join("?" * (len(rows[0]) + 2))
        numbered = [(key, position, *row) for position, row in enumerate(rows)]
        tx.executemany(f"INSERT INTO {table} VALUES ({marks})", numbered)
