"""What pages say something of records: their own, and the lists on which they stand, before a change and after it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from content.catalogue.labels import are_labels
from content.catalogue.shelves import ShelfRule
from content.records import Kind, RecordId

RECORDS_MOST = 500
"""Changed at once; of more it is not asked on which lists they stand."""


@dataclass
class Dependents:
    """What depends on a change; two of them are added by `|`.

    Attributes:
        records: with the kind under which their pages stand. shelves: ids of those whose lists are others now.
        kinds, institutions: of which the lists are others; "" where a record says none.
        subjects, languages: whether any list of these is another.
        everything: it was too much to ask.
    """

    records: set[tuple[Kind, RecordId]] = field(default_factory=set)
    shelves: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    institutions: set[str] = field(default_factory=set)
    subjects: bool = False
    languages: bool = False
    everything: bool = False

    def __bool__(self) -> bool:
        return bool(self.records or self.shelves or self.everything)

    def __or__(self, other: Dependents) -> Dependents:
        return Dependents(
            records=self.records | other.records,
            shelves=self.shelves | other.shelves,
            kinds=self.kinds | other.kinds,
            institutions=self.institutions | other.institutions,
            subjects=self.subjects or other.subjects,
            languages=self.languages or other.languages,
            everything=self.everything or other.everything,
        )


def dependents_of_change(before: sqlite3.Connection, after: sqlite3.Connection) -> Dependents:
    """What depends on what a transaction changed.

    Args:
        before: sees what is committed. after: in the transaction, which is about to be.
    """
    versions = "SELECT id, state FROM pack_version WHERE state <> 'staged' ORDER BY id"
    if [tuple(row) for row in before.execute(versions)] != [tuple(row) for row in after.execute(versions)]:
        return Dependents(everything=True)
    (last,) = before.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name='stale'").fetchone()
    marks = after.execute("SELECT DISTINCT record_id FROM stale WHERE mark>? LIMIT ?", (last, RECORDS_MOST + 1))
    found = _of_shelves(before, after)
    records = [row[0] for row in marks]
    if not records or found.everything:
        return found
    # A newspaper is marked with each of its issues; the others say nothing of that, only of the newspaper itself.
    others = [one for one in records if _said_on_issues(before, one) != _said_on_issues(after, one)]
    return found | dependents(before, records, issues_of=others) | dependents(after, records, issues_of=others)


def dependents(
    connection: sqlite3.Connection, records: Iterable[str], *, issues_of: Iterable[str] | None = None
) -> Dependents:
    """What depends on records as a connection sees them; their periodicals say something of them too.

    Args:
        issues_of: of these records also the issues; None: of all.
    """
    ids = list(records)
    if len(ids) > RECORDS_MOST or are_labels(connection, ids):  # a label may be heard on any page
        return Dependents(everything=True)
    values = {"ids": json.dumps(ids), "periodicals": json.dumps(ids if issues_of is None else list(issues_of))}
    of_these = "SELECT value FROM json_each(:ids)"
    of_periodicals = "SELECT value FROM json_each(:periodicals)"
    rows = connection.execute(
        "SELECT s.record, s.id, s.kind, s.institution, s.language, "
        "EXISTS (SELECT 1 FROM shown_subject w WHERE w.record = s.record) AS has_subject FROM shown s "
        f"WHERE s.id IN ({of_these}) OR (s.part_of <> '' AND s.part_of IN ({of_periodicals})) "
        f"OR s.id IN (SELECT p.part_of FROM shown p WHERE p.part_of <> '' AND p.id IN ({of_these}))",
        values,
    ).fetchall()
    keys = {"keys": json.dumps([row["record"] for row in rows])}
    return Dependents(
        records={(Kind(row["kind"]), RecordId(row["id"])) for row in rows},
        shelves=_shelves_with(connection, keys) if rows else set(),
        kinds={row["kind"] for row in rows},
        institutions={row["institution"] for row in rows},
        subjects=any(row["has_subject"] for row in rows),
        languages=any(row["language"] for row in rows),
    )


def ended_between(connection: sqlite3.Connection, first: date, last: date) -> list[RecordId]:
    """Records whose right ended, or is in force again, when the trusted date went from one day to another."""
    days = sorted((first.isoformat(), last.isoformat()))
    rows = connection.execute("SELECT DISTINCT id FROM record WHERE rights_until >= ? AND rights_until < ?", days)
    return [RecordId(row[0]) for row in rows]


def _said_on_issues(connection: sqlite3.Connection, record: str) -> list[tuple[object, ...]]:
    """What the pages of a periodical's issues say of it, and whether they lead there."""
    query = (
        "SELECT s.title, s.kind, s.hidden, r.rights_until, v.state FROM shown s JOIN record r ON r.key = s.record "
        "JOIN pack_version v ON v.id = r.pack_version WHERE s.id=? AND v.state <> 'staged' ORDER BY s.record"
    )
    return [tuple(row) for row in connection.execute(query, (record,))]


def _of_shelves(before: sqlite3.Connection, after: sqlite3.Connection) -> Dependents:
    """What depends on shelves that were put up, changed or taken away: the start, their lists, what stands on them."""
    query = "SELECT * FROM shelf"
    old, new = ({row["id"]: tuple(row) for row in one.execute(query)} for one in (before, after))
    changed = {shelf for shelf in old.keys() | new.keys() if old.get(shelf) != new.get(shelf)}
    found = Dependents(shelves=changed)
    for connection in (before, after) if changed else ():
        for row in connection.execute(query).fetchall():
            if row["id"] in changed:
                condition, values = ShelfRule.from_json(row["rule"]).condition(row["id"])
                rows = connection.execute(
                    f"SELECT s.id, s.kind FROM shown s JOIN record r ON r.key = s.record WHERE {condition}", values
                )
                found.records |= {(Kind(one["kind"]), RecordId(one["id"])) for one in rows}
    return found


def _shelves_with(connection: sqlite3.Connection, keys: dict[str, str]) -> set[str]:
    """Ids of shelves on which any of some rows of `shown` stands, visible or not."""
    found = set()
    for row in connection.execute("SELECT id, rule FROM shelf").fetchall():
        condition, values = ShelfRule.from_json(row["rule"]).condition(row["id"])
        standing = connection.execute(
            "SELECT 1 FROM shown s JOIN record r ON r.key = s.record "
            f"WHERE s.record IN (SELECT value FROM json_each(:keys)) AND {condition} LIMIT 1",
            {**keys, **values},
        ).fetchone()
        if standing:
            found.add(row["id"])
    return found
