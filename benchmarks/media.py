"""`media`: pages of PDFs and recordings, beside pdf.js on the same phone and nginx on the same film."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from benchmarks._film_rows import long_film_rows, range_rows
from benchmarks._harness import ROOT, Result, work_folder
from benchmarks._paper_rows import paper_rows
from benchmarks._papers import make_paper

MIB = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much is measured: pages, rounds on the phone, seconds of ranges, bytes of the films, pages of the scan."""

    pages: int = 30
    rounds: int = 3
    seconds: int = 10
    film: int = 300 * MIB
    long_film: int = 4 << 30
    scan_pages: int = 60


def run(data: Path | None, *, size: Size | None = None) -> Result:
    """Measures on a folder of PDFs, and on papers and films that are made here.

    Args:
        data: a folder of PDFs; None: those in Vietnamese of the shared papers, where they are there.

    Raises:
        BenchmarkError: nginx, wrk, npm or Chromium is not installed.
    """
    size = size or Size()
    if data is None:
        shared = Path(os.environ.get("TUSACH_SHARED", ROOT.parent / "shared")) / "data" / "pdf" / "vi"
        data = shared if shared.is_dir() else None
    with work_folder() as folder:
        papers = [*sorted(data.glob("*.pdf"))] if data else []
        papers.append(make_paper(folder / "scan.pdf", pages=size.scan_pages))
        rows = [
            row
            for number, paper in enumerate(papers)
            for row in paper_rows(paper, folder / f"paper-{number}", pages=size.pages, rounds=size.rounds)
        ]
        rows += range_rows(folder / "film", size=size.film, seconds=size.seconds)
        rows += long_film_rows(folder / "long", size=size.long_film)
    return Result("media", tuple(rows))
