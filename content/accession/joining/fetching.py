"""Reading one file after another into the batch: each is copied, hashed, read by the worker and taken, then let go."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from content.accession.describing import item_of
from content.accession.gathering.beside import language_between
from content.accession.gathering.naming import says_something, stem_of, title_of
from content.accession.joining.pieces import Piece, taken, with_picture, with_subtitles, with_words
from content.accession.joining.sources import Source
from content.accession.limits import AccessionLimits
from content.accession.room import Room
from content.accession.shelving import Shelving
from content.accession.sidecar import SidecarFile
from content.addresses import PART_MAX
from content.catalogue import is_sound
from content.formats.reading import Extract, Refusal, RefusedError
from content.formats.worker import Worker
from content.holdings import Blobs
from content.library import Library
from content.records import Bytes, Kind, Passage, Resource, Sha256, Subtitles
from content.text import VIETNAMESE, guess_language, normalise, one_line, parse_tag
from content.text import name as language_name
from content.translations import marked

SUBTITLES_TYPE = "text/vtt"
CAPTION_MAX = 2_000
UNNAMED = {Kind.PICTURE: "Ảnh", Kind.FILM: "Tập"}
"""What a file without a name of its own is called, before its number; others are called `Phần`."""
_SUBTITLES = marked("Phụ đề")


@dataclass(frozen=True, kw_only=True)
class Poster:
    """A picture that stands for others: names of its resources, as a cover and to a page's width."""

    cover: str
    picture: str
    resources: tuple[Resource, ...]


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """Subtitles that were read, and what they say in full."""

    subtitles: Subtitles
    resource: Resource
    body: Sha256 | None = None
    characters: int = 0
    passages: tuple[Passage, ...] = ()


class Fetching:
    """Reads files into the batch that is being filled; nothing is shelved meanwhile."""

    def __init__(self, library: Library, *, shelving: Shelving, worker: Worker, limits: AccessionLimits) -> None:
        self._library = library
        self._shelving = shelving
        self._worker = worker
        self._limits = limits

    def piece(self, source: Source, *, position: int, before: int) -> Piece:
        """Reads a file as a piece of a record.

        Args:
            position: of the file in the record. before: how many parts stand before its own.

        Raises:
            RefusedError: the file cannot be read; nothing of it is in the record.
            OSError, LibraryFullError: the medium refused.
        """
        with Room(self._shelving.batch.folder, self._limits) as room:
            held = self._held(source.digest)
            if held and source.digest:
                path, digest, size = held, source.digest, Bytes(held.stat().st_size)
            elif source.path:
                digest, size = room.copy(source.path)
                path = room.file
            else:
                raise RefusedError(Refusal.DAMAGED, "the library's own copy is damaged")
            extract = self._worker.read(path, room.scratch)
            if extract.media_type == SUBTITLES_TYPE:
                raise RefusedError(Refusal.BESIDE, "subtitles are no record of their own")
            if extract.is_list:
                raise RefusedError(Refusal.UNKNOWN_KIND, "a list of records")
            if before + len(extract.parts) > PART_MAX:
                raise RefusedError(Refusal.TOO_LARGE, f"more than {PART_MAX} parts of one record")
            resources, parts = taken(extract, room.scratch, self._shelving.take, item=position, before=before)
            if path == room.file:
                self._shelving.take(room.file, digest)
        item = item_of(source.name, digest, size, extract.media_type)
        return Piece(item=item, extract=extract, parts=parts, resources=resources)

    def poster(self, picture: Path) -> Poster:
        """Reads a picture that is a cover or poster.

        Raises:
            RefusedError: it is no picture that can be read.
            OSError, LibraryFullError: the medium refused.
        """
        with Room(self._shelving.batch.folder, self._limits) as room:
            room.copy(picture)
            extract = self._worker.read(room.file, room.scratch)
            shown = extract.parts[0].picture if extract.parts else ""
            wanted = {extract.cover, shown} - {""}
            if extract.kind is not Kind.PICTURE or not wanted:
                raise RefusedError(Refusal.BESIDE, "no picture")
            resources = self._resources(room, extract, wanted)
        return Poster(cover=extract.cover or shown, picture=shown or extract.cover, resources=resources)

    def spoken(self, subtitles: Path, recording: Path, said: SidecarFile | None) -> Spoken:
        """Reads subtitles.

        Args:
            recording: that they belong to. said: what a sidecar says of them.

        Raises:
            RefusedError: they are no subtitles that can be read.
            OSError, LibraryFullError: the medium refused.
        """
        with Room(self._shelving.batch.folder, self._limits) as room:
            room.copy(subtitles)
            extract = self._worker.read(room.file, room.scratch)
            track = next((one for one in extract.resources if one.media_type == SUBTITLES_TYPE), None)
            if track is None:
                raise RefusedError(Refusal.BESIDE, "no subtitles")
            text = (room.scratch / extract.parts[0].file).read_text("utf-8", "replace") if extract.parts else ""
            (resource,) = self._resources(room, extract, {track.name})
            body = self._shelving.take(room.scratch / extract.parts[0].file) if text else None
        language = _language(said, subtitles, recording, extract, text)
        label = (said and one_line(said.title, 100)) or (language and language_name(language, language)) or _SUBTITLES
        return Spoken(
            subtitles=Subtitles(language, label, resource.name),
            resource=resource,
            body=body,
            characters=extract.parts[0].characters if extract.parts else 0,
            passages=extract.passages,
        )

    def captioned(self, piece: Piece, caption: str) -> Piece:
        """The piece with a caption; one of several parts has no place for it."""
        text = normalise(caption).strip()[:CAPTION_MAX]
        if not text or len(piece.parts) != 1:
            return piece
        lines = [line for line in map(str.strip, text.splitlines()) if line]
        body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
        blob = self._shelving.batch.put(body.encode())
        passage = Passage(part=1, place="", heading=piece.title, text=" ".join(lines))
        return with_words(piece, blob, len(text), (passage,))

    def _resources(self, room: Room, extract: Extract, wanted: set[str]) -> tuple[Resource, ...]:
        return tuple(
            Resource(
                name=r.name,
                media_type=r.media_type,
                blob=self._shelving.take(room.scratch / r.file),
                width=r.width,
                height=r.height,
            )
            for r in extract.resources
            if r.name in wanted
        )

    def _held(self, digest: Sha256 | None) -> Path | None:
        """Where a sound blob of the library stands, None where it has none."""
        if digest is None or not is_sound(self._library.read(), digest):
            return None
        path = Blobs(self._library.blobs_folder).path(digest)
        return path if path.is_file() else None


