"""Properties of letters and paragraphs by the bytes they hold for: pages of 512 bytes ([MS-DOC] 2.9.35, 2.9.179)."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from content.formats.doc._bytes import BrokenError, Bytes
from content.formats.doc._file import Place, WordFile

_PAGE: Final = 512
_PAGES_MOST: Final = 100_000
_PARAGRAPH_ENTRY: Final = 13


@dataclass
class Spans:
    """Groups of changes by bytes of the main stream, in order: each holds from its start to its end."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    groups: list[bytes] = field(default_factory=list)

    def add(self, start: int, end: int, group: bytes) -> None:
        """Adds a span."""
        if start < end:
            self.starts.append(start)
            self.ends.append(end)
            self.groups.append(group)

    def settle(self) -> None:
        """Puts the spans in order."""
        order = sorted(range(len(self.starts)), key=self.starts.__getitem__)
        self.starts = [self.starts[at] for at in order]
        self.ends = [self.ends[at] for at in order]
        self.groups = [self.groups[at] for at in order]

    def at(self, byte: int) -> tuple[bytes, int]:
        """The group that holds at a byte, and the byte at which another may begin."""
        number = bisect_right(self.starts, byte) - 1
        if number >= 0 and byte < self.ends[number]:
            return self.groups[number], self.ends[number]
        following = self.starts[number + 1] if number + 1 < len(self.starts) else 2**40
        return b"", following


def letters_of(file: WordFile) -> Spans:
    """The properties of letters."""
    return _read(file, Place.LETTERS, 1)


def paragraphs_of(file: WordFile) -> Spans:
    """The properties of paragraphs: the number of the style in two bytes, then changes."""
    return _read(file, Place.PARAGRAPHS, _PARAGRAPH_ENTRY)


def _read(file: WordFile, place: Place, entry: int) -> Spans:
    at, length = file.place(place)
    count = max(0, (length - 4) // 8)
    spans = Spans()
    pages = [number & 0x3FFFFF for number in file.table.numbers(at + 4 * (count + 1), min(count, _PAGES_MOST))]
    for number in pages:
        try:
            _read_page(Bytes(file.main.cut(number * _PAGE, _PAGE)), entry, spans)
        except BrokenError:
            continue
    spans.settle()
    return spans


def _read_page(page: Bytes, entry: int, spans: Spans) -> None:
    """Takes the spans of a page.

    Raises:
        BrokenError: the page leads out of itself.
    """
    count = page.u8(_PAGE - 1)
    bounds = page.numbers(0, count + 1)
    for number in range(count):
        offset = 2 * page.u8(4 * (count + 1) + entry * number)
        group = _group(page, offset, is_paragraph=entry != 1) if offset else b""
        spans.add(bounds[number], bounds[number + 1], group)


def _group(page: Bytes, offset: int, *, is_paragraph: bool) -> bytes:
    size = page.u8(offset)
    if not is_paragraph:
        return page.cut(offset + 1, min(size, _PAGE - 1 - offset))
    if size:
        return page.cut(offset + 1, min(2 * size - 1, _PAGE - 1 - offset))
    return page.cut(offset + 2, min(2 * page.u8(offset + 1), _PAGE - 2 - offset))
