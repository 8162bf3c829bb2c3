"""PDFium, as far as it is needed: a document, its pages, and what its functions answer in bytes.

Every handle is closed as soon as it is done with: a book of 600 pages must not stand in memory at once.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final, Self

import pypdfium2.raw as pdfium  # type: ignore[import-untyped, unused-ignore]

from content.formats.pdf._fonts import use_fonts_of_this_machine
from content.formats.reading import Refusal, RefusedError

_REFUSALS: Final = {
    pdfium.FPDF_ERR_FILE: (Refusal.NOT_READABLE, "the file cannot be opened"),
    pdfium.FPDF_ERR_FORMAT: (Refusal.DAMAGED, "no page can be found in it"),
    pdfium.FPDF_ERR_PASSWORD: (Refusal.ENCRYPTED, "a password is needed to open it"),
    pdfium.FPDF_ERR_SECURITY: (Refusal.ENCRYPTED, "encrypted in a way that is not known"),
}
_ANSWER_MOST: Final = 1 << 20
"""Bytes of a title, a label or a name that are asked for at all."""
_SMALLEST: Final = 1e-6
_SAMPLE: Final = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length 26>>stream\nBT /F 9 Tf (a) Tj ET      \nendstream endobj\n"
    b"5 0 obj<</Type/Font/Subtype/TrueType/BaseFont/Times-Nowhere>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
"""A page in a font that is neither in the file nor known."""


class Page:
    """One page that is open.

    Attributes:
        handle: of PDFium.
        width, height: in points, as the page stands: its crop box, turned.
    """

    def __init__(self, handle: object, number: int) -> None:
        self.handle = handle
        self.number = number
        self.width = float(pdfium.FPDF_GetPageWidthF(handle))
        self.height = float(pdfium.FPDF_GetPageHeightF(handle))

    @property
    def has_size(self) -> bool:
        """Whether it has sides that something can be drawn between."""
        return all(math.isfinite(side) and side > _SMALLEST for side in (self.width, self.height))


class Document:
    """A file that is open; a context manager.

    Args:
        path: the file.

    Raises:
        RefusedError: encrypted, or damaged.
    """

    def __init__(self, path: Path) -> None:
        self.handle = pdfium.FPDF_LoadDocument(str(path).encode("utf-8", "surrogateescape"), None)
        if not self.handle:
            code = pdfium.FPDF_GetLastError()
            raise RefusedError(*_REFUSALS.get(code, (Refusal.DAMAGED, f"not opened: error {code} of PDFium")))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pdfium.FPDF_CloseDocument(self.handle)

    @property
    def page_count(self) -> int:
        """How many pages it claims to have."""
        return max(0, int(pdfium.FPDF_GetPageCount(self.handle)))

    @contextmanager
    def page(self, number: int) -> Iterator[Page | None]:
        """One page, open as long as it is looked at; None where it cannot be opened.

        Args:
            number: from 1.
        """
        handle = pdfium.FPDF_LoadPage(self.handle, number - 1)
        if not handle:
            yield None
            return
        try:
            yield Page(handle, number)
        finally:
            pdfium.FPDF_ClosePage(handle)


def utf16(answer: Callable[[Any, int], int]) -> str:
    """A text that PDFium writes as UTF-16 with a zero behind it.

    Args:
        answer: called with a buffer, or None, and its bytes; gives how many bytes there are.
    """
    length = int(answer(None, 0))
    if not 2 < length <= _ANSWER_MOST:
        return ""
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    answer(buffer, length)
    return bytes(buffer)[: length - 2].decode("utf-16-le", "replace")


@cache
def warm_up() -> None:
    """Has PDFium look for the fonts of this machine once, in the process that all others are forked from."""
    use_fonts_of_this_machine()
    document = pdfium.FPDF_LoadMemDocument64(_SAMPLE, len(_SAMPLE), None)
    page = pdfium.FPDF_LoadPage(document, 0)
    bitmap = pdfium.FPDFBitmap_Create(9, 9, 0)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, 9, 9, 0, 0)
    pdfium.FPDFBitmap_Destroy(bitmap)
    pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)
