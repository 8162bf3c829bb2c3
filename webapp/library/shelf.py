"""A shelf: its records with their covers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import abort

from content.addresses import Noun
from content.catalogue.shown import Wanted
from content.records import Kind
from webapp.library.browse import ways
from webapp.library.lists import EntryView, Paging, count_words, entry_views, paging
from webapp.library.visit import PAGE_SIZE, Pages, Visit
from webapp.shell.frame import Link, Page, View

pages = Pages("shelf", __name__)


@dataclass(frozen=True)
class ShelfView(View):
    """A shelf or another list of records.

    Attributes:
        heading: what the list is of. summary: how many, and by what order.
        ways: chips to other lists. back: where the list was chosen, None where there is no such page.
        with_kinds: whether each line says what it is: to be heard, watched or looked at.
    """

    template: ClassVar[str] = "shelf/shelf.html"
    heading: str
    summary: str
    entries: tuple[EntryView, ...]
    paging: Paging
    ways: tuple[Link, ...]
    back: Link | None = None
    with_kinds: bool = False


@pages.page(Noun.SHELF)
def shelf(visit: Visit) -> Page:
    """One shelf.

    Raises:
        NotFound: there is no such shelf, or no such page of it.
    """
    found = visit.catalogue.shelf(visit.address.shelf, visit.address.language)
    if found is None:
        abort(404)
    listing = visit.catalogue.listing(Wanted(shelf=found.id), page=visit.address.page, size=PAGE_SIZE)
    if visit.address.page > listing.pages:
        abort(404)
    view = ShelfView(
        heading=found.title,
        summary=count_words(listing.total, found.kinds),
        entries=entry_views(listing.entries, visit),
        paging=paging(listing, visit),
        ways=ways(visit),
        with_kinds=len(found.kinds) > 1 and Kind.BOOK not in found.kinds,
    )
    return Page(view=view, title=found.title, cloth=found.cloth, motif=found.motif)
