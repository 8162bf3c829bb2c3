"""Which kind of sheet a file is, by its content, and the workbook in it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Final

import olefile

from content.formats.archive import Archive
from content.formats.reading import ReadLimits, Refusal, RefusedError
from content.formats.sheet.book import Workbook
from content.formats.sheet.ods import read_flat_ods, read_ods
from content.formats.sheet.separated import looks_separated, read_separated
from content.formats.sheet.xls import STREAMS, read_xls
from content.formats.sheet.xlsx import read_xlsx

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS_MIME: Final = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_FLAT: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_LIMITS: Final = ReadLimits()


class SheetKind(StrEnum):
    """Kinds of files that hold sheets."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    FLAT_ODS = "fods"
    SEPARATED = "csv"
    LOCKED = "locked"


def kind_of_sheet(head: bytes, path: Path) -> SheetKind | None:
    """The kind of sheet that a file is, None where it is none.

    Args:
        head: its first 4,096 bytes.
        path: the file; of an archive its directory is looked at, nothing is unpacked.
    """
    if head.startswith(b"PK\x03\x04"):
        return _kind_in_zip(head, path)
    if head.startswith(_OLE):
        return _kind_in_ole(path)
    if head.lstrip().startswith((b"<?xml", b"<office:document", b"\xef\xbb\xbf<?xml")):
        return SheetKind.FLAT_ODS if _FLAT in head and b"office:document" in head else None
    return SheetKind.SEPARATED if looks_separated(head, path) else None


def open_workbook(path: Path, kind: SheetKind, limits: ReadLimits) -> Workbook:
    """The workbook in a file.

    Args:
        path: the file. kind: as `kind_of_sheet` said. limits: what it may cost.

    Raises:
        RefusedError: it cannot be read, or has a password.
    """
    readers: dict[SheetKind, Callable[[Path, ReadLimits], Workbook]] = {
        SheetKind.XLSX: read_xlsx,
        SheetKind.XLSB: lambda path, limits: read_xls(path, limits, binary_xml=True),
        SheetKind.XLS: read_xls,
        SheetKind.ODS: read_ods,
        SheetKind.FLAT_ODS: read_flat_ods,
        SheetKind.SEPARATED: read_separated,
    }
    if kind is SheetKind.LOCKED:
        raise RefusedError(Refusal.ENCRYPTED, "a workbook with a password")
    return readers[kind](path, limits)


def _kind_in_zip(head: bytes, path: Path) -> SheetKind | None:
    if _ODS_MIME in head[:200]:
        return SheetKind.ODS
    try:
        with Archive(path, _LIMITS) as archive:
            names = {name.lower().replace("\\", "/") for name in archive.names}
    except RefusedError:
        return None
    if "xl/workbook.bin" in names:
        return SheetKind.XLSB
    if any(name.startswith("xl/") for name in names) and "[content_types].xml" in names:
        return SheetKind.XLSX
    return None


def _kind_in_ole(path: Path) -> SheetKind | None:
    """By the streams of the container; what its directory cannot say it is not."""
    try:
        with olefile.OleFileIO(path) as ole:
            if any(ole.exists(name) for name in STREAMS):
                return SheetKind.XLS
            # Of a locked paper of Word or Excel nothing can be seen but that it is locked.
            return SheetKind.LOCKED if ole.exists("EncryptedPackage") else None
    except (OSError, ValueError, IndexError, TypeError, AttributeError, RecursionError):
        return None
