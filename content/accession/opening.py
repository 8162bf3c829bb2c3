"""Opening what was named: only plain files are opened, and looked at before."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from content.formats import HEAD_BYTES
from content.formats.kinds import FileKind, kind_of_content
from content.formats.reading import Refusal, RefusedError


def first_kind(path: Path) -> FileKind | None:
    """The kind of a file by its beginning, None where it does not show it.

    Raises:
        RefusedError: as `open_regular`.
    """
    descriptor = open_regular(path)
    try:
        return kind_of_content(os.read(descriptor, HEAD_BYTES))
    except OSError as error:
        raise RefusedError(Refusal.NOT_READABLE, str(error)) from error
    finally:
        os.close(descriptor)


def open_regular(path: Path, *, largest: int | None = None) -> int:
    """Opens a file for reading, if it is one.

    Args:
        largest: bytes it may have; None: as many as it has.

    Returns:
        A file descriptor; the caller closes it.

    Raises:
        RefusedError: MISSING, NOT_A_FILE, NOT_READABLE, EMPTY, TOO_LARGE.
    """
    try:
        # Looked at before it is opened: to open a device or a pipe may already do something.
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise RefusedError(Refusal.NOT_READABLE, "a folder that cannot be listed")
        if not stat.S_ISREG(found.st_mode):
            raise RefusedError(Refusal.NOT_A_FILE)
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except FileNotFoundError as error:
        raise RefusedError(Refusal.MISSING, f"a link to {path.readlink()}" if path.is_symlink() else "") from error
    except PermissionError as error:
        raise RefusedError(Refusal.NOT_READABLE) from error
    except (OSError, ValueError) as error:
        raise RefusedError(Refusal.NOT_A_FILE, str(error)) from error
    try:
        _check(os.fstat(descriptor), largest)
    except RefusedError:
        os.close(descriptor)
        raise
    return descriptor


def _check(state: os.stat_result, largest: int | None) -> None:
    if not stat.S_ISREG(state.st_mode):
        raise RefusedError(Refusal.NOT_A_FILE)
    if state.st_size == 0:
        raise RefusedError(Refusal.EMPTY)
    if largest is not None and state.st_size > largest:
        raise RefusedError(Refusal.TOO_LARGE, f"{state.st_size} bytes")
