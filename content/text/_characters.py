"""Sets of characters that several modules ask about, as they stand inside the brackets of a regular expression."""

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


@cache
def marks() -> str:
    """The marks that belong to the letter before them.

    Python's own class of word characters leaves them out, and would cut Tai Viet, Lao and Thai words at every vowel.
    """
    planes = (chr(code) for code in range(0x0300, 0x1F000))
    return "".join(mark for mark in planes if is_mark(mark))


def is_mark(character: str) -> bool:
    """Whether a character belongs to the letter before it."""
    return unicodedata.category(character)[0] == "M"
