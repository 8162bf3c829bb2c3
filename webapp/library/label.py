"""A recorded label as it is played: a short recording that says the name of a page."""

from __future__ import annotations

from flask import Response, abort

from content.addresses import Noun
from content.catalogue import label_item
from webapp.library.media import TYPES
from webapp.library.sending import send_blob
from webapp.library.visit import Pages, Visit
from webapp.shell.headers import FILE_POLICY, FRESH

pages = Pages("label", __name__)


@pages.page(Noun.LABEL)
def label(visit: Visit) -> Response:
    """The recording, whole or the range that is asked for.

    Raises:
        NotFound: there is no such label, or it cannot be played.
        LibraryDamagedError: it is not what it was.
    """
    record = visit.address.record
    found = label_item(visit.catalogue.connection, record, visit.today) if record else None
    if found is None or found.media_type not in TYPES:
        abort(404)
    response = send_blob(
        visit.request,
        visit.sound(found.sha256),
        found.sha256,
        media_type=found.media_type,
        cache=FRESH,
        policy=FILE_POLICY,
    )
    if response.status_code in {200, 206}:
        response.headers["Content-Disposition"] = "inline"
    return response
