"""Lists that a question names: shelves, languages, kinds. Counted only where the name fits."""

from __future__ import annotations

from content.addresses import KIND_WORDS, Address, Facet, Noun
from content.catalogue import shelf_names
from content.catalogue.shown import Shelf
from content.records import Kind
from content.search import Question, rank_name
from content.text import LANGUAGES
from content.translations import kind_word
from webapp.library.home import language_rows
from webapp.library.lists import count_words
from webapp.library.visit import Visit
from webapp.library.words import KINDS, language_name
from webapp.shell.frame import Link

NAMED = 4
WORDS_MAX = 6
"""Words of a question that may name a list."""
Row = tuple[Link, str]
"""A link to a list, and its dye."""


def named_lists(question: Question, visit: Visit) -> tuple[Row, ...]:
    """The lists that a question names and that hold something, the best named first."""
    if not question.words or len(question.words) > WORDS_MAX:
        return ()
    shelves = _shelves(question, visit)
    found = [(rank, shelf_row(shelf, visit)) for rank, shelf in shelves]
    found += _languages(question, visit)
    named = [shelf for _, shelf in shelves if rank_name(question, shelf.title) is not None]
    found += _kinds(question, visit, {kind for shelf in named for kind in shelf.kinds})
    each: dict[str, Row] = {}
    for _, row in sorted(found, key=_rank_of):
        each.setdefault(row[0].href, row)
    return tuple(each.values())[:NAMED]


def shelf_row(shelf: Shelf, visit: Visit) -> Row:
    """A shelf with the number of what stands on it."""
    href = visit.link(Address(noun=Noun.SHELF, shelf=shelf.id))
    return Link(href, shelf.title, shelf.icon, count_words(shelf.count, shelf.kinds)), shelf.cloth


def _rank_of(one: tuple[int, Row]) -> int:
    return one[0]


def _shelves(question: Question, visit: Visit) -> list[tuple[int, Shelf]]:
    language = visit.address.language
    ranks = [
        (rank, shelf)
        for shelf, title, hint in shelf_names(visit.catalogue.connection, language)
        if (rank := rank_name(question, title, hint)) is not None
    ]
    shelves = ((rank, visit.catalogue.shelf(shelf, language)) for rank, shelf in ranks)
    return [(rank, shelf) for rank, shelf in shelves if shelf and shelf.count]


def _languages(question: Question, visit: Visit) -> list[tuple[int, Row]]:
    """Languages; those of the place with the rows of the home page first."""
    if all(rank_name(question, language_name(tag)) is None for tag in LANGUAGES):
        return []
    rows = language_rows(visit)
    for value in visit.catalogue.facet(Facet.LANGUAGE):
        href = visit.link(Address(noun=Noun.BROWSE, facet=Facet.LANGUAGE, value=value.value))
        rows.append((Link(href, language_name(value.value) or value.value, "loa", count_words(value.count)), "ks"))
    return [(rank, row) for row in rows if (rank := rank_name(question, row[0].words)) is not None]


def _kinds(question: Question, visit: Visit, shelved: set[Kind]) -> list[tuple[int, Row]]:
    """Kinds that no shelf of such a name stands for; a hint only says that they are there too."""
    ranks = {kind: rank_name(question, kind_word(kind)) for kind in set(Kind) - shelved}
    if all(rank is None for rank in ranks.values()):
        return []
    counts = {value.value: value.count for value in visit.catalogue.facet(Facet.KIND)}
    return [
        (
            rank,
            (
                Link(
                    visit.link(Address(noun=Noun.BROWSE, facet=Facet.KIND, value=KIND_WORDS[kind])),
                    kind_word(kind),
                    KINDS[kind].icon,
                    count_words(counts[kind], [kind]),
                ),
                KINDS[kind].cloth,
            ),
        )
        for kind, rank in ranks.items()
        if rank is not None and counts.get(kind)
    ]
