"""Search: lists by their names, records by what they are called, chapters by their headings, then what is near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from flask import abort

from content.addresses import Address, Noun
from content.catalogue.shown import Entry, Listing, Shelf, Wanted
from content.records import ContentsEntry
from content.search import Answer, Fit, Question, answer, quoted
from content.translations import gettext, ngettext, number
from webapp.library.home import language_rows
from webapp.library.lists import EntryView, Paging, entry_views, paging
from webapp.library.named import Row, named_lists, shelf_row
from webapp.library.visit import PAGE_SIZE, Pages, Visit
from webapp.shell.frame import Link, Page, View

NEAR_SHELVES = 4
"""Big tiles that are offered where nothing is found, beside the languages and the other shelves."""
pages = Pages("search", __name__)


@dataclass(frozen=True)
class SearchView(View):
    """What was found.

    Attributes:
        heading: how much was found, or that there is nothing, or what to do.
        named: shelves, kinds and languages that are called so, with the dye of each.
        beside: what is said before results that do not fit the whole question, "" where they do.
        places: chapters whose heading is about it, each with the book it stands in.
        places_heading: how many, "" where the heading says it.
        fewer: other parts of the question that find something.
        shelves: where to look instead, with the dye of each. printed: whether some results are on paper only.
        ask: whether to offer the form that asks for a document.
    """

    template: ClassVar[str] = "search/search.html"
    query: str
    heading: str
    named: tuple[Row, ...]
    beside: str
    places: tuple[Link, ...]
    places_heading: str
    entries: tuple[EntryView, ...]
    paging: Paging
    fewer: tuple[Link, ...]
    shelves: tuple[Row, ...]
    printed: bool
    ask: bool


@pages.page(Noun.SEARCH)
def search(visit: Visit) -> Page:
    """The results of a question, or the box alone.

    Raises:
        NotFound: the results have no such page.
    """
    query = " ".join(visit.address.query.split())
    name = quoted(query)
    made = visit.catalogue.listing(Wanted(creator=name), page=visit.address.page, size=PAGE_SIZE) if name else None
    if made and made.total:
        words = ngettext("%(num)s tài liệu của %(name)s", "%(num)s tài liệu của %(name)s", made.total)
        heading = words % {"num": number(made.total), "name": name}
        return _page(visit, query, heading, made, Answer(Fit.WHOLE, Question(())))
    lists = named_lists(Question.read(query), visit)
    found = answer(name or query, visit.searched())
    if lists and found.fit is not Fit.WHOLE:
        # Who asks for the newspapers means the shelf, not what is spelled nearly so.
        found = Answer(Fit.NONE, found.asked)
    return _page(visit, query, _heading(query, found, lists), _listing(found.keys, visit), found, lists)


def _listing(keys: Sequence[int], visit: Visit) -> Listing:
    page = visit.address.page
    on_page = visit.catalogue.entries(list(keys[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])) if keys else ()
    return Listing(entries=on_page, total=len(keys), page=page, size=PAGE_SIZE)


def _page(visit: Visit, query: str, heading: str, listing: Listing, found: Answer, lists: tuple[Row, ...] = ()) -> Page:
    if listing.page > listing.pages:
        abort(404)
    there = bool(lists) or found.fit in {Fit.WHOLE, Fit.PART}
    says_places = found.places and (found.keys or lists or found.fit is not Fit.WHOLE)
    view = SearchView(
        query=query,
        heading=heading,
        named=lists,
        beside=_beside(found),
        places=tuple(_places(found, visit)),
        places_heading=_places_heading(found) if says_places and found.fit is not Fit.NEAR else "",
        entries=entry_views(listing.entries, visit),
        paging=paging(listing, visit),
        fewer=tuple(Link(_link(one.text, visit), one.text) for one in found.fewer),
        shelves=() if lists or found.fit is not Fit.NONE else _shelves(visit),
        printed=any(entry.place for entry in listing.entries),
        ask=bool(query) and not lists and found.fit is not Fit.WHOLE,
    )
    return Page(view=view, title=heading, found=there if query else None)


def _heading(query: str, found: Answer, lists: Sequence[Row]) -> str:
    if not query:
        return gettext("Tìm trong tủ sách")
    if found.fit is not Fit.WHOLE:
        words = gettext("Có kệ “%(query)s”") if lists else gettext("Chưa có “%(query)s”")
        return words % {"query": query}
    total = len(found.keys)
    if not total:
        return _places_heading(found)
    words = ngettext("%(num)s tài liệu có “%(query)s”", "%(num)s tài liệu có “%(query)s”", total)
    return words % {"num": number(total), "query": found.asked.text}


def _beside(found: Answer) -> str:
    if found.fit is Fit.NEAR:
        return gettext("Gần giống thì có:")
    return gettext("Riêng “%(query)s” thì có:") % {"query": found.asked.text} if found.fit is Fit.PART else ""


def _places_heading(found: Answer) -> str:
    total = len(found.places)
    words = ngettext("%(num)s chương có “%(query)s”", "%(num)s chương có “%(query)s”", total)
    return words % {"num": number(total), "query": found.asked.text}


def _places(found: Answer, visit: Visit) -> list[Link]:
    """Chapters whose heading has what is asked for, of each record the nearest."""
    return [_place(line, entry, visit) for key, line in found.places for entry in visit.catalogue.entries([key])]


def _place(line: ContentsEntry, entry: Entry, visit: Visit) -> Link:
    address = Address(noun=Noun.PART, kind=entry.kind, record=entry.id, part=line.part, place=line.place)
    return Link(visit.link(address), line.title, "mucluc", entry.title)


def _link(query: str, visit: Visit) -> str:
    return visit.link(Address(noun=Noun.SEARCH, query=query))


def _shelves(visit: Visit) -> tuple[Row, ...]:
    """The fullest of the big tiles, then the languages of the place, then every other shelf."""
    shelves = visit.catalogue.shelves(visit.address.language)
    tiles = sorted((shelf for shelf in shelves if shelf.tile), key=_by_size)[:NEAR_SHELVES]
    others = [shelf for shelf in shelves if not shelf.tile]
    rows = [shelf_row(shelf, visit) for shelf in tiles], language_rows(visit), [shelf_row(one, visit) for one in others]
    return tuple(row for some in rows for row in some)


def _by_size(shelf: Shelf) -> int:
    return -shelf.count
