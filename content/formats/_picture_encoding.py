"""Pictures encoded into no more bytes than a phone should wait for, in formats that Chrome 49 shows."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image

from content.formats._picture_pixels import PictureError

_FEW_COLOURS: Final = 256
_QUALITY: Final = 72
# Qualities, and what share of the first one's bytes they usually need: only what may fit is encoded.
_QUALITIES: Final = ((_QUALITY, 1.0), (62, 0.83), (52, 0.71), (44, 0.63))
_MIDDLE_SHARE: Final = 0.68
_PROGRESSIVE_SHARE: Final = 0.9
"""What a progressive JPEG needs of the bytes of a plain one, which takes a fifth of the time to make."""
_HOPELESS: Final = 1.6
"""How many times the bytes allowed a PNG may have that is made quickly, to be worth the time of a small one."""
_SMALL_PNG: Final = 1_000_000
"""Pixels up to which a PNG is made as small as can be; beyond, that takes seconds where there are many dots."""


def encoded(
    picture: Image.Image, most: int, *, drawn: bool, progressive: bool = True
) -> tuple[bytes, str, tuple[int, int]]:
    """The picture in so many bytes at most, its format (Pillow's name) and its size in pixels.

    Args:
        picture: L, RGB or RGBA.
        most: bytes.
        drawn: whether it may be a drawing, of few colours, that suffers as a JPEG.
        progressive: whether a JPEG is made as small as can be, rather than quickly.

    Raises:
        PictureError: it does not fit at any size.
    """
    if picture.mode == "RGBA" and _is_opaque(picture):
        picture = picture.convert("RGB")
    if picture.mode == "RGBA":
        found, size = _palette_within(picture, most)
        return found, "PNG", size
    drawing = _drawing_within(picture, most) if drawn else None
    if drawing is not None:
        return drawing, "PNG", picture.size
    found, size = jpeg_within(picture, most, progressive=progressive)
    return found, "JPEG", size


def jpeg_within(picture: Image.Image, most: int, *, progressive: bool = True) -> tuple[bytes, tuple[int, int]]:
    """The picture as JPEG in so many bytes at most, and its size in pixels, fewer where it must be.

    Raises:
        PictureError: it does not fit at any size.
    """
    while True:
        plain = jpeg(picture, _QUALITY, progressive=False)
        if not progressive and len(plain) <= most:
            return plain, picture.size
        expected = len(plain) * (_PROGRESSIVE_SHARE if progressive else 1)
        for quality, share in _QUALITIES:
            fits = expected * share <= most
            if fits and len(found := jpeg(picture, quality, progressive=progressive)) <= most:
                return found, picture.size
        picture = _smaller(picture, most / expected)


def jpeg(picture: Image.Image, quality: int, *, progressive: bool = True) -> bytes:
    """The picture as JPEG; a progressive one is as small as can be, a plain one quickly made."""
    out = io.BytesIO()
    picture.save(
        out, "JPEG", quality=quality, progressive=progressive, optimize=progressive, exif=b"", icc_profile=None
    )
    return out.getvalue()


def _drawing_within(picture: Image.Image, most: int) -> bytes | None:
    """The picture as PNG, None if it has too many colours or bytes for one."""
    if picture.getcolors(_FEW_COLOURS) is None:
        return None
    few = picture if picture.mode == "L" else picture.quantize(_FEW_COLOURS)
    if len(_png(few, quickly=True)) > most * _HOPELESS:
        return None
    found = _png(few)
    return found if len(found) <= most else None


def _is_opaque(picture: Image.Image) -> bool:
    return picture.getchannel("A").getextrema() == (255, 255)


def _palette_within(picture: Image.Image, most: int) -> tuple[bytes, tuple[int, int]]:
    while len(found := _png(picture.quantize(_FEW_COLOURS, method=Image.Quantize.FASTOCTREE))) > most:
        picture = _smaller(picture, most / len(found))
    return found, picture.size


def _smaller(picture: Image.Image, share: float) -> Image.Image:
    """The picture with fewer pixels.

    Args:
        picture: that takes too many bytes.
        share: of its bytes that it may take; below 1. Lower qualities make up for what the sides keep of it.

    Raises:
        PictureError: there is nothing left to take away.
    """
    if max(picture.size) < 16:
        raise PictureError("does not fit into so few bytes at any size")
    scale = min(0.9, max(0.4, (share / _MIDDLE_SHARE) ** 0.5))
    width, height = (max(1, int(side * scale)) for side in picture.size)
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _png(picture: Image.Image, *, quickly: bool = False) -> bytes:
    out = io.BytesIO()
    if quickly or picture.width * picture.height > _SMALL_PNG:
        picture.save(out, "PNG", compress_level=1 if quickly else 6, exif=b"", icc_profile=None)
    else:
        picture.save(out, "PNG", optimize=True, exif=b"", icc_profile=None)
    return out.getvalue()
