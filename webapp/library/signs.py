"""The signs of a record: one word, pictogram, dye and weave wherever a reader meets it."""

from __future__ import annotations

from dataclasses import dataclass

from content.addresses import KIND_WORDS, Address, Facet, Noun
from content.catalogue import Standing
from content.records import Kind
from content.translations import kind_word
from webapp.library.visit import Visit
from webapp.library.words import KINDS
from webapp.shell.frame import Link

_PLAIN = KINDS[Kind.BOOK].cloth


@dataclass(frozen=True)
class Signs:
    """A word, a pictogram, a dye and a weave."""

    word: str
    icon: str
    cloth: str
    motif: str

    @property
    def ink(self) -> str:
        """The dye as text on paper."""
        return f"m{self.cloth[1:]}"


def signs_of(kind: Kind, shelf: Standing | None) -> Signs:
    """The signs of a record.

    A kind with a dye of its own (law, sound, look-up) keeps it on every shelf: what a thing is comes before where it
    stands. Books and papers, which share one dye, take the signs of the shelf that asks for more than their kind.
    """
    look = KINDS[kind]
    if shelf is None or shelf.is_of_kind or look.cloth != _PLAIN:
        return Signs(kind_word(kind), look.icon, look.cloth, look.motif)
    return Signs(shelf.title, shelf.icon, shelf.cloth, shelf.motif)


def shelf_link(kind: Kind, shelf: Standing | None, visit: Visit) -> Link:
    """The way to where a record stands: its shelf, if that has its dye, else everything of its kind."""
    signs = signs_of(kind, shelf)
    if shelf is None or shelf.cloth != signs.cloth:
        address = Address(noun=Noun.BROWSE, facet=Facet.KIND, value=KIND_WORDS[kind])
        return Link(visit.link(address), kind_word(kind), signs.icon)
    return Link(visit.link(Address(noun=Noun.SHELF, shelf=shelf.shelf)), shelf.title, shelf.icon)
