"""Fields of an RTF file: what they came to is read, what they were told is not (RTF 1.9.1, "Fields")."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from content.formats._symbol_fonts import symbols
from content.formats._word_fields import is_contents, is_tick_box, target
from content.formats.rtf._destinations import Destination, Entered, Gathered
from content.formats.rtf._state import State

_SIGN: Final = re.compile(r"\s*SYMBOL\s+(?P<code>\d{1,5}|0x[0-9a-f]{1,4})(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
_FONT: Final = re.compile(r'\\f\s+"([^"]*)"', re.IGNORECASE)
_CHOICE: Final = re.compile(r"\s*FORMDROPDOWN\b", re.IGNORECASE)
_NOT_CHOSEN: Final = 25
r"""What `\ffres` says where nobody has filled in the form."""
_CHOICES: Final = 200
_FORM_TEXTS: Final = frozenset(
    {"ffname", "ffdeftext", "ffformat", "ffhelptext", "ffstattext", "ffentrymcr", "ffexitmcr"}
)


class Field(Destination):
    """A field; its result belongs to the text around it.

    Args:
        host: takes the text.
    """

    def __init__(self, host: Destination) -> None:
        self._host = host.host if isinstance(host, Field) else host
        self._instruction = ""
        self._is_filled = False
        self._form = Form()

    @property
    def host(self) -> Destination:
        """What takes the text."""
        return self._host

    def text(self, text: str, state: State) -> None:
        """Takes text of the result."""
        self._is_filled = self._is_filled or bool(text.strip())
        self._host.text(text, state)

    def word(self, name: str, number: int | None, state: State) -> None:
        """Takes what the text around takes."""
        self._host.word(name, number, state)

    def inner(self, name: str, state: State) -> Entered | None:
        """Where the instruction goes, and what holds in the result."""
        if name == "fldinst":
            return Instruction(self._told, self._form), state
        if name != "fldrslt":
            return self._host.inner(name, state)
        href = target(self._instruction) or state.href
        return self, replace(state, href=href, is_contents=state.is_contents or is_contents(self._instruction))

    def close(self, state: State) -> None:
        """Draws what has no result of its own: boxes to tick, signs, choices."""
        if is_tick_box(self._instruction):
            self._host.text("☑" if self._form.value else "☐", state)
        elif not self._is_filled and (match := _SIGN.match(self._instruction)):
            font = _FONT.search(match["rest"])
            code = int(match["code"], 0) if match["code"][:2].lower() == "0x" else int(match["code"], 10)
            if code < 0xD800:
                self._host.text(symbols(chr(code), font[1] if font else ""), replace(state, font=-1))
        elif not self._is_filled and _CHOICE.match(self._instruction):
            self._host.text(self._form.chosen, state)

    def _told(self, instruction: str) -> None:
        self._instruction += instruction


class Instruction(Gathered):
    """What a field is told, and the form in it."""

    def __init__(self, done: Callable[[str], None], form: Form) -> None:
        super().__init__(done)
        self._form = form

    def inner(self, name: str, state: State) -> Entered | None:
        """Where the form goes."""
        return (self._form, state) if name == "formfield" else None


class Form(Destination):
    """A field of a form.

    Attributes:
        value: what was ticked or chosen.
    """

    def __init__(self) -> None:
        self._result: int | None = None
        self._usual = 0
        self._choices: list[str] = []

    @property
    def value(self) -> int:
        """What was ticked or chosen, or what is so by itself."""
        return self._usual if self._result is None else self._result

    @property
    def chosen(self) -> str:
        """The words of the choice, "" where there are none."""
        return self._choices[self.value] if 0 <= self.value < len(self._choices) else ""

    def word(self, name: str, number: int | None, state: State) -> None:  # noqa: ARG002 - in any state
        """Takes what was filled in."""
        if name == "ffres" and number != _NOT_CHOSEN:
            self._result = number
        elif name == "ffdefres":
            self._usual = number or 0

    def inner(self, name: str, state: State) -> Entered | None:
        """Where the words of choices go, and names that are none."""
        if name == "ffl":
            return Gathered(self._offered), state
        return (Destination(), state) if name in _FORM_TEXTS else None

    def _offered(self, text: str) -> None:
        if len(self._choices) < _CHOICES:
            self._choices.append(text.strip())
