"""Guards the form of time that everything takes as an argument."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest

from content.trusted_time import Clock, ClockState, TrustedNow


def test_instant_cannot_be_changed_afterwards() -> None:
    now = TrustedNow(datetime(2026, 11, 20, tzinfo=UTC), ClockState.TRUSTED)
    with pytest.raises(dataclasses.FrozenInstanceError):
        now.state = ClockState.UNTRUSTED  # type: ignore[misc]


def test_clock_has_to_answer_both_questions() -> None:
    class Half(Clock):
        def now(self) -> TrustedNow:
            return TrustedNow(datetime(2026, 11, 20, tzinfo=UTC), ClockState.TRUSTED)

    with pytest.raises(TypeError, match="monotonic"):
        Half()  # type: ignore[abstract]
