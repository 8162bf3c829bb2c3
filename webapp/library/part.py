"""The reader: one part of a record, with big ways on and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from content.addresses import Address, Noun
from content.catalogue.shown import Shown
from content.records import Direction, Part
from content.text import direction, one_line
from content.translations import gettext
from webapp.library.bar import Bar, bar, head_title, no_such_page
from webapp.library.lists import foreign, part_name
from webapp.library.player import RECORDINGS, player_page
from webapp.library.sheet import SHEETS, sheet_page
from webapp.library.takeaway import may_be_taken, takeaway_link
from webapp.library.visit import Pages, Visit, resource_path
from webapp.shell.frame import Link, Page, View
from webapp.shell.headers import FIXED_PAGE_POLICY, PAGE_POLICY
from webapp.shell.preferences import carrying

TITLE_ON_BUTTON = 40
_WAY_INSIDE = re.compile(r'(<a\b[^>]*?\bhref=")([0-9]{1,5}(?:#[^"]*)?)(")')
pages = Pages("part", __name__)


@dataclass(frozen=True)
class PartView(View):
    """One part in the reader.

    Attributes:
        body: the fragment, cleaned when the file was brought in.
        kept_as: how the part is called where the reader is led back to it.
        has_heading: whether the fragment begins with a heading of its own.
        language, direction: of the text, "" where the page's own holds.
        taken: the way to take this part home, "" where it may not leave.
        width: of a fixed page in CSS pixels, 0 for flowing text. style: address of its style sheet, "" if none.
        path: of the record without language, the key of the place kept in the phone.
    """

    template: ClassVar[str] = "part/part.html"
    bar: Bar
    title: str
    part_title: str
    kept_as: str
    number: int
    parts: int
    body: Markup
    has_heading: bool
    language: str
    direction: str
    before: Link | None
    after: Link | None
    taken: str
    width: int
    height: int
    style: str
    path: str


@pages.page(Noun.PART)
def part(visit: Visit) -> Page:
    """One part.

    Raises:
        NotFound, Gone: the record is not there.
        NoSuchPageError: it has no such part.
        LibraryDamagedError: its text is not what it was.
    """
    shown = visit.shown()
    found = visit.catalogue.part(shown.record.id, visit.address.part)
    if found is None:
        raise no_such_page(shown, visit)
    if found.manner in SHEETS:
        return sheet_page(visit, shown, found)
    if found.manner in RECORDINGS:
        return player_page(visit, shown, found)
    return Page(
        view=_view(found, shown, visit),
        title=head_title(shown, found.title),
        policy=FIXED_PAGE_POLICY if found.width else PAGE_POLICY,
        is_open=not shown.record.rights.is_restricted,
    )


def _view(found: Part, shown: Shown, visit: Visit) -> PartView:
    said = shown.record
    body = visit.blobs.read(found.body).decode("utf-8")
    carried = visit.carried
    if carried is not None:
        body = _WAY_INSIDE.sub(lambda way: way[1] + str(Markup.escape(carrying(way[2], carried))) + way[3], body)
    turned = said.direction is Direction.RTL
    return PartView(
        bar=bar(shown, visit),
        title=said.title,
        part_title=found.title,
        kept_as=found.title if found.title and not found.width else part_name(found.number),
        number=found.number,
        parts=shown.parts,
        body=Markup(body),  # noqa: S704 cleaned by the reader of its format
        has_heading="<h1" in body[:2000],
        language=foreign(said.language),
        direction="rtl" if turned and direction(said.language) == "rtl" else "",
        before=_way(found.number - 1, found, shown, visit),
        after=_way(found.number + 1, found, shown, visit),
        taken=takeaway_link(visit, said, found.number) if may_be_taken(said, found) else "",
        width=found.width,
        height=found.height,
        style=resource_path(shown.record, found.style),
        path=Address(noun=Noun.RECORD, kind=said.kind, record=said.id).path,
    )


def _way(number: int, here: Part, shown: Shown, visit: Visit) -> Link | None:
    other = visit.catalogue.part(shown.record.id, number) if 0 < number <= shown.parts else None
    if other is None:
        return None
    address = Address(noun=Noun.PART, kind=shown.record.kind, record=shown.record.id, part=number)
    if number < here.number:
        return Link(visit.link(address), gettext("Trước"))
    # A page laid out by its publisher is turned; what stands for its title is often its first words.
    words = one_line(other.title, TITLE_ON_BUTTON) if other.title != here.title and not other.width else ""
    return Link(visit.link(address), words or gettext("Tiếp"))
