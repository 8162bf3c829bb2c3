"""The reader of PDF."""

from __future__ import annotations

from pathlib import Path

from content.formats.pdf._drawing import draw
from content.formats.pdf._pdfium import Document, warm_up
from content.formats.pdf._reading import Reading
from content.formats.reading import Drawer, Drawing, Extract, ReadLimits, ReadResource

_SIGN = b"%PDF-"
_SIGN_WITHIN = 1_024


class PdfReader(Drawer):
    """Reads PDF, sound or broken, page by page, and draws its pages."""

    def __init__(self) -> None:
        warm_up()

    def recognises(self, head: bytes, path: Path) -> bool:  # noqa: ARG002 the beginning says it
        """Whether its sign stands near the beginning: readers accept what comes before (ISO 32000-1 annex H.3, 13).

        Args:
            head: its first 4,096 bytes.
            path: the file.
        """
        return _SIGN in head[: _SIGN_WITHIN + len(_SIGN)]

    def read(self, path: Path, scratch: Path, limits: ReadLimits) -> Extract:
        """Reads the file.

        Args:
            path: the file.
            scratch: empty folder to write into.
            limits: what it may cost.

        Raises:
            RefusedError: encrypted, damaged, or without pages.
        """
        with Document(path) as document:
            return Reading(document, path, scratch, limits).extract()

    def draw(self, path: Path, scratch: Path, limits: ReadLimits, wanted: Drawing) -> ReadResource:
        """Draws one page.

        Args:
            path: the file.
            scratch: empty folder to write into.
            limits: what it may cost.
            wanted: page, width and format: WebP or JPEG.

        Raises:
            RefusedError: there is no such page, or it cannot be drawn.
        """
        with Document(path) as document:
            return draw(document, scratch, limits, wanted)
