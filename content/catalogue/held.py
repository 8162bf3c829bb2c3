"""Rows of holdings: which blobs the library has, and which of them a check found missing or changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from content.catalogue.staleness import mark_stale
from content.records import Bytes, RecordId, Sha256

_NAMING = """
SELECT r.id FROM item x JOIN record r ON r.key = x.record WHERE x.sha256 = :blob
UNION SELECT r.id FROM part x JOIN record r ON r.key = x.record WHERE x.body = :blob
UNION SELECT r.id FROM resource x JOIN record r ON r.key = x.record WHERE x.blob = :blob
"""
_NEEDING = """
SELECT r.id, r.title, min(x.role) AS role, x.name,
  coalesce((SELECT name FROM item WHERE record = r.key ORDER BY position LIMIT 1), '') AS file
FROM (
  SELECT record, 'file' AS role, name FROM item WHERE sha256 = :blob
  UNION ALL SELECT record, 'part', CAST(number AS TEXT) FROM part WHERE body = :blob
  UNION ALL SELECT record, 'resource', name FROM resource WHERE blob = :blob
) x JOIN record r ON r.key = x.record GROUP BY r.key ORDER BY r.title, r.id
"""


class BlobRole(StrEnum):
    """What a blob is to a record."""

    FILE = "file"
    PART = "part"
    RESOURCE = "resource"


@dataclass(frozen=True)
class Needing:
    """A record that a blob belongs to.

    Attributes:
        name: of the file or the resource, or the number of the part.
        file: the file that the record came from, "" where it came from none; adding it again mends the record.
    """

    record: RecordId
    title: str
    role: BlobRole
    name: str
    file: str


def needing(connection: sqlite3.Connection, blob: Sha256) -> tuple[Needing, ...]:
    """Every record that a blob belongs to, each once, by title."""
    rows = connection.execute(_NEEDING, {"blob": blob})
    return tuple(
        Needing(RecordId(row["id"]), row["title"], BlobRole(row["role"]), row["name"], row["file"]) for row in rows
    )


def holdings_after(connection: sqlite3.Connection, blob: str, most: int) -> list[tuple[Sha256, Bytes]]:
    """Hash and size of holdings in the order of their hashes, from the first that comes after a hash.

    Args:
        blob: a hash, or "" for the beginning. most: how many at most.
    """
    query = "SELECT sha256, size FROM holding WHERE sha256>? ORDER BY sha256 LIMIT ?"
    rows = connection.execute(query, (blob, most))
    return [(Sha256(row["sha256"]), Bytes(row["size"])) for row in rows]


def all_holdings(connection: sqlite3.Connection, *, step: int = 500) -> Iterator[tuple[Sha256, Bytes]]:
    """Hash and size of every holding, read in steps: whoever goes through them for hours holds no transaction."""
    last = ""
    while found := holdings_after(connection, last, step):
        yield from found
        last = found[-1][0]


def has_holding(connection: sqlite3.Connection, blob: Sha256) -> bool:
    """Whether a row says that a blob is held, damaged or not."""
    return connection.execute("SELECT 1 FROM holding WHERE sha256=?", (blob,)).fetchone() is not None


def is_sound(connection: sqlite3.Connection, blob: Sha256) -> bool:
    """Whether a blob is held and no check found it missing or changed since it came."""
    return connection.execute("SELECT 1 FROM holding WHERE sha256=? AND damaged=0", (blob,)).fetchone() is not None


def is_damaged(connection: sqlite3.Connection, blob: Sha256) -> bool:
    """Whether a check found a blob missing or changed and it did not come again."""
    return connection.execute("SELECT 1 FROM holding WHERE sha256=? AND damaged=1", (blob,)).fetchone() is not None


def damaged_holdings(connection: sqlite3.Connection) -> frozenset[Sha256]:
    """Blobs that a check found missing or changed and that did not come again."""
    return frozenset(Sha256(row[0]) for row in connection.execute("SELECT sha256 FROM holding WHERE damaged=1"))


def note_damage(tx: sqlite3.Connection, found: Mapping[Sha256, bool]) -> None:
    """Notes of the blobs that were checked which are damaged; all others stay as they are.

    Records that name a blob of which this is news are stale: what was made from it is made anew or taken away.

    Args:
        found: of each blob that was checked, whether it is damaged.
    """
    news = [blob for blob, damaged in _noted(tx, found).items() if damaged != found[blob]]
    tx.executemany("UPDATE holding SET damaged=? WHERE sha256=?", [(int(found[blob]), blob) for blob in news])
    if news:
        mark_stale(tx, *sorted({row[0] for blob in news for row in tx.execute(_NAMING, {"blob": blob})}))


def _noted(connection: sqlite3.Connection, blobs: Iterable[Sha256]) -> dict[Sha256, bool]:
    """What is noted of those of the blobs that are held."""
    query = "SELECT sha256, damaged FROM holding WHERE sha256 IN (SELECT value FROM json_each(?))"
    rows = connection.execute(query, (json.dumps(list(blobs)),))
    return {Sha256(row["sha256"]): bool(row["damaged"]) for row in rows}
