"""What a library went through once: its beginning, and named marks of things that are not done twice."""

from __future__ import annotations

import sqlite3


def has_mark(connection: sqlite3.Connection, name: str) -> bool:
    """Whether a mark of this name was set."""
    return connection.execute("SELECT 1 FROM identity WHERE name=?", (name,)).fetchone() is not None


def set_mark(tx: sqlite3.Connection, name: str, value: str) -> None:
    """Sets a mark; one that is set stays as it is.

    Args:
        name: lower case and hyphens; `publisher` and `site-revision` are not marks.
        value: what is worth knowing of it, for technicians.
    """
    tx.execute("INSERT OR IGNORE INTO identity (name, value) VALUES (?, ?)", (name, value))


def has_begun(connection: sqlite3.Connection) -> bool:
    """Whether the library has its name, an active pack and shelves."""
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM shelf) AND EXISTS (SELECT 1 FROM pack_version WHERE state='active') "
        "AND EXISTS (SELECT 1 FROM identity WHERE name='publisher')"
    ).fetchone()
    return bool(row[0])
