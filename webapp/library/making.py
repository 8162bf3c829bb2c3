"""Which pages of the library are made before anybody asks for them. The others are kept when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator

from content.addresses import Address, Facet, Noun
from content.catalogue import Catalogue
from content.library import Library
from content.translations import offered
from content.trusted_time import Clock
from webapp.library.visit import PAGE_SIZE, Visit
from webapp.shell.room import Room

LIST_PAGES = 10
"""Of each shelf, from its beginning."""


class LibraryPages:
    """The pages of a library, for who makes them (appliance.making.PageSource).

    Args:
        stamp: of release and settings.
    """

    def __init__(self, room: Room[Visit], library: Library, clock: Clock, stamp: str) -> None:
        self.stamp = stamp
        self._room = room
        self._library = library
        self._clock = clock

    def addresses(self) -> Iterator[Address]:
        """The start and the lists, then the page and the contents of every record, the newest first."""
        for address in (*self._starts(), *self._shelves()):
            yield from _in_all_languages(address)
        for address in self._records():
            yield from _in_all_languages(address)

    def render(self, address: Address) -> bytes | None:
        """A page, gzipped; None for one that is not the same for all, or not there."""
        return self._room.made(address)

    def _catalogue(self) -> Catalogue:
        return Catalogue(self._library.read(), self._clock.now().today)

    def _starts(self) -> Iterator[Address]:
        yield Address(noun=Noun.HOME)
        yield Address(noun=Noun.HELP)
        yield Address(noun=Noun.BROWSE)
        for facet in Facet:
            yield Address(noun=Noun.BROWSE, facet=facet)

    def _shelves(self) -> Iterator[Address]:
        for shelf in self._catalogue().shelves("vi"):
            pages = -(-shelf.count // PAGE_SIZE)
            for page in range(1, min(pages, LIST_PAGES) + 1):
                yield Address(noun=Noun.SHELF, shelf=shelf.id, page=page)

    def _records(self) -> Iterator[Address]:
        for record, kind, parts in self._catalogue().arrivals():
            yield Address(noun=Noun.RECORD, kind=kind, record=record)
            if parts > 1:
                yield Address(noun=Noun.CONTENTS, kind=kind, record=record)


def _in_all_languages(address: Address) -> Iterator[Address]:
    return (address.in_language(language) for language in offered())
