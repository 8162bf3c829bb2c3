"""Pages that the keeper makes before anybody asks for them, a little at a time, and what was moved away of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from time import monotonic
from typing import Protocol

from appliance.making.closing import marker_of, prepare_pages
from appliance.making.maker import Maker
from content.addresses import Address
from content.catalogue import site_revision
from content.holdings import MadePages, Spot, syncfs
from content.library import Library
from content.trusted_time import TrustedNow

AT_ONCE = 64
"""Pages that are synced together."""
SECONDS_AT_ONCE = 2.0
"""For which the keeper makes pages before it looks for other work."""


class PageSource(Protocol):
    """Who knows which pages there are, and renders them.

    Attributes:
        stamp: of release and settings.
    """

    stamp: str

    def addresses(self) -> Iterator[Address]:
        """The pages to be made, the most wanted first."""

    def render(self, address: Address) -> bytes | None:
        """A page, gzipped; None for one that is not the same for all, or not there."""


class PageMaker(Maker):
    """Makes the pages that are not there.

    Args:
        source: gives the source of pages of a library; only asked by who makes pages.
    """

    def __init__(self, source: Callable[[Library], PageSource]) -> None:
        self._source_of = source
        self._source: PageSource | None = None
        self._left: Iterator[Address] = iter(())
        self._done_at: tuple[int, str] | None = None

    def make(self, library: Library, records: Sequence[str], *, now: TrustedNow) -> None:  # noqa: ARG002 they were closed with the commit
        """Sees to it that the pages of these records stay closed, also after a power cut, before their marks go.

        Raises:
            OSError: the medium refused.
        """
        if MadePages(library).folder.is_dir():
            syncfs(library.made)

    def compare(self, library: Library, *, now: TrustedNow) -> None:  # noqa: ARG002 pages that are there hold
        """Deletes what was moved away; what is missing is made by `catch_up`."""
        MadePages(library).sweep()

    def catch_up(self, library: Library, *, now: TrustedNow) -> bool:
        """Makes some of the pages that are not there.

        Returns:
            Whether there is more to do.

        Raises:
            OSError: the medium refused.
        """
        source = self._source = self._source or self._source_of(library)
        prepare_pages(library, marker_of(source.stamp, now.today))
        pages, state = MadePages(library), (site_revision(library.read()), now.today.isoformat())
        if state != self._done_at:
            self._left, self._done_at = source.addresses(), state
        until = monotonic() + SECONDS_AT_ONCE
        while some := list(islice((one for one in self._left if not pages.has(one)), AT_ONCE)):
            _make(library, pages, source, some)
            if monotonic() > until:
                return True
        pages.sweep()
        return False


def _make(library: Library, pages: MadePages, source: PageSource, addresses: Sequence[Address]) -> None:
    """Makes pages: all are written, then synced, then shown."""
    with ExitStack() as held:
        written: list[Spot] = []
        for address in addresses:
            spot = held.enter_context(pages.whole(address))
            packed = source.render(address) if spot else None
            if spot and packed:
                held.callback(spot.forget)
                spot.write(packed)
                written.append(spot)
        if written:
            syncfs(library.made)
        for spot in written:
            spot.show()
