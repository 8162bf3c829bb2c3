"""What a document knows of the book around it: its pictures, and the links and anchors that all documents share."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import Protocol

from lxml.etree import _Element

from content.formats.flow.blocks import anchor_mark, link_mark
from content.formats.flow.links import Target
from content.formats.flow.writer import Writer


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to be shown: its name among the resources and its size in pixels, 0 if unknown."""

    name: str
    width: int = 0
    height: int = 0

    def html(self, alt: str = "") -> str:
        """The picture as an element.

        Args:
            alt: what it shows, in words.
        """
        size = f' width="{self.width}" height="{self.height}"' if self.width and self.height else ""
        return f'<img src="hinh/{escape(self.name)}" alt="{escape(alt)}"{size}>'


class Surroundings(Protocol):
    """What a document asks of the book around it."""

    def picture(self, name: str) -> Picture | None:
        """The picture of a member, None if it cannot be shown."""

    def embedded(self, address: str) -> Picture | None:
        """The picture in a `data:` address, None if it cannot be shown."""

    def drawing(self, svg: _Element) -> Picture | None:
        """The picture of an inline SVG, None if it cannot be shown."""

    def media(self, name: str) -> tuple[str, str] | None:
        """Resource name and media type of a sound or film in the book, None if it cannot be played."""

    def leave_out(self, what: str) -> None:
        """Notes for technicians that something of the book is not shown."""

    def member(self, name: str) -> str | None:
        """The name a member of the archive really has, None if there is none."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of a note: where it stands, what it shows, and whether the publisher says that it is one."""

    origin: Target
    text: str
    is_said: bool


@dataclass
class Marks:
    """The links and anchors of a whole book; a mark in the text is a number here."""

    links: list[Target] = field(default_factory=list)
    anchors: list[Target] = field(default_factory=list)
    signs: dict[Target, Sign] = field(default_factory=dict)
    """For a place, the first sign of a note that leads to it."""
    notes: set[Target] = field(default_factory=set)
    """Places that are certainly notes, for a sign leads there that is raised, in brackets, or says that it is one."""
    ways_back: dict[Target, Target] = field(default_factory=dict)
    """For a note, where the publisher's own way back leads."""

    def link(self, target: Target) -> str:
        """The mark of a new link."""
        self.links.append(target)
        return link_mark(len(self.links) - 1)

    def anchor(self, place: Target) -> str:
        """The mark of a new anchor."""
        self.anchors.append(place)
        return anchor_mark(len(self.anchors) - 1)


@dataclass(frozen=True, slots=True)
class AtWork:
    """What a document is taken over with.

    Attributes:
        name: of the document.
        writer: where it is written.
        book: what is around it.
        marks: of the book.
    """

    name: str
    writer: Writer
    book: Surroundings
    marks: Marks
