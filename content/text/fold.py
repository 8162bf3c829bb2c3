"""The folded form in which texts are compared: without case, without the marks of Latin letters, đ as d.

"phap luat" finds "Pháp luật" because both fold to the same letters. Only Latin letters lose their marks: in Tai Viet,
Lao, Thai or Arabic a mark is part of the word. Folding is the hot path of a search within a book, where every passage
is folded anew; text of Vietnamese letters therefore goes through one table of single bytes, and only what does not fit
that table takes the slow way.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache
from typing import Final

from content.text._characters import BIDI_CONTROLS, mark, mark_or_rare
from content.text.normalise import normalise, old_style_tones

_LATIN_RANGES: Final = ((0x00C0, 0x024F), (0x1E00, 0x1EFF))
# Latin letters that Unicode does not take apart, yet which are a plain letter with a stroke.
_STROKED: Final = {"đ": "d", "ð": "d", "ɖ": "d", "ø": "o", "ł": "l", "ħ": "h", "ŧ": "t", "ƀ": "b", "ı": "i"}
# Seen by nobody, and so compared by nothing: joiners, bidi controls, variation selectors, soft hyphens and their like.
_IGNORED: Final = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f"
    "\ufe00-\ufe0f\ufeff\ufffe\uffff\ud800-\udfff" + BIDI_CONTROLS
)
_NOT_COMPARED = re.compile(f"[{_IGNORED}]")


def _plain(letter: str) -> str:
    """The small Latin letter under the marks of one letter, or the small letter itself if it has none."""
    small = letter.lower()[0]
    small = _STROKED.get(small, small)
    base = unicodedata.normalize("NFD", small)[0]
    return _STROKED.get(base, base)


_TABLE: Final = (
    {code: _plain(chr(code)) for first, last in _LATIN_RANGES for code in range(first, last + 1) if chr(code).isalpha()}
    | {ord(letter): plain for letter, plain in _STROKED.items()}
    | {ord("Ɖ"): "d"}
)

# One byte for each character of ordinary Vietnamese text in small letters, and what each of those folds to.
_VIETNAMESE: Final = "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỷỹỵ"
_COMMON: Final = _VIETNAMESE + "\xa0–—‘’“”…«»·°×²³•"
_NO_CHARACTER: Final = "\ufffe"
_ASCII: Final = _NOT_COMPARED.sub(_NO_CHARACTER, "".join(map(chr, range(128))))
_ONE_BYTE = codecs.charmap_build((_ASCII + _COMMON).ljust(256, _NO_CHARACTER))
_FOLDED_BYTE: Final = _ASCII + _COMMON.translate(_TABLE)


def fold(text: str) -> str:
    """Fold a text for comparing: "Đường  lên Điện Biên" → "duong len dien bien".

    Args:
        text: any text, composed or not.

    Returns:
        Small letters, Latin ones without marks; digits and other scripts as they were; every run of spaces and line
        ends as one space. Folding a folded text changes nothing.
    """
    return " ".join(fold_letters(text).split())


def fold_letters(text: str) -> str:
    """Fold the letters of a text and leave its spaces as they are.

    Args:
        text: any text.

    Returns:
        The folded text. It is as long as the text if `keeps_length(text)`.
    """
    folded = _fold_common(text)
    return _fold_any(text) if folded is None else folded


def fold_in_place(text: str) -> str | None:
    """Fold a text so that each character stands where it stood.

    Args:
        text: any text.

    Returns:
        The folded text, as long as the text; None if some characters of it do not fold one for one.
    """
    folded = _fold_common(text)
    if folded is not None:
        return folded
    if _NOT_COMPARED.search(text) or not unicodedata.is_normalized("NFC", text):
        return None
    folded = text.translate(_TABLE).lower()
    if _mark_or_rare().search(folded) is None:
        return folded
    if _marked_latin().search(folded) or not unicodedata.is_normalized("NFC", folded):
        return None
    return folded


def exact(text: str) -> str:
    """The form in which a text is compared with its marks: normalised, small letters, tone marks in the old style.

    Args:
        text: any text.

    Returns:
        The text on one line, in NFC.
    """
    small = unicodedata.normalize("NFC", normalise(text).lower())
    return " ".join(old_style_tones(small).split())


def syllables(text: str) -> list[str]:
    """The folded words of a text, in order: "14/2019/QĐ-TTg" → ["14", "2019", "qd", "ttg"].

    Args:
        text: any text.

    Returns:
        Runs of letters, digits and the marks that belong to them; in Vietnamese these are the syllables.
    """
    return _word_pattern().findall(fold_letters(text))


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a text begin and end, as `syllables` tells them apart.

    Args:
        text: normalised.
    """
    return [found.span() for found in _word_pattern().finditer(text)]


@cache
def _marked_latin() -> re.Pattern[str]:
    """A small Latin letter with loose marks on it, of whatever script: what comes of them is no other letter."""
    return re.compile(rf"([a-z\u00c0-\u024f\u1e00-\u1eff]){mark()}+")


@cache
def _mark_or_rare() -> re.Pattern[str]:
    return re.compile(mark_or_rare())


@cache
def _word_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:[^\W_]+|{mark()})+")


def _fold_any(text: str) -> str:
    """Fold any text whatever, composing it first."""
    composed = unicodedata.normalize("NFC", _NOT_COMPARED.sub("", text))
    small = _marked_latin().sub(r"\1", composed.translate(_TABLE).lower())
    return unicodedata.normalize("NFC", small)


def _fold_common(text: str) -> str | None:
    """Fold a text of nothing but ordinary Vietnamese characters, one for one; None if there are others in it."""
    try:
        coded, _ = codecs.charmap_encode(text.lower(), "strict", _ONE_BYTE)
        folded, _ = codecs.charmap_decode(coded, "strict", _FOLDED_BYTE)
    except UnicodeError:
        return None
    return folded
