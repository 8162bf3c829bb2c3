"""Which files a person meant when she named files and folders."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from content.accession.sidecar import find_sidecar
from content.formats.reading import Refusal, RefusedError

SIDECAR_ENDING = ".toml"


@dataclass(frozen=True)
class Candidate:
    """A file to bring in. `name` is how the person named it; `sidecar` stands beside it; a paper record has no file."""

    name: str
    path: Path | None
    sidecar: Path | None = None


def candidates(paths: Iterable[Path]) -> Iterator[Candidate]:
    """Every file that the paths name, folders walked in order of name, each file once.

    In folders hidden names are passed over and links to folders are not followed.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _walk(path) if path.is_dir() else [path]:
            key = os.path.abspath(found)  # noqa: PTH100 resolve() would follow links
            if key not in seen:
                seen.add(key)
                yield from _candidate(found, in_folder=found != path)


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(names) if not name.startswith("."))


def _candidate(path: Path, *, in_folder: bool) -> Iterator[Candidate]:
    if path.suffix.lower() != SIDECAR_ENDING:
        yield Candidate(str(path), path, find_sidecar(path))
    elif not _stands_beside_a_file(path):
        yield Candidate(str(path), None, path)
    elif not in_folder:
        yield Candidate(str(path), path)


def _stands_beside_a_file(sidecar: Path) -> bool:
    """Whether the TOML file is the sidecar of another file of its folder."""
    stem = sidecar.name[: -len(SIDECAR_ENDING)]
    try:
        names = [entry.name for entry in os.scandir(sidecar.parent) if entry.is_file()]
    except OSError:
        return False
    others = (name for name in names if name != sidecar.name)
    return any(name == stem or (Path(name).stem == stem and not name.endswith(SIDECAR_ENDING)) for name in others)


def open_regular(path: Path, *, largest: int) -> int:
    """Opens a file for reading, if it is one.

    Args:
        largest: bytes it may have.

    Returns:
        A file descriptor; the caller closes it.

    Raises:
        RefusedError: NOT_A_FILE, NOT_READABLE, EMPTY, TOO_LARGE.
    """
    try:
        # Looked at before it is opened: to open a device or a pipe may already do something.
        if not stat.S_ISREG(path.stat().st_mode):
            raise RefusedError(Refusal.NOT_A_FILE)
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except FileNotFoundError as error:
        raise RefusedError(Refusal.NOT_A_FILE, "not there") from error
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


def _check(state: os.stat_result, largest: int) -> None:
    if not stat.S_ISREG(state.st_mode):
        raise RefusedError(Refusal.NOT_A_FILE)
    if state.st_size == 0:
        raise RefusedError(Refusal.EMPTY)
    if state.st_size > largest:
        raise RefusedError(Refusal.TOO_LARGE, f"{state.st_size} bytes")
