"""Shelves, kinds and languages by their names: "tiếng thái", "sách mông", "báo", "chăn nuôi"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from content.search.questions import Question, Word

_PIECES: Final = re.compile(r"[,;()–/]")
_COMMON: Final = frozenset({"tieng", "chu", "ke", "nguoi"})
"""Folded words that many names have, and that alone name nothing."""


def rank_name(question: Question, title: str, hint: str = "") -> int | None:
    """How well a question names a list, smaller is better; None where it does not.

    Every word that says what is sought must stand in one piece of the name and be at least half of it, or be all of
    one piece of the hint.

    Args:
        title: what the list is called. hint: what is said under it, pieces between commas.
    """
    asked = _telling(question.essential().words) or question.words
    is_marked = question.is_marked
    shares = [_share(asked, piece, is_marked) for piece in _pieces(title)]
    if max(shares) * 2 >= 1:
        return 0 if max(shares) == 1 else 1
    return 2 if any(_share(asked, piece, is_marked) == 1 for piece in _pieces(hint)) else None


@lru_cache(maxsize=512)
def _pieces(name: str) -> tuple[tuple[Word, ...], ...]:
    """The words of each piece of a name."""
    return tuple(Question.read(piece).words for piece in _PIECES.split(name))


def _share(asked: Sequence[Word], piece: Sequence[Word], is_marked: bool) -> float:
    """Which part of the telling words of a piece is asked for; 0 where anything else is."""
    words = _telling(piece) or piece
    if not asked or not all(any(_is_same(one, other, is_marked) for other in piece) for one in asked):
        return 0.0
    return sum(any(_is_same(one, word, is_marked) for one in asked) for word in words) / len(words)


def _is_same(asked: Word, word: Word, is_marked: bool) -> bool:
    return asked.exact == word.exact if is_marked else asked.folded == word.folded


def _telling(words: Sequence[Word]) -> tuple[Word, ...]:
    return tuple(word for word in words if word.folded not in _COMMON)
