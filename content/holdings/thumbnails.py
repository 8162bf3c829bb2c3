"""Small pictures, made: thumbnails of covers, and pictures of pages as they are taken home."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from content.holdings.files import write_atomically

SUFFIX = "-nho.jpg"
"""What a thumbnail's public name ends in; before it stands the name of the cover without its ending."""


class Thumbnails:
    """The folder of thumbnails below `made/`: `made/covers/<name of the cover without ending>.jpg`."""

    FOLDER = "covers"

    def __init__(self, made: Path) -> None:
        self._folder = made / self.FOLDER

    @staticmethod
    def name(cover: str) -> str:
        """The public name of a cover's thumbnail."""
        return f"{Path(cover).stem}{SUFFIX}"

    def read(self, cover: str) -> bytes | None:
        """The thumbnail of a cover, or None where it was not made."""
        try:
            data = self._path(cover).read_bytes()
        except FileNotFoundError:
            return None
        return data or None

    def has(self, cover: str) -> bool:
        """Whether the thumbnail of a cover was made."""
        try:
            return self._path(cover).stat().st_size > 0
        except FileNotFoundError:
            return False

    def write(self, cover: str, data: bytes) -> None:
        """Keeps a thumbnail."""
        self._folder.mkdir(parents=True, exist_ok=True)
        write_atomically(self._path(cover), [data])

    def keep_only(self, covers: Iterable[str]) -> None:
        """Takes away the thumbnails of all other covers."""
        if self._folder.is_dir():
            kept = {self._path(cover).name for cover in covers}
            for path in self._folder.iterdir():
                if path.name not in kept:
                    path.unlink()

    def _path(self, cover: str) -> Path:
        return self._folder / f"{Path(cover).stem}.jpg"


AS_IT_IS = 12_000
"""Bytes up to which a picture is taken home as it is held."""


class HomePictures(Thumbnails):
    """Pictures of pages, small enough to be taken home within one file: `made/home/<name without ending>.jpg`.

    An empty one says that the picture cannot be made smaller.
    """

    FOLDER = "home"

    def is_done(self, name: str) -> bool:
        """Whether it was made, or found that it cannot be."""
        return self._path(name).is_file()