def number_name(kind: Kind, position: int) -> str:
    """What a file without a name of its own is called, by its position from 0."""
    return f"{UNNAMED.get(kind, 'Phần')} {position + 1}"


def titled(pieces: Sequence[Piece], sources: Sequence[Source]) -> tuple[Piece, ...]:
    """The pieces with their titles: of the sidecar, of the file itself, of its name, else by number.

    What several files give as their own title is that of the whole, and says nothing of one.
    """
    own = [piece.extract.description.title for piece in pieces]
    found = []
    for position, (piece, source) in enumerate(zip(pieces, sources, strict=True)):
        title = source.said.title if source.said else ""
        title = title or (own[position] if own.count(own[position]) == 1 else "") or title_of(stem_of(source.name))
        number = number_name(piece.extract.kind, position)
        parts = piece.parts
        if len(parts) == 1:
            parts = (replace(parts[0], title=one_line(title, 300) or number),)
        is_named = bool(title) or piece.extract.kind is not Kind.PICTURE
        title = one_line(title, 300) or number
        found.append(replace(piece, title=title, is_named=is_named, heading=source.heading, parts=parts))
    return tuple(found)


def caption_of(piece: Piece, source: Source) -> str:
    """What stands under a picture that says nothing itself: what the sidecar says, else the name a person gave it."""
    if source.said and source.said.caption:
        return source.said.caption
    if piece.extract.kind is not Kind.PICTURE or any(part.characters for part in piece.parts):
        return ""
    if source.said and source.said.title:
        return source.said.title
    stem = stem_of(source.name)
    return title_of(stem) if says_something(stem) else ""


def spoken_by(piece: Piece, spoken: Sequence[Spoken]) -> Piece:
    """A recording with its subtitles; where it has no words of its own, one of them is what it says in full."""
    if not spoken or not piece.plays:
        return piece
    found = with_subtitles(piece, tuple(one.subtitles for one in spoken), tuple(one.resource for one in spoken))
    # Vietnamese first: most who read along read that.
    best = min(spoken, key=lambda one: one.subtitles.language != VIETNAMESE)
    if best.body is None or any(part.characters for part in piece.parts):
        return found
    return with_words(found, best.body, best.characters, best.passages)


def shown_by(piece: Piece, poster: Poster | None, *, over: bool) -> Piece:
    """A recording with a poster.

    Args:
        over: also where the file has a picture of its own.
    """
    if poster is None or not piece.plays or (piece.parts[0].picture and not over):
        return piece
    return with_picture(piece, poster.picture, poster.resources)


def _language(said: SidecarFile | None, subtitles: Path, recording: Path, extract: Extract, text: str) -> str:
    given = parse_tag(said.language) if said and said.language else None
    return str(
        given or language_between(subtitles, recording) or extract.description.language or guess_language(text) or ""
    )
