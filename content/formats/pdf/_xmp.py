"""XMP: the packet of metadata that programs write into a file, mostly not compressed (ISO 16684-1).

It is looked for as bytes: PDFium does not hand it out. Pictures in a file may have packets of their own; that of the
file itself is the last one that speaks of PDF.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml.etree import _Element

from content.formats.reading import ReadLimits, RefusedError
from content.formats.xml import parse_xml

_PACKET: Final = 256 << 10
_PACKETS_MOST: Final = 8
_OPEN, _CLOSE = b"<x:xmpmeta", b"</x:xmpmeta>"
_OF_PDF: Final = b"http://ns.adobe.com/pdf/1.3/"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_PRISM: Final = "{http://prismstandard.org/namespaces/"
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_FIELD: Final = 20_000
_VALUES: Final = 50


@dataclass(frozen=True, kw_only=True)
class Xmp:
    """What a packet says, as it says it; "" or () where it says nothing."""

    title: str = ""
    creators: tuple[str, ...] = ()
    publisher: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    rights: str = ""
    language: str = ""
    issued: str = ""
    identifier: str = ""
    doi: str = ""
    isbn: str = ""


def read_xmp(path: Path, limits: ReadLimits, notes: list[str]) -> Xmp:
    """The metadata of a file; empty where there is none, or none that can be read.

    Args:
        path: the file.
        limits: of markup.
        notes: takes a line where the packet is not sound.
    """
    packet = _packet(path)
    if not packet:
        return Xmp()
    try:
        root = parse_xml(packet, what="XMP", limits=limits, notes=notes)
    except RefusedError as error:
        notes.append(f"XMP is left aside: {error}")
        return Xmp()
    return _said(root)


def _packet(path: Path) -> bytes:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        end = len(data)
        for _ in range(_PACKETS_MOST):
            close = data.rfind(_CLOSE, 0, end)
            if close < 0:
                break
            start = data.rfind(_OPEN, max(0, close - _PACKET), close)
            if start >= 0 and data.find(_OF_PDF, start, close) >= 0:
                return bytes(data[start : close + len(_CLOSE)])
            end = close
    return b""


def _said(root: _Element) -> Xmp:
    def first(name: str) -> str:
        return next(_values(root, name), "")

    return Xmp(
        title=first(f"{_DC}title"),
        creators=tuple(_values(root, f"{_DC}creator"))[:_VALUES],
        publisher=first(f"{_DC}publisher"),
        description=first(f"{_DC}description"),
        subjects=tuple(_values(root, f"{_DC}subject"))[:_VALUES],
        rights=first(f"{_DC}rights"),
        language=first(f"{_DC}language"),
        issued=_prism(root, "publicationDate") or _prism(root, "coverDate") or first(f"{_DC}date"),
        identifier=first(f"{_DC}identifier"),
        doi=_prism(root, "doi"),
        isbn=_prism(root, "isbn"),
    )


def _values(root: _Element, name: str) -> Iterator[str]:
    """What a property says: in a list, in itself, or as an attribute of what it describes."""
    for element in root.iter(name):
        items = list(element.iter(f"{_RDF}li")) or [element]
        yield from (text for item in items[:_VALUES] if (text := "".join(map(str, item.itertext())).strip()[:_FIELD]))
    for element in root.iter(f"{_RDF}Description"):
        if value := element.get(name):
            yield value[:_FIELD]


def _prism(root: _Element, name: str) -> str:
    """A property of PRISM, of any of its versions."""
    for element in root.iter(f"{_RDF}Description"):
        for key, value in element.items():
            if str(key).startswith(_PRISM) and str(key).endswith("}" + name):
                return str(value)[:_FIELD]
        for child in element:
            if str(child.tag).startswith(_PRISM) and str(child.tag).endswith("}" + name):
                return "".join(map(str, child.itertext())).strip()[:_FIELD]
    return ""
