"""Withdrawing: a record of the library's own goes, and with it the files that nothing else needs."""

from __future__ import annotations

from collections.abc import Sequence

from content.accession.sweep import marked, sweep
from content.catalogue import withdraw
from content.holdings import Blobs
from content.library import Library
from content.records import RecordId
from content.trusted_time import TrustedNow


def withdraw_records(library: Library, records: Sequence[RecordId], *, now: TrustedNow) -> int:
    """Withdraws all of the records or none.

    Returns:
        How many blobs were deleted.

    Raises:
        UnknownRecordError: one of them is no record of the library's own.
        LibraryBusyError: something is being brought in just now.
    """
    blobs = Blobs(library.blobs_folder)
    with library.accession_lock():
        sweep(library)
        with marked(library, "withdrawal"):
            with library.write() as tx:
                free = [blob for record in records for blob in withdraw(tx, record, now=now)]
            for blob in free:
                blobs.delete(blob)
    return len(free)
