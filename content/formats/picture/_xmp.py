"""What XMP says of a picture (ISO 16684-1): Dublin Core, when it was made, and whether it says where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from content.formats.xmp import DC, XmpPacket

_EXIF: Final = "http://ns.adobe.com/exif/1.0/"
_PHOTOSHOP: Final = "http://ns.adobe.com/photoshop/1.0/"


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
    packet = XmpPacket(data)
    return Xmp(
        title=packet.text(DC, "title"),
        description=packet.text(DC, "description"),
        creators=packet.values(DC, "creator"),
        taken=packet.value(_EXIF, "DateTimeOriginal") or packet.value(_PHOTOSHOP, "DateCreated"),
        has_place=bool(packet.value(_EXIF, "GPSLatitude") or packet.value(_EXIF, "GPSLongitude")),
    )
