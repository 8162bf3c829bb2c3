"""Use of the library as events and counts, and letters from readers. Nothing here knows who the reader is."""

from content.usage.events import DroppingSink, Event, EventSink
from content.usage.letters import (
    TEXT_MAX,
    ComplaintReason,
    Letter,
    LetterKind,
    LetterRefusedError,
    LetterSink,
    RefusedBecause,
    Want,
)

__all__ = [
    "TEXT_MAX",
    "ComplaintReason",
    "DroppingSink",
    "Event",
    "EventSink",
    "Letter",
    "LetterKind",
    "LetterRefusedError",
    "LetterSink",
    "RefusedBecause",
    "Want",
]
