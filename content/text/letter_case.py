"""Titles and names as people type them: all in capitals, all in small letters, without marks."""

from __future__ import annotations

import re
from typing import Final

from content.text.guess import is_syllable
from content.text.normalise import normalise

_WORD = re.compile(r"[^\W\d_]+")
_CAPITALS_MIN: Final = 4
"""Letters below which capitals are an abbreviation: "SOS", "Cụ Hồ"."""
_NAME_GAP = re.compile(r"[ -]")
_NAME_WORDS: Final = range(2, 7)


def is_in_capitals(text: str) -> bool:
    """Whether a title is written in capitals alone.

    Args:
        text: a title; one of fewer than four letters is an abbreviation.
    """
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) >= _CAPITALS_MIN and all(sign.isupper() for sign in letters)


def is_without_marks(text: str) -> bool:
    """Whether a Vietnamese title has lost its marks: several words, all of the form of syllables, none with a mark.

    Args:
        text: a title. A foreign one ("Robinson Crusoe") has words that are no syllables.
    """
    words = _WORD.findall(normalise(text).lower())
    return len(words) > 1 and all(word.isascii() and is_syllable(word) for word in words)


def as_a_name(text: str) -> str:
    """A person's name with its capitals: "VŨ TRỌNG PHỤNG" and "vũ trọng phụng" become "Vũ Trọng Phụng".

    Only a Vietnamese name is changed, and only where all of its letters are of one case: every word must have the form
    of a syllable, so that "UNESCO", "e.e. cummings" and "VICTOR HUGO" stay as they are given.

    Args:
        text: a name as it is given.
    """
    small = " ".join(normalise(text).lower().split())
    words = _NAME_GAP.split(small)
    if len(words) not in _NAME_WORDS or not (text.isupper() or text.islower()) or not all(map(is_syllable, words)):
        return text
    return _WORD.sub(lambda word: word[0].capitalize(), small)
