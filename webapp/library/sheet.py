"""Pages and pictures that are looked at: a page of a PDF or a comic, a picture of an album; larger, or as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from content import addresses
from content.addresses import Address, Noun
from content.catalogue.shown import Shown
from content.records import Direction, Manner, Part, Record
from content.translations import gettext
from webapp.library.bar import Bar, bar, head_title
from webapp.library.lists import foreign, part_name
from webapp.library.sheet_image import ImageView, image_view, is_album, sheet_name
from webapp.library.visit import Visit, resource_path
from webapp.shell.frame import Link, Page, View

SHEETS = frozenset({Manner.PAGE, Manner.PICTURE})


@dataclass(frozen=True)
class TurnForm:
    """The form that opens a page by its number: words above it, the first and last number, the view to stay in."""

    action: str
    words: str
    last: int
    number: int
    view: str


@dataclass(frozen=True)
class SheetView(View):
    """One page or picture.

    Attributes:
        where: "trang 3 trong 24", "" of one alone. kept_as: how it is called where the reader is led back to it.
        is_text: its text is read. image: None then, and where it cannot be drawn: then advice says what to do.
        is_large: it is twice as wide as its frame.
        body: the text that is read, or the caption under a picture; "" where there is none.
        note: that there is nothing to be found on it, "" where there is.
        is_rtl: pages are turned from right to left. views: the other ways to look at it. keep: a picture to take home.
        download: the file it is of. path: of the record without language, the key of the place kept in the phone.
    """

    template: ClassVar[str] = "sheet/sheet.html"
    bar: Bar
    title: str
    where: str
    kept_as: str
    number: int
    parts: int
    is_text: bool
    image: ImageView | None
    advice: str
    is_large: bool
    body: Markup
    note: str
    language: str
    is_rtl: bool
    before: Link | None
    after: Link | None
    views: tuple[Link, ...]
    keep: Link | None
    download: Link | None
    turn: TurnForm | None
    path: str


@dataclass(frozen=True)
class AlbumPicture:
    """A small picture in the list of an album; source: of its thumbnail; width, height: 0 where not known."""

    href: str
    source: str
    width: int
    height: int
    words: str


def sheet_page(visit: Visit, shown: Shown, part: Part) -> Page:
    """The page of one page or picture.

    Raises:
        LibraryDamagedError: its text is not what it was.
    """
    words = part.title if part.title and part.title != shown.record.title else sheet_name(shown.record, part.number)
    return Page(
        view=_view(visit, shown, part),
        title=head_title(shown, words if shown.parts > 1 else ""),
        is_open=not shown.record.rights.is_restricted,
    )


def part_words(said: Record, manner: Manner, number: int) -> str:
    """What a part without a title of its own is called."""
    return sheet_name(said, number) if manner in SHEETS else part_name(number)


def turn_form(visit: Visit, shown: Shown, number: int) -> TurnForm | None:
    """The form that opens a page by its number, None where there is one alone."""
    if shown.parts < 2:
        return None
    said = shown.record
    words = gettext("Đến ảnh (1–%(last)s)") if is_album(said) else gettext("Đến trang (1–%(last)s)")
    action = visit.record_link(said.kind, said.id, Noun.TURN).partition("?")[0]
    return TurnForm(action, words % {"last": shown.parts}, shown.parts, number, visit.address.view)


def sheet_link(visit: Visit, shown: Shown, number: int, view: addresses.View = addresses.View.PLAIN) -> str:
    """The way to a page, in a view."""
    said = shown.record
    return visit.link(Address(noun=Noun.PART, kind=said.kind, record=said.id, part=number, view=view))


def album(visit: Visit, shown: Shown, parts: Sequence[Part]) -> tuple[AlbumPicture, ...]:
    """The small pictures of an album, for `pieces/album.html`."""
    return tuple(_album_picture(visit, shown, part) for part in parts)


def _album_picture(visit: Visit, shown: Shown, part: Part) -> AlbumPicture:
    said = shown.record
    known = part.width > 0 and part.height > 0
    return AlbumPicture(
        href=sheet_link(visit, shown, part.number),
        source=resource_path(said, part.small or part.picture),
        width=part.width if known else 0,
        height=part.height if known else 0,
        words=part.title or sheet_name(said, part.number),
    )


def _view(visit: Visit, shown: Shown, part: Part) -> SheetView:
    said, chosen = shown.record, _chosen(visit, part)
    body = visit.blobs.read(part.body).decode("utf-8") if part.characters else ""
    is_text, is_page = chosen is addresses.View.TEXT, part.manner is Manner.PAGE
    return SheetView(
        bar=bar(shown, visit),
        title=said.title,
        where=_where(shown, part),
        kept_as=sheet_name(said, part.number),
        number=part.number,
        parts=shown.parts,
        is_text=is_text,
        image=None if is_text else image_view(visit, shown, part, is_large=chosen is addresses.View.LARGE),
        advice=_advice(said, part),
        is_large=chosen is addresses.View.LARGE,
        body=Markup(body if is_text or not is_page else ""),  # noqa: S704 cleaned by the reader of its format
        note=gettext("Trang này là ảnh chụp, không có chữ để tìm.") if is_page and not part.characters else "",
        language=foreign(said.language),
        is_rtl=said.direction is Direction.RTL,
        before=_way(visit, shown, part.number - 1, gettext("Trước")),
        after=_way(visit, shown, part.number + 1, sheet_name(said, part.number + 1)),
        views=_views(visit, shown, part, chosen),
        keep=_keep(said, part),
        download=_download(visit, said, part),
        turn=turn_form(visit, shown, part.number),
        path=Address(noun=Noun.RECORD, kind=said.kind, record=said.id).path,
    )


def _chosen(visit: Visit, part: Part) -> addresses.View:
    """The view that is asked for, as far as this page has it."""
    view = visit.address.view
    return view if view in _offered(part) else addresses.View.PLAIN


def _offered(part: Part) -> tuple[addresses.View, ...]:
    """The views of a page: a picture has no text but its caption, which stands under it."""
    has_text = part.manner is Manner.PAGE and part.characters > 0
    has_large = part.manner is Manner.PAGE or bool(part.large)
    return (
        addresses.View.PLAIN,
        *([addresses.View.LARGE] if has_large else []),
        *([addresses.View.TEXT] if has_text else []),
    )


def _where(shown: Shown, part: Part) -> str:
    if shown.parts < 2:
        return ""
    said = (
        gettext("ảnh %(part)s trong %(parts)s") if is_album(shown.record) else gettext("trang %(part)s trong %(parts)s")
    )
    return said % {"part": part.number, "parts": shown.parts}


def _way(visit: Visit, shown: Shown, number: int, words: str) -> Link | None:
    """On or back; the view stays, also over a page that does not have it."""
    if not 0 < number <= shown.parts:
        return None
    return Link(sheet_link(visit, shown, number, visit.address.view), words)


def _views(visit: Visit, shown: Shown, part: Part, chosen: addresses.View) -> tuple[Link, ...]:
    plain = gettext("Xem ảnh trang") if chosen is addresses.View.TEXT else gettext("Thu nhỏ")
    words = {
        addresses.View.PLAIN: (plain, "anh" if chosen is addresses.View.TEXT else "tim"),
        addresses.View.LARGE: (gettext("Phóng to"), "tim"),
        addresses.View.TEXT: (gettext("Bản chữ"), "cochu"),
    }
    others = [one for one in _offered(part) if one is not chosen]
    if chosen is addresses.View.TEXT:
        others.remove(addresses.View.LARGE)  # back to the picture first: one way, not two that look alike
    return tuple(Link(sheet_link(visit, shown, part.number, one), *words[one]) for one in others)


def _advice(said: Record, part: Part) -> str:
    """What to do where a page cannot be drawn."""
    if part.characters:
        return gettext("Chữ của trang vẫn còn. Chạm “Bản chữ” để đọc.")
    return gettext("Tải về máy rồi mở thử.") if said.rights.may_download else gettext("Bạn xem trang khác.")


def _keep(said: Record, part: Part) -> Link | None:
    """A picture to take home: what is shown of it, never the file that was brought."""
    if part.manner is not Manner.PICTURE or not is_album(said) or not said.rights.may_download:
        return None
    return Link(resource_path(said, part.large or part.picture), gettext("Tải ảnh"), "tai")


def _download(visit: Visit, said: Record, part: Part) -> Link | None:
    item = said.items[part.item] if part.item < len(said.items) else None
    if item is None or not said.rights.may_download or item.is_picture:
        return None
    address = Address(noun=Noun.FILE, kind=said.kind, record=said.id, name=item.name)
    return Link(visit.link(address), gettext("Tải"), "tai")
