"""A page as a picture: white paper, what is printed on it, notes and filled-in fields, in as few bytes as read well.

Chosen by measurement at 720 pixels: letters in 16 greys without loss need 20 to 50 KB and are sharp; with loss they
need twice that, and small marks blur. Photographs are the other way round.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pypdfium2.raw as pdfium  # type: ignore[import-untyped, unused-ignore]
from PIL import Image, ImageChops

from content.formats.pdf._pdfium import Document, Page
from content.formats.pictures import write_resource
from content.formats.reading import Drawing, ReadLimits, ReadResource, Refusal, RefusedError

WIDTH_MOST: Final = 2_160
_PIXELS_MOST: Final = 4_200_000
_SIDE_MOST: Final = 16_383
"""Of a WebP picture."""
_WHITE: Final = 0xFFFFFFFF
_FORMATS: Final = {"image/webp": "webp", "image/jpeg": "jpg"}
_LEVELS: Final = 16
_STEPS: Final = [round(round(value * (_LEVELS - 1) / 255) * 255 / (_LEVELS - 1)) for value in range(256)]
_GREY_MOST: Final = 6
"""How far the three colours of a pixel may stand apart in what is called grey."""
_BYTES_PER_PIXEL: Final = 0.12
"""What a page of letters needs without loss at most; beyond, it is none."""
_LOSSY: Final = 60
_JPEG: Final = 60
_PHOTO_SHARE: Final = 0.01
_OBJECTS_MOST: Final = 4_000
_DEPTH_MOST: Final = 4


def draw(document: Document, scratch: Path, limits: ReadLimits, wanted: Drawing) -> ReadResource:
    """Draws one page into the scratch folder.

    Args:
        document: that the page is of.
        scratch: folder to write into.
        limits: `pixels` of the picture at most.
        wanted: page, width and format.

    Raises:
        RefusedError: there is no such page, it cannot be drawn, or the format is not one that pages are drawn in.
    """
    ending = _FORMATS.get(wanted.media_type)
    if ending is None:
        raise RefusedError(Refusal.UNKNOWN_KIND, f"pages are not drawn as {wanted.media_type}")
    if not 1 <= wanted.page <= document.page_count:
        raise RefusedError(Refusal.NOTHING_TO_READ, f"there is no page {wanted.page}")
    with document.page(wanted.page) as page:
        if page is None or not page.has_size:
            raise RefusedError(Refusal.DAMAGED, f"page {wanted.page} cannot be opened")
        picture = render(document, page, _size(page, wanted.width, limits))
        data = _encoded(picture, wanted.media_type, has_photos=_has_photos(page))
    return write_resource(data, ending, wanted.media_type, scratch, picture.size)


def _size(page: Page, width: int, limits: ReadLimits) -> tuple[int, int]:
    """Width and height in pixels: as wide as wanted where the picture is then not too large or too high."""
    most = min(_PIXELS_MOST, limits.pixels)
    ratio = page.height / page.width
    fitting = min(max(1, width), WIDTH_MOST, (most / ratio) ** 0.5, _SIDE_MOST / ratio)
    shown = max(1, int(fitting))
    return shown, min(max(1, round(shown * ratio)), _SIDE_MOST, most)


def size_within(page: Page, side: int) -> tuple[int, int]:
    """Width and height in pixels of a picture of a page, neither more than one number.

    Args:
        page: with a size.
        side: pixels at most.
    """
    longest = max(page.width, page.height)
    return max(1, round(page.width * side / longest)), max(1, round(page.height * side / longest))


def render(document: Document, page: Page, size: tuple[int, int]) -> Image.Image:
    """The page as a picture of three colours.

    Args:
        document: that it is of.
        page: with a size.
        size: width and height in pixels.

    Raises:
        RefusedError: there is no memory for the picture.
    """
    width, height = size
    bitmap = pdfium.FPDFBitmap_Create(width, height, 0)
    if not bitmap:
        raise RefusedError(Refusal.TOO_MUCH_MEMORY, f"no room for {width} x {height} pixels")
    try:
        flags = pdfium.FPDF_ANNOT | pdfium.FPDF_RENDER_LIMITEDIMAGECACHE
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
        pdfium.FPDF_RenderPageBitmap(bitmap, page.handle, 0, 0, width, height, 0, flags)
        with _form(document) as form:
            if form:
                pdfium.FPDF_FFLDraw(form, bitmap, page.handle, 0, 0, width, height, 0, flags)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return Image.frombytes("RGB", size, pixels, "raw", "BGRX", stride, 1)


@contextmanager
def _form(document: Document) -> Iterator[object]:
    """What draws the fields of a form with what was filled in; None where there is no form. No script is ever run."""
    if pdfium.FPDF_GetFormType(document.handle) == pdfium.FORMTYPE_NONE:
        yield None
        return
    info = pdfium.FPDF_FORMFILLINFO(version=2)
    form = pdfium.FPDFDOC_InitFormFillEnvironment(document.handle, info)
    if form:
        pdfium.FPDF_SetFormFieldHighlightAlpha(form, 0)
    try:
        yield form
    finally:
        if form:
            pdfium.FPDFDOC_ExitFormFillEnvironment(form)


def _encoded(picture: Image.Image, media_type: str, *, has_photos: bool) -> bytes:
    if media_type == "image/jpeg":
        return jpeg(picture, _JPEG)
    if not has_photos:
        plain = picture.convert("L").point(_STEPS).convert("RGB") if _is_grey(picture) else picture.point(_STEPS * 3)
        data = _saved(plain, "WEBP", lossless=True, quality=30, method=2)
        if len(data) <= _BYTES_PER_PIXEL * picture.width * picture.height:
            return data
    return _saved(picture, "WEBP", quality=_LOSSY, method=4)


def jpeg(picture: Image.Image, quality: int) -> bytes:
    """A picture as JPEG, without colours where it has none.

    Args:
        picture: of three colours.
        quality: of the JPEG, 1 to 95.
    """
    return _saved(picture.convert("L") if _is_grey(picture) else picture, "JPEG", quality=quality, optimize=True)


def _is_grey(picture: Image.Image) -> bool:
    red, green, blue = picture.split()
    apart = (ImageChops.difference(one, other).histogram() for one, other in ((red, green), (green, blue)))
    return not any(any(pixels[_GREY_MOST + 1 :]) for pixels in apart)


def _saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def _has_photos(page: Page) -> bool:
    """Whether a picture of more than two colours takes a share of the page, or colours that run into each other."""
    least = _PHOTO_SHARE * page.width * page.height
    return any(_is_photo(page, item, least) for item in _objects(page))


def _objects(page: Page) -> Iterator[object]:
    """What is printed on the page, forms taken apart; not all of a page that has too much."""
    waiting = [
        (pdfium.FPDFPage_GetObject(page.handle, index), 0)
        for index in range(min(_OBJECTS_MOST, pdfium.FPDFPage_CountObjects(page.handle)))
    ]
    for _ in range(2 * _OBJECTS_MOST):
        if not waiting:
            return
        item, depth = waiting.pop()
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_FORM:
            yield item
        elif depth < _DEPTH_MOST:
            count = min(_OBJECTS_MOST, pdfium.FPDFFormObj_CountObjects(item))
            waiting += [(pdfium.FPDFFormObj_GetObject(item, index), depth + 1) for index in range(count)]


def _is_photo(page: Page, item: object, least: float) -> bool:
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_SHADING:
        return True
    if kind != pdfium.FPDF_PAGEOBJ_IMAGE:
        return False
    told = pdfium.FPDF_IMAGEOBJ_METADATA()
    if pdfium.FPDFImageObj_GetImageMetadata(item, page.handle, told) and told.bits_per_pixel == 1:
        return False
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *sides):
        return True
    left, bottom, right, top = (side.value for side in sides)
    # Inside a form bounds are in the form's own measure; a wrong guess costs bytes, not sharpness.
    return abs(right - left) * abs(top - bottom) > least
