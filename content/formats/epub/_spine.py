"""The reading order: what the spine says, what it must have meant, or, where that is not there, the manifest's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile
from urllib.parse import unquote

from lxml.etree import _Element

from content.formats.epub._package import Item, Package, SpineItem
from content.formats.flow.tree import local, value

_FALLBACKS = 20


def read_spine(spine: _Element | None, package: Package, most: int) -> list[SpineItem]:
    """The documents in reading order, each once, at its first place.

    What is not linear comes at the end, but for what stands before everything else: that is a cover. The contents
    (EPUB 3.3 §7) are no cover. A spine without any reference has nothing to read (EPUB 3.3 §5.6.1 wants at least one).

    Args:
        spine: the element, None if the package has none.
        package: with its items.
        most: documents that are read.
    """
    references = [element for element in spine.iter() if local(element) == "itemref"] if spine is not None else []
    if not references:
        return []
    places = (
        list(_places(references, package, most))
        or [
            SpineItem(item, fixed=package.is_fixed)
            for item in package.items.values()
            if item.is_hypertext and "nav" not in item.properties
        ][:most]
    )
    first = list(takewhile(lambda place: not place.linear and "nav" not in place.item.properties, places))
    rest = places[len(first) :]
    if not rest:
        return first
    return [*first, *(place for place in rest if place.linear), *(place for place in rest if not place.linear)]


def _places(references: Iterable[_Element], package: Package, most: int) -> Iterator[SpineItem]:
    meant = _Meant(package)
    seen: set[str] = set()
    for reference in references:
        found = (_readable(item, package) for item in meant.by(value(reference, "idref")))
        item = next((item for item in found if item is not None and item.name not in seen), None)
        if item is None:
            continue
        seen.add(item.name)
        if len(seen) > most:
            return
        said = value(reference, "properties").split()
        fixed = "rendition:layout-pre-paginated" in said or (
            package.is_fixed and "rendition:layout-reflowable" not in said
        )
        yield SpineItem(item, value(reference, "linear").lower() != "no", fixed)


class _Meant:
    """Which items a reference of the spine may mean: by id, by id in another case, by the name of the file."""

    def __init__(self, package: Package) -> None:
        self._items: tuple[dict[str, list[Item]], ...] = ({}, {}, {})
        for item in package.items.values():
            file = item.name.rpartition("/")[2]
            for names, name in zip(self._items, (item.id, item.id.casefold(), file.casefold()), strict=True):
                names.setdefault(name, []).append(item)

    def by(self, name: str) -> list[Item]:
        """The items; several where the manifest uses an id more than once."""
        file = unquote(name).rpartition("/")[2].casefold()
        spellings = zip(self._items, (name, name.casefold(), file), strict=True)
        return next((items[spelling] for items, spelling in spellings if spelling in items), [])


def _readable(item: Item | None, package: Package) -> Item | None:
    """The item, or the first of its fallbacks that is a document or a picture (EPUB 3.3 §3.5)."""
    for _ in range(_FALLBACKS):
        if item is None or item.is_document or item.is_picture:
            return item
        item = package.items.get(item.fallback)
    return None
