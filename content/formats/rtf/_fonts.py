"""Fonts of an RTF file, and the encodings that their character sets mean (RTF 1.9.1 "Font Table")."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from typing import Final

from content.text.old_encodings import legacy_font

_BY_CHARSET: Final = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_SYMBOL_SET: Final = 2
_USUAL: Final = "cp1252"


@dataclass
class Font:
    """A font: its name, the encoding of its letters, "" where the file's holds."""

    name: str = ""
    codec: str = ""
    is_symbol: bool = False


@dataclass
class FontTable:
    """The fonts of a file by number.

    Attributes:
        codec: of text whose font says nothing. usual: number of the font where none is named.
    """

    fonts: dict[int, Font] = field(default_factory=dict)
    codec: str = _USUAL
    usual: int = 0

    def font(self, number: int | None) -> Font:
        """A font by its number, a nameless one where there is none."""
        return self.fonts.get(self.usual if number is None else number) or Font()

    def decoded(self, data: bytes, font: Font) -> str:
        """Bytes in a font as text; those of fonts of before Unicode as Windows shows them in western letters.

        Args:
            data: as it stands in the file.
        """
        if font.is_symbol:
            return "".join(chr(0xF000 + byte) if byte >= 0x20 else " " for byte in data)
        codec = _USUAL if legacy_font(font.name) else font.codec or self.codec
        return data.decode(codec, "western")


def codec_of_charset(charset: int) -> str:
    """The encoding of a character set, "" where the file's holds (1: the default)."""
    return _BY_CHARSET.get(charset, "")


def codec_of_page(page: int) -> str:
    """The encoding of a code page, "" where none is known here."""
    name = {65001: "utf-8", 10000: "mac_roman", 42: "latin-1"}.get(page, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


def is_symbol_set(charset: int) -> bool:
    """Whether letters of a character set are signs by their places."""
    return charset == _SYMBOL_SET


def _western(error: UnicodeError) -> tuple[str, int]:
    """Bytes that an encoding leaves open, as latin-1 has them: nothing is lost."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("western", _western)
