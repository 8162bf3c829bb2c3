"""Guards folded rows: what a release that knew none has written is filled in by the keeper, and by remaking."""

from __future__ import annotations

import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from appliance.making import FoldedMaker, drain, remake_all
from appliance.making.folded import RECORDS
from appliance.tasks import Keeper
from content.catalogue import mark_stale
from content.catalogue.headings import records_without_headings
from content.catalogue.subjects import subjects_without_form
from content.library import Library
from content.records import ContentsEntry, Subjects
from tests.content.libraries import NOW, SetClock, catalogue, open_library, put, readable, record

STORED = Path(__file__).resolve().parents[1] / "data" / "0.1.0" / "library.tar.gz"
LINES = (ContentsEntry(depth=0, title="Khai sinh", part=1),)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = open_library(tmp_path)
    ones = (replace(record(local), subjects=Subjects(keywords=(f"về {local}",))) for local in "ab")
    put(library, *(replace(readable(library, one, one.title), contents=LINES) for one in ones))
    with library.write() as tx:
        tx.execute("DELETE FROM heading")
        tx.execute("DELETE FROM subject_form")
        tx.execute("DELETE FROM stale")
    return library


def found(library: Library) -> int:
    return len([*catalogue(library).contents_with(["khai"], most=9)])


def test_keeper_fills_in_what_is_lacking_at_its_start(library: Library) -> None:
    assert found(library) == 0
    Keeper(library, makers=(FoldedMaker(),), clock=SetClock()).run_due()
    assert found(library) == 2
    assert subjects_without_form(library.read()) == []


def test_remaking_fills_in_what_is_lacking(library: Library) -> None:
    remake_all(library, (FoldedMaker(),), now=NOW)
    assert found(library) == 2
    assert subjects_without_form(library.read()) == []


def test_making_looks_at_the_records_that_changed_only(library: Library) -> None:
    with library.write() as tx:
        mark_stale(tx, record("a").id)
    drain(library, (FoldedMaker(),), now=NOW)
    assert found(library) == 1
    assert subjects_without_form(library.read()) == ["về b"]


def test_rows_are_written_a_few_at_a_time(library: Library) -> None:
    put(library, *(replace(readable(library, record(f"r{n}"), f"{n}"), contents=LINES) for n in range(2 * RECORDS)))
    with library.write() as tx:
        tx.execute("DELETE FROM heading")
        tx.execute("DELETE FROM subject_form")
    with library.measured() as meter:
        FoldedMaker().compare(library, now=NOW)
    assert meter.times == 3 + 1  # of lines of contents, of subjects
    with library.measured() as meter:
        FoldedMaker().compare(library, now=NOW)
    assert meter.times == 0


def test_stored_library_gets_its_rows_after_it_was_opened(tmp_path: Path) -> None:
    with tarfile.open(STORED) as archive:
        archive.extractall(tmp_path, filter="data")
    library = open_library(tmp_path)
    assert records_without_headings(library.read())  # no upgrade waits for them
    Keeper(library, makers=(FoldedMaker(),), clock=SetClock()).run_due()
    assert records_without_headings(library.read()) == []
    assert library.read().execute("SELECT count(*) FROM heading").fetchone()[0] > 0
