"""Which members of an archive are pages, and in what order they are read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from content.records import ContentsEntry
from content.text import normalise, one_line

_PICTURE = re.compile(r"\.(?:jpe?g|jpe|jfif|png|gif|webp|bmp|tiff?|avif|hei[cf])$", re.IGNORECASE)
_LITTER = re.compile(
    r"(?:^|/)(?:__MACOSX/|\.|Thumbs\.db$|desktop\.ini$|@eaDir/)|\.(?:nfo|sfv|md5|txt|url|db|xml|json|htm|html|css|log)$",
    re.IGNORECASE,
)
"""What systems, scanners and programs leave beside pages; descriptions are read by name."""
_OTHER_FORMAT = re.compile(
    r"^(?:mimetype|\[Content_Types\]\.xml|META-INF/.*|word/.*|xl/.*|ppt/.*|Pictures/.*|OEBPS/.*|.*\.(?:opf|ncx|xhtml|apk|class))$",
    re.IGNORECASE,
)
"""Members of archives that are documents of another kind (EPUB, Office, OpenDocument, programs)."""
_PAGES_SHARE: Final = 0.8
_DIGITS = re.compile(r"(\d{1,18})")
_TITLE: Final = 200
INFO: Final = "ComicInfo.xml"


def are_pages(names: Iterable[str]) -> bool:
    """Whether an archive of these members holds pictures and nearly nothing else.

    Args:
        names: of all members.
    """
    pages = others = 0
    for name in names:
        if _OTHER_FORMAT.match(name):
            return False
        if not _LITTER.search(name):
            pages, others = (pages + 1, others) if _PICTURE.search(name) else (pages, others + 1)
    return pages > 0 and pages >= _PAGES_SHARE * (pages + others)


def pages_of(names: Iterable[str]) -> list[str]:
    """The members that are pages, in reading order: by folders, and 2 before 10.

    Args:
        names: of all members.
    """
    return sorted((name for name in names if _PICTURE.search(name) and not _LITTER.search(name)), key=_reading_order)


def info_of(names: Iterable[str]) -> str | None:
    """The member that describes the comic, None if there is none; the one nearest to the top.

    Args:
        names: of all members.
    """
    found = (name for name in names if name.rpartition("/")[2].lower() == INFO.lower())
    return min(
        (name for name in found if not name.startswith("__MACOSX/")), key=lambda name: name.count("/"), default=None
    )


def chapters(pages: list[str]) -> list[ContentsEntry]:
    """A line of contents for every folder that pages stand in, below the one that holds them all.

    Args:
        pages: names of the members in reading order; the part of each has its place in the list as number.
    """
    folders = [name.split("/")[:-1] for name in pages]
    shared = _shared(folders)
    entries: list[ContentsEntry] = []
    before: list[str] = []
    for number, folder in enumerate((folder[shared:] for folder in folders), 1):
        same = _shared([before, folder])
        entries += [
            ContentsEntry(depth=depth, title=_folder_title(folder[depth]), part=number)
            for depth in range(same, len(folder))
        ]
        before = folder
    return entries


def _reading_order(name: str) -> tuple[tuple[object, ...], ...]:
    return tuple(_natural(piece) for piece in normalise(name).split("/"))


def _natural(piece: str) -> tuple[object, ...]:
    """A key by which numbers are compared as numbers; words and numbers alternate, so like meets like."""
    stem = _PICTURE.sub("", piece).casefold()
    return (*(int(part) if part.isdigit() and part.isascii() else part for part in _DIGITS.split(stem)), piece)


def _shared(folders: list[list[str]]) -> int:
    """How many folders all begin with."""
    count = 0
    for level in zip(*folders, strict=False):
        if len(set(level)) > 1:
            break
        count += 1
    return count


def _folder_title(name: str) -> str:
    return one_line(re.sub(r"_+", " ", name), _TITLE) or "…"
