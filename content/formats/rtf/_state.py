"""What control words have set for the letters and paragraphs that follow; a group ends what was set in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from content.formats.flow.manuscript import CENTRE, LEFT, RIGHT, Look

_RAISED: Final = 3
"""Half points by which letters are moved up or down to be raised or lowered; less only mends a line."""
_NO_LEVEL: Final = 9


@dataclass(frozen=True, slots=True)
class State:
    r"""The properties in force (RTF 1.9.1, "Paragraph Text").

    Attributes:
        skips: characters that stand for a `\u` where it is not understood. font: None for that of the file.
        outline: level from 0 as the paragraph says, None where it does not. numbering: index of `\ls`, 0 none.
        nesting: depth of tables, 0 outside. href: where text leads. is_contents: whether it is of a table of contents.
    """

    skips: int = 1
    font: int | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    raised: str = ""
    hidden: bool = False
    deleted: bool = False
    align: str = LEFT
    style: int = 0
    outline: int | None = None
    numbering: int = 0
    level: int = 0
    in_table: bool = False
    nesting: int = 1
    href: str = ""
    is_contents: bool = False

    @property
    def look(self) -> Look:
        """How letters look."""
        return Look(self.bold, self.italic, self.underline, self.strike, self.raised)

    @property
    def depth(self) -> int:
        """How deep in tables the paragraph stands."""
        return max(1, self.nesting) if self.in_table else 0


def _switch(name: str) -> Callable[[State, int | None], State]:
    return lambda state, number: replace(state, **{name: number != 0})  # type: ignore[arg-type]


def _set(**values: object) -> Callable[[State, int | None], State]:
    return lambda state, _: replace(state, **values)  # type: ignore[arg-type]


def _plain(state: State, number: int | None) -> State:  # noqa: ARG001 - as all changes
    return replace(
        state,
        font=None,
        bold=False,
        italic=False,
        underline=False,
        strike=False,
        raised="",
        hidden=False,
        deleted=False,
    )


def _paragraph(state: State, number: int | None) -> State:  # noqa: ARG001 - as all changes
    return replace(state, align=LEFT, style=0, outline=None, numbering=0, level=0, in_table=False, nesting=1)


def _moved(raised: str) -> Callable[[State, int | None], State]:
    usual = 6
    return lambda state, number: replace(
        state, raised=raised if (usual if number is None else number) >= _RAISED else ""
    )


def _nested(state: State, number: int | None) -> State:
    return replace(state, nesting=max(1, number or 0), in_table=bool(number))


_CHANGES: Final[dict[str, Callable[[State, int | None], State]]] = {
    "plain": _plain,
    "pard": _paragraph,
    "b": _switch("bold"),
    "i": _switch("italic"),
    "strike": _switch("strike"),
    "striked": _switch("strike"),
    "v": _switch("hidden"),
    "deleted": _switch("deleted"),
    "intbl": _switch("in_table"),
    "ulnone": _set(underline=False),
    "super": _set(raised="sup"),
    "sub": _set(raised="sub"),
    "nosupersub": _set(raised=""),
    "up": _moved("sup"),
    "dn": _moved("sub"),
    "ql": _set(align=LEFT),
    "qj": _set(align=LEFT),
    "qd": _set(align=LEFT),
    "qc": _set(align=CENTRE),
    "qr": _set(align=RIGHT),
    "itap": _nested,
    "f": lambda state, number: replace(state, font=number or 0),
    "uc": lambda state, number: replace(state, skips=max(0, number or 0)),
    "s": lambda state, number: replace(state, style=number or 0),
    "outlinelevel": lambda state, number: replace(state, outline=max(0, min(number or 0, _NO_LEVEL))),
    "ls": lambda state, number: replace(state, numbering=max(0, number or 0)),
    "ilvl": lambda state, number: replace(state, level=max(0, min(number or 0, _NO_LEVEL - 1))),
    **{
        name: _switch("underline")
        for name in (
            *("ul", "uld", "uldash", "uldashd", "uldashdd", "uldb", "ulhwave", "ulldash", "ulth", "ulthd", "ulthdash"),
            *("ulthdashd", "ulthdashdd", "ulthldash", "ululdbwave", "ulw", "ulwave"),
        )
    },
}


def changed(state: State, name: str, number: int | None) -> State | None:
    """The state after a control word, None where the word says nothing of it.

    Args:
        name: of the control word. number: that follows it, None where none does.
    """
    change = _CHANGES.get(name)
    return None if change is None else change(state, number)
