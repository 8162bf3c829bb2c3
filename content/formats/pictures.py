"""Pictures of a book made fit for a phone: sound, small, without metadata, in formats that Chrome 49 shows."""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageOps

from content.errors import ContentError
from content.formats._picture_metadata import without_metadata
from content.formats._svg import clean_svg
from content.formats.reading import ReadLimits, ReadResource

COVER_SIDE = 600
THUMBNAIL_BYTES = 4_000
_DEFAULT_LIMITS = ReadLimits()
_PAPER = (255, 255, 255)
_CLOTH = (0xEE, 0xF0, 0xF8)
_FORMATS = {
    "JPEG": ("jpg", "image/jpeg"),
    "PNG": ("png", "image/png"),
    "GIF": ("gif", "image/gif"),
    "WEBP": ("webp", "image/webp"),
}
_SIGNS = ((b"\xff\xd8\xff", "JPEG"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"GIF8", "GIF"))
_JPEG_END = b"\xff\xd9"
_ORIENTATION = 0x0112
_FEW_COLOURS = 256
_QUALITY = 72
# Qualities, and what share of the first one's bytes they usually need: only what may fit is encoded.
_QUALITIES = ((_QUALITY, 1.0), (62, 0.83), (52, 0.71), (44, 0.63))
_MIDDLE_SHARE = 0.68
_PROGRESSIVE_SHARE = 0.9
"""What a progressive JPEG needs of the bytes of a plain one, which takes a fifth of the time to make."""
_STRIP_ROWS = 64
_THUMBNAIL_QUALITIES = (70, 60, 50, 40, 30, 20, 12, 6)
# What Pillow is known to raise on files that are not what they say; MemoryError where a picture is too much for the
# worker: its memory is free again by then, and a book is better without one picture than not at all.
_PILLOW_ERRORS = (
    OSError, SyntaxError, ValueError, TypeError, EOFError, KeyError, IndexError, OverflowError, ZeroDivisionError,
    AttributeError, RuntimeError, AssertionError, struct.error, zlib.error, MemoryError, Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)  # fmt: skip


class PictureError(ContentError):
    """A picture cannot be shown: of another format, damaged, or too large."""


def prepare(data: bytes, scratch: Path, limits: ReadLimits) -> ReadResource:
    """Writes a picture for phones: as it is where it is sound and small, else encoded anew.

    Args:
        data: JPEG, PNG, GIF or WebP.
        scratch: folder to write into.
        limits: `pixels` may be decoded; the result has at most `picture_bytes` and `picture_side` pixels a side.

    Raises:
        PictureError: another format, damaged, or too many pixels.
    """
    with _opened(data, limits) as picture:
        kind, width, height = str(picture.format), picture.width, picture.height
        if len(data) <= limits.picture_bytes * 2 and max(width, height) <= limits.picture_side:
            kept = _kept(data, picture, limits)
            if kept is not None:
                return _written(kept, kind, scratch, (width, height))
        small = _shrunk(picture, limits.picture_side)
        drawn = kind in {"PNG", "GIF", "WEBP"}
        encoded, ending, size = _encoded(small, drawn, limits.picture_bytes)
    return _written(encoded, ending, scratch, size)


def cover(data: bytes, scratch: Path, limits: ReadLimits) -> ReadResource:
    """Writes a cover: a JPEG of at most 600 pixels a side, on white where the picture is transparent.

    Args:
        data: JPEG, PNG, GIF or WebP.
        scratch: folder to write into.
        limits: as for `prepare`.

    Raises:
        PictureError: another format, damaged, or too many pixels.
    """
    with _opened(data, limits) as picture:
        encoded, size = _jpeg_within(_flat(_shrunk(picture, COVER_SIDE), _PAPER), limits.picture_bytes)
    return _written(encoded, "JPEG", scratch, size)


