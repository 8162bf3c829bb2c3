"""The tables of library.db, as numbered migrations that only ever add (a box may go back one release)."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from sqlite_utils.migrations import Migrations

from content.catalogue.headings import note_all_headings

if TYPE_CHECKING:
    from sqlite_utils import Database

MIGRATIONS = Migrations("catalogue")


@MIGRATIONS()
def m0001_records(db: Database) -> None:
    """Packs, records and what belongs to them, holdings, overlay, the stale queue, shelves, tasks."""
    _run(db, "0001_records.sql")


@MIGRATIONS()
def m0002_start(db: Database) -> None:
    """Where reading starts."""
    _run(db, "0002_start.sql")


@MIGRATIONS()
def m0003_arrival(db: Database) -> None:
    """In which order records came."""
    _run(db, "0003_arrival.sql")


@MIGRATIONS()
def m0004_heading(db: Database) -> None:
    """Lines of contents, folded."""
    _run(db, "0004_heading.sql")
    note_all_headings(db.conn)


def _run(db: Database, name: str) -> None:
    # executescript would commit the transaction that the migration runs in.
    for statement in files("content.catalogue").joinpath(f"sql/{name}").read_text("utf-8").split(";\n"):
        if statement.strip():
            db.conn.execute(statement)
