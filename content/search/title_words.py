"""The words of all titles: which there are, how they sound, which titles have each. Made once for many questions."""

from __future__ import annotations

import re
import threading
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

_CALLED: Final = 2
"""Fields of a record by which people call it: its title, its creators."""

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


def sound(word: str) -> str:
    """What a folded syllable sounds like in the north-west: "nang" and "lan", "truyen" and "chuyen" alike."""
    for pattern, said in _SOUNDS:
        word = pattern.sub(said, word)
    return word


class TitleWords:
    """The words of some titles; for many threads, as it never changes.

    Args:
        titles: key and folded fields of each record, as `rank_titles` takes them.
    """

    def __init__(self, titles: Sequence[tuple[int, str]]) -> None:
        self.titles = titles
        self._having: dict[str, list[int]] = defaultdict(list)
        for position, (_, folded) in enumerate(titles):
            for word in set(folded.split()):
                self._having[word].append(position)
        self._sounding: dict[str, list[str]] = defaultdict(list)
        self._clipped: dict[str, list[str]] = defaultdict(list)
        self._called = frozenset(word for _, folded in titles for word in _called(folded).split())
        for word in sorted(self._called):
            self._sounding[sound(word)].append(word)
            for form in _clippings(word):
                self._clipped[form].append(word)

    def __contains__(self, word: str) -> bool:
        """Whether a record is called by a word, among others."""
        return word in self._called

    def sounding(self, said: str) -> Sequence[str]:
        """Words by which records are called, that sound so, in order."""
        return self._sounding.get(said, ())

    def near(self, word: str) -> set[str]:
        """Words by which records are called, that are the same without one letter of either or of both."""
        return {other for form in _clippings(word) for other in self._clipped.get(form, ())}

    def called(self, words: Sequence[str]) -> list[tuple[int, str]]:
        """Key and title with creators of the records where these words stand side by side in one of the two."""
        phrase = f" {' '.join(words)} "
        fields = ((self.titles[at][0], _called(self.titles[at][1])) for at in self._with(words))
        return [(key, folded) for key, folded in fields if phrase in folded]

    def with_phrase(self, words: Sequence[str]) -> list[tuple[int, str]]:
        """The titles where these words stand side by side in a field."""
        phrase = f" {' '.join(words)} "
        return [self.titles[at] for at in self._with(words) if phrase in self.titles[at][1]]

    def _with(self, words: Sequence[str]) -> Sequence[int]:
        """Places of the titles that have the rarest of the words; none where a word is in no title."""
        return min((self._having.get(word, []) for word in words), key=len, default=[])


class TitleWordsCache:
    """The words of the titles that were asked for last. For many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._words: TitleWords | None = None

    def words(self, titles: Sequence[tuple[int, str]]) -> TitleWords:
        """The words of some titles; made again only for other titles than those of the last time."""
        with self._lock:
            if self._words is None or self._words.titles is not titles:
                self._words = TitleWords(titles)
            return self._words


def _clippings(word: str) -> set[str]:
    """A word, and what is left of it without each one of its letters."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _called(folded: str) -> str:
    """The fields by which people call a record."""
    return "\n".join(folded.split("\n", _CALLED)[:_CALLED])
