"""The picture in the frame of a page: in the widths that phones ask for, in WebP and JPEG, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass

from content.addresses import Address, Noun
from content.catalogue.shown import Shown
from content.records import Kind, Manner, Part, Record
from content.translations import gettext
from webapp.library.visit import Visit, resource_path

WIDTHS = (360, 540, 720, 1080)
"""Of pictures of pages, in pixels: what phones of one to three pixels a point ask for."""
LARGE_WIDTHS = (720, 1080, 1440, 2160)
SIZES = "(min-width:49.5em) 756px, calc(100vw - 36px)"
"""How wide the picture stands: the column of 44rem, its edges and its frame taken off."""
LARGE_SIZES = "(min-width:49.5em) 1512px, calc(200vw - 72px)"
OLD_BROWSERS, OLD_BROWSERS_LARGE = 720, 1440
WEBP, JPEG = "webp", "jpg"


@dataclass(frozen=True)
class ImageView:
    """A picture in its frame.

    Attributes:
        source: address, for every browser. sources: more widths of it, and webp: those as WebP, "" where it has one.
        sizes: how wide it stands. width, height: its shape, 0 where it is not known.
        alternative: what is said of it to those who do not see it.
    """

    source: str
    sources: str
    webp: str
    sizes: str
    width: int
    height: int
    alternative: str


def image_view(visit: Visit, shown: Shown, part: Part, *, is_large: bool) -> ImageView | None:
    """The picture in its frame, None where it is known that it cannot be drawn.

    Args:
        is_large: twice as wide as the frame.
    """
    if part.manner is Manner.PICTURE:
        name = part.large if is_large else part.picture
        address = resource_path(shown.record, name)
        return ImageView(address, "", "", "", part.width, part.height, _alternative(shown, part))
    widths = _drawable(visit, shown, part, LARGE_WIDTHS if is_large else WIDTHS)
    if not widths:
        return None
    visit.drawing.expect()
    return ImageView(
        source=_drawn(shown, part, min(OLD_BROWSERS_LARGE if is_large else OLD_BROWSERS, widths[-1]), JPEG),
        sources=_sources(shown, part, widths, JPEG),
        webp=_sources(shown, part, widths, WEBP),
        sizes=LARGE_SIZES if is_large else SIZES,
        width=part.width,
        height=part.height,
        alternative=_alternative(shown, part),
    )


def _drawable(visit: Visit, shown: Shown, part: Part, widths: tuple[int, ...]) -> tuple[int, ...]:
    """Widths in which a page is not known to fail: where a large picture cost too much, a smaller one may do."""
    said = shown.record
    item = said.items[part.item].sha256 if part.item < len(said.items) else None
    return tuple(width for width in widths if item and not visit.drawing.fails(item, part.page, width))


def _alternative(shown: Shown, part: Part) -> str:
    if part.manner is Manner.PICTURE:
        return part.title or sheet_name(shown.record, part.number)
    if part.characters:
        said = gettext("Ảnh trang %(num)s. Chưa hiện thì đợi một chút rồi mở lại, hay chạm “Bản chữ” để đọc chữ.")
    else:
        said = gettext("Ảnh trang %(num)s. Chưa hiện thì đợi một chút rồi mở lại.")
    return said % {"num": part.number}


def _sources(shown: Shown, part: Part, widths: tuple[int, ...], ending: str) -> str:
    return ", ".join(f"{_drawn(shown, part, width, ending)} {width}w" for width in widths)


def _drawn(shown: Shown, part: Part, width: int, ending: str) -> str:
    said = shown.record
    noun = Noun.PAGE_PICTURE
    return Address(noun=noun, kind=said.kind, record=said.id, part=part.number, width=width, ending=ending).path


def sheet_name(said: Record, number: int) -> str:
    """What a page or picture is called."""
    return (gettext("Ảnh %(num)s") if is_album(said) else gettext("Trang %(num)s")) % {"num": number}


def is_album(said: Record) -> bool:
    """Whether it is a picture or several, not a book of pages."""
    return said.kind is Kind.PICTURE
