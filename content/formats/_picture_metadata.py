"""Taking out of a picture what is not picture: places, names and comments of the person who took it.

Pixels stay byte for byte. A picture whose structure is not understood is given back as None, to be encoded anew.
"""

from __future__ import annotations

import struct
import zlib

_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs",
     b"acTL", b"fcTL", b"fdAT"}
)  # fmt: skip
_WEBP_DROPPED = frozenset({b"EXIF", b"XMP "})
_WEBP_METADATA_FLAGS = 0x08 | 0x04
_JPEG_KEPT_APPLICATIONS = frozenset({0xE0, 0xE2, 0xEE})  # JFIF, colour profile, Adobe's colour transform
_JPEG_START_OF_SCAN = 0xDA
_JPEG_COMMENT = 0xFE
# Frames with arithmetic coding, which no browser shows.
_JPEG_ARITHMETIC = frozenset({0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})


def without_metadata(data: bytes, kind: str) -> bytes | None:
    """The picture without metadata, or None if that cannot be done without encoding it anew.

    Args:
        data: the picture.
        kind: Pillow's name of its format: JPEG, PNG, GIF or WEBP.
    """
    try:
        if kind == "JPEG":
            return _jpeg(data)
        if kind == "PNG":
            return _png(data)
        if kind == "WEBP":
            return _webp(data)
    except (struct.error, IndexError):
        return None
    return None if b"XMP DataXMP" in data else data


def _jpeg(data: bytes) -> bytes | None:
    """Drops application segments and comments before the first scan (ITU-T T.81 annex B)."""
    kept, at = [data[:2]], 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        (length,) = struct.unpack_from(">H", data, at + 2)
        if marker == _JPEG_START_OF_SCAN:
            end = data.rfind(b"\xff\xd9")
            return b"".join([*kept, data[at : end + 2]]) if end > at else None
        if marker in _JPEG_ARITHMETIC:
            return None
        is_application = 0xE0 <= marker <= 0xEF
        if marker != _JPEG_COMMENT and (not is_application or marker in _JPEG_KEPT_APPLICATIONS):
            kept.append(data[at : at + 2 + length])
        at += 2 + length
    return None


def _png(data: bytes) -> bytes | None:
    """Keeps the chunks that make pixels and colours (PNG, third edition, §11)."""
    kept, at = [_PNG_HEAD], len(_PNG_HEAD)
    while at < len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        chunk = data[at : at + 12 + length]
        if len(chunk) < 12 + length or zlib.crc32(chunk[4:-4]) != struct.unpack(">I", chunk[-4:])[0]:
            return None
        if name in _PNG_KEPT:
            kept.append(chunk)
        if name == b"IEND":
            return b"".join(kept)
        at += 12 + length
    return None


def _webp(data: bytes) -> bytes:
    """Drops the chunks EXIF and XMP and the flags that announce them (RFC 9649 §2.7)."""
    kept, at = [], 12
    while at + 8 <= len(data):
        name, length = struct.unpack_from("<4sI", data, at)
        chunk = data[at : at + 8 + length + length % 2]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_METADATA_FLAGS]) + chunk[9:]
        if name not in _WEBP_DROPPED:
            kept.append(chunk)
        at += 8 + length + length % 2
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body
