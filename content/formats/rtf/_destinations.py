"""What the text of a group is for: tables of fonts, styles and lists, properties (RTF 1.9.1, "Destinations")."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from content.formats._word_lists import KINDS, LEVELS, START_MOST, Level, Numbering
from content.formats.rtf._fonts import Font
from content.formats.rtf._paper import Paper, Style
from content.formats.rtf._state import State

_TEXT: Final = 10_000
_ENTRIES: Final = 5_000
_PROPERTIES: Final = frozenset({"title", "subject", "author", "keywords", "doccomm"})

Entered: TypeAlias = "tuple[Destination, State]"


class Destination:
    """Where text goes. What is not understood is passed over.

    Attributes:
        is_raw: whether it takes bytes as they are.
    """

    is_raw = False

    def text(self, text: str, state: State) -> None:
        """Takes text.

        Args:
            text: as the font's code page has it. state: what holds for it.
        """

    def raw(self, data: bytes) -> None:
        """Takes bytes of text as they stand."""

    def binary(self, data: bytes) -> None:
        """Takes binary data."""

    def word(self, name: str, number: int | None, state: State) -> None:
        """Takes a control word that says nothing of the state.

        Args:
            name: of the word. number: that follows it, None where none does. state: what holds.
        """

    def inner(self, name: str, state: State) -> Entered | None:  # noqa: ARG002 - most have none
        """The destination that a control word begins within this one and what holds in it, None if it begins none."""
        return None

    def close(self, state: State) -> None:
        """Its group has ended.

        Args:
            state: what held before the end.
        """


class Gathered(Destination):
    """Gathers a short text.

    Args:
        done: is given the text at the end.
    """

    def __init__(self, done: Callable[[str], None]) -> None:
        self._done = done
        self._pieces: list[str] = []
        self._length = 0

    def text(self, text: str, state: State) -> None:  # noqa: ARG002 - however it looks
        """Takes text."""
        if self._length < _TEXT:
            self._pieces.append(text)
            self._length += len(text)

    def close(self, state: State) -> None:  # noqa: ARG002 - whatever held
        """Gives it."""
        self._done("".join(self._pieces)[:_TEXT])


class FontTable(Destination):
    """The table of fonts; each ends with a semicolon.

    Args:
        paper: takes the fonts.
    """

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._number, self._name, self._page = 0, "", 0
        self._charset: int | None = None

    def word(self, name: str, number: int | None, state: State) -> None:  # noqa: ARG002 - in any state
        """Takes the properties of a font."""
        if name == "f":
            self._begin(number or 0)
        elif name == "fcharset":
            self._charset = number or 0
        elif name == "cpg":
            self._page = number or 0

    def text(self, text: str, state: State) -> None:
        """Takes a name, or several."""
        name, end, rest = text.partition(";")
        self._name += name
        if not end:
            return
        if len(self._paper.fonts) < _ENTRIES:
            self._paper.fonts[self._number] = Font(self._name.strip()[:200], self._charset, self._page)
        self._name = ""
        if rest.strip():
            self.text(rest[:_TEXT], state)

    def _begin(self, number: int) -> None:
        self._number, self._name, self._page, self._charset = number, "", 0, None


class StyleSheet(Destination):
    """The styles of paragraphs; each ends with a semicolon, those of letters and tables are passed over.

    Args:
        paper: takes the styles.
    """

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._style, self._number = Style(), 0

    def word(self, name: str, number: int | None, state: State) -> None:  # noqa: ARG002 - in any state
        """Takes the properties of a style."""
        if name == "s":
            self._number = number or 0
        elif name == "sbasedon" and number != self._number:
            self._style.basis = -1 if number is None else number
        elif name == "outlinelevel":
            self._style.outline = number or 0

    def text(self, text: str, state: State) -> None:  # noqa: ARG002 - however it looks
        """Takes a name."""
        name, end, _ = text.partition(";")
        self._style.name = (self._style.name + name)[:200]
        if end:
            self._style.name = self._style.name.strip()
            if len(self._paper.styles) < _ENTRIES:
                self._paper.styles[self._number] = self._style
            self._style, self._number = Style(), 0


class Info(Destination):
    """The properties of the file.

    Args:
        paper: takes them.
    """

    def __init__(self, paper: Paper) -> None:
        self._paper = paper

    def inner(self, name: str, state: State) -> Entered | None:
        """Where a property goes."""
        if name not in _PROPERTIES:
            return None

        def said(text: str) -> None:
            self._paper.said[name] = text.strip() or self._paper.said.get(name, "")

        return Gathered(said), state


class ListTable(Destination):
    """The lists and their levels.

    Args:
        lists: takes levels by the list's id.
    """

    def __init__(self, paper: Paper, lists: dict[int, dict[int, Level]]) -> None:
        self._paper = paper
        self._lists = lists
        self._levels: dict[int, Level] = {}
        self._level: dict[str, int] = {}
        self._text = ""

    def word(self, name: str, number: int | None, state: State) -> None:  # noqa: ARG002 - in any state
        """Takes the properties of a list and its levels."""
        value = number or 0
        if name == "list":
            self._levels = {}
        elif name == "listlevel":
            self._begin()
        elif name == "listid" and len(self._lists) < _ENTRIES:
            self._lists[value] = self._levels
            self._begin()
        elif name in ("levelnfc", "levelnfcn", "levelstartat", "levellegal", "levelnorestart", "f"):
            self._level[name] = value
            self._settle()

    def inner(self, name: str, state: State) -> Entered | None:
        """Where the text of a label goes."""
        if name == "leveltext":
            return Gathered(self._labelled), state
        return (Destination(), state) if name in ("levelnumbers", "listname") else None

    def _begin(self) -> None:
        self._level, self._text = {"at": len(self._levels)}, ""
        if len(self._levels) < LEVELS:
            self._levels[len(self._levels)] = Level()

    def _labelled(self, text: str) -> None:
        length = ord(text[0]) if text else 0
        shown = text[1 : 1 + length].replace("%", "\uff05")
        self._text = "".join(f"%{ord(sign) + 1}" if ord(sign) < LEVELS else sign for sign in shown)
        self._settle()

    def _settle(self) -> None:
        at, told = self._level.get("at", LEVELS), self._level
        if at not in self._levels:
            return
        kind = KINDS.get(told.get("levelnfcn", told.get("levelnfc", 0)), "decimal")
        self._levels[at] = Level(
            start=max(0, min(told.get("levelstartat", 1), START_MOST)),
            kind=kind,
            text=self._text,
            is_legal=bool(told.get("levellegal")),
            restart=0 if told.get("levelnorestart") else None,
            font=self._paper.font(told["f"]).name if "f" in told else "",
        )


class OverrideTable(Destination):
    """Which list each number of paragraphs names, and where its levels begin anew.

    Args:
        lists: levels by the list's id.
    """

    def __init__(self, paper: Paper, lists: dict[int, dict[int, Level]]) -> None:
        self._paper = paper
        self._lists = lists
        self._list = 0
        self._starts: dict[int, int] = {}
        self._at = -1

    def word(self, name: str, number: int | None, state: State) -> None:  # noqa: ARG002 - in any state
        """Takes the properties of an override."""
        value = number or 0
        if name == "listoverride":
            self._list, self._starts, self._at = 0, {}, -1
        elif name == "listid":
            self._list = value
        elif name == "lfolevel":
            self._at += 1
        elif name == "levelstartat" and 0 <= self._at < LEVELS:
            self._starts[self._at] = max(0, min(value, START_MOST))
        elif name == "ls" and len(self._paper.numberings) < _ENTRIES:
            levels = dict(self._lists.get(self._list, {}))
            self._paper.numberings[str(value)] = Numbering(str(self._list), levels, dict(self._starts))
