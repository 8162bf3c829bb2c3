"""Reading one archive of pictures: its description, its pages in order, what cannot be shown of them."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import Final

from content.formats.archive import Archive
from content.formats.comic._info import Info, read_info
from content.formats.comic._members import chapters, info_of, pages_of
from content.formats.picture.parts import caption_passages, distinct, picture_part, write_fragment
from content.formats.picture.sizes import Effort, Sizes, in_sizes
from content.formats.pictures import PictureError
from content.formats.reading import Caveat, Extract, ReadLimits, ReadPart, Refusal, RefusedError
from content.records import ContentsEntry, Kind, Layout, Passage

MEDIA_TYPE: Final = "application/vnd.comicbook+zip"
_PHOTOS_TYPE: Final = "image/x-album+zip"
"""Photographs as they were taken, so that what holds of one holds of many (`Item.is_picture`). Not registered."""
_FULL_SHARE, _QUICK_SHARE = 0.6, 0.8
"""Of the time allowed: until when every size is made, and until when at least one."""
_PAGE_SHAPES: Final = (1.2, 1.75)
"""Height over width of printed pages."""
_PHOTO_SHAPE, _NEARLY = 4 / 3, 0.006
_FATAL: Final = frozenset({Refusal.ENCRYPTED, Refusal.BOMB})
"""Refusals of one member that are refusals of the whole."""
_LOST: Final = '<p class="g"><span class="matanh">Trang này bị hỏng, không xem được.</span></p>'
_NOTES: Final = 100


class Reading:
    """One archive being read.

    Args:
        archive: of pictures.
        scratch: folder to write into.
        limits: what it may cost.
    """

    def __init__(self, archive: Archive, scratch: Path, limits: ReadLimits) -> None:
        self._archive, self._scratch, self._limits = archive, scratch, limits
        self._started = monotonic()
        self._notes: list[str] = list(archive.notes)
        self._first_failure: PictureError | RefusedError | None = None
        self._is_lossy = False

    def extract(self) -> Extract:
        """Everything the archive holds.

        Raises:
            RefusedError: it is encrypted or a bomb, or no page of it can be shown.
        """
        info = self._info()
        names = self._names()
        made = self._made(names)
        shown = [sizes for sizes in made if sizes is not None]
        if not shown:
            raise self._nothing()
        is_book = info is not None or _are_printed(shown)
        self._tell(shown)
        info = info or Info()
        return Extract(
            kind=Kind.BOOK if is_book else Kind.PICTURE,
            media_type=MEDIA_TYPE if is_book else _PHOTOS_TYPE,
            description=info.description,
            parts=tuple(self._parts(made, info, captioned=not is_book)),
            contents=_contents(names, info)[: self._limits.contents],
            passages=() if is_book else tuple(_passages(made)),
            resources=distinct(shown),
            cover=next((sizes.cover.name for sizes in shown if sizes.cover is not None), ""),
            layout=Layout.FIXED if is_book else Layout.REFLOWABLE,
            direction=info.direction,
            notes=tuple(line[:300] for line in dict.fromkeys(self._notes))[:_NOTES],
            caveats=(Caveat.LEFT_OUT,) if self._is_lossy else (),
        )

    def _info(self) -> Info | None:
        """What the archive says of itself; a description that cannot be read costs only itself."""
        name = info_of(self._archive.names)
        if name is None:
            return None
        try:
            return read_info(self._archive.read(name, limit=self._limits.text_member), self._limits, self._notes)
        except RefusedError as error:
            if error.refusal in _FATAL:
                raise
            self._notes.append(f"the description is left out: {error}")
            return Info()

    def _names(self) -> list[str]:
        names = pages_of(self._archive.names)
        if len(names) > self._limits.parts:
            self._leave_out(f"only {self._limits.parts} of {len(names)} pages are kept")
        return names[: self._limits.parts]

    def _made(self, names: list[str]) -> list[Sizes | None]:
        """Each page as it was written, None for one that cannot be shown."""
        made: list[Sizes | None] = []
        wants_cover = True
        for number, name in enumerate(names, 1):
            sizes = self._page(number, name, cover=wants_cover)
            wants_cover = wants_cover and sizes is None
            made.append(sizes)
        return made

    def _page(self, number: int, name: str, *, cover: bool) -> Sizes | None:
        try:
            data = self._archive.read(name)
            return in_sizes(data, self._scratch, self._limits, effort=self._effort(), cover=cover)
        except (PictureError, RefusedError) as error:
            if isinstance(error, RefusedError) and error.refusal in _FATAL:
                raise
            self._first_failure = self._first_failure or error
            self._leave_out(f"page {number} is left out: {error}")
            return None

    def _effort(self) -> Effort:
        """What the time that is left allows for the next page."""
        spent = (monotonic() - self._started) / self._limits.seconds
        if spent < _FULL_SHARE:
            return Effort.FULL
        return Effort.QUICK if spent < _QUICK_SHARE else Effort.AS_IT_IS

    def _leave_out(self, line: str) -> None:
        self._is_lossy = True
        self._notes.append(line)

    def _nothing(self) -> RefusedError:
        first = self._first_failure
        refusal = first.refusal if first is not None else Refusal.NOTHING_TO_READ
        # A page of a kind that is not read here does not make the archive one.
        refusal = Refusal.NOTHING_TO_READ if refusal is Refusal.UNKNOWN_KIND else refusal
        return RefusedError(refusal, f"no page can be shown; the first: {first}")

    def _tell(self, shown: list[Sizes]) -> None:
        if any(sizes.said.has_place for sizes in shown):
            self._notes.append("a picture says where it was taken; that is not shown")
        lean = sum(1 for sizes in shown if sizes.small is None)
        if lean:
            self._notes.append(f"{lean} pages have one size only: the time allowed was nearly over")
        if any(sizes.stilled for sizes in shown):
            self._leave_out("a moving picture is too large to be shown moving; its first frame is shown")

    def _parts(self, made: list[Sizes | None], info: Info, *, captioned: bool) -> list[ReadPart]:
        parts = []
        for number, sizes in enumerate(made, 1):
            title = info.bookmarks.get(number - 1, "")
            if sizes is None:
                file = write_fragment(self._scratch, _LOST)
                parts.append(ReadPart(number=number, title=title, file=file, characters=0))
                continue
            caption = sizes.said.caption if captioned else ""
            title = title or (sizes.said.title if captioned else "")
            parts.append(picture_part(number, sizes, self._scratch, title=title, caption=caption, page=number))
        return parts


def _contents(names: list[str], info: Info) -> tuple[ContentsEntry, ...]:
    """The bookmarks of the description, else the folders."""
    marked = sorted((at, title) for at, title in info.bookmarks.items() if at < len(names))
    if marked:
        return tuple(ContentsEntry(depth=0, title=title, part=at + 1) for at, title in marked)
    return tuple(chapters(names))


def _passages(made: list[Sizes | None]) -> list[Passage]:
    numbered = ((number, sizes.said) for number, sizes in enumerate(made, 1) if sizes is not None)
    return [passage for number, said in numbered for passage in caption_passages(number, said.title, said.caption)]


def _are_printed(shown: list[Sizes]) -> bool:
    """Whether most pictures have the shape of a page, which cameras and phones give to none."""
    pages = sum(1 for sizes in shown if not sizes.said.from_camera and _has_page_shape(*sizes.natural))
    return pages * 2 >= len(shown)


def _has_page_shape(width: int, height: int) -> bool:
    ratio = height / max(1, width)
    return _PAGE_SHAPES[0] <= ratio <= _PAGE_SHAPES[1] and abs(ratio - _PHOTO_SHAPE) > _NEARLY
