"""Putting on the shelf: publications wait until their batch is full, then become durable and visible together.

Invariants
- A row that names a blob is written only after the blob is durable; rows are written in transactions of at most
  `AccessionLimits.passages` passages, so that the write lock is held shortly.
- A publication with more passages is written under a staged version of the library's own pack, and becomes visible by
  one small transaction at the end; until then no page, list or search knows of it.
- A publication that takes the place of another makes it unseen in the transaction that makes itself visible.
- An outcome is told when it is final: after the commit, or after the refusal.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from content.accession.closing import write_closing
from content.accession.limits import AccessionLimits
from content.accession.outcome import Added, Known, Outcome, Refused
from content.accession.sweep import delete_all, drop_all_unseen
from content.catalogue import (
    Publication,
    activate_staged,
    add,
    add_holdings,
    add_parts,
    add_passages,
    blobs_named,
    damaged_blobs,
    has_holding,
    has_record,
    is_sound,
    keep_place,
    local_pack_version,
    mark_stale,
    note_doubts,
    retire,
    stage,
    withdraw,
)
from content.catalogue.itemised import own_keys
from content.catalogue.likeness import alike, note_move, propose
from content.formats.reading import Caveat, Refusal
from content.holdings import Batch, Blobs
from content.library import Library, LibraryFullError
from content.records import Bytes, Record, RecordId, Sha256
from content.trusted_time import TrustedNow


def is_full(error: OSError | LibraryFullError) -> bool:
    """Whether an error says that the medium has no room."""
    return isinstance(error, LibraryFullError) or error.errno in (errno.ENOSPC, errno.EDQUOT)


UNFIT = (sqlite3.IntegrityError, sqlite3.DataError, OverflowError, UnicodeEncodeError)
"""What SQLite says of values that contradict the schema or do not fit a column: a fault of one publication."""


_DESCRIPTION = 10
"""Rows of a record without what is read of it, about."""


@dataclass
class Waiting:
    """A publication whose blobs are in the batch, and what to report once it is in the catalogue.

    Attributes:
        since: when the record came that it takes the place of, or None where it is new.
        absorbs: records of the library's own whose files are in it now: they go when it comes.
    """

    publication: Publication
    outcomes: list[Added | Known]
    parent: Record | None = None
    since: TrustedNow | None = None
    absorbs: tuple[RecordId, ...] = ()

    @property
    def weight(self) -> int:
        """How much there is to write, in rows: the description, passages, and parts, of which each is two."""
        return _DESCRIPTION + len(self.publication.passages) + 2 * len(self.publication.parts)


@dataclass
class Shelving:
    """What waits to be shelved. The caller holds the accession lock.

    Args:
        finish: told of each outcome when it is final.
        is_rehearsal: outcomes are told as they would be, and nothing is written into the catalogue or onto the shelves.
    """

    library: Library
    limits: AccessionLimits
    now: TrustedNow
    finish: Callable[[Outcome], None]
    is_rehearsal: bool = False
    _waiting: dict[RecordId, Waiting] = field(default_factory=dict)
    _batch: Batch | None = None
    _rehearsed: dict[RecordId, Record] = field(default_factory=dict)

    @property
    def batch(self) -> Batch:
        """The batch that is being filled; opened when it is first wanted."""
        if self._batch is None:
            self._batch = Batch(
                Blobs(self.library.blobs_folder),
                self.library.staging / f"batch-{os.getpid()}",
                known=lambda blob: is_sound(self.library.read(), blob),
                named=lambda blob: has_holding(self.library.read(), blob),
            )
        return self._batch

    def take(self, path: Path, digest: Sha256 | None = None) -> Sha256:
        """Takes a file of the staging folder as a blob of the batch."""
        return self.batch.take(path, digest=digest)

    def has(self, record: RecordId) -> bool:
        """Whether a record is waiting."""
        return record in self._waiting or record in self._rehearsed

    def with_file(self, blob: Sha256) -> Record | None:
        """The waiting record that has this file, or None."""
        return next((record for record in self._coming() if any(item.sha256 == blob for item in record.items)), None)

    def has_file_of(self, sizes: Collection[int]) -> bool:
        """Whether a waiting record has a file of one of these sizes, in bytes: it may be the same."""
        return any(item.size in sizes for record in self._coming() for item in record.items)

    def _coming(self) -> Iterator[Record]:
        yield from (one.publication.record for one in self._waiting.values())
        yield from self._rehearsed.values()

    def wait(self, *some: Waiting) -> None:
        """Lets publications wait; shelves everything when there is enough.

        Raises:
            OSError: the medium refused; not for want of room, which is an outcome.
        """
        if self.is_rehearsal:
            self._rehearse(some)
            return
        self._waiting.update({one.publication.record.id: one for one in some})
        if sum(one.weight for one in self._waiting.values()) >= self.limits.passages or self.batch.is_full:
            self.shelve()

    def _rehearse(self, some: Sequence[Waiting]) -> None:
        for one in some:
            record = one.publication.record
            is_alike = one.since is None and bool(alike(self.library.read(), record))
            self._rehearsed[record.id] = record
            for outcome in one.outcomes:
                self.finish(_alike(outcome) if is_alike else outcome)
        self.close()

    def join(self, record: RecordId, outcome: Known) -> None:
        """Adds an outcome that becomes final with a waiting record."""
        if record in self._rehearsed:
            self.finish(outcome)
            return
        self._waiting[record].outcomes.append(outcome)

    def restore(self, record: RecordId) -> bool:
        """Notes that blobs of the batch take the place of damaged ones of a record, as far as they do.

        Returns:
            Whether none of the record's blobs is damaged any more.

        Raises:
            OSError, LibraryFullError: the medium refused; they stay damaged.
        """
        self.batch.settle()
        damaged = damaged_blobs(self.library.read(), record)
        fresh = [one for one in self.batch.settled if one[0] in damaged]
        if fresh:
            with self.library.write() as tx:
                add_holdings(tx, fresh)
                mark_stale(tx, record)
        return len(fresh) == len(damaged)

    def shelve(self) -> None:
        """Makes the batch durable and writes its records.

        Those for which there is no room are refused, and one that the catalogue does not take, by its own name.

        Raises:
            OSError: the medium refused otherwise than for want of room.
        """
        groups = list(_groups(list(self._waiting.values()), self.limits.passages))
        self._waiting.clear()
        try:
            if self._batch:
                self._batch.settle()
            while groups:
                self._write_first(groups)
            delete_all(Blobs(self.library.blobs_folder), drop_all_unseen(self.library))
        except (OSError, LibraryFullError) as error:
            if not is_full(error):
                raise
            for group in groups:
                self._refuse(group, Refusal.NO_SPACE, str(error))
        self.close()

    def _write_first(self, groups: list[list[Waiting]]) -> None:
        """Writes the first group and takes it from the list; one that is not taken is tried one by one."""
        try:
            self._write(groups[0])
        except UNFIT as error:
            if len(groups[0]) > 1:
                groups[:1] = [[one] for one in groups[0]]
            else:
                from_file = bool(groups[0][0].publication.record.items)
                refusal = Refusal.WORKER_DIED if from_file else Refusal.BAD_SIDECAR
                self._refuse(groups.pop(0), refusal, f"the catalogue does not take it: {error}")
            return
        for outcome in (outcome for one in groups.pop(0) for outcome in one.outcomes):
            self.finish(outcome)

    def _refuse(self, group: list[Waiting], refusal: Refusal, detail: str) -> None:
        for outcome in (outcome for one in group for outcome in one.outcomes):
            self.finish(Refused(outcome.path, refusal, detail, files=outcome.files))

    def close(self) -> None:
        """Ends the batch; of what is not in the catalogue nothing is left."""
        if self._batch:
            self._batch.close()
            self._batch = None

    def _write(self, group: list[Waiting]) -> None:
        if group[0].weight > self.limits.passages:
            self._write_in_steps(group[0])
            return
        with self._write_records(group) as tx:
            version = local_pack_version(tx)
            for one in group:
                add_holdings(tx, self._new_blobs(one.publication))
                for record in filter(None, [one.parent]):
                    if not has_record(tx, record.id):
                        add(tx, Publication(record=record), pack_version=version, now=self.now)
                before = retire(tx, one.publication.record.id)
                key = add(tx, one.publication, pack_version=version, now=one.since or self.now)
                keep_place(tx, [*before, *self._absorb(tx, one)], key)
                self._propose(tx, one, key)

    def _write_in_steps(self, one: Waiting) -> None:
        parts, passages = iter(one.publication.parts), iter(enumerate(one.publication.passages))
        step = self.limits.passages
        bare = replace(one.publication, parts=(), passages=())
        with self.library.write() as tx:
            add_holdings(tx, self._new_blobs(bare))
            key = stage(tx, bare, now=one.since or self.now)
        while leaves := tuple(islice(parts, max(1, step // 2))):
            with self.library.write() as tx:
                add_holdings(tx, self._new_blobs(replace(bare, parts=leaves)))
                add_parts(tx, key, leaves)
        while some := list(islice(passages, step)):
            with self.library.write() as tx:
                add_passages(tx, key, some)
        with self._write_records([one]) as tx:
            if one.parent and not has_record(tx, one.parent.id):
                add(tx, Publication(record=one.parent), pack_version=local_pack_version(tx), now=self.now)
            before = retire(tx, one.publication.record.id)
            activate_staged(tx, key)
            keep_place(tx, [*before, *self._absorb(tx, one)], key)
            self._propose(tx, one, key)

    def _propose(self, tx: sqlite3.Connection, one: Waiting, key: int) -> None:
        """Tells of a new record that may be one work with another."""
        if one.since is None and propose(tx, one.publication.record, now=self.now):
            note_doubts(tx, key, (*one.publication.caveats, Caveat.ALIKE))
            one.outcomes = [_alike(outcome) for outcome in one.outcomes]

    def _absorb(self, tx: sqlite3.Connection, one: Waiting) -> list[int]:
        """Takes away records that went up in another; their rows and blobs go later, as of what is withdrawn."""
        keys: list[int] = []
        for record in one.absorbs:
            keys += own_keys(tx, record)
            withdraw(tx, record, now=self.now, at_most=0)
            note_move(tx, record, one.publication.record.id)
        return keys

    def _write_records(self, group: list[Waiting]) -> AbstractContextManager[sqlite3.Connection]:
        """The transaction that makes these visible; of those that take the place of others, links are closed."""
        replaced = [one.publication.record.id for one in group if one.since]
        replaced += [record for one in group for record in one.absorbs]
        return write_closing(self.library, replaced, now=self.now) if replaced else self.library.write()

    def _new_blobs(self, publication: Publication) -> list[tuple[Sha256, Bytes]]:
        """Of the blobs that a publication names, those of this batch."""
        named = blobs_named(publication)
        return [one for one in self.batch.settled if one[0] in named]


def _alike(outcome: Added | Known) -> Added | Known:
    if isinstance(outcome, Added):
        return replace(outcome, warnings=(*outcome.warnings, Caveat.ALIKE))
    return outcome


def _groups(waiting: list[Waiting], passages: int) -> Iterator[list[Waiting]]:
    """Neighbours of together at most so many passages; one with more stands alone."""
    group: list[Waiting] = []
    for one in waiting:
        if group and sum(other.weight for other in group) + one.weight > passages:
            yield group
            group = []
        group.append(one)
    if group:
        yield group
