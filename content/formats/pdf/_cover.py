"""The cover: the first page with something on it, as a small JPEG."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from content.formats.pdf._drawing import jpeg, render, size_within
from content.formats.pdf._pdfium import Document
from content.formats.pictures import COVER_SIDE, write_resource
from content.formats.reading import ReadLimits, ReadResource

_LOOKED_AT: Final = 5
_QUALITIES: Final = (70, 50, 30, 15)
_INK: Final = 0.002
"""Share of a page that is inked where there is something on it."""
_DARK: Final = 232


def draw_cover(document: Document, pages: list[int], scratch: Path, limits: ReadLimits) -> ReadResource | None:
    """Draws the cover into the scratch folder; None where the first pages are all blank.

    Args:
        document: open.
        pages: numbers of the pages that are kept.
        scratch: folder to write into.
        limits: `picture_bytes` of the picture.

    Raises:
        RefusedError: there is no memory for it.
    """
    for number in pages[:_LOOKED_AT]:
        with document.page(number) as page:
            if page is None:
                continue
            picture = render(document, page, size_within(page, COVER_SIDE))
        inked = sum(picture.convert("L").histogram()[:_DARK])
        if inked <= _INK * picture.width * picture.height:
            continue
        for quality in _QUALITIES:
            data = jpeg(picture, quality)
            if len(data) <= limits.picture_bytes:
                return write_resource(data, "jpg", "image/jpeg", scratch, picture.size)
    return None
