"""The cover: the first page with something on it, as a small JPEG.

It is drawn in a process of its own: a page that takes a minute or a gigabyte to draw, or that PDFium does not survive,
costs its book the cover and nothing else.
"""

from __future__ import annotations

import math
import os
import resource
import select
import signal
from pathlib import Path
from typing import Final

from PIL import Image

from content.formats._worker_isolation import die_with
from content.formats.pdf._drawing import jpeg, render, size_within
from content.formats.pdf._pdfium import Document
from content.formats.pictures import COVER_SIDE, write_resource
from content.formats.reading import ReadLimits, ReadResource

_FILE: Final = "cover.jpg"
_LOOKED_AT: Final = 5
_QUALITIES: Final = (70, 50, 30, 15)
_SHARE_OF_TIME: Final = 0.2
_INK: Final = 0.0004
"""Share of a page that is inked where there is something on it."""
_DARK: Final = 232


def draw_cover(document: Document, pages: list[int], scratch: Path, limits: ReadLimits) -> ReadResource | None:
    """Draws the cover into the scratch folder; None where the first pages are all blank, or cannot be drawn in time.

    Args:
        document: open.
        pages: numbers of the pages that are kept.
        scratch: folder to write into.
        limits: `picture_bytes` of the picture, and of the time a share.
    """
    made = scratch / _FILE
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        _draw_and_exit(document, pages, made, limits, parent)
    try:
        if not _ends_well(child, _SHARE_OF_TIME * limits.seconds):
            return None
        with Image.open(made, formats=["JPEG"]) as picture:
            size = picture.size
        return write_resource(made.read_bytes(), "jpg", "image/jpeg", scratch, size)
    except FileNotFoundError:
        return None
    finally:
        made.unlink(missing_ok=True)


def _ends_well(child: int, seconds: float) -> bool:
    """Waits for a process, ends it when its time is over, and says whether it ended by itself as it should."""
    watch = os.pidfd_open(child)
    try:
        if not select.select([watch], [], [], seconds)[0]:
            os.kill(child, signal.SIGKILL)
    finally:
        os.close(watch)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _draw_and_exit(document: Document, pages: list[int], made: Path, limits: ReadLimits, parent: int) -> None:
    """Writes the cover and ends the process; never returns. A file that is there is whole: it is written at once."""
    status = 1
    try:
        die_with(parent)
        seconds = math.ceil(_SHARE_OF_TIME * limits.seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        for number in pages[:_LOOKED_AT]:
            picture = _picture(document, number)
            if picture is not None and _has_ink(picture):
                encoded = (jpeg(picture, quality) for quality in _QUALITIES)
                made.write_bytes(next(data for data in encoded if len(data) <= limits.picture_bytes))
                break
        status = 0
    finally:
        os._exit(status)


def _picture(document: Document, number: int) -> Image.Image | None:
    with document.page(number) as page:
        return render(document, page, size_within(page, COVER_SIDE)) if page is not None and page.has_size else None


def _has_ink(picture: Image.Image) -> bool:
    inked = sum(picture.convert("L").histogram()[:_DARK])
    return inked > _INK * picture.width * picture.height
