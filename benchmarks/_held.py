"""A library with one file in it, to be measured: adding it, where it stands, asking for it."""

from __future__ import annotations

import http.client
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from appliance.clock import SystemClock
from appliance.opening import open_library
from benchmarks._harness import ROOT, BenchmarkError, Cost, measure
from benchmarks._serving import Served
from content.addresses import Address, Noun
from content.catalogue import Catalogue

PIECE = 1 << 20


def add(file: Path, data: Path) -> Cost:
    """Adds a file to a library that is begun for it.

    Raises:
        BenchmarkError: the file is refused.
    """
    cost = measure([sys.executable, str(ROOT / "tusach.py"), "--data-dir", str(data), "add", str(file)])
    if cost.code != 0:
        raise BenchmarkError(f"{file.name} is refused: {cost.output}")
    return cost


def address(data: Path) -> tuple[str, int]:
    """The address of the record that came last, and how many parts it has.

    Raises:
        BenchmarkError: it cannot be seen.
    """
    clock = SystemClock()
    library = open_library(data, clock)
    try:
        last = library.read().execute("SELECT id FROM record ORDER BY key DESC LIMIT 1").fetchone()
        shown = Catalogue(library.read(), clock.now().today).shown(last["id"]) if last else None
    finally:
        library.close()
    if shown is None:
        raise BenchmarkError("the record cannot be seen")
    return Address(noun=Noun.RECORD, kind=shown.record.kind, record=shown.record.id).path, shown.parts


def get(server: Served, path: str, fields: dict[str, str] | None = None) -> tuple[float, int]:
    """Seconds until the last byte, and how many came.

    Raises:
        BenchmarkError: it is no success.
    """
    place = urlsplit(server.address)
    link = http.client.HTTPConnection(place.hostname or "", place.port, timeout=300)
    started = time.perf_counter()
    got = 0
    try:
        link.request("GET", path, headers=fields or {})
        answer = link.getresponse()
        while piece := answer.read(PIECE):
            got += len(piece)
    finally:
        link.close()
    if answer.status not in (200, 206):
        raise BenchmarkError(f"{answer.status} for {path}")
    return time.perf_counter() - started, got
