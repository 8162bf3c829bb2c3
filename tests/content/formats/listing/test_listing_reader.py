"""Guards what a librarian's sheet says: every good row goes in, every fault is told by row and column, all at once."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from content.formats.listing import COLUMNS, column_of, documented
from content.formats.listing.names import nearest_name
from content.formats.listing.reader import ListingReader
from content.formats.listing.sample import write_sample
from content.formats.listing.values import isbn_of, issued_of
from content.formats.reading import Caveat, Extract, Flaw, ReadLimits
from content.text.old_encodings import OldEncoding, encode


def of_csv(folder: Path, text: str) -> Extract:
    path = folder / "a.csv"
    path.write_text(text, "utf-8")
    return ListingReader().read(path, folder, ReadLimits())


def said(extract: Extract, place: int = 0) -> dict[str, Any]:
    tree: dict[str, Any] = json.loads(extract.listed[place].said)
    return tree


def flaws(extract: Extract) -> list[tuple[Flaw, int, str, bool]]:
    return [(one.flaw, one.row, one.column, one.stops) for one in extract.flawed]


@pytest.mark.parametrize("name", ["mau.xlsx", "mau.csv"])
def test_sample_is_a_sound_list(tmp_path: Path, name: str) -> None:
    write_sample(tmp_path / name)
    extract = ListingReader().read(tmp_path / name, tmp_path, ReadLimits())
    assert extract.flawed == ()
    assert [one.key for one in extract.listed] == ["TV-0001", "TV-0002", "TV-0003"]
    assert said(extract)["creators"] == ["Nguyễn Văn An", "Lò Thị Mai"]
    assert said(extract)["rights"] == {"class": "licensed", "until": "2030-12-31"}
    assert said(extract, 1)["copies"][0]["copies"] == 3
    assert said(extract, 2)["recording"]["consent"]["for"] == "nghe tại thư viện xã"
    assert extract.listed[2].files == ("ghi-am-1.mp3", "ghi-am-2.mp3")
    with pytest.raises(FileExistsError):
        write_sample(tmp_path / name)


def test_every_column_is_known_by_its_names_and_documented() -> None:
    for column in COLUMNS:
        for name in (column.vietnamese, column.vietnamese.upper(), column.key):
            assert column_of(name) is column, name
    assert len(list(documented())) == len(list(documented(language="vi"))) == len(COLUMNS)


@pytest.mark.parametrize(
    ("header", "key"),
    [("TÊN SÁCH (*)", "title"), ("nhan_de", "title"), ("Nam XB", "issued"), ("Tác giả 2", "creators"), ("tep", "files"),
     ("Ký hiệu xếp giá", "copies.call_number"), ("Số\nbản", "copies.copies"), ("Khổ", None), ("Giá tiền", None)],
)  # fmt: skip
def test_header_is_known_as_people_write_it(header: str, key: str | None) -> None:
    column = column_of(header)
    assert (column.key if column else None) == key


def test_misspelt_header_is_told_with_the_nearest(tmp_path: Path) -> None:
    extract = of_csv(tmp_path, "Nhan đề,Nha xuat bann,Khổ giấy\nLàng,Văn học,19cm\n")
    assert [(one.column, one.found) for one in extract.flawed] == [("Nha xuat bann", "Nhà xuất bản"), ("Khổ giấy", "")]
    assert nearest_name("zzz") == ""
    assert said(extract) == {"title": "Làng"}


def test_all_faults_are_told_at_once_and_good_rows_go_in(tmp_path: Path) -> None:
    text = (
        "Mã;Nhan đề;Năm;Số bản;Tệp;Dùng đến ngày\n"
        "A1;Làng;1948;3 bản;lang.epub;\n"
        "A1;Làng hai;1950;;;\n"
        "A2;;;2;;\n"
        "A3;Chí Phèo;hai nghìn;ba;;\n"
        "A4;Số đỏ;1936;;../../etc/passwd;\n"
        "A5;Tắt đèn;1937;;C:\\sach\\a.pdf;\n"
        "A6;Lão Hạc;1943;;sach\\lao-hac.pdf;mai mốt\n"
        "A7;Vợ nhặt;1954;;sach\\vo-nhat.pdf;31/12/2030\n"
    )
    extract = of_csv(tmp_path, text)
    assert flaws(extract) == [
        (Flaw.DOUBLE_KEY, 3, "Mã", True),
        (Flaw.NO_TITLE, 4, "Nhan đề", True),
        (Flaw.VALUE, 5, "Năm", False),
        (Flaw.VALUE, 5, "Số bản", False),
        (Flaw.FILE_OUTSIDE, 6, "Tệp", True),
        (Flaw.FILE_OUTSIDE, 7, "Tệp", True),
        (Flaw.VALUE, 8, "Dùng đến ngày", True),
    ]
    assert [one.key for one in extract.listed] == ["A1", "A3", "A7"]
    assert extract.listed[2].files == ("sach/vo-nhat.pdf",)
    assert ("copies.0.copies", "Số bản") in extract.listed[0].columns
    assert Caveat.SOME_RECORDS_BROKEN in extract.caveats


def test_formula_is_never_worked_out(tmp_path: Path) -> None:
    extract = of_csv(tmp_path, 'Nhan đề,Tác giả,ISBN\n=1+1,A B,\nLàng,"=HYPERLINK(""x"")","=""9786042123457"""\n')
    assert flaws(extract) == [(Flaw.FORMULA, 2, "Nhan đề", True), (Flaw.FORMULA, 3, "Tác giả", False)]
    assert said(extract) == {"title": "Làng", "identifiers": ["isbn:9786042123457"]}


