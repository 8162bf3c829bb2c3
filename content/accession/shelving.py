"""Putting on the shelf: publications wait until their batch is full, then become durable and visible together.

Invariants
- A row that names a blob is written only after the blob is durable; rows are written in transactions of at most
  `AccessionLimits.passages` passages, so that the write lock is held shortly.
- A publication with more passages is written under a staged version of the library's own pack, and becomes visible by
  one small transaction at the end; until then no page, list or search knows of it.
- An outcome is told when it is final: after the commit, or after the refusal.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from content.accession.limits import AccessionLimits
from content.accession.outcome import Added, Known, Outcome, Refused
from content.catalogue import (
    Publication,
    activate_staged,
    add,
    add_holdings,
    add_passages,
    blobs_named,
    has_record,
    local_pack_version,
    mark_stale,
    stage,
)
from content.formats.reading import Refusal
from content.holdings import Batch, Blobs
from content.library import Library, LibraryFullError
from content.records import Bytes, Record, RecordId, Sha256
from content.trusted_time import TrustedNow


def is_full(error: OSError | LibraryFullError) -> bool:
    """Whether an error says that the medium has no room."""
    return isinstance(error, LibraryFullError) or error.errno in (errno.ENOSPC, errno.EDQUOT)


@dataclass
class _Waiting:
    """A publication whose blobs are in the batch, and what to report once it is in the catalogue."""

    publication: Publication
    outcomes: list[Added | Known]
    parent: Record | None = None

    @property
    def weight(self) -> int:
        """How many passages it has."""
        return len(self.publication.passages)


@dataclass
class Shelving:
    """What waits to be shelved. The caller holds the accession lock.

    Args:
        finish: told of each outcome when it is final.
    """

    library: Library
    limits: AccessionLimits
    now: TrustedNow
    finish: Callable[[Outcome], None]
    _waiting: dict[RecordId, _Waiting] = field(default_factory=dict)
    _batch: Batch | None = None

    @property
    def batch(self) -> Batch:
        """The batch that is being filled; opened when it is first wanted."""
        if self._batch is None:
            self._batch = Batch(
                Blobs(self.library.blobs_folder),
                self.library.staging / f"batch-{os.getpid()}",
                known=lambda blob: self._has_row("SELECT 1 FROM holding WHERE sha256=? AND damaged=0", blob),
                named=lambda blob: self._has_row("SELECT 1 FROM holding WHERE sha256=?", blob),
            )
        return self._batch

    def take(self, path: Path, digest: Sha256 | None = None) -> Sha256:
        """Takes a file of the staging folder as a blob of the batch."""
        return self.batch.take(path, digest=digest)

    def has(self, record: RecordId) -> bool:
        """Whether a record is waiting."""
        return record in self._waiting

    def with_file(self, blob: Sha256) -> Record | None:
        """The waiting record that has this file, or None."""
        waiting = (one.publication.record for one in self._waiting.values())
        return next((record for record in waiting if any(item.sha256 == blob for item in record.items)), None)

    def wait(self, publication: Publication, outcome: Added, parent: Record | None = None) -> None:
        """Lets a publication wait; shelves everything when there is enough.

        Args:
            parent: the periodical it is an issue of; made where it is not there.

        Raises:
            OSError: the medium refused; not for want of room, which is an outcome.
        """
        self._waiting[publication.record.id] = _Waiting(publication, [outcome], parent)
        if sum(one.weight for one in self._waiting.values()) >= self.limits.passages or self.batch.is_full:
            self.shelve()

    def join(self, record: RecordId, outcome: Known) -> None:
        """Adds an outcome that becomes final with a waiting record."""
        self._waiting[record].outcomes.append(outcome)

    def restore(self, record: RecordId, damaged: frozenset[Sha256]) -> None:
        """Notes that blobs of the batch take the place of damaged ones of a record.

        Raises:
            OSError, LibraryFullError: the medium refused; they stay damaged.
        """
        self.batch.settle()
        with self.library.write() as tx:
            add_holdings(tx, [one for one in self.batch.settled if one[0] in damaged])
            mark_stale(tx, record)

    def shelve(self) -> None:
        """Makes the batch durable and writes its records; those for which there is no room are refused.

        Raises:
            OSError: the medium refused otherwise than for want of room.
        """
        groups = list(_groups(list(self._waiting.values()), self.limits.passages))
        self._waiting.clear()
        try:
            if self._batch:
                self._batch.settle()
            while groups:
                self._write(groups[0])
                for outcome in (outcome for one in groups.pop(0) for outcome in one.outcomes):
                    self.finish(outcome)
        except (OSError, LibraryFullError) as error:
            if not is_full(error):
                raise
            for outcome in (outcome for group in groups for one in group for outcome in one.outcomes):
                self.finish(Refused(outcome.path, Refusal.NO_SPACE, str(error)))
        self.close()

    def close(self) -> None:
        """Ends the batch; of what is not in the catalogue nothing is left."""
        if self._batch:
            self._batch.close()
            self._batch = None

    def _write(self, group: list[_Waiting]) -> None:
        if group[0].weight > self.limits.passages:
            self._write_in_steps(group[0])
            return
        with self.library.write() as tx:
            version = local_pack_version(tx)
            for one in group:
                add_holdings(tx, self._new_blobs(one.publication))
                for record in filter(None, [one.parent]):
                    if not has_record(tx, record.id):
                        add(tx, Publication(record=record), pack_version=version, now=self.now)
                add(tx, one.publication, pack_version=version, now=self.now)

    def _write_in_steps(self, one: _Waiting) -> None:
        passages = iter(enumerate(one.publication.passages))
        step = self.limits.passages
        with self.library.write() as tx:
            add_holdings(tx, self._new_blobs(one.publication))
            key = stage(tx, replace(one.publication, passages=()), now=self.now)
        while some := list(islice(passages, step)):
            with self.library.write() as tx:
                add_passages(tx, key, some)
        with self.library.write() as tx:
            if one.parent and not has_record(tx, one.parent.id):
                add(tx, Publication(record=one.parent), pack_version=local_pack_version(tx), now=self.now)
            activate_staged(tx, key)

    def _new_blobs(self, publication: Publication) -> list[tuple[Sha256, Bytes]]:
        """Of the blobs that a publication names, those of this batch."""
        named = blobs_named(publication)
        return [one for one in self.batch.settled if one[0] in named]

    def _has_row(self, query: str, blob: Sha256) -> bool:
        return self.library.read().execute(query, (blob,)).fetchone() is not None


def _groups(waiting: list[_Waiting], passages: int) -> Iterator[list[_Waiting]]:
    """Neighbours of together at most so many passages; one with more stands alone."""
    group: list[_Waiting] = []
    for one in waiting:
        if group and sum(other.weight for other in group) + one.weight > passages:
            yield group
            group = []
        group.append(one)
    if group:
        yield group
