"""Joining what was read of several files to one record: pure functions.

A line of contents for each disc and each file, what is in it one deeper; parts, passages, resources one after another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from content.accession.describing import record_id
from content.accession.joining.pieces import Piece
from content.catalogue import Publication
from content.formats.reading import Caveat, Description
from content.records import (
    BEGINNING,
    ContentsEntry,
    Identifier,
    Item,
    Kind,
    Layout,
    Passage,
    Record,
    Resource,
    Rights,
    Start,
    Subjects,
)
from content.text import as_a_name

Value = TypeVar("Value")
_SAMPLE = 200
"""Characters of an item's name that may stand before its ending when two files of a record have one name."""


def describe_pieces(publisher: str, pieces: Sequence[Piece], title: str) -> Record:
    """The record of several files, as far as they tell: what they agree on.

    Args:
        publisher: the library's own name, `local-…`. title: of the whole.
    """
    return Record(
        id=record_id(publisher, "\n".join(piece.item.sha256 for piece in pieces)),
        kind=_kind(pieces),
        title=title,
        creators=tuple(replace(one, name=as_a_name(one.name)) for one in _agreed(pieces, lambda p: _said(p).creators)),
        publisher=_one(pieces, lambda p: _said(p).publisher),
        issued=_one(pieces, lambda p: _said(p).issued),
        description=_one(pieces, lambda p: _said(p).description),
        language=_one(pieces, lambda p: _said(p).language),
        subjects=Subjects(keywords=_agreed(pieces, lambda p: _said(p).keywords)),
        identifiers=_identifiers(pieces),
        rights=Rights(note=_one(pieces, lambda p: _said(p).rights_note)),
        items=items_of(pieces),
    )


def publication_of(record: Record, pieces: Sequence[Piece], cover: str, resources: Sequence[Resource]) -> Publication:
    """A record with what was read of its files.

    Args:
        record: its description and id. cover: name of a resource, "" for the first cover that a file has.
        resources: that are no file's own.
    """
    fixed = all(piece.extract.layout is Layout.FIXED for piece in pieces)
    united = {one.name: one for one in [*(one for piece in pieces for one in piece.resources), *resources]}
    return Publication(
        record=replace(
            record,
            items=items_of(pieces),
            layout=Layout.FIXED if fixed else Layout.REFLOWABLE,
            direction=pieces[0].extract.direction,
        ),
        parts=tuple(part for piece in pieces for part in piece.parts),
        contents=tuple(_contents(pieces)),
        resources=tuple(united.values()),
        passages=tuple(_passages(pieces)),
        cover=cover or next((piece.extract.cover for piece in pieces if piece.extract.cover), ""),
        start=_start(pieces),
        converted=tuple(one for piece in pieces for one in piece.extract.converted),
    )


def items_of(pieces: Sequence[Piece]) -> tuple[Item, ...]:
    """Their items, each under a name of its own: a name is what a reader asks for a file by."""
    found: dict[str, Item] = {}
    for piece in pieces:
        name, number = piece.item.name, 1
        stem, dot, ending = name.rpartition(".")
        while name in found:
            number += 1
            name = f"{(stem if dot else ending)[:_SAMPLE]} ({number}){dot}{ending if dot else ''}"
        found[name] = replace(piece.item, name=name)
    return tuple(found.values())


def caveats_of(pieces: Sequence[Piece], *, is_whole: bool) -> tuple[Caveat, ...]:
    """What shows in the files alone, each once.

    Args:
        is_whole: no file was left out.
    """
    seen = {caveat for piece in pieces for caveat in piece.extract.caveats}
    if len(pieces) > 1:
        seen.discard(Caveat.TITLE_GUESSED)  # the whole has the title of the folder or the album
    if Caveat.NO_TEXT in seen and any(Caveat.NO_TEXT not in piece.extract.caveats for piece in pieces):
        seen = (seen - {Caveat.NO_TEXT}) | {Caveat.SOME_WITHOUT_TEXT}
    if not is_whole:
        seen.add(Caveat.LEFT_OUT)
    return tuple(caveat for caveat in Caveat if caveat in seen)


