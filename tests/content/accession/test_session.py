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

from content.accession import Accession, Added, Known, Refused, Report, withdraw_records
from content.accession.limits import AccessionLimits
from content.catalogue import OverlayField, Wanted, lay
from content.errors import UnknownRecordError
from content.formats.reading import Refusal
from content.formats.worker import Worker
from content.holdings import Blobs
from content.library import Library, LibraryBusyError
from content.records import Issue, Kind, PrintCopy, RightsClass
from tests.content.accession.boxes import accession, bring, left_in_staging, small, strays, titles
from tests.content.libraries import NOW, catalogue, open_library, put, readable, record
from tests.epubs import make_epub, prose

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path / "library")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "books").mkdir()
    return tmp_path / "books"


def book(path: Path, title: str, *, chapters: int = 1) -> Path:
    """A book of its own content: no two of these share a chapter."""
    seed = sum(title.encode())
    return make_epub(
        path,
        metadata=f'<dc:title>{title}</dc:title><dc:language>vi</dc:language><dc:identifier id="uid">x</dc:identifier>',
        chapters=[f"<h1>{title} {n}</h1><p>{prose(seed * 1_000 + n)}</p>" for n in range(1, chapters + 1)],
    )


def only(report: Report) -> Added:
    assert not report.refused, report.refused
    (added,) = report.added
    return added


def refusals(report: Report) -> list[Refusal]:
    return [refused.refusal for refused in report.refused]


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


def test_record_id_is_the_librarys_own_and_does_not_change(library: Library, folder: Path) -> None:
    path = book(folder / "a.epub", "A")
    first = only(bring(library, path)).record
    withdraw_records(library, [first], now=NOW)
    assert only(bring(library, path)).record == first
    assert first.startswith("local-")


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


def test_sidecar_overrides_what_the_file_says(library: Library, folder: Path) -> None:
    path = book(folder / "a.epub", "tam_cam")
    (folder / "a.toml").write_text(
        'title = "Tấm Cám"\ncreators = ["Dân gian"]\nissued = "1957"\naudience = "children"\nlanguage = "vi"\n'
        'institution = "learning-centre"\nshelf = "thieu-nhi"\nidentifiers = ["isbn:9786041234567"]\n'
        '[rights]\nclass = "public-domain"\n[subjects]\nddc = ["398.2"]\nkeywords = ["cổ tích", "cổ tích"]\n'
        '[[copies]]\nholder = "Thư viện xã"\ncupboard = "Tủ 3"\ncopies = 4\n'
    )
    shown = catalogue(library).shown(only(bring(library, path)).record)
    assert shown is not None
    one = shown.record
    assert (one.title, one.creators[0].name, one.issued, one.audience) == ("Tấm Cám", "Dân gian", "1957", "children")
    assert (one.institution, one.shelf, one.rights.rights_class) == (
        "learning-centre",
        "thieu-nhi",
        RightsClass.PUBLIC_DOMAIN,
    )
    assert (one.subjects.ddc, one.subjects.keywords) == (("398.2",), ("cổ tích",))
    assert one.copies == (PrintCopy(holder="Thư viện xã", cupboard="Tủ 3", copies=4),)
    assert (one.identifiers[0].scheme, one.identifiers[0].value) == ("isbn", "9786041234567")


def test_changed_sidecar_changes_the_record_and_nothing_else(library: Library, folder: Path) -> None:
    path = book(folder / "a.epub", "A")
    first = only(bring(library, path))
    (folder / "a.toml").write_text('title = "Tên đúng"\n')
    assert bring(library, path).known == (Known(str(path), first.record, "A", changed=True),)
    assert titles(library) == ["Tên đúng"]
    assert not bring(library, path).known[0].changed
    shown = catalogue(library).shown(first.record)
    assert shown is not None
    assert (shown.revision, shown.parts) == (2, 1)


