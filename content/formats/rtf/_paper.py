"""An RTF file that is being read: what its tables of fonts and styles say, and what was met so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from content.formats._numbering import decimal, roman
from content.formats._word_lists import Numbering, WordLists
from content.formats.flow.gathering import Fonts
from content.formats.flow.manuscript import Note, Paragraph
from content.formats.rtf._fonts import WESTERN, Font

_CONTENTS: Final = re.compile(r"(?:toc|mục lục|contents)\s*\d", re.IGNORECASE)
_LINKS: Final = 20
_PICTURES: Final = 5_000


@dataclass
class Style:
    """A style of paragraphs; `outline` is None where it says no level. `basis`: the style it goes on from, -1 none."""

    name: str = ""
    outline: int | None = None
    basis: int = -1

    @property
    def is_contents(self) -> bool:
        """Whether lines of a table of contents are written in it."""
        return _CONTENTS.match(self.name) is not None


@dataclass
class Paper:
    r"""What reading one file needs in all its corners.

    Attributes:
        drawn: reads what fonts draw. notes: for technicians. room: bytes that pictures may still have.
        anchors: places that links lead to.
        codec: of text whose font says none. page_list: lines of a table of contents. said: properties by name.
        members: pictures by the name that the text shows them by. numberings: by the number of `\ls`.
    """

    drawn: Fonts
    notes: list[str]
    room: int
    anchors: frozenset[str] = frozenset()
    codec: str = WESTERN
    usual_font: int = 0
    fonts: dict[int, Font] = field(default_factory=dict)
    styles: dict[int, Style] = field(default_factory=dict)
    numberings: dict[str, Numbering] = field(default_factory=dict)
    page_list: list[Paragraph] = field(default_factory=list)
    called: list[Note] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    members: dict[str, bytes] = field(default_factory=dict)
    _endnotes: int = 0

    def __post_init__(self) -> None:
        self._lists = WordLists(self.numberings)

    def font(self, number: int | None) -> Font:
        """A font by its number, that of the file for None."""
        return self.fonts.get(self.usual_font if number is None else number, Font())

    def outline(self, number: int) -> int | None:
        """The level from 0 that a style gives, None where it gives none."""
        for _ in range(_LINKS):
            style = self.styles.get(number)
            if style is None:
                return None
            if style.outline is not None:
                return style.outline
            number = style.basis
        return None

    def label(self, number: int, level: int) -> str:
        r"""The automatic label of the next paragraph of a list, "" where it has none.

        Args:
            number: of `\ls`. level: from 0.
        """
        text, font = self._lists.label(str(number), level)
        return self.drawn.label(text, font)

    def note_of(self, *, is_endnote: bool) -> tuple[str, str]:
        """Name and sign of the next note: footnotes count in figures, endnotes in Roman numbers as Word does."""
        if is_endnote:
            self._endnotes += 1
            return f"en{self._endnotes}", roman(self._endnotes)
        count = 1 + len(self.called) - self._endnotes
        return f"fn{count}", decimal(count)

    def keep(self, data: bytes, ending: str) -> str:
        """Keeps a picture and gives its name, "" where there is no room for it."""
        name = f"{sha256(data).hexdigest()[:16]}.{ending}"
        if name in self.members:
            return name
        self.room -= len(data)
        if self.room < 0 or len(self.members) >= _PICTURES:
            self.notes.append("there is no room for all pictures")
            return ""
        self.members[name] = data
        return name
