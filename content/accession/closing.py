"""Writing what makes things less open: their links are gone from the open folder before the change can be seen.

A web server serves what stands in the open folder without asking anybody. So the links go inside the transaction, not
after it: a request that comes once the change is committed finds none, wherever the process is killed. A kill between
the two leaves at most a link too few, and what has no link passes through Python until the folder is compared again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from content.catalogue import blobs_of, open_blobs
from content.holdings import OpenFolder
from content.library import Library
from content.records import RecordId, Sha256
from content.trusted_time import TrustedNow


@contextmanager
def write_closing(library: Library, records: Collection[RecordId], *, now: TrustedNow) -> Iterator[sqlite3.Connection]:
    """Like `Library.write`, for a change after which blobs of these records may be less open than before.

    Args:
        records: those that are replaced, withdrawn, hidden, or get other rights.

    Yields:
        The connection; it is not used after the block.

    Raises:
        LibraryBusyError, LibraryFullError: as `Library.write`; the links stand as before.
    """
    folder = OpenFolder.of(library)
    with library.linking_lock():
        named: set[Sha256] = set()
        try:
            with library.write() as tx:
                named = blobs_of(tx, records)
                yield tx
                folder.close(named - open_blobs(tx, now.today, among=named))
        except BaseException:
            folder.update(named, open_blobs(library.read(), now.today, among=named))
            raise
