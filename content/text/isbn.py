"""International standard book numbers (ISO 2108), of ten digits and of thirteen."""

from __future__ import annotations

import re
from typing import Final

_LONG = re.compile(r"97[89]\d{10}")
_SHORT = re.compile(r"\d{9}[\dX]")
_BETWEEN = re.compile(r"[\s\u2010-\u2015-]+")
_LAST: Final = "0123456789X"
_OLD_PREFIX: Final = "978"
"""Numbers of ten digits are those of thirteen that begin so."""


def bare_isbn(text: str) -> str:
    """A number without its hyphens and blanks, its last sign a capital; whether it is one is not asked."""
    return _BETWEEN.sub("", text).upper()


def is_isbn(text: str) -> bool:
    """Whether ten or thirteen signs are an ISBN with the right check digit (ISO 2108:2017, annex C).

    Args:
        text: as `bare_isbn` gives it.
    """
    if _LONG.fullmatch(text):
        return text == _long(text[:-1])
    return bool(_SHORT.fullmatch(text)) and text == _short(text[:-1])


def isbn_forms(text: str) -> tuple[str, ...]:
    """The ways in which one number is written, bare: as it stands, and with as many digits as the other form has.

    Args:
        text: with or without hyphens; its check digit may be wrong.
    """
    bare = bare_isbn(text)
    if _SHORT.fullmatch(bare):
        return bare, _long(_OLD_PREFIX + bare[:-1])
    if _LONG.fullmatch(bare) and bare.startswith(_OLD_PREFIX):
        return bare, _short(bare[len(_OLD_PREFIX) : -1])
    return (bare,)


def _long(digits: str) -> str:
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


def _short(digits: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True))
    return f"{digits}{_LAST[-total % 11]}"
