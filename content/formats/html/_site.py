"""Which members of an archive are the pages of a site, and in what order they are read."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from typing import Final

from lxml import etree
from lxml.etree import _Element

from content.formats.flow.links import Way, join, resolve

_PAGE: Final = re.compile(r"\.(?:html?|xhtml|xht|shtml)$", re.IGNORECASE)
_START: Final = re.compile(
    r"^(?:index|default|home|main|trangchu|trang-chu|start)\.(?:html?|xhtml|xht|shtml)$", re.IGNORECASE
)
_SERVER: Final = re.compile(r"\.(?:php\d?|phtml|aspx?|jsp|cgi|pl|cfm|htaccess)$", re.IGNORECASE)
_SCRIPT: Final = re.compile(r"\.(?:m?js|vbs|wasm|swf|jar|class)$", re.IGNORECASE)
_OF_A_PAGE: Final = re.compile(r"(?:^|/)[^/]+(?:_files|\.files|-Dateien|_tep)/", re.IGNORECASE)
"""Folders that browsers and Word put beside a page for what belongs to it."""
_LITTER: Final = re.compile(r"(?:^|/)(?:__MACOSX/|\.|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_DOCUMENT: Final = re.compile(
    r"\.(?:docx?|docm|dotx?|odt|ods|odp|rtf|xlsx?|xlsm|pptx?|pdf|epub|mobi|azw3?|cbz|djvu|txt|md|csv|mrc|zip|rar|7z|mp3|mp4|m4a|avi|mkv)$",
    re.IGNORECASE,
)
_OTHER_FORMAT: Final = re.compile(
    r"^(?:mimetype|\[Content_Types\]\.xml|META-INF/.*|word/.*|xl/.*|ppt/.*|content\.xml|.*\.(?:opf|ncx|apk))$",
    re.IGNORECASE,
)
_DIGITS: Final = re.compile(r"(\d{1,18})")


def pages_of(names: Iterable[str]) -> list[str]:
    """The members that are pages by their names, in natural order.

    Args:
        names: of all members.
    """
    found = (name for name in names if _PAGE.search(name) and not _LITTER.search(name) and not _OF_A_PAGE.search(name))
    return sorted(found, key=_natural)


def start_of(names: Iterable[str]) -> str | None:
    """The page that a site begins with, None where these members are no site.

    It is the start page at the top or in the one folder there, or the only page there.

    Args:
        names: of all members.
    """
    shown = [name for name in names if not _LITTER.search(name)]
    if any(_OTHER_FORMAT.match(name) for name in shown):
        return None
    pages = pages_of(shown)
    others = sum(bool(_DOCUMENT.search(name)) for name in shown)
    if not pages or others > 2 * len(pages):
        return None
    top = min(name.count("/") for name in pages)
    first = [name for name in pages if name.count("/") == top]
    if len({posixpath.dirname(name) for name in first}) > 1 or top > 2:
        return None
    starts = [name for name in first if _START.match(posixpath.basename(name))]
    return starts[0] if starts else first[0]


def left_out(names: Iterable[str]) -> tuple[list[str], list[str]]:
    """The members that are code of a server, and those that are scripts."""
    shown = [name for name in names if not _LITTER.search(name)]
    return [name for name in shown if _SERVER.search(name)], [name for name in shown if _SCRIPT.search(name)]


def settle_links(root: _Element, base: str, pages: frozenset[str]) -> list[str]:
    """Lets links to folders lead to the page that stands for them.

    Args:
        root: of a page; addresses in it are changed.
        base: its name. pages: names of all pages.

    Returns:
        The pages that it leads to, in the order in which it names them.
    """
    found: dict[str, None] = {}
    for element in root.iter(etree.Element):
        attribute = {"a": "href", "area": "href", "frame": "src", "iframe": "src"}.get(str(element.tag), "")
        said = element.get(attribute) if attribute else None
        if not said:
            continue
        link = resolve(base, said)
        if link.way is not Way.INSIDE:
            continue
        name = link.target.name
        if name not in pages:
            within = next((one for one in _indexes(base, said, name) if one in pages), "")
            if not within:
                continue
            name = within
            element.set(attribute, f"/{name}#{link.target.fragment}" if link.target.fragment else f"/{name}")
        found[name] = None
    return list(found)


def _indexes(base: str, said: str, name: str) -> list[str]:
    """The names that the start page of a folder may have."""
    folder = join(base, said.partition("#")[0].partition("?")[0]) if said else name
    return [posixpath.join(folder, f"index{ending}") for ending in (".html", ".htm", ".xhtml")]


def _natural(name: str) -> tuple[object, ...]:
    pieces = _DIGITS.split(name.casefold())
    return tuple(int(piece) if piece.isdigit() and piece.isascii() else piece for piece in pieces)
