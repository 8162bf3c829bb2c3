"""Bringing several files as one record: each is read by itself, then all are joined; what is there already grows.

Invariants
- A file that cannot be read is refused by its own name; the others make the record.
- A record that grows keeps its id and everything that could be read in it.
- A file that is a record of its own under rights or consent of its own stays that, and joins no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from content.accession.caveats import caveats
from content.accession.describing import UNTITLED, describe_file, override, periodical_of
from content.accession.gathering import Candidate, Gathering
from content.accession.joining.fetching import Fetching, Poster, Spoken, caption_of, shown_by, spoken_by, titled
from content.accession.joining.joined import (
    album_of,
    albums,
    caveats_of,
    describe_pieces,
    notes_of,
    publication_of,
    renumbered,
)
from content.accession.joining.meeting import Met, meet
from content.accession.joining.pieces import Piece
from content.accession.joining.sources import Source, said_of, sources, with_held
from content.accession.outcome import Added, Known, Outcome
from content.accession.refusing import refused
from content.accession.renewal import describe_record_anew
from content.accession.shelving import Shelving, Waiting, is_full
from content.accession.sidecar import Sidecar, SidecarFile, read_sidecar
from content.catalogue import Publication
from content.catalogue.itemised import Itemised, reading_of
from content.formats.reading import Refusal, RefusedError
from content.library import Library, LibraryFullError
from content.records import Record, Sha256
from content.text import parse_tag
from content.trusted_time import TrustedNow


@dataclass(frozen=True, kw_only=True)
class _Whole:
    """A gathering that was read: its files that could be, and what stands beside them.

    Attributes:
        names: of all that is in it, as they were given. twins: names of files that are the same as another, by hash.
    """

    gathering: Gathering
    sidecar: Sidecar | None
    sources: tuple[Source, ...] = ()
    pieces: tuple[Piece, ...] = ()
    names: tuple[str, ...] = ()
    cover: Poster | None = None
    left_out: bool = False
    twins: Mapping[Sha256, tuple[str, ...]] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """What its outcome is told of: its only file, or its folder."""
        return self.names[0] if len(self.sources) == 1 and self.names else str(self.gathering.folder)

    @property
    def files(self) -> tuple[str, ...]:
        """Its files by the names they were given, where there are several."""
        return self.names if len(self.names) > 1 else ()


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
        self._fetching = fetching
        self._now = now
        self._publisher = publisher
        self._finish = finish

    def bring(self, gathering: Gathering) -> None:
        """Brings a gathering; its outcomes are told when they are final.

        Raises:
            SidecarError: its sidecar does not fit; nothing of it is brought.
            RefusedError: RESTRICTED_USE.
            OSError, LibraryFullError: the medium refused otherwise than for want of room.
        """
        sidecar = read_sidecar(gathering.sidecar) if gathering.sidecar else None
        found = sources(gathering, sidecar, self._library)
        if self._shelving.has_file_of({source.size for source in found if source.size}):
            # A file is in a record that waits: what is known of it shows once that is shelved.
            self._shelving.shelve()
            found = sources(gathering, sidecar, self._library)
        met = meet(self._library.read(), found)
        for source in met.apart:
            (one, *_) = met.records_of(source.digest)
            self._finish(Known(source.named, one.id, one.title))
        mine = [one for one in found if one not in met.apart]
        if gathering.by_album:
            self._bring_albums(gathering, mine, met)
        elif met.is_complete(mine) and not (sidecar and sidecar.files) and len(gathering.everything) == len(found):
            self._known(_Whole(gathering=gathering, sidecar=sidecar, sources=tuple(mine), names=_names(mine)), met)
        elif mine:
            every = with_held(mine, met.missing(mine), sidecar.files if sidecar else ())
            whole = self._read(gathering, every, sidecar)
            self._leave_orphans(whole)
            self._settle([(self._with_beside(whole), met)])

    def _bring_albums(self, gathering: Gathering, mine: list[Source], met: Met) -> None:
        """Recordings that are one record as far as their tags name the same album."""
        is_bare = len(gathering.everything) == len(gathering.files)
        if is_bare and all(met.records_of(source.digest) for source in mine) and not met.is_damaged:
            for record in met.records:
                self._known_of(record, [one for one in mine if met.records_of(one.digest)[0] == record])
            return
        whole = self._read(gathering, mine, None)
        of = {piece.item.sha256: source for piece, source in zip(whole.pieces, whole.sources, strict=True)}
        found = list(albums(whole.pieces))
        # A cover is the folder's: of several records in it none has a right to it.
        cover = gathering.cover if len(found) == 1 else None
        self._leave_orphans(whole, cover=cover)
        wholes = []
        for some in found:
            chosen = tuple(replace(of[piece.item.sha256], digest=piece.item.sha256) for piece in some)
            pieces = titled(renumbered(some), chosen) if len(some) > 1 else renumbered(some)
            twins = [name for piece in some for name in whole.twins.get(piece.item.sha256, ())]
            part = replace(gathering, files=tuple(one.candidate for one in chosen if one.candidate), cover=cover)
            one = replace(whole, gathering=part, sources=chosen, pieces=pieces, names=(*_names(chosen), *twins))
            wholes.append((self._with_beside(one), meet(self._library.read(), chosen)))
        self._settle(wholes)

    def _settle(self, wholes: Sequence[tuple[_Whole, Met]]) -> None:
        """Lets what is new or has changed wait to be shelved; what has not is known."""
        waiting = []
        for whole, met in wholes:
            if not whole.pieces:
                continue
            publication = self._publication(whole, met)
            if met.held and not met.is_damaged and not self._differs(publication, met.held):
                self._known(whole, met)
            else:
                waiting.append(self._waiting(whole, met, publication))
        self._shelving.wait(*waiting)

    def _known(self, whole: _Whole, met: Met) -> None:
        """A record that is there as it is brought; its description follows its sidecar."""
        held, sidecar = met.held, whole.sidecar
        if held is None:
            return
        changed = sidecar is not None and describe_record_anew(
            self._library, held.id, sidecar, publisher=self._publisher, now=self._now
        )
        self._finish(Known(whole.path, held.id, held.title, changed=changed, files=whole.files))

    def _known_of(self, record: Itemised, mine: Sequence[Source]) -> None:
        names = _names(mine)
        if names:
            self._finish(Known(names[0], record.id, record.title, files=names if len(names) > 1 else ()))

    def _read(self, gathering: Gathering, every: Sequence[Source], sidecar: Sidecar | None) -> _Whole:
        """Reads the files of a gathering one after another; one that cannot be read is refused by itself."""
        pieces: list[Piece] = []
        kept: list[Source] = []
        names: list[str] = []
        twins: dict[Sha256, tuple[str, ...]] = {}
        for source in every:
            before = sum(len(piece.parts) for piece in pieces)
            piece = self._piece(source, position=len(pieces), before=before)
            if piece is None:
                continue
            names += _names([source])
            if any(piece.item.sha256 == other.item.sha256 for other in pieces):
                twins[piece.item.sha256] = (*twins.get(piece.item.sha256, ()), source.named)
                continue
            pieces.append(piece)
            kept.append(source)
        left_out = len(names) < len(_names(every))
        if (len(pieces) > 1 or gathering.title) and not gathering.by_album:
            pieces = list(titled(pieces, kept))
        return _Whole(
            gathering=gathering,
            sidecar=sidecar,
            sources=tuple(kept),
            pieces=tuple(pieces),
            names=tuple(names),
            left_out=left_out,
            twins=twins,
        )

    def _leave_orphans(self, whole: _Whole, *, cover: Candidate | None = None) -> None:
        """Tells of what stands beside files that could not be read, and of a cover that is no record's.

        Args:
            cover: that of the gathering, where it is one record's after all.
        """
        there, gathering = {source.path for source in whole.sources}, whole.gathering
        kept = cover if gathering.by_album else gathering.cover if whole.pieces else None
        orphans = [one for path, one in gathering.posters.items() if path not in there]
        orphans += [one for path, some in gathering.subtitles.items() if path not in there for one in some]
        orphans += [gathering.cover] if gathering.cover and not kept else []
        for one in orphans:
            self._finish(refused(replace(one, is_beside=True), RefusedError(Refusal.BESIDE)))

    def _with_beside(self, whole: _Whole) -> _Whole:
        """A gathering that was read, with posters, subtitles and captions of its files."""
        gathering, pieces, names = whole.gathering, list(whole.pieces), list(whole.names)
        cover = self._poster(gathering.cover, names) if pieces else None
        for position, (piece, source) in enumerate(zip(whole.pieces, whole.sources, strict=True)):
            poster = self._poster(gathering.posters.get(source.path), names) if source.path else None
            spoken = [
                self._spoken(one, source, said_of(one, gathering, whole.sidecar), names)
                for one in (gathering.subtitles.get(source.path, ()) if source.path else ())
            ]
            shown = shown_by(shown_by(piece, poster, over=True), cover, over=False)
            heard = spoken_by(shown, [one for one in spoken if one])
            caption = caption_of(piece, source) if piece.title else ""
            pieces[position] = self._fetching.captioned(heard, caption)
            cover = cover or poster
        return replace(whole, pieces=tuple(pieces), names=tuple(names), cover=cover)

    def _piece(self, source: Source, *, position: int, before: int) -> Piece | None:
        with self._refusing(source.candidate):
            return self._fetching.piece(source, position=position, before=before)
        return None

    def _poster(self, candidate: Candidate | None, names: list[str]) -> Poster | None:
        if candidate and candidate.path:
            with self._refusing(replace(candidate, is_beside=True)):
                poster = self._fetching.poster(candidate.path)
                names.append(candidate.name)
                return poster
        return None

    def _spoken(
        self, candidate: Candidate, source: Source, said: SidecarFile | None, names: list[str]
    ) -> Spoken | None:
        if candidate.path and source.path:
            with self._refusing(candidate):
                spoken = self._fetching.spoken(candidate.path, source.path, said)
                names.append(candidate.name)
                return spoken
        return None

    @contextmanager
    def _refusing(self, candidate: Candidate | None) -> Iterator[None]:
        """What cannot be read, and what there is no room for, is refused by its own name."""
        try:
            yield
        except RefusedError as error:
            refusal = error
        except (OSError, LibraryFullError) as error:
            if not is_full(error):
                raise
            refusal = RefusedError(Refusal.NO_SPACE, str(error))
        else:
            return
        if candidate:
            self._finish(refused(candidate, refusal))

    def _publication(self, whole: _Whole, met: Met) -> Publication:
        cover, resources = (whole.cover.cover, whole.cover.resources) if whole.cover else ("", ())
        return publication_of(self._described(whole, met), whole.pieces, cover, resources)

    def _described(self, whole: _Whole, met: Met) -> Record:
        """The description of a gathering: that of the record it is, where that was one of several files already."""
        pieces, held = whole.pieces, met.held
        if len(pieces) == 1 and not whole.gathering.title:
            fresh = describe_file(self._publisher, pieces[0].item, pieces[0].extract, None)
        else:
            fresh = describe_pieces(self._publisher, pieces, album_of(pieces) or whole.gathering.title or UNTITLED)
        if held and (len(held.items) > 1 or len(pieces) == 1):
            fresh = held
        said = {parse_tag(source.said.language) for source in whole.sources if source.said and source.said.language}
        if not fresh.language and len(said) == 1:
            fresh = replace(fresh, language=str(said.pop()))
        described = override(fresh, whole.sidecar, self._publisher) if whole.sidecar else fresh
        return replace(described, id=held.id, revision=held.revision + 1) if held else described

    def _waiting(self, whole: _Whole, met: Met, publication: Publication) -> Waiting:
        record = publication.record
        parent = periodical_of(record, whole.sidecar.issue_of) if whole.sidecar and whole.sidecar.issue_of else None
        absorbs = met.absorbed(record)
        if met.held is None:
            seen = caveats_of(whole.pieces, is_whole=not whole.left_out)
            warnings = tuple(caveats(record, seen, whole.sidecar))
            added = Added(whole.path, record.id, record.title, notes_of(whole.pieces), warnings, whole.files)
            return Waiting(publication, [added], parent, absorbs=absorbs)
        known = Known(whole.path, record.id, record.title, changed=True, mended=met.is_damaged, files=whole.files)
        return Waiting(publication, [known], parent, since=met.since, absorbs=absorbs)

    def _differs(self, publication: Publication, held: Record) -> bool:
        """Whether a record is read otherwise now than it was: more files, another order, other words."""
        now = reading_of(self._library.read(), held.id)
        fresh = (publication.record.items, publication.parts, publication.contents, publication.cover)
        return now is None or fresh != (held.items, now.parts, now.contents, now.cover)


def _names(some: Sequence[Source]) -> tuple[str, ...]:
    return tuple(source.named for source in some if source.candidate)