def thumbnail(data: bytes, width: int, height: int) -> bytes:
    """A small JPEG of at most 4,000 bytes: the whole picture at the top of a box, cloth-coloured where it is not.

    Args:
        data: JPEG, PNG, GIF or WebP.
        width: of the box in pixels.
        height: of the box in pixels.

    Raises:
        PictureError: another format, damaged, too many pixels, or a box too large for so few bytes.
    """
    with _opened(data, _DEFAULT_LIMITS) as picture:
        small = _flat(_shrunk(picture, max(width, height)), _CLOTH)
    small.thumbnail((width, height), Image.Resampling.LANCZOS)
    box = Image.new("RGB", (width, height), _CLOTH)
    box.paste(small, ((width - small.width) // 2, 0))
    for quality in _THUMBNAIL_QUALITIES:
        encoded = _jpeg(box, quality)
        if len(encoded) <= THUMBNAIL_BYTES:
            return encoded
    raise PictureError(f"{width} x {height} pixels do not fit into {THUMBNAIL_BYTES} bytes")


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


@contextmanager
def _opened(data: bytes, limits: ReadLimits) -> Iterator[Image.Image]:
    """The picture, its size read and checked, its pixels not yet decoded; any failure inside is a PictureError."""
    kind = _format_of(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            Image.MAX_IMAGE_PIXELS = limits.pixels
            if _is_cut_off(data, kind):
                data += _JPEG_END
                _check_half(data)
            with Image.open(io.BytesIO(data), formats=[kind]) as picture:
                yield picture
    except _PILLOW_ERRORS as error:
        raise PictureError(f"{kind}: {type(error).__name__}: {str(error)[:200]}") from error


def _format_of(data: bytes) -> str:
    for sign, kind in _SIGNS:
        if data.startswith(sign):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    raise PictureError(f"not JPEG, PNG, GIF or WebP: begins with {data[:8].hex()}")


def _is_cut_off(data: bytes, kind: str) -> bool:
    """Whether a JPEG never ends; the end of a small picture among its metadata does not count."""
    return kind == "JPEG" and data.rfind(_JPEG_END) < len(data) // 2


def _check_half(data: bytes) -> None:
    """Decodes a JPEG that was cut off, as browsers do, and makes sure that the lower half is not all missing.

    Raises:
        PictureError: it is.
    """
    with Image.open(io.BytesIO(data), formats=["JPEG"]) as picture:
        picture.draft("L", (64, 64))
        lower = picture.crop((0, picture.height // 2, picture.width, picture.height)).convert("L")
        darkest, lightest = lower.getextrema()
    if darkest == lightest:
        raise PictureError("more than half of the picture is missing")


def _kept(data: bytes, picture: Image.Image, limits: ReadLimits) -> bytes | None:
    """The bytes as they came, without metadata, if phones show them as they are."""
    if picture.mode == "CMYK" or _turned(picture):
        return None
    bare = without_metadata(data + _JPEG_END if _is_cut_off(data, str(picture.format)) else data, str(picture.format))
    if bare is None or len(bare) > limits.picture_bytes:
        return None
    picture.load()
    return bare


def _turned(picture: Image.Image) -> bool:
    return picture.getexif().get(_ORIENTATION, 1) not in (0, 1)


def _shrunk(picture: Image.Image, side: int) -> Image.Image:
    """The picture upright, decoded, and at most `side` pixels a side; the largest step is made before decoding."""
    picture.draft(None if picture.mode == "CMYK" else "RGB", (side, side))
    turned = _turned(picture)
    scale = max(picture.size) // (2 * side)
    reduced = _reduced(picture, scale) if scale > 1 else _plain_mode(picture)
    if max(reduced.size) > side:
        reduced = reduced.resize(_fitted(reduced.size, side), Image.Resampling.LANCZOS)
    if turned:
        # Reducing makes a new picture, which has forgotten how it was held.
        reduced.getexif()[_ORIENTATION] = picture.getexif()[_ORIENTATION]
        reduced = ImageOps.exif_transpose(reduced)
    return reduced


def _reduced(picture: Image.Image, scale: int) -> Image.Image:
    """A whole fraction of the picture, made strip by strip: a second whole one, of more bytes a pixel, is too much."""
    whole: Image.Image | None = None
    for number, top in enumerate(range(0, picture.height, scale * _STRIP_ROWS)):
        bottom = min(top + scale * _STRIP_ROWS, picture.height)
        strip = _plain_mode(picture.crop((0, top, picture.width, bottom))).reduce(scale)
        whole = whole or Image.new(strip.mode, (strip.width, -(-picture.height // scale)))
        whole.paste(strip, (0, number * _STRIP_ROWS))
    return whole or picture


def _fitted(size: tuple[int, int], side: int) -> tuple[int, int]:
    longest = max(size)
    return max(1, round(size[0] * side / longest)), max(1, round(size[1] * side / longest))


def _plain_mode(picture: Image.Image) -> Image.Image:
    """The picture as L, RGB or RGBA: palettes, 1 bit, 16 bits and inks resolved."""
    if picture.mode in {"L", "RGB", "RGBA"} and "transparency" not in picture.info:
        return picture
    if picture.mode.startswith("I"):
        return _eight_bits(picture)
    has_alpha = picture.mode in {"LA", "PA", "La", "RGBA", "RGBa"} or "transparency" in picture.info
    if has_alpha:
        return picture.convert("RGBA")
    return picture.convert("L" if picture.mode in {"1", "L"} else "RGB")


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Greys of 16 bits as greys of 8: Pillow's own conversion cuts off instead of scaling."""
    return picture.convert("I").point(lambda value: value * (1 / 256) + 0).convert("L")


def _flat(picture: Image.Image, ground: tuple[int, int, int]) -> Image.Image:
    """The picture as RGB on a ground."""
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    flat = Image.new("RGB", picture.size, ground)
    flat.paste(picture, mask=picture.getchannel("A"))
    return flat


def _encoded(picture: Image.Image, drawn: bool, most: int) -> tuple[bytes, str, tuple[int, int]]:
    """The picture in at most `most` bytes, its format and its size."""
    if picture.mode == "RGBA" and _is_opaque(picture):
        picture = picture.convert("RGB")
    if picture.mode == "RGBA":
        encoded, size = _palette_within(picture, most)
        return encoded, "PNG", size
    if drawn and picture.getcolors(_FEW_COLOURS) is not None:
        encoded = _png(picture if picture.mode == "L" else picture.quantize(_FEW_COLOURS))
        if len(encoded) <= most:
            return encoded, "PNG", picture.size
    encoded, size = _jpeg_within(picture, most)
    return encoded, "JPEG", size


def _is_opaque(picture: Image.Image) -> bool:
    return picture.getchannel("A").getextrema() == (255, 255)


def _jpeg_within(picture: Image.Image, most: int) -> tuple[bytes, tuple[int, int]]:
    while True:
        expected = len(_jpeg(picture, _QUALITY, progressive=False)) * _PROGRESSIVE_SHARE
        for quality, share in _QUALITIES:
            if expected * share <= most and len(encoded := _jpeg(picture, quality)) <= most:
                return encoded, picture.size
        picture = _smaller(picture, most / expected)


def _palette_within(picture: Image.Image, most: int) -> tuple[bytes, tuple[int, int]]:
    while len(encoded := _png(picture.quantize(_FEW_COLOURS, method=Image.Quantize.FASTOCTREE))) > most:
        picture = _smaller(picture, most / len(encoded))
    return encoded, picture.size


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


def _jpeg(picture: Image.Image, quality: int, *, progressive: bool = True) -> bytes:
    """The picture as JPEG; a progressive one is as small as can be, a plain one quickly made."""
    out = io.BytesIO()
    picture.save(
        out, "JPEG", quality=quality, progressive=progressive, optimize=progressive, exif=b"", icc_profile=None
    )
    return out.getvalue()


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True, exif=b"", icc_profile=None)
    return out.getvalue()


def _written(data: bytes, kind: str, scratch: Path, size: tuple[int, int]) -> ReadResource:
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
