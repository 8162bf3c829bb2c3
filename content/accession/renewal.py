"""Giving a record that is there already the description of its sidecar."""

from __future__ import annotations

from content.accession.caveats import caveats_anew
from content.accession.closing import write_closing
from content.accession.describing import override, periodical_of
from content.accession.sidecar import Sidecar
from content.catalogue import (
    Publication,
    add,
    describe_anew,
    doubts_of,
    has_record,
    local_pack_version,
    note_doubts,
    own_record,
)
from content.catalogue.itemised import own_keys
from content.catalogue.likeness import propose
from content.formats.reading import Caveat
from content.library import Library
from content.records import Record, RecordId
from content.trusted_time import TrustedNow


def describe_record_anew(
    library: Library, record: RecordId, sidecar: Sidecar, *, publisher: str, now: TrustedNow, rehearse: bool = False
) -> Record | None:
    """Gives a record the description of its sidecar; its periodical is made where it is not there.

    Args:
        publisher: the library's own name. rehearse: only says what would be; nothing is written.

    Returns:
        The record as it is described now, None where nothing changed.

    Raises:
        SidecarError: as `override`.
        LibraryBusyError, LibraryFullError: as `Library.write`.
    """
    held = own_record(library.read(), record)
    if held is None:
        return None
    described = override(held[0], sidecar, publisher)
    remembered = doubts_of(library.read(), record).caveats
    still = tuple(caveats_anew(described, remembered, sidecar))
    changed = described != held[0]
    if not rehearse and (changed or still != remembered):
        with write_closing(library, [record], now=now) as tx:
            describe_anew(tx, record, lambda old: override(old, sidecar, publisher))
            is_alike = changed and propose(tx, described, now=now)
            for key in own_keys(tx, record):
                note_doubts(tx, key, (*still, Caveat.ALIKE) if is_alike else still)
            parent = periodical_of(described, sidecar.issue_of) if changed and sidecar.issue_of else None
            if parent and not has_record(tx, parent.id):
                add(tx, Publication(record=parent), pack_version=local_pack_version(tx), now=now)
    return described if changed else None
