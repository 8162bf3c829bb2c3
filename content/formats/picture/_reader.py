"""The reader of single pictures."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from time import monotonic
from typing import Final

from content.formats._picture_pixels import ALL_FORMATS, format_of, opened
from content.formats._svg import SVG
from content.formats.picture.parts import caption_passages, distinct, picture_part
from content.formats.picture.sizes import Effort, Sizes, in_sizes
from content.formats.pictures import PictureError, prepare_svg
from content.formats.reading import (
    Caveat,
    Description,
    Extract,
    Reader,
    ReadLimits,
    Refusal,
    RefusedError,
)
from content.formats.xml import parse_xml
from content.records import Kind
from content.text import one_line

_MEDIA_TYPES: Final = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "BMP": "image/bmp",
    "TIFF": "image/tiff",
    "AVIF": "image/avif",
}
_SVG_TYPE: Final = "image/svg+xml"
_IS_SVG = re.compile(rb"<(?:svg:)?svg[\s>]")
_IS_PAGE = re.compile(rb"<(?:html|body)\b")
_HEIC: Final = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
_REDUCED, _REDUCED_BIT = 0x00FE, 1
"""NewSubfileType of a page of a TIFF, and its sign of a smaller copy of another page (TIFF 6.0, page 36)."""
_PAGES_MOST: Final = 500
_TITLE: Final = 300
_TIME_SHARE: Final = 0.6
_HEAD: Final = 4_096
PLACE_NOT_KEPT: Final = "a picture says where it was taken; that is not shown"
STILLED: Final = "a moving picture is too large to be shown moving; its first frame is shown"


class PictureReader(Reader):
    """Reads JPEG, PNG, GIF, WebP, BMP, TIFF, AVIF and SVG; a TIFF may have several pages."""

    def recognises(self, head: bytes, path: Path) -> bool:  # noqa: ARG002 the beginning says it
        """Whether it is a picture; one of HEIC is too, so that it is refused by name.

        Args:
            head: its first 4,096 bytes.
            path: the file.
        """
        return bool(format_of(head)) or _is_heic(head) or _is_svg(head)

    def read(self, path: Path, scratch: Path, limits: ReadLimits) -> Extract:
        """Reads the picture.

        Args:
            path: the file.
            scratch: empty folder to write into.
            limits: what it may cost.

        Raises:
            RefusedError: it cannot be shown.
        """
        data = path.read_bytes()
        if not format_of(data[:64]):
            if _is_heic(data):
                raise RefusedError(Refusal.UNKNOWN_KIND, "a HEIC picture")
            return _read_svg(data, scratch, limits)
        try:
            return _Reading(data, scratch, limits).extract()
        except PictureError as error:
            raise RefusedError(error.refusal, str(error)) from error


def _is_heic(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in _HEIC


def _is_svg(head: bytes) -> bool:
    """Whether it is markup whose first element of note is a drawing; a web page may have drawings further down."""
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()[:_HEAD].lower()
    found = _IS_SVG.search(start)
    return start.startswith(b"<") and found is not None and _IS_PAGE.search(start, 0, found.start()) is None


class _Reading:
    """One picture, or the pages of a TIFF, being read."""

    def __init__(self, data: bytes, scratch: Path, limits: ReadLimits) -> None:
        self._data, self._scratch, self._limits = data, scratch, limits
        self._until = monotonic() + limits.seconds * _TIME_SHARE
        self._kind = format_of(data[:64])
        self._notes: list[str] = []
        self._lost = False

    def extract(self) -> Extract:
        """Everything.

        Raises:
            PictureError: no page of it can be shown.
        """
        frames = self._frames()
        made = self._made(frames)
        first, said = made[0][1], made[0][1].said
        parts = [
            picture_part(
                1, first, self._scratch, title=said.title, caption=said.caption, page=_page(made[0][0], frames)
            )
        ]
        parts += [
            picture_part(number, sizes, self._scratch, page=_page(frame, frames))
            for number, (frame, sizes) in enumerate(made[1:], 2)
        ]
        if said.has_place:
            self._notes.append(PLACE_NOT_KEPT)
        if first.stilled:
            self._leave_out(STILLED)
        return Extract(
            kind=Kind.PICTURE,
            media_type=_MEDIA_TYPES[self._kind],
            description=Description(title=said.title, creators=said.creators, issued=said.issued),
            parts=tuple(parts),
            passages=caption_passages(1, said.title, said.caption),
            resources=distinct(sizes for _, sizes in made),
            cover=first.cover.name if first.cover else "",
            notes=tuple(self._notes),
            caveats=(Caveat.LEFT_OUT,) if self._lost else (),
        )

    def _frames(self) -> list[int]:
        """The pages of the file that are shown, from 0."""
        if self._kind != "TIFF":
            return [0]
        with opened(self._data, self._limits, ALL_FORMATS) as image:
            count = int(getattr(image, "n_frames", 1))
            kept = []
            for frame in range(min(count, _PAGES_MOST)):
                image.seek(frame)
                if frame == 0 or not image.tag_v2.get(_REDUCED, 0) & _REDUCED_BIT:  # type: ignore[attr-defined]
                    kept.append(frame)
        if count > _PAGES_MOST:
            self._leave_out(f"{count} pages, of which {_PAGES_MOST} are shown")
        return kept

    def _made(self, frames: list[int]) -> list[tuple[int, Sizes]]:
        made: list[tuple[int, Sizes]] = []
        failed: PictureError | None = None
        for frame in frames:
            effort = Effort.FULL if monotonic() < self._until else Effort.QUICK
            try:
                sizes = in_sizes(self._data, self._scratch, self._limits, effort=effort, cover=not made, frame=frame)
            except PictureError as error:
                failed = failed or error
                self._leave_out(f"page {frame + 1}: {error}")
            else:
                made.append((frame, sizes))
        if not made:
            raise failed or PictureError("no page")
        return made

    def _leave_out(self, line: str) -> None:
        self._lost = True
        if len(self._notes) < _PAGES_MOST:
            self._notes.append(line[:300])


def _page(frame: int, frames: list[int]) -> int:
    """The number of a page from 1, 0 of a file that has no pages."""
    return frame + 1 if len(frames) > 1 else 0


def _read_svg(data: bytes, scratch: Path, limits: ReadLimits) -> Extract:
    """A drawing, which shows itself at every size.

    Raises:
        RefusedError: it is unsafe or damaged, or nothing of it can be shown.
    """
    root = parse_xml(data, what="picture", limits=limits)
    made = prepare_svg(data, scratch, limits)
    if made is None:
        raise RefusedError(Refusal.DAMAGED, "an SVG picture without a size, or with too much in it")
    title = one_line(root.findtext(f"{{{SVG}}}title") or "", _TITLE)
    part = picture_part(1, Sizes(picture=made), scratch, title=title)
    return Extract(
        kind=Kind.PICTURE,
        media_type=_SVG_TYPE,
        description=Description(title=title),
        parts=(part,),
        resources=(made,),
    )
