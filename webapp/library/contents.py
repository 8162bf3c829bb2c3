"""A record's table of contents, with a box to search in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from content.addresses import Address, Noun
from content.catalogue.shown import Shown
from content.records import Manner, Part
from content.translations import gettext
from webapp.library.bar import Bar, bar, head_title, no_such_page
from webapp.library.lists import extent_words, foreign
from webapp.library.sheet import part_words
from webapp.library.visit import Pages, Visit
from webapp.shell.frame import Page, View

DEPTH_SHOWN = 3
pages = Pages("contents", __name__)


@dataclass(frozen=True)
class LineView:
    """One line of the contents; depth from 0 to 3."""

    href: str
    words: str
    depth: int


@dataclass(frozen=True)
class ContentsView(View):
    """The table of contents."""

    template: ClassVar[str] = "contents/contents.html"
    bar: Bar
    title: str
    language: str
    summary: str
    lines: tuple[LineView, ...]


@pages.page(Noun.CONTENTS)
def contents(visit: Visit) -> Page:
    """The table of contents.

    Raises:
        NotFound, Gone: the record is not there.
        NoSuchPageError: it has no parts.
    """
    shown = visit.shown()
    if not shown.parts:
        raise no_such_page(shown, visit)
    said, manner = shown.record, visit.catalogue.extent(shown.record.id).manner
    view = ContentsView(
        bar=bar(shown, visit),
        title=said.title,
        language=foreign(said.language),
        summary=extent_words(said.kind, manner, shown.parts),
        lines=_lines(shown, visit, manner),
    )
    return Page(
        view=view,
        title=head_title(shown, gettext("Mục lục")),
        is_open=not said.rights.is_restricted,
    )


def _lines(shown: Shown, visit: Visit, manner: Manner) -> tuple[LineView, ...]:
    entries = [(one.depth, one.title, one.part, one.place) for one in visit.catalogue.contents(shown.record.id)]
    if not entries:
        entries = [(0, title, part, "") for part, title in _titles(visit.catalogue.parts(shown.record.id))]
    return tuple(
        LineView(_link(part, place, shown, visit), title or part_words(shown.record, manner, part), _depth(depth))
        for depth, title, part, place in entries
    )


def _titles(parts: Iterable[Part]) -> Iterator[tuple[int, str]]:
    """Number and title of each part; what only repeats the title of another is no title."""
    seen: set[str] = set()
    for part in parts:
        yield part.number, "" if part.title in seen else part.title
        seen.add(part.title)


def _depth(depth: int) -> int:
    return min(depth, DEPTH_SHOWN)


def _link(part: int, place: str, shown: Shown, visit: Visit) -> str:
    return visit.link(Address(noun=Noun.PART, kind=shown.record.kind, record=shown.record.id, part=part, place=place))
