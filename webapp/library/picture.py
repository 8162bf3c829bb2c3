"""Pictures, fonts and style sheets of a record, and thumbnails of covers."""

from __future__ import annotations

from flask import Response, abort

from content.addresses import Noun
from content.catalogue.shown import Shown
from content.holdings import Thumbnails
from webapp.library.sending import send_blob, send_bytes
from webapp.library.visit import Pages, Visit
from webapp.shell.headers import DRAWING_POLICY, FILE_POLICY, FRESH, IMMUTABLE

THUMBNAIL_TYPE = "image/jpeg"
TYPES = frozenset(
    {
        "image/jpeg", "image/png", "image/gif", "image/webp", "image/svg+xml", "text/css",
        "font/woff", "font/woff2", "font/ttf", "font/otf", "text/vtt", "audio/mpeg", "audio/mp4", "video/mp4",
    }
)  # fmt: skip
"""What a page may take in; anything else is sent as bytes to keep."""
pages = Pages("picture", __name__)


@pages.page(Noun.PICTURE)
def picture(visit: Visit) -> Response:
    """One resource. Its name carries its hash, so it never changes.

    Raises:
        NotFound, Gone: the record or the resource is not there.
        LibraryDamagedError: it is not what it was.
    """
    shown = visit.shown()
    restricted = shown.record.rights.is_restricted
    # What a right may end is asked for anew each time: no browser shows it after its last day.
    cache = f"private, {FRESH}" if restricted else IMMUTABLE
    name = visit.address.name
    if shown.cover.name and name == Thumbnails.name(shown.cover.name):
        made = visit.thumbnails.read(shown.cover.name)
        if made is not None:
            return send_bytes(visit.request, made, media_type=THUMBNAIL_TYPE, cache=cache)
        return _resource(visit, shown, shown.cover.name, cache if restricted else FRESH)
    return _resource(visit, shown, name, cache)


def _resource(visit: Visit, shown: Shown, name: str, cache: str) -> Response:
    found = visit.catalogue.resource(shown.record.id, name)
    if found is None:
        abort(404)
    media_type = found.media_type if found.media_type in TYPES else "application/octet-stream"
    policy = DRAWING_POLICY if media_type == "image/svg+xml" else FILE_POLICY
    return send_blob(
        visit.request,
        visit.sound(found.blob),
        found.blob,
        media_type="text/css; charset=utf-8" if media_type == "text/css" else media_type,
        cache=cache,
        policy=policy,
    )
