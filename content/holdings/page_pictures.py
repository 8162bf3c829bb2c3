"""Pictures of pages that were drawn: `made/pages/`, as many bytes as are allowed, those looked at longest ago go first.

What is kept is known in memory alone, so a start begins with an empty folder: nothing that a cut of power left half
written is ever sent. Nothing is fsynced, for all of it can be drawn again.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from content.records import Sha256

ENDINGS: Final = {"image/webp": "webp", "image/jpeg": "jpg"}
"""Of the formats that pages are drawn in."""


PAGES: Final = "pages"
"""Their folder, below what is made."""


@dataclass(frozen=True, kw_only=True)
class PagePicture:
    """A picture of a page: of which file, which page from 1, its width in pixels, its format."""

    blob: Sha256
    page: int
    width: int
    media_type: str

    @property
    def name(self) -> str:
        """Its name in the folder."""
        return f"{self.blob}-{self.page}-{self.width}.{ENDINGS[self.media_type]}"


def forget_pages(made: Path, *, is_held: Callable[[Sha256], bool]) -> None:
    """Deletes pictures of pages of files that are not held any more, whoever keeps them.

    Args:
        made: the folder of what is made. is_held: whether a file is.

    Raises:
        OSError: the medium refused.
    """
    folder = made / PAGES
    try:
        names = [entry.name for entry in os.scandir(folder) if not entry.name.startswith(".")]
    except FileNotFoundError:
        return
    gone = {blob for blob in {name.partition("-")[0] for name in names} if not is_held(Sha256(blob))}
    for name in names:
        if name.partition("-")[0] in gone:
            (folder / name).unlink(missing_ok=True)


class PagePictures:
    """The folder of pictures of pages; for several threads of one process.

    Args:
        made: the folder of what is made.
        most: bytes that may be kept.
    """

    def __init__(self, made: Path, *, most: int) -> None:
        self.folder = made / PAGES
        self._most = most
        self._sizes: OrderedDict[str, int] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """Bytes that are kept."""
        with self._lock:
            return sum(self._sizes.values())

    def empty(self) -> None:
        """Throws everything away; what cannot be deleted is written over when it is drawn again."""
        with self._lock:
            self._sizes.clear()
            shutil.rmtree(self.folder, ignore_errors=True)

    def has(self, picture: PagePicture) -> bool:
        """Whether a picture is kept."""
        with self._lock:
            return picture.name in self._sizes

    def read(self, picture: PagePicture) -> bytes | None:
        """A picture, or None where it is not kept; it becomes the one looked at last."""
        name = picture.name
        with self._lock:
            if name not in self._sizes:
                return None
            try:
                data = (self.folder / name).read_bytes()
            except OSError:
                data = b""  # what is made may be deleted at any moment
            if len(data) != self._sizes[name]:
                del self._sizes[name]
                return None
            self._sizes.move_to_end(name)
            return data

    def write(self, picture: PagePicture, data: bytes) -> None:
        """Keeps a picture, whole or not at all; where there is no room for it, it is not kept."""
        if len(data) > self._most:
            return
        name = picture.name
        with self._lock:
            self._sizes.pop(name, None)
            self._make_room(len(data))
            new = self.folder / f".{name}.new"
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                new.write_bytes(data)
                new.replace(self.folder / name)
            except OSError:
                with contextlib.suppress(OSError):
                    new.unlink(missing_ok=True)
                return
            self._sizes[name] = len(data)
            self._sizes.move_to_end(name)

    def _make_room(self, wanted: int) -> None:
        used = sum(self._sizes.values())
        while self._sizes and used + wanted > self._most:
            name, size = self._sizes.popitem(last=False)
            used -= size
            with contextlib.suppress(OSError):
                (self.folder / name).unlink(missing_ok=True)
