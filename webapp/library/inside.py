"""Search inside a record: every place that says the words, with marks or without."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from content.addresses import Address, Noun
from content.catalogue.shown import Listing, Shown
from content.records import Manner, Passage, Record
from content.text import FoldedText, Segment, find_all, fold, snippet, syllables
from content.translations import gettext, ngettext, number
from webapp.library.bar import Bar, bar, head_title, no_such_page
from webapp.library.lists import Paging, foreign, paging
from webapp.library.sheet import SHEETS
from webapp.library.sheet_image import sheet_name
from webapp.library.visit import Pages, Visit
from webapp.shell.frame import Page, View

HITS_ON_A_PAGE = 20
SNIPPET_WIDTH = 160
pages = Pages("inside", __name__)


@dataclass(frozen=True)
class HitView:
    """One place: where it is, under what heading, and what it says there."""

    href: str
    heading: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class InsideView(View):
    """What was found in a record. heading: how much, or that there is nothing; "" before anything was asked."""

    template: ClassVar[str] = "inside/inside.html"
    bar: Bar
    title: str
    language: str
    query: str
    heading: str
    hits: tuple[HitView, ...]
    paging: Paging


@pages.page(Noun.INSIDE)
def inside(visit: Visit) -> Page:
    """The places of a record that say the words asked for.

    Raises:
        NotFound, Gone: the record is not there.
        NoSuchPageError: it has no parts, or the results no such page.
    """
    shown = visit.shown()
    if not shown.parts:
        raise no_such_page(shown, visit)
    said, query = shown.record, visit.address.query.strip()
    hits = _hits(visit.catalogue.passages(said.id), query) if query else []
    page = visit.address.page
    listing = Listing(entries=(), total=len(hits), page=page, size=HITS_ON_A_PAGE)
    if page > listing.pages:
        raise no_such_page(shown, visit)
    manner = visit.catalogue.extent(said.id).manner
    on_page = hits[(page - 1) * HITS_ON_A_PAGE : page * HITS_ON_A_PAGE]
    titles = _titles({passage.part for passage in on_page}, said, visit)
    view = InsideView(
        bar=bar(shown, visit),
        title=said.title,
        language=foreign(said.language),
        query=query,
        heading=_heading(query, len(hits)) if query else "",
        hits=tuple(
            _hit(passage, _heading_of(passage, titles, said, manner), query, shown, visit) for passage in on_page
        ),
        paging=paging(listing, visit),
    )
    return Page(
        view=view,
        title=head_title(shown, gettext("Tìm trong sách này")),
        found=bool(hits) if query else None,
        is_open=not said.rights.is_restricted,
    )


def _heading(query: str, total: int) -> str:
    if not total:
        return gettext("Trong sách này chưa thấy “%(query)s”") % {"query": query}
    words = ngettext("%(num)s chỗ có “%(query)s”", "%(num)s chỗ có “%(query)s”", total)
    return words % {"num": number(total), "query": query}


def _hits(passages: Iterable[Passage], query: str) -> list[Passage]:
    """Passages with the whole phrase; where none has it, those with all its words. In reading order."""
    whole: list[Passage] = []
    scattered: list[Passage] = []
    for passage in passages:
        spans = find_all(passage.text, query)
        if spans:
            (whole if spans[0].phrase else scattered).append(passage)
    return whole or scattered


def _hit(passage: Passage, heading: str, query: str, shown: Shown, visit: Visit) -> HitView:
    text = FoldedText.of(passage.text)
    href = visit.link(
        Address(
            noun=Noun.PART,
            kind=shown.record.kind,
            record=shown.record.id,
            part=passage.part,
            place=passage.place,
        )
    )
    return HitView(href, heading, snippet(text, syllables(query), SNIPPET_WIDTH))


def _titles(numbers: Iterable[int], said: Record, visit: Visit) -> dict[int, str]:
    """What these parts are called, where that is not what the whole is called."""
    found = (part for number in numbers for part in visit.catalogue.parts(said.id, first=number, most=1))
    return {part.number: part.title for part in found if part.title != said.title}


def _heading_of(passage: Passage, titles: Mapping[int, str], said: Record, manner: Manner) -> str:
    """Where a passage stands; in a book of pages its page first, which chapters do not tell."""
    place = _place(titles.get(passage.part, ""), passage.heading)
    return " · ".join(filter(None, (sheet_name(said, passage.part), place))) if manner in SHEETS else place


def _place(title: str, heading: str) -> str:
    """Where a passage stands: a heading may be that of every part ("Nên làm"), so the title of its part goes before."""
    if not title or fold(title) in fold(heading):
        return heading
    return f"{title} · {heading}" if heading and fold(heading) not in fold(title) else title
