"""Taking records of the library's own out of the catalogue: unseen at once, their rows gone step by step.

A record becomes unseen by one small change: it moves under a retired version of the library's own pack. Its rows,
hundreds of thousands of passages among them, go afterwards in transactions of their own, so that the write lock is held
shortly. What a killed process left unseen, staged or retired, is found by `unseen_records`.
"""

from __future__ import annotations

import sqlite3

from content.catalogue.staleness import mark_stale
from content.catalogue.writing import LOCAL_PACK
from content.errors import UnknownRecordError
from content.records import RecordId, Sha256
from content.trusted_time import TrustedNow

DROP_ROWS = 4_000
"""Of one transaction."""
_LONG_TABLES = (
    ("passage", "number", "NULL"),
    ("resource", "name", "blob"),
    ("part", "number", "body"),
    ("showing", "part", "NULL"),
    ("contents", "position", "NULL"),
)
"""Tables that may hold very many rows of one record: table, the rest of its key, the column that names a blob."""


def retire(tx: sqlite3.Connection, record: RecordId) -> list[int]:
    """Makes the library's own record of this id unseen, if it has one; its rows wait for `drop_unseen`.

    Returns:
        The keys of what is unseen now.
    """
    keys = [row["key"] for row in _own_rows(tx, record)]
    for key in keys:
        # Its pictures go before it does: meanwhile it names none.
        tx.execute("UPDATE record SET pack_version=?, cover='' WHERE key=?", (_retired_version(tx, record), key))
    return keys


def withdraw(
    tx: sqlite3.Connection, record: RecordId, *, now: TrustedNow, at_most: int = DROP_ROWS
) -> tuple[Sha256, ...]:
    """Takes a record of the library's own out of the catalogue, and forgets holdings that nothing needs any more.

    Args:
        at_most: rows that are deleted at once; `unseen_records` names what has more, `drop_unseen` goes on.

    Returns:
        Hashes of blobs that may be deleted after the transaction.

    Raises:
        UnknownRecordError: the library itself has no record of this id. What a signed pack brought goes with its pack.
    """
    rows = _own_rows(tx, record)
    if not rows:
        raise UnknownRecordError(record)
    tx.execute("INSERT OR REPLACE INTO withdrawn (record_id, withdrawn_at) VALUES (?, ?)", (record, now.text))
    mark_stale(tx, record, *{row["part_of"] for row in rows if row["part_of"]})
    return tuple(blob for key in retire(tx, record) for blob in drop_unseen(tx, key, at_most=at_most))


def was_withdrawn(connection: sqlite3.Connection, record: RecordId) -> bool:
    """Whether a record was here and has been withdrawn."""
    return connection.execute("SELECT 1 FROM withdrawn WHERE record_id=?", (record,)).fetchone() is not None


def unseen_records(connection: sqlite3.Connection) -> list[int]:
    """Keys of the own pack's records that nobody sees: staged and never made visible, or retired and not yet gone."""
    rows = connection.execute(
        "SELECT r.key FROM record r JOIN pack_version v ON v.id=r.pack_version WHERE v.pack=? AND v.state<>'active'",
        (LOCAL_PACK,),
    )
    return [row["key"] for row in rows]


def drop_unseen(tx: sqlite3.Connection, key: int, *, at_most: int = DROP_ROWS) -> tuple[Sha256, ...]:
    """Deletes rows of an unseen record, at last the record itself, and the holdings that nothing else needs.

    Args:
        at_most: rows that are deleted at once; while there are more, `unseen_records` names the record.

    Returns:
        Hashes of blobs that may be deleted after the transaction.
    """
    blobs: set[Sha256] = set()
    left = at_most
    for table, column, blob in _LONG_TABLES:
        rows = tx.execute(
            f"DELETE FROM {table} WHERE record=:key AND {column} IN "
            f"(SELECT {column} FROM {table} WHERE record=:key LIMIT :left) RETURNING {blob}",
            {"key": key, "left": left},
        ).fetchall()
        blobs.update(Sha256(row[0]) for row in rows if row[0])
        left -= len(rows)
    if left > 0:
        blobs.update(Sha256(row[0]) for row in tx.execute("SELECT sha256 FROM item WHERE record=?", (key,)))
        tx.execute("DELETE FROM record WHERE key=?", (key,))
    return _forget(tx, blobs)


def _forget(tx: sqlite3.Connection, blobs: set[Sha256]) -> tuple[Sha256, ...]:
    """Deletes the holdings that nothing needs any more; returns their hashes."""
    free = tuple(sorted(blob for blob in blobs if not tx.execute(_IS_NEEDED, {"blob": blob}).fetchone()))
    tx.executemany("DELETE FROM holding WHERE sha256=?", [(blob,) for blob in free])
    return free


_IS_NEEDED = """
SELECT 1 WHERE EXISTS (SELECT 1 FROM item WHERE sha256=:blob)
            OR EXISTS (SELECT 1 FROM part WHERE body=:blob)
            OR EXISTS (SELECT 1 FROM resource WHERE blob=:blob)
"""


def _own_rows(connection: sqlite3.Connection, record: RecordId) -> list[sqlite3.Row]:
    """The visible row of the library's own record of this id."""
    return connection.execute(
        "SELECT r.key, r.part_of FROM record r JOIN pack_version v ON v.id=r.pack_version "
        "WHERE r.id=? AND v.pack=? AND v.state='active'",
        (record, LOCAL_PACK),
    ).fetchall()


def _retired_version(tx: sqlite3.Connection, record: RecordId) -> int:
    """A retired version of the own pack under which no record of this id stands that is not yet gone."""
    row = tx.execute(
        "SELECT id FROM pack_version v WHERE pack=? AND state='retired' "
        "AND NOT EXISTS (SELECT 1 FROM record r WHERE r.pack_version=v.id AND r.id=?)",
        (LOCAL_PACK, record),
    ).fetchone()
    if row:
        return int(row["id"])
    cursor = tx.execute(
        "INSERT INTO pack_version (pack, version, state) "
        "SELECT :pack, coalesce(max(version), 0) + 1, 'retired' FROM pack_version WHERE pack=:pack",
        {"pack": LOCAL_PACK},
    )
    return int(cursor.lastrowid or 0)
