"""Thumbnails of covers: JPEG, at most 4,000 bytes, made from the cover that the format worker wrote."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.making.maker import Maker
from content.catalogue import Catalogue
from content.errors import LibraryDamagedError
from content.holdings import Blobs, Thumbnails
from content.library import Library
from content.trusted_time import TrustedNow

WIDTH, HEIGHT = 168, 244


class CoverMaker(Maker):
    """One thumbnail a cover, named after it: equal covers share one."""

    def make(self, library: Library, records: Sequence[str], *, now: TrustedNow) -> None:
        """Makes the thumbnails that are not there; those that no record needs any more go."""
        # Pillow is loaded when there is a picture to make, not by every command that could.
        from content.formats.pictures import PictureError, thumbnail  # noqa: PLC0415

        catalogue = Catalogue(library.read(), now.today)
        blobs, thumbnails = Blobs(library.blobs_folder), Thumbnails(library.made)
        for record in records:
            shown = catalogue.shown(record)
            if shown is None or not shown.cover.name or thumbnails.read(shown.cover.name) is not None:
                continue
            resource = catalogue.resource(record, shown.cover.name)
            if resource is None:
                continue
            try:
                thumbnails.write(resource.name, thumbnail(blobs.read(resource.blob), WIDTH, HEIGHT))
            except (PictureError, LibraryDamagedError):
                continue  # the page draws a cover where there is no thumbnail; `check` tells of damage
        thumbnails.keep_only(row[0] for row in library.read().execute("SELECT cover FROM record WHERE cover<>''"))
