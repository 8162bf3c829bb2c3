"""One accession: files and folders are read, made durable by batch, and written into the catalogue.

Invariants
- A record is in the catalogue whole, with every blob it names durable, or not at all.
- A source file is only read. It is copied and hashed first; what the worker reads is the copy.
- What is refused leaves nothing behind.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from content.accession.candidates import Candidate, candidates, first_kind
from content.accession.caveats import caveats
from content.accession.closing import write_closing
from content.accession.describing import describe_file, describe_paper, item_of, override, periodical_of
from content.accession.limits import AccessionLimits
from content.accession.outcome import Added, Known, Outcome, Refused, Report
from content.accession.refusing import refused
from content.accession.room import Room
from content.accession.shelving import UNFIT, Shelving, is_full
from content.accession.sidecar import OF_ANOTHER, Sidecar, SidecarError, read_sidecar
from content.accession.sweep import sweep
from content.catalogue import (
    Publication,
    add,
    damaged_blobs,
    describe_anew,
    find_by_item,
    has_record,
    local_pack_version,
    own_record,
    publisher_id,
)
from content.formats.kinds import CERTAIN
from content.formats.reading import Extract, Refusal, RefusedError
from content.formats.worker import Worker
from content.library import Library, LibraryFullError
from content.records import Item, Part, Record, RecordId, Resource, Sha256
from content.settings import Fault
from content.trusted_time import TrustedNow


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
        self._outcomes: list[Outcome] = []
        self._shelving = Shelving(library, self._limits, now, self._finish)
        self._publisher = ""

    def add(self, paths: Iterable[Path]) -> Report:
        """Brings in everything that the paths name.

        Raises:
            LibraryBusyError: another accession is under way.
            LibraryFullError: there is no room even to begin.
            WorkerStartError: no file can be read on this machine.
        """
        with self._library.accession_lock():
            sweep(self._library)
            with self._library.write() as tx:
                self._publisher = publisher_id(tx, fresh=f"local-{secrets.token_hex(8)}")
            try:
                for candidate in candidates(paths, leave_out=self._library.folder):
                    self._bring_or_refuse(candidate)
                self._shelving.shelve()
            finally:
                self._shelving.close()
        return Report.of(self._outcomes)

    def _bring_or_refuse(self, candidate: Candidate) -> None:
        try:
            self._bring(candidate)
        except RefusedError as error:
            self._finish(refused(candidate, error))
        except (OSError, LibraryFullError) as error:
            if not is_full(error):
                raise
            self._finish(Refused(candidate.name, Refusal.NO_SPACE, str(error)))
        except UNFIT as error:
            detail = f"the catalogue does not take it: {error}"
            self._finish(Refused(candidate.name, Refusal.BAD_SIDECAR, detail))

    def _bring(self, candidate: Candidate) -> None:
        sidecar = read_sidecar(candidate.sidecar, alone=candidate.path is None) if candidate.sidecar else None
        if candidate.path is None:
            self._bring_paper(candidate, sidecar or Sidecar())
            return
        if candidate.path.suffix.lower() == ".toml":
            raise SidecarError("", Fault("", OF_ANOTHER))
        if not candidate.sidecar and first_kind(candidate.path) in CERTAIN:
            # Before it is copied: a folder may hold a hundred thousand photographs.
            raise RefusedError(Refusal.UNKNOWN_KIND)
        with Room(self._shelving.batch.folder, self._limits) as room:
            digest, size = room.copy(candidate.path)
            waiting = self._shelving.with_file(digest)
            if waiting:
                self._shelving.join(waiting.id, Known(candidate.name, waiting.id, waiting.title))
                return
            known = find_by_item(self._library.read(), digest)
            if known:
                self._meet_again(candidate, room, digest, known, sidecar)
                return
            extract = self._worker.read(room.file, room.scratch)
            item = item_of(candidate.path.name, digest, size, extract.media_type)
            publication = self._take(room, item, extract, sidecar)
        record = publication.record
        parent = periodical_of(record, sidecar.issue_of) if sidecar and sidecar.issue_of else None
        warnings = tuple(caveats(record, extract, sidecar))
        self._shelving.wait(
            publication, Added(candidate.name, record.id, record.title, extract.notes, warnings), parent
        )

    def _bring_paper(self, candidate: Candidate, sidecar: Sidecar) -> None:
        record = describe_paper(self._publisher, sidecar)
        if self._shelving.has(record.id):
            self._shelving.join(record.id, Known(candidate.name, record.id, record.title))
        elif has_record(self._library.read(), record.id):
            changed = self._describe_anew(record.id, sidecar)
            self._finish(Known(candidate.name, record.id, record.title, changed=changed))
        else:
            parent = periodical_of(record, sidecar.issue_of) if sidecar.issue_of else None
            self._shelving.wait(Publication(record=record), Added(candidate.name, record.id, record.title), parent)

    def _meet_again(
        self, candidate: Candidate, room: Room, digest: Sha256, known: tuple[RecordId, str], sidecar: Sidecar | None
    ) -> None:
        """A file that the library has: what is damaged of it is mended, and the record follows its sidecar."""
        record, title = known
        mended = False
        if damaged_blobs(self._library.read(), record):
            extract = self._worker.read(room.file, room.scratch)
            resources, parts = self._take_blobs(room, digest, extract)
            mended = self._shelving.restore(record)
            old = own_record(self._library.read(), record)
            if not mended and old:
                self._replace(candidate, old, partial(_publication, extract, resources, parts), sidecar)
                return
        changed = sidecar is not None and self._describe_anew(record, sidecar)
        self._finish(Known(candidate.name, record, title, changed=changed, mended=mended))

    def _replace(
        self,
        candidate: Candidate,
        old: tuple[Record, TrustedNow],
        fresh: Callable[[Record], Publication],
        sidecar: Sidecar | None,
    ) -> None:
        """Lets what was freshly read wait to take the place of a damaged record: its id, description and files stay.

        A later release may read a book in another way, so that damaged chapters of the first reading do not come again.
        """
        held, since = old
        described = override(held, sidecar, self._publisher) if sidecar else held
        publication = fresh(replace(described, revision=held.revision + 1))
        known = Known(candidate.name, held.id, held.title, changed=described != held, mended=True)
        parent = periodical_of(described, sidecar.issue_of) if sidecar and sidecar.issue_of else None
        self._shelving.wait(publication, known, parent, since=since)

    def _describe_anew(self, record: RecordId, sidecar: Sidecar) -> bool:
        """Gives a record the description of its sidecar; its periodical is made where it is not there."""
        with write_closing(self._library, [record], now=self._now) as tx:
            described: list[Record] = []

            def change(old: Record) -> Record:
                described.append(override(old, sidecar, self._publisher))
                return described[0]

            changed = describe_anew(tx, record, change)
            if changed and sidecar.issue_of:
                parent = periodical_of(described[0], sidecar.issue_of)
                if not has_record(tx, parent.id):
                    add(tx, Publication(record=parent), pack_version=local_pack_version(tx), now=self._now)
        return changed

    def _take(self, room: Room, item: Item, extract: Extract, sidecar: Sidecar | None) -> Publication:
        record = describe_file(self._publisher, item, extract, sidecar)
        resources, parts = self._take_blobs(room, item.sha256, extract)
        return _publication(extract, resources, parts, record)

    def _take_blobs(
        self, room: Room, digest: Sha256, extract: Extract
    ) -> tuple[tuple[Resource, ...], tuple[Part, ...]]:
        """Takes the file and everything that was made of it into the batch.

        Raises:
            RefusedError: WORKER_DIED when the worker named a file twice.
        """
        take = self._shelving.take
        take(room.file, digest)
        try:
            resources = tuple(
                Resource(
                    name=r.name,
                    media_type=r.media_type,
                    blob=take(room.scratch / r.file),
                    width=r.width,
                    height=r.height,
                )
                for r in extract.resources
            )
            parts = tuple(
                Part(
                    number=p.number,
                    title=p.title,
                    body=take(room.scratch / p.file),
                    characters=p.characters,
                    style=p.style,
                    width=p.width,
                    height=p.height,
                )
                for p in extract.parts
            )
        except FileNotFoundError as error:
            raise RefusedError(Refusal.WORKER_DIED, "its answer is not sound: a file is named twice") from error
        return resources, parts

    def _finish(self, outcome: Outcome) -> None:
        self._outcomes.append(outcome)
        self._on_outcome(outcome)


def _publication(
    extract: Extract, resources: tuple[Resource, ...], parts: tuple[Part, ...], record: Record
) -> Publication:
    """A record with what was read of its file."""
    return Publication(
        record=replace(record, layout=extract.layout, direction=extract.direction),
        parts=parts,
        contents=extract.contents,
        resources=resources,
        passages=extract.passages,
        cover=extract.cover,
        start=extract.start,
    )
