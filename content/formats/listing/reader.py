"""The reader of catalogue sheets: each row becomes a record of a list."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from content.formats.listing.header import FOUND_MOST, Header, header_of
from content.formats.listing.rows import Rows
from content.formats.reading import (
    Caveat,
    Description,
    Extract,
    Flaw,
    Flawed,
    Reader,
    ReadLimits,
    Refusal,
    RefusedError,
)
from content.formats.sheet.book import Sheet, Workbook
from content.formats.sheet.bounds import ROWS_MOST
from content.formats.sheet.opening import SheetKind, kind_of_sheet, open_workbook
from content.records import Kind

RECORDS_MOST: Final = 20_000
"""Of one list; a longer one is to be divided."""


class ListingReader(Reader):
    """Reads the catalogue sheet: XLSX, XLSB, XLS, ODS and plain text in columns."""

    def recognises(self, head: bytes, path: Path) -> bool:
        """Whether it is a sheet of any kind: what is wrong with its header is told when it is read.

        Args:
            head: its first 4,096 bytes.
            path: the file.
        """
        return kind_of_sheet(head, path) is not None

    def read(self, path: Path, scratch: Path, limits: ReadLimits) -> Extract:  # noqa: ARG002 nothing is written
        """Reads the records of the first sheet whose header is one of ours.

        Args:
            path: the file.
            scratch: stays empty.
            limits: what it may cost.

        Returns:
            An extract without parts. Where no header is found, `listed` is empty, and `flawed` names the columns.

        Raises:
            RefusedError: it cannot be read, or has more than `RECORDS_MOST` records.
        """
        with path.open("rb") as file:
            kind = kind_of_sheet(file.read(4_096), path) or SheetKind.SEPARATED
        book = open_workbook(path, kind, limits)
        found = next(((sheet, header) for sheet in book.sheets if (header := header_of(sheet))), None)
        if found is None:
            return _extract(book, None, _headless(book.sheets[0]))
        sheet, header = found
        if len(sheet.rows) > min(RECORDS_MOST, ROWS_MOST) + header.last:
            raise RefusedError(Refusal.TOO_LARGE, f"a list of more than {RECORDS_MOST} rows")
        return _extract(book, Rows(sheet, header), (), header)


def _extract(book: Workbook, rows: Rows | None, flawed: tuple[Flawed, ...], header: Header | None = None) -> Extract:
    doubtful = Caveat.DOUBTFUL_LETTERS in book.caveats
    encoding = Flawed(flaw=Flaw.ENCODING, row=header.row if header else 1, stops=False)
    told = [*([encoding] if doubtful else []), *flawed, *(rows.flawed if rows else ())]
    broken = rows is None or any(flaw.stops for flaw in told)
    return Extract(
        kind=Kind.BOOK,
        media_type=book.media_type,
        description=Description(),
        listed=tuple(rows.listed) if rows else (),
        flawed=tuple(told),
        converted=book.converted,
        notes=book.notes[:100],
        caveats=(*book.caveats, *((Caveat.SOME_RECORDS_BROKEN,) if broken else ())),
    )


def _headless(sheet: Sheet) -> tuple[Flawed, ...]:
    """What is wrong with a sheet that has no header of ours: it lacks a title, and what its first row says."""
    if not sheet.rows:
        return (Flawed(flaw=Flaw.NO_TITLE, row=1),)
    first = sheet.rows[0]
    said = ", ".join(cell.text.strip() for _, cell in sorted(first.cells.items()))[:FOUND_MOST]
    return (Flawed(flaw=Flaw.UNKNOWN_COLUMN, row=first.number, found=said),)
