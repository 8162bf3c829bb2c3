"""The table of contents: the navigation document of EPUB 3, the NCX of EPUB 2, or what headings say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree
from lxml.etree import _Element

from content.formats.archive import Archive
from content.formats.epub._package import Item, Package
from content.formats.flow.elements import kinds_of
from content.formats.flow.entries import Entry, as_title
from content.formats.flow.links import Target, Way, resolve
from content.formats.flow.tree import child_named, line_of, local, value
from content.formats.reading import ReadLimits, Refusal, RefusedError
from content.formats.xml import parse_loose, parse_xml

_ENTRIES = 5_000
_DEPTH = 7
_PAGES = 3
"""Pages that are looked at for being the contents."""
_LINKED = 0.6
"""Share of a page's text that is links where it is contents."""
_CALLED_CONTENTS = re.compile(r"^(?:nav|toc|muc-?_?luc|(?:table-?_?of-?_?)?contents)\b[^/]*$", re.IGNORECASE)


def read_contents(archive: Archive, package: Package, limits: ReadLimits, notes: list[str]) -> list[Entry]:
    """The contents that the book brings, () if it brings none that can be read.

    Args:
        archive: the book.
        package: its package document.
        limits: what reading may cost.
        notes: takes what could not be read.

    Raises:
        RefusedError: a table of contents is an attack (UNSAFE_XML, BOMB).
    """
    entries: list[Entry] = []
    for item, read in _sources(package):
        if len({entry.target for entry in entries if entry.target}) > 1:
            break
        try:
            data = archive.read(item.name, limit=limits.text_member)
            root = (
                parse_xml(data, what=item.name, limits=limits, notes=notes)
                if read is _from_ncx
                else parse_loose(data, what=item.name, limits=limits)
            )
        except RefusedError as error:
            if error.refusal in (Refusal.UNSAFE_XML, Refusal.BOMB):
                raise
            notes.append(f"contents not readable: {error}"[:200])
            continue
        found = read(root, item, archive)
        if len(found) > len(entries) or not any(entry.target for entry in entries):
            entries = found
    return entries


def _sources(package: Package) -> Iterator[tuple[Item, Callable[[_Element, Item, Archive], list[Entry]]]]:
    """What may hold the contents, best first: what says so, then pages whose place in the book or name says so."""
    nav, ncx = package.item_with("nav"), package.ncx()
    if nav is not None:
        yield nav, _from_nav
    if ncx is not None:
        yield ncx, _from_ncx
    led = {resolve(package.name, href).target.name.casefold() for kind, href in package.guide() if kind == "toc"}
    pages = [
        item
        for item in package.items.values()
        if item.is_hypertext and (item.name.casefold() in led or _CALLED_CONTENTS.match(item.name.rpartition("/")[2]))
    ]
    for item in [item for item in pages if item is not nav][:_PAGES]:
        yield item, _from_nav
        yield item, _from_links


def _from_nav(root: _Element, item: Item, archive: Archive) -> list[Entry]:
    navs = list(root.iter("nav"))
    chosen = next((nav for nav in navs if "toc" in kinds_of(nav) or nav.get("role") == "doc-toc"), None)
    if chosen is None:
        chosen = next((nav for nav in navs if not kinds_of(nav)), None)
    if chosen is None:
        return []
    entries: list[Entry] = []
    depth = -1
    for event, element in etree.iterwalk(chosen, events=("start", "end"), tag=("ol", "ul", "li")):
        if element.tag != "li":
            depth += 1 if event == "start" else -1
        elif event == "start" and len(entries) < _ENTRIES:
            _add(entries, max(depth, 0), *_nav_line(element), item, archive)
    return entries


def _nav_line(element: _Element) -> tuple[str, str]:
    """Title and address of an `li`."""
    for child in element:
        if local(child) in ("ol", "ul"):
            break
        anchor = child if child.tag == "a" else child.find(".//a")
        title = _label(child)
        if anchor is not None or title:
            return title, value(anchor, "href") if anchor is not None else ""
    return element.text or "", ""


def _label(element: _Element) -> str:
    """What a label says: its text and the words that stand for its pictures."""
    pieces = [element.text or ""]
    for child in element.iter():
        if child is not element:
            pieces.append((child.get("alt") or "") if child.tag == "img" else child.text or "")
            pieces.append(child.tail or "")
    return "".join(pieces).strip() or str(element.get("title") or "")


def _from_links(root: _Element, item: Item, archive: Archive) -> list[Entry]:
    """Contents that are a page like others: a list of links with hardly anything else."""
    links = [link for link in root.iter("a") if link.get("href")]
    if any(kinds_of(nav) for nav in root.iter("nav")):
        return []
    body = next(root.iter("body"), root)
    if sum(len(line_of(link)) for link in links) < _LINKED * len(line_of(body)):
        return []
    entries: list[Entry] = []
    for link in links[:_ENTRIES]:
        _add(entries, 0, _label(link), str(link.get("href")), item, archive)
    return entries


def _from_ncx(root: _Element, item: Item, archive: Archive) -> list[Entry]:
    start = child_named(root, "navMap")
    if start is None:
        start = next(root.iter("{*}navMap"), None)
    if start is None:
        return []
    entries: list[Entry] = []
    depth = -1
    for event, element in etree.iterwalk(start, events=("start", "end"), tag="{*}navPoint"):
        depth += 1 if event == "start" else -1
        if event == "start" and len(entries) < _ENTRIES:
            label, content = child_named(element, "navLabel"), child_named(element, "content")
            title = line_of(label) if label is not None else ""
            _add(entries, depth, title, value(content, "src") if content is not None else "", item, archive)
    return entries


def _add(entries: list[Entry], depth: int, title: str, href: str, item: Item, archive: Archive) -> None:
    """Adds a line that says something; one without an address is a heading of those under it, a broken one is none."""
    target = None
    link = resolve(item.name, href) if href else None
    if link is not None and link.way is Way.INSIDE:
        name = archive.find(link.target.name)
        target = Target(name, link.target.fragment) if name is not None else None
    shown = as_title(title)
    if shown and (target is not None or not href):
        entries.append(Entry(min(depth, _DEPTH, entries[-1].depth + 1 if entries else 0), shown, target))
