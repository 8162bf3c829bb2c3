"""Fonts of a book, freed of the obfuscation that ties them to it (EPUB 3.3 §4.4; Adobe's older way)."""

from __future__ import annotations

import hashlib
import re

from content.formats.epub._container import ADOBE, IDPF

_IDPF_BYTES = 1_040
_ADOBE_BYTES = 1_024
_SIGNS = (
    (b"wOF2", "woff2", "font/woff2"),
    (b"wOFF", "woff", "font/woff"),
    (b"OTTO", "otf", "font/otf"),
    (b"\x00\x01\x00\x00", "ttf", "font/ttf"),
    (b"true", "ttf", "font/ttf"),
)
_HEX = re.compile(r"[^0-9a-fA-F]")


def kind_of(data: bytes) -> tuple[str, str] | None:
    """Ending and media type of a font by its first bytes, None for what is no font."""
    return next(((ending, media_type) for sign, ending, media_type in _SIGNS if data.startswith(sign)), None)


def plain_font(data: bytes, algorithm: str, identifier: str) -> bytes:
    """A font as it was before obfuscation; obfuscating once more gives the same.

    Args:
        data: the font as stored.
        algorithm: as `encryption.xml` names it; any other leaves the bytes as they are.
        identifier: the unique identifier of the book.
    """
    if algorithm == IDPF:
        key = hashlib.sha1(re.sub(r"[ \t\r\n]", "", identifier).encode(), usedforsecurity=False).digest()
        return _mixed(data, key, _IDPF_BYTES)
    if algorithm == ADOBE:
        digits = _HEX.sub("", identifier.rpartition("uuid:")[2])
        return _mixed(data, bytes.fromhex(digits[:32]), _ADOBE_BYTES) if len(digits) >= 32 else data
    return data


def _mixed(data: bytes, key: bytes, length: int) -> bytes:
    head = bytes(byte ^ key[index % len(key)] for index, byte in enumerate(data[:length]))
    return head + data[length:]
