"""The bar of a record's inner pages: back to the record by its name, its contents, and search inside."""

from __future__ import annotations

from dataclasses import dataclass

from content.addresses import Address, Noun
from content.catalogue.shown import Shown
from content.records import Kind, Manner
from content.text import one_line
from content.translations import gettext
from webapp.library.lists import foreign
from webapp.library.visit import PAGE_SIZE, Visit
from webapp.library.words import back_words
from webapp.shell.errors import NoSuchPageError
from webapp.shell.frame import Link

TITLE_IN_HEAD = 80
PICTURES_PLACE = "cac-anh"
"""Where the small pictures of an album stand on its page."""


@dataclass(frozen=True)
class Bar:
    """The ways that all inner pages of a record have.

    Attributes:
        book: back to the record; its words are the title, its language that of the title where it is not the page's.
        contents: of an album all its pictures. None where the record is one part alone, or the page is the contents.
        search: where the form that searches inside leads.
        is_law: the record is a law, whose validity must stand above its text.
    """

    book: Link
    contents: Link | None
    search: str
    is_law: bool


def bar(shown: Shown, visit: Visit) -> Bar:
    """The bar of the page that is being visited."""
    said = shown.record
    here = visit.address.noun is Noun.CONTENTS
    return Bar(
        book=Link(visit.record_link(said.kind, said.id), said.title, "lui", language=foreign(said.language)),
        contents=None if here else _contents(shown, visit),
        search=visit.record_link(said.kind, said.id, Noun.INSIDE).partition("?")[0],
        is_law=said.kind is Kind.LAW,
    )


def head_title(shown: Shown, words: str) -> str:
    """The title of the document of an inner page: what the page is, then the record's title."""
    title = one_line(shown.record.title, TITLE_IN_HEAD)
    return f"{one_line(words, TITLE_IN_HEAD)} · {title}" if words else title


def back_link(shown: Shown, visit: Visit) -> Link:
    """A button that leads back to the record, named by its title."""
    said = shown.record
    return Link(visit.record_link(said.kind, said.id), back_words(said.kind, said.title), "doc")


def no_such_page(shown: Shown, visit: Visit) -> NoSuchPageError:
    """What to raise where a visible record has no such page: the reader is led to the record and its contents."""
    contents = _contents(shown, visit)
    return NoSuchPageError((back_link(shown, visit), *([contents] if contents else [])))


def has_contents(shown: Shown) -> bool:
    """Whether there is more than one place to go to: several parts, or several chapters in one."""
    return shown.parts > 1 or (shown.parts == 1 and shown.contents > 1)


def _contents(shown: Shown, visit: Visit) -> Link | None:
    if not has_contents(shown):
        return None
    said, manner = shown.record, _manner(shown, visit)
    if manner is Manner.PICTURE and said.kind is Kind.PICTURE:
        page = max(visit.address.part - 1, 0) // PAGE_SIZE + 1
        address = Address(noun=Noun.RECORD, kind=said.kind, record=said.id, page=page, place=PICTURES_PLACE)
        return Link(visit.link(address), gettext("Các ảnh"), "mucluc")
    if not shown.contents and manner in {Manner.PAGE, Manner.PICTURE}:
        return None  # lines that only count pages help less than the form that opens one
    return Link(visit.record_link(said.kind, said.id, Noun.CONTENTS), gettext("Mục lục"), "mucluc")


def _manner(shown: Shown, visit: Visit) -> Manner:
    """How the first part is met."""
    first = visit.catalogue.part(shown.record.id, 1)
    return first.manner if first else Manner.TEXT
