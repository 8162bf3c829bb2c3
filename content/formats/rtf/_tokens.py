"""RTF as tokens: groups, control words with their numbers, bytes of text (RTF 1.9.1, "Basic Entities").

Nothing is trusted: a number of a hundred thousand digits is bounded, bytes that are announced and do not follow are
those that do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from mmap import mmap
from typing import Final

_TOKEN: Final = re.compile(
    rb"(?P<open>\{)|(?P<close>\})"
    rb"|\\(?P<word>[A-Za-z]+)(?P<number>-?[0-9]+)? ?"
    rb"|\\'(?P<hex>[0-9A-Fa-f]{2})"
    rb"|\\(?P<symbol>[^A-Za-z])"
    rb"|(?P<text>[^\\{}]{1,65536})",
    re.DOTALL,
)
_BRACE: Final = re.compile(rb"[{}]|\\bin([0-9]{1,10}) ?|\\[^b]|\\b", re.DOTALL)
_DROPPED: Final = b"\r\n\0"
_WORD_LENGTH: Final = 32
"""Letters of the longest control word."""
_DIGITS: Final = 10
_MOST: Final = 2**31 - 1


class Sort(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    WORD = auto()
    SYMBOL = auto()
    TEXT = auto()
    HEX = auto()
    BINARY = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A token.

    Attributes:
        name: of a control word or symbol. number: of a control word, None where it has none. data: bytes of text,
            of a sign in hexadecimal, or of binary data.
    """

    sort: Sort
    name: str = ""
    number: int | None = None
    data: bytes = b""


OPEN: Final = Token(Sort.OPEN)
CLOSE: Final = Token(Sort.CLOSE)


class Tokens:
    """The tokens of a file, one after another.

    Args:
        data: the file.
    """

    def __init__(self, data: bytes | mmap) -> None:
        self._data = data
        self._at = 0

    def __iter__(self) -> Iterator[Token]:
        while match := _TOKEN.match(self._data, self._at):
            self._at = match.end()
            yield self._token(match)

    def skip_group(self) -> None:
        """Passes over the rest of the group that is open; its closing brace comes next."""
        depth = 0
        while match := _BRACE.search(self._data, self._at):
            brace = match[0]
            if brace == b"}" and depth == 0:
                self._at = match.start()
                return
            self._at = match.end()
            if match[1]:
                self._at = min(len(self._data), self._at + int(match[1]))
            elif brace in b"{}":
                depth += 1 if brace == b"{" else -1
        self._at = len(self._data)

    def _token(self, match: re.Match[bytes]) -> Token:
        sort = match.lastgroup
        if sort == "open":
            return OPEN
        if sort == "close":
            return CLOSE
        if sort == "text":
            return Token(Sort.TEXT, data=match["text"].translate(None, _DROPPED))
        if sort == "hex":
            return Token(Sort.HEX, data=bytes.fromhex(match["hex"].decode("ascii")))
        if sort == "symbol":
            return Token(Sort.SYMBOL, match["symbol"].decode("latin-1"))
        return self._word(match["word"], match["number"])

    def _word(self, word: bytes, digits: bytes | None) -> Token:
        name = word[:_WORD_LENGTH].decode("ascii")
        number = None if digits is None else max(-_MOST, min(int(digits[: _DIGITS + 1]), _MOST))
        if name != "bin":
            return Token(Sort.WORD, name, number)
        end = min(len(self._data), self._at + max(0, number or 0))
        data, self._at = self._data[self._at : end], end
        return Token(Sort.BINARY, data=data)
