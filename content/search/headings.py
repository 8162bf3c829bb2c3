"""Search in tables of contents: which chapter is about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from content.records import ContentsEntry
from content.search.questions import Question
from content.text import ELLIPSIS, exact, syllables


@dataclass(frozen=True)
class Sought:
    """What a heading must have: `words`, folded, and those of them that a reader typed with marks, so `marked`.

    Where she types none, all marks fit.
    """

    words: tuple[str, ...]
    marked: tuple[str, ...] = ()

    @classmethod
    def of(cls, question: Question) -> Sought:
        """What a heading must have that is to have the words of a question."""
        marked = tuple(word.exact for word in question.words if word.exact != word.folded)
        return cls(question.folded, tuple(dict.fromkeys(marked)))


def rank_headings(
    sought: Sought, contents: Iterable[tuple[int, Sequence[ContentsEntry]]], *, most: int
) -> list[tuple[int, ContentsEntry]]:
    """Lines of contents that have every word, best first; of each record the best alone.

    Args:
        contents: the contents of each record that may have such a line, with its key, those nearest to it first.
        most: how many lines; no more contents are read than that takes.
    """
    found = ((*best, key) for key, lines in contents if (best := _best(lines, sought)))
    return [(key, line) for _, line, key in sorted(islice(found, most), key=lambda one: one[0])]


def _best(lines: Iterable[ContentsEntry], sought: Sought) -> tuple[tuple[int, int], ContentsEntry] | None:
    ranked = ((rank, line) for line in lines if (rank := _rank(line.title, sought)) is not None)
    return min(ranked, key=lambda pair: pair[0], default=None)


def _rank(title: str, sought: Sought) -> tuple[int, int] | None:
    """How well a heading fits, smaller is better, None where it lacks a word: whether in order, and its length.

    What ends in an ellipsis is no heading but the first words of a chapter that has none.
    """
    said = syllables(title)
    folded = f" {' '.join(said)} "
    if title.endswith(ELLIPSIS) or not all(f" {word} " in folded for word in sought.words):
        return None
    letters = exact(title)
    if not all(word in letters for word in sought.marked):
        return None
    return (0 if f" {' '.join(sought.words)} " in folded else 1, len(said))
