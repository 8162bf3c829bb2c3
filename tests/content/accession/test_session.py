"""Guards accession as a whole: real books become records whole, once, and leave nothing behind."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from content.accession import Accession, Added, Known, Refused
from content.accession.limits import AccessionLimits
from content.formats.reading import Extract, Refusal
from content.formats.worker import Worker
from content.holdings import Blobs
from content.library import Library, LibraryBusyError
from content.records import ContentsEntry
from tests.content.accession.boxes import (
    accession,
    book,
    bring,
    bring_all,
    left_in_staging,
    only,
    refusals,
    small,
    strays,
    titles,
)
from tests.content.libraries import NOW, catalogue, open_library
from tests.epubs import make_epub, prose
from tests.pdfs import Leaf, Pdf, Words

ROOT = Path(__file__).resolve().parents[3]


def test_book_becomes_a_record_that_can_be_read(library: Library, folder: Path) -> None:
    path = book(folder / "truyện.epub", "Tấm Cám", chapters=3)
    added = only(bring(library, path))
    found = catalogue(library)
    shown = found.shown(added.record)
    assert shown is not None
    assert (shown.record.title, shown.record.language, shown.own) == ("Tấm Cám", "vi", True)
    assert shown.parts == 3
    item = shown.record.items[0]
    assert (item.name, item.sha256) == ("truyện.epub", hashlib.sha256(path.read_bytes()).hexdigest())
    blobs = Blobs(library.blobs_folder)
    assert blobs.read(item.sha256) == path.read_bytes()
    assert "Tấm Cám 2" in blobs.read(found.parts(added.record)[1].body).decode()
    assert any("Tấm Cám 3" in passage.heading + passage.text for passage in found.passages(added.record))
    assert left_in_staging(library) == []
    assert not strays(library)


def test_folder_is_walked_in_order_and_hidden_files_are_passed_over(library: Library, folder: Path) -> None:
    (folder / "sâu" / "hơn").mkdir(parents=True)
    for name, title in (("b.epub", "Hai"), ("sâu/a.epub", "Ba"), ("sâu/hơn/c.epub", "Bốn"), ("a.epub", "Một")):
        book(folder / name, title)
    book(folder / ".ẩn.epub", "Ẩn")
    (folder / ".git").mkdir()
    book(folder / ".git" / "d.epub", "Ẩn nữa")
    report = bring(library, folder)
    assert [added.title for added in report.added] == ["Một", "Hai", "Ba", "Bốn"]


def test_same_file_twice_in_one_call_is_one_record(library: Library, folder: Path) -> None:
    path = book(folder / "a.epub", "A")
    copy = Path(shutil.copy(path, folder / "b.epub"))
    report = bring(library, path, copy, path)
    added = only(report)
    assert [(known.path, known.record) for known in report.known] == [(str(copy), added.record)]
    assert titles(library) == ["A"]


def test_book_that_is_known_already_is_left_as_it_is(library: Library, folder: Path) -> None:
    path = book(folder / "a.epub", "A")
    first = only(bring(library, path))
    before = list(library.read().execute("SELECT * FROM record").fetchone())
    report = bring(library, path)
    assert report.known == (Known(str(path), first.record, "A"),)
    assert list(library.read().execute("SELECT * FROM record").fetchone()) == before
    assert not strays(library)


def test_large_book_is_written_in_steps_and_seen_whole(library: Library, folder: Path) -> None:
    path = make_epub(
        folder / "a.epub",
        chapters=["".join(f"<p>{prose(n * 100 + p, 12)}</p>" for p in range(100)) for n in range(30)],
    )
    whole = bring(open_library(folder.parent / "other"), path)
    passages = len(catalogue(open_library(folder.parent / "other")).passages(only(whole).record))
    assert passages > 40
    times = library.meter.times
    limits = small(passages=20)
    added = only(bring(library, path, limits=limits))
    steps = library.meter.times - times
    assert steps >= passages // 20
    assert len(catalogue(library).passages(added.record)) == passages
    assert added.record.partition("/")[2] == only(whole).record.partition("/")[2]


def test_ten_thousand_passages_never_go_in_one_transaction(library: Library, folder: Path) -> None:
    path = make_epub(
        folder / "a.epub",
        chapters=["".join(f"<h2>{n}.{p}</h2><p>{prose(n * 500 + p, 40)}</p>" for p in range(500)) for n in range(20)],
    )
    times = library.meter.times
    added = only(bring(library, path))
    passages = len(catalogue(library).passages(added.record))
    assert passages >= 10_000
    assert library.meter.times - times >= 2 + passages // AccessionLimits().passages


def test_parts_of_a_long_document_go_in_steps_and_all_arrive(library: Library, folder: Path) -> None:
    path = Pdf([Leaf((Words(f"Trang số {number} của tờ giấy"),)) for number in range(1, 31)]).write(folder / "a.pdf")
    times = library.meter.times
    added = only(bring_all(library, path, limits=small(passages=20)))
    found = catalogue(library)
    assert library.meter.times - times >= 2 + 30 * 2 // 20
    assert [part.number for part in found.parts(added.record)] == list(range(1, 31))
    shown = found.shown(added.record)
    assert shown is not None
    assert shown.parts == 30


def test_small_books_share_a_transaction(library: Library, folder: Path) -> None:
    for number in range(8):
        book(folder / f"{number}.epub", f"Sách {number}")
    times = library.meter.times
    assert len(bring(library, folder).added) == 8
    assert library.meter.times - times == 2  # the library's name, the books


def test_outcomes_are_told_when_they_are_final(library: Library, folder: Path) -> None:
    path = book(folder / "a.epub", "A")
    (folder / "b.epub").write_bytes(b"nothing")
    told: list[tuple[object, list[str]]] = []
    with accession(library, on_outcome=lambda outcome: told.append((type(outcome), titles(library)))) as session:
        session.add([path, folder / "b.epub"])
    assert told == [(Refused, []), (Added, ["A"])]


def test_second_accession_is_refused_while_one_is_under_way(library: Library, folder: Path) -> None:
    with library.accession_lock(), pytest.raises(LibraryBusyError):
        bring(library, book(folder / "a.epub", "A"))


@pytest.mark.parametrize("left", ["batch", "file", "mark"])
def test_what_a_killed_accession_left_is_swept_by_the_next(library: Library, folder: Path, left: str) -> None:
    stray = Blobs(library.blobs_folder).path("a" * 64)  # type: ignore[arg-type]
    stray.parent.mkdir()
    stray.write_bytes(b"nobody's")
    if left == "file":
        (library.staging / "loose").write_bytes(b"x")
    else:
        (library.staging / "batch-1").mkdir()
        if left == "batch":
            (library.staging / "batch-1" / "new").write_bytes(b"x")
    bring(library, book(folder / "a.epub", "A"))
    assert left_in_staging(library) == []
    assert not strays(library)


def test_file_that_grows_while_it_is_read_is_taken_as_it_was_read(library: Library, folder: Path) -> None:
    """What is hashed, read and held is one copy, whatever happens to the file meanwhile."""
    path = book(folder / "a.epub", "A")
    whole = path.read_bytes()

    class Vandal(Worker):
        def read(self, file: Path, scratch: Path):  # type: ignore[no-untyped-def]  # noqa: ANN202
            path.write_bytes(b"overwritten while being read")
            return super().read(file, scratch)

    with Vandal() as worker:
        added = only(Accession(library, worker=worker, now=NOW).add([path]))
    shown = catalogue(library).shown(added.record)
    assert shown is not None
    assert Blobs(library.blobs_folder).read(shown.record.items[0].sha256) == whole


def test_medium_without_room_refuses_and_keeps_what_was_there(library: Library, folder: Path) -> None:
    bring(library, book(folder / "a.epub", "A"))
    path = book(folder / "b.epub", "B")
    free = shutil.disk_usage(library.folder).free
    report = bring(library, path, limits=AccessionLimits(free_space=free + (1 << 30)))
    assert refusals(report) == [Refusal.NO_SPACE]
    assert titles(library) == ["A"]
    assert not strays(library)


def test_database_without_room_refuses_only_what_was_not_written(library: Library, folder: Path) -> None:
    paths = [book(folder / f"{n}.epub", f"Sách {n}", chapters=8) for n in range(6)]
    with library.write() as tx:
        pages = tx.execute("PRAGMA page_count").fetchone()[0]
        tx.execute(f"PRAGMA max_page_count={pages + 6}")
    report = bring(library, *paths, limits=small(passages=9))
    assert {refused.refusal for refused in report.refused} == {Refusal.NO_SPACE}
    assert len(report.added) + len(report.refused) == 6
    assert titles(library) == sorted(added.title for added in report.added)
    assert not strays(library)
    assert left_in_staging(library) == []
    with library.write() as tx:
        tx.execute("PRAGMA max_page_count=1000000")
    again = bring(library, *paths)
    assert len(again.known) == len(report.added)
    assert titles(library) == [f"Sách {n}" for n in range(6)]


@pytest.mark.lab("unshare")
def test_full_disk_refuses_and_nothing_is_left(tmp_path: Path) -> None:
    small_disk = tmp_path / "disk"
    small_disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(small_disk)], check=True)
    try:
        library = open_library(small_disk / "library")
        paths = [
            make_epub(tmp_path / f"{n}.epub", chapters=[f"<p>{prose(n * 1_000 + c, 3_000)}</p>" for c in range(40)])
            for n in range(8)
        ]
        report = bring(library, *paths, limits=small())
        assert Refusal.NO_SPACE in refusals(report)
        assert set(refusals(report)) == {Refusal.NO_SPACE}
        assert len(report.added) + len(report.known) + len(report.refused) == 8
        assert len(titles(library)) == len(report.added)
        assert not strays(library)
        assert left_in_staging(library) == []
        library.close()
    finally:
        subprocess.run(["umount", "-l", str(small_disk)], check=True)


def test_file_larger_than_allowed_is_refused_before_it_is_copied(library: Library, folder: Path) -> None:
    sparse = folder / "a.epub"
    with sparse.open("wb") as file:
        os.truncate(file.fileno(), 20 << 30)
    assert refusals(bring(library, sparse)) == [Refusal.TOO_LARGE]


def test_library_inside_the_folder_is_not_added_to_itself(tmp_path: Path) -> None:
    library = open_library(tmp_path / "data")
    book(tmp_path / "a.epub", "A")
    only(bring(library, tmp_path))
    report = bring(library, tmp_path)
    assert (len(report.known), report.refused) == (1, ())


def test_the_parent_process_never_loads_what_parses_files(tmp_path: Path) -> None:
    """What was brought is parsed in the worker; the process with the rights has not even loaded the parsers."""
    book(tmp_path / "a.epub", "A")
    program = (
        "import sys; from pathlib import Path\n"
        "from tests.content.accession.boxes import bring\nfrom tests.content.libraries import open_library\n"
        "report = bring(open_library(Path(sys.argv[1]) / 'library'), Path(sys.argv[1]) / 'a.epub')\n"
        "assert len(report.added) == 1\n"
        "print(sorted({'lxml', 'PIL', 'nh3', 'tinycss2', 'flask'} & set(sys.modules)))\n"
    )
    run = [sys.executable, "-c", program, str(tmp_path)]
    done = subprocess.run(run, capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("passages", [4_000, 1])
def test_publication_that_the_catalogue_does_not_take_is_refused_by_name(
    library: Library, folder: Path, passages: int
) -> None:
    """A fault of one is no fault of those that are written with it, whether they go in together or step by step."""
    paths = [book(folder / f"{n}.epub", f"Sách {n}", chapters=3) for n in range(3)]

    class Odd(Worker):
        def read(self, file: Path, scratch: Path) -> Extract:
            extract = super().read(file, scratch)
            if extract.description.title != "Sách 1":
                return extract
            entry = ContentsEntry(depth=1 << 70, title="x", part=1)
            return dataclasses.replace(extract, contents=(entry, entry))

    with Odd() as worker:
        report = Accession(library, worker=worker, now=NOW, limits=small(passages=passages)).add(paths)
    assert [refused.path for refused in report.refused] == [str(paths[1])]
    assert "the catalogue does not take it" in report.refused[0].detail
    assert titles(library) == ["Sách 0", "Sách 2"]
    assert not strays(library)
    assert left_in_staging(library) == []
