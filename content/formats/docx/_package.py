"""The parts of a package of Office Open XML: which is the main one, and what it is related to (ECMA-376 part 2)."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field, replace
from typing import Final

from lxml.etree import _Element

from content.formats.archive import Archive, MemberError
from content.formats.reading import ReadLimits, Refusal, RefusedError
from content.formats.xml import parse_xml

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONSHIPS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT: Final = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)
"""Names of the strict form (ISO/IEC 29500-1 annex A) and of the transitional one that everybody writes."""
_MAIN: Final = "officeDocument"
_OUTSIDE: Final = re.compile(r"^(?:https?://|mailto:)", re.IGNORECASE)


@dataclass(frozen=True)
class Related:
    """What a relationship leads to.

    Attributes:
        kind: the last word of its type. member: of the package, "" outside. address: outside, "" inside.
    """

    kind: str
    member: str
    address: str


@dataclass
class Part:
    """A part: its tree, and its relationships by id."""

    name: str
    root: _Element
    related: dict[str, Related] = field(default_factory=dict)

    def member(self, kind: str) -> str:
        """The member of the first relationship of a kind, "" if there is none."""
        return next((one.member for one in self.related.values() if one.kind == kind and one.member), "")


class Package:
    """A package of Office Open XML.

    Args:
        archive: the file. limits: what reading may cost. notes: takes what was mended.
    """

    def __init__(self, archive: Archive, limits: ReadLimits, notes: list[str]) -> None:
        self._archive = archive
        self._limits = limits
        self._notes = notes

    def main(self) -> Part:
        """The main document.

        Raises:
            RefusedError: the package names none that is there, or it is damaged or unsafe.
        """
        name = self._main_name()
        if not name:
            raise RefusedError(Refusal.DAMAGED, "the package names no document")
        return self.part(name)

    def main_member(self, kind: str) -> str:
        """The member of a kind that the main document is related to, "" if there is none.

        Raises:
            RefusedError: the relationships are an attack.
        """
        named = (one.member for one in self._related(self._main_name()).values() if one.kind == kind and one.member)
        return next(named, "")

    def core(self) -> _Element | None:
        """The properties of the document, None where there are none that can be read."""
        named = [one.member for one in self._related("").values() if one.kind == "core-properties" and one.member]
        return self.other(next(iter(named), "docProps/core.xml"))

    def part(self, name: str) -> Part:
        """A part that is needed.

        Raises:
            RefusedError: it is not there, damaged or unsafe.
        """
        return Part(name, self._parsed(name), self._related(name))

    def other(self, name: str) -> _Element | None:
        """The tree of a part that can be done without, None where it cannot be read.

        Raises:
            RefusedError: it is an attack (UNSAFE_XML, BOMB).
        """
        found = self._archive.find(name) if name else None
        if found is None:
            return None
        try:
            return self._parsed(found)
        except RefusedError as error:
            if error.refusal in (Refusal.UNSAFE_XML, Refusal.BOMB):
                raise
            self._notes.append(f"{name[:100]} is not read: {error}"[:300])
            return None

    def other_part(self, name: str) -> Part | None:
        """As `other`, with its relationships."""
        root = self.other(name)
        return Part(name, root, self._related(name)) if root is not None else None

    def _main_name(self) -> str:
        named = [one.member for one in self._related("").values() if one.kind == _MAIN and one.member]
        return next(iter(named), "") or self._archive.find("word/document.xml") or ""

    def _parsed(self, name: str) -> _Element:
        data = self._archive.read(name, limit=self._limits.member)
        for strict, usual in _STRICT:
            if strict in data:
                data = data.replace(strict, usual)
        limits = replace(self._limits, text_member=self._limits.member)
        return parse_xml(data, what=name, limits=limits, notes=self._notes)

    def _related(self, name: str) -> dict[str, Related]:
        """The relationships of a part, of the package itself for ""."""
        folder, file = posixpath.split(name)
        root = self.other(posixpath.join(folder, "_rels", f"{file}.rels"))
        if root is None:
            return {}
        found = {}
        for element in root.iter(_RELATIONSHIPS):
            target, kind = element.get("Target") or "", (element.get("Type") or "").rpartition("/")[2]
            if (element.get("TargetMode") or "").lower() == "external":
                address = target if _OUTSIDE.match(target) else ""
                found[element.get("Id") or ""] = Related(kind, "", address)
            else:
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                member = self._member(posixpath.normpath(path))
                found[element.get("Id") or ""] = Related(kind, member, "")
        return found

    def _member(self, path: str) -> str:
        """The name of a member that a path means, "" where it leads out or nowhere."""
        try:
            return "" if path.startswith("..") else self._archive.find(path) or ""
        except MemberError:
            return ""
