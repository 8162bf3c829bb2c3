"""Lists of records: what a line of a list shows, and the way through its pages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from content.addresses import Address, Noun
from content.catalogue import Standing, first_sounds
from content.catalogue.shown import Entry, Listing
from content.records import Audience, Kind, Manner, PrintCopy
from content.text import language_group
from content.translations import day, gettext, ngettext, number, spoken
from webapp.library.covers import CoverView, cover_view, thumbnail_name
from webapp.library.durations import duration_words
from webapp.library.signs import Signs, signs_of
from webapp.library.visit import Visit
from webapp.library.words import is_known, language_attribute, language_name, paper_words
from webapp.shell.frame import Speaker


@dataclass(frozen=True)
class EntryView:
    """One line of a list.

    Attributes:
        facts: short facts, joined by the page. place: where the printed book stands, "" when it can be read here.
        language: for the attribute `lang` of the title, "" for that of the page and the unknown.
        speakers: the title as it is heard. plays: what is heard at once, of a sound its first part.
    """

    href: str
    title: str
    creators: str
    facts: tuple[str, ...]
    cover: CoverView
    signs: Signs
    place: str = ""
    language: str = ""
    is_for_children: bool = False
    speakers: tuple[Speaker, ...] = ()
    plays: tuple[Speaker, ...] = ()


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


def entry_views(entries: Sequence[Entry], visit: Visit) -> tuple[EntryView, ...]:
    """The lines of a list."""
    shelves = visit.standing([entry.id for entry in entries])
    heard = visit.heard({_address(entry): entry.title for entry in entries})
    sounds = first_sounds(visit.catalogue.connection, [entry.id for entry in entries if entry.kind is Kind.SOUND])
    views = []
    for entry in entries:
        plays = _plays(entry, sounds[entry.id]) if entry.id in sounds else ()
        view = _entry_view(entry, shelves.get(entry.id), visit)
        views.append(replace(view, plays=plays, speakers=() if plays else heard.get(_address(entry), ())))
    return tuple(views)


def _address(entry: Entry) -> Address:
    return Address(noun=Noun.RECORD, kind=entry.kind, record=entry.id)


def _plays(entry: Entry, name: str) -> tuple[Speaker, ...]:
    href = replace(_address(entry), noun=Noun.MEDIA, name=name).path
    return (Speaker(href, gettext("Nghe ngay: %(title)s") % {"title": entry.title}),)


def _entry_view(entry: Entry, shelf: Standing | None, visit: Visit) -> EntryView:
    signs = signs_of(entry.kind, shelf)
    picture = Address(noun=Noun.PICTURE, kind=entry.kind, record=entry.id, name=thumbnail_name(entry.cover) or "x")
    return EntryView(
        href=visit.record_link(entry.kind, entry.id),
        title=entry.title,
        creators=entry.creators,
        facts=tuple(_facts(entry)),
        cover=cover_view(entry.cover, entry.title, entry.creators, picture.path),
        signs=signs,
        place=_place_words(entry.kind, entry.place) if entry.place else "",
        language=foreign(entry.language),
        is_for_children=entry.audience == Audience.CHILDREN,
    )


def _place_words(kind: Kind, copy: PrintCopy) -> str:
    return paper_words(kind, ", ".join(filter(None, (copy.holder, copy.cupboard))))


def foreign(tag: str) -> str:
    """A language for `lang` where it is not the page's own."""
    attribute = language_attribute(tag)
    return "" if attribute == spoken() else attribute


def count_words(total: int, kinds: Collection[Kind] = ()) -> str:
    """How many there are.

    Args:
        kinds: that the list holds, () where it holds any.
    """
    if Kind.BOOK in kinds:
        words = ngettext("%(num)s quyển", "%(num)s quyển", total)
    elif set(kinds) == {Kind.PERIODICAL}:
        words = ngettext("%(num)s tờ", "%(num)s tờ", total)
    elif set(kinds) == {Kind.LAW}:
        words = ngettext("%(num)s văn bản", "%(num)s văn bản", total)
    else:
        words = ngettext("%(num)s tài liệu", "%(num)s tài liệu", total)
    return words % {"num": number(total)}


def part_name(part: int) -> str:
    """What a part is called that has no title of its own."""
    return gettext("Phần %(num)s") % {"num": part}


def parts_words(parts: int) -> str:
    """How long a record is."""
    return ngettext("%(num)s phần", "%(num)s phần", parts) % {"num": number(parts)}


def extent_words(kind: Kind, manner: Manner, parts: int, *, seconds: int = 0) -> str:
    """How much there is of a record: "24 trang", "9 ảnh", "5 phần · 3 giờ"; "" where one part alone says nothing.

    Args:
        manner: of its parts. seconds: how long a recording is in all, 0 where that is not known.
    """
    many = parts_words(parts) if parts > 1 else ""
    if manner in {Manner.SOUND, Manner.FILM}:
        return " · ".join(filter(None, (many, duration_words(seconds))))
    if manner is Manner.PICTURE and kind is Kind.PICTURE:
        return ngettext("%(num)s ảnh", "%(num)s ảnh", parts) % {"num": number(parts)} if parts > 1 else ""
    if manner in {Manner.PAGE, Manner.PICTURE}:
        return ngettext("%(num)s trang", "%(num)s trang", parts) % {"num": number(parts)}
    return many


def _facts(entry: Entry) -> list[str]:
    facts = [gettext("Chưa rõ hiệu lực")] if entry.kind is Kind.LAW else []
    if entry.featured:
        facts.append(gettext("Thư viện giới thiệu"))
    if entry.latest:
        facts.append(gettext("Số mới nhất: %(day)s") % {"day": day(entry.latest)})
    if entry.language and language_group(entry.language) != "vi" and is_known(entry.language):
        facts.append(language_name(entry.language))
    extent = extent_words(entry.kind, entry.manner, entry.parts, seconds=entry.seconds) if entry.parts else ""
    return [*facts, extent] if extent else facts
