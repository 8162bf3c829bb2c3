"""Guards the small books of the catalogue: marks that are set once, the stale queue, the work log, its own rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.catalogue import (
    StaleMark,
    broken_rules,
    forget_marks,
    has_begun,
    has_mark,
    last_outcome,
    mark_all_stale,
    mark_stale,
    note_outcome,
    publisher_id,
    set_mark,
    site_revision,
    stale_marks,
)
from content.library import Library
from tests.content.libraries import NOW, OWN, open_library, put, record


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path)


def test_mark_is_set_once_and_keeps_its_first_value(library: Library) -> None:
    assert not has_mark(library.read(), "moved-in")
    with library.write() as tx:
        set_mark(tx, "moved-in", "1")
        set_mark(tx, "moved-in", "2")
    assert has_mark(library.read(), "moved-in")
    assert library.read().execute("SELECT value FROM identity WHERE name='moved-in'").fetchone()[0] == "1"


def test_library_has_begun_when_it_has_shelves_a_pack_and_a_name(library: Library) -> None:
    assert not has_begun(library.read())
    with library.write() as tx:
        publisher_id(tx, fresh=OWN)
    assert has_begun(library.read())


def test_queue_is_worked_off_from_its_beginning(library: Library) -> None:
    with library.write() as tx:
        mark_stale(tx, "a/1", "a/2", "a/1")
    first, second, third = stale_marks(library.read(), 9)
    assert [first.record, second.record, third.record] == ["a/1", "a/2", "a/1"]
    assert stale_marks(library.read(), 1) == [first]
    with library.write() as tx:
        forget_marks(tx, [first, second])
    assert stale_marks(library.read(), 9) == [third]


def test_mark_that_is_forgotten_never_comes_again_under_its_number(library: Library) -> None:
    with library.write() as tx:
        mark_stale(tx, "a/1")
        last = stale_marks(tx, 9)
        forget_marks(tx, last)
        mark_stale(tx, "a/1")
    assert stale_marks(library.read(), 9) == [StaleMark(last[0].number + 1, "a/1")]


def test_everything_is_made_stale_each_record_once_and_readers_see_no_change(library: Library) -> None:
    put(library, record("a"), record("b"), record("a"))
    before = site_revision(library.read())
    with library.write() as tx:
        mark_all_stale(tx)
    assert [mark.record for mark in stale_marks(library.read(), 9)] == [record("a").id, record("b").id]
    assert site_revision(library.read()) == before


def test_outcome_of_a_task_takes_the_place_of_the_one_before(library: Library) -> None:
    assert last_outcome(library.read(), "sweep") is None
    for outcome in ("1 record", "failed: OSError"):
        with library.write() as tx:
            note_outcome(tx, "sweep", outcome, began=NOW, ended=NOW)
        assert last_outcome(library.read(), "sweep") == outcome


def test_rows_that_break_a_rule_are_named(library: Library) -> None:
    put(library, record("a"), record("b"))
    assert broken_rules(library.read()) == []
    with library.write() as tx:
        tx.execute("UPDATE record SET cover='0123456789abcdef.jpg' WHERE id=?", (record("a").id,))
        tx.execute("DELETE FROM shown WHERE id=?", (record("b").id,))
    assert broken_rules(library.read()) == [
        f"record {record('b').id} stands on no list",
        f"record {record('a').id} has lost its cover",
    ]
