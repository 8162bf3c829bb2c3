"""What every benchmark is made of: costs of a command, interleaved pairs, ratios with their spread, one JSON object.

Ours and the peer run in turns within one run, so that whatever else the machine does hits both. A row tells medians;
the spread of a ratio is that of the pairs.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
POLL_SECONDS = 0.02
PAGE = os.sysconf("SC_PAGE_SIZE")


class BenchmarkError(Exception):
    """A measurement cannot be made here; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one command cost.

    Attributes:
        seconds: from start to end. cpu_seconds: user and system time of it and of every descendant it waited for.
        peak_bytes: highest sum of the resident memory of its processes; pages they share count in each.
        code: exit code. output: what it printed.
    """

    seconds: float
    cpu_seconds: float
    peak_bytes: int
    code: int
    output: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One figure. `ratio` is ours over the peer's; low and high are its spread; `met` is None where no goal is set."""

    row: str
    unit: str
    ours: float
    peer: float | None = None
    peer_name: str | None = None
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    goal: float | None = None
    met: bool | None = None


@dataclass(frozen=True)
class Result:
    """All rows of a benchmark."""

    bench: str
    rows: tuple[Row, ...]

    def as_json(self) -> dict[str, object]:
        """The documented object."""
        return {"bench": self.bench, "rows": [asdict(row) for row in self.rows]}


def measure(command: Sequence[str | Path]) -> Cost:
    """Runs a command to its end and says what it cost, its descendants included.

    Raises:
        BenchmarkError: it cannot be started.
    """
    with TemporaryDirectory() as folder, Path(folder, "output").open("w+b") as output:
        started = time.perf_counter()
        try:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.DEVNULL)
        except OSError as error:
            raise BenchmarkError(f"{command[0]}: {error.strerror}") from error
        with _peak_of_tree(process.pid) as peak:
            _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        return Cost(
            seconds=seconds,
            cpu_seconds=usage.ru_utime + usage.ru_stime,
            peak_bytes=max(peak(), usage.ru_maxrss * 1024),
            code=process.returncode,
            output=output.read().decode("utf-8", "replace"),
        )


Pair = tuple[Cost, Cost | None]
"""Ours and the peer's; None where this machine has no peer."""


def pairs(ours: Callable[[], Cost], peer: Callable[[], Cost] | None, *, count: int) -> list[Pair]:
    """Measures in turns, every second pair the other way round; one round before warms both and is not counted."""
    measured: list[Pair] = []
    for number in range(count + 1):
        if peer is None:
            measured.append((ours(), None))
        elif number % 2:
            measured.append((ours(), peer()))
        else:
            second = peer()
            measured.append((ours(), second))
    return measured[1:]


def compare(
    name: str,
    unit: str,
    measured: Sequence[Pair],
    figure: Callable[[Cost], float],
    *,
    peer_name: str,
    at_most: float | None = None,
) -> Row:
    """One row from pairs: medians of both, the median ratio of the pairs and its spread.

    Args:
        figure: what is told of a cost, in the unit.
        at_most: the goal: ours is not to be more.
    """
    both = [(figure(ours), figure(peer)) for ours, peer in measured if peer is not None]
    ratios = [ours / peer for ours, peer in both]
    ours = statistics.median(figure(one) for one, _ in measured)
    return Row(
        row=name,
        unit=unit,
        ours=round(ours, 3),
        peer=round(statistics.median(peer for _, peer in both), 3) if both else None,
        peer_name=peer_name if both else None,
        ratio=round(statistics.median(ratios), 3) if both else None,
        low=round(min(ratios), 3) if both else None,
        high=round(max(ratios), 3) if both else None,
        goal=at_most,
        met=None if at_most is None else ours <= at_most,
    )


def figure(name: str, unit: str, ours: float, *, at_most: float | None = None) -> Row:
    """One row without a peer.

    Args:
        at_most: the goal: ours is not to be more.
    """
    return Row(row=name, unit=unit, ours=round(ours, 3), goal=at_most, met=None if at_most is None else ours <= at_most)


T = TypeVar("T")


def ratio(name: str, unit: str, measured: Sequence[tuple[T, T]], told: Callable[[T], float], *, peer_name: str) -> Row:
    """One row from pairs of any measure: medians of both, the median ratio of the pairs and its spread.

    Args:
        told: what is told of a measure, in the unit.
    """
    ratios = [told(ours) / told(peer) for ours, peer in measured]
    return Row(
        row=name,
        unit=unit,
        ours=round(statistics.median(told(ours) for ours, _ in measured), 3),
        peer=round(statistics.median(told(peer) for _, peer in measured), 3),
        peer_name=peer_name,
        ratio=round(statistics.median(ratios), 3),
        low=round(min(ratios), 3),
        high=round(max(ratios), 3),
    )


@contextmanager
def work_folder() -> Iterator[Path]:
    """A folder for one run, on the file system of the clone: in memory, what is made durable would cost nothing."""
    place = ROOT / ".dev"
    place.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="bench-", dir=place) as folder:
        yield Path(folder)


@contextmanager
def _peak_of_tree(root: int) -> Iterator[Callable[[], int]]:
    """Watches a process and its descendants; gives a function that tells the highest sum in bytes so far."""
    highest, ended = 0, threading.Event()

    def watch() -> None:
        nonlocal highest
        while not ended.wait(POLL_SECONDS):
            highest = max(highest, sum(_resident(process) for process in _tree(root)))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield lambda: highest
    finally:
        ended.set()
        watcher.join()


def _tree(root: int) -> Iterator[int]:
    """A process and its descendants, as `/proc/<pid>/task/<tid>/children` names them (proc(5)); gone ones left out."""
    yield root
    try:
        threads = os.listdir(f"/proc/{root}/task")  # noqa: PTH208 called fifty times a second
        texts = [Path(f"/proc/{root}/task/{thread}/children").read_text("ascii") for thread in threads]
    except OSError:
        return
    for child in " ".join(texts).split():
        yield from _tree(int(child))


def _resident(process: int) -> int:
    """Resident bytes of a process, 0 when it is gone (proc(5), statm)."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1]) * PAGE
    except (OSError, IndexError):
        return 0
