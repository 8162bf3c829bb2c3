"""Bringing in the records of a list.

Invariants
- A record that is wrong is left out and told by row and column; the others go in.
- The same list once more changes nothing. A record is found again by the list's own key, by its files, else by what
  it is called; one list describes a record once.
- A rehearsal writes nothing into the catalogue and says what would be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from content.accession.caveats import caveats
from content.accession.describing import describe_paper, periodical_of, record_id
from content.accession.gathering import Candidate, Gathering, OfList
from content.accession.joining import Fetching, Together
from content.accession.limits import AccessionLimits
from content.accession.lists.files import Beside
from content.accession.lists.meeting import Meeting
from content.accession.lists.saying import described, fault_of
from content.accession.outcome import Added, Became, Known, ListReport, Outcome, Refused, RowDone, RowFault
from content.accession.renewal import describe_record_anew
from content.accession.shelving import UNFIT, Shelving, Waiting, is_full
from content.accession.sidecar import Sidecar, SidecarCopy
from content.catalogue import Publication, has_key, has_record, note_keys, own_record, records_of_key
from content.formats.reading import Extract, Flaw, Listed, Refusal, RefusedError
from content.formats.worker import Worker
from content.library import Library, LibraryFullError
from content.records import Kind, Record, RecordId, is_record_id
from content.trusted_time import TrustedNow

_KEYS_TOGETHER = 1_000
_ON_PAPER = frozenset({None, Kind.BOOK, Kind.LAW, Kind.DOCUMENT, Kind.PERIODICAL})


class ListBringing:
    """Brings lists into a library; the caller holds the accession lock, and nothing else waits to be shelved.

    Args:
        publisher: the library's own name. rehearse: only says what would be.
        language: BCP 47, of printed books of which the list says none; "" unknown.
        on_row: told how many records of the list are done with.
    """

    def __init__(
        self,
        library: Library,
        *,
        worker: Worker,
        limits: AccessionLimits,
        now: TrustedNow,
        publisher: str,
        rehearse: bool = False,
        language: str = "",
        on_row: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._library = library
        self._now = now
        self._publisher = publisher
        self._on_row = on_row
        self._language = language
        self._shelving = Shelving(library, limits, now, self._finish, is_rehearsal=rehearse)
        self._fetching = Fetching(library, shelving=self._shelving, worker=worker, limits=limits)
        self._meeting = Meeting(library, self._shelving)
        self._done: dict[int, RowDone] = {}
        self._faults: list[RowFault] = []
        self._rows: dict[int, Listed] = {}
        self._said: dict[int, Sidecar] = {}
        self._taken: dict[RecordId, int] = {}
        self._named: dict[Path, int] = {}

    def bring(self, extract: Extract, folder: Path) -> ListReport:
        """Brings in everything that a list names.

        Args:
            extract: of the list. folder: in which it lies.

        Raises:
            OSError, LibraryFullError: the medium refused otherwise than for want of room.
        """
        beside = Beside(folder)
        self._faults += map(fault_of, extract.flawed)
        self._rows = {one.row: one for one in extract.listed}
        try:
            for number, listed in enumerate(extract.listed, start=1):
                self._bring_or_refuse(listed, beside, folder)
                self._on_row(number)
            self._shelving.shelve()
        finally:
            self._shelving.close()
            self._note_keys()
        return self._report(extract)

    def _report(self, extract: Extract) -> ListReport:
        faults = [one if one.row not in self._done else replace(one, stops=False) for one in self._faults]
        return ListReport(
            is_marc=extract.media_type.startswith("application/marc"),
            done=tuple(self._done[row] for row in sorted(self._done)),
            faults=tuple(sorted(faults, key=lambda one: one.row)),
            converted=extract.converted,
            notes=extract.notes,
        )

    def _bring_or_refuse(self, listed: Listed, beside: Beside, folder: Path) -> None:
        try:
            self._bring(listed, beside, folder)
        except RefusedError as error:
            self._tell(listed, Flaw.NOT_TAKEN, refusal=error.refusal)
        except (OSError, LibraryFullError) as error:
            if not is_full(error):
                raise
            self._tell(listed, Flaw.NOT_TAKEN, refusal=Refusal.NO_SPACE)
        except UNFIT:
            self._tell(listed, Flaw.NOT_TAKEN, refusal=Refusal.BAD_SIDECAR)

    def _bring(self, listed: Listed, beside: Beside, folder: Path) -> None:
        said = described(listed)
        if isinstance(said, tuple):
            self._faults += said
            return
        self._said[listed.row] = said
        files = self._files(listed, beside)
        if files is None and (not said.copies or any(map(beside.find, listed.files))):
            return
        if not files and not said.title:
            return
        files = files or []  # what stands on paper goes in, and its file when that is there
        record = self._record(listed, said, files)
        if record and not self._is_free(listed, said, record):
            return
        if record and self._is_signed(listed, record):
            return
        if files:
            self._bring_files(listed, said, files, record, folder)
        else:
            self._bring_paper(listed, said, record)

    def _files(self, listed: Listed, beside: Beside) -> list[Path] | None:
        """The files of a record; None where one is missing, or another record of the list has it: that is told."""
        found, is_whole = [], True
        for name in listed.files:
            path = beside.find(name)
            if path is None:
                self._tell(listed, Flaw.FILE_MISSING, "files", name)
                is_whole = False
            elif self._named.setdefault(path, listed.row) != listed.row:
                self._tell(listed, Flaw.FILE_TWICE, "files", f"{name} ({self._named[path]})")
                is_whole = False
            else:
                found.append(path)
        return found if is_whole else None

    def _record(self, listed: Listed, said: Sidecar, files: Sequence[Path]) -> RecordId | None:
        """The record that a record of a list is already, by its key, its files, its name; None where it is new.

        Raises:
            RefusedError: what it says fits no record.
        """
        by_key = self._meeting.by_key(listed.key, said)
        if by_key:
            return by_key
        if files:
            return self._meeting.by_files(files)
        record = self._paper(listed, said).id
        return record if has_record(self._library.read(), record) or self._shelving.has(record) else None

    def _is_free(self, listed: Listed, said: Sidecar, record: RecordId) -> bool:
        """Whether a record may be described by this one of the list: none before it did."""
        if self._shelving.has(record) and record not in self._taken:
            self._shelving.shelve()
        row = self._taken.get(record)
        if row:
            if self._said[row] == said:
                self._done[listed.row] = replace(self._done_as(row, listed), became=Became.KNOWN)
            else:
                self._tell(listed, Flaw.SAME_RECORD, found=str(row))
            return False
        return True

    def _is_signed(self, listed: Listed, record: RecordId) -> bool:
        """Whether a record is of a signed pack, which no list describes: it is known, and stays as it is."""
        connection = self._library.read()
        if own_record(connection, record) or not has_record(connection, record):
            return False
        self._taken[record] = listed.row
        self._finish(Known(str(listed.row), record, self._said[listed.row].title or ""))
        return True

    def _done_as(self, row: int, listed: Listed) -> RowDone:
        """What became of a record, told of another row that says the same."""
        if row not in self._done:
            self._shelving.shelve()
        done = self._done.get(row)
        if done is None:  # the first was refused when it was shelved
            raise RefusedError(Refusal.NO_SPACE)
        return replace(done, row=listed.row, key=listed.key)

    def _bring_files(
        self, listed: Listed, said: Sidecar, files: Sequence[Path], record: RecordId | None, folder: Path
    ) -> None:
        names = dict(zip(files, listed.files, strict=True))
        gathering = Gathering(
            folder=folder,
            title="",
            files=tuple(Candidate(names[path], path) for path in files),
            of_list=OfList(label=str(listed.row), said=said, record=record),
        )
        together = Together(
            self._library,
            shelving=self._shelving,
            fetching=self._fetching,
            now=self._now,
            publisher=self._publisher,
            finish=partial(self._finish_of, listed),
        )
        if record:
            self._taken[record] = listed.row
        together.bring(gathering)

    def _bring_paper(self, listed: Listed, said: Sidecar, record: RecordId | None) -> None:
        label = str(listed.row)
        held = own_record(self._library.read(), record) if record else None
        if self._language and said.language is None and not (held and held[0].language):
            said = replace(said, language=self._language)
        if record:
            self._taken[record] = listed.row
            rehearse = self._shelving.is_rehearsal
            changed = describe_record_anew(
                self._library, record, said, publisher=self._publisher, now=self._now, rehearse=rehearse
            )
            title = changed.title if changed else held[0].title if held else said.title or ""
            self._finish(Known(label, record, title, changed=changed is not None))
            return
        if _is_on_paper(listed, said):
            said = replace(said, copies=(SidecarCopy(holder=""),))
        new = self._paper(listed, said)
        self._taken[new.id] = listed.row
        parent = periodical_of(new, said.issue_of) if said.issue_of else None
        warnings = tuple(caveats(new, (), said))
        added = Added(label, new.id, new.title, warnings=warnings)
        self._shelving.wait(Waiting(Publication(record=new, caveats=warnings), [added], parent))

    def _paper(self, listed: Listed, said: Sidecar) -> Record:
        """A record without files; under an id drawn from its key where another key has one that is called the same.

        Raises:
            RefusedError: as `override`.
        """
        record = describe_paper(self._publisher, said)
        taken = self._taken.get(record.id)
        of_another = self._rows[taken].key not in ("", listed.key) if taken else False
        if listed.key and (of_another or self._is_anothers(listed.key, record.id)):
            return replace(record, id=record_id(self._publisher, f"list\n{listed.key}"))
        return record

    def _is_anothers(self, key: str, record: RecordId) -> bool:
        connection = self._library.read()
        return has_key(connection, record) and record not in records_of_key(connection, key)

    def _tell(
        self, listed: Listed, flaw: Flaw, key: str = "", found: str = "", *, refusal: Refusal | None = None
    ) -> None:
        column = next((name for said, name in listed.columns if said == key), "")
        fault = RowFault(flaw=flaw, row=listed.row, column=column, found=found[:200], refusal=refusal)
        self._faults.append(fault)

    def _finish_of(self, listed: Listed, outcome: Outcome) -> None:
        """What is final of a row at once: it is known, or a file of it is refused."""
        if isinstance(outcome, Refused):
            self._tell(listed, Flaw.FILE_REFUSED, "files", outcome.path, refusal=outcome.refusal)
        elif outcome.path in listed.files:  # it stays a record of its own, under rights or a description of its own
            self._tell(listed, Flaw.FILE_TWICE, "files", f"{outcome.path} ({outcome.title})")
        else:
            self._finish(replace(outcome, path=str(listed.row)))

    def _finish(self, outcome: Outcome) -> None:
        """What is final of a row, told by its number."""
        listed = self._rows[int(outcome.path)]
        if isinstance(outcome, Refused):
            self._tell(listed, Flaw.NOT_TAKEN, refusal=outcome.refusal)
            return
        is_new = isinstance(outcome, Added)
        is_changed = isinstance(outcome, Known) and (outcome.changed or outcome.mended)
        self._taken.setdefault(outcome.record, listed.row)
        self._done[listed.row] = RowDone(
            row=listed.row,
            key=listed.key,
            became=Became.ADDED if is_new else Became.CHANGED if is_changed else Became.KNOWN,
            record=outcome.record,
            title=outcome.title,
            files=listed.files,
            warnings=outcome.warnings if isinstance(outcome, Added) else (),
        )

    def _note_keys(self) -> None:
        """Remembers the keys of the list for the next time."""
        if self._shelving.is_rehearsal:
            return
        connection = self._library.read()
        fresh = [(one.key, one.record) for one in self._done.values() if one.key and one.key != one.record]
        fresh = [(key, record) for key, record in fresh if record not in records_of_key(connection, key)]
        for first in range(0, len(fresh), _KEYS_TOGETHER):
            with self._library.write() as tx:
                note_keys(tx, fresh[first : first + _KEYS_TOGETHER])


def _is_on_paper(listed: Listed, said: Sidecar) -> bool:
    """Whether a record without files of which no copy is said stands somewhere on paper, as the books of a list do.

    An export says each copy: what it calls by a record's id, and says no copy of, is a file that stayed where it was.
    """
    return not (said.copies or said.issues or said.source) and said.kind in _ON_PAPER and not is_record_id(listed.key)
