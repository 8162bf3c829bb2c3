"""Making blobs durable by batch: write, one `syncfs`, rename, fsync of the folders; only then rows may name them.

Invariants
- `settle` returns only when every blob of the batch is on the medium under its name, with its folder entry.
- A batch lives in a folder of its own below staging. While that folder is there, blobs may stand that no row names;
  the next start finds the folder and sweeps both (`sweep`). `close` leaves neither.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from content.holdings.blobs import CHUNK, Blobs
from content.holdings.files import fsync_folder, syncfs
from content.records import Bytes, Sha256

BATCH_BLOBS = 500
BATCH_BYTES = 64 << 20
_MODE = 0o444


class Batch:
    """Blobs on their way in.

    Args:
        folder: an own folder below staging, on the file system of the blobs; made here.
        known: whether a blob is held already, undamaged; it is not written again.
        named: whether a row names a blob, damaged or not.
    """

    def __init__(
        self, blobs: Blobs, folder: Path, *, known: Callable[[Sha256], bool], named: Callable[[Sha256], bool]
    ) -> None:
        self.folder = folder
        self._blobs = blobs
        self._known = known
        self._named = named
        self._waiting: dict[Sha256, tuple[Path, Bytes]] = {}
        self._settled: dict[Sha256, Bytes] = {}
        folder.mkdir(parents=True)

    @property
    def is_full(self) -> bool:
        """Whether it is time to settle."""
        return len(self._waiting) >= BATCH_BLOBS or sum(size for _, size in self._waiting.values()) >= BATCH_BYTES

    @property
    def settled(self) -> list[tuple[Sha256, Bytes]]:
        """What stands under its name: hash and size. Durable once `settle` has returned."""
        return list(self._settled.items())

    def take(self, path: Path, *, digest: Sha256 | None = None) -> Sha256:
        """Takes a file of the same file system as a blob; the file is gone from its place.

        Args:
            digest: its SHA-256, when whoever wrote it has just computed it.
        """
        if digest is None:
            with path.open("rb") as file:
                digest = Sha256(hashlib.file_digest(file, "sha256").hexdigest())
        if digest in self._waiting or digest in self._settled or self._known(digest):
            path.unlink()
            return digest
        place = self.folder / digest
        size = Bytes(path.stat().st_size)
        path.rename(place)
        self._waiting[digest] = (place, size)
        return digest

    def put(self, data: bytes) -> Sha256:
        """Writes bytes as a blob."""
        path = self.folder / "new"
        path.write_bytes(data)
        return self.take(path, digest=Sha256(hashlib.sha256(data).hexdigest()))

    def settle(self) -> None:
        """Makes everything taken so far durable under its name.

        Raises:
            OSError: the medium refused; nothing may be committed.
        """
        if not self._waiting:
            return
        syncfs(self.folder)
        folders: set[Path] = set()
        for digest, (place, size) in self._waiting.items():
            target = self._blobs.path(digest)
            if target.parent not in folders and not target.parent.is_dir():
                target.parent.mkdir()
                folders.add(self._blobs.folder)
            place.chmod(_MODE)
            place.rename(target)
            self._settled[digest] = size
            folders.add(target.parent)
        self._waiting.clear()
        for folder in folders:
            fsync_folder(folder)

    def close(self) -> None:
        """Ends the batch: what no row came to name is gone, and then the batch's folder."""
        for digest in self._settled:
            if not self._named(digest):
                self._blobs.delete(digest)
        shutil.rmtree(self.folder, ignore_errors=True)


def copy_hashed(source: int, target: Path, *, limit: int) -> tuple[Sha256, Bytes] | None:
    """Copies an open file while hashing it.

    Args:
        source: a file descriptor, read from where it stands.

    Returns:
        Hash and size, or None when there are more than `limit` bytes; then `target` holds a part of them.
    """
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as out:
        while piece := os.read(source, CHUNK):
            size += len(piece)
            if size > limit:
                return None
            digest.update(piece)
            out.write(piece)
    return Sha256(digest.hexdigest()), Bytes(size)
