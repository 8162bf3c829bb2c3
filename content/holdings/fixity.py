"""Fixity: whether every blob that is held is still what it was when it came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from content.holdings.blobs import Blobs, hash_file
from content.records import Bytes, Sha256


class FaultKind(StrEnum):
    """What can be wrong with a blob."""

    MISSING = "missing"
    CHANGED = "changed"
    UNREADABLE = "unreadable"
    STRAY = "stray"


@dataclass(frozen=True)
class Fault:
    """A blob that is not as it should be. A stray one is named by no row: it costs room and nothing else."""

    kind: FaultKind
    blob: Sha256
    detail: str = ""


def check_blobs(
    blobs: Blobs,
    held: Iterable[tuple[Sha256, Bytes]],
    *,
    is_held: Callable[[Sha256], bool],
    progress: Callable[[Bytes], None] = lambda _: None,
) -> Iterator[Fault]:
    """Reads and hashes everything held.

    Args:
        held: hash and size of each holding.
        is_held: whether a blob is a holding now; things come and go while a large library is checked.
        progress: told the size of each blob read.
    """
    for blob, size in held:
        fault = check_blob(blobs, blob)
        if fault and is_held(blob):
            yield fault
        progress(size)


def stray_blobs(blobs: Blobs, *, is_held: Callable[[Sha256], bool]) -> Iterator[Fault]:
    """Blobs that no row names. Meant while nothing is brought in: a blob is there before its row."""
    yield from (Fault(FaultKind.STRAY, blob) for blob in blobs.all() if not is_held(blob))


def check_blob(blobs: Blobs, blob: Sha256) -> Fault | None:
    """What is wrong with one blob, or None."""
    try:
        found = hash_file(blobs.path(blob))
    except FileNotFoundError:
        return Fault(FaultKind.MISSING, blob)
    except OSError as error:
        return Fault(FaultKind.UNREADABLE, blob, str(error.strerror))
    return None if found == blob else Fault(FaultKind.CHANGED, blob, f"now {found}")
