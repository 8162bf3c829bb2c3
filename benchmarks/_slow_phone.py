"""A slow phone: Chromium at 360 x 740, its processor and line slowed down, empty each time it opens a page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks._harness import BenchmarkError

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_MOST_MS = 300_000


@dataclass(frozen=True)
class Air:
    """How slow it is: round trip in ms, downlink in bits per second, processor so many times slower than this one."""

    name: str
    round_trip_ms: int
    bits: int
    cpu: int


SLOW_3G = Air("slow 3G", 400, 400_000, 4)
CROWDED = Air("crowded Wi-Fi", 60, 2_000_000, 6)


@dataclass(frozen=True)
class Opened:
    """A page that was opened cold: when what was awaited was there, and what had come over the air by then."""

    seconds: float
    bytes: int
    requests: int


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium.

    Raises:
        BenchmarkError: it is not installed.
    """
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 only this benchmark needs it

    program = shutil.which("chromium")
    if program is None:
        raise BenchmarkError("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program, args=list(_SWITCHES))
        try:
            yield started
        finally:
            started.close()


def open_cold(started: Browser, address: str, air: Air, *, until: str) -> Opened:
    """Opens a page with nothing kept, and waits for what is to be seen.

    Args:
        until: an expression in JavaScript that is true once it can be seen.
    """
    context = started.new_context(
        viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=True, has_touch=True, bypass_csp=True
    )
    page = context.new_page()
    link = context.new_cdp_session(page)
    link.send("Network.enable")
    link.send("Emulation.setCPUThrottlingRate", {"rate": air.cpu})
    line = {"latency": air.round_trip_ms, "downloadThroughput": air.bits / 8, "uploadThroughput": air.bits / 8}
    link.send("Network.emulateNetworkConditions", {"offline": False, **line})
    came, asked = [0], [0]

    def note_bytes(event: dict[str, Any]) -> None:
        came[0] += int(event["encodedDataLength"])

    def note_answer(event: dict[str, Any]) -> None:
        asked[0] += 1
        came[0] += int(event["response"]["encodedDataLength"])

    link.on("Network.responseReceived", note_answer)
    link.on("Network.dataReceived", note_bytes)
    page.goto(address, wait_until="commit", timeout=_MOST_MS)
    page.wait_for_function(until, polling=20, timeout=_MOST_MS)
    seconds = float(page.evaluate("performance.now()")) / 1_000
    context.close()
    return Opened(seconds=seconds, bytes=came[0], requests=asked[0])
