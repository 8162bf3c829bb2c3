"""From rows to records and list entries."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import Any

from content.catalogue.labels import says_of
from content.catalogue.overlay import Overlay, OverlayField
from content.catalogue.recordings import recording_of
from content.catalogue.shown import Cover, Entry
from content.records import (
    Audience,
    Creator,
    Direction,
    Identifier,
    Institution,
    Issue,
    Item,
    Kind,
    Layout,
    Manner,
    Passage,
    PrintCopy,
    Record,
    Resource,
    Rights,
    RightsClass,
    Subjects,
)

RIGHTS_COLUMNS = "r.rights_class, r.rights_holder, r.rights_note, r.rights_until, r.seats, r.download"
"""What `rights_of` needs of a row of `record r`."""


def record_of(db: sqlite3.Connection, row: sqlite3.Row, overlay: Overlay, issues: tuple[Issue, ...]) -> Record:
    """The record of a row of `record`, with what staff corrected."""
    key = row["key"]
    institution = overlay.text(OverlayField.INSTITUTION, row["institution"] or "")
    return Record(
        id=row["id"],
        kind=Kind(row["kind"]),
        title=overlay.text(OverlayField.TITLE, row["title"]),
        creators=_creators(db, key, overlay),
        publisher=row["publisher"],
        issued=row["issued"],
        description=overlay.text(OverlayField.DESCRIPTION, row["description"]),
        language=overlay.text(OverlayField.LANGUAGE, row["language"]),
        script=row["script"],
        audience=Audience(overlay.text(OverlayField.AUDIENCE, row["audience"])),
        rights=rights_of(row),
        institution=Institution(institution) if institution else None,
        subjects=_subjects(db, key, overlay),
        identifiers=tuple(Identifier(r["scheme"], r["value"]) for r in _list(db, "identifier", key)),
        source=row["source"],
        coverage=row["coverage"],
        shelf=overlay.text(OverlayField.SHELF, row["shelf"]),
        part_of=row["part_of"],
        items=_items(db, key),
        copies=_copies(db, key),
        issues=issues,
        layout=Layout(row["layout"]),
        direction=Direction(row["direction"]),
        recording=recording_of(db, key),
        label_of=says_of(db, key),
        revision=row["revision"],
    )


def entry_of(db: sqlite3.Connection, row: sqlite3.Row) -> Entry:
    """The list entry of a row selected by ENTRY_COLUMNS."""
    copies = _copies(db, row["key"]) if not row["parts"] else ()
    width, _, height = (row["cover_size"] or "0x0").partition("x")
    return Entry(
        id=row["id"],
        kind=Kind(row["kind"]),
        title=row["title"],
        creators=row["creators"],
        language=row["language"],
        issued=row["issued"],
        audience=row["audience"],
        parts=row["parts"],
        manner=Manner(row["manner"] or Manner.TEXT),
        seconds=row["seconds"] or 0,
        featured=bool(row["featured"]),
        latest=row["latest"] or "",
        cover=Cover(name=row["cover"], width=int(width), height=int(height)) if row["cover"] else Cover(),
        place=copies[0] if copies else None,
    )


def _list(db: sqlite3.Connection, table: str, key: int) -> list[sqlite3.Row]:
    return db.execute(f"SELECT * FROM {table} WHERE record=? ORDER BY position", (key,)).fetchall()


def _creators(db: sqlite3.Connection, key: int, overlay: Overlay) -> tuple[Creator, ...]:
    found = tuple(Creator(row["name"], row["role"]) for row in _list(db, "creator", key))
    names = tuple(creator.name for creator in found)
    corrected = overlay.texts(OverlayField.CREATORS, names)
    return found if corrected == names else tuple(Creator(name) for name in corrected)


def _subjects(db: sqlite3.Connection, key: int, overlay: Overlay) -> Subjects:
    rows = _list(db, "subject", key)
    keywords = tuple(row["value"] for row in rows if row["scheme"] == "keyword")
    return Subjects(
        ddc=tuple(row["value"] for row in rows if row["scheme"] == "ddc"),
        keywords=overlay.texts(OverlayField.KEYWORDS, keywords),
    )


def resource_of(row: sqlite3.Row) -> Resource:
    """The resource of a row."""
    return Resource(
        name=row["name"], media_type=row["media_type"], blob=row["blob"], width=row["width"], height=row["height"]
    )


def passage_of(row: sqlite3.Row) -> Passage:
    """The passage of a row."""
    return Passage(part=row["part"], place=row["place"], heading=row["heading"], text=row["text"])


def rights_of(row: sqlite3.Row | Mapping[str, Any]) -> Rights:
    """The rights of a row that has RIGHTS_COLUMNS."""
    return Rights(
        rights_class=RightsClass(row["rights_class"]),
        holder=row["rights_holder"],
        note=row["rights_note"],
        until=date.fromisoformat(row["rights_until"]) if row["rights_until"] else None,
        max_concurrent=row["seats"],
        download=None if row["download"] is None else bool(row["download"]),
    )


def _items(db: sqlite3.Connection, key: int) -> tuple[Item, ...]:
    return tuple(
        Item(sha256=row["sha256"], size=row["size"], media_type=row["media_type"], name=row["name"])
        for row in _list(db, "item", key)
    )


def _copies(db: sqlite3.Connection, key: int) -> tuple[PrintCopy, ...]:
    return tuple(
        PrintCopy(holder=row["holder"], cupboard=row["cupboard"], copies=row["copies"], call_number=row["call_number"])
        for row in _list(db, "print_copy", key)
    )
