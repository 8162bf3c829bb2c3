"""The box's clock: the system's time, believed only when it is not before what has certainly come."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from content.trusted_time import Clock, ClockState, MonotonicSeconds, TrustedNow

RELEASED = datetime(2026, 11, 1, tzinfo=UTC)
"""No box that runs this release lives before it."""


class SystemClock(Clock):
    """The one place that reads the system's clock.

    Args:
        floor: an instant that has certainly come, UTC.
    """

    def __init__(self, floor: datetime = RELEASED) -> None:
        self._floor = floor

    def now(self) -> TrustedNow:
        """The system's time where it is not below the floor, else the floor, untrusted."""
        found = datetime.now(UTC)
        if found < self._floor:
            return TrustedNow(self._floor, ClockState.UNTRUSTED)
        return TrustedNow(found, ClockState.TRUSTED)

    def monotonic(self) -> MonotonicSeconds:
        """Seconds since an arbitrary moment of this boot."""
        return MonotonicSeconds(time.monotonic())
