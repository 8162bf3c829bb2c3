"""What a person should look at in a record, remembered until it is put right, and what was in old letters."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from content.formats.reading import Caveat, Conversion, Evidence
from content.records import RecordId

_KEY = "SELECT r.key FROM record r JOIN pack_version v ON v.id=r.pack_version WHERE r.id=? AND v.state='active' LIMIT 1"


@dataclass(frozen=True, kw_only=True)
class Doubts:
    """What is remembered of a record."""

    caveats: tuple[Caveat, ...] = ()
    converted: tuple[Conversion, ...] = ()


def note_doubts(
    tx: sqlite3.Connection, key: int, caveats: Sequence[Caveat], converted: Sequence[Conversion] | None = None
) -> None:
    """Remembers what should be looked at in a record, instead of what was remembered.

    Args:
        key: of its row.
        converted: what was in old letters; None leaves that as it is.
    """
    tx.execute("DELETE FROM caveat WHERE record=?", (key,))
    tx.executemany("INSERT OR IGNORE INTO caveat VALUES (?, ?)", [(key, caveat) for caveat in caveats])
    if converted is None:
        return
    tx.execute("DELETE FROM conversion WHERE record=?", (key,))
    tx.executemany(
        "INSERT INTO conversion VALUES (?, ?, ?, ?, ?, ?)",
        [(key, n, c.encoding, c.evidence, c.letters, c.confidence) for n, c in enumerate(converted)],
    )


def forget_caveat(tx: sqlite3.Connection, record: RecordId, caveat: Caveat) -> None:
    """Forgets a caveat of an active record: a person has looked."""
    tx.execute(f"DELETE FROM caveat WHERE code=? AND record IN ({_KEY})", (caveat, record))


def doubts_of(connection: sqlite3.Connection, record: RecordId | str) -> Doubts:
    """What is remembered of an active record; nothing where there is none."""
    row = connection.execute(_KEY, (record,)).fetchone()
    if row is None:
        return Doubts()
    codes = {found["code"] for found in connection.execute("SELECT code FROM caveat WHERE record=?", (row["key"],))}
    conversions = connection.execute("SELECT * FROM conversion WHERE record=? ORDER BY position", (row["key"],))
    return Doubts(
        caveats=tuple(caveat for caveat in Caveat if caveat in codes),
        converted=tuple(
            Conversion(
                encoding=one["encoding"],
                evidence=Evidence(one["evidence"]),
                letters=one["letters"],
                confidence=one["confidence"],
            )
            for one in conversions
        ),
    )


def doubtful(connection: sqlite3.Connection) -> list[tuple[RecordId, str, tuple[Caveat, ...]]]:
    """Id, title and caveats of every active record that a person should look at, in order of arrival."""
    rows = connection.execute(
        "SELECT r.id, r.title, group_concat(c.code, ' ') AS codes FROM caveat c JOIN record r ON r.key=c.record "
        "JOIN pack_version v ON v.id=r.pack_version WHERE v.state='active' GROUP BY r.key "
        "ORDER BY coalesce(r.arrival, r.key)"
    )
    found = []
    for row in rows:
        codes = set(row["codes"].split(" "))
        # A code of a later release means nothing here.
        caveats = tuple(caveat for caveat in Caveat if caveat in codes)
        if caveats:
            found.append((RecordId(row["id"]), str(row["title"]), caveats))
    return found