def notes_of(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """What technicians are told, each line with the name of its file."""
    return tuple(f"{piece.item.name}: {note}" for piece in pieces for note in piece.extract.notes)


def albums(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Recordings by the album that their tags name, in order of their numbers; what names none stands alone."""
    by_album: dict[str, list[Piece]] = {}
    for piece in pieces:
        by_album.setdefault(piece.extract.track.album or piece.item.sha256, []).append(piece)
    yield from map(in_order, by_album.values())


def in_order(pieces: Sequence[Piece]) -> list[Piece]:
    """Recordings in order of their discs and numbers, as they are where one has none or two have the same."""
    places = {piece.item.sha256: (piece.extract.track.disc, piece.extract.track.number) for piece in pieces}
    is_numbered = all(piece.extract.track.number for piece in pieces) and len(set(places.values())) == len(pieces)
    return sorted(pieces, key=lambda piece: places[piece.item.sha256]) if is_numbered else list(pieces)


def album_of(pieces: Sequence[Piece]) -> str:
    """The album that all of them name, or ""."""
    named = {piece.extract.track.album for piece in pieces}
    return named.pop() if len(named) == 1 else ""


def renumbered(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Recordings in another order than they were read: they have no links to their parts."""
    found: list[Piece] = []
    before = 0
    for position, piece in enumerate(pieces):
        shift = before + 1 - piece.first
        parts = tuple(replace(part, number=part.number + shift, item=position) for part in piece.parts)
        passages = tuple(replace(passage, part=passage.part + shift) for passage in piece.passages)
        found.append(replace(piece, parts=parts, passages=passages))
        before += len(parts)
    return tuple(found)


def _contents(pieces: Sequence[Piece]) -> Iterator[ContentsEntry]:
    above = ""
    for piece in pieces:
        inner = piece.extract.contents
        if piece.heading and piece.heading != above:
            yield ContentsEntry(depth=0, title=piece.heading, part=piece.first)
        above = piece.heading
        deeper = 1 if above else 0
        if len(pieces) > 1 and piece.is_named:
            yield ContentsEntry(depth=deeper, title=piece.title, part=piece.first)
            deeper += 1
            # A file with nothing but its own title in its contents is said once.
            inner = () if len(inner) == 1 and inner[0].title == piece.title else inner
        for line in inner:
            yield replace(line, depth=line.depth + deeper, part=line.part + piece.first - 1)


def _passages(pieces: Sequence[Piece]) -> Iterator[Passage]:
    for piece in pieces:
        yield from (replace(one, part=one.part + piece.first - 1) for one in piece.extract.passages)
        yield from piece.passages


def _start(pieces: Sequence[Piece]) -> Start:
    start = pieces[0].extract.start
    return start if start.part <= len(pieces[0].parts) else BEGINNING


def _kind(pieces: Sequence[Piece]) -> Kind:
    """What most of them are; of equally many the first."""
    return Counter(piece.extract.kind for piece in pieces).most_common(1)[0][0]


def _said(piece: Piece) -> Description:
    return piece.extract.description


def _one(pieces: Sequence[Piece], get: Callable[[Piece], str]) -> str:
    """What all say that say anything; "" where two differ."""
    said = {get(piece) for piece in pieces} - {""}
    return said.pop() if len(said) == 1 else ""


def _agreed(pieces: Sequence[Piece], get: Callable[[Piece], tuple[Value, ...]]) -> tuple[Value, ...]:
    """What each of them says that says anything, in the order of the first."""
    said = [get(piece) for piece in pieces if get(piece)]
    return tuple(value for value in said[0] if all(value in other for other in said)) if said else ()


def _identifiers(pieces: Sequence[Piece]) -> tuple[Identifier, ...]:
    return pieces[0].extract.description.identifiers if len(pieces) == 1 else ()
