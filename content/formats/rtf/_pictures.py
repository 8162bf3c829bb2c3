"""Pictures and shapes of an RTF file (RTF 1.9.1, "Pictures", "Word 97 through Word 2007 RTF for Drawing Objects")."""

from __future__ import annotations

import re
from binascii import unhexlify
from collections.abc import Callable
from typing import Final, Protocol

from content.formats.flow.manuscript import Block, Paragraph, Run
from content.formats.rtf._destinations import Destination, Entered, Gathered
from content.formats.rtf._metafiles import picture_of
from content.formats.rtf._paper import Paper
from content.formats.rtf._state import State

_FORMATS: Final = frozenset(
    {"pngblip", "jpegblip", "emfblip", "wmetafile", "macpict", "pmmetafile", "dibitmap", "wbitmap"}
)
_NO_DIGIT: Final = re.compile(rb"[^0-9A-Fa-f]+")
_LARGEST: Final = 32 << 20
"""Bytes of one picture."""
_ALT: Final = "wzDescription"
_WORD_ART: Final = "gtextUNICODE"


class Anchor(Protocol):
    """What pictures and text boxes stand in."""

    def show(self, name: str, alt: str) -> None:
        """Shows a picture; "" is one that cannot be shown."""

    def stand_beside(self, blocks: list[Block]) -> None:
        """Takes blocks that are anchored in the open paragraph."""


class Properties(Destination):
    """The properties of a shape or a picture by name, and the pictures that are their values."""

    def __init__(self, paper: Paper) -> None:
        self.said: dict[str, str] = {}
        self.pictures: list[str] = []
        self._paper = paper
        self._name = ""

    def inner(self, name: str, state: State) -> Entered | None:
        """Where a name and its value go."""
        if name == "sn":
            return Gathered(self._named), state
        if name == "sv":
            return Value(self._valued, lambda: Picture(self._paper, self._pictured)), state
        return None

    def _named(self, text: str) -> None:
        self._name = text.strip()

    def _valued(self, text: str) -> None:
        self.said[self._name] = text.strip()

    def _pictured(self, name: str, alt: str) -> None:
        self.said[_ALT] = self.said.get(_ALT, "") or alt
        self.pictures.append(name)


class Value(Gathered):
    """What a property of a shape says: text, or a picture.

    Args:
        done: takes the text. picture: makes a picture.
    """

    def __init__(self, done: Callable[[str], None], picture: Callable[[], Destination]) -> None:
        super().__init__(done)
        self._picture = picture

    def inner(self, name: str, state: State) -> Entered | None:
        """Where a picture goes."""
        return (self._picture(), state) if name == "pict" else None


class Picture(Destination):
    """A picture: its format, and its bytes in hexadecimal figures or as they are.

    Args:
        paper: keeps it. show: is given its name, "" where it cannot be shown, and what it shows in words.
    """

    is_raw = True

    def __init__(self, paper: Paper, show: Callable[[str, str], None]) -> None:
        self._paper, self._show = paper, show
        self._format = ""
        self._digit = b""
        self._data = bytearray()
        self._properties = Properties(paper)

    def word(self, name: str, number: int | None, state: State) -> None:  # noqa: ARG002 - in any state
        """Takes its format."""
        if name in _FORMATS:
            self._format = name

    def inner(self, name: str, state: State) -> Entered | None:
        """Where its properties go."""
        return (self._properties, state) if name == "picprop" else None

    def raw(self, data: bytes) -> None:
        """Takes figures."""
        if len(self._data) < _LARGEST:
            digits = self._digit + _NO_DIGIT.sub(b"", data)
            even = len(digits) // 2 * 2
            self._data += unhexlify(digits[:even])
            self._digit = digits[even:]

    def binary(self, data: bytes) -> None:
        """Takes bytes."""
        if len(self._data) + len(data) <= _LARGEST:
            self._data += data

    def close(self, state: State) -> None:  # noqa: ARG002 - whatever held
        """Shows it."""
        data = bytes(self._data)
        if not data and not self._format:
            return
        found = picture_of(data, self._format)
        name = self._paper.keep(*found) if found else ""
        if not name:
            self._paper.notes.append(f"a picture is not shown: {self._format or 'unknown'}, {len(data)} bytes")
        self._show(name, self._properties.said.get(_ALT, ""))


class ShapeInstructions(Properties):
    """A drawn shape: its properties, the picture and the text box in it.

    Args:
        paper: the file. anchor: where it stands. box: makes a text box of it.
    """

    def __init__(self, paper: Paper, anchor: Anchor, box: Callable[[], Destination]) -> None:
        super().__init__(paper)
        self._anchor, self._box = anchor, box

    def inner(self, name: str, state: State) -> Entered | None:
        """Where properties, boxes and shapes in it go."""
        if name in ("shptxt", "dptxbxtext"):
            return self._box(), state
        if name == "shpinst":
            return ShapeInstructions(self._paper, self._anchor, self._box), state
        return super().inner(name, state)

    def close(self, state: State) -> None:
        """Shows what it draws."""
        if state.hidden or state.deleted or self.said.get("fHidden") == "1":
            return
        for name in self.pictures:
            self._anchor.show(name, self.said.get(_ALT, ""))
        art = self.said.get(_WORD_ART, "")
        if art:
            self._anchor.stand_beside([Paragraph([Run(art)])])
