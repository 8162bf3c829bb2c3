"""Reading one file page by page."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from content.formats.pdf._pdfium import Document
from content.formats.reading import Description, Extract, ReadLimits, ReadPart, Refusal, RefusedError
from content.records import Kind, Manner

MEDIA_TYPE: Final = "application/pdf"
_BOOK_PAGES: Final = 49
"""From so many pages on it is a book (UNESCO, Recommendation concerning book statistics, 1985, no. 11)."""
_EMPTY: Final = "0.html"
_LOST_IN_A_ROW: Final = 50


@dataclass
class Reading:
    """One file being read.

    Args:
        document: the file, open.
        path: where it is.
        scratch: folder to write into.
        limits: what it may cost.
    """

    document: Document
    path: Path
    scratch: Path
    limits: ReadLimits
    _notes: list[str] = field(default_factory=list)

    def extract(self) -> Extract:
        """Everything the file holds.

        Raises:
            RefusedError: it has no page.
        """
        parts = self._parts()
        if not parts:
            raise RefusedError(Refusal.NOTHING_TO_READ, "it has no page that can be opened")
        return Extract(
            kind=Kind.BOOK if len(parts) >= _BOOK_PAGES else Kind.DOCUMENT,
            media_type=MEDIA_TYPE,
            description=Description(),
            parts=tuple(parts),
            notes=tuple(self._notes),
        )

    def _parts(self) -> list[ReadPart]:
        (self.scratch / _EMPTY).touch()
        parts: list[ReadPart] = []
        lost = 0
        for number in range(1, min(self.document.page_count, self.limits.parts) + 1):
            with self.document.page(number) as page:
                if page is None or not page.has_size:
                    lost += 1
                    if lost >= _LOST_IN_A_ROW:
                        break
                    continue
                lost = 0
                parts.append(
                    ReadPart(
                        number=len(parts) + 1,
                        title="",
                        file=_EMPTY,
                        characters=0,
                        manner=Manner.PAGE,
                        page=number,
                        width=max(1, round(min(page.width, 100_000))),
                        height=max(1, round(min(page.height, 100_000))),
                    )
                )
        return parts
