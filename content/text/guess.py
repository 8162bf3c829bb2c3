"""Whether a text is Vietnamese, whatever it declares.

Most Vietnamese e-books in circulation declare another language (English, mostly): converters fill it in. A wrong
"Vietnamese" would hide a Mường or Thái text among the others, so the answer is given only when three independent signs
agree: letters that hardly any other language has, syllables that Vietnamese can form, and its commonest words.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from content.text.languages import VIETNAMESE, LanguageTag

STRETCH: Final = 7000
"""Characters of each stretch that is looked at; a long text has three: its beginning, and at each third of the way."""
LETTERS_MIN: Final = 40
"""Letters below which nothing is said: too little to be sure."""

# Shares of all letters, of all words, of all words. In Vietnamese prose and verse they are at least 0.27, 0.94 and
# 0.13 (35 books out of copyright, Truyện Kiều, the Declaration of Human Rights); in Hmong and English 0, 0.2 and 0.
_MARKED_MIN: Final = 0.15
_SYLLABLES_MIN: Final = 0.8
_COMMON_MIN: Final = 0.06

_MARKED = re.compile("[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]")
_WORD = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(
    "(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?"
    "(?:[iy]|iê|yê|ia|ya|ê|e|uê|oe|uy|uyê|uya|u|ư|ươ|ưa|ua|uô|ô|o|oo|ơ|uơ|uâ|â|a|oa|oă|ă)"
    "(?:c|ch|m|n|ng|nh|p|t|i|y|o|u)?",
)
_COMMONEST: Final = (
    "và của là có không được trong những một các cho với này người đã khi để ở đến thì mà ra như từ cũng về lại còn "
    "phải vào nhưng rồi nó đó trên cái theo hay hoặc tôi anh chị ông bà con điều việc nào năm ngày"
)
_COMMON: Final = frozenset(_COMMONEST.split())
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))


def guess_language(text: str) -> LanguageTag | None:
    """Say that a text is Vietnamese if it surely is.

    Args:
        text: running text, a few sentences at least. Of a long one three stretches are looked at, and two decide, so
            that neither a foreign licence before it nor Hán verse in it does.

    Returns:
        "vi", or None: another language, Vietnamese without marks, or too little text.
    """
    if len(text) <= 3 * STRETCH:
        return VIETNAMESE if _is_vietnamese(text) else None
    starts = (0, len(text) // 3, len(text) * 2 // 3)
    agreeing = sum(_is_vietnamese(text[start : start + STRETCH]) for start in starts)
    return VIETNAMESE if agreeing >= 2 else None


def _is_vietnamese(text: str) -> bool:
    """Whether all three signs say so."""
    small = unicodedata.normalize("NFC", text).lower()
    words = _WORD.findall(small)
    letters = sum(map(len, words))
    if letters < LETTERS_MIN:
        return False
    if len(_MARKED.findall(small)) < _MARKED_MIN * letters:
        return False
    if sum(word in _COMMON for word in words) < _COMMON_MIN * len(words):
        return False
    formed = sum(map(is_syllable, words))
    return formed >= _SYLLABLES_MIN * len(words)


def is_syllable(word: str) -> bool:
    """Whether a word has the form of a Vietnamese syllable, with marks or without.

    Args:
        word: in small letters, composed.
    """
    return _SYLLABLE.fullmatch(_toneless(word)) is not None


def _toneless(word: str) -> str:
    """A word without its tone marks, its vowels kept."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).translate(_TONES))
