"""The tables of library.db, as numbered migrations that only ever add (a box may go back one release)."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from sqlite_utils.migrations import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

MIGRATIONS = Migrations("catalogue")


@MIGRATIONS()
def m0001_records(db: Database) -> None:
    """Packs, records and what belongs to them, holdings, overlay, the stale queue, shelves, tasks."""
    _run(db, "0001_records.sql")


@MIGRATIONS()
def m0002_start_arrival_folded(db: Database) -> None:
    """Where reading starts, in which order records came, lines of contents and subjects as they are compared."""
    _run(db, "0002_start_arrival_folded.sql")


@MIGRATIONS()
def m0003_showing(db: Database) -> None:
    """Parts that are pages, pictures or recordings; subtitles; recordings of people and their consent."""
    _run(db, "0003_showing.sql")


@MIGRATIONS()
def m0004_consent(db: Database) -> None:
    """No recording of a person is listed without her consent, whichever release writes the list."""
    _run(db, "0004_consent.sql")


@MIGRATIONS()
def m0005_pictures_on_a_shelf(db: Database) -> None:
    """Pictures stand on the shelf of sound and film."""
    _run(db, "0005_pictures_on_a_shelf.sql")


@MIGRATIONS()
def m0006_lists_doubts_likeness(db: Database) -> None:
    """What lists call records, what a person should look at, which records may be one, and where one went up."""
    _run(db, "0006_lists_doubts_likeness.sql")


@MIGRATIONS()
def m0007_labels(db: Database) -> None:
    """Recordings that say the name of a page."""
    _run(db, "0007_labels.sql")


def _run(db: Database, name: str) -> None:
    # executescript would commit the transaction that the migration runs in.
    for statement in files("content.catalogue").joinpath(f"sql/{name}").read_text("utf-8").split(";\n"):
        if statement.strip():
            db.conn.execute(statement)
