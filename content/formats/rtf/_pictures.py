"""Pictures within an RTF file (RTF 1.9.1 "Pictures")."""

from __future__ import annotations

import binascii
import re
import struct
from dataclasses import dataclass, field
from typing import Final

_NOT_HEX: Final = re.compile(rb"[^0-9a-fA-F]+")
_MOST: Final = 2_000
_BITMAP_HEADER: Final = 14
KINDS: Final = {
    "pngblip": "png",
    "jpegblip": "jpg",
    "dibitmap": "bmp",
    "emfblip": "emf",
    "wmetafile": "wmf",
    "wbitmap": "ddb",
    "macpict": "pict",
    "pmmetafile": "met",
}


@dataclass
class PictureData:
    """A picture being gathered: its kind, its digits, its bytes."""

    kind: str = ""
    digits: list[bytes] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)

    def data(self) -> bytes:
        """The bytes of the file that it would be."""
        digits = _NOT_HEX.sub(b"", b"".join(self.digits))
        data = b"".join(self.raw) or binascii.unhexlify(digits[: len(digits) // 2 * 2])
        return _as_bitmap(data) if self.kind == "bmp" else data


@dataclass
class Pictures:
    """The pictures of a file, by names of ours.

    Attributes:
        left_out: how many were too many or too large.
    """

    room: int
    members: dict[str, bytes] = field(default_factory=dict)
    left_out: int = 0

    def take(self, picture: PictureData) -> str:
        """Keeps a picture.

        Returns:
            Its name, "" where there is nothing or no room.
        """
        data = picture.data()
        if not data or len(data) > self.room or len(self.members) >= _MOST:
            self.left_out += bool(data)
            return ""
        self.room -= len(data)
        name = f"hinh-{len(self.members) + 1}.{picture.kind or 'bin'}"
        self.members[name] = data
        return name


def _as_bitmap(data: bytes) -> bytes:
    """A bitmap without the head of its file, with it."""
    if len(data) < 40 or data.startswith(b"BM"):
        return data
    size, _, _, _, bits = struct.unpack_from("<IiiHH", data)
    colours = struct.unpack_from("<I", data, 32)[0] or (1 << bits if bits <= 8 else 0)
    start = _BITMAP_HEADER + size + 4 * min(colours, 256)
    return b"BM" + struct.pack("<IHHI", _BITMAP_HEADER + len(data), 0, 0, start) + data
