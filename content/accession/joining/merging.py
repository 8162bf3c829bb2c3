"""Two records that are one work become one: the files of the first are further files of the second.

Invariants
- Nothing that could be read is lost: files, copies, identifiers, and what stood beside the files, go over.
- Nothing becomes more open by it: records of other rights, hidden by staff, or of people who were recorded stay apart.
- The address of the first leads to the second.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path

from content.accession.caveats import caveats_anew
from content.accession.closing import write_closing
from content.accession.gathering import Gathering
from content.accession.joining.fetching import Fetching
from content.accession.joining.joined import publication_of
from content.accession.joining.kept import Kept
from content.accession.joining.sources import Source
from content.accession.joining.whole import WholeReading
from content.accession.outcome import Known, Outcome
from content.accession.shelving import Shelving, Waiting
from content.catalogue import describe_anew, doubts_of, has_record, is_sound, own_record, withdraw
from content.catalogue.doubts import forget_caveat
from content.catalogue.itemised import reading_of
from content.catalogue.likeness import is_proposed, note_move
from content.catalogue.overlay import OverlayField, overlay_of
from content.errors import ContentError, UnknownRecordError
from content.formats.reading import Caveat, RefusedError
from content.library import Library
from content.records import Record, RecordId
from content.trusted_time import TrustedNow


class Hindrance(StrEnum):
    """Why two records cannot become one; each has a sentence in appliance/commands/duplicates.py."""

    SAME = "same"
    SIGNED = "signed"
    RIGHTS = "rights"
    HIDDEN = "hidden"
    RECORDING = "recording"
    UNREADABLE = "unreadable"


class CannotJoinError(ContentError):
    """Two records cannot become one; nothing was changed."""

    def __init__(self, hindrance: Hindrance, detail: str = "") -> None:
        super().__init__(f"{hindrance}: {detail}" if detail else str(hindrance))
        self.hindrance = hindrance


class Merging:
    """Joins records of the library's own; the caller holds the accession lock, and nothing waits to be shelved."""

    def __init__(
        self,
        library: Library,
        *,
        shelving: Shelving,
        fetching: Fetching,
        now: TrustedNow,
        finish: Callable[[Outcome], None],
    ) -> None:
        self._library = library
        self._shelving = shelving
        self._reading = WholeReading(fetching, finish)
        self._now = now

    def join(self, record: RecordId, into: RecordId) -> Record:
        """Lets the first record go up in the second.

        Returns:
            The second as it is now.

        Raises:
            UnknownRecordError: one of them is not there.
            CannotJoinError: they cannot become one.
            OSError, LibraryFullError: the medium refused.
        """
        first, _ = self._own(record)
        second, since = self._own(into)
        self._check(first, second)
        described = _united(first, second)
        if first.items:
            self._join_files(first, second, described, since)
        else:
            self._join_copies(first, described)
        self._settle(into)
        return described

    def _own(self, record: RecordId) -> tuple[Record, TrustedNow]:
        found = own_record(self._library.read(), record)
        if found:
            return found
        if has_record(self._library.read(), record):
            raise CannotJoinError(Hindrance.SIGNED, record)
        raise UnknownRecordError(record)

    def _check(self, first: Record, second: Record) -> None:
        if first.id == second.id:
            raise CannotJoinError(Hindrance.SAME)
        if replace(first.rights, note="") != replace(second.rights, note=""):
            raise CannotJoinError(Hindrance.RIGHTS)
        if first.recording or second.recording:
            raise CannotJoinError(Hindrance.RECORDING)
        hidden = [overlay_of(self._library.read(), one.id).flag(OverlayField.HIDDEN) for one in (first, second)]
        if hidden[0] != hidden[1]:
            raise CannotJoinError(Hindrance.HIDDEN)

    def _join_files(self, first: Record, second: Record, described: Record, since: TrustedNow) -> None:
        """Reads the files of both again, from what the library holds, as those of one record.

        Raises:
            CannotJoinError: one of them cannot be read any more.
        """
        items = {item.sha256: item for item in (*second.items, *first.items)}
        sources = [Source(name=item.name, digest=item.sha256) for item in items.values()]
        gathering = Gathering(folder=Path(), title=described.title, files=())
        try:
            whole = self._reading.read(gathering, sources, None)
        except RefusedError as error:
            raise CannotJoinError(Hindrance.UNREADABLE, error.detail) from error
        pieces = whole.pieces
        kept = [self._kept(one) for one in (second, first)]
        for one in filter(None, kept):
            pieces = tuple(one.beside(piece, is_brought=False, has_poster=False) for piece in pieces)
        cover, resources = next((one.cover for one in kept if one and one.cover[0]), ("", ()))
        remembered = {caveat for one in (first, second) for caveat in doubts_of(self._library.read(), one.id).caveats}
        publication = replace(
            publication_of(described, pieces, cover, resources),
            caveats=tuple(caveats_anew(described, remembered, None)),
        )
        outcome = Known(second.id, second.id, second.title, changed=True)
        self._shelving.wait(Waiting(publication, [outcome], since=since, absorbs=(first.id,)))
        self._shelving.shelve()
        if has_record(self._library.read(), first.id):
            raise CannotJoinError(Hindrance.UNREADABLE, "there is no room, or the catalogue does not take it")

    def _join_copies(self, first: Record, described: Record) -> None:
        with write_closing(self._library, [first.id, described.id], now=self._now) as tx:
            describe_anew(tx, described.id, lambda old: replace(described, revision=old.revision))
            withdraw(tx, first.id, now=self._now)
            note_move(tx, first.id, described.id)

    def _settle(self, into: RecordId) -> None:
        with self._library.write() as tx:
            if not is_proposed(tx, into):
                forget_caveat(tx, into, Caveat.ALIKE)

    def _kept(self, record: Record) -> Kept | None:
        connection = self._library.read()
        was = reading_of(connection, record.id)
        return Kept(held=record, was=was, is_sound=partial(is_sound, connection)) if was else None


def _united(first: Record, second: Record) -> Record:
    """The description of the second with what only the first says."""
    return replace(
        second,
        creators=second.creators or first.creators,
        publisher=second.publisher or first.publisher,
        issued=second.issued or first.issued,
        description=second.description or first.description,
        language=second.language or first.language,
        identifiers=tuple(dict.fromkeys([*second.identifiers, *first.identifiers])),
        copies=tuple(dict.fromkeys([*second.copies, *first.copies])),
        issues=tuple(dict.fromkeys([*second.issues, *first.issues])),
        source=second.source or first.source,
        revision=second.revision + 1,
    )
