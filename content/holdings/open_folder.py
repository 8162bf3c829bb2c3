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
        """Makes the folder hold exactly these blobs."""
        target = {blob for blob in wanted if self._blobs.path(blob).is_file()}
        there = self._present()
        for blob in there - target:
            self.path(blob).unlink(missing_ok=True)
        for blob in target - there:
            self.path(blob).parent.mkdir(parents=True, exist_ok=True)
            os.link(self._blobs.path(blob), self.path(blob))

    def _present(self) -> set[Sha256]:
        if not self.folder.is_dir():
            return set()
        return {Sha256(entry.name) for folder in self.folder.iterdir() for entry in os.scandir(folder)}
