"""Ranges of a film beside nginx on the same file, and a film that is larger than the memory of the box."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks._harness import BenchmarkError, Row, figure, ratio
from benchmarks._held import add, address, get
from benchmarks._papers import make_film
from benchmarks._serving import Served, nginx_server, tusach_server

PIECE = 256 << 10
ROUNDS = 3
MOST_GROWTH = 1.0
"""MB that serving a film may add to the memory of the server's processes."""
MOST_PEAK = 512
STILL_SECONDS = 2
_IN_MS = {"us": 1e-3, "ms": 1.0, "s": 1e3}


@dataclass(frozen=True)
class Ranges:
    """What ranges of a film cost: answers a second, processor in ms each, half of them within so many ms."""

    rate: float
    cpu_ms: float
    half_ms: float


def range_rows(folder: Path, *, size: int, seconds: int) -> list[Row]:
    """Ranges of 256 KiB anywhere in a film, ours and nginx by turns.

    Args:
        folder: to work in. size: of the film in bytes. seconds: of each turn.

    Raises:
        BenchmarkError: nginx or wrk is not installed, or the film is refused.
    """
    files, data = folder / "files", folder / "library"
    files.mkdir(parents=True)
    add(make_film(files / "film.mp4", size=size), data)
    root, _ = address(data)
    script = folder / "ranges.lua"
    with tusach_server(data) as ours, nginx_server(files, folder / "nginx") as peer:
        measured = []
        for _ in range(ROUNDS):
            both = []
            for server, path in ((ours, f"{root}/phat/film.mp4"), (peer, "/film.mp4")):
                script.write_text(_asking_for(path, size - PIECE), "utf-8")
                both.append(_ranges(server, script, seconds))
            measured.append((both[0], both[1]))
    shutil.rmtree(folder)
    return [
        ratio("film, 256 KiB anywhere: answers", "a second", measured, lambda one: one.rate, peer_name="nginx"),
        ratio("film, 256 KiB anywhere: CPU", "ms", measured, lambda one: one.cpu_ms, peer_name="nginx"),
        ratio("film, 256 KiB anywhere: half within", "ms", measured, lambda one: one.half_ms, peer_name="nginx"),
    ]


def long_film_rows(folder: Path, *, size: int) -> list[Row]:
    """A film added, and sent from its first byte to its last.

    Args:
        folder: to work in. size: of the film in bytes.

    Raises:
        BenchmarkError: the film is refused, or comes otherwise than it went.
    """
    folder.mkdir()
    film, data = make_film(folder / "film.mp4", size=size), folder / "library"
    cost = add(film, data)
    film.unlink()
    root, _ = address(data)
    with tusach_server(data) as server:
        get(server, root)
        get(server, f"{root}/phat/film.mp4", {"Range": "bytes=0-1000000"})
        before = _settled(server)
        took, got = get(server, f"{root}/phat/film.mp4")
        grown = max(0, server.private_bytes - before)
    shutil.rmtree(folder)
    if got != size:
        raise BenchmarkError(f"{got} bytes came of {size}")
    name = f"film of {size / (1 << 30):.2g} GiB"
    return [
        figure(f"{name}: adding it", "MB/s", size / 1e6 / cost.seconds),
        figure(f"{name}: adding it, peak memory", "MB", cost.peak_bytes / 1e6, at_most=MOST_PEAK),
        figure(f"{name}: sent whole", "MB/s", size / 1e6 / took),
        figure(f"{name}: sent whole, memory grows by", "MB", grown / 1e6, at_most=MOST_GROWTH),
    ]


def _settled(server: Served) -> int:
    """Private bytes of a server once the processes beside it have started: when they are the same for two seconds."""
    seen, since = server.private_bytes, time.monotonic()
    while time.monotonic() - since < STILL_SECONDS:
        time.sleep(0.1)
        if server.private_bytes != seen:
            seen, since = server.private_bytes, time.monotonic()
    return seen


def _asking_for(path: str, last: int) -> str:
    """A script for wrk: ranges that begin anywhere up to `last`."""
    return (
        f"function request() local at = math.random(0, {last}); "
        f'return wrk.format("GET", "{path}", {{["Range"] = "bytes=" .. at .. "-" .. (at + {PIECE - 1})}}) end\n'
        "function response(status) if status ~= 206 then wrk.thread:stop() end end\n"
    )


def _ranges(server: Served, script: Path, seconds: int) -> Ranges:
    """Asks on eight connections.

    Raises:
        BenchmarkError: wrk is not installed, or what came are no ranges.
    """
    wrk = shutil.which("wrk")
    if wrk is None:
        raise BenchmarkError("wrk is not installed: apt-get install wrk")
    before = server.cpu_seconds
    command = [wrk, "-t1", "-c8", f"-d{seconds}s", "--latency", "-s", str(script), server.address]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"(\d+) requests in ([\d.]+)s", told)
    half = re.search(r"50%\s+([\d.]+)(us|ms|s)", told)
    if not found or not half or int(found[1]) == 0 or "Non-2xx" in told:
        raise BenchmarkError(f"no ranges from {server.address}: {told}")
    answers = int(found[1])
    return Ranges(
        rate=answers / float(found[2]),
        cpu_ms=(server.cpu_seconds - before) * 1e3 / answers,
        half_ms=float(half[1]) * _IN_MS[half[2]],
    )
