"""Subjects as they are compared and sorted, one row a subject: capitals and the place of tone marks do not count.

The rows are made from the subjects that records have. One that an earlier release wrote has none until it is filled in
(`subjects_without_form`, `subject_form`, `fill_subjects`); till then it is compared where it is asked for.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from content.text import exact, sort_key


@dataclass(frozen=True)
class SubjectForm:
    """A subject, the form in which it is compared, and the key by which it is sorted."""

    value: str
    exact: str
    sort_key: bytes


def subject_form(value: str) -> SubjectForm:
    """The row of a subject."""
    return SubjectForm(value, exact(value), sort_key(value))


def subjects_without_form(connection: sqlite3.Connection, among: Sequence[str] | None = None) -> list[str]:
    """Subjects that have no row: another release wrote them.

    Args:
        among: ids of records whose subjects are looked at; None looks at all.
    """
    some = "JOIN shown s ON s.record = w.record WHERE s.id IN (SELECT value FROM json_each(:among)) AND"
    rows = connection.execute(
        f"SELECT DISTINCT w.value FROM shown_subject w {'WHERE' if among is None else some} "
        "NOT EXISTS (SELECT 1 FROM subject_form f WHERE f.value = w.value)",
        {"among": json.dumps(list(among or ()))},
    )
    return [row[0] for row in rows]


def fill_subjects(tx: sqlite3.Connection, forms: Iterable[SubjectForm]) -> None:
    """Writes rows that are not there."""
    tx.executemany("INSERT OR IGNORE INTO subject_form VALUES (:value, :exact, :sort_key)", [vars(f) for f in forms])


def counted_subjects(db: sqlite3.Connection, on_lists: str, bound: Mapping[str, str]) -> list[tuple[str, int]]:
    """Subjects with their counts, in Vietnamese order; those alike together, under the form that is commonest.

    Args:
        on_lists: `FROM` and `WHERE` of everything that stands on lists. bound: the values of its names.
    """
    # The plus keeps SQLite on the index by subject, in whose order it can count without sorting.
    rows = db.execute(
        "SELECT c.value, c.total, f.exact, f.sort_key FROM (SELECT w.value, count(*) AS total FROM shown_subject w "
        f"WHERE +w.record IN (SELECT s.record {on_lists}) GROUP BY w.value) c "
        "LEFT JOIN subject_form f ON f.value = c.value ORDER BY c.total DESC, c.value",
        bound,
    )
    alike: dict[str, tuple[SubjectForm, int]] = {}
    for value, total, exactly, key in rows:
        form = subject_form(value) if exactly is None else SubjectForm(value, exactly, key)
        first, before = alike.get(form.exact, (form, 0))
        alike[form.exact] = (first, before + total)
    return [(form.value, total) for form, total in sorted(alike.values(), key=lambda one: one[0].sort_key)]


def forms_of(db: sqlite3.Connection, subject: str) -> list[str]:
    """A subject as records write it, in capitals or small letters."""
    rows = db.execute("SELECT value FROM subject_form WHERE exact=?", (exact(subject),))
    return sorted({subject, *(row[0] for row in rows)})
