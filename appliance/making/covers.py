"""Thumbnails of covers: JPEG, at most 4,000 bytes, made by the limited worker from the cover that it once wrote."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from appliance.making.maker import Maker
from content.catalogue import are_described, covers
from content.errors import LibraryDamagedError
from content.formats.reading import Refusal, RefusedError
from content.formats.worker import Worker
from content.holdings import Blobs, Thumbnails
from content.library import Library
from content.records import Sha256
from content.trusted_time import TrustedNow

READER = "content.formats.thumbnails:ThumbnailReader"


class CoverMaker(Maker):
    """One thumbnail a cover, named after it: equal covers share one."""

    def make(self, library: Library, records: Sequence[str], *, now: TrustedNow) -> None:  # noqa: ARG002 of any date
        """Makes the thumbnails that are not there; those that no record needs any more go.

        Raises:
            OSError: the medium refused.
            WorkerStartError: no picture can be read on this machine.
        """
        _make_missing(library, covers(library.read(), records))
        if not are_described(library.read(), records):
            Thumbnails(library.made).keep_only(covers(library.read()))

    def compare(self, library: Library, *, now: TrustedNow) -> None:  # noqa: ARG002 of any date
        """Makes every thumbnail that is not there; those that no record needs go.

        Raises:
            OSError: the medium refused.
            WorkerStartError: no picture can be read on this machine.
        """
        wanted = covers(library.read())
        _make_missing(library, wanted)
        Thumbnails(library.made).keep_only(wanted)


def _make_missing(library: Library, wanted: Mapping[str, Sha256]) -> None:
    """Makes the thumbnails that are not there; one that cannot be made is left out: then the page draws a cover.

    Args:
        wanted: names of covers and their blobs.
    """
    thumbnails, blobs = Thumbnails(library.made), Blobs(library.blobs_folder)
    missing = {name: blob for name, blob in wanted.items() if not thumbnails.has(name)}
    if not missing:
        return
    with Worker(readers=(READER,)) as worker:
        for name, blob in missing.items():
            with tempfile.TemporaryDirectory(dir=library.run, prefix="cover-") as scratch:
                data = small_picture(worker, blobs, blob, Path(scratch))
            if data:
                thumbnails.write(name, data)


def small_picture(worker: Worker, blobs: Blobs, blob: Sha256, scratch: Path) -> bytes | None:
    """A picture as the worker makes it smaller; None where it is damaged or costs too much.

    Raises:
        OSError: there is no room to make it.
    """
    try:
        blobs.read(blob)  # its hash: what is not what it was is not shown
        made = worker.read(blobs.path(blob), scratch)
    except LibraryDamagedError:
        return None
    except RefusedError as error:
        if error.refusal is Refusal.NO_SPACE:
            raise OSError(errno.ENOSPC, error.detail, str(scratch)) from error
        return None
    return (scratch / made.resources[0].file).read_bytes() if made.resources else None
