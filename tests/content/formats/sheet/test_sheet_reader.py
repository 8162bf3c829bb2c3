"""Guards that a sheet of any format becomes the table that its author saw, and that nothing of it is lost silently."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from content.formats.reading import Caveat, ReadLimits, Refusal, RefusedError
from content.formats.sheet import SheetReader
from content.formats.sheet.separated import separator_of
from tests.content.formats.sheet.workbooks import as_tcvn3, poor_households, read, text_of, workbook

FILES = Path(__file__).parent / "files"


def _check_households(page: str, *, point: str, comma: str) -> None:
    assert '<h1 id="p1">DANH SÁCH HỘ NGHÈO NĂM 2025</h1>' in page
    assert '<th rowspan="2"><b>STT</b></th>' in page
    assert '<th colspan="2"><b>Số khẩu</b></th>' in page
    assert "Lò Văn Dũng ở bản Mòn" in page
    assert f"1{point}234{point}567" in page
    assert f"15{comma}5%" in page
    assert "12/05/1980" in page
    assert "#REF!" in page
    assert "bí mật" not in page
    assert "giấu" not in page


def test_list_of_a_commune_becomes_a_table_with_its_title(tmp_path: Path) -> None:
    extract = read(SheetReader(), poor_households(tmp_path / "a.xlsx"), tmp_path / "s")
    assert extract.description.title == "DANH SÁCH HỘ NGHÈO NĂM 2025"
    assert {Caveat.LEFT_OUT, Caveat.OLD_LETTERS} <= set(extract.caveats)
    assert {one.encoding for one in extract.converted} == {"tcvn3"}
    assert any("Mat" in note for note in extract.notes)
    _check_households(text_of(extract, tmp_path / "s"), point=".", comma=",")


@pytest.mark.parametrize(("name", "point", "comma"), [("ho-ngheo.xls", ".", ","), ("ho-ngheo.ods", ",", ".")])
def test_the_same_list_as_libreoffice_wrote_it(tmp_path: Path, name: str, point: str, comma: str) -> None:
    extract = read(SheetReader(), FILES / name, tmp_path / "s")
    assert extract.description.title == "DANH SÁCH HỘ NGHÈO NĂM 2025"
    assert Caveat.LEFT_OUT in extract.caveats
    _check_households(text_of(extract, tmp_path / "s"), point=point, comma=comma)


@pytest.mark.desk("libreoffice")
@pytest.mark.parametrize("ending", ["xls", "ods", "fods", "xlsx"])
def test_what_libreoffice_writes_now_is_read(tmp_path: Path, ending: str) -> None:
    made = poor_households(tmp_path / "a.xlsx")
    out = tmp_path / "out"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--convert-to", ending,
               "--outdir", str(out), str(made)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    extract = read(SheetReader(), out / f"a.{ending}", tmp_path / "s")
    is_open = "ods" in ending
    _check_households(text_of(extract, tmp_path / "s"), point="," if is_open else ".", comma="." if is_open else ",")


def test_several_sheets_stand_under_their_names(tmp_path: Path) -> None:
    rows = [["Tên", "Bản"], ["An", "Mòn"], ["Bình", "Pá"]]
    path = workbook(tmp_path / "a.xlsx", ("Hộ nghèo", rows), ("Hộ cận nghèo", rows))
    extract = read(SheetReader(), path, tmp_path / "s")
    assert [entry.title for entry in extract.contents] == ["Hộ nghèo", "Hộ cận nghèo"]


def test_title_of_a_nameless_sheet_is_left_to_the_file_name(tmp_path: Path) -> None:
    rows = [["Tên", "Bản"], ["An", "Mòn"], ["Bình", "Pá"]]
    path = workbook(tmp_path / "a.xlsx", ("Sheet1", rows), ("Sheet2", rows))
    assert read(SheetReader(), path, tmp_path / "s").description.title == ""


def test_long_table_is_cut_into_parts_with_its_header_on_each(tmp_path: Path) -> None:
    rows = [["Số", "Tên", "Bản"], *([number, f"Người {number}", "Mòn"] for number in range(1_300))]
    extract = read(SheetReader(), workbook(tmp_path / "a.xlsx", ("Dân", rows)), tmp_path / "s")
    assert [entry.title for entry in extract.contents if "Dòng" in entry.title] == [
        "Dòng 1–500", "Dòng 501–1000", "Dòng 1001–1300",
    ]  # fmt: skip
    assert all("<th>Tên</th>" in (tmp_path / "s" / part.file).read_text("utf-8") for part in extract.parts)


def test_catalogue_sheet_that_is_added_is_said_to_look_like_a_list(tmp_path: Path) -> None:
    rows = [["Nhan đề", "Tác giả", "Năm"], ["Làng", "Kim Lân", 1948]]
    extract = read(SheetReader(), workbook(tmp_path / "a.xlsx", ("Sách", rows)), tmp_path / "s")
    assert Caveat.LOOKS_LIKE_A_LIST in extract.caveats


def test_sheet_with_a_password_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<m><encryption-data/></m>")
        archive.writestr("content.xml", b"\x00\x01noise")
    with pytest.raises(RefusedError) as refused:
        read(SheetReader(), path, tmp_path / "s")
    assert refused.value.refusal is Refusal.ENCRYPTED


@pytest.mark.parametrize("length", [600, 3_000, 5_000, 7_000])
def test_cut_workbook_of_excel_97_is_refused_or_read_but_never_an_accident(tmp_path: Path, length: int) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes((FILES / "ho-ngheo.xls").read_bytes()[:length])
    scratch = tmp_path / "s"
    scratch.mkdir()
    with path.open("rb") as file:
        head = file.read(4_096)
    with contextlib.suppress(RefusedError):
        is_sheet = SheetReader().recognises(head, path)
        assert not is_sheet or SheetReader().read(path, scratch, ReadLimits()).parts


def test_name_whose_namespace_was_lost_is_no_accident(tmp_path: Path) -> None:
    sound = workbook(tmp_path / "a.xlsx", ("A", [["Tên", "Bản"], ["x", "y"]]))
    damaged = tmp_path / "b.xlsx"
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(damaged, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"xmlns:dcterms=", b"xmlns:dcter=", 1))
    assert "<td>x</td>" in text_of(read(SheetReader(), damaged, tmp_path / "s"), tmp_path / "s")


def test_entities_in_a_sheet_are_refused(tmp_path: Path) -> None:
    sound = workbook(tmp_path / "a.xlsx", ("A", [["Tên", "Bản"], ["x", "y"]]))
    evil = tmp_path / "b.xlsx"
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(evil, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                data = data.replace(b"<worksheet", b'<!DOCTYPE w [<!ENTITY a "b">]><worksheet', 1)
            new.writestr(name, data)
    with pytest.raises(RefusedError) as refused:
        read(SheetReader(), evil, tmp_path / "s")
    assert refused.value.refusal is Refusal.UNSAFE_XML


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("a;b;c\n1,5;2,5;3\n", ";"),
        ("a\tb\n1\t2\n", "\t"),
        ('"Tên, họ";"Bản"\n"Lò; An";"Mòn"\n', ";"),
        ("sep=;\na;b\n", ";"),
        ("Trăm năm trong cõi người ta,\nChữ tài chữ mệnh khéo là ghét nhau,\n", ""),
        ("Kính gửi, các ông bà\nXin chào, tôi là An\nTôi ở bản Mòn, xã Mường Lạn\n", ""),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", ""),
        ("Một dòng.\nHai dòng.\n", ""),
    ],
)
def test_sheet_in_plain_text_is_told_from_prose_by_looking(text: str, sign: str) -> None:
    assert separator_of(text) == sign


def test_csv_in_tcvn3_becomes_unicode(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = ["Họ tên;Bản;Việc", *(["Nguyễn Văn Được;bản Mường Lạn;trồng xoài ở nương"] * 6)]
    path.write_bytes("\n".join(map(as_tcvn3, rows)).encode("cp1252"))
    extract = read(SheetReader(), path, tmp_path / "s")
    assert "trồng xoài ở nương" in text_of(extract, tmp_path / "s")
    assert extract.converted


def test_quote_that_never_ends_loses_no_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b,c\n" + "1,2,3\n" * 5_000 + '"x,y,z\n' + "4,5,6\n" * 400, "utf-8")
    extract = read(SheetReader(), path, tmp_path / "s")
    assert "a quote never ends; quotes are read as letters" in extract.notes
    assert text_of(extract, tmp_path / "s").count('<td class="ph">6</td>') == 400


def test_columns_beyond_what_a_reader_can_follow_are_left_out_and_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join([",".join(f"c{n}" for n in range(1_000))] * 3), "utf-8")
    extract = read(SheetReader(), path, tmp_path / "s")
    assert Caveat.LEFT_OUT in extract.caveats
    assert "c255" in text_of(extract, tmp_path / "s")
    assert "c256" not in text_of(extract, tmp_path / "s")


def test_picture_in_a_sheet_is_kept(tmp_path: Path) -> None:
    import xlsxwriter
    from PIL import Image

    Image.new("RGB", (60, 40), "green").save(tmp_path / "a.png")
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("Bản đồ")
        sheet.write_row(0, 0, ["Bản", "Số hộ"])
        sheet.write_row(1, 0, ["Mòn", 40])
        sheet.insert_image("D4", str(tmp_path / "a.png"))
    extract = read(SheetReader(), tmp_path / "a.xlsx", tmp_path / "s")
    assert "<img" in text_of(extract, tmp_path / "s")
    assert extract.resources


def test_other_archives_and_papers_are_no_sheets(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    shutil.copy(tmp_path / "a.docx", tmp_path / "a.xlsx")
    assert not SheetReader().recognises(b"PK\x03\x04", tmp_path / "a.xlsx")
    (tmp_path / "a.html").write_bytes(b"<html><table><tr><td>a,b</td></tr></table>")
    assert not SheetReader().recognises(b"<html><table><tr><td>a,b</td></tr></table>", tmp_path / "a.html")
