"""Sort keys in the order of Vietnamese dictionaries (CLDR, locale vi), as bytes that SQLite and Python compare alike.

Letters first: a ă â b c d đ e ê … o ô ơ … u ư … z, over the whole text; among equals the tones ngang, huyền, hỏi, ngã,
sắc, nặng; among equals small letters before capitals. That is the order of the Unicode Collation Algorithm (UTS #10)
with CLDR's tailoring for Vietnamese: `&̀<<̉<<̃<<́<<̣ &a<ă<â &d<đ &e<ê &o<ô<ơ &u<ư`. Tai Viet follows the Latin letters,
with the vowels that are written before their consonant sorted after it (Logical_Order_Exception).

Where a librarian's order differs from CLDR's, the librarian's is taken:
- numbers by their value ("Tập 2" before "Tập 10"), "1.000" being a thousand;
- punctuation does not count (“Tắt đèn” stands under T), hyphens, dashes and slashes count as spaces;
- "hoà" and "hòa" are one word.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from content.text.normalise import normalise, old_style_tones

SORTED_LENGTH: Final = 250
"""Characters of a text that its sort key takes into account."""

# Bytes of the first level. None is 0, which ends a level and so is less than everything; letters of other scripts are
# their UTF-8 bytes, all of them greater than these.
_SPACE: Final = b"\x02"
_SYMBOL: Final = b"\x04"
_NUMBER: Final = b"\x06"
_FIRST_LETTER: Final = 0x20
_LETTERS: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER: Final = {letter: bytes([_FIRST_LETTER + place]) for place, letter in enumerate(_LETTERS)}
_LEVEL_END: Final = b"\x00"

# Bytes of the second level: the five marked tones, then marks of other languages.
_PLAIN: Final = 0x10
_TONE: Final = {"\u0300": 0x11, "\u0309": 0x12, "\u0303": 0x13, "\u0301": 0x14, "\u0323": 0x15}
_FOREIGN_MARK: Final = 0x16
# Tai Viet mai ek and mai tho set words apart only where their letters are equal, as tones do.
_TAI_VIET_TONE: Final = {"\uaabf": 0x11, "\uaac1": 0x12}
# Bytes of the third level.
_SMALL: Final = 0x10
_CAPITAL: Final = 0x11

_MAKES_LETTER: Final = {
    ("a", "\u0306"): "ă",
    ("a", "\u0302"): "â",
    ("e", "\u0302"): "ê",
    ("o", "\u0302"): "ô",
    ("o", "\u031b"): "ơ",
    ("u", "\u031b"): "ư",
}
_SPELLED: Final = {"æ": "ae", "œ": "oe", "ß": "ss", "ø": "o", "ł": "l", "ı": "i", "ĳ": "ij"}

_THOUSANDS = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{3})+)(?![\d.])")
_HYPHENS = re.compile(r"[-‐‑‒–—―/\\_\s]+")
# The five Tai Viet vowels with Logical_Order_Exception, and the consonant after them.
_LEFT_VOWEL = re.compile("([\uaab5\uaab6\uaab9\uaabb\uaabc])([\uaa80-\uaaaf])")
_MARKS: Final = "\u0300-\u036f"
_PART = re.compile(f"(\\d+)|(.[{_MARKS}]*)")
# Categories that do not count: every punctuation mark, free-standing accents, invisible format characters.
_NOT_COUNTED: Final = {"Sk", "Cf"}


def sort_key(text: str) -> bytes:
    """The key by which a title or a name is sorted.

    Args:
        text: any text; only its first `SORTED_LENGTH` characters count.

    Returns:
        Bytes whose plain order is the order of the texts, in Python and as a BLOB in SQLite. Texts that differ in
        nothing that counts have the same key.
    """
    levels = (bytearray(), bytearray(), bytearray())
    for number, cluster in _PART.findall(_prepared(text)):
        if number:
            _add_number(number, levels)
        elif cluster[0] in _TAI_VIET_TONE:
            levels[1].append(_TAI_VIET_TONE[cluster[0]])
        else:
            _add_letter(cluster, levels)
    letters, tones, cases = levels
    return bytes(
        letters + _LEVEL_END + tones.rstrip(bytes([_PLAIN])) + _LEVEL_END + cases.rstrip(bytes([_SMALL])),
    )


def _prepared(text: str) -> str:
    """The text with one spelling for what sorts alike, and without what does not count."""
    text = old_style_tones(normalise(text[:SORTED_LENGTH]))
    text = _THOUSANDS.sub(lambda match: match.group(1).replace(".", ""), text)
    text = _HYPHENS.sub(" ", text)
    if not text.isalnum():
        text = "".join(character for character in text if _counts(character))
    return " ".join(_LEFT_VOWEL.sub(r"\2\1", text).split())


def _counts(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] != "P" and category not in _NOT_COUNTED


def _add_number(digits: str, levels: tuple[bytearray, bytearray, bytearray]) -> None:
    """Add a run of digits: the longer number is the greater, of equally long ones the digits decide."""
    value = str(int(digits)).encode("ascii")
    levels[0].extend(_NUMBER + bytes([len(value)]) + value)
    levels[1].append(_PLAIN)
    levels[2].append(_SMALL)


def _add_letter(cluster: str, levels: tuple[bytearray, bytearray, bytearray]) -> None:
    """Add one character with the loose marks that follow it."""
    small = cluster.lower()
    case = _SMALL if small == cluster else _CAPITAL
    taken_apart = unicodedata.normalize("NFD", small)
    base, marks = taken_apart[0], taken_apart[1:]
    for spelled in _SPELLED.get(base, base):
        letter = spelled
        rest = []
        for mark in marks:
            made = _MAKES_LETTER.get((letter, mark))
            if made:
                letter = made
            else:
                rest.append(mark)
        levels[0].extend(_LETTER.get(letter) or _other(small))
        levels[1].append(_PLAIN)
        levels[1].extend(_TONE.get(mark, _FOREIGN_MARK) for mark in rest if letter in _LETTER)
        levels[2].append(case)


def _other(character: str) -> bytes:
    """The first-level bytes of what is no Latin letter: spaces, symbols, then other scripts by code point."""
    if character == " ":
        return _SPACE
    encoded = unicodedata.normalize("NFC", character).encode()
    return _SYMBOL + encoded if unicodedata.category(character[0])[0] == "S" else encoded
