"""Where links of a book lead: into the book, out of it, or nowhere."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import unquote

_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:")
_IGNORED = re.compile("[\x00-\x20]+")
_OUT = ("http:", "https:", "mailto:", "tel:", "ftp:")
_ADDRESS_LENGTH = 60


class Way(Enum):
    """What a link is."""

    INSIDE = auto()
    OUTSIDE = auto()
    NOWHERE = auto()


@dataclass(frozen=True, slots=True)
class Target:
    """A place of the book: name of a member of the archive, and an id in it or ""."""

    name: str
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link as read: `target` of one that stays inside, `address` of one that leads out."""

    way: Way
    target: Target = Target("")
    address: str = ""


NOWHERE = Link(Way.NOWHERE)


def resolve(base: str, href: str) -> Link:
    """Reads a reference of a document (EPUB 3.3 §4.2.5: references are relative to the document, inside the archive).

    Args:
        base: name of the member it stands in.
        href: as written.
    """
    href = href.strip().replace("\t", "").replace("\n", "").replace("\r", "")
    scheme = _SCHEME.match(_IGNORED.sub("", href[:200]))
    if scheme or href.startswith(("//", "\\")):
        if not scheme or scheme[0].lower() in _OUT:
            return Link(Way.OUTSIDE, address=href)
        return NOWHERE
    path, _, fragment = href.partition("#")
    path = unquote(path.partition("?")[0], errors="replace").replace("\\", "/")
    fragment = unquote(fragment, errors="replace")
    if "(" in fragment:
        fragment = ""  # epubcfi(…), xpointer(…): the document itself is near enough
    return Link(Way.INSIDE, Target(join(base, path), fragment))


def join(base: str, path: str) -> str:
    """The name of a member that a path in another one means; never leads out of the archive."""
    if not path:
        return base
    if path.startswith("/"):
        return posixpath.normpath(path).lstrip("/")
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(base), path)).lstrip("/")
    while joined.startswith("../"):
        joined = joined[3:]
    return "" if joined in (".", "..") else joined


def shown_address(address: str, text: str) -> str:
    """The address to print behind the text of a link that leads out, "" where the text shows it or it is too long."""
    bare = re.sub(r"^(https?://|mailto:|tel:)", "", address, flags=re.IGNORECASE).rstrip("/")
    host = bare.partition("/")[0].partition("?")[0]
    if not bare or len(bare) > _ADDRESS_LENGTH or host.lower().removeprefix("www.") in text.lower():
        return ""
    return bare