def test_sidecar_beside_a_signed_record_changes_nothing(library: Library, folder: Path) -> None:
    path = book(folder / "a.epub", "A")
    whole = readable(library, record("a", of="law", title="Như đã ký"), "một")
    data = path.read_bytes()
    blob = hashlib.sha256(data).hexdigest()
    target = Blobs(library.blobs_folder).path(blob)  # type: ignore[arg-type]
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(data)
    with library.write() as tx:
        tx.execute("INSERT INTO holding (sha256, size) VALUES (?, ?)", (blob, len(data)))
    item = dataclasses.replace(whole.record.items[0], sha256=blob)  # type: ignore[arg-type]
    put(library, dataclasses.replace(whole, record=dataclasses.replace(whole.record, items=(item,))), pack="law")
    (folder / "a.toml").write_text('title = "Của xã"\n')
    report = bring(library, path)
    assert [(known.record, known.changed) for known in report.known] == [("law/a", False)]
    assert titles(library) == ["Như đã ký"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('titel = "A"', "titel: unknown key; did you mean title?"),
        ('audience = "child"', "did you mean children?"),
        ('kind = "boook"', "did you mean book?"),
        ('[rights]\nclas = "CC0"', "rights.clas: unknown key; did you mean class?"),
        ('[rights]\nclass = "CC-BYY"', "rights.class: 'CC-BYY' is unknown"),
        ("[[copies]]\ncopies = 2", "copies"),
        ('[[copies]]\nholder = "A"\ncopies = 0', "copies.copies: not between 1 and"),
        ('[[copies]]\nholder = "A"\ncopies = 99999999999999999999999', "copies.copies: not between 1 and"),
        ("[rights]\nmax_concurrent = 0", "rights.max_concurrent"),
        ("[rights]\nmax_concurrent = 99999999999999999999999", "rights.max_concurrent"),
        ('issued = "năm 1957"', "issued: not YYYY"),
        ('issued = "1957\\n"', "issued: not YYYY"),
        ('issued = "1957-13"', "issued: not YYYY"),
        ('[[issues]]\nissued = "hôm qua"', "issues.issued"),
        ('language = "!!"', "language: no BCP 47 tag"),
        ('script = "Thái"', "script: no ISO 15924 code"),
        ('title = "  "', "title: empty"),
        ("title = 7", "title: expected str, found 7"),
        ('issue_of = "Báo"', "issue_of: needs issued"),
        ("title = ", "not TOML"),
        ("a = " + "[" * 5_000, "not TOML"),
        ("a" + ".a" * 100_000 + " = 1", "a key with more than"),
        ("a" + ".a" * 100 + " = 1", "a: unknown key"),
    ],
)
def test_fault_of_a_sidecar_is_named_and_nothing_is_added(
    library: Library, folder: Path, text: str, words: str
) -> None:
    path = book(folder / "a.epub", "A")
    (folder / "a.toml").write_text(text)
    (refused,) = bring(library, path).refused
    assert refused.refusal is Refusal.BAD_SIDECAR
    assert words in refused.detail
    assert len(refused.detail) < 2_000
    assert titles(library) == []


@pytest.mark.parametrize("data", [b"\xff\xfe", b"\0" * 10, b"#" * ((256 << 10) + 1)], ids=["bytes", "NUL", "huge"])
def test_sidecar_that_is_no_text_is_refused(library: Library, folder: Path, data: bytes) -> None:
    path = book(folder / "a.epub", "A")
    (folder / "a.toml").write_bytes(data)
    assert refusals(bring(library, path)) == [Refusal.BAD_SIDECAR]


def test_restricted_use_is_refused(library: Library, folder: Path) -> None:
    path = book(folder / "a.epub", "A")
    (folder / "a.epub.toml").write_text('[rights]\nclass = "restricted-use"\n')
    assert refusals(bring(library, path)) == [Refusal.RESTRICTED_USE]
    assert titles(library) == []
    assert not strays(library)


