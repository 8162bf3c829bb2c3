"""Lists of records: what a line of a list shows, and the way through its pages."""

from __future__ import annotations

from dataclasses import dataclass

from content.addresses import Address, Noun
from content.catalogue.shown import Entry, Listing
from content.records import Audience, PrintCopy
from content.text import language_group
from content.translations import day, gettext, kind_word, ngettext, number, spoken
from webapp.library.covers import CoverView, cover_view, thumbnail_name
from webapp.library.visit import Visit
from webapp.library.words import KINDS, is_known, language_attribute, language_name


@dataclass(frozen=True)
class EntryView:
    """One line of a list.

    Attributes:
        facts: short facts, joined by the page. place: where the printed book stands, "" when it can be read here.
        language: for the attribute `lang` of the title, "" for that of the page and the unknown.
    """

    href: str
    title: str
    creators: str
    facts: tuple[str, ...]
    cover: CoverView
    kind: str
    icon: str
    ink: str
    place: str = ""
    language: str = ""
    is_for_children: bool = False


@dataclass(frozen=True)
class Paging:
    """Where one is in a list; `before` and `after` are links or ""."""

    page: int
    pages: int
    total: int
    before: str = ""
    after: str = ""


def paging(listing: Listing, visit: Visit, *, place: str = "") -> Paging:
    """The way through a list's pages; place: where the list stands on its page."""
    page, pages = listing.page, listing.pages
    return Paging(
        page=page,
        pages=pages,
        total=listing.total,
        before=visit.page_link(min(page - 1, pages), place) if page > 1 else "",
        after=visit.page_link(page + 1, place) if page < pages else "",
    )


def entry_view(entry: Entry, visit: Visit) -> EntryView:
    """One line of a list."""
    look = KINDS[entry.kind]
    picture = Address(noun=Noun.PICTURE, kind=entry.kind, record=entry.id, name=thumbnail_name(entry.cover) or "x")
    return EntryView(
        href=visit.record_link(entry.kind, entry.id),
        title=entry.title,
        creators=entry.creators,
        facts=tuple(_facts(entry)),
        cover=cover_view(entry.cover, entry.title, entry.creators, picture.path),
        kind=kind_word(entry.kind),
        icon=look.icon,
        ink=look.ink,
        place=place_words(entry.place) if entry.place else "",
        language=foreign(entry.language),
        is_for_children=entry.audience == Audience.CHILDREN,
    )


def place_words(copy: PrintCopy) -> str:
    """Where a printed book stands: "Sách in, đọc tại Thư viện xã, tủ 3"."""
    where = f"{copy.holder}, {copy.cupboard}" if copy.cupboard else copy.holder
    return gettext("Sách in, đọc tại %(place)s") % {"place": where}


def foreign(tag: str) -> str:
    """A language for `lang` where it is not the page's own."""
    attribute = language_attribute(tag)
    return "" if attribute == spoken() else attribute


def count_words(total: int) -> str:
    """How many there are."""
    return ngettext("%(num)s quyển", "%(num)s quyển", total) % {"num": number(total)}


def parts_words(parts: int) -> str:
    """How long a record is."""
    return ngettext("%(num)s phần", "%(num)s phần", parts) % {"num": number(parts)}


def _facts(entry: Entry) -> list[str]:
    facts = []
    if entry.featured:
        facts.append(gettext("Thư viện giới thiệu"))
    if entry.latest:
        facts.append(gettext("Số mới nhất: %(day)s") % {"day": day(entry.latest)})
    if entry.language and language_group(entry.language) != "vi" and is_known(entry.language):
        facts.append(language_name(entry.language))
    if entry.parts > 1:
        facts.append(parts_words(entry.parts))
    return facts
