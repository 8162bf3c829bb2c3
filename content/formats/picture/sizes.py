"""One picture in all the sizes in which it is shown, decoded once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Final

from PIL import Image, ImageFile

from content.formats._picture_encoding import encoded, jpeg_within
from content.formats._picture_pixels import (
    ALL_FORMATS,
    PictureError,
    fitted,
    flat,
    format_of,
    moves,
    opened,
    shrunk,
    upright_size,
)
from content.formats.picture._said import Said, said_by
from content.formats.pictures import CLOTH, COVER_SIDE, PAPER, bare, within_thumbnail, write_picture
from content.formats.reading import ReadLimits, ReadResource, Refusal

LARGE_SIDE: Final = 2_160
LARGE_BYTES: Final = 350_000
_SMALL: Final = ((240, 50), (200, 40), (168, 30), (136, 20), (104, 0))
"""Sides of a thumbnail in pixels, and the quality below which a smaller one shows more."""
_HEAVIEST: Final = 4 << 20
"""Bytes of a picture that is shown as it came because no time is left: heavy, but there."""
_HARDLY_LARGER: Final = 1.25
_TALL, _TALL_MOST = 2.0, 2.5
"""Height over width from which a picture is a strip, read downwards: its height may grow, up to so many times."""
_PHOTOGRAPHS: Final = frozenset({"JPEG", "AVIF"})
"""Formats in which nobody keeps drawings of few colours."""


class Effort(IntEnum):
    """How much time may go into a picture: all sizes, one made quickly, or the picture as it came."""

    AS_IT_IS = 0
    QUICK = 1
    FULL = 2


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """A picture as it was written.

    Attributes:
        picture, large, small, cover: as in `content.formats.reading.ReadPart` and `Extract`; all but the first may be
            None.
        natural: width and height of the original in pixels, upright.
        stilled: whether it moved and does no more.
        said: what it says of itself.
    """

    picture: ReadResource
    large: ReadResource | None = None
    small: ReadResource | None = None
    cover: ReadResource | None = None
    natural: tuple[int, int] = (0, 0)
    stilled: bool = False
    said: Said = Said()  # noqa: RUF009 - frozen

    @property
    def resources(self) -> tuple[ReadResource, ...]:
        """Everything that was written."""
        return tuple(made for made in (self.picture, self.large, self.small, self.cover) if made is not None)


def in_sizes(
    data: bytes, scratch: Path, limits: ReadLimits, *, effort: Effort = Effort.FULL, cover: bool = False, frame: int = 0
) -> Sizes:
    """Writes a picture in all sizes.

    Args:
        data: JPEG, PNG, GIF, WebP, BMP, TIFF or AVIF.
        scratch: folder to write into.
        limits: `pixels` may be decoded; `picture` has at most `picture_bytes` and `picture_side` pixels a side, a
            strip that is read downwards up to two and a half times as many in height.
        effort: with less than all there is neither `large` nor `small`; as it is, `picture` may be large and heavy.
        cover: whether it is wanted as a cover as well.
        frame: of a TIFF of several pages, from 0.

    Raises:
        PictureError: another format, damaged, too many pixels, or as it is phones do not show it.
    """
    with opened(data, limits, ALL_FORMATS) as image:
        if frame:
            image.seek(frame)
        making = _Making(data, image, scratch, limits)
        return making.all_sizes(cover=cover) if effort is Effort.FULL else making.one_size(effort)


def _grown(width: int, height: int) -> float:
    """How many times the usual height a strip may have, so that what is written on it can be read."""
    return min(max(1.0, height / (_TALL * width)), _TALL_MOST)


class _Making:
    """One opened picture, being written."""

    def __init__(self, data: bytes, image: ImageFile.ImageFile, scratch: Path, limits: ReadLimits) -> None:
        self._data, self._image, self._scratch, self._limits = data, image, scratch, limits
        self._kind = format_of(data[:64])
        self._natural = upright_size(image)
        self._drawn = self._kind not in _PHOTOGRAPHS
        grown = _grown(*self._natural)
        self._side, self._large_side = round(limits.picture_side * grown), round(LARGE_SIDE * grown)

    def all_sizes(self, *, cover: bool) -> Sizes:
        image, limits = self._image, self._limits
        said, moving = said_by(image), moves(image, self._kind)
        kept = self._as_it_came(self._side, limits.picture_bytes)
        wants_large = kept is None and max(self._natural) > self._side * _HARDLY_LARGER
        large = self._as_it_came(self._large_side, LARGE_BYTES) if wants_large else None
        most = self._large_side if wants_large and large is None else self._side
        whole = shrunk(image, most, limits, quickly=most > self._side)
        if wants_large and large is None:
            large = self._encoded(whole, LARGE_BYTES, progressive=False)
        shown = fitted(whole, self._side)
        return Sizes(
            picture=kept or self._encoded(shown, limits.picture_bytes),
            large=large,
            small=self._small(shown),
            cover=self._cover(shown) if cover else None,
            natural=self._natural,
            stilled=moving and kept is None,
            said=said,
        )

    def one_size(self, effort: Effort) -> Sizes:
        """The picture to a page's width alone.

        Raises:
            PictureError: it is too heavy as it came, and there is no time to make it lighter.
        """
        kept = self._as_it_came(self._side, self._limits.picture_bytes)
        if kept is None and effort is Effort.AS_IT_IS:
            kept = self._as_it_came(max(self._natural), _HEAVIEST)
            if kept is None:
                raise PictureError(f"{self._kind}: no time was left to make it fit", Refusal.TOO_SLOW)
        if kept is None:
            shown = shrunk(self._image, self._side, self._limits, quickly=True)
            kept = self._encoded(shown, self._limits.picture_bytes, progressive=False)
        return Sizes(picture=kept, natural=self._natural)

    def _as_it_came(self, side: int, most: int) -> ReadResource | None:
        """The picture itself without metadata, where it is neither larger nor heavier."""
        if max(self._natural) > side:
            return None
        found = bare(self._data, self._image, most)
        return write_picture(found, self._kind, self._scratch, self._natural) if found is not None else None

    def _encoded(self, picture: Image.Image, most: int, *, progressive: bool = True) -> ReadResource:
        found, kind, size = encoded(picture, most, drawn=self._drawn, progressive=progressive)
        return write_picture(found, kind, self._scratch, size)

    def _small(self, shown: Image.Image) -> ReadResource:
        # Of a strip the beginning: whole, it would be a line.
        top = shown.crop((0, 0, shown.width, min(shown.height, round(_TALL * shown.width))))
        for side, worst in _SMALL:
            small = flat(fitted(top, side, quickly=True), CLOTH)
            found = within_thumbnail(small, worst)
            if found is not None:
                return write_picture(found, "JPEG", self._scratch, small.size)
        raise PictureError("does not fit into a thumbnail")

    def _cover(self, shown: Image.Image) -> ReadResource:
        found, size = jpeg_within(flat(fitted(shown, COVER_SIDE, quickly=True), PAPER), self._limits.picture_bytes)
        return write_picture(found, "JPEG", self._scratch, size)
