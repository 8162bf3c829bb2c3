"""Which files a person meant when she named files and folders."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from content.accession.media_litter import is_litter
from content.accession.sidecar import SIDECAR_ENDING, find_sidecar
from content.formats import HEAD_BYTES
from content.formats.kinds import FileKind, kind_of_content
from content.formats.reading import Refusal, RefusedError


@dataclass(frozen=True)
class Candidate:
    """A file to bring in.

    Attributes:
        name: how the person named it. path: None for a paper record. sidecar: stands beside it.
        in_folder: it was found in a folder that was named, and not named itself.
    """

    name: str
    path: Path | None
    sidecar: Path | None = None
    in_folder: bool = False


def candidates(paths: Iterable[Path], *, leave_out: Path | None = None) -> Iterator[Candidate]:
    """Every file that the paths name, folders walked in order of name, each file once.

    In folders what systems leave by themselves is passed over and links to folders are not followed. A folder that
    cannot be listed is a candidate itself, to be refused.

    Args:
        leave_out: a folder that is not walked into: the library's own.
    """
    seen: set[str] = set()
    beside = _Folders()
    for path in paths:
        # os.path: any name may come, also one too long for the file system.
        is_folder = os.path.isdir(path)  # noqa: PTH112
        for found in _walk(path, leave_out) if is_folder else [path]:
            key = os.path.abspath(found)  # noqa: PTH100 resolve() would follow links
            if key not in seen:
                seen.add(key)
                yield from _candidate(found, beside, in_folder=is_folder)


def _walk(folder: Path, leave_out: Path | None) -> Iterator[Path]:
    barred: list[Path] = []
    own = leave_out and os.path.realpath(leave_out)
    for parent, folders, names in os.walk(folder, onerror=lambda error: barred.append(Path(error.filename))):
        if own and os.path.realpath(parent) == own:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not is_litter(name))
        yield from (Path(parent, name) for name in sorted(names) if not is_litter(name))
    yield from barred


def _candidate(path: Path, beside: _Folders, *, in_folder: bool) -> Iterator[Candidate]:
    if path.suffix.lower() != SIDECAR_ENDING:
        yield Candidate(str(path), path, find_sidecar(path), in_folder)
    elif not beside.has_file_of(path):
        yield Candidate(str(path), None, path, in_folder)
    elif not in_folder:
        yield Candidate(str(path), path)


class _Folders:
    """Which files stand in the folders of sidecars; each folder is listed once."""

    def __init__(self) -> None:
        self._names: dict[Path, set[str]] = {}

    def has_file_of(self, sidecar: Path) -> bool:
        """Whether the TOML file is the sidecar of another file of its folder."""
        if sidecar.parent not in self._names:
            self._names[sidecar.parent] = set(_described_by(sidecar.parent))
        return normalised(sidecar.name[: -len(SIDECAR_ENDING)]) in self._names[sidecar.parent]


def _described_by(folder: Path) -> Iterator[str]:
    """Names and stems of the files of a folder that a sidecar may be named after."""
    try:
        names = [entry.name for entry in os.scandir(folder) if entry.is_file()]
    except OSError:
        return
    for name in names:
        if not name.lower().endswith(SIDECAR_ENDING):
            yield from (normalised(name), normalised(Path(name).stem))


def normalised(name: str) -> str:
    """A file's name as it is compared: the same letters may be stored composed (NFC) or taken apart (NFD)."""
    return unicodedata.normalize("NFC", name)


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
