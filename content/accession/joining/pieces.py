"""What was read of one file of a record: its blobs wait in the batch, its parts are numbered as in the whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from content.formats.reading import Extract, ReadPart, Refusal, RefusedError
from content.records import Item, Manner, Part, Passage, Resource, Sha256, Subtitles

Take = Callable[[Path], Sha256]
"""Takes a file of the scratch folder as a blob."""
_LINK = re.compile(rb'(<a\b[^<>]*? href=")(\d+)(?=["#])')
"""A link to another part, as readers write it (`ReadPart`)."""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One file of a record.

    Attributes:
        title: what the file is called among the others. is_named: whether that says anything; `Ảnh 3` does not.
        heading: what stands above it in the contents, the disc or the chapter that it lies in; "" nothing.
        parts, resources: as they stand in the whole record; its contents and passages are still as in the extract.
        passages: of its caption and its subtitles, beside those of the extract.
    """

    item: Item
    extract: Extract
    parts: tuple[Part, ...]
    resources: tuple[Resource, ...]
    title: str = ""
    is_named: bool = True
    heading: str = ""
    passages: tuple[Passage, ...] = ()

    @property
    def first(self) -> int:
        """Number of its first part in the whole."""
        return self.parts[0].number if self.parts else 1

    @property
    def plays(self) -> bool:
        """Whether it is a recording."""
        return any(part.manner in {Manner.SOUND, Manner.FILM} for part in self.parts)


def taken(
    extract: Extract, scratch: Path, take: Take, *, item: int = 0, before: int = 0
) -> tuple[tuple[Resource, ...], tuple[Part, ...]]:
    """Takes everything that was made of a file.

    Args:
        item: position of the file in its record. before: how many parts stand before its own.

    Raises:
        RefusedError: WORKER_DIED when the worker named a file twice.
    """
    empty: dict[str, Sha256] = {}
    try:
        resources = tuple(
            Resource(name=r.name, media_type=r.media_type, blob=take(scratch / r.file), width=r.width, height=r.height)
            for r in extract.resources
        )
        parts = tuple(_part(part, _body(part, scratch, take, empty, before), item, before) for part in extract.parts)
    except FileNotFoundError as error:
        raise RefusedError(Refusal.WORKER_DIED, "its answer is not sound: a file is named twice") from error
    return resources, parts


def with_subtitles(piece: Piece, subtitles: tuple[Subtitles, ...], resources: tuple[Resource, ...]) -> Piece:
    """The piece with subtitles of its recording."""
    return _shown(piece, lambda part: replace(part, subtitles=(*part.subtitles, *subtitles)), resources)


def with_picture(piece: Piece, picture: str, resources: tuple[Resource, ...]) -> Piece:
    """The piece with a poster, the name of one of the resources."""
    return _shown(piece, lambda part: replace(part, picture=picture), resources)


def with_words(piece: Piece, body: Sha256, characters: int, passages: tuple[Passage, ...]) -> Piece:
    """The piece with a text of its one part: a caption or a transcript.

    Args:
        passages: of the text; they are given the number of the part.
    """
    found = tuple(replace(one, part=piece.first) for one in passages)
    shown = _shown(piece, lambda part: replace(part, body=body, characters=characters), ())
    return replace(shown, passages=(*piece.passages, *found))


def _shown(piece: Piece, change: Callable[[Part], Part], resources: tuple[Resource, ...]) -> Piece:
    first, *others = piece.parts
    return replace(piece, parts=(change(first), *others), resources=(*piece.resources, *resources))


def _part(part: ReadPart, body: Sha256, item: int, before: int) -> Part:
    return Part(
        number=part.number + before,
        title=part.title,
        body=body,
        characters=part.characters,
        style=part.style,
        width=part.width,
        height=part.height,
        manner=part.manner,
        item=item if part.manner is not Manner.TEXT else 0,
        page=part.page,
        seconds=part.seconds,
        picture=part.picture,
        large=part.large,
        small=part.small,
        playing=part.playing,
    )


def _body(part: ReadPart, scratch: Path, take: Take, empty: dict[str, Sha256], before: int) -> Sha256:
    """The blob of a part's body; parts may share a file that is empty."""
    path = scratch / part.file
    if part.file in empty:
        return empty[part.file]
    if path.stat().st_size == 0:
        empty[part.file] = take(path)
        return empty[part.file]
    if before:
        text = path.read_bytes()
        path.write_bytes(_LINK.sub(lambda link: link[1] + str(int(link[2]) + before).encode(), text))
    return take(path)
