"""What changed: the queue of records whose made things are made anew, and the revision of the whole site.

Every change leaves a mark of its own in the queue. A mark is forgotten only after everything of its record was made.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

_SITE = "site-revision"


@dataclass(frozen=True)
class StaleMark:
    """One change in the queue: its number, and the record that changed."""

    number: int
    record: str


def mark_stale(tx: sqlite3.Connection, *records: str) -> None:
    """Puts records into the queue of those whose made things are made anew; the site's revision is one higher."""
    tx.executemany("INSERT INTO stale (record_id) VALUES (?)", [(record,) for record in records])
    tx.execute(
        "INSERT INTO identity (name, value) VALUES (?, '1') "
        "ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)",
        (_SITE,),
    )


def mark_all_stale(tx: sqlite3.Connection) -> None:
    """Makes the queue hold every record, each once; what readers see has not changed."""
    tx.execute("DELETE FROM stale")
    tx.execute("INSERT INTO stale (record_id) SELECT DISTINCT id FROM record")


def stale_marks(connection: sqlite3.Connection, most: int) -> list[StaleMark]:
    """The oldest marks of the queue, at most so many."""
    rows = connection.execute("SELECT mark, record_id FROM stale ORDER BY mark LIMIT ?", (most,))
    return [StaleMark(row["mark"], row["record_id"]) for row in rows]


def forget_marks(tx: sqlite3.Connection, marks: Iterable[StaleMark]) -> None:
    """Takes marks out of the queue: everything of their records was made after they were set."""
    tx.executemany("DELETE FROM stale WHERE mark=?", [(mark.number,) for mark in marks])


def site_revision(connection: sqlite3.Connection) -> int:
    """A number that grows whenever what readers see of the catalogue may have changed."""
    row = connection.execute("SELECT value FROM identity WHERE name=?", (_SITE,)).fetchone()
    return int(row["value"]) if row else 0
