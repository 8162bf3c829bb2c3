"""Where blobs stand and how they are read. A blob is a file named by its SHA-256; it never changes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from content.errors import LibraryDamagedError
from content.records import Sha256

CHUNK = 1 << 20
_NAME = re.compile(r"[0-9a-f]{64}")


class Blobs:
    """The folder of blobs, `<hh>/<sha256>` below it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, blob: Sha256) -> Path:
        """Where a blob stands, whether or not it is there.

        Raises:
            ValueError: the text is no SHA-256.
        """
        if not _NAME.fullmatch(blob):
            raise ValueError(f"not a SHA-256: {blob!r}")
        return self.folder / blob[:2] / blob

    def read(self, blob: Sha256) -> bytes:
        """A small blob, whole, and what it was when it came: a card that gives other bytes is found out here.

        Raises:
            LibraryDamagedError: it is not there, cannot be read, or its bytes are others.
        """
        try:
            data = self.path(blob).read_bytes()
        except FileNotFoundError as error:
            raise LibraryDamagedError(f"blob {blob} is missing") from error
        except OSError as error:
            raise LibraryDamagedError(f"blob {blob} is unreadable: {error.strerror}") from error
        if hashlib.sha256(data).hexdigest() != blob:
            raise LibraryDamagedError(f"blob {blob} is changed")
        return data

    def all(self) -> Iterator[Sha256]:
        """Every blob that stands in the folder."""
        for folder in sorted(self.folder.iterdir()):
            if folder.is_dir():
                yield from (
                    Sha256(name) for name in sorted(entry.name for entry in folder.iterdir()) if _NAME.fullmatch(name)
                )

    def delete(self, blob: Sha256) -> None:
        """Deletes a blob that no row names any more; one that is not there is no fault."""
        self.path(blob).unlink(missing_ok=True)


def hash_file(path: Path) -> Sha256:
    """The SHA-256 of a file, read in pieces of 1 MiB."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            digest.update(piece)
    return Sha256(digest.hexdigest())
