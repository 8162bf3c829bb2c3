"""What lists call records: a list that comes again finds its records by its own keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from content.records import RecordId


def records_of_key(connection: sqlite3.Connection, key: str) -> list[RecordId]:
    """Ids of the records that lists call so; two libraries may number from 1. One may have been withdrawn since."""
    rows = connection.execute("SELECT record_id FROM list_key WHERE key=? ORDER BY record_id", (key,))
    return [RecordId(row["record_id"]) for row in rows]


def has_key(connection: sqlite3.Connection, record: RecordId) -> bool:
    """Whether some list has a name of its own for a record."""
    return connection.execute("SELECT 1 FROM list_key WHERE record_id=? LIMIT 1", (record,)).fetchone() is not None


def note_keys(tx: sqlite3.Connection, keys: Iterable[tuple[str, RecordId]]) -> None:
    """Remembers what a list calls records."""
    tx.executemany("INSERT OR IGNORE INTO list_key VALUES (?, ?)", keys)
