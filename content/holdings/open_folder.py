"""The open folder: hard links of the blobs that a web server may serve by itself. Made, and remade when in doubt.

Open and restricted holdings never share a served folder: what stands here is sound and belongs to a visible record
whose rights are open, files only where they may be taken home. Everything else is reached through Python only.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path

from content.holdings.blobs import Blobs
from content.library import Library
from content.records import Sha256


class OpenFolder:
    """`made/open/<hh>/<sha256>`."""

    def __init__(self, folder: Path, blobs: Blobs) -> None:
        self.folder = folder
        self._blobs = blobs

    @classmethod
    def of(cls, library: Library) -> OpenFolder:
        """The open folder of a library. Whoever changes it holds its `linking_lock`."""
        return cls(library.made / "open", Blobs(library.blobs_folder))

    def path(self, blob: Sha256) -> Path:
        """Where an open blob stands, whether or not it is there."""
        return self.folder / blob[:2] / blob

    def show(self, wanted: Iterable[Sha256]) -> None:
        """Makes the folder hold exactly these blobs, as far as they are there; looks at every file of it."""
        target = set(wanted)
        for blob in self._present() - target:
            self.path(blob).unlink()
        for blob in target:
            self._link(blob)

    def update(self, some: Iterable[Sha256], wanted: Collection[Sha256]) -> None:
        """Makes the folder hold, of some blobs, those that are wanted; looks at no other file.

        Args:
            wanted: which of them, as far as they are there.
        """
        for blob in some:
            if blob in wanted:
                self._link(blob)
            else:
                self.path(blob).unlink(missing_ok=True)

    def close(self, some: Iterable[Sha256]) -> None:
        """Takes blobs out of the folder; those that do not stand in it are no fault."""
        for blob in some:
            self.path(blob).unlink(missing_ok=True)

    def _link(self, blob: Sha256) -> None:
        """Makes a blob stand in the folder, or nothing of its name where it is not held."""
        link, number = self.path(blob), _inode(self._blobs.path(blob))
        there = _inode(link)
        if there == number:
            return
        # A blob that was damaged and came again is another file of the same name.
        if there is not None:
            link.unlink()
        if number is not None:
            link.parent.mkdir(parents=True, exist_ok=True)
            os.link(self._blobs.path(blob), link)

    def _present(self) -> set[Sha256]:
        """What stands in the folder."""
        if not self.folder.is_dir():
            return set()
        return {Sha256(entry.name) for folder in self.folder.iterdir() for entry in os.scandir(folder)}


def _inode(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return None
