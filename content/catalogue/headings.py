"""Lines of contents in folded form, one row a record: which records have a chapter about something.

The rows are made from the table of contents. A record that an earlier release wrote has none until it is filled in
(`records_without_headings`, `folded_headings`, `fill_headings`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from content.catalogue.visible import ROWS, is_seen
from content.records import ContentsEntry
from content.text import ELLIPSIS, exact, syllables


@dataclass(frozen=True)
class FoldedHeadings:
    """The row of a record: `key`, its lines folded, and the words of them that have marks, each once."""

    key: int
    folded: str
    marked: str


def note_headings(tx: sqlite3.Connection, key: int, titles: Sequence[str]) -> None:
    """Writes the row of a record with contents.

    Args:
        titles: of its lines of contents.
    """
    if titles:
        fill_headings(tx, [_fold(key, titles)])


def records_without_headings(connection: sqlite3.Connection, among: Sequence[str] | None = None) -> list[int]:
    """Keys of records with contents that have no row: another release wrote them.

    Args:
        among: ids that are looked at; None looks at all.
    """
    some = "" if among is None else "r.id IN (SELECT value FROM json_each(:among)) AND "
    rows = connection.execute(
        f"SELECT r.key FROM record r WHERE {some}NOT EXISTS (SELECT 1 FROM heading h WHERE h.record=r.key) "
        "AND EXISTS (SELECT 1 FROM contents c WHERE c.record=r.key)",
        {"among": json.dumps(list(among or ()))},
    )
    return [row[0] for row in rows]


def folded_headings(connection: sqlite3.Connection, key: int) -> FoldedHeadings:
    """The row that a record ought to have."""
    rows = connection.execute("SELECT title FROM contents WHERE record=? ORDER BY position", (key,))
    return _fold(key, [row[0] for row in rows])


def fill_headings(tx: sqlite3.Connection, rows: Iterable[FoldedHeadings]) -> None:
    """Writes rows that are not there; those of records that went meanwhile are left out."""
    tx.executemany(
        "INSERT OR IGNORE INTO heading (record, folded, marked) SELECT :key, :folded, :marked "
        "WHERE EXISTS (SELECT 1 FROM record WHERE key=:key)",
        [vars(row) for row in rows],
    )


def contents_with(
    db: sqlite3.Connection, words: Sequence[str], marked: Sequence[str], today: str, *, most: int
) -> Iterator[tuple[int, list[ContentsEntry]]]:
    """Key and contents of visible records with a line of contents that has every word, read as they are asked for.

    First those with a line that is nothing but the words, then those with the words side by side in a line, then the
    others; each in order of title.

    Args:
        words: folded. marked: words with marks that stand somewhere in the contents, maybe as parts of words.
        today: the date that has certainly come, `YYYY-MM-DD`. most: how many records at most.
    """
    return ((key, _contents(db, key)) for key in islice(_with_line(db, words, marked, today), most) if words)


def _with_line(db: sqlite3.Connection, words: Sequence[str], marked: Sequence[str], today: str) -> Iterator[int]:
    """Keys of visible records with a line that has every word, best first."""
    asked = [f" {word} " for word in words]
    wanted = [("folded", word) for word in asked] + [("marked", word) for word in marked]
    has = " AND ".join(f"instr(h.{column}, :w{number})" for number, (column, _) in enumerate(wanted)) or "0"
    # Materialised: all folded texts are looked through first, and only what has the words is looked up elsewhere.
    keys = db.execute(
        "WITH found AS MATERIALIZED (SELECT h.record, NOT instr(h.folded, :phrase) AS is_apart, "
        "NOT instr(char(10) || h.folded || char(10), char(10) || :phrase || char(10)) AS is_part "
        f"FROM heading h WHERE {has}) "
        f"SELECT s.record FROM found f JOIN {ROWS} AND s.record = f.record WHERE {is_seen('s', 'r', 'v')} "
        "ORDER BY f.is_part, f.is_apart, s.sort_key",
        {"today": today, "phrase": f" {' '.join(words)} "} | {f"w{n}": word for n, (_, word) in enumerate(wanted)},
    ).fetchall()
    for (key,) in keys:
        row = db.execute("SELECT folded FROM heading WHERE record=?", (key,)).fetchone()
        if row and any(all(word in line for word in asked) for line in row[0].split("\n")):
            yield key


def _fold(key: int, titles: Iterable[str]) -> FoldedHeadings:
    # What ends in an ellipsis is no heading but the first words of a chapter that has none.
    headings = [title for title in titles if not title.endswith(ELLIPSIS)]
    folded = dict.fromkeys(f" {' '.join(words)} " for title in headings if (words := syllables(title)))
    marked = dict.fromkeys(word for title in headings for word in exact(title).split() if not word.isascii())
    return FoldedHeadings(key, "\n".join(folded), " ".join(marked))


def _contents(db: sqlite3.Connection, key: int) -> list[ContentsEntry]:
    rows = db.execute("SELECT depth, title, part, place FROM contents WHERE record=? ORDER BY position", (key,))
    return [ContentsEntry(depth=row[0], title=row[1], part=row[2], place=row[3]) for row in rows]


def in_headings(db: sqlite3.Connection, phrases: Sequence[str]) -> set[str]:
    """Those of some phrases that stand in a line of contents of any record, visible or not.

    Args:
        phrases: folded words with single spaces.
    """
    if not phrases:
        return set()
    columns = ", ".join(f"max(instr(folded, :p{number}) > 0)" for number in range(len(phrases)))
    bound = {f"p{number}": f" {phrase} " for number, phrase in enumerate(phrases)}
    row = db.execute(f"SELECT {columns} FROM heading", bound).fetchone()
    return {phrase for phrase, there in zip(phrases, row, strict=True) if there}
