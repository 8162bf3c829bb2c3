"""A question as a reader typed it: its words with the marks she gave them and without, and its parts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from content.text import exact, fold, normalise, old_style_tones, syllables, word_spans

WORDS_MAX: Final = 12
"""Words of a question that count."""
_QUOTED: Final = re.compile(r"\s*[\"“”](.+)[\"“”]\s*", re.DOTALL)
_SAID: Final = (
    "tác giả, nhà văn, nhà thơ, nhà báo, nói về, viết về, hỏi về, của ông, như thế nào, thế nào, làm sao, là gì, "
    "có gì, thủ tục, đăng ký, đăng kí, giấy tờ, bao nhiêu, bao lâu, khi nào, ở đâu, tại sao, vì sao, sách, quyển, "
    "cuốn, truyện, tiểu thuyết, bài, tập, của, về, cho, và, các, những, một, tôi, mình, em, xin, muốn, cần, tìm, "
    "kiếm, đọc, xem, hay, với, khi, bị, phải, được, để, con, làm, cách, giấy, người, ở, có, gì"
)
"""What people put around what they seek."""
_FILLERS: Final = tuple(tuple(phrase.split()) for phrase in _SAID.split(", "))


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was `typed`, with its marks in small letters (`exact`), and `folded`."""

    typed: str
    exact: str
    folded: str


@dataclass(frozen=True)
class Question:
    """Words that are asked for together, in order."""

    words: tuple[Word, ...]

    @classmethod
    def read(cls, query: str) -> Question:
        """The question of any text; only its first WORDS_MAX words count."""
        text = unicodedata.normalize("NFC", normalise(query))
        typed = [text[start:end] for start, end in word_spans(text)]
        words = [Word(word, exact(word), "".join(syllables(word))) for word in typed[: 2 * WORDS_MAX]]
        return cls(tuple(word for word in words if word.folded)[:WORDS_MAX])

    @cached_property
    def text(self) -> str:
        """Its words as they were typed."""
        return " ".join(word.typed for word in self.words)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Its words without marks."""
        return tuple(word.folded for word in self.words)

    @cached_property
    def phrase(self) -> str:
        """Its folded words as they stand side by side in a folded field."""
        return f" {' '.join(self.folded)} "

    @property
    def is_marked(self) -> bool:
        """Whether any word was typed with marks; where none was, all marks fit."""
        return any(word.exact != word.folded for word in self.words)

    def essential(self) -> Question:
        """The question without words that only say that something is sought; no words where there is nothing else."""
        return Question(tuple(self.words[at] for at in _kept(self.words)))

    def runs(self) -> Iterator[Question]:
        """Shorter questions of two or more words that stand side by side in it, the longest first.

        Of those of one length first those with most words that say what is sought.
        """
        essential = set(_kept(self.words))
        for length in range(len(self.words) - 1, 1, -1):
            starts = range(len(self.words) - length + 1)
            for start in sorted(starts, key=lambda at: -len(essential.intersection(range(at, at + length)))):
                yield Question(self.words[start : start + length])


def quoted(query: str) -> str:
    """What stands between quotation marks, where they are around all of a query; else ""."""
    found = _QUOTED.fullmatch(query)
    return found[1].strip() if found else ""


def without_fillers(words: Sequence[str]) -> list[str]:
    """The folded words without those that only say that something is sought; none where there is nothing else."""
    return [words[at] for at in _kept([Word(word, word, word) for word in words])]


def spellings(word: str) -> tuple[str, ...]:
    """How a word may be written that has its tone mark in the old style: "hòa" also as "hoà".

    Args:
        word: as `exact` gives it.
    """
    moved = (
        word[:at] + unicodedata.normalize("NFC", base + word[at + 1] + tone) + word[at + 2 :]
        for at in range(len(word) - 1)
        for base, tone in [_without_tone(word[at])]
        if tone
    )
    return (word, *(one for one in moved if old_style_tones(one) == word))


def _without_tone(letter: str) -> tuple[str, str]:
    """A letter and its tone mark, "" where it has none."""
    apart = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in apart[1:] if mark in "\u0300\u0301\u0303\u0309\u0323")
    return "".join(mark for mark in apart if mark not in tone), tone


def _kept(words: Sequence[Word]) -> list[int]:
    """Places of the words that say what is sought."""
    kept, at = [], 0
    while at < len(words):
        length = max((len(filler) for filler in _FILLERS if _stands_at(words, at, filler)), default=0)
        if not length:
            kept.append(at)
        at += length or 1
    return kept


def _stands_at(words: Sequence[Word], at: int, filler: Sequence[str]) -> bool:
    """Whether words begin with a filler at a place; where they were typed with marks, with the same."""
    here = words[at : at + len(filler)]
    return len(here) == len(filler) and all(
        word.exact == one or word.exact == word.folded == fold(one) for word, one in zip(here, filler, strict=True)
    )
