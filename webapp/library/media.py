"""Recordings as they are played: sent in their place, whole or the range that a player asks for."""

from __future__ import annotations

from flask import Response, abort

from content.addresses import Noun
from content.records import Item, Rights
from webapp.library.file import disposition
from webapp.library.sending import send_blob
from webapp.library.visit import Pages, Visit
from webapp.shell.headers import FILE_POLICY, FRESH

TYPES = frozenset(
    {
        "audio/mpeg", "audio/mp4", "audio/aac", "audio/ogg", "audio/webm", "audio/wav", "audio/flac", "audio/3gpp",
        "video/mp4", "video/webm", "video/ogg", "video/3gpp", "video/quicktime",
    }
)  # fmt: skip
"""What browsers play, some of them on some phones. Any other sound or film is sent as bytes to keep."""
BYTES = "application/octet-stream"
pages = Pages("media", __name__)


@pages.page(Noun.MEDIA)
def media(visit: Visit) -> Response:
    """The recording, or the range of it that is asked for. It may be played also where it may not be taken home.

    Raises:
        NotFound, Gone: the record or the recording is not there.
        LibraryDamagedError: it is not what it was.
    """
    shown = visit.shown()
    rights = shown.record.rights
    found = visit.catalogue.item(shown.record.id, visit.address.name)
    if found is None or not _may_be_sent(found, rights):
        abort(404)
    is_played = found.media_type in TYPES
    response = send_blob(
        visit.request,
        visit.sound(found.sha256),
        found.sha256,
        media_type=found.media_type if is_played else BYTES,
        cache=f"private, {FRESH}" if rights.is_restricted else FRESH,
        policy=FILE_POLICY,
    )
    if response.status_code in {200, 206}:
        response.headers["Content-Disposition"] = "inline" if is_played else disposition(found.name)
    return response


def _may_be_sent(item: Item, rights: Rights) -> bool:
    """Whether it is a recording, and one that can be played or may be kept: books do not leave by this way."""
    is_recording = item.media_type.startswith(("audio/", "video/"))
    return item.media_type in TYPES or (is_recording and rights.may_download)
