"""A sample of the catalogue sheet to fill in: XLSX with its header explained and words to choose from, or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from content.formats.listing.column import Column
from content.formats.listing.columns import COLUMNS
from content.formats.listing.words import LISTS

SHEET_NAME: Final = "Danh mục"
HOW_NAME: Final = "Cách ghi"
_WORDS_NAME: Final = "Từ để chọn"
_ROWS: Final = 2_000
_WIDTHS: Final[Mapping[str, int]] = {"title": 40, "creators": 28, "publisher": 28, "description": 40, "files": 24}
_WIDTH: Final = 16
_HOW: Final = ("Cột", "Ghi gì", "Ví dụ", "Tên khác cũng được")
ROWS: Final[tuple[Mapping[str, str], ...]] = (
    {
        "key": "TV-0001", "title": "Kỹ thuật trồng xoài", "creators": "Nguyễn Văn An; Lò Thị Mai", "kind": "sách",
        "language": "Việt", "publisher": "Nhà xuất bản Nông nghiệp", "issued": "2019", "subjects.ddc": "634.4",
        "subjects.keywords": "xoài; cây ăn quả", "files": "xoai.pdf", "rights.class": "được cấp phép",
        "rights.until": "31/12/2030",
    },
    {
        "key": "TV-0002", "title": "Luật Đất đai", "kind": "luật", "language": "Việt", "issued": "2024",
        "publisher": "Nhà xuất bản Chính trị quốc gia Sự thật", "institution": "Tủ sách pháp luật",
        "copies.holder": "Ủy ban nhân dân xã Mường Lạn", "copies.cupboard": "Tủ 2, ngăn 1", "copies.copies": "3 bản",
        "copies.call_number": "PL 12",
    },
    {
        "key": "TV-0003", "title": "Xống chụ xon xao", "kind": "âm thanh", "language": "Thái Đen",
        "files": "ghi-am-1.mp3; ghi-am-2.mp3", "recording.person": "Bà Lò Thị Mai", "recording.place": "bản Mòn",
        "recording.ethnic_group": "Thái", "recording.recorded": "14/3/2026", "recording.consent.by": "Bà Lò Thị Mai",
        "recording.consent.how": "nói ở đầu bản thu", "recording.consent.for": "nghe tại thư viện xã",
        "rights.download": "không",
    },
)  # fmt: skip
"""Records of the sample: a book in a file, a printed one, a recording."""


def sample_csv() -> str:
    """The sample as CSV; a byte order mark begins it, by which Excel knows its letters."""
    text = io.StringIO(newline="")
    lines = csv.writer(text, delimiter=",")
    used = _used_columns()
    lines.writerow([column.vietnamese for column in used])
    lines.writerows([row.get(column.key, "") for column in used] for row in ROWS)
    return "\ufeff" + text.getvalue()


def _used_columns() -> list[Column]:
    return [column for column in COLUMNS if any(column.key in row for row in ROWS)]


def write_sample(path: Path) -> None:
    """Writes the sample: CSV where the name ends so, else XLSX.

    Args:
        path: a file that is not there yet.

    Raises:
        FileExistsError: there is a file of that name.
        OSError: it cannot be written.
    """
    with path.open("xb") as file:
        if path.suffix.lower() in (".csv", ".txt"):
            file.write(sample_csv().encode("utf-8"))
            return
        with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
            _Sample(book).write()


class _Sample:
    """The workbook being written."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 the library says no types
        self._book = book
        self._head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True})
        self._text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def write(self) -> None:
        """Writes the three sheets."""
        records, how = self._book.add_worksheet(SHEET_NAME), self._book.add_worksheet(HOW_NAME)
        words = self._book.add_worksheet(_WORDS_NAME)
        self._write_records(records)
        self._write_how(how)
        self._write_words(records, words)
        words.hide()

    def _write_records(self, sheet: Any) -> None:  # noqa: ANN401 the library says no types
        for place, column in enumerate(COLUMNS):
            sheet.set_column(place, place, _WIDTHS.get(column.key, _WIDTH), self._text)
            sheet.write_string(0, place, column.vietnamese, self._head)
            sheet.write_comment(0, place, column.explained)
        for number, row in enumerate(ROWS, 1):
            for place, column in enumerate(COLUMNS):
                if row.get(column.key):
                    sheet.write_string(number, place, row[column.key], self._text)
        sheet.freeze_panes(1, 2)

    def _write_how(self, sheet: Any) -> None:  # noqa: ANN401 the library says no types
        for place, (name, width) in enumerate(zip(_HOW, (26, 70, 34, 60), strict=True)):
            sheet.set_column(place, place, width, self._wrapped)
            sheet.write_string(0, place, name, self._head)
        for number, column in enumerate(COLUMNS, 1):
            several = " Nhiều thì ngăn bằng dấu chấm phẩy." if column.has_several else ""
            cells = (column.vietnamese, column.explained + several, column.example, ", ".join(column.aliases))
            for place, text in enumerate(cells):
                sheet.write_string(number, place, text, self._wrapped)
        sheet.freeze_panes(1, 0)

    def _write_words(self, records: Any, words: Any) -> None:  # noqa: ANN401 the library says no types
        """Words to choose from; others may be written as well, for a list is never whole."""
        places = {column.key: place for place, column in enumerate(COLUMNS)}
        for place, (key, names) in enumerate(LISTS.items()):
            for number, name in enumerate(names):
                words.write_string(number, place, name)
            letter = chr(ord("A") + place)
            records.data_validation(
                1, places[key], _ROWS, places[key],
                {"validate": "list", "source": f"='{_WORDS_NAME}'!${letter}$1:${letter}${len(names)}",
                 "error_type": "information", "error_message": "Từ này không có trong danh sách."},
            )  # fmt: skip
