"""What stands at single characters of a Word document: signs of notes, boxes of text, places that links lead to."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from content.formats._word_fields import target
from content.formats.doc._bytes import BrokenError
from content.formats.doc._file import Place, WordFile

_MOST: Final = 50_000
_SHAPE: Final = 26
_BOX: Final = 22
_LINK: Final = re.compile(r"\x13(\s*HYPERLINK[^\x13-\x15]{1,500})[\x14\x15]", re.IGNORECASE)


@dataclass(frozen=True)
class NoteRange:
    """A note: its name, its place in its kind from 1, where its text is, where it is called from."""

    name: str
    number: int
    is_endnote: bool
    start: int
    end: int


def notes_of(file: WordFile) -> dict[int, NoteRange]:
    """The notes of a document by the characters that call them."""
    lengths = file.lengths
    first = lengths.body
    last = lengths.body + lengths.notes + lengths.headers + lengths.macros + lengths.comments
    found: dict[int, NoteRange] = {}
    for signs, texts, base, is_endnote in (
        (Place.NOTE_SIGNS, Place.NOTE_TEXTS, first, False),
        (Place.ENDNOTE_SIGNS, Place.ENDNOTE_TEXTS, last, True),
    ):
        with suppress(BrokenError):
            calls = _positions(file, signs, 2)[:-1]
            bounds = _positions(file, texts, 0)
            for number, (call, start, end) in enumerate(zip(calls, bounds, bounds[1:], strict=False), 1):
                name = f"{'en' if is_endnote else 'fn'}{number}"
                found[call] = NoteRange(name, number, is_endnote, base + start, base + end)
    return found


def shapes_of(file: WordFile) -> dict[int, int]:
    """The numbers of shapes by the characters that they float beside ([MS-DOC] 2.8.37)."""
    found: dict[int, int] = {}
    with suppress(BrokenError):
        at, _ = file.place(Place.SHAPES)
        positions = _positions(file, Place.SHAPES, _SHAPE)
        after = at + 4 * len(positions)
        for number, position in enumerate(positions[:-1]):
            found[position] = file.table.u32(after + _SHAPE * number)
    return found


def boxes_of(file: WordFile) -> dict[int, tuple[int, int]]:
    """Where the text in a shape is, by its number ([MS-DOC] 2.8.32)."""
    lengths = file.lengths
    base = lengths.all - lengths.boxes
    found: dict[int, tuple[int, int]] = {}
    with suppress(BrokenError):
        at, _ = file.place(Place.BOX_TEXTS)
        bounds = _positions(file, Place.BOX_TEXTS, _BOX)
        after = at + 4 * len(bounds)
        for number, (start, end) in enumerate(pairwise(bounds)):
            found.setdefault(file.table.u32(after + _BOX * number + 14), (base + start, base + end))
    return found


def places_of(file: WordFile, text: str) -> dict[int, list[str]]:
    """The places that links of the document lead to, by the characters where they begin ([MS-DOC] 2.8.10)."""
    wanted = {target(match[1]).removeprefix("#") for match in _LINK.finditer(text)}
    found: dict[int, list[str]] = {}
    if not wanted - {""}:
        return found
    with suppress(BrokenError):
        at, _ = file.place(Place.PLACE_NAMES)
        count = min(file.table.u16(at + 2), _MOST)
        at += 6
        starts = _positions(file, Place.PLACE_STARTS, 4)
        for number in range(min(count, len(starts))):
            size = file.table.u16(at)
            name = file.table.text(at + 2, size)
            at += 2 + 2 * size
            if name in wanted:
                found.setdefault(starts[number], []).append(name)
    return found


def _positions(file: WordFile, place: Place, entry: int) -> tuple[int, ...]:
    """The positions of a table whose entries have some bytes each.

    Raises:
        BrokenError: they lead out of their stream.
    """
    at, length = file.place(place)
    if length < 4:
        return ()
    return file.table.numbers(at, min((length - 4) // (4 + entry), _MOST) + 1)
