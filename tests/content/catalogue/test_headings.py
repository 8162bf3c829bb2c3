"""Guards lines of contents in folded form: they come and go with their record, and old libraries get them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from content.catalogue import OverlayField, lay, withdraw
from content.catalogue.headings import note_all_headings
from content.library import Library
from content.records import ContentsEntry
from tests.content.libraries import NOW, catalogue, open_library, put, readable, record

LINES = (
    ContentsEntry(depth=0, title="Khai sinh, khai tử", part=1),
    ContentsEntry(depth=1, title="Đường đi", part=1, place="d"),
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = open_library(tmp_path)
    put(library, replace(readable(library, record("luat"), "một"), contents=LINES), record("khac"))
    return library


def found(library: Library, *words: str) -> list[ContentsEntry]:
    return [line for _, lines in catalogue(library).contents_with(words, most=9) for line in lines]


def test_contents_are_found_by_whole_folded_words(library: Library) -> None:
    assert found(library, "khai", "sinh") == list(LINES)
    assert found(library, "duong") == list(LINES)
    for words in (("kha",), ("khai", "nui"), (), ("%",), ("'",)):
        assert found(library, *words) == []


def test_at_most_so_many_records_are_looked_at(library: Library) -> None:
    put(library, *(replace(readable(library, record(f"r{n}"), f"{n}"), contents=LINES) for n in range(5)))
    assert len(catalogue(library).contents_with(["khai"], most=3)) == 3


def test_hidden_and_withdrawn_records_are_not_found(library: Library) -> None:
    with library.write() as tx:
        lay(tx, record("luat").id, OverlayField.HIDDEN, "1", now=NOW)
    assert found(library, "khai") == []
    with library.write() as tx:
        withdraw(tx, record("luat").id, now=NOW)
    assert library.read().execute("SELECT count(*) FROM heading").fetchone()[0] == 0


def test_library_of_an_earlier_release_gets_its_lines(library: Library) -> None:
    before = library.read().execute("SELECT * FROM heading").fetchall()
    with library.write() as tx:
        tx.execute("DELETE FROM heading")
        note_all_headings(tx)
    assert [tuple(row) for row in library.read().execute("SELECT * FROM heading")] == [tuple(row) for row in before]
    assert before
