"""Guards lists of records: rows with and without files go in, once, and what is wrong is told by row and column."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from pymarc import Field, Indicators, Record, Subfield

from content.accession import AccessionLimits, Added, Became, Known, ListReport, Refused, flaw_said, read_list
from content.catalogue import own_record, records_of_key, site_revision
from content.formats.reading import Flaw, Refusal
from content.library import Library
from content.records import PrintCopy, RecordId
from tests.content.accession.boxes import READERS, accession, book, left_in_staging, small, strays, titles
from tests.content.libraries import catalogue, open_library, put, record

HEAD = "Mã,Nhan đề,Tác giả,Năm,Tệp,Nơi giữ,Số bản,Quyền\n"


def sheet(folder: Path, *rows: str, name: str = "ds.csv") -> Path:
    path = folder / name
    path.write_text(HEAD + "\n".join(rows) + "\n", "utf-8")
    return path


def bring(
    library: Library, path: Path, *, rehearse: bool = False, on_row: Callable[[int], None] = lambda _: None
) -> ListReport:
    extract = read_list(path, limits=AccessionLimits())
    with accession(library, small()) as session:
        return session.add_list(extract, path.parent, rehearse=rehearse, on_row=on_row)


def became(report: ListReport) -> dict[int, Became]:
    return {one.row: one.became for one in report.done}


def wrong(report: ListReport) -> list[tuple[int, str, Flaw, bool]]:
    return [(one.row, one.column, one.flaw, one.stops) for one in report.faults]


def everything(library: Library) -> list[str]:
    """All rows of the catalogue, and all files that are held."""
    rows = list(library.read().iterdump())
    return rows + sorted(str(path) for path in library.held.rglob("*") if "library.db" not in path.name)


def test_rows_with_files_and_printed_books_go_in(library: Library, folder: Path) -> None:
    book(folder / "a.epub", "Tên trong tệp")
    path = sheet(folder, "K1,Kỹ thuật trồng xoài,Lò Thị Mai,2019,a.epub,,,", "K2,Luật Đất đai,,2024,,Ủy ban xã,3,")
    report = bring(library, path)
    assert became(report) == {2: Became.ADDED, 3: Became.ADDED}
    assert report.faults == ()
    first, second = (catalogue(library).shown(one.record) for one in report.done)
    assert first
    assert second
    assert (first.record.title, first.record.creators[0].name, first.parts) == ("Kỹ thuật trồng xoài", "Lò Thị Mai", 1)
    assert second.record.copies == (PrintCopy(holder="Ủy ban xã", copies=3),)
    assert left_in_staging(library) == []
    assert not strays(library)


def test_book_of_which_nothing_but_the_title_is_said_is_one_on_paper(library: Library, folder: Path) -> None:
    (done,) = bring(library, sheet(folder, ",Tắt đèn,Ngô Tất Tố,1939,,,,")).done
    shown = catalogue(library).shown(done.record)
    assert shown
    assert shown.record.copies == (PrintCopy(holder=""),)
    assert shown.record.is_printed_only


def test_same_list_once_more_changes_nothing(library: Library, folder: Path) -> None:
    book(folder / "a.epub", "A")
    rows = ["K1,Xoài,Mai,2019,a.epub,,,", "K2,Luật,,2024,,Ủy ban xã,3,", ",Tắt đèn,Ngô Tất Tố,1939,,,,"]
    bring(library, sheet(folder, *rows))
    before, revision = everything(library), site_revision(library.read())
    report = bring(library, sheet(folder, *rows))
    assert set(became(report).values()) == {Became.KNOWN}
    assert everything(library) == before
    assert site_revision(library.read()) == revision


def test_corrected_row_changes_its_record_alone(library: Library, folder: Path) -> None:
    rows = ["K1,Kỹ thuât trồng xoài,Mai,2019,,,,", "K2,Luật,,2024,,Ủy ban xã,3,"]
    first = bring(library, sheet(folder, *rows))
    rows[0] = "K1,Kỹ thuật trồng xoài,Mai,2019,,,,"
    second = bring(library, sheet(folder, *rows))
    assert became(second) == {2: Became.CHANGED, 3: Became.KNOWN}
    assert [one.record for one in first.done] == [one.record for one in second.done]
    assert titles(library) == ["Kỹ thuật trồng xoài", "Luật"]


def test_dry_run_writes_nothing_and_says_what_would_be(library: Library, folder: Path) -> None:
    book(folder / "a.epub", "A")
    (folder / "hong.epub").write_bytes(b"PK\x03\x04 broken")
    bring(library, sheet(folder, "K2,Luật,,2023,,Ủy ban xã,3,"))
    path = sheet(
        folder,
        "K1,Xoài,Mai,2019,a.epub,,,",
        "K2,Luật,,2024,,Ủy ban xã,3,",
        "K3,Hỏng,,,hong.epub,,,",
        ",Tắt đèn,Ngô Tất Tố,1939,,,,",
        ",Tắt đèn,Ngô Tất Tố,1939,,,,",
    )
    before = everything(library)
    rehearsed = bring(library, path, rehearse=True)
    assert everything(library) == before
    assert left_in_staging(library) == []
    real = bring(library, path)
    assert became(rehearsed) == became(real)
    assert became(real) == {2: Became.ADDED, 3: Became.CHANGED, 5: Became.ADDED, 6: Became.KNOWN}
    assert wrong(rehearsed) == wrong(real) == [(4, "Tệp", Flaw.FILE_REFUSED, True)]


def test_everything_wrong_is_told_at_once_and_the_others_go_in(library: Library, folder: Path) -> None:
    book(folder / "a.epub", "A")
    path = sheet(
        folder,
        "K1,Một,,,khong-co.epub,,,",
        "K2,Hai,,,../ngoai.epub,,,",
        "K3,Ba,,2o19,,,,",
        "K4,,,,,,,",
        "K5,Năm,,,,,,quyền trời",
        "K6,Sáu,,,,,,hạn chế sử dụng",
        "K3,Bảy,,,,,,",
        "K8,Tám,,,a.epub,,,",
        "K9,Chín,,,a.epub,,,",
        "KA,=HYPERLINK(1),,,,,,",
    )
    report = bring(library, path)
    assert wrong(report) == [
        (2, "Tệp", Flaw.FILE_MISSING, True),
        (3, "Tệp", Flaw.FILE_OUTSIDE, True),
        (4, "Năm", Flaw.VALUE, False),
        (5, "Nhan đề", Flaw.NO_TITLE, True),
        (6, "Quyền", Flaw.VALUE, True),
        (7, "Quyền", Flaw.RESTRICTED_USE, True),
        (8, "Mã", Flaw.DOUBLE_KEY, True),
        (10, "Tệp", Flaw.FILE_TWICE, True),
        (11, "Nhan đề", Flaw.FORMULA, True),
    ]
    assert titles(library) == ["Ba", "Tám"]
    assert report.left_out == (2, 3, 5, 6, 7, 8, 10, 11)
    said = flaw_said(report.faults[0], is_marc=False)
    assert said == "Dòng 2, cột “Tệp”: “khong-co.epub” Không thấy tệp này cạnh danh mục."


def test_printed_book_is_joined_by_its_file_when_that_comes(library: Library, folder: Path) -> None:
    book(folder / "a.epub", "Tên khác")
    (first,) = bring(library, sheet(folder, "K1,Xoài,Mai,2019,,Thư viện xã,2,")).done
    (second,) = bring(library, sheet(folder, "K1,Xoài,Mai,2019,a.epub,,,")).done
    assert (second.record, second.became) == (first.record, Became.CHANGED)
    shown = catalogue(library).shown(first.record)
    assert shown
    assert shown.parts == 1
    assert shown.record.copies == (PrintCopy(holder="Thư viện xã", copies=2),)
    assert shown.record.title == "Xoài"


def test_printed_book_goes_in_though_its_file_is_missing(library: Library, folder: Path) -> None:
    report = bring(library, sheet(folder, "K1,Xoài,Mai,2019,a.epub,Thư viện xã,2,"))
    assert wrong(report) == [(2, "Tệp", Flaw.FILE_MISSING, False)]
    (done,) = report.done
    book(folder / "a.epub", "A")
    (again,) = bring(library, sheet(folder, "K1,Xoài,Mai,2019,a.epub,Thư viện xã,2,")).done
    assert (again.record, again.became) == (done.record, Became.CHANGED)


def test_row_that_has_but_a_file_that_is_missing_is_left_out(library: Library, folder: Path) -> None:
    report = bring(library, sheet(folder, "K1,,,,a.epub,Thư viện xã,2,"))
    assert wrong(report) == [(2, "Tệp", Flaw.FILE_MISSING, True)]
    assert report.done == ()


def test_another_file_in_a_row_takes_the_place_of_the_first(library: Library, folder: Path) -> None:
    book(folder / "a.epub", "A")
    book(folder / "b.epub", "B")
    (first,) = bring(library, sheet(folder, "K1,Xoài,,,a.epub,,,")).done
    (second,) = bring(library, sheet(folder, "K1,Xoài,,,b.epub,,,")).done
    assert second.record == first.record
    shown = catalogue(library).shown(first.record)
    assert shown
    assert [item.name for item in shown.record.items] == ["b.epub"]
    assert not strays(library)


def test_file_that_cannot_be_read_takes_nothing_from_a_record_that_is_there(library: Library, folder: Path) -> None:
    book(folder / "a.epub", "A")
    path = sheet(folder, "K1,Xoài,,,a.epub,,,")
    (first,) = bring(library, path).done
    (folder / "a.epub").write_bytes(b"PK\x03\x04 broken")
    report = bring(library, path)
    assert wrong(report) == [(2, "Tệp", Flaw.FILE_REFUSED, True)]
    shown = catalogue(library).shown(first.record)
    assert shown
    assert shown.parts == 1


def test_number_that_another_list_gave_to_another_book_is_another_book(library: Library, folder: Path) -> None:
    ours = sheet(folder, "1,Kỹ thuật trồng xoài,Mai,2019,,,,", name="xa.csv")
    theirs = sheet(folder, "1,Luật Đất đai,Quốc hội,2024,,,,", name="tinh.csv")
    first = [bring(library, path).done[0] for path in (ours, theirs)]
    assert [one.became for one in first] == [Became.ADDED, Became.ADDED]
    again = [bring(library, path).done[0] for path in (theirs, ours)]
    assert [(one.record, one.became) for one in again] == [
        (first[1].record, Became.KNOWN),
        (first[0].record, Became.KNOWN),
    ]
    corrected = sheet(folder, "1,Luật Đất đai 2024,Quốc hội,2024,,,,", name="tinh.csv")
    (done,) = bring(library, corrected).done
    assert (done.record, done.became) == (first[1].record, Became.CHANGED)
    assert titles(library) == ["Kỹ thuật trồng xoài", "Luật Đất đai 2024"]


def test_two_keys_of_one_title_are_two_records(library: Library, folder: Path) -> None:
    rows = ("K1,Báo cáo,Xã,2024,,Tủ 1,1,", "K2,Báo cáo,Xã,2024,,Tủ 2,1,")
    report = bring(library, sheet(folder, *rows))
    assert set(became(report).values()) == {Became.ADDED}
    assert len({one.record for one in report.done}) == 2
    assert set(became(bring(library, sheet(folder, *rows))).values()) == {Became.KNOWN}


def test_two_rows_never_describe_one_record(library: Library, folder: Path) -> None:
    rows = (",Tắt đèn,Ngô Tất Tố,1939,,Tủ 1,1,", ",Tắt đèn,Ngô Tất Tố,1939,,Tủ 2,1,")
    report = bring(library, sheet(folder, *rows))
    assert wrong(report) == [(3, "", Flaw.SAME_RECORD, True)]
    assert became(bring(library, sheet(folder, *rows))) == {2: Became.KNOWN}


def test_one_file_under_two_names_is_one_record(library: Library, folder: Path) -> None:
    shutil.copy(book(folder / "a.epub", "A"), folder / "b.epub")
    rows = ("K1,Một,,,a.epub,,,", "K2,Hai,,,b.epub,,,")
    report = bring(library, sheet(folder, *rows))
    assert wrong(report) == [(3, "", Flaw.SAME_RECORD, True)]
    assert became(bring(library, sheet(folder, *rows))) == {2: Became.KNOWN}


def test_file_with_a_description_of_its_own_keeps_its_record(library: Library, folder: Path) -> None:
    book(folder / "a.epub", "A")
    (folder / "a.epub.toml").write_text('title = "Sách mua"\n[rights]\nclass = "licensed"\n')
    with accession(library, small()) as session:
        (added,) = session.add([folder / "a.epub"]).added
    book(folder / "b.epub", "B")
    report = bring(library, sheet(folder, "K1,Bộ sách,,,a.epub; b.epub,,,"))
    assert [(one.flaw, one.found) for one in report.faults] == [(Flaw.FILE_TWICE, "a.epub (Sách mua)")]
    shown = catalogue(library).shown(added.record)
    assert shown
    assert shown.record.title == "Sách mua"


def test_files_are_found_whatever_a_stick_made_of_their_names(library: Library, folder: Path) -> None:
    (folder / "Sach").mkdir()
    book(folder / "Sach" / unicodedata.normalize("NFD", "Truyện.EPUB"), "A")
    report = bring(library, sheet(folder, "K1,Xoài,,,sach\\truyện.epub,,,"))
    assert became(report) == {2: Became.ADDED}


def test_link_that_leads_out_of_the_folder_is_not_followed(library: Library, folder: Path, tmp_path: Path) -> None:
    book(tmp_path / "ngoai.epub", "A")
    (folder / "a.epub").symlink_to(tmp_path / "ngoai.epub")
    (folder / "len").symlink_to(tmp_path)
    report = bring(library, sheet(folder, "K1,Một,,,a.epub,,,", "K2,Hai,,,len/ngoai.epub,,,"))
    assert [one.flaw for one in report.faults] == [Flaw.FILE_MISSING, Flaw.FILE_MISSING]
    assert titles(library) == []


def test_list_that_was_broken_off_is_brought_again_whole(library: Library, folder: Path) -> None:
    for name in "abc":
        book(folder / f"{name}.epub", name.upper())
    path = sheet(folder, *(f"K{name},Cuốn {name},,,{name}.epub,,," for name in "abc"), "KP,Giấy,,,,,,")

    def stop(number: int) -> None:
        if number == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(library, path, on_row=stop)
    assert left_in_staging(library) == []
    report = bring(library, path)
    assert len(report.done) == 4
    assert titles(library) == ["Cuốn a", "Cuốn b", "Cuốn c", "Giấy"]
    assert not strays(library)


def test_many_rows_are_written_in_transactions_of_their_own(library: Library, folder: Path) -> None:
    times = library.meter.times
    report = bring(library, sheet(folder, *(f"K{n},Cuốn số {n},,,,,," for n in range(1_000))))
    assert len(report.done) == 1_000
    assert library.meter.times - times > 2
    assert all(records_of_key(library.read(), f"K{n}") for n in range(1_000))


def marc(*records: Record) -> bytes:
    return b"".join(one.as_marc() for one in records)


def kieu(number: str, title: str, *files: str) -> Record:
    made = Record(force_utf8=True, leader="00000nam a2200000 a 4500")
    made.add_field(Field("001", data=number), Field("003", data="TVSL"))
    made.add_field(Field("245", Indicators("1", "0"), [Subfield("a", title)]))
    made.add_field(*(Field("856", Indicators("4", " "), [Subfield("u", name)]) for name in files))
    return made


def test_added_marc_file_brings_its_records_and_is_told_as_one(library: Library, folder: Path) -> None:
    book(folder / "a.epub", "A")
    data = marc(kieu("1", "Truyện Kiều", "a.epub"), kieu("2", "Tắt đèn")) + b"00999nam a22 damaged\x1d"
    (folder / "x.mrc").write_bytes(data)
    readers = (*READERS, "content.formats.marc:MarcReader")
    with accession(library, small(), readers) as session:
        report = session.add([folder / "x.mrc"])
    (added,) = report.added
    assert isinstance(added, Added)
    assert added.listed is not None
    assert became(added.listed) == {1: Became.ADDED, 2: Became.ADDED}
    assert wrong(added.listed) == [(3, "", Flaw.BROKEN, True)]
    assert titles(library) == ["Tắt đèn", "Truyện Kiều"]
    with accession(library, small(), readers) as session:
        (known,) = session.add([folder / "x.mrc"]).known
    assert isinstance(known, Known)
    assert not known.changed


def test_marc_file_without_a_record_that_can_be_taken_is_refused(library: Library, folder: Path) -> None:
    (folder / "x.mrc").write_bytes(marc(kieu("1", "Truyện Kiều", "../../etc/passwd"), kieu("2", "", "a.epub")))
    with accession(library, small(), (*READERS, "content.formats.marc:MarcReader")) as session:
        (refused,) = session.add([folder / "x.mrc"]).refused
    assert isinstance(refused, Refused)
    assert refused.refusal is Refusal.NO_RECORD
    assert refused.listed is not None
    assert {one.row for one in refused.listed.faults} == {1, 2}


def test_record_keeps_what_another_library_calls_it(folder: Path, tmp_path: Path) -> None:
    other = open_library(tmp_path / "other")
    path = sheet(folder, "local-0000000000000000/abc,Xoài,,,,,,")
    (done,) = bring(other, path).done
    assert done.record != "local-0000000000000000/abc"
    assert records_of_key(other.read(), "local-0000000000000000/abc") == [done.record]
    assert own_record(other.read(), RecordId("local-0000000000000000/abc")) is None
    (again,) = bring(other, path).done
    assert (again.record, again.became) == (done.record, Became.KNOWN)


def test_signed_record_in_a_list_is_known_and_stays_as_it_is(library: Library, folder: Path) -> None:
    book(folder / "a.epub", "Của tỉnh")
    put(library, record("1-2024", of="law", title="Luật số 1"), pack="law")
    before = catalogue(library).shown(RecordId("law/1-2024"))
    for row in ("law/1-2024,Tên khác,,,,,,", "law/1-2024,Tên khác,,,a.epub,,,"):
        report = bring(library, sheet(folder, row))
        assert report.faults == ()
        assert [(one.became, one.record) for one in report.done] == [(Became.KNOWN, "law/1-2024")]
    assert catalogue(library).shown(RecordId("law/1-2024")) == before
