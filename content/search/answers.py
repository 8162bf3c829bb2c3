"""What a question finds: first what has it, then what is near to it, then what has some words of it side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice, pairwise
from typing import Final, Protocol

from content.records import ContentsEntry
from content.search.alike import alike_phrases, rank_alike
from content.search.headings import Sought, rank_headings
from content.search.questions import Question
from content.search.title_words import TitleWords
from content.search.titles import rank_near, rank_titles
from content.text import syllables

FEW: Final = 6
"""Below so many records chapters are looked for too."""
LOOKED_INTO: Final = 200
"""Records whose contents are read at most for one question."""
PLACES: Final = 8
SLIPS: Final = 12
"""Phrases with a slip mended that are looked for in tables of contents."""
RUNS: Final = 12
"""Runs of words of a long question that are asked for."""
FEWER: Final = 3
"""Shorter questions that are offered."""


class Fit(Enum):
    """How an answer fits: it has the words; it only resembles them; it has some of them; there is none."""

    WHOLE = "whole"
    NEAR = "near"
    PART = "part"
    NONE = "none"


class Searched(Protocol):
    """A library that is searched; what each method gives `Catalogue` and its caches say."""

    def titles(self) -> Sequence[tuple[int, str]]:
        """Key and folded fields of every record."""

    def title_words(self) -> TitleWords:
        """The words of them."""

    def spelled(self, keys: Sequence[int]) -> Mapping[int, str]:
        """The same fields of some records as they are written."""

    def contents_with(
        self, words: Sequence[str], marked: Sequence[str], *, most: int
    ) -> Iterable[tuple[int, Sequence[ContentsEntry]]]:
        """Contents of records that may have a line with these words."""

    def in_headings(self, phrases: Sequence[str]) -> set[str]:
        """Those of some folded phrases that stand in a line of contents of any record."""


@dataclass(frozen=True)
class Answer:
    """What was found.

    Attributes:
        asked: the words that found it. keys: of records, best first. places: lines of contents, best first, each with
            the key of its record. fewer: other parts of the question that find something, where this is one.
    """

    fit: Fit
    asked: Question
    keys: Sequence[int] = ()
    places: Sequence[tuple[int, ContentsEntry]] = ()
    fewer: tuple[Question, ...] = ()


def answer(query: str, library: Searched) -> Answer:
    """What a query finds.

    Args:
        query: as a reader typed it, any text.
    """
    question = Question.read(query)
    nothing = Answer(Fit.NONE, question)
    ways = [one for one in dict.fromkeys((question, question.essential())) if one.words]
    steps: tuple[Callable[[Question, Searched], Answer], ...] = (_whole, _near)
    found = (step(way, library) for step in steps for way in ways)
    return next((one for one in found if one.fit != Fit.NONE), None) or (_part(question, library) if ways else nothing)


def _whole(question: Question, library: Searched) -> Answer:
    keys = rank_titles(question, library.titles(), library.spelled)
    places = _places(question, library) if len(keys) < FEW else []
    return Answer(Fit.WHOLE if keys or places else Fit.NONE, question, keys, places)


def _places(question: Question, library: Searched) -> list[tuple[int, ContentsEntry]]:
    sought = Sought.of(question)
    return rank_headings(sought, library.contents_with(sought.words, sought.marked, most=LOOKED_INTO), most=PLACES)


def _near(question: Question, library: Searched) -> Answer:
    keys = rank_near(question, library.titles(), library.spelled) or rank_alike(question.text, library.title_words())
    places = [] if keys else _places_alike(question, library)
    return Answer(Fit.NEAR if keys or places else Fit.NONE, question, keys, places)


def _places_alike(question: Question, library: Searched) -> list[tuple[int, ContentsEntry]]:
    """Chapters whose heading has the words side by side, with other marks or with a slip."""
    phrases = [" ".join(question.folded), *islice(alike_phrases(question.folded, library.title_words()), SLIPS)]
    there = library.in_headings(phrases)
    for phrase in phrases:
        if phrase in there and " " in phrase:
            words = tuple(phrase.split())
            found = rank_headings(Sought(words), library.contents_with(words, (), most=LOOKED_INTO), most=PLACES)
            if found := [place for place in found if _has_phrase(place[1], words)]:
                return found
    return []


def _part(question: Question, library: Searched) -> Answer:
    """What the longest run of words finds, and which others find something."""
    found = [one for run in islice(_runs(question, library), RUNS) if (one := _of_run(run, library)).fit != Fit.NONE]
    if not found:
        return Answer(Fit.NONE, question)
    fewer: list[Question] = []
    for one in found:
        if not any(set(one.asked.words) <= set(other.words) for other in fewer):
            fewer.append(one.asked)
    best = found[0]
    return Answer(best.fit, best.asked, best.keys, best.places, tuple(fewer[1 : 1 + FEWER]))


def _runs(question: Question, library: Searched) -> Iterator[Question]:
    """Runs of words that may find something: any two neighbours stand side by side in a title or a heading."""
    pairs = [f"{one} {other}" for one, other in pairwise(question.folded)]
    known = library.title_words()
    there = {pair for pair in pairs if known.with_phrase(pair.split())} | library.in_headings(pairs)
    for run in question.runs():
        if run.essential().words and all(f"{one} {other}" in there for one, other in pairwise(run.folded)):
            yield run


def _of_run(run: Question, library: Searched) -> Answer:
    """What has all words of a run side by side."""
    keys = rank_titles(run, library.title_words().with_phrase(run.folded), library.spelled)
    places = [place for place in _places(run, library) if _has_phrase(place[1], run.folded)] if len(keys) < FEW else []
    return Answer(Fit.PART if keys or places else Fit.NONE, run, keys, places)


def _has_phrase(line: ContentsEntry, words: Sequence[str]) -> bool:
    return f" {' '.join(words)} " in f" {' '.join(syllables(line.title))} "
