"""Writing a file whole or not at all, and making folders and file systems durable."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path


def write_atomically(path: Path, pieces: Iterable[bytes]) -> None:
    """Writes a file so that at every moment, power cuts included, it is the old one or the new one, whole.

    Args:
        pieces: its bytes, in order; what they raise leaves the old file as it was, and comes through.

    Raises:
        OSError: the medium refused; the old file is as it was.
    """
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with new.open("wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    fsync_folder(path.parent)


def fsync_folder(folder: Path) -> None:
    """Makes the entries of a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def syncfs(folder: Path) -> None:
    """Makes everything written to the folder's file system durable (syncfs(2)).

    Raises:
        OSError: the medium reported a fault.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if ctypes.CDLL(None, use_errno=True).syncfs(descriptor) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(descriptor)
