"""Taking out of a picture what is not picture: places, names and comments of the person who took it.

Pixels stay byte for byte. A picture whose structure is not understood is given back as None, to be encoded anew.
"""

from __future__ import annotations

import re
import struct
import zlib

_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs",
     b"acTL", b"fcTL", b"fdAT"}
)  # fmt: skip
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_METADATA_FLAGS = 0x08 | 0x04
# Of an application segment only what is known to be no more than pixels and colours: JFIF without its small picture, a
# colour profile, Adobe's colour transform. The second picture of a phone (MPF) stands behind the end of the first.
_JPEG_KEPT_APPLICATIONS = (
    (0xE0, re.compile(rb"JFIF\0.{7}\0\0$", re.DOTALL)),
    (0xE2, re.compile(rb"ICC_PROFILE\0")),
    (0xEE, re.compile(rb"Adobe.{7}$", re.DOTALL)),
)
_JPEG_SCAN = 0xDA
_JPEG_END = 0xD9
_JPEG_COMMENT = 0xFE
_JPEG_FILLER = 0xFF
# Frames with arithmetic coding, which no browser shows.
_JPEG_ARITHMETIC = frozenset({0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_JPEG_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
"""In coded pixels: a marker that ends them; stuffed zeros and restarts do not."""
_GIF_END, _GIF_EXTENSION, _GIF_PICTURE = 0x3B, 0x21, 0x2C
_GIF_COMMENT, _GIF_APPLICATION = 0xFE, 0xFF
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def without_metadata(data: bytes, kind: str) -> bytes | None:
    """The picture without metadata, or None if that cannot be done without encoding it anew.

    Args:
        data: the picture.
        kind: Pillow's name of its format: JPEG, PNG, GIF or WEBP.
    """
    strip = {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp, "GIF": _gif}[kind]
    try:
        return strip(data)
    except (struct.error, IndexError):
        return None


def _jpeg(data: bytes) -> bytes | None:
    """Drops application segments, comments, and what stands behind the end (ITU-T T.81 annex B)."""
    kept, at = [data[:2]], 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == _JPEG_FILLER:
            at += 1
            continue
        if marker == _JPEG_END:
            return b"".join([*kept, data[at : at + 2]])
        if marker in _JPEG_ARITHMETIC:
            return None
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if marker == _JPEG_SCAN:
            following = _JPEG_MARKER.search(data, end)
            if following is None:
                return None
            end = following.start(1) - 1
        if _is_kept(marker, data[at + 4 : at + 2 + length]):
            kept.append(data[at:end])
        at = end
    return None


def _is_kept(marker: int, body: bytes) -> bool:
    if 0xE0 <= marker <= 0xEF:
        return any(marker == kind and form.match(body) for kind, form in _JPEG_KEPT_APPLICATIONS)
    return marker != _JPEG_COMMENT


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
    """Keeps the chunks that make pixels and colours, and the flags of no others (RFC 9649 §2.7)."""
    kept, at = [], 12
    end = min(len(data), 8 + struct.unpack_from("<I", data, 4)[0])
    while at + 8 <= end:
        name, length = struct.unpack_from("<4sI", data, at)
        chunk = data[at : at + 8 + length + length % 2]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_METADATA_FLAGS]) + chunk[9:]
        if name in _WEBP_KEPT:
            kept.append(chunk)
        at += 8 + length + length % 2
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _gif(data: bytes) -> bytes | None:
    """Keeps pictures, their timing and looping, and nothing behind the end (GIF89a §§18 to 27)."""
    at = 13 + _colours(data[10])
    kept = [data[:at]]
    while data[at] != _GIF_END:
        if data[at] == _GIF_EXTENSION:
            end = _blocks_end(data, at + 2)
            label, said = data[at + 1], data[at + 3 : at + 14]
            if label != _GIF_COMMENT and (label != _GIF_APPLICATION or said in _GIF_LOOPS):
                kept.append(data[at:end])
        elif data[at] == _GIF_PICTURE:
            end = _blocks_end(data, at + 11 + _colours(data[at + 9]))
            kept.append(data[at:end])
        else:
            return None
        at = end
    return b"".join([*kept, data[at : at + 1]])


def _colours(flags: int) -> int:
    """Bytes of the table of colours that these flags announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks_end(data: bytes, at: int) -> int:
    """Where a run of blocks ends, each with its length before it, the last of length 0."""
    while data[at]:
        at += 1 + data[at]
    return at + 1
