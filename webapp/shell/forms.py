"""Anonymous forms. There is no session, so a form is believed when the browser says that it came from our own page."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Request

FORM_BYTES = 16 << 10


def came_from_us(request: Request) -> bool:
    """Whether a form was sent from a page of this box.

    Sec-Fetch-Site decides where it is there; else Origin; else Referer. Browsers since Chrome 49 send Origin with
    every form, so a request with none of the three comes from no browser and carries no reader's rights.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    for name in ("Origin", "Referer"):
        value = request.headers.get(name)
        if value is not None:
            return _host(value) == request.host.lower()
    return True


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""
