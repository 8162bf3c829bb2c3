"""Reading a gathering: its files one after another, and what stands beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from content.accession.gathering import Candidate, Gathering
from content.accession.joining.fetching import Fetching, Poster, Spoken, caption_of, shown_by, spoken_by, titled
from content.accession.joining.kept import Kept
from content.accession.joining.pieces import Piece
from content.accession.joining.sources import Source, said_of
from content.accession.outcome import Outcome
from content.accession.refusing import refused
from content.accession.shelving import is_full
from content.accession.sidecar import Sidecar, SidecarFile
from content.formats.reading import Refusal, RefusedError
from content.library import LibraryFullError
from content.records import Sha256


@dataclass(frozen=True, kw_only=True)
class Whole:
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
        """What its outcome is told of: its place in a list, its only file, or its folder."""
        if self.gathering.of_list:
            return self.gathering.of_list.label
        return self.names[0] if len(self.sources) == 1 and self.names else str(self.gathering.folder)

    @property
    def files(self) -> tuple[str, ...]:
        """Its files by the names they were given, where there are several."""
        return self.names if len(self.names) > 1 else ()


class WholeReading:
    """Reads gatherings.

    Args:
        finish: told of each file that is refused.
    """

    def __init__(self, fetching: Fetching, finish: Callable[[Outcome], None]) -> None:
        self._fetching = fetching
        self._finish = finish

    def read(self, gathering: Gathering, every: Sequence[Source], sidecar: Sidecar | None) -> Whole:
        """Reads the files of a gathering one after another; one that cannot be read is refused by itself.

        Raises:
            RefusedError: a file that the library has and that is not brought again cannot be read again.
            OSError, LibraryFullError: the medium refused otherwise than for want of room.
        """
        pieces: list[Piece] = []
        kept: list[Source] = []
        names: list[str] = []
        twins: dict[Sha256, tuple[str, ...]] = {}
        for source in every:
            before = sum(len(piece.parts) for piece in pieces)
            piece = self._piece(source, position=len(pieces), before=before)
            if piece is None:
                continue
            names += names_of([source])
            if any(piece.item.sha256 == other.item.sha256 for other in pieces):
                twins[piece.item.sha256] = (*twins.get(piece.item.sha256, ()), source.named)
                continue
            pieces.append(piece)
            kept.append(source)
        left_out = len(names) < len(names_of(every))
        if (len(pieces) > 1 or gathering.title) and not gathering.by_album:
            pieces = list(titled(pieces, kept))
        return Whole(
            gathering=gathering,
            sidecar=sidecar,
            sources=tuple(kept),
            pieces=tuple(pieces),
            names=tuple(names),
            left_out=left_out,
            twins=twins,
        )

    def leave_orphans(self, whole: Whole, *, cover: Candidate | None = None) -> None:
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

    def with_beside(self, whole: Whole, kept: Kept | None) -> Whole:
        """A gathering that was read, with posters, subtitles and captions of its files.

        Args:
            kept: the record that it is already, None where it is new, or the sidecar says what of it stays.

        Raises:
            OSError, LibraryFullError: the medium refused otherwise than for want of room.
        """
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
            if kept:
                has_poster = bool(poster or cover)
                heard = kept.beside(heard, is_brought=source.candidate is not None, has_poster=has_poster)
            caption = caption_of(heard, source) if heard.title else ""
            pieces[position] = self._fetching.captioned(heard, caption)
            cover = cover or poster
        return replace(whole, pieces=tuple(pieces), names=tuple(names), cover=cover)

    def _piece(self, source: Source, *, position: int, before: int) -> Piece | None:
        try:
            with self._refusing(source.candidate):
                return self._fetching.piece(source, position=position, before=before)
        except RefusedError as error:  # of what the library has
            raise RefusedError(error.refusal, f"{source.name}, as the library has it: {error.detail}") from error
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
        """What cannot be read, and what there is no room for, is refused by its own name.

        Args:
            candidate: None for what the library has itself: that must not be lost, so nothing changes.
        """
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
        if candidate is None:
            raise refusal
        self._finish(refused(candidate, refusal))


def names_of(some: Sequence[Source]) -> tuple[str, ...]:
    """Files that are brought, as the person named them."""
    return tuple(source.named for source in some if source.candidate)
