"""The signs of an RTF file: groups, control words, bytes of text (RTF 1.9.1 "RTF Syntax")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import Final, NamedTuple

_PARAMETER_MOST: Final = 2**31
_SIGN: Final = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<parameter>-?\d{1,10})?\d* ?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<symbol>[^a-zA-Z])"
    rb"|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|[\r\n]+|\\",
    re.DOTALL,
)


class Sign(Enum):
    """Kinds of signs."""

    OPEN = auto()
    CLOSE = auto()
    WORD = auto()
    SYMBOL = auto()
    HEX = auto()
    TEXT = auto()
    BINARY = auto()


class Token(NamedTuple):
    """A sign: a word with its parameter (None where it has none), or bytes."""

    kind: Sign
    word: str = ""
    parameter: int | None = None
    data: bytes = b""


_OPEN: Final = Token(Sign.OPEN)
_CLOSE: Final = Token(Sign.CLOSE)


def tokens(data: bytes) -> Iterator[Token]:
    """The signs of a file, in order.

    Args:
        data: the whole file.
    """
    at, end = 0, len(data)
    while at < end:
        match = _SIGN.match(data, at)
        if match is None:
            at += 1
            continue
        at = match.end()
        kind = match.lastgroup
        if kind == "text":
            yield Token(Sign.TEXT, data=match["text"])
        elif kind == "hex":
            yield Token(Sign.HEX, data=bytes.fromhex(match["hex"].decode("ascii")))
        elif kind == "brace":
            yield _OPEN if match["brace"] == b"{" else _CLOSE
        elif kind == "symbol":
            yield Token(Sign.SYMBOL, match["symbol"].decode("latin-1"))
        elif match["word"]:
            token = _word(match)
            if token.word == "bin":
                length = max(0, min(token.parameter or 0, end - at))
                yield Token(Sign.BINARY, data=data[at : at + length])
                at += length
            else:
                yield token


def _word(match: re.Match[bytes]) -> Token:
    parameter = match["parameter"]
    value = int(parameter) if parameter else None
    if value is not None and abs(value) > _PARAMETER_MOST:
        value = 0
    return Token(Sign.WORD, match["word"].decode("ascii"), value)
