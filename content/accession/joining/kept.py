"""What a record has beside its files stays when it is not brought again: subtitles, posters, captions, titles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from content.accession.joining.fetching import number_name
from content.accession.joining.pieces import Piece, with_picture, with_subtitles, with_words
from content.catalogue.itemised import Reading
from content.records import Manner, Part, Record, Resource, Sha256


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A record as it was brought before.

    Attributes:
        held: its description and files. was: how it is read. is_sound: whether a blob is what it was.
    """

    held: Record
    was: Reading
    is_sound: Callable[[Sha256], bool]

    def beside(self, piece: Piece, *, is_brought: bool, has_poster: bool) -> Piece:
        """A file with what stood beside it and was not brought again.

        Args:
            is_brought: whether the file itself was; else its title stays too. has_poster: a poster or cover was.
        """
        old = self._part(piece)
        if old is None or len(piece.parts) != 1:
            return piece
        tracks = self._resources(*(one.resource for one in old.subtitles))
        if piece.plays and tracks and not piece.parts[0].subtitles:
            piece = with_subtitles(piece, old.subtitles, tracks)
        poster = self._resources(old.picture)
        if piece.plays and poster and not has_poster:
            piece = with_picture(piece, old.picture, poster)
        if old.characters and not piece.parts[0].characters and self.is_sound(old.body):
            said = tuple(one for one in self.was.passages if one.part == old.number)
            piece = with_words(piece, old.body, old.characters, said)
        return piece if is_brought or not self._is_named(piece, old) else _titled(piece, old.title)

    @property
    def cover(self) -> tuple[str, tuple[Resource, ...]]:
        """Name and resource of its cover, empty where it has none that is sound."""
        found = self._resources(self.was.cover)
        return (self.was.cover, found) if found else ("", ())

    def _part(self, piece: Piece) -> Part | None:
        """The part that showed a file, None where it was text, or several."""
        held = [item.sha256 for item in self.held.items]
        position = held.index(piece.item.sha256) if piece.item.sha256 in held else None
        found = [one for one in self.was.parts if one.item == position and one.manner is not Manner.TEXT]
        return found[0] if len(found) == 1 else None

    def _resources(self, *names: str) -> tuple[Resource, ...]:
        """The resources of these names; none of them where one is not what it was."""
        found = tuple(one for one in self.was.resources if one.name in names and self.is_sound(one.blob))
        return found if len(found) == len(set(names)) else ()

    def _is_named(self, piece: Piece, old: Part) -> bool:
        """Whether a part had a title of its own, and was not only counted."""
        return bool(old.title) and old.title != number_name(piece.extract.kind, old.item)


def _titled(piece: Piece, title: str) -> Piece:
    return replace(piece, title=title, is_named=True, parts=(replace(piece.parts[0], title=title),))
