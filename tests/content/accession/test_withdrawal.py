"""Guards withdrawing: records go with their files, all or none, and may come again."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from content.accession import sweep, withdraw_records
from content.catalogue import unseen_records, withdraw
from content.catalogue.removing import DROP_ROWS
from content.errors import UnknownRecordError
from content.holdings import Blobs
from content.library import Library
from content.records import Passage
from tests.content.accession.boxes import book, bring, left_in_staging, only, strays, titles
from tests.content.libraries import NOW, catalogue, put, readable, record


def test_record_id_is_the_librarys_own_and_does_not_change(library: Library, folder: Path) -> None:
    path = book(folder / "a.epub", "A")
    first = only(bring(library, path)).record
    withdraw_records(library, [first], now=NOW)
    assert only(bring(library, path)).record == first
    assert first.startswith("local-")


def test_withdrawing_takes_the_files_along(library: Library, folder: Path) -> None:
    report = bring(library, book(folder / "a.epub", "A"), book(folder / "b.epub", "B"))
    first, second = (added.record for added in report.added)
    assert withdraw_records(library, [first, first], now=NOW) > 1
    assert titles(library) == ["B"]
    assert not strays(library)
    assert left_in_staging(library) == []
    with pytest.raises(UnknownRecordError):
        withdraw_records(library, [first], now=NOW)
    withdraw_records(library, [second], now=NOW)
    assert list(Blobs(library.blobs_folder).all()) == []


def test_withdrawing_takes_all_or_none(library: Library, folder: Path) -> None:
    added = only(bring(library, book(folder / "a.epub", "A")))
    with pytest.raises(UnknownRecordError):
        withdraw_records(library, [added.record, record("never").id], now=NOW)
    assert titles(library) == ["A"]
    assert not strays(library)
    assert left_in_staging(library) == []


def test_large_record_is_unseen_at_once_and_goes_in_steps(library: Library) -> None:
    whole = readable(library, record("large"), "một", "hai")
    passages = tuple(Passage(part=1, place="", heading="", text=str(number)) for number in range(3 * DROP_ROWS))
    put(library, dataclasses.replace(whole, passages=passages), readable(library, record("small"), "ba"))
    times = library.meter.times
    assert withdraw_records(library, [whole.record.id], now=NOW) == 3
    assert library.meter.times - times >= 1 + 3
    for table in ("record", "shown"):
        assert library.read().execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 1  # noqa: S608 ours
    assert library.read().execute("SELECT count(*) FROM passage").fetchone()[0] == 1
    assert not strays(library)
    assert left_in_staging(library) == []


def test_large_record_whose_withdrawing_was_cut_short_stays_unseen_and_is_swept(library: Library) -> None:
    whole = readable(library, record("large"), "một")
    passages = tuple(Passage(part=1, place="", heading="", text=str(number)) for number in range(DROP_ROWS + 1))
    put(library, dataclasses.replace(whole, passages=passages))
    with library.write() as tx:
        assert withdraw(tx, whole.record.id, now=NOW) == ()
    assert titles(library) == []
    assert unseen_records(library.read()) != []
    with library.accession_lock():
        sweep(library)
    assert unseen_records(library.read()) == []
    assert list(Blobs(library.blobs_folder).all()) == []


def test_record_that_came_again_before_the_old_one_was_gone_is_whole(library: Library) -> None:
    whole = readable(library, record("large"), "một")
    passages = tuple(Passage(part=1, place="", heading="", text=str(number)) for number in range(DROP_ROWS + 1))
    for _ in range(2):
        put(library, dataclasses.replace(whole, passages=passages))
        with library.write() as tx:
            withdraw(tx, whole.record.id, now=NOW)
    put(library, whole)
    with library.accession_lock():
        sweep(library)
    assert catalogue(library).passages(whole.record.id) == whole.passages
    assert not strays(library)
