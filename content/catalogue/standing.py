"""On which shelf a record stands above all, so that it has the same signs wherever a reader meets it.

Order, the first that fits: the shelf on which it was put by name; a shelf that asks for more than a kind, in the order
of shelves; a shelf that asks for its kind alone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from content.catalogue.shelves import ShelfRule
from content.catalogue.visible import VISIBLE
from content.records import RecordId


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A shelf as the home of a record.

    Attributes:
        title: in the language asked for. icon, cloth, motif: names of the look (`sach`, `ks`, `h1`).
        is_of_kind: it stands here for its kind alone, as everything of its kind does.
    """

    shelf: str
    title: str
    icon: str
    cloth: str
    motif: str
    is_of_kind: bool


def standing(
    db: sqlite3.Connection, records: Sequence[RecordId], *, today: date, language: str
) -> dict[RecordId, Standing]:
    """The shelf of each record; those that are not visible, or stand on no shelf, are left out."""
    bound = {"today": today.isoformat(), "records": json.dumps(list(records))}
    of_these = f"SELECT s.id, s.shelf {VISIBLE} AND s.id IN (SELECT value FROM json_each(:records))"
    shelves = {row["id"]: row for row in db.execute("SELECT * FROM shelf ORDER BY position").fetchall()}
    rules = {shelf: ShelfRule.from_json(row["rule"]) for shelf, row in shelves.items()}
    by_name = {row["id"]: row["shelf"] for row in db.execute(of_these, bound).fetchall()}
    found = {record: _standing(shelves[shelf], language) for record, shelf in by_name.items() if shelf in shelves}
    for shelf in sorted(rules, key=lambda one: rules[one].is_of_kind):
        if len(found) == len(by_name):
            break
        condition, values = rules[shelf].condition(shelf)
        for row in db.execute(f"{of_these} AND {condition}", {**bound, **values}).fetchall():
            found.setdefault(row["id"], _standing(shelves[shelf], language, is_of_kind=rules[shelf].is_of_kind))
    return found


def _standing(row: sqlite3.Row, language: str, *, is_of_kind: bool = False) -> Standing:
    titles = json.loads(row["titles"])
    return Standing(
        shelf=row["id"],
        title=titles.get(language, titles["vi"]),
        icon=row["icon"],
        cloth=row["cloth"],
        motif=row["motif"],
        is_of_kind=is_of_kind,
    )
