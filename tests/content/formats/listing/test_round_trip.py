"""Guards that an export that is imported again changes nothing: what is written of a record, a list says of it."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from content.formats.listing import COLUMNS, written
from content.formats.listing.cells import guarded, joined, split, unguarded
from content.formats.listing.reader import ListingReader
from content.formats.reading import Listed, ReadLimits
from content.records import Audience, Record, RightsClass
from tests.content.described_records import LETTERS, records


def read_back(rows: list[tuple[str, ...]]) -> Listed:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
        extract = ListingReader().read(path, Path(folder), ReadLimits())
    assert extract.flawed == ()
    return extract.listed[0]


def said_of(record: Record) -> Mapping[str, Any]:
    """What a sidecar would say of a record; what is blank it does not say."""
    rights, said = record.rights, record.recording
    unstated = rights.rights_class is RightsClass.UNSTATED
    tree: dict[str, Any] = {
        "title": record.title,
        "creators": [one.name for one in record.creators],
        "kind": record.kind.value,
        "language": record.language,
        "script": record.script,
        "publisher": record.publisher,
        "issued": record.issued,
        "description": record.description,
        "audience": "" if record.audience is Audience.GENERAL else record.audience.value,
        "institution": record.institution.value if record.institution else "",
        "source": record.source,
        "coverage": record.coverage,
        "identifiers": [f"{one.scheme}:{one.value}" for one in record.identifiers],
        "subjects": {"ddc": list(record.subjects.ddc), "keywords": list(record.subjects.keywords)},
        "rights": {
            "class": "" if unstated else rights.rights_class.value,
            "holder": rights.holder,
            "note": rights.note,
            "until": str(rights.until or ""),
            "max_concurrent": rights.max_concurrent,
            "download": rights.download,
        },
        "copies": [
            {"holder": one.holder, "cupboard": one.cupboard, "copies": one.copies, "call_number": one.call_number}
            for one in record.copies
        ],
        "issues": [{"issued": one.issued, "label": one.label} for one in record.issues],
    }
    tree = stripped(tree)
    if said is not None:
        agreed = said.consent
        tree["recording"] = stripped(
            {
                "place": said.place,
                "ethnic_group": said.ethnic_group,
                "recorded": said.recorded,
                "consent": {"by": agreed.by, "how": agreed.how, "for": agreed.purpose} if agreed else None,
            }
        ) | {"person": said.person}
    return tree


def stripped(said: Any) -> Any:
    """Without what is blank."""
    if isinstance(said, dict):
        kept = {key: stripped(value) for key, value in said.items()}
        return {key: value for key, value in kept.items() if value not in ("", None, {}, [])}
    return [stripped(value) for value in said] if isinstance(said, list) else said


@given(records())
def test_record_that_is_written_and_read_back_is_the_same(record: Record) -> None:
    listed = read_back(list(written([record])))
    assert listed.key == record.id
    assert json.loads(listed.said) == said_of(record)


@given(records())
def test_no_cell_of_an_export_is_a_formula(record: Record) -> None:
    for row in written([record]):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
        assert len(row) == len(COLUMNS)


@given(st.lists(LETTERS, min_size=1, max_size=4))
def test_values_of_a_cell_come_apart_as_they_were_put_together(values: list[str]) -> None:
    if any(values):
        assert split(joined(values)) == values


@given(st.text(alphabet="'=a+", max_size=5))
def test_apostrophe_before_a_formula_is_taken_away_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
