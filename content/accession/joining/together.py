"""Bringing several files as one record: each is read by itself, then all are joined; what is there already grows.

Invariants
- A file that cannot be read is refused by its own name; the others make the record.
- A record that grows keeps its id and everything that could be read in it, also what stood beside its files; only what
  a sidecar lists files without goes.
- A file that is a record of its own under rights or consent of its own stays that, and joins no other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from content.accession.caveats import caveats
from content.accession.describing import UNTITLED, describe_file, override, periodical_of
from content.accession.gathering import Gathering
from content.accession.joining.fetching import Fetching, titled
from content.accession.joining.joined import (
    album_of,
    albums,
    caveats_of,
    describe_pieces,
    in_order,
    notes_of,
    publication_of,
    renumbered,
)
from content.accession.joining.kept import Kept
from content.accession.joining.meeting import Met, meet
from content.accession.joining.pieces import Piece
from content.accession.joining.sources import Source, sources, with_held
from content.accession.joining.whole import Whole, WholeReading, names_of
from content.accession.outcome import Added, Known, Outcome
from content.accession.renewal import describe_record_anew
from content.accession.shelving import Shelving, Waiting
from content.accession.sidecar import Sidecar, read_sidecar
from content.catalogue import Publication, is_sound
from content.catalogue.itemised import Itemised, reading_of
from content.catalogue.likeness import has_taken_up
from content.library import Library
from content.records import Item, Record
from content.text import parse_tag
from content.trusted_time import TrustedNow


class Together:
    """Brings gatherings into a library.

    Args:
        publisher: the library's own name. finish: told of each outcome when it is final.
    """

    def __init__(
        self,
        library: Library,
        *,
        shelving: Shelving,
        fetching: Fetching,
        now: TrustedNow,
        publisher: str,
        finish: Callable[[Outcome], None],
    ) -> None:
        self._library = library
        self._shelving = shelving
        self._reading = WholeReading(fetching, finish)
        self._now = now
        self._publisher = publisher
        self._finish = finish

    def bring(self, gathering: Gathering) -> None:
        """Brings a gathering; its outcomes are told when they are final.

        Raises:
            SidecarError: its sidecar does not fit; nothing of it is brought.
            RefusedError: RESTRICTED_USE; or a file that the library has cannot be read again: nothing changes.
            OSError, LibraryFullError: the medium refused otherwise than for want of room.
        """
        sidecar = _said(gathering)
        found = sources(gathering, sidecar, self._library)
        if self._shelving.has_file_of({source.size for source in found if source.size}):
            # A file is in a record that waits: what is known of it shows once that is shelved.
            self._shelving.shelve()
            found = sources(gathering, sidecar, self._library)
        of_list = gathering.of_list
        met = meet(self._library.read(), found, record=of_list.record if of_list else None)
        for source in met.apart:
            (one, *_) = met.records_of(source.digest)
            self._finish(Known(source.named, one.id, one.title))
        mine = [one for one in found if one not in met.apart]
        if gathering.by_album:
            self._bring_albums(gathering, mine, met)
        elif self._is_there(gathering, sidecar, mine, met) and len(gathering.everything) == len(found):
            self._known(Whole(gathering=gathering, sidecar=sidecar, sources=tuple(mine), names=names_of(mine)), met)
        elif mine:
            every = with_held(mine, self._left(gathering, mine, met), sidecar.files if sidecar else ())
            whole = self._reading.read(gathering, every, sidecar)
            self._reading.leave_orphans(whole)
            if not (of_list and whole.left_out):  # a list is right when all its files are
                self._settle([(whole, met)])

    def _is_there(self, gathering: Gathering, sidecar: Sidecar | None, mine: list[Source], met: Met) -> bool:
        if not met.is_complete(mine) or (sidecar and sidecar.files):
            return False
        return met.missing(mine) == self._left(gathering, mine, met)

    def _left(self, gathering: Gathering, mine: list[Source], met: Met) -> tuple[Item, ...]:
        """Files that the record has, that are brought no more, and that stay: a list names all that it knows of."""
        if gathering.of_list and met.held and not has_taken_up(self._library.read(), met.held.id):
            return ()
        return met.missing(mine)

    def _bring_albums(self, gathering: Gathering, mine: list[Source], met: Met) -> None:
        """Recordings that are one record as far as their tags name the same album."""
        is_bare = len(gathering.everything) == len(gathering.files)
        if is_bare and all(met.records_of(source.digest) for source in mine) and not met.is_damaged:
            for record in met.records:
                self._known_of(record, [one for one in mine if met.records_of(one.digest)[0] == record])
            return
        whole = self._reading.read(gathering, mine, None)
        found = list(albums(whole.pieces))
        # A cover is the folder's: of several records in it none has a right to it.
        cover = gathering.cover if len(found) == 1 else None
        self._reading.leave_orphans(whole, cover=cover)
        self._settle([self._album(replace(whole, gathering=replace(gathering, cover=cover)), some) for some in found])

    def _album(self, whole: Whole, some: Sequence[Piece]) -> tuple[Whole, Met]:
        """One album of a gathering that was read, with its songs that the library has and that are brought no more."""
        of = {piece.item.sha256: source for piece, source in zip(whole.pieces, whole.sources, strict=True)}
        chosen = [replace(of[piece.item.sha256], digest=piece.item.sha256) for piece in some]
        met = meet(self._library.read(), chosen)
        every = with_held(chosen, met.missing(chosen), ())
        held = self._reading.read(whole.gathering, [one for one in every if one.candidate is None], None).pieces
        read = {piece.item.sha256: piece for piece in (*some, *held)}
        pieces = renumbered(in_order([read[one.digest] for one in every if one.digest]))
        by_digest = {one.digest: one for one in every}
        sources = tuple(by_digest[piece.item.sha256] for piece in pieces)
        twins = [name for piece in some for name in whole.twins.get(piece.item.sha256, ())]
        files = tuple(one.candidate for one in chosen if one.candidate)
        one = replace(
            whole,
            gathering=replace(whole.gathering, files=files),
            sources=sources,
            pieces=titled(pieces, sources) if len(pieces) > 1 else pieces,
            names=(*names_of(chosen), *twins),
        )
        return one, met

    def _settle(self, wholes: Sequence[tuple[Whole, Met]]) -> None:
        """Lets what is new or has changed wait to be shelved; what has not is known."""
        waiting = []
        for read, met in wholes:
            if not read.pieces:
                continue
            kept = self._kept(read, met)
            whole = self._reading.with_beside(read, kept)
            publication = self._publication(whole, met, kept)
            if met.held and not met.is_damaged and not self._differs(publication, met.held):
                self._known(whole, met)
            else:
                waiting.append(self._waiting(whole, met, publication))
        self._shelving.wait(*waiting)

    def _known(self, whole: Whole, met: Met) -> None:
        """A record that is there as it is brought; its description follows its sidecar."""
        held, sidecar = met.held, whole.sidecar
        if held is None:
            return
        changed = sidecar and describe_record_anew(
            self._library,
            held.id,
            sidecar,
            publisher=self._publisher,
            now=self._now,
            rehearse=self._shelving.is_rehearsal,
        )
        title = (changed or held).title
        self._finish(Known(whole.path, held.id, title, changed=changed is not None, files=whole.files))

    def _known_of(self, record: Itemised, mine: Sequence[Source]) -> None:
        names = names_of(mine)
        if names:
            self._finish(Known(names[0], record.id, record.title, files=names if len(names) > 1 else ()))

    def _kept(self, whole: Whole, met: Met) -> Kept | None:
        """The record that a gathering is; None where it is new, or where a sidecar lists what it has from now on."""
        connection = self._library.read()
        was = reading_of(connection, met.held.id) if met.held else None
        if met.held is None or was is None or (whole.sidecar and whole.sidecar.files):
            return None
        return Kept(held=met.held, was=was, is_sound=partial(is_sound, connection))

    def _publication(self, whole: Whole, met: Met, kept: Kept | None) -> Publication:
        cover, resources = kept.cover if kept else ("", ())
        if whole.cover:
            cover, resources = whole.cover.cover, whole.cover.resources
        return publication_of(self._described(whole, met), whole.pieces, cover, resources)

    def _described(self, whole: Whole, met: Met) -> Record:
        """The description of a gathering: that of the record it is, where that was one of several files already."""
        pieces, held = whole.pieces, met.held
        if len(pieces) == 1 and not whole.gathering.title:
            fresh = describe_file(self._publisher, pieces[0].item, pieces[0].extract, None)
        else:
            fresh = describe_pieces(self._publisher, pieces, album_of(pieces) or whole.gathering.title or UNTITLED)
        if held and not held.items:
            fresh = replace(held, kind=fresh.kind)  # it was on paper alone
        elif held and (len(held.items) > 1 or len(pieces) == 1):
            fresh = held
        said = {parse_tag(source.said.language) for source in whole.sources if source.said and source.said.language}
        if not fresh.language and len(said) == 1:
            fresh = replace(fresh, language=str(said.pop()))
        described = override(fresh, whole.sidecar, self._publisher) if whole.sidecar else fresh
        return replace(described, id=held.id, revision=held.revision + 1) if held else described

    def _waiting(self, whole: Whole, met: Met, publication: Publication) -> Waiting:
        record = publication.record
        parent = periodical_of(record, whole.sidecar.issue_of) if whole.sidecar and whole.sidecar.issue_of else None
        absorbs = met.absorbed(record)
        seen = caveats_of(whole.pieces, is_whole=not whole.left_out)
        warnings = tuple(caveats(record, seen, whole.sidecar))
        publication = replace(publication, caveats=warnings)
        if met.held is None:
            added = Added(whole.path, record.id, record.title, notes_of(whole.pieces), warnings, whole.files)
            return Waiting(publication, [added], parent, absorbs=absorbs)
        known = Known(whole.path, record.id, record.title, changed=True, mended=met.is_damaged, files=whole.files)
        return Waiting(publication, [known], parent, since=met.since, absorbs=absorbs)

    def _differs(self, publication: Publication, held: Record) -> bool:
        """Whether a record is read otherwise now than it was: more files, another order, other words."""
        now = reading_of(self._library.read(), held.id)
        fresh = (publication.record.items, publication.parts, publication.contents, publication.cover)
        return now is None or fresh != (held.items, now.parts, now.contents, now.cover)


def _said(gathering: Gathering) -> Sidecar | None:
    """What is said of a gathering: in its sidecar or in a list.

    Raises:
        SidecarError, RefusedError: as `read_sidecar`.
    """
    if gathering.of_list:
        return gathering.of_list.said
    return read_sidecar(gathering.sidecar) if gathering.sidecar else None
