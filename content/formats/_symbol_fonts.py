"""Letters that a font of signs draws as something else: Symbol, Wingdings, Webdings, as signs of Unicode.

Word stores such a sign by its place in the font, as U+F000 to U+F0FF (ECMA-376 part 1 §17.3.3.30) or as the plain
letter at that place. The tables hold the signs that papers use; what they do not hold is a bullet, as it is
drawn most often.
"""

from __future__ import annotations

import re
from typing import Final

_SYMBOL: Final = dict(
    zip(
        map(ord, "ABCDEFGHIKLMNOPQRSTUWXYZabcdefghijklmnopqrstuvwxyz"),
        "ΑΒΧΔΕΦΓΗΙΚΛΜΝΟΠΘΡΣΤΥΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
) | {
    0x22: "∀", 0x24: "∃", 0x27: "∍", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x4A: "ϑ", 0x56: "ς", 0x5C: "∴", 0x5E: "⊥",
    0x60: "‾", 0x7E: "∼", 0xA1: "ϒ", 0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xA6: "ƒ", 0xA7: "♣", 0xA8: "♦",
    0xA9: "♥", 0xAA: "♠", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
    0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡",
    0xBB: "≈", 0xBC: "…", 0xBD: "|", 0xBE: "—", 0xBF: "↵", 0xC0: "ℵ", 0xC1: "ℑ", 0xC2: "ℜ", 0xC3: "℘",
    0xC4: "⊗", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xC9: "⊃", 0xCA: "⊇", 0xCB: "⊄", 0xCC: "⊂",
    0xCD: "⊆", 0xCE: "∈", 0xCF: "∉", 0xD0: "∠", 0xD1: "∇", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD5: "∏",
    0xD6: "√", 0xD7: "⋅", 0xD8: "¬", 0xD9: "∧", 0xDA: "∨", 0xDB: "⇔", 0xDC: "⇐", 0xDD: "⇑", 0xDE: "⇒",
    0xDF: "⇓", 0xE0: "◊", 0xE1: "〈", 0xE2: "®", 0xE3: "©", 0xE4: "™", 0xE5: "∑", 0xE6: "(", 0xE8: "(",
    0xE9: "[", 0xEB: "[", 0xEC: "{", 0xED: "{", 0xEE: "{", 0xF1: "〉", 0xF2: "∫", 0xF6: ")", 0xF8: ")",
    0xF9: "]", 0xFB: "]", 0xFC: "}", 0xFD: "}", 0xFE: "}",
}  # fmt: skip
"""Font Symbol (Adobe Symbol encoding); figures and points stand where ASCII has them."""
_WINGDINGS: Final = {
    0x21: "✏", 0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x36: "⌛", 0x3F: "✍", 0x41: "✌", 0x45: "☜", 0x46: "☞",
    0x47: "☝", 0x48: "☟", 0x4A: "☺", 0x4C: "☹", 0x52: "☼", 0x59: "✡", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□",
    0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9F: "•", 0xA1: "○",
    0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔",
    0xEF: "⇦", 0xF0: "⇨", 0xF3: "⬄", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    0x80: "⓪", 0x8B: "⓿",
    **{0x81 + n: chr(0x2460 + n) for n in range(10)}, **{0x8C + n: chr(0x2776 + n) for n in range(10)},
}  # fmt: skip
"""Fonts Wingdings and its like."""
_WINGDINGS_2: Final = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x96: "•"}
_WEBDINGS: Final = {0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗", 0x34: "▸", 0x33: "◂"}
_MONOTYPE_SORTS: Final = {0x33: "✓", 0x34: "✔", 0x36: "✖", 0x6E: "■", 0x6F: "❏", 0x75: "◆", 0x76: "❖"}
_FONTS: Final = (
    (re.compile(r"^(?:symbol|standard symbols)", re.IGNORECASE), _SYMBOL),
    (re.compile(r"^wingdings\s*[23]", re.IGNORECASE), _WINGDINGS_2),
    (re.compile(r"^wingdings", re.IGNORECASE), _WINGDINGS),
    (re.compile(r"^webdings", re.IGNORECASE), _WEBDINGS),
    (re.compile(r"^(?:monotype sorts|zapf ?dingbats)", re.IGNORECASE), _MONOTYPE_SORTS),
)
_PLACED: Final = re.compile("[\uf020-\uf0ff]")
_BULLET: Final = "•"


def is_symbol_font(font: str) -> bool:
    """Whether a font draws signs for letters.

    Args:
        font: its name.
    """
    return _table(font) is not None


def symbols(text: str, font: str) -> str:
    """Text in a font of signs as what is seen; text in other fonts as it is, but for signs stored by their place.

    Args:
        text: as the file has it, signs as U+F0xx or as the letters at their places.
        font: its name, "" where it has none.
    """
    table = _table(font)
    if table is None:
        return _PLACED.sub(lambda match: _sign(ord(match[0]) - 0xF000, _WINGDINGS | _SYMBOL), text)
    return "".join(_sign(ord(one) - 0xF000 if "\uf000" <= one <= "\uf0ff" else ord(one), table) for one in text)


def _table(font: str) -> dict[int, str] | None:
    return next((table for pattern, table in _FONTS if pattern.match(font)), None) if font else None


def _sign(place: int, table: dict[int, str]) -> str:
    if place in table:
        return table[place]
    if table is _SYMBOL and 0x20 <= place < 0x7F:
        return chr(place)
    return chr(place) if place <= 0x20 or place > 0xFF else _BULLET
