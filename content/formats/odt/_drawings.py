"""What stands in an OpenDocument text besides text: pictures, text boxes, shapes, formulas (ODF 1.3 part 3 §10)."""

from __future__ import annotations

import base64
import binascii
import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final

from lxml.etree import _Element

from content.formats.archive import Archive, MemberError
from content.formats.flow.manuscript import Run
from content.formats.flow.members import MadeMembers
from content.formats.flow.tree import text_of
from content.formats.odt._names import DRAW, MATH, OFFICE, SVG, TEXT, XLINK
from content.formats.reading import ReadLimits, Refusal, RefusedError
from content.formats.xml import parse_xml

_UNSEEN: Final = (".svm", ".wmf", ".emf", ".pdf", ".eps")
_BOXES: Final = frozenset({f"{DRAW}text-box"})
_SHAPES: Final = frozenset(f"{DRAW}{name}" for name in ("custom-shape", "rect", "ellipse", "circle", "polygon", "path"))
_MADE_MOST: Final = 500
_FORMULA: Final = 20_000
_DEEP: Final = 60


@dataclass
class Drawn:
    """What an element draws: pictures with what they show in words, formulas, what text stands in."""

    pictures: list[tuple[str, str]] = field(default_factory=list)
    formulas: list[Run] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)


class Objects:
    """The pictures and objects of a document: in its package, or within its text; `Members` of the flow.

    Args:
        archive: the package, None of a flat document. limits: what reading may cost. notes: takes what was left out.
    """

    def __init__(self, archive: Archive | None, limits: ReadLimits, notes: list[str]) -> None:
        self._made: dict[str, bytes] = {}
        self._archive = archive
        self._limits = limits
        self._notes = notes

    @property
    def names(self) -> Sequence[str]:
        """All names."""
        return (*self._made, *(self._archive.names if self._archive is not None else ()))

    def find(self, name: str) -> str | None:
        """The name that a member really has, None if there is none."""
        if name in self._made or self._archive is None:
            return name if name in self._made else None
        return self._archive.find(name)

    def size(self, name: str) -> int:
        """Bytes of a member.

        Raises:
            MemberError: it is not there.
        """
        return len(self.read(name)) if name in self._made or self._archive is None else self._archive.size(name)

    def read(self, name: str, *, limit: int | None = None) -> bytes:
        """A member.

        Raises:
            MemberError: it is not there, larger than `limit`, or damaged.
        """
        if name in self._made or self._archive is None:
            return MadeMembers(self._made).read(name, limit=limit)
        return self._archive.read(name, limit=limit)

    def drawn(self, element: _Element) -> Drawn:
        """What an element of drawing draws.

        Args:
            element: `draw:frame`, a shape, a group, a link around one.
        """
        found = Drawn()
        self._take(element, _alt(element), found, _DEEP)
        return found

    def _take(self, element: _Element, alt: str, found: Drawn, depth: int) -> None:
        if element.tag == f"{DRAW}frame":
            self._frame(element, _alt(element) or alt, found, depth)
        elif element.tag in _BOXES:
            found.boxes.append(element)
        elif depth > 0:
            if element.tag in _SHAPES or any(child.tag in (f"{TEXT}p", f"{TEXT}list") for child in element):
                found.boxes.append(element)
            else:
                for child in element:
                    self._take(child, alt, found, depth - 1)

    def _frame(self, element: _Element, alt: str, found: Drawn, depth: int) -> None:
        """A frame says the same in several ways, the best first (§10.4.2)."""
        for child in element:
            if child.tag in (f"{DRAW}object", f"{DRAW}object-ole") and self._formula(child, found):
                return
            if child.tag == f"{DRAW}text-box":
                self._take(child, alt, found, depth - 1)
                return
        pictures = [self._picture(child) for child in element if child.tag == f"{DRAW}image"]
        named = [name for name in pictures if name is not None]
        best = next((name for name in named if name and not name.lower().endswith(_UNSEEN)), None)
        if best is not None or named:
            found.pictures.append((best if best is not None else named[0], alt))
            return
        if any(child.tag in (f"{DRAW}object", f"{DRAW}object-ole", f"{DRAW}plugin") for child in element):
            found.pictures.append(("", alt))

    def _picture(self, element: _Element) -> str | None:
        """The member that a picture is, "" where it cannot be shown, None where there is none."""
        data = element.find(f"{OFFICE}binary-data")
        if data is not None:
            return self._decoded(data.text or "")
        address = (element.get(f"{XLINK}href") or "").removeprefix("./")
        if not address or self._archive is None:
            return None if not address else ""
        try:
            return self._archive.find(posixpath.normpath(address)) or address
        except MemberError:
            return ""

    def _decoded(self, text: str) -> str:
        if len(self._made) >= _MADE_MOST or len(text) > 2 * self._limits.member:
            return ""
        try:
            data = base64.b64decode("".join(text.split()), validate=True)
        except (binascii.Error, ValueError):
            self._notes.append("a picture within the text is damaged")
            return ""
        name = f"hinh-{len(self._made) + 1}"
        self._made[name] = data
        return name

    def _formula(self, element: _Element, found: Drawn) -> bool:
        """Takes an object that is a formula; whether it is one."""
        root = next(element.iter(f"{MATH}math"), None)
        if root is None:
            root = self._formula_of_package((element.get(f"{XLINK}href") or "").removeprefix("./"))
        if root is None:
            return False
        written = _markup(root, _DEEP)
        found.formulas.append(Run(ready=written if len(written) <= _FORMULA else escape(text_of(root))))
        return True

    def _formula_of_package(self, folder: str) -> _Element | None:
        if self._archive is None or not folder:
            return None
        try:
            name = self._archive.find(posixpath.normpath(f"{folder}/content.xml"))
            data = self._archive.read(name, limit=self._limits.text_member) if name else b""
            root = parse_xml(data, what=name or folder, limits=self._limits, notes=self._notes) if data else None
        except RefusedError as error:
            if error.refusal in (Refusal.UNSAFE_XML, Refusal.BOMB):
                raise
            return None
        return root if root is not None and root.tag == f"{MATH}math" else None


def _alt(element: _Element) -> str:
    """What it shows, in the words of who made the paper."""
    for name in ("desc", "title"):
        said = element.find(f"{SVG}{name}")
        if said is not None and (text := " ".join(text_of(said).split())):
            return text
    return ""


def _markup(element: _Element, depth: int) -> str:
    """A formula as markup without prefixes."""
    tag = str(element.tag)
    if not tag.startswith(MATH):
        return ""
    if depth <= 0:
        return escape(text_of(element))
    name = tag.removeprefix(MATH)
    inner = "".join(_markup(child, depth - 1) + escape(child.tail or "") for child in element)
    kept = [(str(key), str(value)) for key, value in element.attrib.items() if str(key) in ("open", "close")]
    said = "".join(f' {key}="{escape(value)}"' for key, value in kept)
    return f"<{name}{said}>{escape(element.text or '')}{inner}</{name}>" if name.isalnum() else inner
