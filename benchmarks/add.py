"""`add`: what it costs to bring EPUBs in, beside `unzip -t` and `sha256sum` of the same files.

The peer does what cannot be left out: every byte is unpacked and checked, and the file is hashed. Ours reads, cleans,
cuts and files besides, and returns when all of it is on the medium. Where unzip is not installed, ours stands alone.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks._books import make_books
from benchmarks._harness import ROOT, BenchmarkError, Cost, Result, Row, compare, measure, pairs, work_folder

PEER = "unzip -t + sha256sum"
_PEER_SCRIPT = 'for book in "$@"; do unzip -tqq "$book" && echo whole; done; sha256sum "$@" >&2'
_ENDED = (0, 3)
"""Exit codes with which everything was tried: all taken, some refused (docs/commands.md)."""
GOAL_SECONDS = 60
GOAL_PEAK_MB = 512
MEGA = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Books:
    """Which made books are measured, and in how many pairs of runs. size: bytes of each."""

    count: int = 100
    size: int = MEGA
    pairs: int = 3
    pairs_of_data: int = 5


def run(data: Path | None, *, made: Books | None = None) -> Result:
    """Measures the EPUBs of a folder, and the made ones.

    Args:
        data: the folder, or None for the Vietnamese books of the shared papers where those are.

    Raises:
        BenchmarkError: no EPUB in the folder; `tusach add` does not run.
    """
    made = made or Books()
    rows: list[Row] = []
    with work_folder() as folder:
        files = _epubs(data)
        if files:
            rows += _measure(f"data, {len(files)} EPUB", files, folder, count=made.pairs_of_data)
        books = make_books(folder / "made", count=made.count, size=made.size)
        name = f"made, {made.count} EPUB of {made.size / MEGA:g} MB"
        rows += _measure(name, books, folder, count=made.pairs, seconds=GOAL_SECONDS)
    return Result("add", tuple(rows))


def _epubs(data: Path | None) -> list[Path]:
    if data is None:
        shared = Path(os.environ.get("TUSACH_SHARED", ROOT.parent / "shared"))
        return sorted((shared / "data" / "epub" / "vi_public_domain").glob("*.epub"))
    found = [data] if data.is_file() else sorted(path for path in data.rglob("*.epub") if path.is_file())
    if not found:
        raise BenchmarkError(f"{data}: no EPUB there")
    return [path.absolute() for path in found]


def _measure(name: str, files: Sequence[Path], folder: Path, *, count: int, seconds: float | None = None) -> list[Row]:
    """The rows of one set of files."""
    library = folder / "library"

    def ours() -> Cost:
        shutil.rmtree(library, ignore_errors=True)
        cost = measure([sys.executable, ROOT / "tusach.py", "--data-dir", library, "add", "--json", *files])
        if cost.code not in _ENDED:
            raise BenchmarkError(f"tusach add ended with exit code {cost.code}")
        return cost

    def peer() -> Cost:
        return measure(["sh", "-c", _PEER_SCRIPT, "sh", *files])

    measured = pairs(ours, peer if shutil.which("unzip") else None, count=count)
    shutil.rmtree(library, ignore_errors=True)
    mega = sum(path.stat().st_size for path in files) / MEGA
    rows = [
        compare(f"{name}: time", "s", measured, lambda cost: cost.seconds, peer_name=PEER, at_most=seconds),
        compare(f"{name}: files", "files/s", measured, lambda cost: len(files) / cost.seconds, peer_name=PEER),
        compare(f"{name}: bytes", "MB/s", measured, lambda cost: mega / cost.seconds, peer_name=PEER),
        compare(f"{name}: CPU", "s", measured, lambda cost: cost.cpu_seconds, peer_name=PEER),
        compare(
            f"{name}: peak memory",
            "MB",
            measured,
            lambda cost: cost.peak_bytes / MEGA,
            peer_name=PEER,
            at_most=GOAL_PEAK_MB,
        ),
    ]
    return [*rows, _taken(name, *measured[-1])]


def _taken(name: str, ours: Cost, peer: Cost | None) -> Row:
    """How many of the files were taken, beside how many archives are whole."""
    return Row(
        row=f"{name}: taken",
        unit="files",
        ours=len(json.loads(ours.output)["added"]),
        peer=peer.output.count("whole") if peer else None,
        peer_name="archives that unzip -t finds whole" if peer else None,
    )
