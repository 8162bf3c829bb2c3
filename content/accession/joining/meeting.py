"""What the library has of files that are brought together: the record that they are, and those they are beside."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from content.accession.describing import item_name
from content.accession.joining.sources import Source
from content.catalogue import damaged_blobs, own_record
from content.catalogue.itemised import Itemised, itemised, records_with
from content.catalogue.overlay import overlay_of
from content.records import Item, Record, RecordId, Rights, RightsClass, Sha256
from content.trusted_time import TrustedNow

_HALF = 2
_NUMBERED = re.compile(r" \(\d+\)(?=\.[^.]*$|$)")


@dataclass(frozen=True, kw_only=True)
class Met:
    """What was found.

    Attributes:
        held, since: the record that the files are, as it was brought, and when it came; None where they are new.
        is_damaged: a check found something of it missing or changed.
        apart: files that are a record of their own under a sidecar of its own, or of a signed pack: they stay that.
        records: all that have one of the files.
        plain: ids of those of the library's own of which neither sidecar nor staff said anything that would be lost if
            they went up in another.
    """

    held: Record | None
    since: TrustedNow | None
    is_damaged: bool
    apart: tuple[Source, ...]
    records: tuple[Itemised, ...]
    plain: frozenset[RecordId]

    def is_complete(self, sources: Sequence[Source]) -> bool:
        """Whether the record has exactly these files under these names in this order, beside others brought no more."""
        if self.held is None or self.is_damaged:
            return False
        there = [item.sha256 for item in self.held.items]
        wanted = list(dict.fromkeys(source.digest for source in sources))
        names = {source.digest: source.name for source in reversed(sources)}
        renamed = any(_is_renamed(item.name, names[item.sha256]) for item in self.held.items if item.sha256 in names)
        return not renamed and [digest for digest in there if digest in wanted] == wanted

    def missing(self, sources: Sequence[Source]) -> tuple[Item, ...]:
        """Files of the record that are brought no more."""
        wanted = {source.digest for source in sources}
        return tuple(item for item in self.held.items if item.sha256 not in wanted) if self.held else ()

    def absorbed(self, record: Record) -> tuple[RecordId, ...]:
        """Records of the library's own that go up in a record: all their files are in it, and it says as much."""
        files = {item.sha256 for item in record.items}
        return tuple(
            one.id
            for one in self.records
            if one.id != record.id and one.id in self.plain and files.issuperset(one.items)
        )

    def records_of(self, digest: Sha256 | None) -> tuple[Itemised, ...]:
        """Records that have a file."""
        return tuple(one for one in self.records if digest in one.items)


def meet(connection: sqlite3.Connection, sources: Sequence[Source], *, record: RecordId | None = None) -> Met:
    """Looks for what the library has of the files.

    The record that they are is the one of which at least half of the files are among them, and most: a series that
    grows has all its older episodes among the new ones.

    Args:
        record: the one that they are, where that is known otherwise.
    """
    digests = {source.digest for source in sources if source.digest}
    records = records_with(connection, digests)
    plain = frozenset(one.id for one in records if one.is_own and _is_plain(connection, one.id))
    own = [one for one in records if one.is_own and (len(one.items) > 1 or one.id in plain)]
    shared = {one.id: len(digests.intersection(one.items)) for one in own}
    near = [one for one in own if _HALF * shared[one.id] >= len(set(one.items))]
    chosen = max(near, key=lambda one: (len(one.items) > 1, shared[one.id]), default=None)
    if record:
        chosen = itemised(connection, record)
    apart = {
        digest
        for one in records
        if one is not chosen and one.id not in plain
        for digest in digests.intersection(one.items)
        if not (chosen and digest in chosen.items)
    }
    found = own_record(connection, chosen.id) if chosen else None
    return Met(
        held=found[0] if found else None,
        since=found[1] if found else None,
        is_damaged=bool(chosen and damaged_blobs(connection, chosen.id)),
        apart=tuple(source for source in sources if source.digest in apart),
        records=tuple(records),
        plain=plain,
    )


def _is_renamed(held: str, brought: str) -> bool:
    """Whether a file is called otherwise than it was; of two of one name in a record one has a number more."""
    name = item_name(brought)
    return bool(name) and name not in {held, _NUMBERED.sub("", held)}


def _is_plain(connection: sqlite3.Connection, record: RecordId) -> bool:
    """Whether no right, consent or copy was stated of a record, and nothing by staff, that another would not state."""
    found = own_record(connection, record)
    if found is None or overlay_of(connection, record).values:
        return False
    one = found[0]
    return (
        one.rights == Rights(rights_class=RightsClass.UNSTATED, note=one.rights.note)
        and one.recording is None
        and not one.copies
        and not one.part_of
    )
