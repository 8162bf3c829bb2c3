"""The reader of sheets: workbooks and plain text in columns as tables that can be read on a phone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from content.formats.flow import MadeMembers, Source, flowed
from content.formats.listing.names import is_catalogue_header
from content.formats.reading import Caveat, Description, Extract, Reader, ReadLimits
from content.formats.sheet.book import Sheet, Workbook
from content.formats.sheet.opening import SheetKind, kind_of_sheet, open_workbook
from content.formats.sheet.tables import Table, is_default_name
from content.records import Kind
from content.text import one_line

_TITLE = 300
_NAME = 120
_HEADER_SEARCHED = 30
CELLS_SHOWN = 100_000
"""Of a workbook: as many as become pages in the time that a file has, on a small board too."""


class SheetReader(Reader):
    """Reads XLSX, XLSB, XLS, ODS and sheets in plain text (CSV, tabs)."""

    def recognises(self, head: bytes, path: Path) -> bool:
        """Whether it is a sheet, by its content.

        Args:
            head: its first 4,096 bytes.
            path: the file.
        """
        return kind_of_sheet(head, path) is not None

    def read(self, path: Path, scratch: Path, limits: ReadLimits) -> Extract:
        """Reads the tables.

        Args:
            path: the file.
            scratch: empty folder to write into.
            limits: what it may cost.

        Raises:
            RefusedError: it cannot or must not be read.
        """
        with path.open("rb") as file:
            kind = kind_of_sheet(file.read(4_096), path) or SheetKind.SEPARATED
        return _extract(open_workbook(path, kind, limits), scratch, limits)


def _extract(book: Workbook, scratch: Path, limits: ReadLimits) -> Extract:
    """Everything that is read.

    Raises:
        RefusedError: there is nothing to read.
    """
    sheets, notes = _bounded(book)
    tables = [Table(sheet) for sheet in sheets]
    headings = _headings(book, tables)
    sources = [
        Source(name=f"{number}-{place}.html", html=html, title=heading)
        for number, (table, heading) in enumerate(zip(tables, headings, strict=True), 1)
        for place, html in enumerate(table.documents(heading), 1)
    ]
    caveats = [*book.caveats, *([Caveat.LEFT_OUT] if notes else [])]
    notes = [*book.notes, *notes]
    if any(table.left_out for table in tables):
        caveats.append(Caveat.LEFT_OUT)
        notes.append("hidden rows and columns are left out")
    if any(map(_is_catalogue, book.sheets)):
        caveats.append(Caveat.LOOKS_LIKE_A_LIST)
    said = next((table.title for table in tables if table.title), "")
    title = one_line(book.title, _TITLE) if book.title.strip() else one_line(said, _TITLE) if said else ""
    extract = flowed(
        sources,
        MadeMembers(dict(book.pictures)),
        description=_description(book, title),
        kind=Kind.DOCUMENT,
        media_type=book.media_type,
        scratch=scratch,
        limits=limits,
        notes=notes,
        caveats=dict.fromkeys(caveats),
        converted=book.converted,
    )
    if title or any(not is_default_name(sheet.name) for sheet in book.sheets):
        return extract
    # The heading was of our own making: what the file is called says more.
    return replace(extract, description=replace(extract.description, title=""))


def _bounded(book: Workbook) -> tuple[list[Sheet], list[str]]:
    """Sheets with as many rows as are shown, and what is left out of them."""
    sheets, notes = [], []
    left = CELLS_SHOWN
    for sheet in book.sheets:
        rows = 0
        for row in sheet.rows:
            left -= len(row.cells)
            if left < 0:
                notes.append(f"{sheet.name[:60]!r}: rows beyond {rows} are left out")
                break
            rows += 1
        sheets.append(replace(sheet, rows=sheet.rows[:rows]))
    return sheets, notes


def _is_catalogue(sheet: Sheet) -> bool:
    """Whether its first rows hold the header of a catalogue sheet."""
    return any(is_catalogue_header(cell.text for cell in row.cells.values()) for row in sheet.rows[:_HEADER_SEARCHED])


def _headings(book: Workbook, tables: list[Table]) -> list[str]:
    """What stands above each sheet: its name, where there are several or a person gave it."""
    several = len(book.sheets) > 1
    headings = []
    for number, (sheet, table) in enumerate(zip(book.sheets, tables, strict=True), 1):
        if not is_default_name(sheet.name):
            headings.append("" if table.title and not several else one_line(sheet.name, _NAME))
        elif several:
            headings.append(table.title or f"Trang tính {number}")
        else:
            headings.append("")
    return headings


def _description(book: Workbook, title: str) -> Description:
    return Description(
        title=title,
        description=book.description.strip()[:2_000],
    )
