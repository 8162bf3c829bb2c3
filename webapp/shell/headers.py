"""Fields that every answer carries, so that nothing from a book can act as part of the page."""

from __future__ import annotations

from flask import Response

from webapp.shell.look import first_script, first_styles, source_of

PAGE_POLICY = (
    f"default-src 'none'; script-src 'self' {source_of(first_script())}; "
    f"style-src 'self' {source_of(first_styles())}; "
    "img-src 'self' data:; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FIXED_PAGE_POLICY = (
    PAGE_POLICY.replace("form-action 'self'", "form-action 'none'")
    .replace("media-src 'self'", "media-src 'none'")
    .replace("connect-src 'self'", "connect-src 'none'")
)
"""For a page that a publisher's own style sheet lays out."""
DRAWING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""For SVG opened by itself."""
HOME_COPY_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"
"""For the file to read at home, should a browser show it instead of keeping it."""
FILE_POLICY = "default-src 'none'; sandbox"
IMMUTABLE = "public, max-age=31536000, immutable"
FRESH = "no-cache"
PRIVATE = "private, no-store"


def protection(policy: str) -> dict[str, str]:
    """The fields of protection, by whoever they are sent."""
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "DENY",
    }


def protect(response: Response, policy: str = PAGE_POLICY) -> Response:
    """Adds the fields of protection that are not there yet."""
    for name, value in protection(policy).items():
        response.headers.setdefault(name, value)
    return response
