"""Styles, fonts and lists of a Word document ([MS-DOC] 2.9.271, 2.9.287, 2.4.6.3)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from content.formats._word_lists import KINDS, LEVELS, START_MOST, Level, Numbering, WordLists
from content.formats.doc._bytes import BrokenError, Bytes
from content.formats.doc._file import Place, WordFile
from content.formats.doc._sprms import Letters, Stand, letters_after, stand_after

_MOST: Final = 5_000
_NOTHING: Final = 0xFFF
_CHAIN: Final = 12
_PARAGRAPH, _CHARACTER = 1, 2
_TITLE: Final = 62
_CONTENTS: Final = range(19, 28)
_FONT_NAME: Final = 40


@dataclass
class Style:
    """A style as it stands: what it is based on, its changes.

    Attributes:
        sti: the number by which Word knows a style of its own, 0x0FFE for others.
    """

    sti: int
    kind: int
    base: int
    paragraph: bytes = b""
    letters: bytes = b""


@dataclass
class Styles:
    """The styles of a document by number, and its fonts."""

    file: WordFile
    by_number: dict[int, Style] = field(default_factory=dict)
    fonts: list[str] = field(default_factory=list)
    _settled: dict[int, tuple[Stand, Letters]] = field(default_factory=dict)

    def settled(self, number: int) -> tuple[Stand, Letters]:
        """How a paragraph of a style stands and looks, with all that it is based on."""
        if number not in self._settled:
            stand, letters = Stand(), Letters()
            for style in reversed(self._chain(number)):
                if style.sti in range(1, 10) and stand.outline == 9:
                    stand = Stand(outline=style.sti - 1)
                elif style.sti == _TITLE:
                    stand = Stand(outline=0)
                stand = stand_after(style.paragraph, stand, self.file.data)
                letters = letters_after(style.letters, letters, letters)
            self._settled[number] = (stand, letters)
        return self._settled[number]

    def letters_of(self, number: int) -> bytes:
        """The changes of a style of letters, with all that it is based on."""
        return b"".join(style.letters for style in reversed(self._chain(number)))

    def is_contents(self, number: int) -> bool:
        """Whether a style is of a line of a table of contents."""
        style = self.by_number.get(number)
        return style is not None and style.sti in _CONTENTS

    def font(self, number: int) -> str:
        """The name of a font, "" where there is none."""
        return self.fonts[number] if 0 <= number < len(self.fonts) else ""

    def _chain(self, number: int) -> list[Style]:
        found: list[Style] = []
        while len(found) < _CHAIN and (style := self.by_number.get(number)) is not None:
            found.append(style)
            number = style.base
        return found


def read_styles(file: WordFile) -> Styles:
    """The styles and fonts of a document; what of them is damaged is left out."""
    styles = Styles(file)
    try:
        styles.fonts = _fonts(file)
    except BrokenError:
        styles.fonts = []
    with suppress(BrokenError):
        _read_sheet(file, styles)
    return styles


def _fonts(file: WordFile) -> list[str]:
    at, _ = file.place(Place.FONTS)
    table = file.table
    count = min(table.u16(at), _MOST)
    at += 4
    found = []
    for _ in range(count):
        size = table.u8(at)
        entry = Bytes(table.cut(at + 1, size))
        name = entry.data[_FONT_NAME - 1 :].decode("utf-16-le", "replace").partition("\0")[0]
        found.append(name)
        at += 1 + size
    return found


def _read_sheet(file: WordFile, styles: Styles) -> None:
    """Reads the sheet of styles.

    Raises:
        BrokenError: it leads out of its stream.
    """
    at, _ = file.place(Place.STYLES)
    table = file.table
    head = table.u16(at)
    count, base = min(table.u16(at + 2), _MOST), table.u16(at + 4)
    at += 2 + head
    for number in range(count):
        size = table.u16(at)
        if size:
            with suppress(BrokenError):
                styles.by_number[number] = _style(Bytes(table.cut(at + 2, size)), base)
        at += 2 + size


def _style(entry: Bytes, base: int) -> Style:
    """One style ([MS-DOC] 2.9.260).

    Raises:
        BrokenError: it leads out of its entry.
    """
    sti, kinds, counts = entry.u16(0) & 0xFFF, entry.u16(2), entry.u16(4)
    style = Style(sti, kinds & 0xF, kinds >> 4)
    at = base
    at += 2 + 2 * entry.u16(at) + 2
    groups = []
    for _ in range(min(counts & 0xF, 3)):
        at += at % 2
        size = entry.u16(at)
        groups.append(entry.cut(at + 2, size))
        at += 2 + size
    if style.kind == _PARAGRAPH and groups:
        style.paragraph = groups[0][2:]
        style.letters = groups[1] if len(groups) > 1 else b""
    elif style.kind == _CHARACTER and groups:
        style.letters = groups[0]
    return style


def read_lists(file: WordFile, styles: Styles) -> WordLists:
    """The lists of a document; none where they are damaged."""
    try:
        return WordLists(_numberings(file, _lists(file, styles), styles))
    except BrokenError:
        return WordLists({})


def _lists(file: WordFile, styles: Styles) -> dict[int, dict[int, Level]]:
    """The levels of every list, by its number ([MS-DOC] 2.9.206).

    Raises:
        BrokenError: they lead out of their stream.
    """
    at, length = file.place(Place.LISTS)
    if not length:
        return {}
    table = file.table
    count = min(table.u16(at), _MOST)
    after = at + 2 + 28 * count
    found = {}
    for number in range(count):
        entry = at + 2 + 28 * number
        name, is_simple = table.u32(entry), table.u8(entry + 26) & 1
        levels = {}
        for level in range(1 if is_simple else LEVELS):
            levels[level], after = _level(table, after, styles)
        found[name] = levels
    return found


def _level(table: Bytes, at: int, styles: Styles) -> tuple[Level, int]:
    """A level, and where the next begins ([MS-DOC] 2.9.150).

    Raises:
        BrokenError: it leads out of its stream.
    """
    start, code, flags = table.u32(at), table.u8(at + 4), table.u8(at + 5)
    letters_size, paragraph_size, limit = table.u8(at + 24), table.u8(at + 25), table.u8(at + 26)
    letters = table.cut(at + 28 + paragraph_size, letters_size)
    text_at = at + 28 + paragraph_size + letters_size
    count = table.u16(text_at)
    text = table.text(text_at + 2, count)
    usual = Letters(font=-1)
    level = Level(
        start=min(start, START_MOST),
        kind=KINDS.get(code, "decimal"),
        text="".join(f"%{ord(sign) + 1}" if ord(sign) < LEVELS else sign for sign in text),
        is_legal=bool(flags & 4),
        restart=limit if flags & 8 else None,
        font=styles.font(letters_after(letters, usual, usual).font),
    )
    return level, text_at + 2 + 2 * count


def _numberings(file: WordFile, lists: dict[int, dict[int, Level]], styles: Styles) -> dict[str, Numbering]:
    """What paragraphs name, from 1, and what each says differently of its list ([MS-DOC] 2.9.207).

    Raises:
        BrokenError: they lead out of their stream.
    """
    at, length = file.place(Place.LIST_OVERRIDES)
    if not length:
        return {}
    table = file.table
    count = min(table.u32(at), _MOST)
    after = at + 4 + 16 * count
    found = {}
    for number in range(count):
        name, changed = table.u32(at + 4 + 16 * number), table.u8(at + 4 + 16 * number + 12)
        numbering = Numbering(str(name), dict(lists.get(name, {})))
        after += 4
        for _ in range(min(changed, LEVELS)):
            start, flags = table.u32(after), table.u32(after + 4)
            level = flags & 0xF
            after += 8
            if flags & 0x20:
                numbering.levels[level], after = _level(table, after, styles)
            elif flags & 0x10:
                numbering.starts[level] = min(start, START_MOST)
        found[str(number + 1)] = numbering
    return found
