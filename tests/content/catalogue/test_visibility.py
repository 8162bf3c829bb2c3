"""Guards who is seen: only records of an active pack version, not hidden, whose right has not certainly ended."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from content.catalogue import OverlayField, Wanted, add, lay, open_blobs, withdraw
from content.catalogue.held import is_damaged
from content.catalogue.reading import Catalogue
from content.errors import UnknownRecordError
from content.library import Library
from content.records import Record, Resource, Rights, RightsClass
from content.trusted_time import ClockState, TrustedNow
from tests.content.libraries import (
    NOW,
    catalogue,
    hold,
    open_library,
    pack_version,
    put,
    readable,
    record,
    set_state,
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path)


def sees(found: Catalogue, one: Record) -> bool:
    """Whether a record is seen; every way of reading must agree."""
    ways = {
        "shown": found.shown(one.id) is not None,
        "listing": one.id in {entry.id for entry in found.listing(Wanted(), page=1, size=100).entries},
        "titles": bool(found.entries([key for key, _ in found.titles()])),
        "parts": bool(found.parts(one.id)),
        "part": found.part(one.id, 1) is not None,
        "passages": bool(found.passages(one.id)),
        "item": found.item(one.id, f"{one.title}.epub") is not None,
        "shelf": any(shelf.count for shelf in found.shelves("vi")),
    }
    assert len(set(ways.values())) == 1, ways
    return ways["shown"]


def test_record_is_seen_only_while_its_pack_version_is_active(library: Library) -> None:
    one = record("a", of="law")
    pack_version(library, "law", state="staged")
    put(library, readable(library, one, "Điều 1"), pack="law")
    for state, seen in (("staged", False), ("active", True), ("retired", False), ("active", True)):
        set_state(library, "law", 1, state)
        assert sees(catalogue(library), one) is seen, state


def test_new_version_takes_the_place_of_the_old_in_one_step(library: Library) -> None:
    old, new = (record("a", of="law", title=title) for title in ("Bản cũ", "Bản mới"))
    put(library, readable(library, old, "một"), pack="law")
    version = pack_version(library, "law", version=2, state="staged")
    whole = readable(library, new, "hai")
    with library.write() as tx:
        add(tx, whole, pack_version=version, now=NOW)
    assert [entry.title for entry in catalogue(library).listing(Wanted(), page=1, size=9).entries] == ["Bản cũ"]
    set_state(library, "law", 1, "retired")
    set_state(library, "law", 2, "active")
    assert [entry.title for entry in catalogue(library).listing(Wanted(), page=1, size=9).entries] == ["Bản mới"]


def test_two_versions_of_a_pack_cannot_both_be_active(library: Library) -> None:
    pack_version(library, "law")
    with pytest.raises(sqlite3.IntegrityError):
        pack_version(library, "law", version=2)


def test_hidden_record_is_gone_and_comes_back(library: Library) -> None:
    one = record("a")
    put(library, readable(library, one, "một"))
    with library.write() as tx:
        lay(tx, one.id, OverlayField.HIDDEN, "1", now=NOW)
    assert not sees(catalogue(library), one)
    assert catalogue(library).was_held(one.id)
    with library.write() as tx:
        lay(tx, one.id, OverlayField.HIDDEN, None, now=NOW)
    assert sees(catalogue(library), one)


@pytest.mark.parametrize(
    ("day", "seen"), [(date(2026, 11, 19), True), (date(2026, 11, 20), True), (date(2026, 11, 21), False)]
)
def test_right_ends_after_its_last_day(library: Library, day: date, seen: bool) -> None:
    one = record("a", rights=Rights(until=date(2026, 11, 20)))
    put(library, readable(library, one, "một"))
    assert sees(Catalogue(library.read(), day), one) is seen


def test_last_day_is_that_of_vietnam(library: Library) -> None:
    one = record("a", rights=Rights(until=date(2026, 11, 20)))
    put(library, readable(library, one, "một"))
    for hour, seen in ((16, True), (17, False)):  # 17:00 UTC is midnight in Việt Nam
        now = TrustedNow(datetime(2026, 11, 20, hour, tzinfo=UTC), ClockState.TRUSTED)
        assert sees(catalogue(library, now), one) is seen


def test_clock_that_is_not_trusted_ends_nothing_before_its_floor_has_passed(library: Library) -> None:
    one = record("a", rights=Rights(until=date(2026, 12, 31)))
    put(library, readable(library, one, "một"))
    floor = TrustedNow(datetime(2026, 11, 1, tzinfo=UTC), ClockState.UNTRUSTED)
    assert sees(catalogue(library, floor), one)
    later = TrustedNow(datetime(2027, 1, 2, tzinfo=UTC), ClockState.UNTRUSTED)
    assert not sees(catalogue(library, later), one)


def test_date_of_adding_is_told_only_when_the_clock_was_trusted(library: Library) -> None:
    put(library, record("a"))
    put(library, record("b"), now=TrustedNow(NOW.instant, ClockState.UNTRUSTED))
    trusted, untrusted = (catalogue(library).shown(record(name).id) for name in "ab")
    assert trusted is not None
    assert untrusted is not None
    assert (trusted.added_at, untrusted.added_at) == ("2026-11-20T08:00:00Z", "")


def test_withdrawn_record_was_held_and_an_unknown_one_was_not(library: Library) -> None:
    one = record("a")
    put(library, readable(library, one, "một"))
    with library.write() as tx:
        withdraw(tx, one.id, now=NOW)
    found = catalogue(library)
    assert not sees(found, one)
    assert found.was_held(one.id)
    assert not found.was_held(record("never").id)


def test_record_that_is_only_staged_was_never_held(library: Library) -> None:
    pack_version(library, "law", state="staged")
    one = record("a", of="law")
    put(library, one, pack="law")
    assert not catalogue(library).was_held(one.id)


def test_withdrawn_record_that_is_brought_again_is_seen_again(library: Library) -> None:
    one = record("a")
    put(library, readable(library, one, "một"))
    with library.write() as tx:
        withdraw(tx, one.id, now=NOW)
    put(library, readable(library, one, "một"))
    assert sees(catalogue(library), one)


def test_record_of_a_signed_pack_cannot_be_withdrawn(library: Library) -> None:
    one = record("a", of="law")
    put(library, readable(library, one, "Điều 1"), pack="law")
    with pytest.raises(UnknownRecordError, match="law/a"), library.write() as tx:
        withdraw(tx, one.id, now=NOW)
    assert sees(catalogue(library), one)


def test_withdrawing_frees_only_what_nothing_else_needs(library: Library) -> None:
    one, other = (readable(library, record(name), "chung", f"riêng {name}") for name in "ab")
    put(library, one, other)
    with library.write() as tx:
        freed = set(withdraw(tx, one.record.id, now=NOW))
    assert freed == {one.record.items[0].sha256, one.parts[1].body}
    held = {row[0] for row in library.read().execute("SELECT sha256 FROM holding")}
    assert held == {other.record.items[0].sha256, *(part.body for part in other.parts)}


@pytest.mark.parametrize(
    ("rights", "is_open"),
    [
        (Rights(), True),
        (Rights(rights_class=RightsClass.CC_BY), True),
        (Rights(rights_class=RightsClass.LICENSED), False),
        (Rights(rights_class=RightsClass.LIBRARY_EXCEPTION), False),
        (Rights(rights_class=RightsClass.ACCESSIBLE_COPY), False),
        (Rights(max_concurrent=1), False),
        (Rights(until=date(2030, 1, 1)), False),
        (Rights(rights_class=RightsClass.LICENSED, download=True), False),
        (Rights(rights_class=RightsClass.CC_BY, download=True), True),
        (Rights(rights_class=RightsClass.CC_BY, download=False), False),
    ],
)
def test_rights_decide_what_a_web_server_may_serve_by_itself(library: Library, rights: Rights, is_open: bool) -> None:
    whole = readable(library, record("a", rights=rights), "một")
    put(library, whole)
    assert rights.may_stand_open is is_open
    assert open_blobs(library.read(), NOW.today) == ({whole.record.items[0].sha256} if is_open else set())


def test_pictures_of_an_open_record_are_open_though_its_file_may_not_be_taken_home(library: Library) -> None:
    whole = readable(library, record("a", rights=Rights(download=False)), "một")
    picture = Resource(name="0123456789abcdef.png", media_type="image/png", blob=hold(library, b"picture"))
    put(library, replace(whole, resources=(picture,)))
    assert open_blobs(library.read(), NOW.today) == {picture.blob}


def test_picture_that_was_brought_never_stands_open(library: Library) -> None:
    """It may say where it was taken; a web server that sends it by itself asks nobody."""
    whole = readable(library, record("a"), "một")
    brought = replace(whole.record.items[0], media_type="image/jpeg", name="a.jpg")
    shown = Resource(name="0123456789abcdef.jpg", media_type="image/jpeg", blob=hold(library, b"what is shown of it"))
    put(library, replace(whole, record=replace(whole.record, items=(brought,)), resources=(shown,)))
    assert open_blobs(library.read(), NOW.today) == {shown.blob}


def test_damaged_blob_is_not_open(library: Library) -> None:
    one, other = (readable(library, record(name), name) for name in "ab")
    put(library, one, other)
    damaged, sound = one.record.items[0].sha256, other.record.items[0].sha256
    with library.write() as tx:
        tx.execute("UPDATE holding SET damaged=1 WHERE sha256=?", (damaged,))
    assert open_blobs(library.read(), NOW.today) == {sound}
    assert is_damaged(library.read(), damaged)
    assert not is_damaged(library.read(), sound)


def test_some_blobs_are_asked_for_alone(library: Library) -> None:
    one, other = (readable(library, record(name), name) for name in "ab")
    put(library, one, other)
    blob, part = one.record.items[0].sha256, one.parts[0].body
    assert open_blobs(library.read(), NOW.today, among={blob, part}) == {blob}
    assert open_blobs(library.read(), NOW.today, among=set()) == set()


def test_file_of_an_open_and_of_a_restricted_record_is_open_by_the_open_one(library: Library) -> None:
    whole = readable(library, record("a"), "một")
    put(library, whole)
    put(library, record("b", rights=Rights(rights_class=RightsClass.LICENSED), items=whole.record.items))
    assert open_blobs(library.read(), NOW.today) == {whole.record.items[0].sha256}
