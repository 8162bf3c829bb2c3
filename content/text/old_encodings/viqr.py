"""VIQR: Vietnamese with signs of ASCII behind the letters (RFC 1456 §5 and §6).

By the standard a sign that is meant as itself has a stroke before it. Hardly anybody wrote that at the end of a
sentence, so there the syllables that exist decide whether a stop or a question mark is a tone.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from content.text.old_encodings.syllables import exists

_TONES: Final = {"'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_SHAPES: Final = {"^": "\u0302", "(": "\u0306", "+": "\u031b"}
_SIGNS: Final = {mark: sign for sign, mark in (_TONES | _SHAPES).items()}
_BEARS: Final = {"^": "aeoAEO", "(": "aA", "+": "ouOU"}
_LETTER = re.compile(r"\\(.)|([dD])([dD])|([aeiouyAEIOUY])([(^+]?)(['`?~.]?)")
_ENDS: Final = frozenset(".?")
_WORD_BEFORE = re.compile(r"[^\W\d_]*$")
_AFTER = re.compile(r"[\"')\]]*(?:\s*$|\s+[A-Z\"'(])")
"""What stands behind the end of a sentence."""


def decoded_viqr(text: str) -> str:
    """VIQR as Unicode."""
    found: list[str] = []
    position = 0
    for match in _LETTER.finditer(text):
        found.append(text[position : match.start()])
        position = match.end()
        if match[1] is not None:
            found.append(match[1] if match[1] in _TONES or match[1] in _SHAPES or match[1] in "\\dD" else match[0])
        elif match[2] is not None:
            found.append("Đ" if match[2] == "D" else "đ")
        else:
            found.append(_vowel(match, text, "".join(found[-8:])))
    return unicodedata.normalize("NFC", "".join([*found, text[position:]]))


def _vowel(match: re.Match[str], text: str, before: str) -> str:
    letter, shape, tone = match[4], match[5], match[6]
    if shape and letter not in _BEARS[shape]:
        return match[0]
    shaped = letter + _SHAPES.get(shape, "")
    toned = shaped + _TONES.get(tone, "")
    if tone in _ENDS and not text[match.end() :][:1].isalpha():
        word = _WORD_BEFORE.search(unicodedata.normalize("NFC", before))
        head = word[0] if word else ""
        if not exists(head + toned) or (exists(head + shaped) and _AFTER.match(text, match.end())):
            return shaped + tone
    return toned


def encoded_viqr(text: str) -> str:
    """Unicode as VIQR; signs that would be read as marks have a stroke before them."""
    found: list[str] = []
    bears = False
    for sign in unicodedata.normalize("NFC", text):
        if sign in "đĐ":
            found.append("dd" if sign == "đ" else "DD")
            bears = False
            continue
        letter, *marks = list(unicodedata.normalize("NFD", sign))
        if marks and all(mark in _SIGNS for mark in marks):
            found += [letter, *sorted((_SIGNS[mark] for mark in marks), key=lambda one: one in _TONES)]
            bears = True
            continue
        is_sign = sign in _TONES or sign in _SHAPES
        found.append(f"\\{sign}" if sign == "\\" or (is_sign and bears) or _doubles(sign, found) else sign)
        bears = sign in "aeiouyAEIOUY" or (is_sign and bears)
    return "".join(found)


def _doubles(sign: str, before: list[str]) -> bool:
    """Whether a d behind another would become đ."""
    return sign in "dD" and bool(before) and before[-1][-1:] in {"d", "D"} and before[-1] not in {"dd", "DD"}
