"""Giving a record that is there already the description of its sidecar."""

from __future__ import annotations

from content.accession.closing import write_closing
from content.accession.describing import override, periodical_of
from content.accession.sidecar import Sidecar
from content.catalogue import Publication, add, describe_anew, has_record, local_pack_version
from content.library import Library
from content.records import Record, RecordId
from content.trusted_time import TrustedNow


def describe_record_anew(
    library: Library, record: RecordId, sidecar: Sidecar, *, publisher: str, now: TrustedNow
) -> Record | None:
    """Gives a record the description of its sidecar; its periodical is made where it is not there.

    Args:
        publisher: the library's own name.

    Returns:
        The record as it is described now, None where nothing changed.

    Raises:
        SidecarError: as `override`.
        LibraryBusyError, LibraryFullError: as `Library.write`.
    """
    with write_closing(library, [record], now=now) as tx:
        described: list[Record] = []

        def change(old: Record) -> Record:
            described.append(override(old, sidecar, publisher))
            return described[0]

        changed = describe_anew(tx, record, change)
        if changed and sidecar.issue_of:
            parent = periodical_of(described[0], sidecar.issue_of)
            if not has_record(tx, parent.id):
                add(tx, Publication(record=parent), pack_version=local_pack_version(tx), now=now)
    return described[0] if changed else None
