"""In which old encoding a text is stored, decided by the syllables that exist once it is turned.

Only words with a sign beyond ASCII count (for VIQR: with a sign of its own), for the others are the same in every
encoding. A text is called old only where nearly all its marked words become syllables that exist, and as they stand
they do not.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from content.text.old_encodings.converting import as_windows, converted, decode
from content.text.old_encodings.fonts import OldEncoding
from content.text.old_encodings.syllables import exists, words_of

SAMPLE: Final = 20_000
"""Characters of each stretch that is looked at."""
SURE: Final = 0.85
"""Share of the marked words that exist in a text that is surely of an encoding; in real texts it is above 0.95."""
LIKELY: Final = 0.6
_BETTER: Final = 0.3
"""By how much more of the words must exist than of the text as it stands, and than in any other encoding."""
_FEW: Final = 4
"""Different marked words below which nothing is sure."""
_BY_CODES: Final[tuple[OldEncoding, ...]] = (
    OldEncoding.TCVN3,
    OldEncoding.VNI,
    OldEncoding.WINDOWS_1258,
    OldEncoding.VISCII,
    OldEncoding.DOUBLE_UTF8,
)
_CHUNK: Final = re.compile(r"[^\s\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e\u2018-\u201f\u2026\u2013\u2014]+")
"""What stands between blanks and signs of ASCII: letters of an old encoding are signs of Windows-1252."""
_ASCII_LETTER: Final = re.compile("[A-Za-z]")
_CHUNK_VIQR: Final = re.compile(r"[A-Za-z][A-Za-z'`?~.^(+]*")
_MARKED_VIQR: Final = re.compile(
    r"[aeoAEO]\^|[aA]\(|[ouOU]\+|[dD]{2}|[aeiouyAEIOUY]['`?~.](?=[A-Za-z])|[aeiouyAEIOUY]['`~]"
)
_SHAPED_VIQR: Final = re.compile(r"[aeo]\^|a\(|[ou]\+|dd", re.IGNORECASE)
_UNICODE: Final = re.compile("[\u1ea0-\u1ef9]")
"""Letters that only Vietnamese in Unicode has."""


@dataclass(frozen=True)
class Judgement:
    """What was found.

    Attributes:
        encoding: None for Unicode, and for a text of another language.
        confidence: share of the marked words that exist once they are turned, 0 to 1.
        doubtful: too few of them exist, or there are too few to tell; a person should look.
    """

    encoding: OldEncoding | None
    confidence: float
    doubtful: bool


NOT_OLD: Final = Judgement(None, 1.0, doubtful=False)


def judge(text: str) -> Judgement:
    """The encoding of a text as a program shows it that does not know the encoding.

    Args:
        text: bytes of the encoding taken for Windows-1252 or Windows-1258, or Unicode.
    """
    sample = unicodedata.normalize("NFC", _sample(text))
    # A sign that stands alone may be one: a dot between words, a degree, a paragraph.
    marked = {chunk for chunk in _CHUNK.findall(sample) if not chunk.isascii() and _ASCII_LETTER.search(chunk)}
    scores = {encoding: _share(marked, encoding) for encoding in _BY_CODES}
    as_it_is = _share(marked, None)
    best = max(_BY_CODES, key=lambda encoding: scores[encoding])
    found = _judged(best, scores[best], as_it_is, len(marked))
    return found if found.encoding or marked else _judged_viqr(sample)


def judge_bytes(data: bytes) -> Judgement:
    """The encoding of bytes that are no sound UTF-8; of those that are, NOT_OLD or what `judge` says of them."""
    try:
        return judge(data.decode("utf-8"))
    except UnicodeDecodeError:
        sample = data[: 2 * SAMPLE]
    found = judge(as_windows(sample))
    if found.encoding is OldEncoding.WINDOWS_1258 or found.encoding is None:
        return found
    straight = _share(set(_CHUNK.findall(decode(sample, OldEncoding.WINDOWS_1258))), None)
    return found if straight < found.confidence else Judgement(OldEncoding.WINDOWS_1258, straight, doubtful=False)


def existing_share(text: str) -> float:
    """Share of the words with a letter beyond ASCII that are syllables that exist; 1 where there are none."""
    words = [word for word in words_of(text) if not word.isascii()]
    return sum(map(exists, words)) / len(words) if words else 1.0


def _judged(encoding: OldEncoding, share: float, as_it_is: float, count: int) -> Judgement:
    """What a share of existing words says.

    Args:
        as_it_is: share of the words that exist without being turned. count: of different marked words.
    """
    if share < LIKELY or share < as_it_is + _BETTER:
        return NOT_OLD
    return Judgement(encoding, share, doubtful=share < SURE or count < _FEW)


def _judged_viqr(sample: str) -> Judgement:
    """VIQR or not: English with stops and questions has hardly a word that becomes a syllable."""
    chunks = [chunk for chunk in _CHUNK_VIQR.findall(sample) if _MARKED_VIQR.search(chunk)]
    words = _CHUNK_VIQR.findall(sample)
    if not chunks or len(chunks) < 0.2 * len(words) or not any(map(_SHAPED_VIQR.search, chunks)):
        return NOT_OLD
    turned = [_turned(chunk, OldEncoding.VIQR) for chunk in chunks]
    good = [words_ for words_ in turned if words_ and all(map(exists, words_)) and not "".join(words_).isascii()]
    share = len(good) / len(chunks)
    return _judged(OldEncoding.VIQR, share, 0.0, len(set(chunks)))


def _share(marked: set[str], encoding: OldEncoding | None) -> float:
    """Share of marked words that are syllables that exist."""
    if not marked:
        return 0.0
    return sum(_is_good(chunk, encoding) for chunk in marked) / len(marked)


def _is_good(chunk: str, encoding: OldEncoding | None) -> bool:
    """Whether a word becomes letters alone, all of them syllables that exist, and at least one with a mark."""
    if encoding is not None and _UNICODE.search(chunk):
        return False
    words = _turned(chunk, encoding)
    return bool(words) and all(map(exists, words)) and any(not word.isascii() for word in words)


def _turned(chunk: str, encoding: OldEncoding | None) -> list[str]:
    text = chunk if encoding is None else converted(chunk, encoding)
    words = words_of(text)
    letters = sum(map(len, words))
    # What is left besides letters was no letter of this encoding.
    beyond = sum(not sign.isascii() for sign in text) - sum(not sign.isascii() for word in words for sign in word)
    return words if letters and not beyond else []


def _sample(text: str) -> str:
    """The text, or of a long one three stretches."""
    if len(text) <= 3 * SAMPLE:
        return text
    third = len(text) // 3
    return "\n".join(text[start : start + SAMPLE] for start in (0, third, 2 * third))
