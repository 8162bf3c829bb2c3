"""Turning old encodings into Unicode and back."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from content.text.old_encodings.fonts import OldEncoding
from content.text.old_encodings.tables import TCVN3, TONES, VISCII, VNI_PAIRS, VNI_SINGLE
from content.text.old_encodings.viqr import decoded_viqr, encoded_viqr

_HIGH: Final = range(0x80, 0x100)
_SYMBOLS: Final = 0xF000
"""Where Windows puts the codes of symbol fonts."""


def _codes() -> dict[int, int]:
    """The byte that stood where a program saw a letter of Windows-1252 or Windows-1258, or a code of a symbol font."""
    seen = {code: code for code in _HIGH}
    for encoding in ("cp1258", "cp1252"):
        for code in _HIGH:
            letter = bytes([code]).decode(encoding, "ignore")
            if letter and ord(letter) > 0xFF:
                seen[ord(letter)] = code
    return seen | {_SYMBOLS + code: code for code in range(0x20, 0x100)}


_CODES: Final = _codes()
_VNI_BACK: Final = {letter: pair for pair, letter in VNI_PAIRS.items()}
_VNI_SINGLE_BACK: Final = {letter: code for code, letter in VNI_SINGLE.items()}
_TCVN3_BACK: Final = {letter: code for code, letter in TCVN3.items()}
_VISCII_BACK: Final = {letter: code for code, letter in VISCII.items()}
_DOUBLE: Final = re.compile("[\u00c2-\u00f4\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0][^\x00-\x7f]+")


def decode(data: bytes, encoding: OldEncoding) -> str:
    """The text of bytes in an old encoding, in NFC; codes that it has no letter for are read as Windows-1252.

    Args:
        data: as it was stored.
    """
    if encoding is OldEncoding.WINDOWS_1258:
        return unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    if encoding is OldEncoding.DOUBLE_UTF8:
        return converted(data.decode("utf-8", "replace"), encoding)
    return converted(as_windows(data), encoding)


def as_windows(data: bytes) -> str:
    """Bytes as a program shows them that takes them for Windows-1252; codes that it has not are control characters."""
    return "".join(map(_seen, data))


def _seen(code: int) -> str:
    return bytes([code]).decode("cp1252", "ignore") or chr(code)


def converted(text: str, encoding: OldEncoding, *, capitals: bool = False) -> str:
    """Text as a program shows it that does not know the encoding, as Unicode in NFC.

    Args:
        text: bytes of the old encoding, taken for Windows-1252 or Windows-1258 or as codes of a symbol font. A letter
            that comes from nowhere among them stays.
        capitals: the font draws capitals for small letters.
    """
    if encoding is OldEncoding.VIQR:
        found = decoded_viqr(text)
    elif encoding is OldEncoding.DOUBLE_UTF8:
        found = _DOUBLE.sub(_undoubled, text)
    elif encoding is OldEncoding.WINDOWS_1258:
        found = "".join(_as_1258(letter) for letter in text)
    elif encoding is OldEncoding.VNI:
        found = _vni(text)
    else:
        table = TCVN3 if encoding is OldEncoding.TCVN3 else VISCII
        found = "".join(_by_table(letter, table) for letter in text)
    found = unicodedata.normalize("NFC", found)
    return found.upper() if capitals else found


def encode(text: str, encoding: OldEncoding) -> bytes:
    """A text in an old encoding.

    Raises:
        UnicodeEncodeError: it has a letter that the encoding has not.
    """
    text = unicodedata.normalize("NFC", text)
    if encoding is OldEncoding.VIQR:
        return encoded_viqr(text).encode("ascii")
    if encoding is OldEncoding.DOUBLE_UTF8:
        return "".join(map(_seen, text.encode("utf-8"))).encode("utf-8")
    found = bytearray()
    for position, letter in enumerate(text):
        codes = _code_of(letter, encoding)
        if codes is None:
            raise UnicodeEncodeError(str(encoding), text, position, position + 1, "no such letter")
        found += codes
    return bytes(found)


def _by_table(letter: str, table: dict[int, str]) -> str:
    number = ord(letter)
    if number < 0x20:
        return table.get(number, letter)
    code = _CODES.get(number)
    if code is None:
        return letter
    return table.get(code) or (chr(code) if number >= _SYMBOLS and code < 0x80 else letter)


def _vni(text: str) -> str:
    found: list[str] = []
    for letter in text:
        code = _CODES.get(ord(letter))
        if code is None:
            found.append(letter)
            continue
        small = code | 0x20 if 0xC0 <= code < 0xE0 else code
        before = found[-1] if found else ""
        pair = VNI_PAIRS.get((before.lower(), small))
        if pair is not None:
            found[-1] = pair.upper() if before.isupper() else pair
        elif small in VNI_SINGLE:
            single = VNI_SINGLE[small]
            found.append(single.upper() if small != code else single)
        else:
            found.append(chr(code) if ord(letter) >= _SYMBOLS and code < 0x80 else letter)
    return "".join(found)


def _as_1258(letter: str) -> str:
    code = _CODES.get(ord(letter))
    if code is None or unicodedata.combining(letter):
        return letter
    return bytes([code]).decode("cp1258", "ignore") or letter


def _undoubled(match: re.Match[str]) -> str:
    """Letters that were UTF-8 and were taken for Windows-1252, once more as UTF-8; what is not, stays."""
    data = bytearray()
    for letter in match[0]:
        code = _CODES.get(ord(letter))
        if code is None:
            return match[0]
        data.append(code)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _code_of(letter: str, encoding: OldEncoding) -> bytes | None:
    """The bytes of one letter, None where the encoding has none."""
    if letter.isascii():
        return letter.encode("ascii")
    if encoding is OldEncoding.WINDOWS_1258:
        return _code_in_1258(letter)
    if encoding is OldEncoding.VNI:
        found = _code_in_vni(letter)
    else:
        back = _TCVN3_BACK if encoding is OldEncoding.TCVN3 else _VISCII_BACK
        found = bytes([back[letter]]) if letter in back else _capital_in_tcvn3(letter, encoding)
    return found if found is not None else _punctuation(letter)


def _code_in_vni(letter: str) -> bytes | None:
    small = letter.lower()
    if small in _VNI_SINGLE_BACK:
        code = _VNI_SINGLE_BACK[small]
        return bytes([code if small == letter else code & ~0x20])
    if small not in _VNI_BACK:
        return None
    base, code = _VNI_BACK[small]
    code = code if small == letter else code & ~0x20
    first = _VNI_SINGLE_BACK.get(base, ord(base) if base.isascii() else 0)
    return bytes([first if small == letter else first & ~0x20, code])


def _capital_in_tcvn3(letter: str, encoding: OldEncoding) -> bytes | None:
    """A capital with a tone, as the letter and a tone behind it."""
    if encoding is not OldEncoding.TCVN3:
        return None
    signs = unicodedata.normalize("NFD", letter)
    tone = next((sign for sign in signs if sign in TONES[1:]), "")
    base = unicodedata.normalize("NFC", "".join(sign for sign in signs if sign != tone))
    first = base.encode() if base.isascii() else bytes([_TCVN3_BACK[base]]) if base in _TCVN3_BACK else b""
    return first + bytes([_TCVN3_BACK[tone]]) if tone and len(base) == 1 and first else None


def _code_in_1258(letter: str) -> bytes | None:
    """A letter of Windows-1258, which writes most tones as signs of their own."""
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        signs = unicodedata.normalize("NFD", letter)
    tone = next((sign for sign in signs if sign in TONES[1:]), "")
    base = unicodedata.normalize("NFC", "".join(sign for sign in signs if sign != tone))
    try:
        return (base + tone).encode("cp1258") if tone else None
    except UnicodeEncodeError:
        return None


def _punctuation(letter: str) -> bytes | None:
    """Quotes and dashes as Windows-1252 has them; a letter never, for its code is another letter here."""
    try:
        code = letter.encode("cp1252")
    except UnicodeEncodeError:
        return None
    return code if not letter.isalpha() and code[0] < 0xA0 else None
