"""Records that may be one work from two sources: proposed to a person, never joined by themselves.

Two are proposed that have one ISBN, or one title and author and neither year nor language against it. Both are looked
up by an index: fifty thousand records make the adding of one no slower that one would notice.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from enum import StrEnum

from content.records import Record, RecordId
from content.text import fold, isbn_forms, language_group, syllables
from content.trusted_time import TrustedNow

_MOST = 10
"""Proposals for one record; a list that calls everything "Báo cáo" does not propose each to each."""
_ISBN = "isbn"
"""The scheme that names one edition of one work; an ISSN names all issues of a newspaper."""


class Reason(StrEnum):
    """Why two records are taken for one work."""

    IDENTIFIER = "identifier"
    TITLE = "title"


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of two records of a proposal."""

    record: RecordId
    title: str
    creators: str
    issued: str
    files: int
    copies: int
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """Two records that may be one work; `record` came later."""

    record: Side
    other: Side
    reason: Reason


def alike(connection: sqlite3.Connection, record: Record) -> list[tuple[RecordId, Reason]]:
    """Active records that may be the same work as one, whether that stands in the catalogue or not."""
    if record.label_of:
        return []  # it says the name of another by its purpose
    found = dict.fromkeys(_by_title(connection, record), Reason.TITLE)
    found |= dict.fromkeys(_by_identifier(connection, record), Reason.IDENTIFIER)
    return list(found.items())[:_MOST]


def propose(tx: sqlite3.Connection, record: Record, *, now: TrustedNow) -> bool:
    """Remembers which records may be the same work as one that came; those that a person set apart stay so.

    Returns:
        Whether a person has something to decide.
    """
    fresh = [(other, reason) for other, reason in alike(tx, record) if not _is_known(tx, record.id, other)]
    tx.executemany(
        "INSERT INTO likeness VALUES (?, ?, ?, ?, '', '')",
        [(record.id, other, reason, now.text) for other, reason in fresh],
    )
    return bool(fresh)


def proposals(connection: sqlite3.Connection) -> list[Proposal]:
    """What a person has to decide, the oldest first; only of records that are there."""
    rows = connection.execute(
        "SELECT record_id, other_id, reason FROM likeness WHERE decided='' ORDER BY found_at, record_id, other_id"
    )
    return [one for row in rows if (one := _proposal(connection, row))]


def is_proposed(connection: sqlite3.Connection, record: RecordId) -> bool:
    """Whether a person has to decide about a record."""
    query = "SELECT record_id, other_id, reason FROM likeness WHERE decided='' AND (record_id=:id OR other_id=:id)"
    return any(_proposal(connection, row) for row in connection.execute(query, {"id": record}))


def set_apart(tx: sqlite3.Connection, one: RecordId, other: RecordId, *, now: TrustedNow) -> None:
    """Remembers that two records are two works: they are not proposed again."""
    tx.execute("DELETE FROM likeness WHERE (record_id=? AND other_id=?)", (other, one))
    tx.execute(
        "INSERT INTO likeness VALUES (:one, :other, 'title', :now, 'apart', :now) "
        "ON CONFLICT (record_id, other_id) DO UPDATE SET decided='apart', decided_at=:now",
        {"one": one, "other": other, "now": now.text},
    )


def note_move(tx: sqlite3.Connection, record: RecordId, into: RecordId) -> None:
    """Remembers that a record went up in another: its readers, and the lists that name it, are led there."""
    tx.execute("UPDATE moved SET into_id=? WHERE into_id=?", (into, record))
    tx.execute("DELETE FROM moved WHERE record_id=?", (into,))
    tx.execute("INSERT OR REPLACE INTO moved VALUES (?, ?)", (record, into))
    tx.execute("UPDATE OR REPLACE list_key SET record_id=? WHERE record_id=?", (into, record))
    tx.execute("DELETE FROM likeness WHERE record_id=? OR other_id=?", (record, record))


