"""Pictures of pages, drawn when a phone asks for them. One that is not drawn now is told in a line, not by a page."""

from __future__ import annotations

from pathlib import Path

from flask import Response, abort

from appliance.drawing import BusyError, UndrawableError
from content.addresses import Address, Noun
from content.catalogue.shown import Shown
from content.holdings import PagePicture
from content.records import Item, Manner
from webapp.library.sheet_image import LARGE_WIDTHS, WIDTHS
from webapp.library.visit import Pages, Visit
from webapp.shell.conditions import is_current
from webapp.shell.headers import FILE_POLICY, FRESH, PRIVATE, protect
from webapp.shell.room import RETRY_SECONDS

TYPES = {"webp": "image/webp", "jpg": "image/jpeg"}
ALL_WIDTHS = frozenset({*WIDTHS, *LARGE_WIDTHS})
pages = Pages("page_picture", __name__)


@pages.page(Noun.PAGE_PICTURE)
def page_picture(visit: Visit) -> Response:
    """One page as a picture. The same file gives the same picture, so who has it is told so without drawing.

    Raises:
        NotFound, Gone: the record is not there, has no such page, or pages are not drawn so wide.
        LibraryDamagedError: its file is not what it was.
    """
    shown, address = visit.shown(), visit.address
    if address.width not in ALL_WIDTHS:
        abort(404)
    found = _wanted(visit, shown, address)
    if found is None:
        abort(404)
    wanted, item = found
    restricted = shown.record.rights.is_restricted
    headers = {
        "Cache-Control": f"private, {FRESH}" if restricted else FRESH,
        "ETag": f'"{item.sha256[:20]}-{wanted.page}-{wanted.width}-{address.ending}"',
    }
    if is_current(visit.request.headers.get("If-None-Match"), headers["ETag"].strip('"')):
        response = Response(status=304, headers=headers)
        response.headers.remove("Content-Type")
        return protect(response, FILE_POLICY)
    try:
        data = visit.drawing.picture(wanted, visit.sound(item.sha256), ahead=_ahead(visit, shown, address))
    except BusyError:
        return _told("Bận. Đợi một chút.", 503, {"Retry-After": RETRY_SECONDS})
    except UndrawableError:
        return _told("Trang này không vẽ được.", 404, {})
    return protect(Response(data, 200, headers, content_type=wanted.media_type), FILE_POLICY)


def _told(words: str, status: int, headers: dict[str, str]) -> Response:
    told = {"Cache-Control": PRIVATE, **headers}
    return protect(Response(words, status, told, content_type="text/plain; charset=utf-8"), FILE_POLICY)


def _wanted(visit: Visit, shown: Shown, address: Address, number: int = 0) -> tuple[PagePicture, Item] | None:
    """The picture of a part, and the file it is drawn from; None where it is not a page."""
    part = visit.catalogue.part(shown.record.id, number or address.part)
    if part is None or part.manner is not Manner.PAGE or part.item >= len(shown.record.items):
        return None
    item = shown.record.items[part.item]
    media_type = TYPES[address.ending]
    return PagePicture(blob=item.sha256, page=part.page, width=address.width, media_type=media_type), item


def _ahead(visit: Visit, shown: Shown, address: Address) -> tuple[PagePicture, Path] | None:
    """The next page in the same width and format: most who read a page turn it."""
    found = _wanted(visit, shown, address, address.part + 1)
    return (found[0], visit.blobs.path(found[1].sha256)) if found else None
