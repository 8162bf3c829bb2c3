"""`office`: papers and sheets read and put on the shelf, beside LibreOffice headless that turns them into HTML."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks._harness import ROOT, BenchmarkError, Cost, Result, Row, compare, measure, pairs, work_folder
from benchmarks._office_papers import make_papers

PEER = "LibreOffice headless"
ENDINGS = (".docx", ".doc", ".odt", ".rtf", ".html", ".xlsx", ".xls", ".ods")
SHEETS = (".xlsx", ".xls", ".ods")


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much is measured: papers a format, articles a paper, rounds."""

    papers: int = 20
    articles: int = 120
    rounds: int = 3


def run(data: Path | None, *, size: Size | None = None) -> Result:
    """Measures on a folder of papers, or on laws of many articles made here in every format.

    Args:
        data: a folder of office files; None: made ones.

    Raises:
        BenchmarkError: LibreOffice is not installed, or there is nothing to measure.
    """
    size = size or Size()
    office = shutil.which("soffice")
    if office is None:
        raise BenchmarkError(
            "LibreOffice is not installed: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui"
        )
    with work_folder() as folder:
        folder_of_papers = data or make_papers(folder / "papers", papers=size.papers, articles=size.articles)
        by_ending = {
            ending: sorted(path for path in folder_of_papers.rglob("*") if path.suffix.lower() == ending)
            for ending in ENDINGS
        }
        rows = [
            row
            for ending, files in by_ending.items()
            if files
            for row in _rows(ending, files, folder / ending[1:], office, size.rounds)
        ]
    if not rows:
        raise BenchmarkError("no office file there")
    return Result("office", tuple(rows))


def _rows(ending: str, files: list[Path], folder: Path, office: str, rounds: int) -> list[Row]:
    name = f"{len(files)} {ending[1:].upper()}, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB"
    folder.mkdir()
    measured = pairs(_ours(files, folder), _peer(ending, files, folder, office), count=rounds)
    return [
        compare(f"{name}: time", "s", measured, lambda cost: cost.seconds, peer_name=PEER),
        compare(f"{name}: files/s", "1/s", measured, lambda cost: len(files) / cost.seconds, peer_name=PEER),
        compare(f"{name}: processor", "s", measured, lambda cost: cost.cpu_seconds, peer_name=PEER),
        compare(f"{name}: peak memory", "MiB", measured, lambda cost: cost.peak_bytes / 2**20, peer_name=PEER),
    ]


def _ours(files: list[Path], folder: Path) -> Callable[[], Cost]:
    """Adds all files to an empty library: read, made findable, durable."""

    def add() -> Cost:
        with tempfile.TemporaryDirectory(dir=folder) as data:
            cost = measure([sys.executable, ROOT / "tusach.py", "--data-dir", data, "add", "--json", *files])
        if cost.code:
            raise BenchmarkError(f"tusach add ended with {cost.code}")
        return cost

    return add


def _peer(ending: str, files: list[Path], folder: Path, office: str) -> Callable[[], Cost]:
    """Turns all files into HTML in one start, with a profile that is there already."""
    wanted = "html:HTML (StarCalc)" if ending in SHEETS else "html:HTML (StarWriter)"
    profile = (folder / "profile").resolve().as_uri()

    def turn() -> Cost:
        with tempfile.TemporaryDirectory(dir=folder) as out:
            cost = measure(
                [
                    office,
                    "--headless",
                    f"-env:UserInstallation={profile}",
                    "--convert-to",
                    wanted,
                    "--outdir",
                    out,
                    *files,
                ]
            )
            made = len(list(Path(out).glob("*.html")))
        if cost.code or made < len(files):
            raise BenchmarkError(f"LibreOffice made {made} of {len(files)}, and ended with {cost.code}")
        return cost

    return turn
