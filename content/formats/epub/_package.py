"""The package document: manifest, spine and how pages are laid out (EPUB 3.3 §5; OPF 2.0.1 for older books)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml.etree import _Element

from content.formats.archive import Archive
from content.formats.flow.links import Way, join, resolve
from content.formats.flow.tree import child_named, children_named, line_of, local, value
from content.formats.reading import ReadLimits, Refusal, RefusedError
from content.formats.xml import parse_xml
from content.records import Direction

XHTML = "application/xhtml+xml"
SVG = "image/svg+xml"
NCX = "application/x-dtbncx+xml"
_DOCUMENTS = frozenset(
    {XHTML, SVG, "text/html", "text/x-oeb1-document", "application/xml", "text/xml", "application/x-dtbook+xml"}
)
_HYPERTEXT_ENDINGS = (".xhtml", ".html", ".htm")
_OTHER_ENDINGS = (".xml", ".svg", ".txt")
_PICTURES = ("image/jpeg", "image/png", "image/gif", "image/webp")
_NCX_ENDING = ".ncx"
_PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".gif", ".webp")


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the manifest that is in the archive.

    Attributes:
        name: of the member of the archive.
        overlay: id of the item that says how it is read aloud.
    """

    id: str
    name: str
    media_type: str
    properties: frozenset[str] = frozenset()
    fallback: str = ""
    overlay: str = ""

    @property
    def is_hypertext(self) -> bool:
        """Whether it is XHTML or HTML, by its type or, for types are often wrong, by its name."""
        return self.media_type == XHTML or self.name.lower().endswith(_HYPERTEXT_ENDINGS)

    @property
    def is_document(self) -> bool:
        """Whether it can be a page of the book."""
        by_name = not self.media_type.startswith("image/") and self.name.lower().endswith(_OTHER_ENDINGS)
        return self.is_hypertext or self.media_type in _DOCUMENTS or by_name

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture that can stand for a page."""
        if self.is_document:
            return False
        return self.media_type in _PICTURES or self.name.lower().endswith(_PICTURE_ENDINGS)


@dataclass(frozen=True, slots=True)
class SpineItem:
    """A document in reading order. `fixed`: whether it is laid out as a fixed page."""

    item: Item
    linear: bool = True
    fixed: bool = False


@dataclass(kw_only=True)
class Package:
    """What the package document says, metadata aside."""

    name: str
    root: _Element
    metadata: _Element | None
    items: dict[str, Item] = field(default_factory=dict)
    spine: list[SpineItem] = field(default_factory=list)
    direction: Direction = Direction.LTR
    is_fixed: bool = False
    missing: list[str] = field(default_factory=list)

    def item_with(self, property_: str) -> Item | None:
        """The first item of the manifest with a property."""
        return next((item for item in self.items.values() if property_ in item.properties), None)

    def ncx(self) -> Item | None:
        """The NCX: what the spine names, else by its type, else by its name."""
        spine = section(self.root, "spine")
        named = self.items.get(value(spine, "toc")) if spine is not None else None
        if named is not None and not named.is_hypertext:
            return named
        by_type = next((item for item in self.items.values() if item.media_type == NCX), None)
        return by_type or next((item for item in self.items.values() if item.name.lower().endswith(_NCX_ENDING)), None)

    def guide(self) -> Iterator[tuple[str, str]]:
        """Type and address of the references of an EPUB 2 guide."""
        guide = section(self.root, "guide")
        for reference in children_named(guide, "reference") if guide is not None else ():
            yield value(reference, "type").lower(), value(reference, "href")


def read_package(archive: Archive, name: str, limits: ReadLimits, notes: list[str], *, fixed: bool) -> Package:
    """Reads the package document.

    Args:
        archive: the book.
        name: of the package document.
        limits: what reading may cost.
        notes: takes what was mended.
        fixed: whether the container asks for fixed layout.

    Raises:
        RefusedError: the document is not a package, or unsafe.
    """
    root = parse_xml(archive.read(name, limit=limits.text_member), what=name, limits=limits, notes=notes)
    manifest, spine = section(root, "manifest"), section(root, "spine")
    if manifest is None:
        raise RefusedError(Refusal.DAMAGED, f"{name} has no manifest")
    package = Package(name=name, root=root, metadata=section(root, "metadata"))
    package.is_fixed = fixed or _meta_says(package.metadata, "rendition:layout") == "pre-paginated"
    for number, item in enumerate(_items(manifest, archive, name, package.missing, limits)):
        package.items.setdefault(item.id if item.id not in package.items else f"{item.id} {number}", item)
    unlisted = next((member for member in archive.names if member.lower().endswith(_NCX_ENDING)), None)
    if unlisted is not None:
        package.items.setdefault(unlisted, Item(unlisted, unlisted, NCX))
    if spine is not None:
        package.direction = (
            Direction.RTL if value(spine, "page-progression-direction").lower() == "rtl" else Direction.LTR
        )
    if package.missing:
        notes.append(
            f"{len(package.missing)} files of the manifest are not in the archive: {package.missing[0][:120]!a} …"
        )
    return package


def section(root: _Element, name: str) -> _Element | None:
    """A part of the package document, also where an element before it was never closed and swallowed it."""
    found = child_named(root, name)
    return found if found is not None else next((element for element in root.iter() if local(element) == name), None)


def _items(manifest: _Element, archive: Archive, base: str, missing: list[str], limits: ReadLimits) -> Iterator[Item]:
    for count, element in enumerate(element for element in manifest.iter() if local(element) == "item"):
        if count >= limits.members:
            return
        link = resolve(base, value(element, "href"))
        if link.way is not Way.INSIDE:
            continue
        found = archive.find(link.target.name) or archive.find(join(base, unquote(value(element, "href"))))
        if found is None:
            missing.append(link.target.name)
            continue
        yield Item(
            value(element, "id"),
            found,
            value(element, "media-type").lower(),
            frozenset(value(element, "properties").split()),
            value(element, "fallback"),
            value(element, "media-overlay"),
        )


def _meta_says(metadata: _Element | None, name: str) -> str:
    if metadata is None:
        return ""
    for element in metadata.iter("{*}meta"):
        if local(element) == "meta" and value(element, "refines") == "":
            if value(element, "property") == name:
                return line_of(element)
            if value(element, "name") == name:
                return value(element, "content")
    return ""


def meta_says(package: Package, name: str) -> str:
    """What a `meta` of the package, EPUB 3 or 2, says of the whole book."""
    return _meta_says(package.metadata, name)
