"""The usage event: what was asked for and what came of it, and nothing of who asked."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from content.addresses import Address


@dataclass(frozen=True, kw_only=True)
class Event:
    """One answered request.

    Attributes:
        address: the page, taken apart. status: HTTP status. method: HTTP method.
        found: whether a search found anything; None where nothing was searched.
        from_start: whether the first byte was asked for; false for later pieces of a file (COUNTER R5.1 §7.1: a file
            read by ranges is one request).
    """

    address: Address
    status: int
    method: str = "GET"
    found: bool | None = None
    from_start: bool = True


class EventSink(ABC):
    """Where events go."""

    @abstractmethod
    def emit(self, event: Event) -> None:
        """Takes one event. Never blocks, never raises: a page is not delayed by its being counted."""


class DroppingSink(EventSink):
    """Takes events and forgets them: nothing is counted."""

    def emit(self, event: Event) -> None:
        """Forgets the event."""
