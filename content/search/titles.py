"""Simple search over what records are called: titles, creators, subjects and publishers, with marks or without.

Every word asked for must stand somewhere in the record's folded fields, the last also as the beginning of a word. Words
that only say that something is sought ("sách", "truyện của") need not, where nothing is found with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from content.text import syllables

WORDS_MAX = 12
_FILLERS: Final = re.compile(
    r"\b(?:(?:tac gia|nha (?:van|tho|bao)|(?:noi|viet|hoi) ve|cua ong|nhu the nao|the nao|lam sao|la gi|co gi|thu tuc|"
    r"sach|quyen|cuon|truyen|tieu thuyet|bai|tap|cua|ve|cho|va|cac|nhung|mot|toi|minh|em|xin|muon|can|tim|kiem|doc|xem|"
    r"hay|voi|khi|bi|phai|duoc|de|con)\b ?)"
)
"""Folded words that people put around what they seek."""


def rank_titles(query: str, titles: Iterable[tuple[int, str]]) -> list[int]:
    """The records that a query means, best first.

    Args:
        query: as a reader typed it, any text; only its first WORDS_MAX syllables count.
        titles: key and folded fields of each record, as `Catalogue.titles` gives them: one field a line, title first,
            syllables between single spaces. Records that fit equally well stay in this order.

    Returns:
        Keys; none for a query without words.
    """
    words, all_titles = syllables(query)[:WORDS_MAX], list(titles)
    return ranked(words, all_titles) or ranked(without_fillers(words), all_titles)


def without_fillers(words: Sequence[str]) -> list[str]:
    """The words without those that only say that something is sought; none where there is nothing else."""
    return _FILLERS.sub("", " ".join(words)).split()


def ranked(words: Sequence[str], titles: Iterable[tuple[int, str]]) -> list[int]:
    """The records that have every word, best first; none for no words."""
    if not words:
        return []
    found = list(titles)
    # The last word may be half typed. Long words are rare: few titles are looked at twice.
    asked = [f" {words[-1]}", *(f" {word} " for word in words[:-1])]
    for word in sorted(asked, key=len, reverse=True):
        found = [title for title in found if word in title[1]]
    return [key for _, key in sorted(((_rank(folded, words), key) for key, folded in found), key=_first)]


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
