"""Guards the rows of holdings: all are gone through in steps, damage is noted of what was checked alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from content.catalogue import (
    Publication,
    all_holdings,
    are_described,
    blobs_of,
    damaged_holdings,
    forget_marks,
    has_holding,
    note_damage,
    stale_marks,
    withdraw,
)
from content.library import Library
from content.records import Sha256
from tests.content.libraries import NOW, hold, open_library, pack_version, put, readable, record, set_state


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path)


def stale(library: Library) -> list[str]:
    """Records in the queue, which is empty after."""
    with library.write() as tx:
        marks = stale_marks(tx, 99)
        forget_marks(tx, marks)
    return [mark.record for mark in marks]


def two_with_a_shared_page(library: Library) -> tuple[Publication, Publication]:
    one, other = (readable(library, record(name), "chung", f"riêng {name}") for name in "ab")
    put(library, one, other)
    stale(library)
    return one, other


def test_every_holding_is_gone_through_once_however_small_the_steps(library: Library) -> None:
    blobs = {hold(library, bytes([number])) for number in range(7)}
    for step in (1, 3, 7, 100):
        found = list(all_holdings(library.read(), step=step))
        assert {blob for blob, _ in found} == blobs
        assert len(found) == len(blobs)
    assert all(has_holding(library.read(), blob) for blob in blobs)
    assert not has_holding(library.read(), Sha256("f" * 64))


def test_damage_is_noted_and_taken_back_of_what_was_checked_alone(library: Library) -> None:
    a, b, c = (hold(library, data) for data in (b"a", b"b", b"c"))
    for found, damaged in (({a: True, b: False}, {a}), ({c: True}, {a, c}), ({a: False}, {c}), ({}, {c})):
        with library.write() as tx:
            note_damage(tx, found)
        assert damaged_holdings(library.read()) == damaged


def test_blob_that_was_withdrawn_meanwhile_is_not_noted(library: Library) -> None:
    with library.write() as tx:
        note_damage(tx, {Sha256("f" * 64): True})
    assert damaged_holdings(library.read()) == frozenset()


def test_damage_that_is_news_makes_every_record_of_the_blob_stale(library: Library) -> None:
    one, other = two_with_a_shared_page(library)
    shared, own, file = one.parts[0].body, one.parts[1].body, other.record.items[0].sha256
    for found, marked in (
        ({shared: True}, [one.record.id, other.record.id]),
        ({shared: True, own: False}, []),
        ({own: True, file: True}, [one.record.id, other.record.id]),
        ({own: False}, [one.record.id]),
    ):
        with library.write() as tx:
            note_damage(tx, found)
        assert stale(library) == marked


def test_blobs_of_a_record_are_its_files_and_pictures_in_every_version(library: Library) -> None:
    one = record("a", of="law")
    first, second = readable(library, one, "một"), readable(library, record("b", of="law"), "hai")
    put(library, first, pack="law")
    pack_version(library, "law", version=2, state="staged")
    with library.write() as tx:
        tx.execute("UPDATE record SET pack_version=(SELECT id FROM pack_version WHERE pack='law' AND version=2)")
    put(library, replace(one, items=second.record.items))
    assert blobs_of(library.read(), [one.id]) == {first.record.items[0].sha256, second.record.items[0].sha256}


def test_record_that_is_withdrawn_or_retired_is_not_described(library: Library) -> None:
    one, law = record("a"), record("a", of="law")
    put(library, one)
    put(library, law, pack="law")
    assert are_described(library.read(), [one.id, law.id, one.id])
    assert are_described(library.read(), [])
    set_state(library, "law", 1, "retired")
    assert not are_described(library.read(), [one.id, law.id])
    with library.write() as tx:
        withdraw(tx, one.id, now=NOW)
    assert not are_described(library.read(), [one.id])
