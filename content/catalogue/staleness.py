"""What changed: the queue of records whose made things are made anew, and the revision of the whole site."""

from __future__ import annotations

import sqlite3

_SITE = "site-revision"


def mark_stale(tx: sqlite3.Connection, *records: str) -> None:
    """Puts records into the queue of those whose made things are made anew; the site's revision is one higher."""
    tx.executemany("INSERT INTO stale (record_id) VALUES (?)", [(record,) for record in records])
    tx.execute(
        "INSERT INTO identity (name, value) VALUES (?, '1') "
        "ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)",
        (_SITE,),
    )


def site_revision(connection: sqlite3.Connection) -> int:
    """A number that grows whenever what readers see of the catalogue may have changed."""
    row = connection.execute("SELECT value FROM identity WHERE name=?", (_SITE,)).fetchone()
    return int(row["value"]) if row else 0
