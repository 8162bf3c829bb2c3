"""A Word document that is being read: its parts, and what was met so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from lxml.etree import _Element

from content.formats._letters import Letters
from content.formats._numbering import decimal, roman
from content.formats._word_fields import Fields, target
from content.formats._word_lists import WordLists
from content.formats.docx._numbering import read_numberings
from content.formats.docx._package import Package, Part, W
from content.formats.docx._styles import Styles, read_styles
from content.formats.flow.gathering import Fonts
from content.formats.flow.manuscript import Paragraph, Run

_ANCHORS_MOST: Final = 20_000


@dataclass
class NoteCall:
    """A note that the text calls: which story it stands in, its id there, its sign."""

    is_endnote: bool
    id: str
    sign: str

    @property
    def name(self) -> str:
        """What links call it."""
        return f"{'en' if self.is_endnote else 'fn'}{self.id}"


@dataclass
class Paper:
    """What reading one document needs in all its corners.

    Attributes:
        part: whose text is being read. carried: runs that go on in the next paragraph. contents: paragraphs of a table
            of contents with page numbers. anchors: places that links lead to.
    """

    package: Package
    part: Part
    styles: Styles
    numberings: WordLists
    fonts: Fonts
    notes: list[str]
    fields: Fields = field(default_factory=Fields)
    called: list[NoteCall] = field(default_factory=list)
    carried: list[Run] = field(default_factory=list)
    contents: list[Paragraph] = field(default_factory=list)
    anchors: frozenset[str] = frozenset()
    in_contents: bool = False
    depth: int = 0

    def call(self, note_id: str, *, is_endnote: bool, own_sign: str = "") -> NoteCall:
        """Remembers that the text calls a note; footnotes count in figures, endnotes in Roman numbers as Word does."""
        count = 1 + sum(one.is_endnote is is_endnote for one in self.called)
        sign = own_sign or (roman(count) if is_endnote else decimal(count))
        call = NoteCall(is_endnote, note_id, sign)
        self.called.append(call)
        return call


def opened(package: Package, letters: Letters, notes: list[str]) -> Paper:
    """The document of a package, before its text is read.

    Args:
        letters: reads its old letters. notes: takes what was mended or left out.

    Raises:
        RefusedError: there is no document, or it is damaged or unsafe.
    """
    main = package.main()
    styles = read_styles(package.other(main.member("styles")))
    numberings = read_numberings(package.other(main.member("numbering")), styles)
    return Paper(package, main, styles, numberings, Fonts(letters), notes, anchors=_anchors(main.root))


def _anchors(root: _Element) -> frozenset[str]:
    """The places that links of a tree lead to."""
    found = {link.get(f"{W}anchor") or "" for link in root.iter(f"{W}hyperlink")}
    told = [one.text or "" for one in root.iter(f"{W}instrText")]
    told += [one.get(f"{W}instr") or "" for one in root.iter(f"{W}fldSimple")]
    addresses = (target(instruction) for instruction in told)
    found |= {unquote(address[1:]) for address in addresses if address.startswith("#")}
    return frozenset(sorted(found - {""})[:_ANCHORS_MOST])
