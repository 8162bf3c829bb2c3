"""One accession: files and folders are read, made durable by batch, and written into the catalogue.

Invariants
- A record is in the catalogue whole, with every blob it names durable, or not at all.
- A source file is only read. It is copied and hashed first; what the worker reads is the copy.
- What is refused leaves nothing behind.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from content.accession.candidates import Candidate, candidates
from content.accession.describing import describe_file, describe_paper, item_of, override, periodical_of
from content.accession.limits import AccessionLimits
from content.accession.outcome import Added, Known, Outcome, Refused, Report
from content.accession.room import Room
from content.accession.sidecar import Sidecar, read_sidecar
from content.accession.sweep import sweep
from content.catalogue import (
    Publication,
    add,
    add_holdings,
    describe_anew,
    find_by_item,
    has_record,
    local_pack_version,
    publisher_id,
)
from content.formats.reading import Extract, Refusal, RefusedError
from content.formats.worker import Worker
from content.holdings import Batch, Blobs
from content.library import Library
from content.records import Item, Part, Record, RecordId, Resource, Sha256
from content.trusted_time import TrustedNow


@dataclass
class _Waiting:
    """A publication whose blobs are in the batch, and what to report once it is in the catalogue."""

    publication: Publication
    outcome: Added
    parent: Record | None = None


class Accession:
    """Brings files into a library; one at a time for a library, under its accession lock.

    Args:
        worker: reads the files, in its own limited process.
        now: when the accession began.
        on_outcome: told of each outcome when it is final, in the order of becoming so.
    """

    def __init__(
        self,
        library: Library,
        *,
        worker: Worker,
        now: TrustedNow,
        limits: AccessionLimits | None = None,
        on_outcome: Callable[[Outcome], None] = lambda _: None,
    ) -> None:
        self._library = library
        self._worker = worker
        self._now = now
        self._limits = limits or AccessionLimits()
        self._on_outcome = on_outcome
        self._blobs = Blobs(library.blobs_folder)
        self._outcomes: list[Outcome] = []
        self._waiting: dict[RecordId, _Waiting] = {}
        self._batch: Batch | None = None
        self._publisher = ""

    def add(self, paths: Iterable[Path]) -> Report:
        """Brings in everything that the paths name.

        Raises:
            LibraryBusyError: another accession is under way.
        """
        with self._library.accession_lock():
            sweep(self._library)
            with self._library.write() as tx:
                self._publisher = publisher_id(tx, fresh=f"local-{secrets.token_hex(8)}")
            try:
                for candidate in candidates(paths):
                    self._bring_or_refuse(candidate)
                self._commit()
            finally:
                self._close_batch()
        return Report.of(self._outcomes)

    def _bring_or_refuse(self, candidate: Candidate) -> None:
        try:
            self._bring(candidate)
        except RefusedError as error:
            self._finish(Refused(candidate.name, error.refusal, error.detail))
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            self._finish(Refused(candidate.name, Refusal.NO_SPACE, str(error)))

    def _bring(self, candidate: Candidate) -> None:
        sidecar = read_sidecar(candidate.sidecar) if candidate.sidecar else None
        if candidate.path is None:
            self._bring_paper(candidate, sidecar or Sidecar())
            return
        if candidate.path.suffix.lower() == ".toml":
            raise RefusedError(Refusal.BAD_SIDECAR, "describes another file of its folder: add that file")
        with Room(self._batch_folder(), self._limits) as room:
            digest, size = room.copy(candidate.path)
            known = self._known(digest)
            if known:
                self._meet_again(candidate, known, sidecar)
                return
            extract = self._worker.read(room.file, room.scratch)
            item = item_of(candidate.path.name, digest, size, extract.media_type)
            publication = self._take(room, item, extract, sidecar)
        record = publication.record
        parent = periodical_of(record, sidecar.issue_of) if sidecar and sidecar.issue_of else None
        self._wait(_Waiting(publication, Added(candidate.name, record.id, record.title, extract.notes), parent))

    def _bring_paper(self, candidate: Candidate, sidecar: Sidecar) -> None:
        if not sidecar.title:
            raise RefusedError(Refusal.BAD_SIDECAR, "title: missing, and there is no file beside it")
        record = describe_paper(self._publisher, sidecar)
        with self._library.write() as tx:
            there = has_record(tx, record.id)
            changed = there and describe_anew(tx, record.id, lambda old: override(old, sidecar, self._publisher))
        if there or record.id in self._waiting:
            self._finish(Known(candidate.name, record.id, record.title, changed=changed))
        else:
            self._wait(_Waiting(Publication(record=record), Added(candidate.name, record.id, record.title)))

    def _known(self, digest: Sha256) -> tuple[RecordId, str] | None:
        waiting = (w.publication.record for w in self._waiting.values())
        same = next((r for r in waiting if any(item.sha256 == digest for item in r.items)), None)
        return (same.id, same.title) if same else find_by_item(self._library.read(), digest)

    def _meet_again(self, candidate: Candidate, known: tuple[RecordId, str], sidecar: Sidecar | None) -> None:
        record, title = known
        changed = False
        if sidecar and record not in self._waiting:
            with self._library.write() as tx:
                changed = describe_anew(tx, record, lambda old: override(old, sidecar, self._publisher))
        self._finish(Known(candidate.name, record, title, changed=changed))

    def _take(self, room: Room, item: Item, extract: Extract, sidecar: Sidecar | None) -> Publication:
        record = describe_file(self._publisher, item, extract, sidecar)
        batch = self._open_batch()
        batch.take(room.file, digest=item.sha256)
        resources = tuple(
            Resource(
                name=r.name,
                media_type=r.media_type,
                blob=batch.take(room.scratch / r.file),
                width=r.width,
                height=r.height,
            )
            for r in extract.resources
        )
        parts = tuple(
            Part(
                number=p.number,
                title=p.title,
                body=batch.take(room.scratch / p.file),
                characters=p.characters,
                style=p.style,
                width=p.width,
                height=p.height,
            )
            for p in extract.parts
        )
        return Publication(
            record=record,
            parts=parts,
            contents=extract.contents,
            resources=resources,
            passages=extract.passages,
            cover=extract.cover,
        )

    def _wait(self, one: _Waiting) -> None:
        self._waiting[one.publication.record.id] = one
        passages = sum(len(w.publication.passages) for w in self._waiting.values())
        if passages >= self._limits.passages or (self._batch and self._batch.is_full):
            self._commit()

    def _commit(self) -> None:
        """Makes the batch durable and writes its records; a batch that finds no room is refused whole."""
        waiting = list(self._waiting.values())
        self._waiting.clear()
        try:
            if self._batch:
                self._batch.settle()
            for group in _groups(waiting, self._limits.passages):
                self._write(group)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            for one in waiting:
                self._finish(Refused(one.outcome.path, Refusal.NO_SPACE, str(error)))
        else:
            for one in waiting:
                self._finish(one.outcome)
        self._close_batch()

    def _write(self, group: list[_Waiting]) -> None:
        with self._library.write() as tx:
            version = local_pack_version(tx)
            add_holdings(tx, self._batch.settled if self._batch else [])
            for one in group:
                if one.parent and not has_record(tx, one.parent.id):
                    add(tx, Publication(record=one.parent), pack_version=version, now=self._now)
                add(tx, one.publication, pack_version=version, now=self._now)

    def _finish(self, outcome: Outcome) -> None:
        self._outcomes.append(outcome)
        self._on_outcome(outcome)

    def _batch_folder(self) -> Path:
        return self._open_batch().folder

    def _open_batch(self) -> Batch:
        if self._batch is None:
            held = self._library.read()
            self._batch = Batch(
                self._blobs,
                self._library.staging / f"batch-{os.getpid()}",
                known=lambda d: (
                    held.execute("SELECT 1 FROM holding WHERE sha256=? AND damaged=0", (d,)).fetchone() is not None
                ),
            )
        return self._batch

    def _close_batch(self) -> None:
        if self._batch:
            self._batch.close()
            self._batch = None


def _groups(waiting: list[_Waiting], passages: int) -> list[list[_Waiting]]:
    """Neighbours of together at most so many passages; one with more stands alone."""
    groups: list[list[_Waiting]] = []
    room = 0
    for one in waiting:
        weight = len(one.publication.passages)
        if not groups or weight > room:
            groups.append([])
            room = passages
        groups[-1].append(one)
        room -= weight
    return groups
