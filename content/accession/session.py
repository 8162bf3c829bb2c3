"""One accession: files and folders are read, made durable by batch, and written into the catalogue.

Invariants
- A record is in the catalogue whole, with every blob it names durable, or not at all.
- A source file is only read. It is copied and hashed first; what the worker reads is the copy.
- What is refused leaves nothing behind.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from content.accession.caveats import caveats, caveats_anew
from content.accession.describing import describe_file, describe_paper, item_of, override, periodical_of, record_id
from content.accession.gathering import Candidate, Gathering, candidates
from content.accession.joining import SUBTITLES_TYPE, Fetching, Kept, Merging, Piece, Together, publication_of, taken
from content.accession.limits import AccessionLimits
from content.accession.lists import ListBringing, outcome_of
from content.accession.opening import first_kind
from content.accession.outcome import Added, Known, ListReport, Outcome, Refused, Report
from content.accession.refusing import refused
from content.accession.renewal import describe_record_anew
from content.accession.room import Room
from content.accession.shelving import UNFIT, Shelving, Waiting, is_full
from content.accession.sidecar import NO_FOLDER, OF_ANOTHER, SIDECAR_ENDING, Sidecar, SidecarError, read_sidecar
from content.accession.sweep import sweep
from content.catalogue import (
    Publication,
    damaged_blobs,
    doubts_of,
    find_by_item,
    has_record,
    is_sound,
    own_record,
    publisher_id,
)
from content.catalogue.itemised import Itemised, itemised, reading_of, records_with
from content.catalogue.likeness import has_taken_up
from content.formats.kinds import CERTAIN, is_broken
from content.formats.reading import Extract, Refusal, RefusedError
from content.formats.worker import Worker
from content.library import Library, LibraryFullError
from content.records import Bytes, Item, Record, RecordId, Resource, Sha256
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
        self._told: set[str] = set()
        self._shelving = Shelving(library, self._limits, now, self._finish)
        self._fetching = Fetching(library, shelving=self._shelving, worker=worker, limits=self._limits)
        self._publisher = ""

    def add(self, paths: Iterable[Path]) -> Report:
        """Brings in everything that the paths name.

        Raises:
            LibraryBusyError: another accession is under way.
            LibraryFullError: there is no room even to begin.
            WorkerStartError: no file can be read on this machine.
        """
        with self._begun():
            try:
                for found in candidates(paths, leave_out=self._library.folder):
                    self._bring_or_refuse(found)
                self._shelving.shelve()
            finally:
                self._shelving.close()
        return Report.of(self._outcomes)

    def add_list(
        self,
        extract: Extract,
        folder: Path,
        *,
        rehearse: bool = False,
        language: str = "",
        on_row: Callable[[int], None] = lambda _: None,
    ) -> ListReport:
        """Brings in the records of a list that was read.

        Args:
            extract: of the list. folder: in which it lies; its files are looked for there.
            rehearse: only says what would be. on_row: told how many records are done with.
            language: BCP 47, of printed books of which the list says none; "" unknown.

        Raises:
            LibraryBusyError, LibraryFullError, WorkerStartError: as `add`.
        """
        with self._begun():
            return self._lists(rehearse=rehearse, language=language, on_row=on_row).bring(extract, folder)

    def join(self, record: RecordId, into: RecordId) -> Record:
        """Lets a record of the library's own go up in another: its files are further files of that one.

        Raises:
            UnknownRecordError: one of them is not there.
            CannotJoinError: they cannot become one; nothing was changed.
            LibraryBusyError, LibraryFullError, WorkerStartError: as `add`.
        """
        merging = Merging(
            self._library, shelving=self._shelving, fetching=self._fetching, now=self._now, finish=self._finish
        )
        with self._begun():
            try:
                return merging.join(record, into)
            finally:
                self._shelving.close()

    @contextmanager
    def _begun(self) -> Iterator[None]:
        with self._library.accession_lock():
            sweep(self._library)
            with self._library.write() as tx:
                self._publisher = publisher_id(tx, fresh=f"local-{secrets.token_hex(8)}")
            yield

    def _bring_or_refuse(self, found: Candidate | Gathering) -> None:
        try:
            if isinstance(found, Gathering):
                self._together.bring(found)
            else:
                self._bring(found)
        except RefusedError as error:
            self._refuse(found, error)
        except (OSError, LibraryFullError) as error:
            if not is_full(error):
                raise
            self._refuse(found, RefusedError(Refusal.NO_SPACE, str(error)))
        except UNFIT as error:
            self._refuse(found, RefusedError(Refusal.BAD_SIDECAR, f"the catalogue does not take it: {error}"))

    def _refuse(self, found: Candidate | Gathering, error: RefusedError) -> None:
        """Refuses a file, or all files of a gathering of which nothing was told yet."""
        if not isinstance(found, Gathering):
            self._finish(refused(found, error))
            return
        names = tuple(one.name for one in found.everything if one.name not in self._told)
        faults, sidecar = (error.faults, error.name) if isinstance(error, SidecarError) else ((), "")
        path = names[0] if len(names) == 1 else str(found.folder)
        files = names if len(names) > 1 else ()
        if names:
            detail = error.detail
            self._finish(Refused(path, error.refusal, detail, sidecar=faults, files=files, sidecar_name=sidecar))

    @property
    def _together(self) -> Together:
        return Together(
            self._library,
            shelving=self._shelving,
            fetching=self._fetching,
            now=self._now,
            publisher=self._publisher,
            finish=self._finish,
        )

    def _bring(self, candidate: Candidate) -> None:
        sidecar = read_sidecar(candidate.sidecar, alone=candidate.path is None) if candidate.sidecar else None
        if sidecar and sidecar.files:
            raise SidecarError(candidate.sidecar.name if candidate.sidecar else "", Fault("files", NO_FOLDER))
        if candidate.path is None:
            self._bring_paper(candidate, sidecar or Sidecar())
            return
        self._check(candidate, candidate.path)
        with Room(self._shelving.batch.folder, self._limits) as room:
            digest, size = room.copy(candidate.path)
            waiting = self._shelving.with_file(digest)
            if waiting:
                self._shelving.join(waiting.id, Known(candidate.name, waiting.id, waiting.title))
                return
            known = self._known(digest, sidecar)
            if known:
                said = self._sidecar_of(known[0], digest, sidecar)
                self._meet_again(candidate, room, digest, known, said)
                return
            extract = self._read(room)
            if not extract.is_list:
                item = item_of(candidate.path.name, digest, size, extract.media_type)
                record = describe_file(self._publisher, item, extract, sidecar)
                publication = publication_of(record, [self._piece(room, item, extract)], "", ())
        if extract.is_list:
            self._bring_list(candidate, extract, candidate.path.parent)
            return
        warnings = tuple(caveats(record, extract.caveats, sidecar))
        publication = replace(publication, caveats=warnings)
        added = Added(candidate.name, record.id, record.title, extract.notes, warnings, converted=extract.converted)
        self._shelving.wait(Waiting(publication, [added], _parent(record, sidecar)))

    def _check(self, candidate: Candidate, path: Path) -> None:
        """Refuses what need not be copied to be refused.

        Raises:
            RefusedError: it is no document by itself, or of a kind that is not read.
        """
        if path.suffix.lower() == SIDECAR_ENDING:
            raise SidecarError("", Fault("", OF_ANOTHER))
        if candidate.is_beside:
            raise RefusedError(Refusal.BESIDE)
        kind = first_kind(path)
        is_small = path.stat().st_size <= self._limits.reading.file
        if is_small and is_broken(kind, path.name):
            raise RefusedError(Refusal.UNKNOWN_KIND, "plain words under another name")
        if not candidate.sidecar and kind in CERTAIN:
            # Before it is copied: a folder may hold a hundred thousand of them.
            raise RefusedError(Refusal.UNKNOWN_KIND)

    def _bring_list(self, candidate: Candidate, extract: Extract, folder: Path) -> None:
        """A file that is a list of records: all of them go in, and the file is told of as one."""
        self._shelving.shelve()
        self._finish(outcome_of(candidate.name, self._lists().bring(extract, folder)))

    def _lists(
        self, *, rehearse: bool = False, language: str = "", on_row: Callable[[int], None] = lambda _: None
    ) -> ListBringing:
        return ListBringing(
            self._library,
            worker=self._worker,
            limits=self._limits,
            now=self._now,
            publisher=self._publisher,
            rehearse=rehearse,
            language=language,
            on_row=on_row,
        )

    def _known(self, digest: Sha256, sidecar: Sidecar | None) -> tuple[RecordId, str] | None:
        """The record that has a file.

        A file with a sidecar of its own is a record of its own, whatever else it was brought with; one that a person
        joined with another is in that.
        """
        if sidecar is None:
            return find_by_item(self._library.read(), digest)
        found = records_with(self._library.read(), [digest])
        own = [one for one in found if not one.is_own or self._is_of(one, digest)]
        joined = [one for one in found if has_taken_up(self._library.read(), one.id)]
        return next(((one.id, one.title) for one in (*own, *joined)), None)

    def _is_of(self, one: Itemised, digest: Sha256) -> bool:
        """Whether a record is that of a file: by it alone, or first by it and joined with others later."""
        return one.items == (digest,) or one.id == record_id(self._publisher, digest)

    def _sidecar_of(self, known: RecordId, digest: Sha256, sidecar: Sidecar | None) -> Sidecar | None:
        """The sidecar of a file as far as it describes the record that has the file: not where that was another's."""
        found = itemised(self._library.read(), known)
        return sidecar if found is None or self._is_of(found, digest) else None

    def _bring_paper(self, candidate: Candidate, sidecar: Sidecar) -> None:
        record = describe_paper(self._publisher, sidecar)
        if self._shelving.has(record.id):
            self._shelving.join(record.id, Known(candidate.name, record.id, record.title))
        elif has_record(self._library.read(), record.id):
            changed = self._describe_anew(record.id, sidecar)
            self._finish(Known(candidate.name, record.id, record.title, changed=changed is not None))
        else:
            warnings = tuple(caveats(record, (), sidecar))
            added = Added(candidate.name, record.id, record.title, warnings=warnings)
            publication = Publication(record=record, caveats=warnings)
            self._shelving.wait(Waiting(publication, [added], _parent(record, sidecar)))

    def _meet_again(
        self, candidate: Candidate, room: Room, digest: Sha256, known: tuple[RecordId, str], sidecar: Sidecar | None
    ) -> None:
        """A file that the library has: what is damaged of it is mended, and the record follows its sidecar."""
        record, title = known
        mended = False
        if damaged_blobs(self._library.read(), record):
            extract = self._read(room)
            size = Bytes(room.file.stat().st_size)
            piece = self._piece(room, item_of(candidate.name, digest, size, extract.media_type), extract)
            mended = self._shelving.restore(record)
            old = own_record(self._library.read(), record)
            if not mended and old and len(old[0].items) == 1:
                self._replace(candidate, old, piece, sidecar)
                return
        changed = self._describe_anew(record, sidecar) if sidecar else None
        title = changed.title if changed else title
        self._finish(Known(candidate.name, record, title, changed=changed is not None, mended=mended))

    def _replace(
        self,
        candidate: Candidate,
        old: tuple[Record, TrustedNow],
        fresh: Piece,
        sidecar: Sidecar | None,
    ) -> None:
        """Lets what was freshly read wait to take the place of a damaged record: its id, description and files stay.

        A later release may read a book in another way, so that damaged chapters of the first reading do not come again.
        Of a recording, what stood beside it and is sound stays too.
        """
        held, since = old
        fresh = replace(fresh, item=held.items[0])
        described = override(held, sidecar, self._publisher) if sidecar else held
        cover: tuple[str, tuple[Resource, ...]] = ("", ())
        connection = self._library.read()
        was = reading_of(connection, held.id) if fresh.plays else None
        if was:
            kept = Kept(held=held, was=was, is_sound=partial(is_sound, connection))
            fresh, cover = kept.beside(fresh, is_brought=True, has_poster=False), kept.cover
        publication = replace(
            publication_of(replace(described, revision=held.revision + 1), [fresh], *cover),
            caveats=tuple(caveats_anew(described, doubts_of(connection, held.id).caveats, sidecar)),
        )
        known = Known(candidate.name, held.id, held.title, changed=described != held, mended=True)
        self._shelving.wait(Waiting(publication, [known], _parent(described, sidecar), since=since))

    def _describe_anew(self, record: RecordId, sidecar: Sidecar) -> Record | None:
        return describe_record_anew(self._library, record, sidecar, publisher=self._publisher, now=self._now)

    def _read(self, room: Room) -> Extract:
        extract = self._worker.read(room.file, room.scratch)
        if extract.media_type == SUBTITLES_TYPE:
            raise RefusedError(Refusal.BESIDE, "subtitles are no record of their own")
        return extract

    def _piece(self, room: Room, item: Item, extract: Extract) -> Piece:
        """Takes the file and everything that was made of it into the batch."""
        self._shelving.take(room.file, item.sha256)
        resources, parts = taken(extract, room.scratch, self._shelving.take)
        return Piece(item=item, extract=extract, parts=parts, resources=resources)

    def _finish(self, outcome: Outcome) -> None:
        self._told.update([outcome.path, *outcome.files])
        self._outcomes.append(outcome)
        self._on_outcome(outcome)


def _parent(record: Record, sidecar: Sidecar | None) -> Record | None:
    """The periodical that a record is an issue of."""
    return periodical_of(record, sidecar.issue_of) if sidecar and sidecar.issue_of else None
