"""A library, and the bringing in of things, for tests of accession: the real worker, real books."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from content.accession import Accession, AccessionLimits, Added, Report
from content.catalogue import Wanted
from content.formats.reading import ReadLimits, Refusal
from content.formats.worker import Worker
from content.library import Library
from tests.content.libraries import NOW, catalogue
from tests.epubs import make_epub, prose

READERS = ("content.formats.epub:EpubReader",)
ALL_READERS = (
    *READERS,
    "content.formats.pdf:PdfReader",
    "content.formats.media:MediaReader",
    "content.formats.media:SubtitlesReader",
    "content.formats.picture:PictureReader",
)


@contextmanager
def accession(
    library: Library, limits: AccessionLimits | None = None, readers: Sequence[str] = READERS, **more: object
) -> Iterator[Accession]:
    """An accession with a worker of its own."""
    chosen = limits or AccessionLimits()
    with Worker(limits=chosen.worker, readers=readers) as worker:
        yield Accession(library, worker=worker, now=NOW, limits=chosen, **more)  # type: ignore[arg-type]


def bring(library: Library, *paths: Path, limits: AccessionLimits | None = None) -> Report:
    """Brings paths in."""
    with accession(library, limits) as session:
        return session.add(paths)


def bring_all(library: Library, *paths: Path, limits: AccessionLimits | None = None) -> Report:
    """Brings paths in, with readers of recordings, subtitles and pictures too."""
    with accession(library, limits, ALL_READERS) as session:
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


def book(path: Path, title: str, *, chapters: int = 1) -> Path:
    """A book of its own content: no two of these share a chapter."""
    seed = sum(title.encode())
    return make_epub(
        path,
        metadata=f'<dc:title>{title}</dc:title><dc:language>vi</dc:language><dc:identifier id="uid">x</dc:identifier>',
        chapters=[f"<h1>{title} {n}</h1><p>{prose(seed * 1_000 + n)}</p>" for n in range(1, chapters + 1)],
    )


def only(report: Report) -> Added:
    """The one thing that was added; nothing was refused."""
    assert not report.refused, report.refused
    (added,) = report.added
    return added


def refusals(report: Report) -> list[Refusal]:
    """Why things were refused, in order."""
    return [refused.refusal for refused in report.refused]
