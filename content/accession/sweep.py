"""After an unclean end: what was left in staging goes, and with it blobs that no row came to name.

While anything stands in `staging/`, blobs may be there that no row names. Whoever moves blobs in or out leaves a mark
there first and takes it away last.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from content.catalogue import drop_unseen, has_holding, unseen_records
from content.errors import ContentError
from content.holdings import Blobs, fsync_folder
from content.library import Library
from content.records import Sha256


def sweep(library: Library) -> int:
    """Sweeps, if there is anything to sweep. The caller holds the accession lock.

    Returns:
        How many blobs were deleted.
    """
    blobs = Blobs(library.blobs_folder)
    count = _sweep_unseen(library, blobs)
    left = list(library.staging.iterdir())
    if left:
        count += delete_all(blobs, (blob for blob in blobs.all() if not has_holding(library.read(), blob)))
    for path in left:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    return count


def _sweep_unseen(library: Library, blobs: Blobs) -> int:
    """Takes away what was being written step by step and never became visible, or was being withdrawn."""
    if not unseen_records(library.read()):
        return 0
    with marked(library, "unfinished"):
        return delete_all(blobs, drop_all_unseen(library))


def drop_all_unseen(library: Library) -> list[Sha256]:
    """Drops every unseen record of the own pack, each step in a transaction of its own.

    Returns:
        Hashes of blobs that may be deleted now.
    """
    free: list[Sha256] = []
    while unseen := unseen_records(library.read()):
        with library.write() as tx:
            free += drop_unseen(tx, unseen[0])
    return free


def delete_all(blobs: Blobs, some: Iterable[Sha256]) -> int:
    """Deletes blobs; returns how many."""
    count = 0
    for count, blob in enumerate(some, 1):  # noqa: B007 the last one is the count
        blobs.delete(blob)
    return count


def leave_mark(library: Library, name: str) -> Path:
    """Leaves a mark in staging, durable: the next accession sweeps. Returns where it stands."""
    mark = library.staging / name
    mark.mkdir(exist_ok=True)
    fsync_folder(library.staging)
    return mark


@contextmanager
def marked(library: Library, name: str) -> Iterator[None]:
    """Leaves the mark in staging while blobs are moved; it stays when the process dies or the medium fails.

    An error of our own comes before anything was moved: the mark goes.
    """
    mark = leave_mark(library, name)
    try:
        yield
    except ContentError:
        mark.rmdir()
        raise
    mark.rmdir()
