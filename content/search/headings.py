"""Search in tables of contents: which chapter is about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from content.records import ContentsEntry
from content.search.titles import WORDS_MAX, without_fillers
from content.text import ELLIPSIS, exact, syllables


def heading_words(query: str) -> list[tuple[str, ...]]:
    """The folded words that a heading must have to be found: those of the query, or else those that say what is sought.

    Args:
        query: as a reader typed it.
    """
    words = syllables(query)[:WORDS_MAX]
    return [one for one in dict.fromkeys(map(tuple, (words, without_fillers(words)))) if one]


def rank_headings(
    words: Sequence[str], query: str, contents: Iterable[tuple[int, Sequence[ContentsEntry]]]
) -> list[tuple[int, ContentsEntry]]:
    """Lines of contents that have every word, best first; of each record the best alone.

    Whole words are compared, with the marks that the reader typed: where she types none, all marks fit.

    Args:
        words: one of `heading_words`. query: what they are of.
        contents: the contents of each record that may have such a line, with its key.
    """
    marked = {word for word in exact(query).split() if not word.isascii()}
    best = [
        (*min(found, key=lambda pair: pair[0]), key)
        for key, lines in contents
        if (found := [(rank, line) for line in lines if (rank := _rank(line.title, words, marked)) is not None])
    ]
    return [(key, line) for _, line, key in sorted(best, key=lambda one: one[0])]


def _rank(title: str, words: Sequence[str], marked: set[str]) -> tuple[int, int] | None:
    """How well a heading fits, smaller is better, None where it lacks a word: whether in order, and its length.

    What ends in an ellipsis is no heading but the first words of a chapter that has none.
    """
    said = syllables(title)
    folded = f" {' '.join(said)} "
    if title.endswith(ELLIPSIS) or not words or not all(f" {word} " in folded for word in words):
        return None
    letters = exact(title)
    if not all(word in letters for word in marked if syllables(word)[:1] and syllables(word)[0] in words):
        return None
    return (0 if f" {' '.join(words)} " in folded else 1, len(said))
