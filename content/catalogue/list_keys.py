"""What lists call records: a list that comes again finds its records by its own keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from content.records import RecordId


def record_of_key(connection: sqlite3.Connection, key: str) -> RecordId | None:
    """The id of the record that a list calls so, None where no list did; it may have been withdrawn since."""
    row = connection.execute("SELECT record_id FROM list_key WHERE key=?", (key,)).fetchone()
    return RecordId(row["record_id"]) if row else None


def has_key(connection: sqlite3.Connection, record: RecordId) -> bool:
    """Whether some list has a name of its own for a record."""
    return connection.execute("SELECT 1 FROM list_key WHERE record_id=? LIMIT 1", (record,)).fetchone() is not None


def note_keys(tx: sqlite3.Connection, keys: Mapping[str, RecordId]) -> None:
    """Remembers what a list calls records."""
    tx.executemany("INSERT OR REPLACE INTO list_key VALUES (?, ?)", list(keys.items()))
