"""Lists for reading apps: the start, shelves, browsing and search, of what a reader may take home."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flask import Response, abort

from content.addresses import KIND_WORDS, Address, Facet, Feed, Noun
from content.catalogue.shown import Entry, FacetValue, Listing, Shown, Wanted
from content.records import Kind
from content.search import Fit, answer, quoted
from content.translations import gettext
from webapp.library.browse import FACETS, value_words, wanted_of
from webapp.library.covers import thumbnail_name
from webapp.library.opds import atom, webpub
from webapp.library.opds.listed import (
    NEW,
    SUBSECTION,
    Download,
    FacetGroup,
    FacetLink,
    Listed,
    Paged,
    Picture,
    Publication,
    Way,
)
from webapp.library.picture import THUMBNAIL_TYPE, TYPES
from webapp.library.visit import Pages, Visit, resource_path
from webapp.library.words import rights_words
from webapp.shell.answers import send_text
from webapp.shell.headers import FILE_POLICY

SIZE = 50
"""Publications on a page."""
VALUES_MOST = 500
"""Of a facet, in a feed of ways."""
FACET_VALUES_MOST = 20
BEGINNING = "2020-01-01T00:00:00Z"
"""Of what came while the clock was not trusted: a date that no app takes for news."""
_IN_A_FACET = (Facet.KIND, Facet.LANGUAGE)
pages = Pages("feed", __name__)


@pages.page(Noun.FEED)
def feed(visit: Visit) -> Response:
    """One feed.

    Raises:
        NotFound: there is no such list, or no such page of it.
    """
    listed = _listed(visit)
    is_json = visit.address.feed is Feed.JSON
    return send_text(
        visit.request,
        webpub.written(listed) if is_json else atom.written(listed),
        media_type=webpub.MEDIA_TYPE if is_json else atom.media_type(listed),
        policy=FILE_POLICY,
    )


@pages.page(Noun.SEARCH_DESCRIPTION)
def search_description(visit: Visit) -> Response:
    """How apps search."""
    searched = Address(noun=Noun.FEED, of=Noun.SEARCH, language=visit.address.language)
    body = atom.description(visit.library_name, f"{searched.path}?q={{searchTerms}}", visit.address.language)
    return send_text(visit.request, body, media_type=atom.DESCRIPTION_TYPE, policy=FILE_POLICY)


def _listed(visit: Visit) -> Listed:
    address = visit.address
    if address.of is Noun.HOME:
        return _ways(visit, visit.library_name, _start(visit))
    if address.of is Noun.SHELF:
        shelf = visit.catalogue.shelf(address.shelf, address.language) or abort(404)
        return _publications(visit, shelf.title, _listing(visit, Wanted(shelf=shelf.id)))
    if address.of is Noun.SEARCH:
        return _publications(visit, gettext("Tìm trong tủ sách"), _found(visit))
    if address.facet is None:
        return _ways(visit, gettext("Xem theo"), _facet_ways(visit))
    if address.facet is Facet.NEW or address.value:
        listing = _browsed(visit)
        return _publications(visit, _browse_title(address), listing, facets=_facets(visit))
    return _ways(visit, gettext(FACETS[address.facet][0]), _values(visit, address.facet))


def _browse_title(address: Address) -> str:
    facet = address.facet or Facet.NEW
    return value_words(facet, address.value) if address.value else gettext(FACETS[facet][0])


def _browsed(visit: Visit) -> Listing:
    """What is new, or what has the value of a facet.

    Raises:
        NotFound: nothing that may be taken home has it.
    """
    facet, value = visit.address.facet or Facet.NEW, visit.address.value
    wanted = wanted_of(facet, value)
    if wanted is None or (facet is Facet.NEW and value):
        abort(404)
    listing = _listing(visit, wanted)
    if not listing.total and facet is not Facet.NEW:
        abort(404)
    return listing


def _ways(visit: Visit, title: str, ways: Iterator[Way]) -> Listed:
    if visit.address.page > 1:
        abort(404)
    return Listed(
        address=visit.address,
        title=title,
        updated=_last(visit),
        library=visit.library_name,
        language=visit.address.language,
        up=None if visit.address.of is Noun.HOME else _feed(visit, of=Noun.HOME),
        is_navigation=True,
        ways=tuple(ways),
    )


def _start(visit: Visit) -> Iterator[Way]:
    """What is new, the shelves that have something to take home, and the ways to browse."""
    language = visit.address.language
    newest = _count(visit, Wanted(newest=True))
    if newest:
        address = _feed(visit, of=Noun.BROWSE, facet=Facet.NEW)
        yield Way(address=address, title=gettext(FACETS[Facet.NEW][0]), relation=NEW, count=newest)
    for shelf in visit.catalogue.shelves(language):
        count = _count(visit, Wanted(shelf=shelf.id))
        if count:
            address = _feed(visit, of=Noun.SHELF, shelf=shelf.id)
            yield Way(address=address, title=shelf.title, hint=shelf.hint, count=count)
    yield from _facet_ways(visit)


def _facet_ways(visit: Visit) -> Iterator[Way]:
    for facet, (words, _) in FACETS.items():
        if facet is not Facet.NEW and visit.catalogue.facet(facet, to_take_home=True):
            address = _feed(visit, of=Noun.BROWSE, facet=facet)
            yield Way(address=address, title=gettext(words), leads_to_more=True)


def _values(visit: Visit, facet: Facet) -> Iterator[Way]:
    for one in visit.catalogue.facet(facet, to_take_home=True)[:VALUES_MOST]:
        value = _value(one)
        address = _feed(visit, of=Noun.BROWSE, facet=facet, value=value)
        yield Way(address=address, title=value_words(facet, value), relation=SUBSECTION, count=one.count)


def _value(one: FacetValue) -> str:
    return KIND_WORDS[Kind(one.value)] if one.facet is Facet.KIND else one.value


def _facets(visit: Visit) -> tuple[FacetGroup, ...]:
    """Other views of what is new: by kind, by language; a group of which there is one alone is none."""
    groups = []
    for facet in _IN_A_FACET:
        values = visit.catalogue.facet(facet, to_take_home=True)[:FACET_VALUES_MOST]
        if len(values) > 1:
            groups.append(
                FacetGroup(title=gettext(FACETS[facet][0]), links=tuple(_facet_link(visit, one) for one in values))
            )
    return tuple(groups)


def _facet_link(visit: Visit, one: FacetValue) -> FacetLink:
    value = _value(one)
    return FacetLink(
        address=_feed(visit, of=Noun.BROWSE, facet=one.facet, value=value),
        title=value_words(one.facet, value),
        count=one.count,
        is_active=(visit.address.facet, visit.address.value) == (one.facet, value),
    )


def _count(visit: Visit, wanted: Wanted) -> int:
    return visit.catalogue.listing(replace(wanted, to_take_home=True), page=1, size=1).total


def _listing(visit: Visit, wanted: Wanted) -> Listing:
    return visit.catalogue.listing(replace(wanted, to_take_home=True), page=visit.address.page, size=SIZE)


def _found(visit: Visit) -> Listing:
    """What a question finds of what may be taken home: as the page of search, without chapters and lists."""
    query, page = " ".join(visit.address.query.split()), visit.address.page
    name = quoted(query)
    made = _listing(visit, Wanted(creator=name)) if name else None
    if made and made.total:
        return made
    found = answer(name or query, visit.searched()) if query else None
    keys = list(found.keys) if found and found.fit is not Fit.NONE else []
    takeable = visit.catalogue.to_take_home(keys)
    entries = visit.catalogue.entries(takeable[(page - 1) * SIZE : page * SIZE])
    return Listing(entries=entries, total=len(takeable), page=page, size=SIZE)


def _publications(visit: Visit, title: str, listing: Listing, *, facets: tuple[FacetGroup, ...] = ()) -> Listed:
    if listing.page > listing.pages:
        abort(404)
    shown = [_publication(visit, entry) for entry in listing.entries]
    publications = tuple(one for one in shown if one)
    return Listed(
        address=visit.address,
        title=title,
        updated=max((one.updated for one in publications), default=BEGINNING),
        library=visit.library_name,
        language=visit.address.language,
        up=_feed(visit, of=Noun.HOME),
        publications=publications,
        facets=facets,
        paged=Paged(page=listing.page, size=SIZE, total=listing.total),
    )


def _publication(visit: Visit, entry: Entry) -> Publication | None:
    shown = visit.catalogue.shown(entry.id)
    if shown is None:  # it went between two questions
        return None
    said = shown.record
    return Publication(
        id=atom.urn(f"tusach:{said.id}"),
        updated=shown.added_at or BEGINNING,
        record=said,
        page=visit.record_link(said.kind, said.id),
        downloads=tuple(
            Download(
                href=Address(noun=Noun.FILE, kind=said.kind, record=said.id, name=item.name).path,
                media_type=item.media_type,
                size=item.size,
                name=item.name,
            )
            for item in said.items
            if not item.is_picture
        ),
        cover=_cover(visit, shown),
        thumbnail=_thumbnail(visit, shown),
        rights=" ".join(rights_words(said.rights, said.kind)),
    )


def _cover(visit: Visit, shown: Shown) -> Picture | None:
    cover = shown.cover
    found = visit.catalogue.resource(shown.record.id, cover.name) if cover.name else None
    if found is None or found.media_type not in TYPES:
        return None
    href = resource_path(shown.record, cover.name)
    return Picture(href=href, media_type=found.media_type, width=cover.width, height=cover.height)


def _thumbnail(visit: Visit, shown: Shown) -> Picture | None:
    name = shown.cover.name
    if not name or not visit.thumbnails.has(name):
        return None
    return Picture(href=resource_path(shown.record, thumbnail_name(shown.cover)), media_type=THUMBNAIL_TYPE)


def _feed(visit: Visit, **said: object) -> Address:
    return Address(noun=Noun.FEED, feed=visit.address.feed, language=visit.address.language, **said)  # type: ignore[arg-type]


def _last(visit: Visit) -> str:
    """When what came last came."""
    listing = _listing(visit, Wanted(newest=True)) if visit.address.page == 1 else None
    newest = visit.catalogue.shown(listing.entries[0].id) if listing and listing.entries else None
    return newest.added_at if newest and newest.added_at else BEGINNING
