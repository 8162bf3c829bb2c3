"""Kinds of characters that several modules ask about, as pieces of regular expressions."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

# Thai and Lao, Myanmar, Khmer, Tai Viet: words need not be set apart by spaces, lines break where U+200B stands.
BREAKS_WITHOUT_SPACE: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\uaa80-\uaadf"
UNSPACED: Final = BREAKS_WITHOUT_SPACE + "\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
"""Scripts in which a word may stand inside a longer run of letters: those, kana and Han."""

BIDI_CONTROLS: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Unicode's Bidi_Control (UAX #9): they turn the text around them, and with it the page."""

_LAST_OF_PLANE_0 = 0xFFFF
_LAST_WITH_MARKS = 0x1EFFF


@cache
def mark() -> str:
    """A regular expression for one mark, which belongs to the letter before it.

    Python's own class of word characters leaves marks out, and would cut Tai Viet, Lao and Thai words at every vowel.
    Those beyond U+FFFF (the Hmong scripts are there) stand apart, because a set that holds both is searched one by one.
    """
    return f"(?:[{_marks(0x0300, _LAST_OF_PLANE_0)}]|(?![\\0-\uffff])[{_marks(0x10000, _LAST_WITH_MARKS)}])"


@cache
def mark_or_rare() -> str:
    """A regular expression for one mark or any character beyond U+FFFF: quick to tell that a text has neither."""
    return f"[{_marks(0x0300, _LAST_OF_PLANE_0)}\U00010000-\U0010ffff]"


def _marks(first: int, last: int) -> str:
    return "".join(filter(is_mark, map(chr, range(first, last + 1))))


def is_mark(character: str) -> bool:
    """Whether a character belongs to the letter before it."""
    return unicodedata.category(character)[0] == "M"
