"""Search over titles, creators and subjects, with marks or without; then over chapters; then with slips."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from flask import abort

from content.addresses import Address, Noun
from content.catalogue.shown import Entry, Listing, Shelf
from content.records import ContentsEntry
from content.search import heading_words, rank_alike, rank_headings, rank_titles
from content.translations import gettext, ngettext, number
from webapp.library.lists import EntryView, Paging, count_words, entry_views, paging
from webapp.library.visit import PAGE_SIZE, Pages, Visit
from webapp.shell.frame import Link, Page, View

NEAR_SHELVES = 4
FEW = 6
"""Below so many records chapters are looked for too."""
LOOKED_INTO = 200
"""Records whose contents are read at most for one question."""
PLACES = 8
FEWER = 3
"""Shorter questions that are offered."""
pages = Pages("search", __name__)


@dataclass(frozen=True)
class SearchView(View):
    """What was found.

    Attributes:
        heading: how much was found, or that there is nothing, or what to do.
        alike: whether the entries are only near to what was asked.
        places: chapters whose heading is about it, each with the book it stands in.
        places_heading: how many, "" where the heading says it.
        fewer: the same question with a word less, where nothing was found.
        shelves: where to look instead, with the dye of each. printed: whether some results are on paper only.
        ask: whether to offer the form that asks for a document.
    """

    template: ClassVar[str] = "search/search.html"
    query: str
    heading: str
    alike: bool
    places: tuple[Link, ...]
    places_heading: str
    entries: tuple[EntryView, ...]
    paging: Paging
    fewer: tuple[Link, ...]
    shelves: tuple[tuple[Link, str], ...]
    printed: bool
    ask: bool


@pages.page(Noun.SEARCH)
def search(visit: Visit) -> Page:
    """The results of a question, or the box alone.

    Raises:
        NotFound: the results have no such page.
    """
    query = " ".join(visit.address.query.split())
    keys = rank_titles(query, visit.titles()) if query else []
    places = _places(query, visit) if len(keys) < FEW else ()
    alike = bool(query) and not keys and not places
    keys = rank_alike(query, visit.title_words()) if alike else keys
    page = visit.address.page
    on_page = visit.catalogue.entries(keys[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]) if keys else ()
    listing = Listing(entries=on_page, total=len(keys), page=page, size=PAGE_SIZE)
    if page > listing.pages:
        abort(404)
    found = bool(keys or places)
    heading = _heading(query, 0 if alike else len(keys), len(places))
    view = SearchView(
        query=query,
        heading=heading,
        alike=alike and bool(keys),
        places=places,
        places_heading=_places_heading(query, len(places)) if keys else "",
        entries=entry_views(on_page, visit),
        paging=paging(listing, visit),
        fewer=_fewer(query, visit) if query and not found else (),
        shelves=_shelves(visit) if not found else (),
        printed=any(entry.place for entry in on_page),
        ask=bool(query) and (alike or not found),
    )
    return Page(view=view, title=heading, found=found if query else None)


def _heading(query: str, total: int, places: int) -> str:
    if not query:
        return gettext("Tìm trong tủ sách")
    if not total and places:
        return _places_heading(query, places)
    if not total:
        return gettext("Chưa có “%(query)s”") % {"query": query}
    words = ngettext("%(num)s tài liệu có “%(query)s”", "%(num)s tài liệu có “%(query)s”", total)
    return words % {"num": number(total), "query": query}


def _places_heading(query: str, total: int) -> str:
    words = ngettext("%(num)s chương có “%(query)s”", "%(num)s chương có “%(query)s”", total)
    return words % {"num": number(total), "query": query}


def _places(query: str, visit: Visit) -> tuple[Link, ...]:
    """Chapters whose heading has what is asked for, of each record the nearest."""
    for sought in heading_words(query):
        contents = visit.catalogue.contents_with(sought.words, sought.marked, most=LOOKED_INTO)
        found = rank_headings(sought, contents, most=PLACES)
        if found:
            return tuple(_place(line, entry, visit) for key, line in found for entry in visit.catalogue.entries([key]))
    return ()


def _place(line: ContentsEntry, entry: Entry, visit: Visit) -> Link:
    address = Address(noun=Noun.PART, kind=entry.kind, record=entry.id, part=line.part, place=line.place)
    return Link(visit.link(address), line.title, "mucluc", entry.title)


def _fewer(query: str, visit: Visit) -> tuple[Link, ...]:
    """Shorter questions that do find something: the first words, the last words, then each word alone."""
    words = query.split()
    if not 1 < len(words) <= 12:
        return ()
    known = visit.title_words()
    tries = [" ".join(words[:-1]), " ".join(words[1:]), *(word for word in words if len(word) > 2)]
    good = islice((one for one in dict.fromkeys(tries) if known.finds(one)), FEWER)
    return tuple(Link(visit.link(Address(noun=Noun.SEARCH, query=one)), one) for one in good)


def _shelves(visit: Visit) -> tuple[tuple[Link, str], ...]:
    shelves = sorted(visit.catalogue.shelves(visit.address.language), key=_by_size)[:NEAR_SHELVES]
    return tuple(
        (
            Link(
                visit.link(Address(noun=Noun.SHELF, shelf=shelf.id)),
                shelf.title,
                shelf.icon,
                count_words(shelf.count, shelf.kinds),
            ),
            shelf.cloth,
        )
        for shelf in shelves
    )


def _by_size(shelf: Shelf) -> int:
    return -shelf.count
