"""Which blobs a web server may serve by itself, and which blobs records name. The rule itself is that of `Rights`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import lru_cache

from content.catalogue.rows import RIGHTS_COLUMNS, rights_of
from content.catalogue.visible import ROWS, is_seen
from content.records import RESTRICTED_CLASSES, Rights, Sha256

_HELD_AS: tuple[tuple[str, str, Callable[[Rights], bool], str], ...] = (
    ("item", "sha256", lambda rights: rights.may_stand_open, "AND b.media_type NOT LIKE 'image/%'"),
    ("resource", "blob", lambda rights: not rights.is_restricted, ""),
)
"""Tables of what is served as it is held, their column of the blob, the rule of each, and a condition on its rows.

A picture that was brought never leaves (`Item.is_picture`)."""


_RESTRICTED = ", ".join(f"'{one}'" for one in sorted(RESTRICTED_CLASSES))
TO_TAKE_HOME = f"""coalesce(r.download, r.rights_class NOT IN ({_RESTRICTED}) AND r.seats IS NULL
   AND r.rights_until IS NULL)
   AND EXISTS (SELECT 1 FROM item t WHERE t.record = r.key AND t.media_type NOT LIKE 'image/%')"""
"""The condition over `record r` that a reader may take a file home: `Rights.may_download`, `Item.is_picture`."""


def open_blobs(connection: sqlite3.Connection, today: date, *, among: Collection[Sha256] | None = None) -> set[Sha256]:
    """Sound blobs of visible records whose rights let them stand in the folder that a web server serves.

    Args:
        today: the date in Việt Nam that has certainly come.
        among: asks for these blobs only; None: for all.
    """
    values = {"today": today.isoformat(), "among": None if among is None else json.dumps(sorted(among))}
    found: set[Sha256] = set()
    for table, column, may_stand, condition in _HELD_AS:
        limit = f"AND b.{column} IN (SELECT value FROM json_each(:among))" if among is not None else ""
        rows = connection.execute(
            f"SELECT b.{column} AS blob, {RIGHTS_COLUMNS} FROM {ROWS} JOIN {table} b ON b.record = s.record "
            f"JOIN holding h ON h.sha256 = b.{column} AND h.damaged = 0 "
            f"WHERE {is_seen('s', 'r', 'v')} {condition} {limit}",
            values,
        )
        # Thousands of blobs have a handful of rights.
        allows = lru_cache(maxsize=256)(lambda given, rule=may_stand: rule(rights_of(dict(given))))
        found |= {Sha256(row["blob"]) for row in rows if allows(tuple((key, row[key]) for key in row.keys()[1:]))}
    return found


def blobs_of(connection: sqlite3.Connection, records: Iterable[str]) -> set[Sha256]:
    """Items and resources that any version of these records names, visible or not."""
    values = {"ids": json.dumps(list(records))}
    return {
        Sha256(row[0])
        for table, column, *_ in _HELD_AS
        for row in connection.execute(
            f"SELECT b.{column} FROM record r JOIN {table} b ON b.record = r.key "
            "WHERE r.id IN (SELECT value FROM json_each(:ids))",
            values,
        )
    }


def are_described(connection: sqlite3.Connection, records: Collection[str]) -> bool:
    """Whether each of these records is in a version that is not retired; what others named, no row may tell."""
    query = (
        "SELECT count(DISTINCT r.id) FROM record r JOIN pack_version v ON v.id = r.pack_version "
        "WHERE v.state <> 'retired' AND r.id IN (SELECT value FROM json_each(?))"
    )
    return bool(connection.execute(query, (json.dumps(list(records)),)).fetchone()[0] == len(set(records)))


def covers(connection: sqlite3.Connection, records: Iterable[str] | None = None) -> dict[str, Sha256]:
    """Covers by their names, of each version of these records that is not retired, or with None of all."""
    limit = "" if records is None else "AND r.id IN (SELECT value FROM json_each(:ids))"
    rows = connection.execute(
        "SELECT r.cover, x.blob FROM record r JOIN pack_version v ON v.id = r.pack_version "
        "JOIN resource x ON x.record = r.key AND x.name = r.cover "
        f"WHERE v.state <> 'retired' AND r.cover <> '' {limit}",
        {"ids": None if records is None else json.dumps(list(records))},
    )
    return {row["cover"]: Sha256(row["blob"]) for row in rows}


def home_pictures(connection: sqlite3.Connection, today: date, *, least: int) -> dict[str, Sha256]:
    """Pictures by their names that belong to what a reader may take home, as text with its pictures.

    Args:
        today: as in `open_blobs`. least: bytes under which a picture is taken along as it is.
    """
    rows = connection.execute(
        f"SELECT x.name, x.blob FROM {ROWS} JOIN resource x ON x.record = s.record "
        "JOIN holding h ON h.sha256 = x.blob AND h.damaged = 0 "
        f"WHERE {is_seen('s', 'r', 'v')} AND {TO_TAKE_HOME} AND h.size > :least "
        "AND x.media_type IN ('image/jpeg', 'image/png', 'image/gif', 'image/webp')",
        {"today": today.isoformat(), "least": least},
    )
    return {row["name"]: Sha256(row["blob"]) for row in rows}
