"""Room for an export on the medium to which it goes, asked before anything is written."""

from __future__ import annotations

import shutil
from pathlib import Path

from content.errors import ContentError
from content.records import Bytes

_SPARE = 16 << 20
_CLUSTER = 32 << 10
"""What a file on a large FAT stick takes at least."""


class NoRoomError(ContentError):
    """The medium has no room for an export.

    Args:
        needed, free: bytes.
    """

    def __init__(self, needed: int, free: int) -> None:
        super().__init__(f"{needed} bytes are needed, {free} are free")
        self.needed = Bytes(needed)
        self.free = Bytes(free)


def check_room(folder: Path, sizes: list[Bytes]) -> None:
    """Refuses an export for which there is no room.

    Args:
        folder: on the medium. sizes: of the files, in bytes.

    Raises:
        NoRoomError: they do not fit.
    """
    needed = sum(sizes) + _CLUSTER * len(sizes) + _SPARE
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise NoRoomError(needed, free)
