"""Finding folded words in a text and showing the text as it was written, with the places marked.

A text is folded once into a `FoldedText`, which knows for each folded character where it stood in the original. In
ordinary Vietnamese text that is the same place; only text with loose marks or invisible characters needs a map.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from content.text._characters import UNSPACED, is_mark, mark
from content.text.fold import fold_in_place, fold_letters, syllables
from content.text.normalise import ELLIPSIS

WORDS_MAX: Final = 40
"""Words of a question that are looked for; the rest is passed over."""
PATTERNS_KEPT: Final = 32
"""Compiled questions that are kept: a book asks every passage the same one."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a text, to be marked or not."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text: from `start` up to, and without, `end`. phrase: the whole question stands there."""

    start: int
    end: int
    phrase: bool = False


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text with its folded form.

    Attributes:
        original: as written. folded: to look into. places: for each folded character, and for the end, where it stands
            in the original; None if at the same place.
    """

    original: str
    folded: str
    places: array[int] | None

    @classmethod
    def of(cls, text: str) -> FoldedText:
        """Fold a text, remembering where everything stood."""
        folded = fold_in_place(text)
        return cls(text, folded, None) if folded is not None else _fold_with_places(text)

    def span(self, start: int, end: int, *, phrase: bool = False) -> Span:
        """The place in the original of a place in the folded text."""
        if self.places is None:
            return Span(start, end, phrase)
        return Span(self.places[start], self.places[end], phrase)


def find_all(text: str | FoldedText, query: str) -> tuple[Span, ...]:
    """Find a question in a text: as a phrase, or else all of its words.

    Args:
        text: where to look; give a `FoldedText` to ask it more than once.
        query: what to look for, with marks or without.

    Returns:
        The places of the whole phrase, in order. Where it does not stand anywhere, the places of its words, if every
        one of them occurs; otherwise nothing.
    """
    words = tuple(syllables(query)[:WORDS_MAX])
    if not words:
        return ()
    folded = text if isinstance(text, FoldedText) else FoldedText.of(text)
    phrases = [folded.span(*match.span(), phrase=True) for match in _phrase(words).finditer(folded.folded)]
    if phrases or len(words) == 1:
        return tuple(phrases)
    found = list(_any_of(words).finditer(folded.folded))
    if {match.group() for match in found} < set(words):
        return ()
    return tuple(folded.span(*match.span()) for match in found)


def snippet(text: str | FoldedText, words: Sequence[str], width: int) -> tuple[Segment, ...]:
    """Cut the part of a text out that shows best where words were found.

    Args:
        text: the passage as written.
        words: folded words, as `syllables` gives them, in the order of the question.
        width: characters to show, the ellipses not counted; a single word is shown even if it is longer.

    Returns:
        Segments which, joined, are one stretch of the text as it stands, with hits marked; before and after it a
        segment "…" where the text goes on. Without a hit it is the beginning of the text; of an empty text, nothing.
    """
    folded = text if isinstance(text, FoldedText) else FoldedText.of(text)
    wanted = tuple(word for word in words if word)[:WORDS_MAX]
    hits = list(_hits(folded, wanted)) if wanted else []
    chosen = _best(hits, width)
    whole = folded.original
    first, last = (chosen[0][0].start, chosen[-1][0].end) if chosen else (0, 0)
    start, end = _window(whole, first, last, width)
    shown = [span for span, _ in hits if start <= span.start and span.end <= end]
    return tuple(_segments(whole, start, end, shown))


def _fold_with_places(text: str) -> FoldedText:
    """Fold a text letter by letter, each with the marks that follow it."""
    pieces: list[str] = []
    places = array("L")
    for start, end in _clusters(text):
        piece = fold_letters(text[start:end])
        pieces.append(piece)
        places.extend(range(start, end) if len(piece) == end - start else [start] * len(piece))
    places.append(len(text))
    return FoldedText(text, "".join(pieces), places)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """The places of letters, each together with the marks and invisible characters after it."""
    start = 0
    for place in range(1, len(text)):
        if unicodedata.category(text[place]) not in {"Mn", "Mc", "Me", "Cf", "Cc"} or text[place].isspace():
            yield start, place
            start = place
    if text:
        yield start, len(text)


