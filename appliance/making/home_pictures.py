"""Pictures of pages as they are taken home: made small by the limited worker, a few at a time."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic

from appliance.making.covers import small_picture
from appliance.making.maker import Maker
from content.catalogue import site_revision
from content.catalogue.openness import home_pictures
from content.formats.worker import Worker
from content.holdings import AS_IT_IS, Blobs, HomePictures
from content.library import Library
from content.records import Sha256
from content.trusted_time import TrustedNow

READER = "content.formats.thumbnails:HomePictureReader"
SECONDS_AT_ONCE = 2.0


class HomePictureMaker(Maker):
    """One small picture for each that is larger than `AS_IT_IS`, named after it."""

    def __init__(self) -> None:
        self._left: Iterator[tuple[str, Sha256]] = iter(())
        self._looked_at: tuple[int, str] | None = None

    def make(self, library: Library, records: Sequence[str], *, now: TrustedNow) -> None:
        """Nothing at once: what is missing is made by `catch_up`."""

    def compare(self, library: Library, *, now: TrustedNow) -> None:
        """Takes away what belongs to nothing that may be taken home.

        Raises:
            OSError: the medium refused.
        """
        HomePictures(library.made).keep_only(home_pictures(library.read(), now.today, least=AS_IT_IS))

    def catch_up(self, library: Library, *, now: TrustedNow) -> bool:
        """Makes some of the pictures that are not there.

        Returns:
            Whether there is more to do.

        Raises:
            OSError: the medium refused.
            WorkerStartError: no picture can be read on this machine.
        """
        state = (site_revision(library.read()), now.today.isoformat())
        if state != self._looked_at:
            wanted = home_pictures(library.read(), now.today, least=AS_IT_IS)
            self._left, self._looked_at = iter(wanted.items()), state
        pictures, until = HomePictures(library.made), monotonic() + SECONDS_AT_ONCE
        missing = ((name, blob) for name, blob in self._left if not pictures.is_done(name))
        first = next(missing, None)
        if first is None:
            return False
        blobs = Blobs(library.blobs_folder)
        with Worker(readers=(READER,)) as worker:
            for name, blob in _with_first(first, missing):
                with tempfile.TemporaryDirectory(dir=library.run, prefix="home-") as scratch:
                    # What cannot be made smaller stays empty: it is not tried again, and left out.
                    pictures.write(name, small_picture(worker, blobs, blob, Path(scratch)) or b"")
                if monotonic() > until:
                    return True
        return False


def _with_first(first: tuple[str, Sha256], others: Iterator[tuple[str, Sha256]]) -> Iterator[tuple[str, Sha256]]:
    yield first
    yield from others
