"""Pictures from outside, opened and decoded: checked before they cost anything, upright, no larger than is needed."""

from __future__ import annotations

import contextlib
import io
import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

# Imported here, so that the process that only reads one file need not look for them.
from PIL import AvifImagePlugin, BmpImagePlugin, Image, ImageFile, MpoImagePlugin, TiffImagePlugin  # noqa: F401

from content.errors import ContentError
from content.formats.reading import ReadLimits, Refusal

BOOK_FORMATS: Final = frozenset({"JPEG", "PNG", "GIF", "WEBP"})
"""Formats of pictures in books, all of which phones show; Pillow's names."""
ALL_FORMATS: Final = BOOK_FORMATS | {"BMP", "TIFF", "AVIF"}
_SIGNS: Final = (
    (b"\xff\xd8\xff", "JPEG"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"GIF8", "GIF"), (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"),
)  # fmt: skip
_IS_AVIF: Final = re.compile(rb".{4}ftyp(?:avif|avis|.{8}(?:.{4}){0,8}?avif)", re.DOTALL)
"""The brand, or one that it is compatible with (AV1 Image File Format §6.2)."""
_BITMAP_HEADERS: Final = frozenset({12, 40, 52, 56, 64, 108, 124})
_JPEG_END: Final = b"\xff\xd9"
_DRAFTED: Final = 6
"""How many times the allowed pixels a JPEG may have: it is decoded at an eighth to a half of its size."""
_ORIENTATION: Final = 0x0112
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What sets a picture upright, by its orientation (Exif 2.32 §4.6.4)."""
_STRIP_ROWS: Final = 64
_MANY_PIXELS: Final = 16_000_000
"""Above which no second picture of the same size has room beside the first, not even for a moment."""
# What Pillow is known to raise on files that are not what they say; MemoryError where a picture is too much for the
# worker: its memory is free again by then, and a book is better without one picture than not at all.
PILLOW_ERRORS: Final = (
    OSError, SyntaxError, ValueError, TypeError, EOFError, KeyError, IndexError, OverflowError, ZeroDivisionError,
    AttributeError, RuntimeError, AssertionError, struct.error, zlib.error, MemoryError, Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)  # fmt: skip


class PictureError(ContentError):
    """A picture cannot be shown: of another format, damaged, or too large.

    Args:
        detail: for technicians, in English.
        refusal: the name of the reason, were the picture a file by itself.
    """

    def __init__(self, detail: str, refusal: Refusal = Refusal.DAMAGED) -> None:
        super().__init__(detail)
        self.refusal = refusal


def format_of(head: bytes) -> str:
    """Pillow's name of the format of a picture by its first bytes, "" for what is none that is read here.

    Args:
        head: at least 64 bytes, or all there is.
    """
    found = next((kind for sign, kind in _SIGNS if head.startswith(sign)), "")
    if not found and head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if not found and head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BITMAP_HEADERS:
        return "BMP"
    return "AVIF" if not found and _IS_AVIF.match(head) else found


@contextmanager
def opened(data: bytes, limits: ReadLimits, formats: frozenset[str] = BOOK_FORMATS) -> Iterator[ImageFile.ImageFile]:
    """The picture, its size read and checked, its pixels not yet decoded; any failure inside is a PictureError.

    Args:
        data: the picture.
        limits: `pixels` may be decoded.
        formats: that are taken.

    Raises:
        PictureError: another format, damaged, or too many pixels.
    """
    kind = format_of(data[:64])
    if kind not in formats:
        raise PictureError(f"not {', '.join(sorted(formats))}: begins with {data[:8].hex()}", Refusal.UNKNOWN_KIND)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            Image.MAX_IMAGE_PIXELS = limits.pixels * (_DRAFTED if kind == "JPEG" else 1)
            if is_cut_off(data, kind):
                data = ended(data)
                _check_half(data)
            with Image.open(io.BytesIO(data), formats=[kind]) as picture:
                yield picture
    except PILLOW_ERRORS as error:
        detail = f"{kind}: {type(error).__name__}: {str(error)[:200]}"
        raise PictureError(detail, _refusal_of(error, len(data))) from error


def _refusal_of(error: BaseException, size: int) -> Refusal:
    """Why a picture is refused; one of few bytes that claims to be endless is no picture at all."""
    if isinstance(error, MemoryError):
        return Refusal.TOO_MUCH_MEMORY
    if isinstance(error, Image.DecompressionBombError | Image.DecompressionBombWarning):
        return Refusal.BOMB if size < _BOMB_BYTES else Refusal.TOO_LARGE
    return Refusal.DAMAGED


_BOMB_BYTES: Final = 1 << 20
"""What more pixels than are allowed take at the least, where they show something."""


def is_cut_off(data: bytes, kind: str) -> bool:
    """Whether a JPEG never ends; the end of a small picture among its metadata does not count."""
    return kind == "JPEG" and data.rfind(_JPEG_END) < len(data) // 2


def ended(data: bytes) -> bytes:
    """A JPEG that was cut off, with an end."""
    return data + _JPEG_END


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


def turning(picture: Image.Image) -> int:
    """How the camera was held, 1 to 8; 1 where nothing sensible is said, and of a TIFF, which Pillow turns itself."""
    if picture.format == "TIFF":
        return 1
    with contextlib.suppress(*PILLOW_ERRORS):
        said = picture.getexif().get(_ORIENTATION, 1)
        return said if said in _UPRIGHT else 1
    return 1


def upright_size(picture: Image.Image) -> tuple[int, int]:
    """Width and height once it is set upright."""
    return picture.size if turning(picture) < 5 else (picture.height, picture.width)


def moves(picture: Image.Image, kind: str) -> bool:
    """Whether it has several frames that are shown one after another."""
    return kind in BOOK_FORMATS - {"JPEG"} and bool(getattr(picture, "is_animated", False))


def shrunk(picture: Image.Image, side: int, limits: ReadLimits, *, quickly: bool = False) -> Image.Image:
    """The picture upright, decoded, and at most `side` pixels a side; the largest step is made before decoding.

    Args:
        picture: just opened, or a frame of it.
        side: in pixels.
        limits: `pixels` may be decoded.
        quickly: as for `fitted`.

    Raises:
        PictureError: too many pixels also at a fraction of its size.
    """
    turned, natural = turning(picture), picture.width * picture.height
    picture.draft(None if picture.mode == "CMYK" else "RGB", (side, side))
    pixels = picture.width * picture.height
    # A progressive JPEG is held whole, whatever part of it is wanted.
    if pixels > limits.pixels or (natural > limits.pixels and picture.info.get("progressive")):
        raise PictureError(f"{natural} pixels", Refusal.TOO_LARGE)
    scale = max(picture.size) // (side if pixels > _MANY_PIXELS else 2 * side)
    reduced = _reduced(picture, scale) if scale > 1 else _plain_mode(picture)
    reduced = fitted(reduced, side, quickly=quickly)
    upright = reduced.transpose(_UPRIGHT[turned]) if turned in _UPRIGHT else reduced
    # What is left of comments here would be written into every JPEG.
    upright.info = {}
    return upright


def fitted(picture: Image.Image, side: int, *, quickly: bool = False) -> Image.Image:
    """The picture with at most `side` pixels a side; the same where it has no more.

    Args:
        picture: L, RGB or RGBA.
        side: in pixels.
        quickly: in half the time, a little less sharp: for what nobody reads, or will be made smaller still.
    """
    longest = max(picture.size)
    if longest <= side:
        return picture
    width, height = (max(1, round(length * side / longest)) for length in picture.size)
    if quickly:
        return picture.resize((width, height), Image.Resampling.HAMMING, reducing_gap=2.0)
    # A wider filter (LANCZOS) takes half as long again, and no eye sees it.
    return picture.resize((width, height), Image.Resampling.BICUBIC)


def _reduced(picture: Image.Image, scale: int) -> Image.Image:
    """A whole fraction of the picture, made strip by strip: a second whole one, of more bytes a pixel, is too much."""
    whole: Image.Image | None = None
    for number, top in enumerate(range(0, picture.height, scale * _STRIP_ROWS)):
        bottom = min(top + scale * _STRIP_ROWS, picture.height)
        strip = _plain_mode(picture.crop((0, top, picture.width, bottom))).reduce(scale)
        whole = whole or Image.new(strip.mode, (strip.width, -(-picture.height // scale)))
        whole.paste(strip, (0, number * _STRIP_ROWS))
    return whole or picture


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


def flat(picture: Image.Image, ground: tuple[int, int, int]) -> Image.Image:
    """The picture without transparency: on a ground where it was transparent."""
    if picture.mode != "RGBA":
        return picture if picture.mode in {"L", "RGB"} else picture.convert("RGB")
    laid = Image.new("RGB", picture.size, ground)
    laid.paste(picture, mask=picture.getchannel("A"))
    return laid
