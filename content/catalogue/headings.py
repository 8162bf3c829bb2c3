"""Lines of contents in folded form, one row a record: which records may have a chapter about something."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from content.catalogue.visible import VISIBLE
from content.records import ContentsEntry
from content.text import syllables


def note_headings(tx: sqlite3.Connection, key: int, titles: Iterable[str]) -> None:
    """Writes the row of a record; one without contents has none.

    Args:
        titles: of its lines of contents.
    """
    folded = "\n".join(dict.fromkeys(f" {' '.join(words)} " for title in titles if (words := syllables(title))))
    if folded:
        tx.execute("INSERT OR REPLACE INTO heading (record, folded) VALUES (?, ?)", (key, folded))


def note_all_headings(tx: sqlite3.Connection) -> None:
    """Writes the row of every record, for a library of an earlier release."""
    for (key,) in tx.execute("SELECT DISTINCT record FROM contents").fetchall():
        rows = tx.execute("SELECT title FROM contents WHERE record=? ORDER BY position", (key,))
        note_headings(tx, key, (row[0] for row in rows))


def contents_with(
    db: sqlite3.Connection, words: Sequence[str], today: str, *, most: int
) -> list[tuple[int, list[ContentsEntry]]]:
    """Key and contents of visible records that have every word somewhere in their contents.

    Args:
        words: folded. today: the date that has certainly come, `YYYY-MM-DD`. most: how many records at most.
    """
    if not words:
        return []
    names = {f"word{number}": f" {word} " for number, word in enumerate(words)}
    has = " AND ".join(f"instr(h.folded, :{name}) > 0" for name in names)
    rows = db.execute(
        f"SELECT s.record {VISIBLE} AND s.record IN (SELECT h.record FROM heading h WHERE {has}) "
        "ORDER BY s.sort_key LIMIT :most",
        {"today": today, "most": most, **names},
    ).fetchall()
    return [(row[0], _contents(db, row[0])) for row in rows]


def _contents(db: sqlite3.Connection, key: int) -> list[ContentsEntry]:
    rows = db.execute("SELECT depth, title, part, place FROM contents WHERE record=? ORDER BY position", (key,))
    return [ContentsEntry(depth=row[0], title=row[1], part=row[2], place=row[3]) for row in rows]
