"""The reader of archives of pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from content.formats.archive import Archive
from content.formats.comic._members import are_pages
from content.formats.comic._reading import Reading
from content.formats.reading import Extract, Reader, ReadLimits, RefusedError

_LIMITS: Final = ReadLimits()


class ComicReader(Reader):
    """Reads ZIP files whose members are pictures: comics (CBZ), picture books, photographs."""

    def recognises(self, head: bytes, path: Path) -> bool:
        """Whether it is an archive of pictures and nearly nothing else; only its directory is looked at.

        Args:
            head: its first 4,096 bytes.
            path: the file.
        """
        if not head.startswith(b"PK\x03\x04"):
            return False
        try:
            with Archive(path, _LIMITS) as archive:
                return are_pages(archive.names)
        except RefusedError:
            return False

    def read(self, path: Path, scratch: Path, limits: ReadLimits) -> Extract:
        """Reads the pictures.

        Args:
            path: the file.
            scratch: empty folder to write into.
            limits: what it may cost.

        Raises:
            RefusedError: it cannot or must not be read.
        """
        with Archive(path, limits) as archive:
            return Reading(archive, scratch, limits).extract()
