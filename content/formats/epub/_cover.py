"""Finds the cover picture: what the package names, else what its guide leads to, else the picture of the first page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.formats.archive import Archive
from content.formats.epub._package import Package, meta_says
from content.formats.flow.links import Way, resolve
from content.formats.flow.shelf import Shelf
from content.formats.flow.tree import line_of
from content.formats.reading import ReadLimits, RefusedError
from content.formats.xml import parse_loose
from content.text import normalise

_PAGE_TEXT = 600
"""Characters; a page that says more is no cover."""
_PAGE_BYTES = 32_000
"""Of markup; a longer page is not looked at."""
_COVER_SIDE = 150
"""Pixels; a smaller picture on the first page is an ornament."""

_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg)$", re.IGNORECASE)
_CALLED_COVER = re.compile(r"cover|^b[iì]a(?![a-z])|[^a-z]b[iì]a(?![a-z])", re.IGNORECASE)


def find_cover(archive: Archive, package: Package, shelf: Shelf, limits: ReadLimits) -> str:
    """The name of the resource that is the cover picture, "" if the book has none that can be shown."""
    seen: set[str] = set()
    for name in _candidates(archive, package, shelf, limits):
        member = shelf.member(name)
        if member is None or member in seen:
            continue
        seen.add(member)
        made = shelf.cover(member)
        if made:
            return made
    return ""


def _candidates(archive: Archive, package: Package, shelf: Shelf, limits: ReadLimits) -> Iterator[str]:
    named = [package.item_with("cover-image"), package.items.get(meta_says(package, "cover"))]
    pictures = [item for item in package.items.values() if item.is_picture]
    yield from (item.name for item in named if item is not None and item.is_picture)
    yield from [item.name for item in pictures if "cover" in item.id.lower()][:2]
    documents = [item.name for item in named if item is not None and item.is_document]
    led = [href for kind, href in package.guide() if "cover" in kind]
    # What should be the id of an item is its address in some books, and the picture may be in no manifest.
    addresses = [href for href in [meta_says(package, "cover"), *led] if href]
    targets = [link.target.name for href in addresses if (link := resolve(package.name, href)).way is Way.INSIDE]
    yield from filter(_PICTURE.search, targets)
    documents += [name for name in targets if not _PICTURE.search(name)]
    for name in documents:
        yield from _shown_on(name, archive, shelf, limits)
    yield from [name for name in archive.names if _PICTURE.search(name) and _CALLED_COVER.search(_file(name))][:2]
    for place in package.spine[:1]:
        shown = [place.item.name] if place.item.is_picture else _shown_on(place.item.name, archive, shelf, limits)
        yield from (name for name in shown if min(shelf.natural_size(name)) >= _COVER_SIDE)


def _file(name: str) -> str:
    return normalise(name.rpartition("/")[2])


def _shown_on(document: str, archive: Archive, shelf: Shelf, limits: ReadLimits) -> list[str]:
    """The pictures of a document that shows little else."""
    member = shelf.member(document)
    if member is None or archive.size(member) > _PAGE_BYTES:
        return []
    try:
        root = parse_loose(archive.read(member, limit=limits.text_member), what=member, limits=limits)
    except RefusedError:
        return []
    if len(line_of(root)) > _PAGE_TEXT:
        return []
    sources = [element.get("src") or element.get("href") or "" for element in root.iter("img", "image")]
    links = [resolve(member, source) for source in sources[:3] if source]
    return [link.target.name for link in links if link.way is Way.INSIDE]
