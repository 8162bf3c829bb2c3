"""Numbers as word processors draw them before paragraphs: figures, letters, Roman numbers, words."""

from __future__ import annotations

from typing import Final

_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_ROMAN_MOST: Final = 4_999
_LETTERS_MOST: Final = 26 * 50
_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_NUMBER_MOST: Final = 10**9


def decimal(value: int) -> str:
    """In figures, within bounds."""
    return str(max(-_NUMBER_MOST, min(value, _NUMBER_MOST)))


def roman(value: int) -> str:
    """In small Roman numbers; figures where there is none."""
    if not 0 < value <= _ROMAN_MOST:
        return decimal(value)
    written = ""
    for amount, sign in _ROMAN:
        written += sign * (value // amount)
        value %= amount
    return written


def letters(value: int) -> str:
    """In small letters as Word and LibreOffice count on: a … z, aa, bb … (ECMA-376 part 1 §17.18.59 lowerLetter)."""
    if not 0 < value <= _LETTERS_MOST:
        return decimal(value)
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def letters_as_digits(value: int) -> str:
    """In small letters as columns of a sheet: a … z, aa, ab … (ODF 1.3 part 3 §19.517 letter-sync off)."""
    if not 0 < value <= _NUMBER_MOST:
        return decimal(value)
    written = ""
    while value:
        value, rest = divmod(value - 1, 26)
        written = chr(ord("a") + rest) + written
    return written


def ordinal(value: int) -> str:
    """English ordinals: 1st, 2nd, 3rd, 11th."""
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{decimal(value)}{ending}"


def vietnamese(value: int) -> str:
    """In Vietnamese words, to ninety-nine (ECMA-376 part 1 §17.18.59 vietnameseCounting)."""
    if not 0 <= value < 100:
        return decimal(value)
    tens, ones = divmod(value, 10)
    if not tens:
        return _DIGITS[ones]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if not ones:
        return head
    last = {1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(ones, _DIGITS[ones])
    return f"{head} {last}"
