"""After an unclean end: what was left in staging goes, and with it blobs that no row came to name.

While anything stands in `staging/`, blobs may be there that no row names. Whoever moves blobs in or out leaves a mark
there first and takes it away last.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from content.holdings import Blobs
from content.library import Library


def sweep(library: Library) -> int:
    """Sweeps, if there is anything to sweep. The caller holds the accession lock.

    Returns:
        How many stray blobs were deleted.
    """
    left = list(library.staging.iterdir())
    if not left:
        return 0
    blobs = Blobs(library.blobs_folder)
    held = {row[0] for row in library.read().execute("SELECT sha256 FROM holding")}
    strays = [blob for blob in blobs.all() if blob not in held]
    for blob in strays:
        blobs.delete(blob)
    for path in left:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    return len(strays)


@contextmanager
def marked(library: Library, name: str) -> Iterator[None]:
    """Leaves the mark in staging while blobs are moved; it stays when the process dies."""
    mark = library.staging / name
    mark.mkdir(exist_ok=True)
    yield
    mark.rmdir()
