"""The lines of text on a page, as PDFium puts letters together, each with where it stands and how large it is."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import pypdfium2.raw as pdfium  # type: ignore[import-untyped, unused-ignore]

from content.formats._letters import Letters
from content.formats.pdf._pdfium import Page
from content.text import normalise
from content.text.old_encodings import legacy_font

LETTERS_MOST: Final = 200_000
"""Letters of one page that are read."""
_LINES_MOST: Final = 4_000
_FONT_NAME: Final = 200
_RUBBISH_MOST: Final = 0.3
"""Share of a line, or of a page, that may be unreadable in what is still called text."""
_MAPPING_MOST: Final = 0.5
"""Share of the letters looked at for which the file does not tell what they mean."""
_LIGATURES: Final = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ĳ": "ij", "Ĳ": "IJ",
    "\uf0b7": "•", "\uf0a7": "•", "\uf0a8": "•", "\uf0d8": "•", "\uf076": "•", "\uf0fc": "•", "\uf0e0": "→",
    "\xa0": " ",
}  # fmt: skip
"""Letters in one, and signs of the fonts Symbol and Wingdings that begin the lines of lists."""
_SIGNS: Final = re.compile("[" + "".join(_LIGATURES) + "]")
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_HYPHEN: Final = "\x02\ufffe"
"""What PDFium writes for a hyphen at the end of a line when it joins the word: by version."""
_SPLIT_WORD: Final = re.compile(f"(?<=[^\\W\\d_])-?[{_HYPHEN}](?=[^\\W\\d_])")
_UNSURE_HYPHEN: Final = re.compile(f"-?[{_HYPHEN}]")
_NOTHING: Final = re.compile(
    "[\x00\x01\x03-\t\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text.

    Attributes:
        text: normalised.
        left, right, bottom, top: in points from the left and the lower side of the page as it stands, turned.
        size: of its letters, in points.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


class _Measure:
    """Where letters of a page stand, on the page as it stands."""

    def __init__(self, page: Page, text: object) -> None:
        self._text = text
        self._box = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        frame = pdfium.FS_RECTF()
        if not pdfium.FPDF_GetPageBoundingBox(page.handle, frame):
            frame.left, frame.bottom, frame.right, frame.top = 0.0, 0.0, page.width, page.height
        self._frame = (frame.left, frame.bottom, frame.right, frame.top)
        self._turns = int(pdfium.FPDFPage_GetRotation(page.handle))

    def box(self, index: int) -> tuple[float, float, float, float] | None:
        """Left, bottom, right, top of a letter; None where PDFium does not know."""
        if not pdfium.FPDFText_GetLooseCharBox(self._text, index, self._box):
            return None
        left, bottom, right, top = self._box.left, self._box.bottom, self._box.right, self._box.top
        from_left, from_bottom, to_right, to_top = self._frame
        if self._turns == 1:
            return bottom - from_bottom, to_right - right, top - from_bottom, to_right - left
        if self._turns == 2:
            return to_right - right, to_top - top, to_right - left, to_top - bottom
        if self._turns == 3:
            return to_top - top, left - from_left, to_top - bottom, right - from_left
        return left - from_left, bottom - from_bottom, right - from_left, top - from_bottom

    def size(self, index: int) -> float:
        """The size of a letter in points: what its font says, times what the text is drawn larger."""
        if not pdfium.FPDFText_GetMatrix(self._text, index, self._matrix):
            return 0.0
        return float(pdfium.FPDFText_GetFontSize(self._text, index)) * math.hypot(self._matrix.c, self._matrix.d)

    def font(self, index: int) -> str:
        """The name of the font of a letter, "" where it has none."""
        buffer = ctypes.create_string_buffer(_FONT_NAME)
        length = pdfium.FPDFText_GetFontInfo(self._text, index, buffer, _FONT_NAME, ctypes.c_int())
        return buffer.value.decode("utf-8", "replace") if 0 < length <= _FONT_NAME else ""

    def is_unmapped(self, index: int) -> bool:
        """Whether the file does not tell what a letter means."""
        return bool(pdfium.FPDFText_HasUnicodeMapError(self._text, index) == 1)


def read_lines(page: Page, letters: Letters) -> list[Line]:
    """The lines of a page in the order in which they are read; none where what there is cannot be read.

    Args:
        page: open.
        letters: turns what stands in a font of before Unicode.
    """
    text = pdfium.FPDFText_LoadPage(page.handle)
    if not text:
        return []
    try:
        measure = _Measure(page, text)
        whole = _whole(text)
        return _readable(whole, list(_lines(whole, text, measure, letters)), _unmapped(text, measure))
    finally:
        pdfium.FPDFText_ClosePage(text)


def _whole(text: object) -> str:
    """What is written on the page, lines ended by carriage return and line feed."""
    count = min(LETTERS_MOST, max(0, int(pdfium.FPDFText_CountChars(text))))
    if not count:
        return ""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    written = int(pdfium.FPDFText_GetText(text, 0, count, buffer))
    return bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "surrogatepass")


def _unmapped(text: object, measure: _Measure) -> float:
    """The share of letters that mean nothing, of some dozens looked at."""
    count = int(pdfium.FPDFText_CountChars(text))
    probes = range(0, count, max(1, count // 60))
    return sum(map(measure.is_unmapped, probes)) / max(1, len(probes))


def _lines(whole: str, text: object, measure: _Measure, letters: Letters) -> Iterator[Line]:
    start = 0
    for raw in whole.split("\r\n")[:_LINES_MOST]:
        if raw.strip() and not _is_rubbish(raw):
            places = [pdfium.FPDFText_GetCharIndexFromTextIndex(text, start + place) for place in _looked_at(raw)]
            # What is invisible in Unicode was a letter before it: it is turned first, and made clean then.
            is_old = any(legacy_font(measure.font(place)) for place in places)
            clean = clean_text(_turned(raw, start, text, measure, letters) if is_old else raw)
            line = _placed(clean, places, measure) if clean else None
            if line is not None:
                yield line
        start += len(raw) + 2


def _turned(raw: str, start: int, text: object, measure: _Measure, letters: Letters) -> str:
    """A line with fonts of before Unicode, each run of one font turned."""
    fonts: list[str] = []
    for place in range(start, start + len(raw)):
        font = measure.font(pdfium.FPDFText_GetCharIndexFromTextIndex(text, place))
        # Blanks that PDFium puts between words stand in no font: they belong to the run before.
        fonts.append(font or (fonts[-1] if fonts else ""))
    runs = groupby(zip(raw, fonts, strict=True), key=lambda pair: pair[1])
    return "".join(letters.run("".join(sign for sign, _ in run), font=font) for font, run in runs)


def _looked_at(raw: str) -> tuple[int, int, int]:
    """Places of the first letter of a line, of one in its middle, and of the last."""
    first, last = len(raw) - len(raw.lstrip()), len(raw.rstrip()) - 1
    middle = (first + last) // 2
    return first, middle + raw[middle].isspace(), last


def _placed(text: str, probes: list[int], measure: _Measure) -> Line | None:
    """A line by the boxes of some of its letters; None where no letter of it has one."""
    boxes = [box for box in map(measure.box, probes) if box is not None and all(map(math.isfinite, box))]
    if not boxes:
        return None
    sizes = sorted(measure.size(probe) for probe in probes)
    return Line(
        text=text,
        left=min(box[0] for box in boxes),
        right=max(box[2] for box in boxes),
        bottom=min(box[1] for box in boxes),
        top=max(box[3] for box in boxes),
        size=sizes[len(sizes) // 2],
    )


def clean_text(raw: str) -> str:
    """A line as it is stored: ligatures taken apart, words that were split joined, NFC, nothing invisible.

    Args:
        raw: as PDFium gives it.
    """
    text = _SPLIT_WORD.sub("", raw)
    text = _UNSURE_HYPHEN.sub("-", text)
    text = _PRIVATE.sub("", _SIGNS.sub(lambda match: _LIGATURES[match.group()], text))
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return " ".join(normalise(text).split())


def _is_rubbish(raw: str) -> bool:
    """Whether too much of a text is control characters, private ones and what could not be decoded."""
    nothing = sum(sign not in _LIGATURES for sign in _NOTHING.findall(raw))
    return nothing > _RUBBISH_MOST * (len(raw) - raw.count(" "))


def _readable(whole: str, lines: list[Line], unmapped: float) -> list[Line]:
    """The lines, if the page as a whole can be read: a few good words among rubbish are none."""
    if unmapped > _MAPPING_MOST or _is_rubbish(whole[:20_000]):
        return []
    return lines
