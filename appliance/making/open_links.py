"""Hard links of what a web server may serve by itself: blobs of visible records with open rights."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.making.maker import Maker
from content.catalogue import are_described, blobs_of, open_blobs
from content.holdings import OpenFolder
from content.library import Library
from content.trusted_time import TrustedNow


class OpenLinkMaker(Maker):
    """Keeps the open folder equal to what the catalogue says is open."""

    def make(self, library: Library, records: Sequence[str], *, now: TrustedNow) -> None:
        """Adds and removes the links of the blobs that these records name; another record may keep one open."""
        if not are_described(library.read(), records):
            self.compare(library, now=now)
            return
        # Under the lock from the question to the answer: who closes a blob meanwhile does not find it opened again.
        with library.linking_lock():
            some = blobs_of(library.read(), records)
            OpenFolder.of(library).update(some, open_blobs(library.read(), now.today, among=some))

    def compare(self, library: Library, *, now: TrustedNow) -> None:
        """Adds and removes links until the folder holds exactly the open blobs."""
        with library.linking_lock():
            OpenFolder.of(library).show(open_blobs(library.read(), now.today))
