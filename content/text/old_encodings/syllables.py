"""Which syllables of Vietnamese exist."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+")


@cache
def _known() -> frozenset[str]:
    lines = Path(__file__).with_name("syllables.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def exists(syllable: str) -> bool:
    """Whether a syllable exists, in whatever case and form; one of ASCII alone is taken to exist.

    Both places of the tone are right: hoà, hòa.
    """
    plain = unicodedata.normalize("NFC", syllable).lower()
    return plain.isascii() or plain in _known() or _other_place(plain) in _known()


def _other_place(syllable: str) -> str:
    """The syllable with its tone on the other of two last vowels: hòa for hoà, hoà for hòa."""
    if len(syllable) < 2:
        return syllable
    head, tail = syllable[:-2], [*unicodedata.normalize("NFD", syllable[-2:])]
    tones = [sign for sign in tail if sign in "\u0300\u0301\u0303\u0309\u0323"]
    if len(tones) != 1:
        return syllable
    plain = [sign for sign in tail if sign != tones[0]]
    if "".join(plain) not in {"oa", "oe", "uy"}:
        return syllable
    moved = [plain[0], tones[0], plain[1]] if tail[-1] == tones[0] else [plain[0], plain[1], tones[0]]
    return head + unicodedata.normalize("NFC", "".join(moved))


def words_of(text: str) -> list[str]:
    """The runs of letters of a text."""
    return _WORD.findall(unicodedata.normalize("NFC", text))
