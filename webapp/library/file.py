"""The file of a record as it was brought, to take home where its right allows."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from flask import Response, abort

from content.addresses import Noun
from webapp.library.sending import send_blob
from webapp.library.visit import Pages, Visit
from webapp.shell.headers import FILE_POLICY, FRESH

pages = Pages("file", __name__)
_UNSAFE = re.compile(r"[^A-Za-z0-9._ -]+")
_MEDIA_TYPE = re.compile(r"^[a-z]+/[a-z0-9.+-]+$")


@pages.page(Noun.FILE)
def file(visit: Visit) -> Response:
    """The file, or the range of it that is asked for.

    A picture that was brought never leaves: it may say where it was taken. What is shown of it is a resource.

    Raises:
        NotFound, Gone: the record or the file is not there, or may not be taken home.
        LibraryDamagedError: it is not what it was.
    """
    shown = visit.shown()
    found = visit.catalogue.item(shown.record.id, visit.address.name)
    if found is None or not shown.record.rights.may_download or found.is_picture:
        abort(404)
    known = _MEDIA_TYPE.match(found.media_type)
    response = send_blob(
        visit.request,
        visit.sound(found.sha256),
        found.sha256,
        media_type=found.media_type if known else "application/octet-stream",
        cache=f"private, {FRESH}" if shown.record.rights.is_restricted else FRESH,
        policy=FILE_POLICY,
    )
    if response.status_code in {200, 206}:
        response.headers["Content-Disposition"] = disposition(found.name)
    return response


def disposition(name: str) -> str:
    """To be kept under this name (RFC 6266), in ASCII for the oldest and in full (RFC 8187) for the others."""
    plain = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D")).encode("ascii", "ignore").decode()
    plain = _UNSAFE.sub("_", plain).strip(" ._") or "tai-lieu"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