def test_toml_alone_is_a_book_on_paper(library: Library, folder: Path) -> None:
    (folder / "so-tay.toml").write_text(
        'title = "Sổ tay nhà nông"\ncreators = ["Sở Nông nghiệp"]\n[[copies]]\nholder = "Nhà văn hóa bản"\n'
    )
    added = only(bring(library, folder))
    shown = catalogue(library).shown(added.record)
    assert shown is not None
    assert shown.record.is_printed_only
    assert shown.record.kind is Kind.BOOK
    assert [known.record for known in bring(library, folder / "so-tay.toml").known] == [added.record]
    (folder / "so-tay.toml").write_text(
        'title = "Sổ tay nhà nông"\ncreators = ["Sở Nông nghiệp"]\n[[copies]]\nholder = "Trường học"\n'
    )
    assert bring(library, folder).known[0].changed
    shown = catalogue(library).shown(added.record)
    assert shown is not None
    assert shown.record.copies[0].holder == "Trường học"


def test_toml_alone_without_a_title_is_refused(library: Library, folder: Path) -> None:
    (folder / "a.toml").write_text('publisher = "Kim Đồng"\n')
    (refused,) = bring(library, folder).refused
    assert (refused.refusal, "title: missing" in refused.detail) == (Refusal.BAD_SIDECAR, True)


def test_sidecar_named_by_itself_is_refused_with_a_hint(library: Library, folder: Path) -> None:
    book(folder / "a.epub", "A")
    (folder / "a.toml").write_text('title = "B"\n')
    (refused,) = bring(library, folder / "a.toml").refused
    assert "add that file" in refused.detail


def test_sidecar_in_capitals_is_a_sidecar(library: Library, folder: Path) -> None:
    book(folder / "A.EPUB", "a")
    (folder / "A.TOML").write_text('title = "Tên đúng"\n')
    only(bring(library, folder))
    assert titles(library) == ["Tên đúng"]


def newspaper(folder: Path, day: str) -> Path:
    path = book(folder / f"{day}.epub", f"Số {day}")
    (folder / f"{day}.toml").write_text(f'issue_of = "Báo Sơn La"\nissued = "{day}"\n')
    return path


def test_issues_make_their_newspaper(library: Library, folder: Path) -> None:
    for day in ("2026-11-02", "2026-11-09"):
        newspaper(folder, day)
    report = bring(library, folder)
    assert len(report.added) == 2
    (entry,) = catalogue(library).listing(Wanted(), page=1, size=9).entries
    assert (entry.title, entry.kind, entry.latest) == ("Báo Sơn La", Kind.PERIODICAL, "2026-11-09")
    issues = catalogue(library).issues(entry.id)
    assert [issue.issued for issue in issues] == ["2026-11-09", "2026-11-02"]
    assert {issue.record for issue in issues} == {added.record for added in report.added}


@pytest.mark.parametrize("names", [("a.toml", "2026-11-02.epub"), ("2026-11-02.epub", "a.toml")])
def test_newspaper_described_by_itself_and_by_its_issues_is_one(
    library: Library, folder: Path, names: tuple[str, str]
) -> None:
    newspaper(folder, "2026-11-02")
    (folder / "a.toml").write_text(
        'title = "Báo Sơn La"\nkind = "periodical"\npublisher = "Tỉnh"\n[[issues]]\nissued = "2026-10-05"\n'
    )
    bring(library, *(folder / name for name in names))
    (entry,) = catalogue(library).listing(Wanted(), page=1, size=9).entries
    assert [issue.issued for issue in catalogue(library).issues(entry.id)] == ["2026-11-02", "2026-10-05"]
    shown = catalogue(library).shown(entry.id)
    assert shown is not None
    assert shown.record.publisher == "Tỉnh"
    assert Issue(issued="2026-10-05") in shown.record.issues


def test_book_that_becomes_an_issue_by_its_sidecar_finds_its_newspaper(library: Library, folder: Path) -> None:
    path = book(folder / "2026-11-02.epub", "Số đầu")
    bring(library, path)
    (folder / "2026-11-02.toml").write_text('issue_of = "Báo Sơn La"\nissued = "2026-11-02"\n')
    assert bring(library, path).known[0].changed
    assert titles(library) == ["Báo Sơn La"]


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
