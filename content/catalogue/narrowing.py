"""What a list is narrowed to, as an SQL condition, and the values there are to narrow it by."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping

from content.addresses import Facet
from content.catalogue.openness import TO_TAKE_HOME
from content.catalogue.shelves import ShelfRule
from content.catalogue.shown import NOT_STATED, FacetValue, Wanted
from content.catalogue.subjects import counted_subjects, forms_of
from content.text import exact, language_group, syllables

_COLUMNS = {Facet.KIND: "s.kind", Facet.INSTITUTION: "s.institution"}


def condition_of(db: sqlite3.Connection, wanted: Wanted) -> tuple[str, dict[str, str]]:
    """What is wanted as an SQL condition over `shown s` and `record r`, with the values of its names."""
    parts, values = ["1"], {}
    for name, condition, value in (
        ("kind", "s.kind=:kind", wanted.kind),
        ("institution", f"coalesce(nullif(s.institution, ''), '{NOT_STATED}')=:institution", wanted.institution),
    ):
        if value:
            parts.append(condition)
            values[name] = str(value)
    if wanted.subject:
        forms = "SELECT value FROM json_each(:subjects)"
        parts.append(f"EXISTS (SELECT 1 FROM shown_subject w WHERE w.record=s.record AND w.value IN ({forms}))")
        values["subjects"] = json.dumps(forms_of(db, wanted.subject))
    if wanted.to_take_home:
        parts.append(TO_TAKE_HOME)
    if wanted.featured:
        parts.append("s.featured=1")
    if wanted.language:
        parts.append("(s.language, r.script) IN (SELECT value ->> 0, value ->> 1 FROM json_each(:languages))")
        values["languages"] = json.dumps(_tags_of(db, wanted.language))
    if wanted.creator:
        parts.append("s.record IN (SELECT value FROM json_each(:by))")
        values["by"] = json.dumps(_made_by(db, wanted.creator))
    if wanted.shelf:
        row = db.execute("SELECT rule FROM shelf WHERE id=?", (wanted.shelf,)).fetchone()
        condition, more = ShelfRule.from_json(row["rule"] if row else "{}").condition(wanted.shelf)
        parts.append(condition)
        values |= more
    return " AND ".join(parts), values


def facet_values(
    db: sqlite3.Connection, facet: Facet, on_lists: str, bound: Mapping[str, str]
) -> tuple[FacetValue, ...]:
    """The values of a facet with their counts; subjects in Vietnamese order, others most first.

    Args:
        on_lists: `FROM` and `WHERE` of everything that stands on lists. bound: the values of its names.
    """
    if facet is Facet.SUBJECT:
        subjects = counted_subjects(db, on_lists, bound)
        return tuple(FacetValue(facet=facet, value=value, count=number) for value, number in subjects)
    counts: Counter[str] = Counter()
    if facet is Facet.LANGUAGE:
        rows = db.execute(f"SELECT s.language, r.script, count(*) {on_lists} AND s.language <> '' GROUP BY 1, 2", bound)
        for tag, script, number in rows:
            counts[language_group(tag, script)] += number
    elif facet in _COLUMNS:
        column = _COLUMNS[facet]
        rows = db.execute(
            f"SELECT coalesce(nullif({column}, ''), '{NOT_STATED}'), count(*) {on_lists} GROUP BY 1", bound
        )
        counts.update(dict(rows.fetchall()))
    found = [FacetValue(facet=facet, value=value, count=number) for value, number in counts.items()]
    return tuple(sorted(found, key=lambda one: (-one.count, one.value)))


def _tags_of(db: sqlite3.Connection, tag: str) -> list[tuple[str, str]]:
    """Language and script of records that belong to the group of a tag, as they are written there."""
    group = language_group(tag)
    rows = db.execute("SELECT DISTINCT s.language, r.script FROM shown s JOIN record r ON r.key = s.record")
    return [(row[0], row[1]) for row in rows if language_group(row[0], row[1]) == group]


def _made_by(db: sqlite3.Connection, name: str) -> list[int]:
    """Keys of records that name a creator, in capitals or small letters."""
    wanted = f", {exact(name)}, "
    rows = db.execute(
        "SELECT record, creators FROM shown WHERE instr(folded, :folded) > 0",
        {"folded": f" {' '.join(syllables(name))} "},
    )
    return [row["record"] for row in rows if wanted in f", {exact(row['creators'])}, "]
