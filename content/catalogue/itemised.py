"""What stands in the catalogue of given files: which records have them, and how those are read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from content.catalogue.parts import QUERY, part_of
from content.catalogue.rows import passage_of, resource_of
from content.catalogue.writing import LOCAL_PACK
from content.records import Bytes, ContentsEntry, Part, Passage, RecordId, Resource, Sha256


@dataclass(frozen=True, kw_only=True)
class Itemised:
    """An active record by its files, in order. `is_own`: the library's own, not of a signed pack."""

    id: RecordId
    title: str
    is_own: bool
    items: tuple[Sha256, ...]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How a record is read now."""

    parts: tuple[Part, ...]
    contents: tuple[ContentsEntry, ...]
    resources: tuple[Resource, ...]
    passages: tuple[Passage, ...]
    cover: str


def has_item_of_size(connection: sqlite3.Connection, size: Bytes) -> bool:
    """Whether some file that is held has so many bytes: only then is it worth while to ask for its hash."""
    return connection.execute("SELECT 1 FROM item WHERE size=? LIMIT 1", (size,)).fetchone() is not None


def records_with(connection: sqlite3.Connection, files: Collection[Sha256]) -> list[Itemised]:
    """Active records that have one of the files, in order of arrival."""
    rows = connection.execute(
        "SELECT DISTINCT r.key, r.id, r.title, v.pack FROM item i JOIN record r ON r.key=i.record "
        "JOIN pack_version v ON v.id=r.pack_version "
        "WHERE i.sha256 IN (SELECT value FROM json_each(?)) AND v.state='active' ORDER BY r.key",
        (json.dumps(sorted(files)),),
    ).fetchall()
    return [
        Itemised(
            id=row["id"], title=row["title"], is_own=row["pack"] == LOCAL_PACK, items=_items(connection, row["key"])
        )
        for row in rows
    ]


def itemised(connection: sqlite3.Connection, record: RecordId) -> Itemised | None:
    """An active record of the library's own by its files, None where there is none of this id."""
    row = _own_row(connection, record)
    if row is None:
        return None
    return Itemised(id=row["id"], title=row["title"], is_own=True, items=_items(connection, row["key"]))


def reading_of(connection: sqlite3.Connection, record: RecordId) -> Reading | None:
    """How an active record of the library's own is read, seen or not; None where there is none."""
    row = _own_row(connection, record)
    if row is None:
        return None
    parts = connection.execute(f"{QUERY} ORDER BY p.number", {"key": row["key"]}).fetchall()
    lines = connection.execute("SELECT * FROM contents WHERE record=? ORDER BY position", (row["key"],))
    resources = connection.execute("SELECT * FROM resource WHERE record=? ORDER BY name", (row["key"],))
    passages = connection.execute("SELECT * FROM passage WHERE record=? ORDER BY number", (row["key"],))
    return Reading(
        parts=tuple(part_of(connection, part) for part in parts),
        contents=tuple(
            ContentsEntry(depth=line["depth"], title=line["title"], part=line["part"], place=line["place"])
            for line in lines
        ),
        resources=tuple(resource_of(one) for one in resources),
        passages=tuple(passage_of(one) for one in passages),
        cover=row["cover"],
    )


def own_keys(connection: sqlite3.Connection, record: RecordId) -> list[int]:
    """The key of the active record of the library's own with this id, in a list; an empty one where there is none."""
    row = _own_row(connection, record)
    return [row["key"]] if row else []


def without_consent(connection: sqlite3.Connection) -> list[tuple[RecordId, str]]:
    """Id and title of active recordings of people of whose consent nothing is known: readers do not see them."""
    rows = connection.execute(
        "SELECT r.id, r.title FROM recording c JOIN record r ON r.key=c.record "
        "JOIN pack_version v ON v.id=r.pack_version WHERE v.state='active' AND c.consent_by='' ORDER BY r.title, r.id"
    )
    return [(RecordId(row["id"]), row["title"]) for row in rows]


def _own_row(connection: sqlite3.Connection, record: RecordId) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute(
        "SELECT r.key, r.id, r.title, r.cover FROM record r JOIN pack_version v ON v.id=r.pack_version "
        "WHERE r.id=? AND v.pack=? AND v.state='active'",
        (record, LOCAL_PACK),
    ).fetchone()
    return row


def _items(connection: sqlite3.Connection, key: int) -> tuple[Sha256, ...]:
    rows = connection.execute("SELECT sha256 FROM item WHERE record=? ORDER BY position", (key,))
    return tuple(Sha256(row[0]) for row in rows)
