"""Guards mending: what a check found damaged is whole again once the same file is brought again."""

from __future__ import annotations

import hashlib
from pathlib import Path

from content.accession import Known, withdraw_records
from content.catalogue import OverlayField, lay
from content.holdings import Blobs
from content.library import Library
from tests.content.accession.boxes import book, bring, only, strays, titles
from tests.content.libraries import NOW, catalogue

ROOT = Path(__file__).resolve().parents[3]


def test_damaged_files_are_mended_by_bringing_the_book_again(library: Library, folder: Path) -> None:
    path = book(folder / "a.epub", "A", chapters=2)
    added = only(bring(library, path))
    blobs = Blobs(library.blobs_folder)
    item = hashlib.sha256(path.read_bytes()).hexdigest()
    body = catalogue(library).parts(added.record)[1].body
    good = blobs.read(body)
    blobs.path(body).chmod(0o644)
    blobs.path(body).write_bytes(b"rotten")
    blobs.path(item).unlink()  # type: ignore[arg-type]
    with library.write() as tx:
        tx.execute("UPDATE holding SET damaged=1 WHERE sha256 IN (?, ?)", (body, item))
    assert bring(library, path).known == (Known(str(path), added.record, "A", mended=True),)
    assert blobs.read(body) == good
    assert blobs.read(item) == path.read_bytes()  # type: ignore[arg-type]
    assert library.read().execute("SELECT sum(damaged) FROM holding").fetchone()[0] == 0
    assert not strays(library)
    assert not bring(library, path).known[0].mended


def test_staffs_corrections_outlive_withdrawing_and_adding_again(library: Library, folder: Path) -> None:
    path = book(folder / "a.epub", "tam cam")
    added = only(bring(library, path))
    with library.write() as tx:
        lay(tx, added.record, OverlayField.TITLE, "Tấm Cám", now=NOW)
    withdraw_records(library, [added.record], now=NOW)
    bring(library, path)
    assert titles(library) == ["Tấm Cám"]
