"""Browsing: by kind, subject, language, who sent it, and what is new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flask import abort

from content.addresses import KIND_WORDS, KINDS_BY_WORD, Address, Facet, Noun
from content.catalogue.shown import NOT_STATED, FacetValue, Listing, Wanted
from content.records import Institution, Kind
from content.translations import gettext, kind_word, marked
from webapp.library.lists import EntryView, Paging, count_words, entry_views, paging
from webapp.library.visit import PAGE_SIZE, Pages, Visit
from webapp.library.words import INSTITUTIONS, KINDS, language_name
from webapp.shell.frame import Link, Page, View

CHOICES_ON_A_PAGE = 100
"""Values of a facet on one page; of subjects there are thousands where nobody chose keywords."""
FACETS = {
    Facet.NEW: (marked("Mới trên kệ"), "lich"),
    Facet.KIND: (marked("Theo loại"), "sach"),
    Facet.SUBJECT: (marked("Theo đề tài"), "mucluc"),
    Facet.LANGUAGE: (marked("Theo tiếng"), "loa"),
    Facet.INSTITUTION: (marked("Theo nơi gửi"), "nha"),
}
pages = Pages("browse", __name__)


@dataclass(frozen=True)
class BrowseView(View):
    """A choice of lists: the ways to browse, or the values of one."""

    template: ClassVar[str] = "browse/browse.html"
    heading: str
    choices: tuple[Link, ...]
    ways: tuple[Link, ...]
    paging: Paging


@dataclass(frozen=True)
class BrowseListView(View):
    """The records of one value. `back` leads to the other values; with_kinds: whether each line says what it is."""

    template: ClassVar[str] = "shelf/shelf.html"
    heading: str
    summary: str
    entries: tuple[EntryView, ...]
    paging: Paging
    ways: tuple[Link, ...]
    back: Link | None
    with_kinds: bool


def ways(visit: Visit) -> tuple[Link, ...]:
    """The ways to browse, as links."""
    return tuple(
        Link(visit.link(Address(noun=Noun.BROWSE, facet=facet)), gettext(words), icon)
        for facet, (words, icon) in FACETS.items()
    )


@pages.page(Noun.BROWSE)
def browse(visit: Visit) -> Page:
    """The ways to browse, the values of a facet, or the records of a value.

    Raises:
        NotFound: nothing has this value, or the list has no such page.
    """
    facet, value = visit.address.facet, visit.address.value
    if facet is None:
        return _choices(visit, gettext("Xem theo"), ways(visit), ())
    if facet is Facet.NEW or value:
        return _records(visit, facet, value)
    found = tuple(_choice(one, visit) for one in visit.catalogue.facet(facet))
    return _choices(visit, gettext(FACETS[facet][0]), found, ways(visit))


def _choices(visit: Visit, heading: str, choices: tuple[Link, ...], others: tuple[Link, ...]) -> Page:
    page, size = visit.address.page, CHOICES_ON_A_PAGE
    listing = Listing(entries=(), total=len(choices), page=page, size=size)
    if page > listing.pages:
        abort(404)
    on_page = choices[(page - 1) * size : page * size]
    return Page(view=BrowseView(heading, on_page, others, paging(listing, visit)), title=heading)


def _records(visit: Visit, facet: Facet, value: str) -> Page:
    wanted = wanted_of(facet, value)
    if wanted is None or (facet is Facet.NEW and value):
        abort(404)
    listing = visit.catalogue.listing(wanted, page=visit.address.page, size=PAGE_SIZE)
    if (listing.total == 0 and facet is not Facet.NEW) or visit.address.page > listing.pages:
        abort(404)
    words = gettext(FACETS[facet][0])
    heading = value_words(facet, value) if value else words
    back = Link(visit.link(Address(noun=Noun.BROWSE, facet=facet)), words) if value else None
    view = BrowseListView(
        heading=heading,
        summary=count_words(listing.total, [wanted.kind] if wanted.kind else []),
        entries=entry_views(listing.entries, visit),
        paging=paging(listing, visit),
        ways=() if value else ways(visit),
        back=back,
        with_kinds=wanted.kind is None,
    )
    look = KINDS[KINDS_BY_WORD[value]] if facet is Facet.KIND else None
    return Page(view=view, title=heading, cloth=look.cloth if look else "", motif=look.motif if look else "h1")


def wanted_of(facet: Facet, value: str) -> Wanted | None:
    """What is wanted of the catalogue for a value of a facet; None for a value that it cannot have."""
    match facet:
        case Facet.NEW:
            return Wanted(newest=True)
        case Facet.KIND:
            return Wanted(kind=KINDS_BY_WORD[value]) if value in KINDS_BY_WORD else None
        case Facet.SUBJECT:
            return Wanted(subject=value)
        case Facet.LANGUAGE:
            return Wanted(language=value)
        case Facet.INSTITUTION:
            return Wanted(institution=value) if value in {*Institution, NOT_STATED} else None


def value_words(facet: Facet, value: str) -> str:
    """A value in plain words. Kinds stand in addresses by their Vietnamese word."""
    match facet:
        case Facet.KIND:
            return kind_word(KINDS_BY_WORD[value])
        case Facet.LANGUAGE:
            return language_name(value) or value
        case Facet.INSTITUTION:
            return gettext("Chưa ghi") if value == NOT_STATED else gettext(INSTITUTIONS[Institution(value)])
        case _:
            return value


def _choice(one: FacetValue, visit: Visit) -> Link:
    value = KIND_WORDS[Kind(one.value)] if one.facet is Facet.KIND else one.value
    kinds = [Kind(one.value)] if one.facet is Facet.KIND else []
    icon = KINDS[kinds[0]].icon if kinds else ""
    href = visit.link(Address(noun=Noun.BROWSE, facet=one.facet, value=value))
    return Link(href, value_words(one.facet, value), icon, count_words(one.count, kinds))
