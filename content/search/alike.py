"""Search that allows for slips, where nothing is called as it was asked: sounds, one letter, words run together.

Folded Vietnamese has a few thousand different syllables, however many titles there are. So for each word asked for
those near it are looked up among those that occur, and the titles that have them are looked through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import Final

from content.search.questions import WORDS_MAX, without_fillers
from content.search.title_words import TitleWords, sound
from content.search.titles import in_order
from content.text import syllables

NEAR_MAX: Final = 6
"""Words that may stand for one that was asked for."""
TRIES_MAX: Final = 64
"""Ways to put such words together that are tried."""
_GLUED: Final = range(4, 25)
"""Letters of what may be several words run together."""
_LETTERS_MIN: Final = 3
"""Of a word in which a letter may be wrong."""
_DIGITS: Final = ("khong", "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin")


def rank_alike(query: str, words: TitleWords) -> list[int]:
    """The records that a query with slips may mean, best first.

    Slips are allowed where at least half of the words are as they should be, and all of them stand side by side in a
    title or in the names of its creators: else short words would find what nobody means.

    Args:
        query: as a reader typed it. words: those of all titles.
    """
    typed = syllables(query)[:WORDS_MAX]
    for asked in dict.fromkeys(map(tuple, (typed, without_fillers(typed)))):
        for phrase in alike_phrases(asked, words):
            found = in_order(words.called(phrase.split()), phrase.split())
            if found:
                return found
    return _run_together("".join(typed), words.titles)


def alike_phrases(asked: Sequence[str], words: TitleWords) -> Iterator[str]:
    """Words that may be meant by some with slips, side by side, those first that are most alike.

    Args:
        asked: folded. words: those of all titles, from which they are taken.
    """
    near = [[*islice(_near(word, words), NEAR_MAX)] for word in asked]
    tries = [one for one in islice(product(*near), TRIES_MAX) if 2 * _same(one, asked) >= len(asked) > 1]
    return (" ".join(one) for one in sorted(tries, key=lambda one: -_same(one, asked)))


def _same(one: Sequence[str], asked: Sequence[str]) -> int:
    """How many words are as they were asked for."""
    return sum(word == other for word, other in zip(one, asked, strict=True))


def _near(word: str, words: TitleWords) -> Iterator[str]:
    """Words that may be meant by one, itself first, then those that sound like it, then those of one other letter."""
    if word in words:
        yield word
    if word.isdecimal():
        yield " ".join(_DIGITS[int(digit)] for digit in word)
        return
    alike = [other for other in words.sounding(sound(word)) if other != word]
    yield from alike
    if len(word) >= _LETTERS_MIN:
        slips = {other for other in words.near(word) if len(other) >= _LETTERS_MIN and _is_one_slip(word, other)}
        yield from sorted(slips.difference(alike))


def _is_one_slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter that is wrong, missing, too many, or changed places with the next."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((n for n, letter in enumerate(short) if letter != long[n]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    return short[at + 1 :] == long[at + 1 :] or (
        short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    )


def _run_together(word: str, titles: Sequence[tuple[int, str]]) -> list[int]:
    """Records with a field that has the word where its spaces are left out: "namcao", "wifi"."""
    if len(word) not in _GLUED:
        return []
    apart = re.compile(rf" {' ?'.join(map(re.escape, word))} ")
    return [key for key, folded in titles if word in folded.replace(" ", "") and apart.search(folded)]
