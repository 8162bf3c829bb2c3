"""What XMP says of a picture (ISO 16684-1): Dublin Core, when it was made, and whether it says where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml import etree

from content.formats.reading import RefusedError
from content.formats.xml import parse_xml

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC = "http://purl.org/dc/elements/1.1/"
_EXIF = "http://ns.adobe.com/exif/1.0/"
_PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BYTES: Final = 256 << 10
_PREFERRED: Final = ("vi", "vi-vn", "x-default", "")


@dataclass(frozen=True, kw_only=True)
class Xmp:
    """What is of use, as it was written."""

    title: str = ""
    description: str = ""
    creators: tuple[str, ...] = ()
    taken: str = ""
    has_place: bool = False


NO_XMP: Final = Xmp()


def read_xmp(data: bytes) -> Xmp:
    """What a packet says; nothing where it is damaged, unsafe or endless.

    Args:
        data: the packet, UTF-8.
    """
    if len(data) > _BYTES:
        return NO_XMP
    try:
        root = parse_xml(data.strip(b"\0 \r\n\t"), what="XMP")
    except RefusedError:
        return NO_XMP
    return Xmp(
        title=_text(root, _DC, "title"),
        description=_text(root, _DC, "description"),
        creators=tuple(_all(root, _DC, "creator")),
        taken=_simple(root, _EXIF, "DateTimeOriginal") or _simple(root, _PHOTOSHOP, "DateCreated"),
        has_place=bool(_simple(root, _EXIF, "GPSLatitude") or _simple(root, _EXIF, "GPSLongitude")),
    )


def _items(root: etree._Element, space: str, name: str) -> list[etree._Element]:
    return [item for field in root.iter(f"{{{space}}}{name}") for item in field.iter(f"{{{_RDF}}}li")]


def _all(root: etree._Element, space: str, name: str) -> list[str]:
    return [item.text or "" for item in _items(root, space, name)] or [_simple(root, space, name)]


def _text(root: etree._Element, space: str, name: str) -> str:
    """The text in the language that is nearest to the reader."""
    by_language: dict[str, str] = {}
    for item in _items(root, space, name):
        by_language.setdefault(str(item.get(_XML_LANG, "")).lower(), item.text or "")
    wanted = next((by_language[tag] for tag in _PREFERRED if by_language.get(tag)), "")
    return wanted or next(filter(None, by_language.values()), "") or _simple(root, space, name)


def _simple(root: etree._Element, space: str, name: str) -> str:
    """A plain value: an element's text, or an attribute of a description."""
    for element in root.iter(f"{{{space}}}{name}"):
        if not len(element):
            return (element.text or "").strip()
    for element in root.iter(f"{{{_RDF}}}Description"):
        if value := element.get(f"{{{space}}}{name}"):
            return str(value).strip()
    return ""
