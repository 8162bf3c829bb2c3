"""Staff's overlay: what they hide, feature, pin or correct is laid over a record and never changes it.

Corrected fields survive updates of the record. `refresh_shown` writes the row that lists and title search read.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from enum import StrEnum

from content.catalogue.staleness import mark_stale
from content.catalogue.subjects import fill_subjects, subject_form
from content.records import Audience, Institution, RecordId
from content.text import parse_tag, sort_key, syllables
from content.trusted_time import TrustedNow

TITLE_MAX = 300


class OverlayField(StrEnum):
    """What staff may lay over a record."""

    HIDDEN = "hidden"
    FEATURED = "featured"
    PINNED = "pinned"
    TITLE = "title"
    CREATORS = "creators"
    DESCRIPTION = "description"
    LANGUAGE = "language"
    AUDIENCE = "audience"
    INSTITUTION = "institution"
    SHELF = "shelf"
    KEYWORDS = "keywords"


FLAGS = frozenset({OverlayField.HIDDEN, OverlayField.FEATURED, OverlayField.PINNED})
LISTS = frozenset({OverlayField.CREATORS, OverlayField.KEYWORDS})


@dataclass(frozen=True)
class Overlay:
    """What is laid over one record: field to value as it is stored (flags "1", lists as JSON arrays of text)."""

    values: dict[OverlayField, str]

    def flag(self, field: OverlayField) -> bool:
        """Whether a flag is set."""
        return self.values.get(field) == "1"

    def text(self, field: OverlayField, otherwise: str) -> str:
        """The corrected text, or what the record says."""
        return self.values.get(field, otherwise)

    def texts(self, field: OverlayField, otherwise: tuple[str, ...]) -> tuple[str, ...]:
        """The corrected list, or what the record says."""
        return tuple(json.loads(self.values[field])) if field in self.values else otherwise


def overlay_of(connection: sqlite3.Connection, record: RecordId | str) -> Overlay:
    """What staff laid over a record."""
    rows = connection.execute("SELECT field, value FROM overlay WHERE record_id=?", (record,))
    return Overlay({OverlayField(row["field"]): row["value"] for row in rows if row["field"] in set(OverlayField)})


def lay(tx: sqlite3.Connection, record: RecordId, field: OverlayField, value: str | None, *, now: TrustedNow) -> None:
    """Lays a value over a record's field, or with None takes it away again.

    Args:
        value: "1" for a flag, a JSON array of texts for creators and keywords, else plain text.

    Raises:
        ValueError: the value is not one that the field can have.
    """
    if value is None:
        tx.execute("DELETE FROM overlay WHERE record_id=? AND field=?", (record, field))
    else:
        _check(field, value)
        stored = str(parse_tag(value)) if field is OverlayField.LANGUAGE else value
        tx.execute("INSERT OR REPLACE INTO overlay VALUES (?, ?, ?, ?)", (record, field, stored, now.text))
    refresh_shown(tx, record)
    mark_stale(tx, record)


def _check(field: OverlayField, value: str) -> None:
    wrong = (
        (field in FLAGS and value != "1")
        or (field in LISTS and not _is_list_of_text(value))
        or (field is OverlayField.TITLE and not 0 < len(value.strip()) <= TITLE_MAX)
        or (field is OverlayField.LANGUAGE and parse_tag(value) is None)
        or (field is OverlayField.AUDIENCE and value not in set(Audience))
        or (field is OverlayField.INSTITUTION and value not in set(Institution))
    )
    if wrong:
        raise ValueError(f"{field} cannot be {value!r}")


def _is_list_of_text(value: str) -> bool:
    try:
        found = json.loads(value)
    except ValueError:
        return False
    return isinstance(found, list) and all(isinstance(text, str) and text.strip() for text in found)


def refresh_shown(tx: sqlite3.Connection, record: RecordId | str) -> None:
    """Writes the list row of each version of a record anew, as the overlay leaves it."""
    overlay = overlay_of(tx, record)
    for row in tx.execute("SELECT * FROM record WHERE id=?", (record,)).fetchall():
        creators = overlay.texts(
            OverlayField.CREATORS, _column(tx, "SELECT name FROM creator WHERE record=?", row["key"])
        )
        keywords = overlay.texts(
            OverlayField.KEYWORDS,
            _column(tx, "SELECT value FROM subject WHERE record=? AND scheme='keyword'", row["key"]),
        )
        _write_shown(tx, row, overlay, creators, keywords)


def _write_shown(
    tx: sqlite3.Connection, row: sqlite3.Row, overlay: Overlay, creators: tuple[str, ...], keywords: tuple[str, ...]
) -> None:
    title = overlay.text(OverlayField.TITLE, row["title"])
    parts = tx.execute("SELECT count(*) FROM part WHERE record=?", (row["key"],)).fetchone()[0]
    tx.execute(
        "INSERT OR REPLACE INTO shown VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            row["key"],
            row["id"],
            row["kind"],
            title,
            sort_key(title),
            _folded(title, creators, keywords, row["publisher"]),
            ", ".join(creators),
            overlay.text(OverlayField.LANGUAGE, row["language"]),
            overlay.text(OverlayField.AUDIENCE, row["audience"]),
            overlay.text(OverlayField.INSTITUTION, row["institution"] or ""),
            overlay.text(OverlayField.SHELF, row["shelf"]),
            row["issued"],
            row["part_of"] or "",
            parts,
            overlay.flag(OverlayField.HIDDEN),
            overlay.flag(OverlayField.FEATURED),
            overlay.flag(OverlayField.PINNED),
        ),
    )
    tx.execute("DELETE FROM shown_subject WHERE record=?", (row["key"],))
    # "Truyện" and "truyện" are one subject, and count once.
    subjects = {form.exact: form for form in map(subject_form, reversed(keywords))}.values()
    tx.executemany(
        "INSERT OR IGNORE INTO shown_subject (record, value) VALUES (?, ?)",
        [(row["key"], form.value) for form in subjects],
    )
    fill_subjects(tx, subjects)


def _folded(title: str, creators: tuple[str, ...], keywords: tuple[str, ...], publisher: str) -> str:
    """What title search looks in: folded fields, one a line, title first."""
    fields = (title, ", ".join(creators), ", ".join(keywords), publisher)
    return "\n".join(f" {' '.join(syllables(field))} " for field in fields)


def _column(tx: sqlite3.Connection, query: str, key: int) -> tuple[str, ...]:
    return tuple(str(row[0]) for row in tx.execute(f"{query} ORDER BY position", (key,)))
