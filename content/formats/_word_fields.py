"""Fields of Word: what they came to is read, what they were told is not (ECMA-376 part 1 §17.16)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

_HYPERLINK: Final = re.compile(r"\s*HYPERLINK\s+(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
_INSIDE: Final = re.compile(r'\\l\s+(?:"([^"]*)"|(\S+))', re.IGNORECASE)
_QUOTED: Final = re.compile(r'^"([^"]*)"|^([^\s\\"]+)')
_CONTENTS: Final = re.compile(r"\s*(?:TOC|INDEX|TOA)\b", re.IGNORECASE)
_TICK: Final = re.compile(r"\s*FORMCHECKBOX\b", re.IGNORECASE)
_WEB: Final = re.compile(r"^(?:https?://|mailto:)", re.IGNORECASE)
_INSTRUCTION: Final = 4_000


@dataclass
class Field:
    """A field that is open.

    Attributes:
        is_result: whether what follows is what it came to.
    """

    instruction: str = ""
    is_result: bool = False
    href: str = ""
    is_contents: bool = False


class Fields:
    """The fields that are open at a place of the text, one in another."""

    def __init__(self) -> None:
        self._open: list[Field] = []

    def begin(self) -> None:
        """A field begins."""
        self._open.append(Field())

    def instruct(self, text: str) -> None:
        """Says what the innermost field is told; text outside of all is nothing."""
        if self._open and not self._open[-1].is_result:
            one = self._open[-1]
            one.instruction = (one.instruction + text)[:_INSTRUCTION]

    def separate(self) -> None:
        """What follows is what the innermost field came to."""
        if self._open:
            one = self._open[-1]
            one.is_result = True
            one.href = target(one.instruction)
            one.is_contents = is_contents(one.instruction)

    def end(self) -> str:
        """The innermost field ends; gives back what it was told."""
        return self._open.pop().instruction if self._open else ""

    @property
    def is_shown(self) -> bool:
        """Whether text stands in no instruction."""
        return all(one.is_result for one in self._open)

    @property
    def is_contents(self) -> bool:
        """Whether text is of a table of contents or an index."""
        return any(one.is_contents for one in self._open)

    @property
    def href(self) -> str:
        """Where text leads, "" nowhere."""
        return next((one.href for one in reversed(self._open) if one.href), "")


def target(instruction: str) -> str:
    """Where the instruction of a link leads: an address of the web, `#place`, or ""."""
    match = _HYPERLINK.match(instruction)
    if match is None:
        return ""
    rest = match["rest"].strip()
    inside = _INSIDE.search(rest)
    outside = _QUOTED.match(rest)
    address = (outside[1] or outside[2] or "") if outside else ""
    if _WEB.match(address):
        return address
    return place_address(inside[1] or inside[2] or "") if inside else ""


def place_address(name: str) -> str:
    """The address of a place of the paper, "" for no name."""
    return f"#{quote(name)}" if name else ""


def is_contents(instruction: str) -> bool:
    """Whether a field makes a table of contents or an index."""
    return _CONTENTS.match(instruction) is not None


def is_tick_box(instruction: str) -> bool:
    """Whether a field is a box to tick, which has no result."""
    return _TICK.match(instruction) is not None