def test_formula_in_a_workbook_counts_by_its_last_value_and_is_told(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Nhan đề", "Kí hiệu xếp giá"])
        sheet.write(1, 0, "Làng")
        sheet.write_formula(1, 1, '="8V"&"12"', None, "8V12")
    extract = ListingReader().read(tmp_path / "a.xlsx", tmp_path, ReadLimits())
    assert flaws(extract) == [(Flaw.FORMULA, 2, "Kí hiệu xếp giá", False)]
    assert said(extract)["copies"] == [{"call_number": "8V12", "holder": ""}]


def test_cells_merged_over_rows_are_filled_down_only_where_that_is_meant(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Nhan đề", "Tác giả", "Nơi giữ"])
        sheet.merge_range("A2:C2", "SÁCH VĂN HỌC")
        sheet.write_column(2, 0, ["Làng", "Vợ nhặt"])
        sheet.merge_range("C3:C4", "Thư viện xã")
        sheet.merge_range("A5:A6", "Từ điển")
        sheet.write_column(4, 1, ["Tập một", "Tập hai"])
    extract = ListingReader().read(tmp_path / "a.xlsx", tmp_path, ReadLimits())
    assert [said(extract, place)["title"] for place in range(3)] == ["Làng", "Vợ nhặt", "Từ điển"]
    assert said(extract, 1)["copies"] == [{"holder": "Thư viện xã"}]
    assert flaws(extract) == [
        (Flaw.MERGED, 2, "Nhan đề", True), (Flaw.MERGED, 3, "Nơi giữ", False), (Flaw.MERGED, 6, "Nhan đề", True),
    ]  # fmt: skip


def test_dates_numbers_and_old_letters_of_a_workbook_are_read(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("Sách")
        old = book.add_format({"font_name": ".VnTime"})
        sheet.write(0, 0, "DANH MỤC SÁCH")
        sheet.write_row(2, 0, ["STT", "Tên sách", "Năm XB", "ISBN", "Số lượng"])
        sheet.write_row(3, 0, ["(1)", "(2)", "(3)", "(4)", "(5)"])
        sheet.write(4, 1, encode("Cộng hòa xã hội", OldEncoding.TCVN3).decode("cp1252"), old)
        sheet.write_datetime(4, 2, datetime(2019, 5, 1), book.add_format({"num_format": "mmm-yy"}))  # noqa: DTZ001
        sheet.write_number(4, 3, 9786042123457)
        sheet.write_number(4, 4, 3)
        sheet.write_row(5, 1, ["Tổng cộng", "", "", 3])
    extract = ListingReader().read(tmp_path / "a.xlsx", tmp_path, ReadLimits())
    assert extract.flawed == ()
    assert [one.row for one in extract.listed] == [5]
    assert said(extract) == {
        "title": "Cộng hòa xã hội",
        "issued": "2019-05",
        "identifiers": ["isbn:9786042123457"],
        "copies": [{"copies": 3, "holder": ""}],
    }
    assert extract.converted[0].encoding == "tcvn3"


def test_several_values_stand_between_semicolons_or_plain_commas(tmp_path: Path) -> None:
    extract = of_csv(
        tmp_path,
        "Nhan đề\tTác giả\tTừ khóa\tNơi giữ\tSố bản\n"
        "A\tTô Hoài, Nam Cao\txoài, na\tXã; Bản Mòn\t3; 1\n"
        "B\tHugo, Victor\ttừ khóa, có phẩy;\tXã; Bản\t1; 2; 3\n",
    )
    assert said(extract)["creators"] == ["Tô Hoài", "Nam Cao"]
    assert said(extract)["subjects"]["keywords"] == ["xoài", "na"]
    assert said(extract)["copies"] == [{"holder": "Xã", "copies": 3}, {"holder": "Bản Mòn", "copies": 1}]
    assert said(extract, 1)["creators"] == ["Hugo, Victor"]
    assert said(extract, 1)["subjects"]["keywords"] == ["từ khóa, có phẩy"]
    assert flaws(extract) == [(Flaw.VALUE, 3, "Nơi giữ", False)]


def test_sheet_without_our_header_says_what_stands_there(tmp_path: Path) -> None:
    extract = of_csv(tmp_path, "STT,Họ tên,Năm sinh\n1,An,1950\n")
    assert extract.listed == ()
    assert [one.flaw for one in extract.flawed] == [Flaw.UNKNOWN_COLUMN]
    assert extract.flawed[0].found == "STT, Họ tên, Năm sinh"


@pytest.mark.parametrize(
    ("text", "found"),
    [("2019", "2019"), ("2019.0", "2019"), ("5/2019", "2019-05"), ("12/5/2019", "2019-05-12"), ("31/2/2019", None),
     ("2019-05-12 00:00:00", "2019-05-12"), ("ngày 3 tháng 5 năm 2019", "2019-05-03"), ("c2019", "2019"), ("99", None),
     ("[2019?]", "2019"), ("Năm 2019", "2019"), ("hai nghìn", None)],
)  # fmt: skip
def test_date_is_read_with_the_day_first(text: str, found: str | None) -> None:
    assert issued_of(text) == found


def test_check_digit_of_an_isbn_is_checked() -> None:
    assert isbn_of("ISBN-13: 978-604-2-12345-7 (bìa mềm)") == "9786042123457"
    assert isbn_of("0-8044-2957-X") == "080442957X"
    assert isbn_of("9786042123456") is None
