"""The file of a record as it was brought, to take home where its right allows."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from urllib.parse import quote

from flask import Response, abort

from content.addresses import Noun
from content.catalogue.shown import Shown
from content.records import Item
from webapp.library.sending import send_blob
from webapp.library.visit import Pages, Visit
from webapp.shell.answers import redirect
from webapp.shell.headers import FILE_POLICY, FRESH
from webapp.shell.in_app import is_in_app

STILL = "van"
"""Field of an address: the file all the same, from within an app that may not keep it."""
pages = Pages("file", __name__)
_UNSAFE = re.compile(r"[^A-Za-z0-9._ -]+")
_MEDIA_TYPE = re.compile(r"^[a-z]+/[a-z0-9.+-]+$")


@pages.page(Noun.FILE)
def file(visit: Visit) -> Response:
    """The file, or the range of it that is asked for.

    Who asks from within another app, which would lose it, is told how to open the page in a browser.
    A picture that was brought never leaves: it may say where it was taken. What is shown of it is a resource.

    Raises:
        NotFound, Gone: the record or the file is not there, or may not be taken home.
        LibraryDamagedError: it is not what it was.
    """
    shown, found = item_to_take_home(visit)
    if is_in_app(visit.request.headers.get("User-Agent", "")) and not visit.request.args.get(STILL):
        return redirect(visit.link(replace(visit.address, noun=Noun.OUTSIDE)), 302)
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


def item_to_take_home(visit: Visit) -> tuple[Shown, Item]:
    """The record and the file that the address names.

    Raises:
        NotFound, Gone: one of them is not there, or may not be taken home.
    """
    shown = visit.shown()
    found = visit.catalogue.item(shown.record.id, visit.address.name)
    if found is None or not shown.record.rights.may_download or found.is_picture:
        abort(404)
    return shown, found


def disposition(name: str) -> str:
    """To be kept under this name (RFC 6266), in ASCII for the oldest and in full (RFC 8187) for the others."""
    plain = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D")).encode("ascii", "ignore").decode()
    plain = _UNSAFE.sub("_", plain).strip(" ._") or "tai-lieu"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
