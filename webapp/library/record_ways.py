"""What can be done with a record: read, listen or watch it, go on where one stopped, and take it home."""

from __future__ import annotations

from dataclasses import dataclass

from content.addresses import Address, Noun
from content.catalogue.shown import Shown
from content.records import Item, Kind, Manner, Part, Record
from content.translations import gettext, marked
from webapp.library.bar import has_contents
from webapp.library.formats import format_words
from webapp.library.lists import parts_words
from webapp.library.player import RECORDINGS
from webapp.library.sheet_image import is_album
from webapp.library.takeaway import may_be_taken, takeaway_link
from webapp.library.visit import Visit
from webapp.shell.frame import Link

DOWNLOADS_MOST = 3
"""More files than these stand with their parts, not in a row above everything."""


@dataclass(frozen=True)
class Verbs:
    """What is done with a record, on its buttons.

    Attributes:
        icon: of the buttons. begin: at once. resume: where one stopped. again: from the start.
        forget: the place that is kept. at_home: after its size, of what is taken home; with `%(size)s`.
    """

    icon: str
    begin: str
    resume: str
    again: str
    forget: str
    at_home: str


_READ = Verbs(
    "doc",
    marked("Đọc ngay"),
    marked("Đọc tiếp"),
    marked("Đọc từ đầu"),
    marked("Quên chỗ đang đọc"),
    marked("%(size)s, đọc khi ở nhà"),
)
_HEAR = Verbs(
    "nghe",
    marked("Nghe ngay"),
    marked("Nghe tiếp"),
    marked("Nghe từ đầu"),
    marked("Quên chỗ đang nghe"),
    marked("%(size)s, nghe khi ở nhà"),
)
_WATCH = Verbs(
    "xem",
    marked("Xem ngay"),
    marked("Xem tiếp phim"),
    marked("Xem từ đầu"),
    marked("Quên chỗ đang xem"),
    marked("%(size)s, xem khi ở nhà"),
)
_LOOK = Verbs(
    "anh",
    marked("Xem ảnh"),
    marked("Xem tiếp ảnh"),
    marked("Xem từ đầu"),
    marked("Quên chỗ đang xem"),
    marked("%(size)s, xem khi ở nhà"),
)


def verbs(said: Record, first: Part | None) -> Verbs:
    """The words of a record's buttons, in the language that is spoken.

    Args:
        first: its first part, None where it has none.
    """
    manner = first.manner if first else Manner.TEXT
    chosen = {Manner.SOUND: _HEAR, Manner.FILM: _WATCH}.get(manner, _READ)
    if manner is Manner.PICTURE and said.kind is Kind.PICTURE:
        chosen = _LOOK
    return Verbs(
        chosen.icon,
        gettext(chosen.begin),
        gettext(chosen.resume),
        gettext(chosen.again),
        gettext(chosen.forget),
        gettext(chosen.at_home),
    )


def read_link(shown: Shown, words: Verbs, visit: Visit) -> Link | None:
    """The way to where reading, listening or watching begins; None where nothing is here."""
    if not shown.parts:
        return None
    kind, start = shown.record.kind, shown.start
    first = Address(noun=Noun.PART, kind=kind, record=shown.record.id, part=start.part, place=start.place)
    return Link(visit.link(first), words.begin, words.icon)


def contents_link(shown: Shown, first: Part | None, visit: Visit) -> Link | None:
    """The way to the contents. Parts of a recording, pictures of an album stand on the record's page."""
    is_listed = first is not None and (first.manner in RECORDINGS or is_album(shown.record))
    if not shown.contents or is_listed or not has_contents(shown):
        return None
    href = visit.record_link(shown.record.kind, shown.record.id, Noun.CONTENTS)
    hint = parts_words(shown.parts) if first is None or first.manner is Manner.TEXT else ""
    return Link(href, gettext("Mục lục"), "", hint)


def downloads(shown: Shown, first: Part | None, words: Verbs, visit: Visit) -> tuple[Link, ...]:
    """What may be taken home from the record's page.

    A recording is taken home beside its player, part by part. Of a picture goes what is shown: the file that was
    brought may say where it was taken.
    """
    said = shown.record
    if not said.rights.may_download or (first is not None and first.manner in RECORDINGS):
        return ()
    kept = [item for item in said.items if not item.is_picture]
    if may_be_taken(said, first):
        hint = gettext("Một tệp, máy nào cũng mở được")
        whole = Link(takeaway_link(visit, said), gettext("Mang về đọc"), "tai", hint)
        return (whole, *(_download(item, said, words, visit) for item in kept[:DOWNLOADS_MOST]))
    if kept:
        return tuple(_download(item, said, words, visit) for item in kept) if len(kept) <= DOWNLOADS_MOST else ()
    return _picture(said, first, visit) if first is not None and shown.parts == 1 else ()


def _download(item: Item, said: Record, words: Verbs, visit: Visit) -> Link:
    href = visit.link(Address(noun=Noun.FILE, kind=said.kind, record=said.id, name=item.name))
    return Link(href, gettext("Tải về máy"), "tai", words.at_home % {"size": format_words(item)})


def _picture(said: Record, shown_first: Part, visit: Visit) -> tuple[Link, ...]:
    name = shown_first.large or shown_first.picture
    if not name:
        return ()
    href = visit.link(Address(noun=Noun.PICTURE, kind=said.kind, record=said.id, name=name))
    return (Link(href, gettext("Tải về máy"), "tai"),)
