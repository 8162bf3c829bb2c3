"""Search that allows for slips, where nothing is called as it was asked: sounds, one letter, words run together.

Folded Vietnamese has a few thousand different syllables, however many titles there are. So each word asked for is
compared with those that occur, and the titles are searched for what is near it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product
from typing import Final

from content.search.titles import WORDS_MAX, ranked, without_fillers
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

# As they are said in the north-west, and often written so: l and n, tr and ch, s and x, d, gi and r sound alike there.
_SOUNDS: Final = (
    (re.compile("^ngh"), "ng"),
    (re.compile("^gh"), "g"),
    (re.compile("^tr"), "ch"),
    (re.compile("^(?:gi(?=[aeou])|r|d)"), "z"),
    (re.compile("^s"), "x"),
    (re.compile("^n(?![gh])"), "l"),
    (re.compile("^(?:k|q(?=u))"), "c"),
    (re.compile("y"), "i"),
    (re.compile("c$"), "t"),
    (re.compile("ng$"), "n"),
    (re.compile("nh$"), "n"),
)


def rank_alike(query: str, titles: Iterable[tuple[int, str]]) -> list[int]:
    """The records that a query with slips may mean, best first.

    Slips are allowed where at least half of the words are as they should be, and all of them stand side by side in a
    title or in the names of its creators: else short words would find what nobody means.

    Args:
        query: as a reader typed it. titles: as `rank_titles` has them.
    """
    all_titles = list(titles)
    words = syllables(query)[:WORDS_MAX]
    called = [(key, "\n".join(folded.split("\n")[:2])) for key, folded in all_titles]
    known = {word for _, folded in called for word in folded.split()}
    for asked in (words, without_fillers(words)):
        near = [[*islice(_near(word, known), NEAR_MAX)] for word in asked]
        tries = [one for one in islice(product(*near), TRIES_MAX) if 2 * _same(one, asked) >= len(asked) > 1]
        for one in sorted(tries, key=lambda one: -_same(one, asked)):
            phrase = f" {' '.join(one)} "
            found = ranked(_flat(one), [title for title in called if phrase in title[1]])
            if found:
                return found
    return _run_together("".join(words), all_titles)


def _same(one: Sequence[str], asked: Sequence[str]) -> int:
    """How many words are as they were asked for."""
    return sum(word == other for word, other in zip(one, asked, strict=True))


def sound(word: str) -> str:
    """What a folded syllable sounds like in the north-west: "nang" and "lan", "truyen" and "chuyen" alike."""
    for pattern, said in _SOUNDS:
        word = pattern.sub(said, word)
    return word


def _flat(words: Sequence[str]) -> list[str]:
    return [one for word in words for one in word.split()]


def _near(word: str, known: set[str]) -> Iterator[str]:
    """Words that may be meant by one, itself first, then those that sound like it, then those of one other letter."""
    if word in known:
        yield word
    if word.isdecimal():
        yield " ".join(_DIGITS[int(digit)] for digit in word)
        return
    said = sound(word)
    alike = sorted(other for other in known if other != word and sound(other) == said)
    yield from alike
    if len(word) >= _LETTERS_MIN:
        slips = {other for other in known if len(other) >= _LETTERS_MIN and _is_one_slip(word, other)}
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


def _run_together(word: str, titles: list[tuple[int, str]]) -> list[int]:
    """Records with a field that has the word where its spaces are left out: "namcao", "wifi"."""
    if len(word) not in _GLUED:
        return []
    apart = re.compile(rf" {' ?'.join(map(re.escape, word))} ")
    return [key for key, folded in titles if apart.search(folded)]
