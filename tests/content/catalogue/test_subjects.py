"""Guards subjects as they are compared: those alike are one, in Vietnamese order, with or without their rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from content.addresses import Facet
from content.catalogue import OverlayField, Wanted, lay
from content.catalogue.subjects import fill_subjects, subject_form, subjects_without_form
from content.library import Library
from content.records import Subjects
from tests.content.libraries import NOW, catalogue, open_library, put, record

WORDS = {"a": "hoà bình", "b": "Hòa Bình", "c": "hoà bình", "d": "Đất đai", "e": "dân ca"}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = open_library(tmp_path)
    put(library, *(replace(record(local), subjects=Subjects(keywords=(word,))) for local, word in WORDS.items()))
    return library


def listed(library: Library) -> list[tuple[str, int]]:
    return [(one.value, one.count) for one in catalogue(library).facet(Facet.SUBJECT)]


def narrowed(library: Library, subject: str) -> list[str]:
    entries = catalogue(library).listing(Wanted(subject=subject), page=1, size=9).entries
    return sorted(entry.id.rpartition("/")[2] for entry in entries)


EXPECTED = [("dân ca", 1), ("Đất đai", 1), ("hoà bình", 3)]


def test_subjects_alike_are_one_under_their_commonest_form(library: Library) -> None:
    assert listed(library) == EXPECTED
    assert narrowed(library, "HÒA BÌNH") == ["a", "b", "c"]


def test_subject_of_another_release_is_listed_before_its_row_is_there(library: Library) -> None:
    with library.write() as tx:
        tx.execute("DELETE FROM subject_form")
    assert listed(library) == EXPECTED
    assert narrowed(library, "Đất đai") == ["d"]


def test_rows_are_filled_in(library: Library) -> None:
    assert subjects_without_form(library.read()) == []
    before = library.read().execute("SELECT * FROM subject_form").fetchall()
    with library.write() as tx:
        tx.execute("DELETE FROM subject_form")
    assert subjects_without_form(library.read(), [record("d").id]) == ["Đất đai"]
    with library.write() as tx:
        fill_subjects(tx, map(subject_form, subjects_without_form(library.read())))
    assert [tuple(row) for row in library.read().execute("SELECT * FROM subject_form")] == [*map(tuple, before)]
    assert narrowed(library, "hòa bình") == ["a", "b", "c"]


def test_listing_compares_no_subject_anew(library: Library) -> None:
    with library.write() as tx:
        tx.execute("UPDATE subject_form SET exact='x', sort_key=x'00'")
    assert listed(library) == [("hoà bình", 5)]  # what the rows say is what counts


def test_subject_that_staff_lay_has_its_row(library: Library) -> None:
    with library.write() as tx:
        lay(tx, record("e").id, OverlayField.KEYWORDS, '["Khèn"]', now=NOW)
    assert subjects_without_form(library.read()) == []
    assert narrowed(library, "khèn") == ["e"]
