"""Parts of a record: what is read, looked at or played, one after another."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from content.records import Manner, Part, Playing, Subtitles

QUERY = """
SELECT p.*, s.manner, s.item, s.page, s.width AS shown_width, s.height AS shown_height, s.seconds, s.picture, s.large,
  s.small, s.playing
FROM part p LEFT JOIN showing s ON s.record = p.record AND s.part = p.number WHERE p.record = :key
"""
"""Rows for `part_of`, of the record with the key :key; a condition on `p.number` may follow."""

FIRST_MANNER = "(SELECT w.manner FROM showing w WHERE w.record = s.record AND w.part = 1)"
"""Manner of the first part of the record of a row `shown s`, NULL for text."""
SECONDS = f"""CASE WHEN {FIRST_MANNER} IN ('sound', 'film') THEN (
  SELECT CASE WHEN min(w.seconds) > 0 THEN sum(w.seconds) END FROM showing w WHERE w.record = s.record) END"""
"""How long the recording of a row `shown s` is, NULL where that is not known. Pages are not gone through for it."""


def insert_parts(tx: sqlite3.Connection, key: int, parts: Iterable[Part]) -> None:
    """Writes the parts of a record.

    Width and height of what is not text stand beside what else it shows: an earlier release takes a part that has them
    for a page laid out by its publisher.
    """
    for part in parts:
        size = (part.width, part.height) if part.manner is Manner.TEXT else (0, 0)
        row = (key, part.number, part.title, part.body, part.characters, part.style, *size)
        tx.execute("INSERT INTO part VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        if part.manner is not Manner.TEXT:
            _insert_showing(tx, key, part)


def part_of(connection: sqlite3.Connection, row: sqlite3.Row) -> Part:
    """The part of a row of QUERY."""
    manner = Manner(row["manner"] or Manner.TEXT)
    if manner is Manner.TEXT:
        return Part(
            number=row["number"],
            title=row["title"],
            body=row["body"],
            characters=row["characters"],
            style=row["style"],
            width=row["width"],
            height=row["height"],
        )
    return Part(
        number=row["number"],
        title=row["title"],
        body=row["body"],
        characters=row["characters"],
        width=row["shown_width"],
        height=row["shown_height"],
        manner=manner,
        item=row["item"],
        page=row["page"],
        seconds=row["seconds"],
        picture=row["picture"],
        large=row["large"],
        small=row["small"],
        playing=Playing(row["playing"]),
        subtitles=_subtitles(connection, row) if manner in {Manner.SOUND, Manner.FILM} else (),
    )


def _insert_showing(tx: sqlite3.Connection, key: int, part: Part) -> None:
    row = (key, part.number, part.manner, part.item, part.page, part.width, part.height, part.seconds)
    tx.execute(
        "INSERT INTO showing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*row, part.picture, part.large, part.small, part.playing),
    )
    tx.executemany(
        "INSERT INTO subtitles VALUES (?, ?, ?, ?, ?, ?)",
        [(key, part.number, n, one.language, one.label, one.resource) for n, one in enumerate(part.subtitles)],
    )


def _subtitles(connection: sqlite3.Connection, row: sqlite3.Row) -> tuple[Subtitles, ...]:
    query = "SELECT language, label, resource FROM subtitles WHERE record=? AND part=? ORDER BY position"
    found = connection.execute(query, (row["record"], row["number"]))
    return tuple(Subtitles(one["language"], one["label"], one["resource"]) for one in found)
