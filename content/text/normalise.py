"""One form for every text that is stored: composed, without invisible characters, with the letter đ spelled as đ.

The form is Unicode's NFC (UAX #15) with what real Vietnamese files get wrong put right: Icelandic Ð and African Ɖ typed
for Vietnamese Đ, soft hyphens and byte-order marks left by converters, hard spaces. What a reader sees is not changed;
the place of a tone mark ("hoà" or "hòa") is therefore left alone here and made one only by `old_style_tones`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from content.text._characters import BIDI_CONTROLS, BREAKS_WITHOUT_SPACE, is_mark, mark

ELLIPSIS: Final = "…"
MARKS_MAX: Final = 4
"""Combining marks that may stand on one letter of a title. Living scripts need three; more is damage or mischief."""
READ_PER_SHOWN: Final = 100
"""Characters that `one_line` reads for each one that it may show: a title of ten megabytes costs no more."""

# What is never seen: C0 and C1 controls other than tab and line ends, soft hyphen, zero-width space, word joiner,
# byte-order mark, non-characters, halves of surrogate pairs. The joiners U+200C, U+200D stay: some scripts need them.
_INVISIBLE = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u2060\ufeff\ufffe\uffff\ud800-\udfff"
_BROKEN_LINE = "\x0b\x0c\x85\u2028\u2029"
_DE = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"}
_WRONG_DE = re.compile("[ÐðƉɖ]")
# A zero-width space between two letters of scripts that need it is a place where the line may break (Unicode 23.2).
_BREAKS = re.compile("\u200b+")
_BREAKING = re.compile(f"[{BREAKS_WITHOUT_SPACE}]")
_NOT_SEEN = re.compile(f"[{_INVISIBLE}]+")
_SUSPECT = re.compile(
    f"[{_INVISIBLE}{_BROKEN_LINE}\u200bÐðƉɖ\r\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]|  | \n|\n |^ | $"
)
_LINE_END = re.compile(f"\r\n?|[{_BROKEN_LINE}]")
_SPACES = re.compile(r"(?: *[^\S\n ]|  )[^\S\n]*")
_SPACES_AT_LINE_END = re.compile(r" ?\n ?")

_TURNS_TEXT = re.compile(f"[{BIDI_CONTROLS}]")
_CLOSING = " ,;:-–—(/[“‘«"

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE_LATE = re.compile(
    r"(?<![qQ])(?:([oO])([àáảãạÀÁẢÃẠ]|[èéẻẽẹÈÉẺẼẸ])|([uU])([ỳýỷỹỵỲÝỶỸỴ]))(?![^\W\d_])",
)
_TONE_ON_GLIDE = re.compile(r"(?<=[qQ])([ùúủũụÙÚỦŨỤ])([aeiyăâêôơAEIYĂÂÊÔƠ])")


def normalise(text: str) -> str:
    """Put a text into the form in which it is stored.

    Args:
        text: any text, of one line or many.

    Returns:
        NFC; Đ and đ for their look-alikes; nothing invisible; line ends all of one kind (U+000A) and kept; runs of
        other spaces as one space, none at the ends of lines.
    """
    if _SUSPECT.search(text):
        text = _LINE_END.sub("\n", text)
        text = _without_idle_breaks(_NOT_SEEN.sub("", text))
        text = _WRONG_DE.sub(lambda match: _DE[match.group()], text)
        text = _SPACES.sub(" ", text)
        text = _SPACES_AT_LINE_END.sub("\n", text).strip(" ")
    return unicodedata.normalize("NFC", text)


def _without_idle_breaks(text: str) -> str:
    """The text with a zero-width space only where a line may break there."""
    parts = _BREAKS.split(text)
    kept = [parts[0]]
    for part in parts[1:]:
        between = _BREAKING.match(kept[-1][-1:]) and _BREAKING.match(part)
        kept.append("\u200b" + part if between else part)
    return "".join(kept)


def one_line(text: str, limit: int) -> str:
    """Make a title or a name fit to show: normalised, on one line, of bounded length and height.

    Args:
        text: as a file or a form gave it.
        limit: characters that the result may have, the ellipsis included; at least 1.

    Returns:
        The text without bidi controls and with at most `MARKS_MAX` combining marks on a letter. What is too long is cut
        after a whole word where one ends in the last third, and ends in "…".

    Raises:
        ValueError: limit is less than 1.
    """
    if limit < 1:
        raise ValueError("a line needs room for at least one character")
    line = _TURNS_TEXT.sub("", normalise(text[: limit * READ_PER_SHOWN]))
    if not line.isascii():
        line = _towers().sub(lambda match: match[1] or "", unicodedata.normalize("NFC", line))
    line = " ".join(line.split())
    if len(line) <= limit:
        return line
    return _cut(line, limit - len(ELLIPSIS)) + ELLIPSIS


def _cut(line: str, room: int) -> str:
    """The beginning of a line, cut after a word if one ends in its last third, never between a letter and its marks."""
    end = room
    while end > 0 and is_mark(line[end]):
        end -= 1
    if line[end] != " ":
        last_space = line.rfind(" ", 0, end)
        if last_space * 3 >= room * 2:
            end = last_space
    return line[: max(end, 0)].rstrip(_CLOSING)


@cache
def _towers() -> re.Pattern[str]:
    """The marks that a letter may have, with more after them; or, without a group, marks on nothing."""
    return re.compile(f"(?:^|(?<= )){mark()}+|({mark()}{{{MARKS_MAX}}}){mark()}+")


def old_style_tones(text: str) -> str:
    """Put tone marks where the old style has them: "hoà" → "hòa", "thuỷ" → "thủy", "qúy" → "quý".

    The old style is by far the commoner in official documents. Only oa, oe and uy at the end of a syllable differ
    between the styles; after q the u belongs to the consonant and never carries the tone.

    Args:
        text: in NFC.

    Returns:
        The text in NFC, of the same length.
    """
    text = _TONE_LATE.sub(_tone_forward, text)
    return _TONE_ON_GLIDE.sub(_tone_back, text)


def _tone_forward(match: re.Match[str]) -> str:
    glide, vowel = match.group(1) or match.group(3), match.group(2) or match.group(4)
    taken_apart = unicodedata.normalize("NFD", vowel)
    return unicodedata.normalize("NFC", glide + taken_apart[1]) + taken_apart[0]


def _tone_back(match: re.Match[str]) -> str:
    taken_apart = unicodedata.normalize("NFD", match.group(1))
    return taken_apart[0] + unicodedata.normalize("NFC", match.group(2) + taken_apart[1])
