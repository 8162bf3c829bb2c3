"""Fonts of an RTF file, and the code page in which the bytes under each are read (RTF 1.9.1, "Font Table")."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from content.text.old_encodings import as_windows, legacy_font

_CHARSETS: Final = {
    77: "mac-roman",
    78: "cp932",
    79: "cp949",
    80: "gbk",
    81: "cp950",
    83: "mac-greek",
    84: "mac-turkish",
    89: "mac-cyrillic",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
_PAGES: Final = {
    936: "gbk",
    10000: "mac-roman",
    10007: "mac-cyrillic",
    54936: "gb18030",
    65001: "utf-8",
    1361: "johab",
    10001: "cp932",
    10002: "cp950",
    10003: "cp949",
    10006: "mac-greek",
    10008: "gbk",
    20127: "cp1252",
}
WESTERN: Final = "cp1252"
_ANSI, _BY_DEFAULT, _SIGNS = 0, 1, 2
_PLACED: Final = range(0xF020, 0xF100)


def code_page(number: int) -> str:
    r"""The codec of a Windows code page, that of western text for one that there is none for.

    Args:
        number: of `\ansicpg` or `\cpg`; 0 is none.
    """
    for name in (_PAGES.get(number, ""), f"cp{number}"):
        if name and _is_codec(name):
            return name
    return WESTERN


@dataclass(frozen=True, slots=True)
class Font:
    """A font.

    Attributes:
        charset: as Windows counts them, None where it is not told. page: its code page, 0 where it is not told.
    """

    name: str = ""
    charset: int | None = None
    page: int = 0

    def codec(self, usual: str) -> str:
        """The codec of bytes in this font.

        Args:
            usual: of the file.
        """
        if legacy_font(self.name) is not None:
            # Letters of before Unicode are bytes of the keyboard, whatever charset the font was said to have.
            return WESTERN
        if self.page:
            return code_page(self.page)
        if self.charset in (_ANSI, _SIGNS):
            return WESTERN
        return usual if self.charset is None else _CHARSETS.get(self.charset, usual)

    def read(self, data: bytes, usual: str) -> str:
        """Bytes in this font as text; old letters and signs are still what western text has at their places.

        Args:
            usual: codec of the file.
        """
        codec = self.codec(usual)
        if codec == WESTERN:
            return as_windows(data)
        text = data.decode(codec, "replace")
        return unicodedata.normalize("NFC", text) if codec == "cp1258" else text

    def placed(self, code: int) -> str:
        """A character by its number in Unicode, in the private use for old fonts that were marked as fonts of signs."""
        if code in _PLACED and legacy_font(self.name) is not None:
            return as_windows(bytes([code & 0xFF]))
        return chr(code)


@cache
def _is_codec(name: str) -> bool:
    try:
        b"a".decode(name)
    except (LookupError, UnicodeDecodeError):
        return False
    return True
