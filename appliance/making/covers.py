"""Thumbnails of covers: JPEG, at most 4,000 bytes, made from the cover that the format worker wrote."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.making.maker import Maker
from content.catalogue import Catalogue
from content.errors import LibraryDamagedError
from content.holdings import Blobs, Thumbnails
from content.library import Library
from content.records import Sha256
from content.trusted_time import TrustedNow

WIDTH, HEIGHT = 168, 244


class CoverMaker(Maker):
    """One thumbnail a cover, named after it: equal covers share one."""

    def make(self, library: Library, records: Sequence[str], *, now: TrustedNow) -> None:
        """Makes the thumbnails that are not there; those that no record needs any more go."""
        catalogue = Catalogue(library.read(), now.today)
        blobs, thumbnails = Blobs(library.blobs_folder), Thumbnails(library.made)
        for record in records:
            shown = catalogue.shown(record)
            if shown is None or not shown.cover.name or thumbnails.read(shown.cover.name) is not None:
                continue
            resource = catalogue.resource(record, shown.cover.name)
            data = _thumbnail(blobs, resource.blob) if resource else None
            if data:
                thumbnails.write(shown.cover.name, data)
        thumbnails.keep_only(row[0] for row in library.read().execute("SELECT cover FROM record WHERE cover<>''"))


def _thumbnail(blobs: Blobs, blob: Sha256) -> bytes | None:
    """The thumbnail of a picture; None where it cannot be made: then the page draws a cover, and `check` tells why."""
    # Pillow is loaded when there is a picture to make, not by every command that could.
    from content.formats.pictures import PictureError, thumbnail  # noqa: PLC0415

    try:
        return thumbnail(blobs.read(blob), WIDTH, HEIGHT)
    except (PictureError, LibraryDamagedError):
        return None
