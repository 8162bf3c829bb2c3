"""Hard links of what a web server may serve by itself: blobs of visible records with open rights."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.making.maker import Maker
from content.catalogue import open_blobs
from content.holdings import Blobs, OpenFolder
from content.library import Library
from content.trusted_time import TrustedNow


class OpenLinkMaker(Maker):
    """Keeps the open folder equal to what the catalogue says is open."""

    def make(self, library: Library, records: Sequence[str], *, now: TrustedNow) -> None:  # noqa: ARG002 the whole folder
        """Adds and removes links until the folder holds exactly the open blobs."""
        folder = OpenFolder(library.made / "open", Blobs(library.blobs_folder))
        folder.show(open_blobs(library.read(), now.today))
