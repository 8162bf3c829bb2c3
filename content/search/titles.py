"""Simple search over what records are called: titles, creators, subjects and publishers, with marks or without.

Every word asked for must stand somewhere in the record's folded fields, whole or as the beginning of a word.
"""

from __future__ import annotations

from collections.abc import Iterable

from content.text import syllables

WORDS_MAX = 12


def rank_titles(query: str, titles: Iterable[tuple[int, str]]) -> list[int]:
    """The records that a query means, best first.

    Args:
        query: as a reader typed it, any text; only its first WORDS_MAX syllables count.
        titles: key and folded fields of each record, as `Catalogue.titles` gives them: one field a line, title first,
            syllables between single spaces. Records that fit equally well stay in this order.

    Returns:
        Keys; none for a query without words.
    """
    words = syllables(query)[:WORDS_MAX]
    if not words:
        return []
    found = list(titles)
    for word in sorted(words, key=len, reverse=True):  # long words are rare: few titles are looked at twice
        beginning = f" {word}"
        found = [title for title in found if beginning in title[1]]
    phrase, whole = f" {' '.join(words)}", [f" {word} " for word in words]
    return [key for _, key in sorted(((_rank(folded, words, phrase, whole), key) for key, folded in found), key=_first)]


def _first(pair: tuple[tuple[int, int], int]) -> tuple[int, int]:
    return pair[0]


def _rank(folded: str, words: list[str], phrase: str, whole: list[str]) -> tuple[int, int]:
    """How well a record that has every word fits, smaller is better: (where, how).

    Where: 0 the whole title, 1 the title begins with the words, 2 they stand in it in order, 3 all in the title,
    4 in creators, subjects or publisher. How: 0 all as whole words, 1 some only as beginnings.
    """
    how = 0 if all(word in folded for word in whole) else 1
    title = folded.split("\n", 1)[0]
    if title == f"{phrase} ":
        return 0, 0
    if title.startswith(phrase):
        return 1, how
    if phrase in title:
        return 2, how
    return (3, how) if all(f" {word}" in title for word in words) else (4, how)
