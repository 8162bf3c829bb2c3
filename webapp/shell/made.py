"""Pages that lie ready: sent as they are, or kept when they were asked for the first time."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from flask import Request, Response

from content.addresses import Address
from content.holdings import MadePage, MadePages, Marker, Spot, etag_of
from webapp.shell.answers import send_text
from webapp.shell.frame import Page
from webapp.shell.headers import PAGE_POLICY

ROOT = Path(__file__).parents[2]
PACKAGES = ("content", "webapp")
"""Of which anything may change what a page says or how it looks."""
LEVEL = 9


class ReadyPages:
    """The made pages, as a room uses them.

    Args:
        marker: what pages must hold for, at the moment.
    """

    def __init__(self, pages: MadePages, marker: Callable[[], Marker]) -> None:
        self._pages = pages
        self._marker = marker

    def find(self, target: str, address: Address) -> MadePage | None:
        """The page of an address, where it was asked for by that and nothing else."""
        return self._pages.find(address, self._marker()) if target == str(address) else None

    def spot(self, target: str, address: Address) -> AbstractContextManager[Spot | None]:
        """Where the page that is about to be rendered may be kept; taken before anything is read for it."""
        if target != str(address):
            return contextlib.nullcontext()
        return self._pages.asked(address, self._marker())


def is_for_all(page: Page) -> bool:
    """Whether a page may be made: the same for everybody, and sent with the fields that every page is sent with."""
    return page.status == 200 and page.is_open and page.found is None and page.policy == PAGE_POLICY


def packed_page(body: bytes) -> bytes:
    """A page as it is made."""
    return gzip.compress(body, LEVEL, mtime=0)


def send_made(request: Request, page: MadePage) -> Response:
    """Sends a made page."""
    return send_text(request, gzip.decompress(page.packed), packed=page.packed, etag=page.etag)


def send_rendered(request: Request, body: bytes, packed: bytes) -> Response:
    """Sends a page that was just made, with the tag that it has from now on."""
    return send_text(request, body, packed=packed, etag=etag_of(packed))


def stamp_of(settings: str) -> str:
    """What pages are made by: this release, and these settings.

    Args:
        settings: all that pages show of them.
    """
    digest = hashlib.sha256(settings.encode())
    for path in sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file()):
        if path.suffix != ".pyc":
            digest.update(f"\n{path.relative_to(ROOT)}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
