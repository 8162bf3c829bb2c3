"""The start: search, big tiles, the languages of the place, what is new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from content.addresses import Address, Facet, Noun
from content.catalogue import tongue_of, tongues
from content.catalogue.shown import Entry, Shelf, Wanted
from content.text import fold
from content.translations import gettext
from webapp.library.lists import EntryView, count_words, entry_views
from webapp.library.visit import Pages, Visit
from webapp.library.words import is_hmong, is_tai, language_name
from webapp.shell.frame import Link, Page, Speaker, View

NEWEST = 6
LOOKED_AT = 4
"""Times as many are looked at, because two editions of a book stand here once."""
FEATURED = 6
pages = Pages("home", __name__)
Heard = Mapping[Address, tuple[Speaker, ...]]


@dataclass(frozen=True)
class TileView:
    """A big tile: pictogram, word, hint, on its dye with its weave."""

    href: str
    words: str
    hint: str
    icon: str
    cloth: str
    motif: str
    speakers: tuple[Speaker, ...] = ()


@dataclass(frozen=True)
class TongueView:
    """A tongue in which names can be heard.

    Attributes:
        words: what the tongue is called. speakers: the library's name in it.
    """

    tongue: str
    words: str
    speakers: tuple[Speaker, ...]


@dataclass(frozen=True)
class HomeView(View):
    """The start.

    Attributes:
        tongues: to choose from, where names can be heard in another than that of the page.
        rows: other shelves and languages, with the dye of each.
        featured: what staff recommend. newest: what came last.
        root: what stands before a record's path on this language's pages. feed: the same for reading apps.
    """

    template: ClassVar[str] = "home/home.html"
    tongues: tuple[TongueView, ...]
    tiles: tuple[TileView, ...]
    rows: tuple[tuple[Link, str], ...]
    featured: tuple[EntryView, ...]
    newest: tuple[EntryView, ...]
    all_newest: str
    root: str
    feed: str


@pages.page(Noun.HOME)
def home(visit: Visit) -> Page:
    """The start page."""
    shelves = visit.catalogue.shelves(visit.address.language)
    featured = visit.catalogue.listing(Wanted(featured=True), page=1, size=FEATURED).entries
    newest = visit.catalogue.listing(Wanted(newest=True), page=1, size=NEWEST * LOOKED_AT).entries
    heard = visit.heard({_address(shelf): shelf.title for shelf in shelves})
    view = HomeView(
        tongues=_tongues(visit),
        tiles=tuple(_tile(shelf, visit, heard) for shelf in shelves if shelf.tile),
        rows=(*language_rows(visit), *(_row(shelf, visit, heard) for shelf in shelves if not shelf.tile)),
        featured=entry_views(featured, visit),
        newest=entry_views(_each_once(newest)[:NEWEST], visit),
        all_newest=visit.link(Address(noun=Noun.BROWSE, facet=Facet.NEW)),
        root=visit.address.path.rstrip("/"),
        feed=Address(noun=Noun.FEED, of=Noun.HOME, language=visit.address.language).path,
    )
    return Page(view=view, title="")


def _each_once(entries: Sequence[Entry]) -> list[Entry]:
    """Of those with the same title and creators the first."""
    first: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        first.setdefault((fold(entry.title), fold(entry.creators)), entry)
    return list(first.values())


def _address(shelf: Shelf) -> Address:
    return Address(noun=Noun.SHELF, shelf=shelf.id)


def _tile(shelf: Shelf, visit: Visit, heard: Heard) -> TileView:
    address = _address(shelf)
    href, spoken_names = visit.link(address), heard.get(address, ())
    return TileView(href, shelf.title, shelf.hint, shelf.icon, shelf.cloth, shelf.motif, spoken_names)


def _row(shelf: Shelf, visit: Visit, heard: Heard) -> tuple[Link, str]:
    address = _address(shelf)
    link = Link(visit.link(address), shelf.title, shelf.icon, shelf.hint, speakers=heard.get(address, ()))
    return link, shelf.cloth


def _tongues(visit: Visit) -> tuple[TongueView, ...]:
    """The tongues to choose from: that of the page, and the others in which names can be heard."""
    own = tongue_of(visit.address.language)
    others = [one for one in tongues(visit.catalogue.connection, visit.today) if one != own]
    if not others:
        return ()
    start = Address(noun=Noun.HOME)
    named = visit.heard({start: visit.library_name}).get(start, ())
    return tuple(
        TongueView(
            tongue=one,
            words=language_name(one) or one,
            speakers=tuple(speaker for speaker in named if speaker.tongue == one),
        )
        for one in (own, *others)
    )


def language_rows(visit: Visit) -> list[tuple[Link, str]]:
    """Tiếng Thái and Tiếng Mông, when there is something in them."""
    values = visit.catalogue.facet(Facet.LANGUAGE)
    rows = []
    for words, icon, cloth, belongs in (
        (gettext("Tiếng Thái"), "thai", "kh", is_tai),
        (gettext("Tiếng Mông"), "mong", "km", is_hmong),
    ):
        of_it = [value for value in values if belongs(value.value)]
        if of_it:
            # Several scripts or orthographies: the page of languages names them, and puts none first by rule.
            value = of_it[0].value if len(of_it) == 1 else ""
            href = visit.link(Address(noun=Noun.BROWSE, facet=Facet.LANGUAGE, value=value))
            rows.append((Link(href, words, icon, count_words(sum(one.count for one in of_it))), cloth))
    return rows
