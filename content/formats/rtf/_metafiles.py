"""The picture that can be shown out of what an RTF file holds: PNG, JPEG, GIF as they are, bitmaps in metafiles too.

WordPad and old Word store a photograph as a Windows metafile with one record that draws a bitmap ([MS-WMF] 2.3.1.6).
"""

from __future__ import annotations

import struct
import warnings
from io import BytesIO
from typing import Final

from PIL import Image

_SIGNS: Final = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"))
_PLACEABLE: Final = b"\xd7\xcd\xc6\x9a"
_PLACEABLE_LENGTH, _HEADER_LENGTH = 22, 18
_DRAWS_BITMAP: Final = {0x0F43: 28, 0x0B41: 26, 0x0940: 22, 0x0D33: 24}
"""Records that draw a bitmap, and the bytes before it: META_STRETCHDIB, META_DIBSTRETCHBLT, META_DIBBITBLT,
META_SETDIBTODEV."""
_EMF_DRAWS_BITMAP: Final = {0x51: 48, 0x4C: 84, 0x4D: 84}
"""EMR_STRETCHDIBITS, EMR_BITBLT, EMR_STRETCHBLT, and where the place of their bitmap is told ([MS-EMF] 2.3.1)."""
_RECORDS: Final = 20_000
_PIXELS: Final = 40_000_000
_INFO_HEADERS: Final = frozenset({12, 40, 52, 56, 108, 124})


def picture_of(data: bytes, kind: str) -> tuple[bytes, str] | None:
    """A picture that phones show, and the ending of its name; None where there is none.

    Args:
        data: as the file has it. kind: the control word that tells the format, "" where none does.
    """
    for sign, ending in _SIGNS:
        if data.startswith(sign):
            return data, ending
    if kind == "dibitmap":
        return _from_bitmap(data)
    found = _largest(_bitmaps_of_enhanced(data) if kind == "emfblip" else _bitmaps_of_metafile(data))
    return _from_bitmap(found) if found else None


def _largest(bitmaps: list[bytes]) -> bytes:
    return max(bitmaps, key=len, default=b"")


def _bitmaps_of_metafile(data: bytes) -> list[bytes]:
    at = (_PLACEABLE_LENGTH if data.startswith(_PLACEABLE) else 0) + _HEADER_LENGTH
    found = []
    for _ in range(_RECORDS):
        if at + 6 > len(data):
            break
        words, function = struct.unpack_from("<IH", data, at)
        end = at + 2 * words
        if words < 3 or end > len(data):
            break
        if function in _DRAWS_BITMAP:
            found.append(data[at + _DRAWS_BITMAP[function] : end])
        at = end
    return [one for one in found if _is_bitmap(one)]


def _bitmaps_of_enhanced(data: bytes) -> list[bytes]:
    at, found = 0, []
    for _ in range(_RECORDS):
        if at + 8 > len(data):
            break
        function, length = struct.unpack_from("<II", data, at)
        if length < 8 or at + length > len(data):
            break
        told = _EMF_DRAWS_BITMAP.get(function)
        if told is not None and told + 16 <= length:
            head_at, head, bits_at, bits = struct.unpack_from("<IIII", data, at + told)
            record = data[at : at + length]
            found.append(record[head_at : head_at + head] + record[bits_at : bits_at + bits])
        at += length
    return [one for one in found if _is_bitmap(one)]


def _is_bitmap(data: bytes) -> bool:
    return len(data) > 40 and struct.unpack_from("<I", data)[0] in _INFO_HEADERS


def _from_bitmap(data: bytes) -> tuple[bytes, str] | None:
    """A device-independent bitmap as PNG."""
    if not _is_bitmap(data):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(BytesIO(_bitmap_file(data)), formats=("BMP",))
            if image.width * image.height > _PIXELS:
                return None
            file = BytesIO()
            image.convert("RGB").save(file, "PNG")
    except (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError):
        return None
    return file.getvalue(), "png"


def _bitmap_file(data: bytes) -> bytes:
    """The bitmap with the header that a file has before it."""
    header = struct.unpack_from("<I", data)[0]
    if header == 12:
        colours, entry, masks = 0, 3, 0
        bits = struct.unpack_from("<H", data, 10)[0]
    else:
        bits, compression = struct.unpack_from("<HI", data, 14)
        colours = struct.unpack_from("<I", data, 32)[0]
        entry, masks = 4, 12 if compression == 3 and header == 40 else 0
    colours = min(colours or 1 << bits, 256) if bits <= 8 else min(colours, 256)
    start = 14 + header + masks + colours * entry
    return struct.pack("<2sIHHI", b"BM", 14 + len(data), 0, 0, start) + data