def moved_into(connection: sqlite3.Connection, record: RecordId | str) -> RecordId | None:
    """The record that one went up in, None where it did not."""
    row = connection.execute("SELECT into_id FROM moved WHERE record_id=?", (record,)).fetchone()
    return RecordId(row["into_id"]) if row else None


def has_taken_up(connection: sqlite3.Connection, record: RecordId) -> bool:
    """Whether another record went up in this one."""
    return connection.execute("SELECT 1 FROM moved WHERE into_id=? LIMIT 1", (record,)).fetchone() is not None


def _by_identifier(connection: sqlite3.Connection, record: Record) -> list[RecordId]:
    found: list[RecordId] = []
    numbers = {form for one in record.identifiers if one.scheme == _ISBN for form in isbn_forms(one.value)}
    for number in sorted(numbers):
        rows = connection.execute(
            "SELECT r.id FROM identifier i JOIN record r ON r.key=i.record JOIN pack_version v "
            "ON v.id=r.pack_version WHERE replace(i.value, '-', '')=? AND i.scheme=? AND v.state='active' "
            "AND r.id<>? LIMIT ?",
            (number, _ISBN, record.id, _MOST),
        )
        found += [RecordId(row["id"]) for row in rows]
    return found


def _by_title(connection: sqlite3.Connection, record: Record) -> list[RecordId]:
    line = f" {' '.join(syllables(record.title))} \n"
    rows = connection.execute(
        "SELECT s.id, s.creators, s.issued, s.language, s.part_of, s.kind FROM shown s JOIN record r ON r.key=s.record "
        "JOIN pack_version v ON v.id=r.pack_version WHERE substr(s.folded, 1, instr(s.folded, char(10)))=? "
        "AND v.state='active' AND s.id<>? AND s.record NOT IN (SELECT record FROM label) LIMIT ?",
        (line, record.id, 10 * _MOST),
    )
    return [RecordId(row["id"]) for row in rows if _agrees(record, row)]


def _agrees(record: Record, row: sqlite3.Row) -> bool:
    """Whether people, year, language and newspaper of two records of one title do not speak against one work."""
    first, second = record.issued[:4], row["issued"][:4]
    if (first and second and first != second) or (record.part_of or "") != row["part_of"]:
        return False
    languages = {language_group(tag) for tag in (record.language, row["language"]) if tag}
    if len(languages) > 1 or (record.part_of and record.issued != row["issued"]):
        return False
    people = fold(row["creators"])
    if record.creators and people:
        return fold(record.creators[0].name) in people
    # A title alone says little where nobody and no year is named: there are many reports.
    return bool(first and second) or (not record.creators) != (not people)


def _is_known(connection: sqlite3.Connection, one: RecordId, other: RecordId) -> bool:
    query = "SELECT 1 FROM likeness WHERE (record_id=:one AND other_id=:other) OR (record_id=:other AND other_id=:one)"
    return connection.execute(query, {"one": one, "other": other}).fetchone() is not None


def _proposal(connection: sqlite3.Connection, row: sqlite3.Row) -> Proposal | None:
    sides = [_side(connection, RecordId(row[name])) for name in ("record_id", "other_id")]
    record, other = sides
    return Proposal(record=record, other=other, reason=Reason(row["reason"])) if record and other else None


def _side(connection: sqlite3.Connection, record: RecordId) -> Side | None:
    row: sqlite3.Row | None = connection.execute(
        "SELECT s.*, v.pack, (SELECT count(*) FROM item WHERE record=r.key) AS files, "
        "(SELECT coalesce(sum(copies), 0) FROM print_copy WHERE record=r.key) AS copies "
        "FROM record r JOIN pack_version v ON v.id=r.pack_version JOIN shown s ON s.record=r.key "
        "WHERE r.id=? AND v.state='active' LIMIT 1",
        (record,),
    ).fetchone()
    if row is None:
        return None
    return Side(
        record=record,
        title=row["title"],
        creators=row["creators"],
        issued=row["issued"],
        files=row["files"],
        copies=row["copies"],
        is_own=row["pack"] == "local",
    )
