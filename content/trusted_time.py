"""Time: an instant and how far it can be trusted. No module reads the clock; it is passed in."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import NewType

VIETNAM = timezone(timedelta(hours=7))
MonotonicSeconds = NewType("MonotonicSeconds", float)


class ClockState(StrEnum):
    """How far an instant can be trusted."""

    TRUSTED = "trusted"
    UNTRUSTED = "untrusted"


@dataclass(frozen=True)
class TrustedNow:
    """An instant that has certainly come.

    Attributes:
        instant: aware, in UTC. With a trusted clock it is the time; else the floor below which time cannot be, so
            that what ends by a date never ends too early.
        state: whether the instant is the time or only its floor.
    """

    instant: datetime
    state: ClockState

    def __post_init__(self) -> None:
        if self.instant.tzinfo is None or self.instant.utcoffset() != timedelta(0):
            raise ValueError("an instant must be aware and in UTC")

    @property
    def today(self) -> date:
        """The date in Việt Nam (UTC+7) that has certainly come."""
        return self.instant.astimezone(VIETNAM).date()

    @property
    def text(self) -> str:
        """The instant as RFC 3339 with seconds, in UTC."""
        return self.instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Clock(ABC):
    """Where an entry point gets the time from, once per operation."""

    @abstractmethod
    def now(self) -> TrustedNow:
        """The time, or its floor."""

    @abstractmethod
    def monotonic(self) -> MonotonicSeconds:
        """Seconds since an arbitrary moment of this boot; never goes back."""
