"""The outline of a file as contents: bounded in length and depth, its loops cut (ISO 32000-1 §12.3.3)."""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections.abc import Iterator
from functools import partial
from typing import Final

import pypdfium2.raw as pdfium  # type: ignore[import-untyped, unused-ignore]

from content.formats.pdf._pdfium import Document, utf16
from content.formats.pdf._placeholders import is_file_name
from content.records import ContentsEntry
from content.text import one_line

_TITLE: Final = 300
_LINES_MOST: Final = 20_000
_DEPTH_MOST: Final = 20


def contents(document: Document, pages: list[int], most: int) -> list[ContentsEntry]:
    """The lines of the outline; a line without a place of its own leads where the next one does.

    Args:
        document: open.
        pages: numbers of the pages that are kept, ascending; the first is of part 1.
        most: lines that are kept.
    """
    lines: list[ContentsEntry] = []
    following = 0
    found = [*_walked(document, min(most, _LINES_MOST))]
    for depth, title, page in reversed(found):
        part = min(bisect_left(pages, page) + 1, len(pages)) if page else following
        if part and title:
            lines.append(ContentsEntry(depth=depth, title=title, part=part))
            following = part
    lines.reverse()
    return _without_jumps(lines)


def _walked(document: Document, most: int) -> Iterator[tuple[int, str, int]]:
    """Depth, title and page (0: none) of every line, each line once."""
    waiting = [(pdfium.FPDFBookmark_GetFirstChild(document.handle, None), 0)]
    known: set[int] = set()
    while waiting and len(known) < most:
        mark, depth = waiting.pop()
        key = ctypes.cast(mark, ctypes.c_void_p).value if mark else None
        if key is None or key in known:
            continue
        known.add(key)
        title = one_line(utf16(partial(pdfium.FPDFBookmark_GetTitle, mark)), _TITLE)
        yield depth, "" if is_file_name(title) else title, _page_of(document, mark)
        waiting.append((pdfium.FPDFBookmark_GetNextSibling(document.handle, mark), depth))
        waiting.append((pdfium.FPDFBookmark_GetFirstChild(document.handle, mark), min(depth + 1, _DEPTH_MOST)))


def _page_of(document: Document, mark: object) -> int:
    """The page that a line leads to, from 1; 0 where it leads nowhere in this file."""
    place = pdfium.FPDFBookmark_GetDest(document.handle, mark)
    if not place:
        action = pdfium.FPDFBookmark_GetAction(mark)
        if action and pdfium.FPDFAction_GetType(action) == pdfium.PDFACTION_GOTO:
            place = pdfium.FPDFAction_GetDest(document.handle, action)
    return int(pdfium.FPDFDest_GetDestPageIndex(document.handle, place)) + 1 if place else 0


def _without_jumps(lines: list[ContentsEntry]) -> list[ContentsEntry]:
    """Depths that begin at 0 and grow by one at most."""
    depth = -1
    kept = []
    for line in lines:
        depth = min(line.depth, depth + 1)
        kept.append(ContentsEntry(depth=depth, title=line.title, part=line.part))
    return kept
