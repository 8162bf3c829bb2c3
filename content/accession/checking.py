"""Checking what is held while the library goes on: damage is found and noted, strays are left to the next sweep.

A check of a large library takes hours, and things are brought, mended and withdrawn meanwhile.

Invariants
- What is noted of a blob was found just before, of the file that stands there at the moment of noting.
- Strays are looked for only while nothing is brought in: a blob on its way in stands before its row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from content.accession.sweep import leave_mark
from content.catalogue import all_holdings, damaged_holdings, has_holding, note_damage
from content.holdings import Blobs, Fault, OpenFolder, check_blob, check_blobs, stray_blobs
from content.library import Library
from content.records import Bytes, Sha256

NOTED_TOGETHER = 100
STRAYS = "strays"
"""The mark that makes the next accession sweep."""


def check_held(library: Library, *, progress: Callable[[Bytes], None] = lambda _: None) -> list[Fault]:
    """Reads and hashes everything held, and notes what is damaged and what is well again.

    Args:
        progress: told the size of each blob read.

    Returns:
        What is missing, changed or unreadable.

    Raises:
        LibraryFullError, LibraryBusyError: it could not be noted.
    """
    blobs = Blobs(library.blobs_folder)
    suspects = check_blobs(
        blobs,
        all_holdings(library.read()),
        is_held=lambda blob: has_holding(library.read(), blob),
        progress=progress,
    )
    found = list(_noted(library, blobs, (fault.blob for fault in suspects)))
    # Those noted by an earlier check that are not among the faults now may be well again.
    well = damaged_holdings(library.read()) - {fault.blob for fault in found}
    return [*found, *_noted(library, blobs, sorted(well))]


def find_strays(library: Library) -> list[Fault]:
    """Blobs that no row names; the next accession sweeps them.

    Raises:
        LibraryBusyError: something is being brought in or withdrawn just now.
    """
    with library.accession_lock():
        blobs = Blobs(library.blobs_folder)
        found = list(stray_blobs(blobs, is_held=lambda blob: has_holding(library.read(), blob)))
        if found:
            leave_mark(library, STRAYS)
    return found


def _noted(library: Library, blobs: Blobs, suspects: Iterable[Sha256]) -> Iterator[Fault]:
    """Checks blobs once more and notes what they are now; those that are damaged come out."""
    waiting = iter(suspects)
    while some := list(islice(waiting, NOTED_TOGETHER)):
        files = {blob: _file(blobs, blob) for blob in some}
        found = {blob: check_blob(blobs, blob) for blob in some}
        with library.linking_lock(), library.write() as tx:
            # A blob that came again since stands in another file, verified by whoever brought it.
            same = [blob for blob in some if _file(blobs, blob) == files[blob] and has_holding(tx, blob)]
            note_damage(tx, {blob: found[blob] is not None for blob in same})
            OpenFolder.of(library).close(blob for blob in same if found[blob])
        yield from (fault for blob in same if (fault := found[blob]))


def _file(blobs: Blobs, blob: Sha256) -> tuple[int, int, int] | None:
    """Which file stands under a blob's name: device, inode, last change; None where there is none."""
    try:
        state = blobs.path(blob).stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino, state.st_ctime_ns
