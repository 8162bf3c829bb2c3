"""Simple search over what records are called: titles, creators, subjects and publishers, with marks or without.

Every word asked for must stand somewhere in the record's folded fields. Marks that were typed count: "thơ" finds no
"thờ", but "tho" finds both; a field that has lost its marks fits any. What fits less well is only near, and said to be:
other marks, or the beginning of a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from content.search.questions import Question, Word, spellings
from content.text import fold, is_without_marks

Titles = Iterable[tuple[int, str]]
"""Key and folded fields of each record, as `Catalogue.titles` gives them: one field a line, title first, syllables
between single spaces. Records that fit equally well stay in this order."""
Spelled = Callable[[Sequence[int]], Mapping[int, str]]
"""The same fields of some records as they are written."""

_BEGINNING_MIN: Final = 2
"""Letters that a single word must have to be looked for as a beginning."""
_EXACT, _FREE, _OTHER = range(3)
"""All words are spelled so; those typed with marks are; some have other marks."""
# Tones that many here write for one another.
_TONES_ALIKE: Final = str.maketrans({"\u0303": "\u0309"})


def rank_titles(question: Question, titles: Titles, spelled: Spelled) -> list[int]:
    """The records that have every word of a question, whole and with the marks that were typed; best first.

    Returns:
        Keys; none for a question without words.
    """
    found = _with_words(question, titles)
    if not question.is_marked or not found:
        return in_order(found, question.folded)
    texts = spelled([key for key, _ in found])
    fits = {key: _fit(question.words, folded, texts.get(key, "")) for key, folded in found}
    best = min(fits.values())
    return in_order([title for title in found if fits[title[0]] == best != _OTHER], question.folded)


def rank_near(question: Question, titles: Titles, spelled: Spelled) -> list[int]:
    """The records that a question may mean where none has it: with marks left out or mistaken, or half a last word."""
    all_titles = list(titles)
    found = _with_words(question, all_titles) if question.is_marked else []
    texts = spelled([key for key, _ in found])
    near = [title for title in found if _is_near(question, title[1], texts.get(title[0], ""))]
    return in_order(near, question.folded) or _begun(question, all_titles, spelled)


def in_order(found: Titles, words: Sequence[str]) -> list[int]:
    """Records that have every folded word, best first."""
    return [key for _, key in sorted(((_rank(folded, words), key) for key, folded in found), key=_first)]


def _with_words(question: Question, titles: Titles) -> list[tuple[int, str]]:
    """The titles that have every word."""
    found = list(titles) if question.words else []
    # Long words are rare: few titles are looked at twice.
    for word in sorted((f" {word} " for word in question.folded), key=len, reverse=True):
        found = [title for title in found if word in title[1]]
    return found


def _begun(question: Question, titles: Titles, spelled: Spelled) -> list[int]:
    """Records with the last word as the beginning of one, and every other word whole."""
    *others, last = question.words or [Word("", "", "")]
    if len(last.folded) < _BEGINNING_MIN and not others:
        return []
    begun = [title for title in titles if f" {last.folded}" in title[1]]
    found = _with_words(Question(tuple(others)), begun) if others else begun
    if question.is_marked and found:
        texts = spelled([key for key, _ in found])
        found = [
            (key, folded)
            for key, folded in found
            if _fit(others, folded, texts.get(key, "")) != _OTHER and _is_begun(last, texts.get(key, ""))
        ]
    return in_order(found, question.folded)


def _is_begun(word: Word, text: str) -> bool:
    return re.search(rf"(?<![^\W_]){re.escape(word.exact)}", text.lower()) is not None


def _fit(words: Sequence[Word], folded: str, text: str) -> int:
    """How well the spelling of a record's fields fits words that all stand in them: _EXACT, _FREE or _OTHER."""
    small = text.lower()
    missing = [word for word in words if not _written(word).search(small)]
    if not missing:
        return _EXACT
    bare = [fields for fields, line in zip(folded.split("\n"), text.split("\n"), strict=False) if _has_no_marks(line)]
    missing = [word for word in missing if not any(f" {word.folded} " in line for line in bare)]
    if not missing:
        return _EXACT
    return _FREE if all(word.exact == word.folded for word in missing) else _OTHER


def _is_near(question: Question, folded: str, text: str) -> bool:
    """Whether words with other marks may be meant: half of them are right, or only marks are left out or mistaken."""
    small = text.lower()
    words = question.words
    if len(words) > 1 and 2 * sum(_written(word).search(small) is not None for word in words) >= len(words):
        return question.phrase in folded
    return question.phrase in folded and all(_is_slip_of_marks(word, small) for word in words)


def _is_slip_of_marks(word: Word, text: str) -> bool:
    """Whether a text has the word with the same marks or more, hỏi and ngã being one."""
    asked = _marks(word.exact)
    return any(
        all(mine <= others for mine, others in zip(asked, _marks(other), strict=True))
        for other in set(re.findall(r"[^\W_]+", text))
        if len(other) == len(word.folded) and fold(other) == word.folded
    )


def _marks(word: str) -> list[set[str]]:
    """The marks of each letter of a word."""
    return [set(_apart(letter)) for letter in word]


def _apart(letter: str) -> str:
    # đ is a letter of its own to Unicode; here it is d with a mark.
    return unicodedata.normalize("NFD", letter.replace("đ", "d\u0335"))[1:].translate(_TONES_ALIKE)


@lru_cache(maxsize=256)
def _written(word: Word) -> re.Pattern[str]:
    """The word as it may be spelled, in small letters, not inside another."""
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, spellings(word.exact)))})(?![^\W_])")


def _has_no_marks(line: str) -> bool:
    return line.isascii() and is_without_marks(line)


def _first(pair: tuple[tuple[int, int], int]) -> tuple[int, int]:
    return pair[0]


def _rank(folded: str, words: Sequence[str]) -> tuple[int, int]:
    """How well a record that has every word fits, smaller is better: (where, how).

    Where: 0 the whole title, 1 the title begins with the words, 2 they stand in it in order, 3 all in the title,
    4 in creators, subjects or publisher. How: 0 all as whole words, 1 some only as beginnings.
    """
    phrase = f" {' '.join(words)}"
    how = 0 if all(f" {word} " in folded for word in words) else 1
    title = folded.split("\n", 1)[0]
    if title == f"{phrase} ":
        return 0, 0
    if title.startswith(phrase):
        return 1, how
    if phrase in title:
        return 2, how
    return (3, how) if all(f" {word}" in title for word in words) else (4, how)
