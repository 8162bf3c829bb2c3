"""The reader of OpenDocument texts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from lxml.etree import _Element

from content.formats._letters import Letters
from content.formats._office_properties import described
from content.formats.archive import Archive
from content.formats.flow import Source, flowed
from content.formats.flow.gathering import Fonts
from content.formats.flow.manuscript import Manuscript
from content.formats.flow.page_lists import without_page_lists
from content.formats.odt._blocks import blocks_of, notes_of
from content.formats.odt._drawings import Objects
from content.formats.odt._line import place_of
from content.formats.odt._names import DC, MANIFEST, META, OFFICE, TEXT, XLINK
from content.formats.odt._numbering import Lists
from content.formats.odt._paper import Paper
from content.formats.odt._styles import read_styles
from content.formats.reading import Description, Extract, Reader, ReadLimits, Refusal, RefusedError
from content.formats.xml import parse_xml
from content.records import Kind

MEDIA_TYPE: Final = "application/vnd.oasis.opendocument.text"
FLAT_TYPE: Final = "application/vnd.oasis.opendocument.text-flat-xml"
_ZIP: Final = b"PK\x03\x04"
_MIME: Final = b"mimetypeapplication/vnd.oasis.opendocument."
_OLD_MIME: Final = b"mimetypeapplication/vnd.sun.xml.writer"
_FLAT: Final = (b"office:document", b"application/vnd.oasis.opendocument.text")
_LIMITS: Final = ReadLimits()


class OdtReader(Reader):
    """Reads OpenDocument texts and templates, packed (ODT, OTT) and flat (FODT)."""

    def recognises(self, head: bytes, path: Path) -> bool:
        """Whether it is an OpenDocument text; of a package only the directory is looked at.

        Args:
            head: its first 4,096 bytes.
            path: the file.
        """
        if not head.startswith(_ZIP):
            return all(sign in head for sign in _FLAT) and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
        if _MIME in head[:200]:
            return _MIME + b"text" in head[:200]
        try:
            with Archive(path, _LIMITS) as archive:
                return {"content.xml", "META-INF/manifest.xml"} <= set(archive.names)
        except RefusedError:
            return False

    def read(self, path: Path, scratch: Path, limits: ReadLimits) -> Extract:
        """Reads the document.

        Args:
            path: the file.
            scratch: empty folder to write into.
            limits: what it may cost; `member` bounds its text.

        Raises:
            RefusedError: it cannot or must not be read.
        """
        with path.open("rb") as file:
            is_packed = file.read(len(_ZIP)) == _ZIP
        if is_packed:
            with Archive(path, limits) as archive:
                return _extract(_packed(archive, limits), scratch, limits)
        return _extract(_flat(path, limits), scratch, limits)


@dataclass
class _Document:
    """The parts of a document; `roots` hold its styles, of a later one they win."""

    content: _Element
    roots: list[_Element]
    meta: _Element | None
    objects: Objects
    media_type: str
    notes: list[str]


def _packed(archive: Archive, limits: ReadLimits) -> _Document:
    """The parts of a package.

    Raises:
        RefusedError: they cannot or must not be read, or have a password.
    """
    notes = list(archive.notes)
    manifest = _part(archive, "META-INF/manifest.xml", limits, notes)
    if manifest is not None and next(manifest.iter(f"{MANIFEST}encryption-data"), None) is not None:
        raise RefusedError(Refusal.ENCRYPTED, "a document with a password")
    content = _part(archive, "content.xml", limits, notes)
    if content is None:
        raise RefusedError(Refusal.DAMAGED, "content.xml is not there or cannot be read")
    styles, meta = (_part(archive, name, limits, notes) for name in ("styles.xml", "meta.xml"))
    roots = [one for one in (styles, content) if one is not None]
    return _Document(content, roots, meta, Objects(archive, limits, notes), MEDIA_TYPE, notes)


def _flat(path: Path, limits: ReadLimits) -> _Document:
    """The parts of a document in one XML file.

    Raises:
        RefusedError: it cannot or must not be read.
    """
    size = path.stat().st_size
    if size > limits.member:
        raise RefusedError(Refusal.TOO_LARGE, f"{size} bytes of markup")
    notes: list[str] = []
    root = parse_xml(path.read_bytes(), what="the document", limits=_roomy(limits), notes=notes)
    return _Document(root, [root], root, Objects(None, limits, notes), FLAT_TYPE, notes)


def _part(archive: Archive, name: str, limits: ReadLimits, notes: list[str]) -> _Element | None:
    """The root of a part, None where it cannot be read.

    Raises:
        RefusedError: it is an attack (UNSAFE_XML, BOMB), or too large.
    """
    if name not in archive:
        return None
    try:
        return parse_xml(archive.read(name, limit=limits.member), what=name, limits=_roomy(limits), notes=notes)
    except RefusedError as error:
        if error.refusal is not Refusal.DAMAGED:
            raise
        notes.append(f"{name} is not read: {error}"[:300])
        return None


def _roomy(limits: ReadLimits) -> ReadLimits:
    """Limits under which text may be as large as any member: markup of offices is long."""
    return replace(limits, text_member=limits.member)


def _extract(document: _Document, scratch: Path, limits: ReadLimits) -> Extract:
    """Everything that is read.

    Raises:
        RefusedError: there is no text, or nothing to read.
    """
    body = next(document.content.iter(f"{OFFICE}text"), None)
    if body is None:
        raise RefusedError(Refusal.UNKNOWN_KIND, "an OpenDocument file without text")
    letters, notes = Letters(), document.notes
    styles = read_styles(document.roots)
    paper = Paper(styles, Lists(styles), Fonts(letters), document.objects, notes, anchors=_anchors(body))
    manuscript = Manuscript(letters)
    manuscript.blocks = blocks_of(body, paper)
    manuscript.notes = notes_of(paper)
    paper.fonts.turn()
    manuscript.blocks = without_page_lists(manuscript.blocks, paper.contents, notes)
    html = manuscript.html()
    return flowed(
        [Source(name="1.html", html=html)],
        document.objects,
        description=_described(document.meta, manuscript.title),
        kind=Kind.DOCUMENT,
        media_type=document.media_type,
        scratch=scratch,
        limits=limits,
        notes=notes,
        caveats=letters.caveats(),
        converted=letters.conversions(),
    )


def _anchors(body: _Element) -> frozenset[str]:
    """The places that links lead to."""
    addresses = (element.get(f"{XLINK}href") or "" for element in body.iter(f"{TEXT}a"))
    return frozenset(unquote(place_of(address)) for address in addresses if address.startswith("#"))


def _described(meta: _Element | None, title: str) -> Description:
    """What the metadata of a document say (ODF 1.3 part 3 §4.3)."""
    said = next(meta.iter(f"{OFFICE}meta"), None) if meta is not None else None
    if said is None:
        return described(fallback_title=title)
    return described(
        title=said.findtext(f"{DC}title") or "",
        creator=said.findtext(f"{META}initial-creator") or said.findtext(f"{DC}creator") or "",
        subject=said.findtext(f"{DC}subject") or "",
        description=said.findtext(f"{DC}description") or "",
        keywords=";".join(one.text or "" for one in said.iter(f"{META}keyword")),
        fallback_title=title,
    )
