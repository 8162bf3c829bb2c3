"""Gathers the runs of a paper as its reader meets them, and reads what their fonts draw."""

from __future__ import annotations

from typing import Final

from content.formats._letters import Letters
from content.formats._symbol_fonts import is_symbol_font, symbols
from content.formats.flow.manuscript import Look, Run
from content.text.old_encodings import legacy_font

_FIRST_PRIVATE: Final = "\uf000"
_LAST_PRIVATE: Final = "\uf0ff"


class Fonts:
    """What the fonts of one paper draw: signs for letters, Vietnamese of before Unicode.

    Args:
        letters: turns what is old, when all of it has been seen.
    """

    def __init__(self, letters: Letters) -> None:
        self._letters = letters
        self._old: list[tuple[Run, str]] = []

    def keep(self, run: Run, font: str) -> None:
        """Remembers a run whose font draws old letters; `turn` reads it."""
        if legacy_font(font):
            self._old.append((run, font))

    def turn(self) -> None:
        """Reads all that was kept; to be called once, when the paper is gathered."""
        for run, font in self._old:
            self._letters.look(run.text, font)
        for run, font in self._old:
            run.text = self._letters.run(run.text, font)

    def label(self, text: str, font: str) -> str:
        """A label as it is drawn in a font."""
        if is_symbol_font(font):
            return symbols(text, font)
        return self._letters.run(text, font) if text and legacy_font(font) else text


class Runs:
    """The runs of one paragraph.

    Args:
        fonts: of the paper.
    """

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._runs: list[Run] = []
        self._font_of: list[str] = []

    def say(self, text: str, look: Look, *, font: str = "", href: str = "") -> None:
        """Adds text; letters that one font draws alike stay together, for old ones are written with two signs.

        Args:
            text: as the file has it. font: its name, "" where it has none. href: where it leads.
        """
        if not text:
            return
        if is_symbol_font(font) or any(_FIRST_PRIVATE <= sign <= _LAST_PRIVATE for sign in text):
            text = symbols(text, font)
            font = ""
        last = self._runs[-1] if self._runs else None
        is_same = last is not None and not last.ready and (last.look, last.href) == (look, href)
        if last is not None and is_same and self._font_of[-1] == font:
            last.text += text
        else:
            self._append(Run(text, look, href), font)

    def put(self, run: Run) -> None:
        """Adds what is no text: a picture, the sign of a note, a place."""
        self._append(run, "")

    def gathered(self) -> list[Run]:
        """All of them, in order; the paragraph is complete."""
        for run, font in zip(self._runs, self._font_of, strict=True):
            self._fonts.keep(run, font)
        runs, self._runs, self._font_of = self._runs, [], []
        return runs

    def _append(self, run: Run, font: str) -> None:
        self._runs.append(run)
        self._font_of.append(font)
