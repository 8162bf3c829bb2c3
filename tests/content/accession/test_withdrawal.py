"""Guards withdrawing: records go with their files, all or none, and may come again."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.accession import withdraw_records
from content.errors import UnknownRecordError
from content.holdings import Blobs
from content.library import Library
from tests.content.accession.boxes import book, bring, left_in_staging, only, strays, titles
from tests.content.libraries import NOW, record

ROOT = Path(__file__).resolve().parents[3]


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
    assert withdraw_records(library, [first], now=NOW) == 0
    withdraw_records(library, [second], now=NOW)
    assert list(Blobs(library.blobs_folder).all()) == []


def test_withdrawing_takes_all_or_none(library: Library, folder: Path) -> None:
    added = only(bring(library, book(folder / "a.epub", "A")))
    with pytest.raises(UnknownRecordError):
        withdraw_records(library, [added.record, record("never").id], now=NOW)
    assert titles(library) == ["A"]
    assert not strays(library)
    assert left_in_staging(library) == []
