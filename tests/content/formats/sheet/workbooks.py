"""Workbooks for tests, made as offices make them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from content.formats.reading import Extract, Reader, ReadLimits
from content.text.old_encodings import OldEncoding, encode


def as_tcvn3(text: str) -> str:
    """Vietnamese as Word and Excel keep what was typed in a font of TCVN3."""
    return encode(text, OldEncoding.TCVN3).decode("cp1252")


def poor_households(path: Path) -> Path:
    """A list as communes keep it: letterhead, title in capitals of an old font, header of two rows, a hidden sheet."""
    with xlsxwriter.Workbook(path) as book:
        sheet, hidden = book.add_worksheet("Sheet1"), book.add_worksheet("Mat")
        hidden.write(0, 0, "bí mật")
        hidden.hide()
        bold = book.add_format({"bold": True})
        old, capitals = book.add_format({"font_name": ".VnTime"}), book.add_format({"font_name": ".VnTimeH"})
        number, share = book.add_format({"num_format": "#,##0"}), book.add_format({"num_format": "0.0%"})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.merge_range("A1:C1", "ỦY BAN NHÂN DÂN XÃ MƯỜNG LẠN", bold)
        sheet.merge_range("D1:F1", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold)
        sheet.merge_range("A3:F3", as_tcvn3("danh sách hộ nghèo năm 2025"), capitals)
        for place, name in (("A5:A6", "STT"), ("B5:B6", "Họ và tên"), ("E5:E6", "Ngày sinh"), ("F5:F6", "Tỉ lệ")):
            sheet.merge_range(place, name, bold)
        sheet.merge_range("C5:D5", "Số khẩu", bold)
        sheet.write_row("C6", ["Nam", "Nữ"], bold)
        for row in range(6, 12):
            sheet.write(row, 0, row - 5)
            sheet.write(row, 1, as_tcvn3("Lò Văn Dũng ở bản Mòn"), old)
            sheet.write(row, 2, 2)
            sheet.write(row, 3, 1234567.0, number)
            sheet.write_datetime(row, 4, datetime(1980, 5, 12), day)  # noqa: DTZ001 sheets know no zones
            sheet.write(row, 5, 0.155, share)
        sheet.write(12, 1, "Tổng cộng", bold)
        sheet.write_formula(12, 2, "=SUM(C7:C12)", None, 12)
        sheet.write(12, 3, "#REF!")
        sheet.set_column("G:G", None, None, {"hidden": True})
        sheet.write(7, 6, "giấu")
    return path


def workbook(path: Path, *sheets: tuple[str, Sequence[Sequence[object]]]) -> Path:
    """A workbook of plain sheets."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": True}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def read(reader: Reader, path: Path, scratch: Path) -> Extract:
    """What a reader gives, of a file that it recognises."""
    with path.open("rb") as file:
        assert reader.recognises(file.read(4_096), path)
    scratch.mkdir(exist_ok=True)
    return reader.read(path, scratch, ReadLimits())


def text_of(extract: Extract, scratch: Path) -> str:
    """All pages of an extract, one after the other."""
    return "".join((scratch / part.file).read_text("utf-8") for part in extract.parts)