def _word(word: str) -> str:
    """Pattern of one folded word, whole.

    The letters stand first and the look back after them, so that the search can run to the first letter by itself.
    """
    letters = re.escape(word)
    before = "" if _is_unspaced(word[0]) else rf"(?<![^\W_]{letters})"
    after = "" if _is_unspaced(word[-1]) else r"(?![^\W_])"
    # Folded Latin letters bear no marks; elsewhere a mark makes another word of it.
    within = "" if word.isascii() else f"(?!{mark()})"
    return letters + before + after + within


def _is_unspaced(letter: str) -> bool:
    return re.match(f"[{UNSPACED}]", letter) is not None


@lru_cache(PATTERNS_KEPT)
def _phrase(words: tuple[str, ...]) -> re.Pattern[str]:
    """Pattern of words one after the other, with nothing but spaces and punctuation between them."""
    return re.compile(r"[\W_]+".join(_word(word) for word in words))


@lru_cache(PATTERNS_KEPT)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Pattern of any of these words, the longer first where one begins another."""
    return re.compile("|".join(_word(word) for word in sorted(set(words), key=lambda word: (-len(word), word))))


def _hits(folded: FoldedText, words: tuple[str, ...]) -> Iterator[tuple[Span, int]]:
    """Where words stand, in order, with the number of each word in the question."""
    number = {word: place for place, word in reversed(list(enumerate(words)))}
    for match in _any_of(words).finditer(folded.folded):
        yield folded.span(*match.span()), number[match.group()]


def _best(hits: Sequence[tuple[Span, int]], width: int) -> Sequence[tuple[Span, int]]:
    """The hits that fit into one window and say most: most different words, most of them in their order, earliest."""
    best: tuple[int, int] = (0, 0)
    chosen = hits[:1]
    counts: dict[int, int] = {}
    in_order = first = 0
    for last, (span, word) in enumerate(hits):
        counts[word] = counts.get(word, 0) + 1
        in_order += last > first and _follows(hits[last - 1], hits[last])
        while first < last and span.end - hits[first][0].start > width:
            leaving = hits[first][1]
            counts[leaving] -= 1
            if not counts[leaving]:
                del counts[leaving]
            in_order -= _follows(hits[first], hits[first + 1])
            first += 1
        if (len(counts), in_order) > best:
            best = (len(counts), in_order)
            chosen = hits[first : last + 1]
    return chosen


def _follows(one: tuple[Span, int], other: tuple[Span, int]) -> bool:
    """Whether two hits are neighbours in the text as in the question."""
    return other[1] == one[1] + 1 and other[0].start - one[0].end <= 2


def _window(text: str, first: int, last: int, width: int) -> tuple[int, int]:
    """The stretch of `width` characters to show around a place, beginning and ending at whole words where it can."""
    spare = max(0, width - (last - first))
    start = max(0, min(first - spare // 3, len(text) - width))
    end = min(len(text), max(last, start + width))
    if start > 0 and not text[start - 1].isspace():
        space = next((place for place in range(start, first) if text[place].isspace()), None)
        start = start if space is None else space + 1
    if end < len(text) and not text[end].isspace():
        space = next((place for place in range(end - 1, max(last, start), -1) if text[place].isspace()), None)
        end = end if space is None else space
    return _letter_start(text, start), _letter_start(text, end)


def _letter_start(text: str, place: int) -> int:
    """The place itself, or that of the letter whose marks stand there."""
    while 0 < place < len(text) and is_mark(text[place]):
        place -= 1
    return place


def _segments(text: str, start: int, end: int, hits: Sequence[Span]) -> Iterator[Segment]:
    """A stretch of text with its hits marked and an ellipsis where the text goes on."""
    if start > 0:
        yield Segment(ELLIPSIS, hit=False)
    place = start
    for hit in hits:
        if hit.start > place:
            yield Segment(text[place : hit.start], hit=False)
        yield Segment(text[hit.start : hit.end], hit=True)
        place = hit.end
    if end > place:
        yield Segment(text[place:end], hit=False)
    if end < len(text):
        yield Segment(ELLIPSIS, hit=False)
