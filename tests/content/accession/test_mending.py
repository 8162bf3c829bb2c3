"""Guards mending: what a check found damaged is whole again once the same file is brought again."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import pytest

from content.accession import Known, withdraw_records
from content.catalogue import OverlayField, Wanted, damaged_blobs, lay
from content.holdings import Blobs
from content.library import Library
from tests.content.accession.boxes import book, bring, left_in_staging, only, small, strays, titles
from tests.content.libraries import NOW, catalogue, hold, put, readable, record


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


def test_chapters_that_are_read_in_another_way_now_are_mended_by_the_new_reading(
    library: Library, folder: Path
) -> None:
    """A later release may cut a book otherwise: then what is damaged of the old reading never comes again."""
    path = book(folder / "a.epub", "A", chapters=2)
    (folder / "a.toml").write_text('title = "Tên đúng"\n')
    added = only(bring(library, path))
    before = library.read().execute("SELECT added_at FROM record").fetchone()[0]
    (folder / "a.toml").unlink()
    old = hold(library, b"<p>as an earlier release wrote it</p>")
    with library.write() as tx:
        tx.execute("UPDATE part SET body=? WHERE number=2", (old,))
        tx.execute("UPDATE holding SET damaged=1 WHERE sha256=?", (old,))
    Blobs(library.blobs_folder).path(old).unlink()
    (known,) = bring(library, path, book(folder / "b.epub", "B")).known
    assert (known.record, known.mended, known.changed) == (added.record, True, False)
    shown = catalogue(library).shown(added.record)
    assert shown is not None
    assert (shown.record.title, shown.revision, shown.parts) == ("Tên đúng", 2, 2)
    blobs = Blobs(library.blobs_folder)
    assert all(blobs.read(part.body) for part in catalogue(library).parts(added.record))
    assert library.read().execute("SELECT sum(damaged) FROM holding").fetchone()[0] == 0
    assert library.read().execute("SELECT added_at FROM record ORDER BY key DESC").fetchone()[0] == before
    assert library.read().execute("SELECT count(*) FROM record").fetchone()[0] == 2
    assert titles(library) == ["B", "Tên đúng"]
    assert not strays(library)
    assert left_in_staging(library) == []
    assert not bring(library, path).known[0].mended


@pytest.mark.parametrize("passages", [4_000, 1])
def test_mended_record_stays_where_it_stood_among_the_newest(library: Library, folder: Path, passages: int) -> None:
    path = book(folder / "a.epub", "A", chapters=2)
    bring(library, path)
    bring(library, book(folder / "b.epub", "B"))
    for number in (1, 2):  # mended twice: the second time it takes the place of what took a place
        old = hold(library, f"<p>as release {number} wrote it</p>".encode())
        with library.write() as tx:
            tx.execute("UPDATE part SET body=? WHERE number=2", (old,))
            tx.execute("UPDATE holding SET damaged=1 WHERE sha256=?", (old,))
        Blobs(library.blobs_folder).path(old).unlink()
        assert bring(library, path, limits=small(passages=passages)).known[0].mended
        newest = catalogue(library).listing(Wanted(newest=True), page=1, size=9).entries
        assert [entry.title for entry in newest] == ["B", "A"]


def test_signed_record_that_is_read_in_another_way_now_is_not_called_mended(library: Library, folder: Path) -> None:
    path = book(folder / "a.epub", "A")
    whole = readable(library, record("a", of="law"), "một")
    file = hold(library, path.read_bytes())
    signed = dataclasses.replace(whole.record.items[0], sha256=file)
    put(library, dataclasses.replace(whole, record=dataclasses.replace(whole.record, items=(signed,))), pack="law")
    Blobs(library.blobs_folder).path(whole.parts[0].body).unlink()
    with library.write() as tx:
        tx.execute("UPDATE holding SET damaged=1 WHERE sha256=?", (whole.parts[0].body,))
    assert [known.mended for known in bring(library, path).known] == [False]
    assert damaged_blobs(library.read(), whole.record.id) == {whole.parts[0].body}
