"""Guards that an export that is imported again changes nothing: what is written of a record, a list says of it."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from content.formats.listing import COLUMNS, written
from content.formats.listing.cells import guarded, joined, split, unguarded
from content.formats.listing.reader import ListingReader
from content.formats.listing.values import isbn_of
from content.formats.reading import Listed, ReadLimits
from content.records import (
    Audience,
    Consent,
    Creator,
    Identifier,
    Institution,
    Issue,
    Kind,
    PrintCopy,
    Record,
    RecordId,
    Recording,
    Rights,
    RightsClass,
    Subjects,
)
from content.text import one_line

LETTERS = st.text(alphabet="abĐạ;\\ '=,.-+@\"|", max_size=12).map(lambda text: one_line(text, 100))
LINES = LETTERS.filter(bool)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
ISSUED = st.one_of(DAYS.map(str), DAYS.map(lambda day: str(day)[:7]), DAYS.map(lambda day: str(day)[:4]))
UNIQUE = st.lists(LINES, max_size=3, unique=True).map(tuple)
ISBN = st.from_regex(r"97[89]\d{10}", fullmatch=True).filter(lambda text: text.isascii() and isbn_of(text) == text)


def copies() -> st.SearchStrategy[PrintCopy]:
    return st.builds(PrintCopy, holder=LINES, cupboard=LETTERS, copies=st.integers(1, 99_999), call_number=LETTERS)


def records() -> st.SearchStrategy[Record]:
    rights = st.builds(
        Rights,
        rights_class=st.sampled_from(RightsClass),
        holder=LETTERS,
        note=LETTERS,
        until=st.none() | DAYS,
        max_concurrent=st.none() | st.integers(1, 99_999),
        download=st.none() | st.booleans(),
    )
    consent = st.builds(Consent, by=LINES, how=LINES, purpose=LINES)
    recording = st.builds(
        Recording, person=LETTERS.filter(lambda text: text != "?"), place=LETTERS, ethnic_group=LETTERS,
        recorded=st.just("") | ISSUED, consent=st.none() | consent,
    )  # fmt: skip
    return st.builds(
        Record,
        id=st.just(RecordId("local-0f1e2d3c4b5a6978/a1")),
        kind=st.sampled_from(Kind),
        title=LINES,
        creators=UNIQUE.map(lambda names: tuple(map(Creator, names))),
        publisher=LETTERS,
        issued=st.just("") | ISSUED,
        description=LETTERS,
        language=st.sampled_from(["", "vi", "blt-Tavt", "hmn-Latn-x-rpa", "en-US"]),
        script=st.sampled_from(["", "Tavt", "Latn"]),
        audience=st.sampled_from(Audience),
        rights=rights,
        institution=st.none() | st.sampled_from(Institution),
        subjects=st.builds(Subjects, ddc=UNIQUE, keywords=UNIQUE),
        identifiers=st.lists(
            st.one_of(
                st.builds(Identifier, st.just("isbn"), ISBN),
                st.builds(Identifier, st.sampled_from(["doi", "local", "isbn"]), LINES),
            ),
            max_size=3,
            unique=True,
        ).map(tuple),
        source=LETTERS,
        coverage=LETTERS,
        copies=st.lists(copies(), max_size=3).map(tuple),
        issues=st.lists(st.builds(Issue, issued=ISSUED, label=LETTERS), max_size=3).map(tuple),
        recording=st.none() | recording,
    )


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
