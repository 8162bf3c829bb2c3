"""XMP: the packet of metadata that programs write into a file, mostly not compressed (ISO 16684-1).

It is looked for as bytes: PDFium does not hand it out. Pictures in a file may have packets of their own; that of the
file itself is the last one that speaks of PDF.
"""

from __future__ import annotations

import mmap
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from content.formats.reading import ReadLimits
from content.formats.xmp import DC, PACKET_BYTES, XmpPacket

_PACKETS_MOST: Final = 8
_OPEN, _CLOSE = b"<x:xmpmeta", b"</x:xmpmeta>"
_OF_PDF: Final = b"http://ns.adobe.com/pdf/1.3/"
_PRISM: Final = "http://prismstandard.org/namespaces"
"""PRISM, of any of its versions."""


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
    return _said(XmpPacket(_packet(path), limits, notes))


def _packet(path: Path) -> bytes:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        end = len(data)
        for _ in range(_PACKETS_MOST):
            close = data.rfind(_CLOSE, 0, end)
            if close < 0:
                break
            start = data.rfind(_OPEN, max(0, close - PACKET_BYTES), close)
            if start >= 0 and data.find(_OF_PDF, start, close) >= 0:
                return bytes(data[start : close + len(_CLOSE)])
            end = close
    return b""


def _said(packet: XmpPacket) -> Xmp:
    return Xmp(
        title=packet.text(DC, "title"),
        creators=packet.values(DC, "creator"),
        publisher=packet.value(DC, "publisher"),
        description=packet.text(DC, "description"),
        subjects=packet.values(DC, "subject"),
        rights=packet.text(DC, "rights"),
        language=packet.value(DC, "language"),
        issued=packet.value(_PRISM, "publicationDate") or packet.value(_PRISM, "coverDate") or packet.value(DC, "date"),
        identifier=packet.value(DC, "identifier"),
        doi=packet.value(_PRISM, "doi"),
        isbn=packet.value(_PRISM, "isbn"),
    )
