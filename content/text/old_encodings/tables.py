"""Which letter each code of an old encoding is. Codes are those of a byte; all encodings keep ASCII as it is."""

from __future__ import annotations

import unicodedata
from typing import Final

TONES: Final = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
"""No tone, huyền, hỏi, ngã, sắc, nặng: as combining marks."""


def _toned(vowels: str) -> list[str]:
    """Each vowel with the five tones: huyền, hỏi, ngã, sắc, nặng."""
    return [unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in TONES[1:]]


def _tcvn3() -> dict[int, str]:
    """TCVN 5712:1993, VN3, known as ABC: small letters with tones, large ones without.

    Capitals with tones are letters followed by a combining tone (0xB0 to 0xB4), or small letters in a font that draws
    capitals.
    """
    table = dict(zip(range(0xA1, 0xAF), "ĂÂÊÔƠƯĐăâêôơưđ", strict=True))
    table |= dict(zip(range(0xB0, 0xB5), "\u0300\u0309\u0303\u0301\u0323", strict=True))
    codes = (
        *(0xB5, 0xB6, 0xB7, 0xB8, 0xB9),  # a
        *(0xBB, 0xBC, 0xBD, 0xBE, 0xC6),  # ă
        *(0xC7, 0xC8, 0xC9, 0xCA, 0xCB),  # â
        *(0xCC, 0xCE, 0xCF, 0xD0, 0xD1),  # e
        *(0xD2, 0xD3, 0xD4, 0xD5, 0xD6),  # ê
        *(0xD7, 0xD8, 0xDC, 0xDD, 0xDE),  # i
        *(0xDF, 0xE1, 0xE2, 0xE3, 0xE4),  # o
        *(0xE5, 0xE6, 0xE7, 0xE8, 0xE9),  # ô
        *(0xEA, 0xEB, 0xEC, 0xED, 0xEE),  # ơ
        *(0xEF, 0xF1, 0xF2, 0xF3, 0xF4),  # u
        *(0xF5, 0xF6, 0xF7, 0xF8, 0xF9),  # ư
        *(0xFA, 0xFB, 0xFC, 0xFD, 0xFE),  # y
    )
    return table | dict(zip(codes, _toned("aăâeêioôơuưy"), strict=True))


TCVN3: Final = _tcvn3()

_VNI_TONES: Final = {0xF8: "\u0300", 0xFB: "\u0309", 0xF5: "\u0303", 0xF9: "\u0301", 0xEF: "\u0323"}
_VNI_CIRCUMFLEX: Final = {0xE2: "", 0xE0: "\u0300", 0xE5: "\u0309", 0xE3: "\u0303", 0xE1: "\u0301", 0xE4: "\u0323"}
_VNI_BREVE: Final = {0xEA: "", 0xE8: "\u0300", 0xFA: "\u0309", 0xFC: "\u0303", 0xE9: "\u0301", 0xEB: "\u0323"}
_VNI_SINGLE: Final = {
    0xF1: "đ",
    0xF4: "ơ",
    0xF6: "ư",
    0xEE: "ỵ",
    0xEC: "ì",
    0xE6: "ỉ",
    0xF3: "ĩ",
    0xED: "í",
    0xF2: "ị",
}


def _vni() -> dict[tuple[str, int], str]:
    """VNI for Windows: a letter and a code behind it that adds its marks.

    Returns:
        For a letter (after `_VNI_SINGLE`) and the code behind it, both in small letters, the letter with marks.
    """
    table = {(vowel, code): vowel + tone for vowel in "aeouyơư" for code, tone in _VNI_TONES.items()}
    table |= {(vowel, code): vowel + "\u0302" + tone for vowel in "aeo" for code, tone in _VNI_CIRCUMFLEX.items()}
    table |= {("a", code): "a\u0306" + tone for code, tone in _VNI_BREVE.items()}
    return {pair: unicodedata.normalize("NFC", letter) for pair, letter in table.items()}


VNI_PAIRS: Final = _vni()
VNI_SINGLE: Final = _VNI_SINGLE

_VISCII_LOW: Final = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
_VISCII_HIGH: Final = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ"
    "ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    "Õắằặấầẩậẽẹếềểễệố"
    "ồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ"
    "ĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉ"
    "đựòóôõỏọụùúũủýợỮ"
)
"""0x80 to 0xFF (RFC 1456 §4)."""
VISCII: Final = _VISCII_LOW | dict(zip(range(0x80, 0x100), _VISCII_HIGH, strict=True))
