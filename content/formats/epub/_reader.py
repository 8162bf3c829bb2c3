"""The reader of EPUB 2 and 3."""

from __future__ import annotations

import os
from pathlib import Path

from content.formats.archive import Archive
from content.formats.epub._container import CONTAINER
from content.formats.epub._reading import MEDIA_TYPE, Reading
from content.formats.reading import Extract, Reader, ReadLimits

_TAIL = 1 << 20
_CONTAINERS = (CONTAINER.encode(), CONTAINER.replace("/", "\\").encode())


class EpubReader(Reader):
    """Reads EPUB 2 and 3, sound or broken, into clean pages."""

    def recognises(self, head: bytes, path: Path) -> bool:
        """Whether it is an archive that says it is EPUB, or holds a container document.

        Args:
            head: its first 4,096 bytes.
            path: the file, of which the end is looked at.
        """
        if not head.startswith(b"PK\x03\x04"):
            return False
        said = head[30:38] == b"mimetype" and MEDIA_TYPE.encode() in head[38:200]
        return said or any(name in part for part in (head, _tail(path)) for name in _CONTAINERS)

    def read(self, path: Path, scratch: Path, limits: ReadLimits) -> Extract:
        """Reads the book.

        Args:
            path: the file.
            scratch: empty folder to write into.
            limits: what it may cost.

        Raises:
            RefusedError: it cannot or must not be read.
        """
        with Archive(path, limits) as archive:
            return Reading(archive, scratch, limits).extract()


def _tail(path: Path) -> bytes:
    """The end of a file, where an archive has its directory."""
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
        return file.read(_TAIL)
