"""A library, and the bringing in of things, for tests of accession: the real worker, real books."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from content.accession import Accession, AccessionLimits, Report
from content.catalogue import Wanted
from content.formats.reading import ReadLimits
from content.formats.worker import Worker
from content.library import Library
from tests.content.libraries import NOW, catalogue

READERS = ("content.formats.epub:EpubReader",)


@contextmanager
def accession(
    library: Library, limits: AccessionLimits | None = None, readers: Sequence[str] = READERS, **more: object
) -> Iterator[Accession]:
    """An accession with a worker of its own."""
    chosen = limits or AccessionLimits()
    with Worker(limits=chosen.reading, readers=readers) as worker:
        yield Accession(library, worker=worker, now=NOW, limits=chosen, **more)  # type: ignore[arg-type]


def bring(library: Library, *paths: Path, limits: AccessionLimits | None = None) -> Report:
    """Brings paths in."""
    with accession(library, limits) as session:
        return session.add(paths)


def titles(library: Library) -> list[str]:
    """What is seen, in order."""
    return [entry.title for entry in catalogue(library).listing(Wanted(), page=1, size=1_000).entries]


def left_in_staging(library: Library) -> list[str]:
    """What should not be there."""
    return [path.name for path in library.staging.iterdir()]


def strays(library: Library) -> set[str]:
    """Blobs that no row names, and rows without their blob."""
    rows = {row[0] for row in library.read().execute("SELECT sha256 FROM holding")}
    there = {path.name for path in library.blobs_folder.rglob("*") if path.is_file()}
    return rows ^ there


def small(**limits: int) -> AccessionLimits:
    """Limits for tests: free space does not matter."""
    return AccessionLimits(free_space=0, reading=ReadLimits(seconds=30.0), **limits)
