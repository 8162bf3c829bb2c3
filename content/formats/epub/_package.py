"""The package document: manifest, spine and how pages are laid out (EPUB 3.3 §5; OPF 2.0.1 for older books)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml.etree import _Element

from content.formats.archive import Archive
from content.formats.epub._links import Way, join, resolve
from content.formats.epub._tree import child_named, children_named, line_of, local, value
from content.formats.reading import ReadLimits, Refusal, RefusedError
from content.formats.xml import parse_xml
from content.records import Direction

XHTML = "application/xhtml+xml"
SVG = "image/svg+xml"
NCX = "application/x-dtbncx+xml"
_DOCUMENTS = frozenset(
    {XHTML, SVG, "text/html", "text/x-oeb1-document", "application/xml", "text/xml", "application/x-dtbook+xml"}
)
_DOCUMENT_ENDINGS = (".xhtml", ".html", ".htm", ".xml", ".svg")
_PICTURES = ("image/jpeg", "image/png", "image/gif", "image/webp")
_FALLBACKS = 20


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the manifest that is in the archive.

    Attributes:
        name: of the member of the archive.
    """

    id: str
    name: str
    media_type: str
    properties: frozenset[str] = frozenset()
    fallback: str = ""

    @property
    def is_document(self) -> bool:
        """Whether it can be a page of the book."""
        return self.media_type in _DOCUMENTS or (
            not self.media_type.startswith("image/") and self.name.lower().endswith(_DOCUMENT_ENDINGS)
        )

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture that can stand for a page."""
        return self.media_type in _PICTURES


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
        spine = child_named(self.root, "spine")
        named = self.items.get(value(spine, "toc")) if spine is not None else None
        if named is not None:
            return named
        by_type = next((item for item in self.items.values() if item.media_type == NCX), None)
        return by_type or next((item for item in self.items.values() if item.name.lower().endswith(".ncx")), None)

    def guide(self) -> Iterator[tuple[str, str]]:
        """Type and address of the references of an EPUB 2 guide."""
        guide = child_named(self.root, "guide")
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
    manifest, spine = child_named(root, "manifest"), child_named(root, "spine")
    if manifest is None:
        raise RefusedError(Refusal.DAMAGED, f"{name} has no manifest")
    package = Package(name=name, root=root, metadata=child_named(root, "metadata"))
    package.is_fixed = fixed or _meta_says(package.metadata, "rendition:layout") == "pre-paginated"
    for item in _items(manifest, archive, name, package.missing, limits):
        package.items.setdefault(item.id, item)
    if spine is not None:
        package.direction = (
            Direction.RTL if value(spine, "page-progression-direction").lower() == "rtl" else Direction.LTR
        )
        package.spine = list(_spine(spine, package, limits))
    if package.missing:
        notes.append(
            f"{len(package.missing)} files of the manifest are not in the archive: {package.missing[0][:120]!a} …"
        )
    return package


def _items(manifest: _Element, archive: Archive, base: str, missing: list[str], limits: ReadLimits) -> Iterator[Item]:
    for count, element in enumerate(children_named(manifest, "item")):
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
        )


def _spine(spine: _Element, package: Package, limits: ReadLimits) -> Iterator[SpineItem]:
    """Each document once, at its first place, what is not linear at the end."""
    seen: set[str] = set()
    later: list[SpineItem] = []
    for reference in children_named(spine, "itemref"):
        item = _readable(package.items.get(value(reference, "idref")), package)
        if item is None or item.name in seen:
            continue
        seen.add(item.name)
        if len(seen) > limits.parts:
            break
        said = value(reference, "properties").split()
        fixed = "rendition:layout-pre-paginated" in said or (
            package.is_fixed and "rendition:layout-reflowable" not in said
        )
        place = SpineItem(item, value(reference, "linear").lower() != "no", fixed)
        if place.linear:
            yield place
        else:
            later.append(place)
    yield from later


def _readable(item: Item | None, package: Package) -> Item | None:
    """The item, or the first of its fallbacks that is a document or a picture (EPUB 3.3 §3.5)."""
    for _ in range(_FALLBACKS):
        if item is None or item.is_document or item.is_picture:
            return item
        item = package.items.get(item.fallback)
    return None


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
