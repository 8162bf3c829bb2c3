"""Fonts for text whose own are not in the file: those of this machine that have Vietnamese letters.

PDFium brings fonts for "Times New Roman", "Arial" and the like that know no Vietnamese: every letter with two marks
would be missing from the page. So wherever PDFium finds no font of the right name on this machine, one that looks
alike is named to it; fonts-liberation has the same widths, so that lines stay as long as they were.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any, Final

import pypdfium2.raw as pdfium  # type: ignore[import-untyped, unused-ignore]

_SERIF: Final = ("Liberation Serif", "Noto Serif", "DejaVu Serif")
_SANS: Final = ("Liberation Sans", "Noto Sans", "DejaVu Sans")
_FIXED: Final = ("Liberation Mono", "Noto Sans Mono", "DejaVu Sans Mono")
_FIXED_PITCH, _ROMAN = 1, 16
"""Bits of `pitch_family`, as PDFium takes them from Windows."""
_OTHER_SCRIPTS: Final = frozenset({2, 128, 129, 134, 136})
"""Character sets of signs, Japanese, Korean and Chinese: letters of ours would stand for theirs."""
_BOLD: Final = 600


class _FontsOfThisMachine:
    """PDFium's own knowledge of the machine's fonts, and what stands in for a name that it does not find."""

    def __init__(self) -> None:
        self._found = pdfium.FPDF_GetDefaultSystemFontInfo()
        self.info = pdfium.FPDF_SYSFONTINFO(version=1)
        known = self._found.contents
        answers: dict[str, Any] = {
            "Release": lambda _: None,
            "EnumFonts": lambda _, mapper: known.EnumFonts(self._found, mapper),
            "MapFont": self._mapped,
            "GetFont": lambda _, face: known.GetFont(self._found, face),
            "GetFontData": lambda _, font, *rest: known.GetFontData(self._found, font, *rest),
            "GetFaceName": lambda _, font, *rest: known.GetFaceName(self._found, font, *rest),
            "GetFontCharset": lambda _, font: known.GetFontCharset(self._found, font),
            "DeleteFont": lambda _, font: known.DeleteFont(self._found, font),
        }
        kinds = dict(pdfium.FPDF_SYSFONTINFO._fields_)
        for name, answer in answers.items():
            setattr(self.info, name, kinds[name](answer))

    def _mapped(self, _: object, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any) -> Any:  # noqa: ANN401 - pointers
        """A font for a name, None where there is none."""
        known = self._found.contents
        font = known.MapFont(self._found, weight, italic, charset, pitch, face, exact)
        if font or charset in _OTHER_SCRIPTS:
            return font
        style = (" Bold" if weight >= _BOLD else "") + (" Italic" if italic else "")
        families = _FIXED if pitch & _FIXED_PITCH else _SERIF if pitch & _ROMAN else _SANS
        names = (f"{family}{ending}" for ending in dict.fromkeys((style, "")) for family in families)
        return next((font for name in names if (font := known.GetFont(self._found, name.encode()))), None)


@cache
def use_fonts_of_this_machine() -> object:
    """Has PDFium ask for fonts in this way, from now on and in this process.

    Returns:
        What must live as long as PDFium is used.
    """
    fonts = _FontsOfThisMachine()
    pdfium.FPDF_SetSystemFontInfo(ctypes.byref(fonts.info))
    return fonts
