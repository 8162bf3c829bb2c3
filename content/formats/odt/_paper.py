"""An OpenDocument text that is being read: its styles, and what was met so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.etree import _Element

from content.formats.flow.gathering import Fonts
from content.formats.flow.manuscript import Paragraph
from content.formats.odt._drawings import Objects
from content.formats.odt._numbering import Lists
from content.formats.odt._styles import Styles


@dataclass
class NoteCall:
    """A note that the text calls: what links call it, its sign, what it says."""

    name: str
    sign: str
    body: _Element


@dataclass
class Paper:
    """What reading one document needs in all its corners.

    Attributes:
        contents: paragraphs of a table of contents. anchors: places that links lead to.
    """

    styles: Styles
    lists: Lists
    fonts: Fonts
    objects: Objects
    notes: list[str]
    anchors: frozenset[str] = frozenset()
    called: list[NoteCall] = field(default_factory=list)
    contents: list[Paragraph] = field(default_factory=list)
    in_contents: bool = False
    depth: int = 0
