"""The open folder: hard links of the blobs that a web server may serve by itself. Made, and remade when in doubt.

Open and restricted holdings never share a served folder: what stands here belongs to a visible record whose rights
class is open. Everything else is reached through Python only.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from content.holdings.blobs import Blobs
from content.records import Sha256


class OpenFolder:
    """`made/open/<hh>/<sha256>`."""

    def __init__(self, folder: Path, blobs: Blobs) -> None:
        self.folder = folder
        self._blobs = blobs

    def path(self, blob: Sha256) -> Path:
        """Where an open blob stands, whether or not it is there."""
        return self.folder / blob[:2] / blob

    def show(self, wanted: Iterable[Sha256]) -> None:
        """Makes the folder hold exactly these blobs, as far as they are there."""
        there = self._present()
        target = {blob: number for blob in wanted if (number := _inode(self._blobs.path(blob))) is not None}
        for blob, number in there.items():
            # A blob that was damaged and came again is another file of the same name.
            if target.get(blob) != number:
                self.path(blob).unlink()
        for blob, number in target.items():
            if there.get(blob) != number:
                self.path(blob).parent.mkdir(parents=True, exist_ok=True)
                os.link(self._blobs.path(blob), self.path(blob))

    def _present(self) -> dict[Sha256, int]:
        """What stands in the folder, and the inode of each."""
        if not self.folder.is_dir():
            return {}
        return {Sha256(entry.name): entry.inode() for folder in self.folder.iterdir() for entry in os.scandir(folder)}


def _inode(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return None
