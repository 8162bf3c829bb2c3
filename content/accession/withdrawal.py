"""Withdrawing: a record of the library's own goes, and with it the files that nothing else needs."""

from __future__ import annotations

from collections.abc import Sequence

from content.accession.closing import write_closing
from content.accession.sweep import delete_all, drop_all_unseen, marked, sweep
from content.catalogue import withdraw
from content.catalogue.removing import DROP_ROWS
from content.holdings import Blobs
from content.library import Library
from content.records import RecordId
from content.trusted_time import TrustedNow


def withdraw_records(library: Library, records: Sequence[RecordId], *, now: TrustedNow) -> int:
    """Withdraws all of the records or none; one that is named twice goes once.

    They are unseen after one small transaction; what they said is deleted in steps, so that the write lock is held
    shortly.

    Returns:
        How many blobs were deleted.

    Raises:
        UnknownRecordError: one of them is no record of the library's own, or was withdrawn before.
        LibraryBusyError: something is being brought in just now.
    """
    blobs = Blobs(library.blobs_folder)
    with library.accession_lock():
        sweep(library)
        with marked(library, "withdrawal"):
            with write_closing(library, records, now=now) as tx:
                wanted = dict.fromkeys(records)
                rows = DROP_ROWS // max(1, len(wanted))
                free = [blob for record in wanted for blob in withdraw(tx, record, now=now, at_most=rows)]
            return delete_all(blobs, [*free, *drop_all_unseen(library)])
