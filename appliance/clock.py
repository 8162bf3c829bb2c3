"""The box's clock: the system's time, believed only where there is reason to.

Invariants
- Time never shown as trusted: before this release, ten years or more after it, or on a board that forgets the time
  when it is switched off (a Raspberry Pi without a clock chip) until the kernel says that its clock is synchronised.
- What is not trusted is shown as the floor, which has certainly come: nothing that ends by a date ends too early.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from content.trusted_time import Clock, ClockState, MonotonicSeconds, TrustedNow

RELEASED = datetime(2026, 11, 1, tzinfo=UTC)
"""No box that runs this release lives before it."""
LIFE = timedelta(days=3_652)
"""No box runs a release for so long; a clock that says so has lost itself."""
_TIMEX_BYTES = 208
_TIME_ERROR = 5


def keeps_time(*, root: Path = Path("/")) -> bool:
    """Whether this machine's clock can be believed at all.

    Only small boards are described to the kernel by a device tree; one without a clock chip starts at a made-up time,
    and is believed once the kernel's clock is synchronised. Other machines have a clock that runs while they are off.

    Args:
        root: where /proc and /sys stand.
    """
    is_board = (root / "proc/device-tree/model").exists()
    has_chip = (root / "sys/class/rtc/rtc0").exists()
    return not is_board or has_chip or is_synchronised()


def is_synchronised() -> bool:
    """Whether the kernel says that something keeps its clock right (adjtimex(2): not TIME_ERROR)."""
    state: int = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(_TIMEX_BYTES))
    return 0 <= state < _TIME_ERROR


class SystemClock(Clock):
    """The one place that reads the system's clock.

    Args:
        floor: an instant that has certainly come, UTC.
        ceiling: an instant at which this release certainly runs nowhere any more, UTC.
        believed: whether the machine's clock can be believed just now.
    """

    def __init__(
        self,
        floor: datetime = RELEASED,
        *,
        ceiling: datetime = RELEASED + LIFE,
        believed: Callable[[], bool] = keeps_time,
    ) -> None:
        self._floor = floor
        self._ceiling = ceiling
        self._believed = believed

    def now(self) -> TrustedNow:
        """The system's time where it is plausible and believed, else the floor, untrusted."""
        found = datetime.now(UTC)
        if self._floor <= found < self._ceiling and self._believed():
            return TrustedNow(found, ClockState.TRUSTED)
        return TrustedNow(self._floor, ClockState.UNTRUSTED)

    def monotonic(self) -> MonotonicSeconds:
        """Seconds since an arbitrary moment of this boot."""
        return MonotonicSeconds(time.monotonic())
