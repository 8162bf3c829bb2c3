"""Spoken labels: recordings that say the name of a page. They are heard beside that name, and stand on no list.

That they are on no list is a trigger of the database (`sql/0007_labels.sql`): it holds for earlier releases too.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from content.catalogue.visible import may_be_seen
from content.records import Bytes, Item, RecordId

_ITEM = "i.sha256, i.size, i.media_type, i.name AS file"
_HEARD = f"""
FROM label l JOIN record r ON r.key = l.record JOIN pack_version v ON v.id = r.pack_version
JOIN item i ON i.record = r.key AND i.position = 0
JOIN holding h ON h.sha256 = i.sha256 AND h.damaged = 0
JOIN showing w ON w.record = r.key AND w.manner = 'sound' AND w.item = 0 AND w.playing <> 'nowhere'
WHERE {may_be_seen("r", "v")}
AND NOT EXISTS (SELECT 1 FROM overlay o WHERE o.record_id = r.id AND o.field = 'hidden')
AND NOT EXISTS (SELECT 1 FROM recording c WHERE c.record = r.key AND c.consent_by = '')
"""


@dataclass(frozen=True)
class Label:
    """A recording that says the name of a page.

    Attributes:
        says: address of the page, without a language. tongue: the language that is spoken, without its writing (`blt`).
    """

    says: str
    tongue: str
    record: RecordId


def insert_label(tx: sqlite3.Connection, key: int, says: str) -> None:
    """Writes what a record says the name of; of one that is no label nothing is written."""
    if says:
        tx.execute("INSERT INTO label VALUES (?, ?)", (key, says))


def says_of(connection: sqlite3.Connection, key: int) -> str:
    """The address of the page whose name a record says, "" where it is no label."""
    row = connection.execute("SELECT says FROM label WHERE record=?", (key,)).fetchone()
    return str(row[0]) if row else ""


def labels(connection: sqlite3.Connection, addresses: Iterable[str], today: date) -> dict[str, tuple[Label, ...]]:
    """The labels of pages, by their addresses: of each tongue the one that came last.

    Args:
        addresses: without a language. today: the date that has certainly come.
    """
    rows = connection.execute(
        f"SELECT l.says, r.language, r.id {_HEARD} AND l.says IN (SELECT value FROM json_each(:says)) ORDER BY r.key",
        {"today": today.isoformat(), "says": json.dumps(list(addresses))},
    )
    found: dict[str, dict[str, Label]] = {}
    for row in rows:
        tongue = tongue_of(row["language"])
        found.setdefault(row["says"], {})[tongue] = Label(row["says"], tongue, RecordId(row["id"]))
    return {says: tuple(one for _, one in sorted(by_tongue.items())) for says, by_tongue in found.items()}


def tongues(connection: sqlite3.Connection, today: date) -> list[str]:
    """The tongues in which there is anything to hear, the one with the most first."""
    rows = connection.execute(f"SELECT r.language {_HEARD}", {"today": today.isoformat()})
    spoken = [tongue_of(row[0]) for row in rows]
    return sorted(set(spoken), key=lambda one: (-spoken.count(one), one))


def all_labels(connection: sqlite3.Connection) -> list[tuple[RecordId, str, str]]:
    """Id, title and what it says the name of, of every label that is in force or that staff hide."""
    rows = connection.execute(
        "SELECT r.id, r.title, l.says FROM label l JOIN record r ON r.key = l.record "
        "JOIN pack_version v ON v.id = r.pack_version WHERE v.state = 'active' ORDER BY l.says, r.language, r.id"
    )
    return [(RecordId(row["id"]), row["title"], row["says"]) for row in rows]


def label_item(connection: sqlite3.Connection, record: RecordId, today: date) -> Item | None:
    """The file of a label, None where there is no such label to hear."""
    row = connection.execute(
        f"SELECT {_ITEM} {_HEARD} AND r.id = :id", {"today": today.isoformat(), "id": record}
    ).fetchone()
    if row is None:
        return None
    return Item(sha256=row["sha256"], size=Bytes(row["size"]), media_type=row["media_type"], name=row["file"])


def are_labels(connection: sqlite3.Connection, ids: Iterable[str]) -> bool:
    """Whether any of some records is a label."""
    query = (
        "SELECT 1 FROM label l JOIN record r ON r.key = l.record WHERE r.id IN (SELECT value FROM json_each(?)) LIMIT 1"
    )
    return connection.execute(query, (json.dumps(list(ids)),)).fetchone() is not None


def tongue_of(language: str) -> str:
    """What is heard of a language: its first subtag (BCP 47 §2.2.1); a voice has no script."""
    return language.partition("-")[0].lower()
