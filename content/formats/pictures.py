"""Pictures of a book made fit for a phone: sound, small, without metadata, in formats that Chrome 49 shows."""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path

from PIL import Image

from content.formats._picture_encoding import encoded, jpeg, jpeg_within
from content.formats._picture_metadata import without_metadata
from content.formats._picture_pixels import (
    PictureError,
    ended,
    flat,
    format_of,
    is_cut_off,
    opened,
    shrunk,
    turning,
)
from content.formats._svg import clean_svg
from content.formats.reading import ReadLimits, ReadResource

__all__ = [
    "COVER_SIDE", "THUMBNAIL_BYTES", "PictureError", "bare", "cover", "prepare", "prepare_svg", "thumbnail",
    "within_thumbnail", "write_picture", "write_resource",
]  # fmt: skip

COVER_SIDE = 600
THUMBNAIL_BYTES = 4_000
PAPER = (255, 255, 255)
CLOTH = (0xEE, 0xF0, 0xF8)
HOME_WIDTH, HOME_QUALITY = 480, 60
_DEFAULT_LIMITS = ReadLimits()
_FORMATS = {
    "JPEG": ("jpg", "image/jpeg"),
    "PNG": ("png", "image/png"),
    "GIF": ("gif", "image/gif"),
    "WEBP": ("webp", "image/webp"),
}
_THUMBNAIL_QUALITIES = (70, 60, 50, 40, 30, 20, 12, 6)


def prepare(data: bytes, scratch: Path, limits: ReadLimits) -> ReadResource:
    """Writes a picture for phones: as it is where it is sound and small, else encoded anew.

    Args:
        data: JPEG, PNG, GIF or WebP.
        scratch: folder to write into.
        limits: `pixels` may be decoded; the result has at most `picture_bytes` and `picture_side` pixels a side.

    Raises:
        PictureError: another format, damaged, or too many pixels.
    """
    with opened(data, limits) as picture:
        kind, size = format_of(data[:64]), picture.size
        if max(size) <= limits.picture_side:
            kept = bare(data, picture, limits.picture_bytes)
            if kept is not None:
                picture.load()
                return write_picture(kept, kind, scratch, size)
        small = shrunk(picture, limits.picture_side, limits)
        found, made, size = encoded(small, limits.picture_bytes, drawn=kind != "JPEG")
    return write_picture(found, made, scratch, size)


def cover(data: bytes, scratch: Path, limits: ReadLimits) -> ReadResource:
    """Writes a cover: a JPEG of at most 600 pixels a side, on white where the picture is transparent.

    Args:
        data: JPEG, PNG, GIF or WebP.
        scratch: folder to write into.
        limits: as for `prepare`.

    Raises:
        PictureError: another format, damaged, or too many pixels.
    """
    with opened(data, limits) as picture:
        found, size = jpeg_within(flat(shrunk(picture, COVER_SIDE, limits), PAPER).convert("RGB"), limits.picture_bytes)
    return write_picture(found, "JPEG", scratch, size)


def thumbnail(data: bytes, width: int, height: int) -> bytes:
    """A small JPEG of at most 4,000 bytes: the whole picture at the top of a box, cloth-coloured where it is not.

    Args:
        data: JPEG, PNG, GIF or WebP.
        width: of the box in pixels.
        height: of the box in pixels.

    Raises:
        PictureError: another format, damaged, too many pixels, or a box too large for so few bytes.
    """
    with opened(data, _DEFAULT_LIMITS) as picture:
        small = flat(shrunk(picture, max(width, height), _DEFAULT_LIMITS), CLOTH).convert("RGB")
    small.thumbnail((width, height), Image.Resampling.LANCZOS)
    box = Image.new("RGB", (width, height), CLOTH)
    box.paste(small, ((width - small.width) // 2, 0))
    small_enough = within_thumbnail(box)
    if small_enough is None:
        raise PictureError(f"{width} x {height} pixels do not fit into {THUMBNAIL_BYTES} bytes")
    return small_enough


def home_picture(data: bytes) -> tuple[bytes, tuple[int, int]]:
    """A picture of a page as JPEG, at most HOME_WIDTH pixels wide and high: as sharp as a small phone shows it.

    Args:
        data: JPEG, PNG, GIF or WebP.

    Returns:
        The picture, its width and height in pixels.

    Raises:
        PictureError: another format, damaged, or too many pixels.
    """
    with opened(data, _DEFAULT_LIMITS) as picture:
        small = flat(shrunk(picture, HOME_WIDTH, _DEFAULT_LIMITS), PAPER).convert("RGB")
    small.thumbnail((HOME_WIDTH, HOME_WIDTH), Image.Resampling.LANCZOS)
    return jpeg(small, HOME_QUALITY), small.size


def within_thumbnail(picture: Image.Image, worst: int = 0) -> bytes | None:
    """A picture as JPEG of at most 4,000 bytes, None if it is too large for so few.

    Args:
        picture: L or RGB, of its final size.
        worst: the lowest quality that will do, of 100.
    """
    for quality in (quality for quality in _THUMBNAIL_QUALITIES if quality >= worst):
        found = jpeg(picture, quality)
        if len(found) <= THUMBNAIL_BYTES:
            return found
    return None


def prepare_svg(data: bytes, scratch: Path, limits: ReadLimits) -> ReadResource | None:
    """Writes an SVG picture of which only shapes, text and colours are left.

    Args:
        data: the picture.
        scratch: folder to write into.
        limits: as for `prepare`; `picture_bytes` counts it compressed, as it travels.

    Returns:
        None where nothing can be shown: not SVG, unsafe XML, without a size, or too large.
    """
    found = clean_svg(data, limits)
    if found is None or len(zlib.compress(found[0])) > limits.picture_bytes:
        return None
    clean, width, height = found
    return write_resource(clean, "svg", "image/svg+xml", scratch, (width, height))


def bare(data: bytes, picture: Image.Image, most: int) -> bytes | None:
    """The bytes as they came, without metadata; None if phones do not show them as they are, or they are too many.

    Args:
        data: the picture.
        picture: the same, opened.
        most: bytes.
    """
    kind = format_of(data[:64])
    if kind not in _FORMATS or len(data) > most * 2 or picture.mode == "CMYK" or turning(picture) != 1:
        return None
    found = without_metadata(ended(data) if is_cut_off(data, kind) else data, kind)
    return found if found is not None and len(found) <= most else None


def write_picture(data: bytes, kind: str, scratch: Path, size: tuple[int, int]) -> ReadResource:
    """Writes an encoded picture.

    Args:
        data: its bytes.
        kind: Pillow's name of its format: JPEG, PNG, GIF or WEBP.
        scratch: folder to write into.
        size: width and height in pixels.
    """
    ending, media_type = _FORMATS[kind]
    return write_resource(data, ending, media_type, scratch, size)


def write_resource(
    data: bytes, ending: str, media_type: str, scratch: Path, size: tuple[int, int] = (0, 0)
) -> ReadResource:
    """Writes a resource under the name that its content gives it.

    Args:
        data: its bytes.
        ending: of the name, without the dot.
        media_type: of the bytes.
        scratch: folder to write into.
        size: width and height in pixels, of a picture.
    """
    name = f"{hashlib.sha256(data).hexdigest()[:16]}.{ending}"
    (scratch / name).write_bytes(data)
    return ReadResource(name=name, file=name, media_type=media_type, width=size[0], height=size[1])
