"""The one table of periodic work, and the keeper that does what is due.

Periods run on the monotonic clock, so a wrong or jumping clock neither skips work nor repeats it.
"""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from appliance.making import Maker, compare_all, drain
from content.catalogue import last_outcome, note_outcome
from content.library import Library, WriteLockMeter
from content.trusted_time import Clock, TrustedNow

log = logging.getLogger(__name__)
SECOND, MINUTE, HOUR = 1.0, 60.0, 3_600.0
OUTCOME_MAX = 300
HOLD_MAX = 0.2
"""Seconds for which a transaction may hold the write lock."""


@dataclass(frozen=True)
class Duty:
    """What a task works on: the library, its makers, and the time its run began."""

    library: Library
    makers: Sequence[Maker]
    now: TrustedNow


@dataclass(frozen=True)
class Task:
    """One periodic task.

    Attributes:
        name: stable; it names the row in which its last run is kept.
        run: does the work; returns what came of it, one line in English.
        period: seconds between the starts of two runs. jitter: up to so many seconds more.
    """

    name: str
    run: Callable[[Duty], str]
    period: float
    jitter: float


def make_stale(duty: Duty) -> str:
    """Makes anew what is made from records that changed."""
    return f"{drain(duty.library, duty.makers, now=duty.now)} records"


def make_pages(duty: Duty) -> str:
    """Makes some of what readers may ask for, where it is not there."""
    left = [maker.catch_up(duty.library, now=duty.now) for maker in duty.makers]
    return "more to do" if any(left) else "all there"


def compare_made(duty: Duty) -> str:
    """Compares everything made with everything held."""
    compare_all(duty.library, duty.makers, now=duty.now)
    return "done"


def checkpoint(duty: Duty) -> str:
    """Moves what the write-ahead log holds into the database, without waiting for readers."""
    busy, written, moved = duty.library.checkpoint()
    return f"busy {busy}, {moved} of {written} pages"


TASKS: tuple[Task, ...] = (
    Task("make-stale", make_stale, period=10 * SECOND, jitter=1 * SECOND),
    Task("make-pages", make_pages, period=10 * SECOND, jitter=1 * SECOND),
    Task("compare-made", compare_made, period=24 * HOUR, jitter=1 * HOUR),
    Task("checkpoint", checkpoint, period=1 * HOUR, jitter=5 * MINUTE),
)


def _held(task: Task, meter: WriteLockMeter) -> str:
    """How long a run held the write lock at one go, "" where it never did; too long is logged."""
    if not meter.times:
        return ""
    if meter.longest > HOLD_MAX:
        log.warning("task %s held the write lock for %.0f ms", task.name, meter.longest * 1_000)
    return f", write lock held {meter.longest * 1_000:.0f} ms at most"


class Keeper:
    """Does what is due, one task at a time; all tasks are due at its start."""

    def __init__(
        self, library: Library, *, makers: Sequence[Maker], clock: Clock, tasks: Sequence[Task] = TASKS
    ) -> None:
        self._library = library
        self._makers = makers
        self._clock = clock
        self._due = {task: float(clock.monotonic()) for task in tasks}

    def run_due(self) -> float:
        """Runs every task that is due.

        Returns:
            Seconds until the next one is.
        """
        for task, due in sorted(self._due.items(), key=lambda pair: pair[1]):
            if due <= self._clock.monotonic():
                try:
                    self._run(task)
                except Exception:
                    log.exception("what came of task %s could not be kept", task.name)
        return max(0.0, min(self._due.values()) - self._clock.monotonic())

    def run_until(self, stop: threading.Event) -> None:
        """Runs tasks until told to stop."""
        while not stop.wait(min(self.run_due(), 1.0)):
            pass

    def _run(self, task: Task) -> None:
        began, now = self._clock.monotonic(), self._clock.now()
        self._due[task] = began + task.period + random.uniform(0, task.jitter)  # noqa: S311 no secret
        try:
            with self._library.measured() as meter:
                outcome = task.run(Duty(self._library, self._makers, now))
            outcome += _held(task, meter)
        except Exception as error:
            log.exception("task %s failed", task.name)
            outcome = f"failed: {type(error).__name__}: {error}"[:OUTCOME_MAX]
        self._note(task, now, outcome)

    def _note(self, task: Task, began: TrustedNow, outcome: str) -> None:
        """Keeps the outcome where it differs from the last one: a card does not like a write every few seconds."""
        if last_outcome(self._library.read(), task.name) != outcome:
            with self._library.write() as tx:
                note_outcome(tx, task.name, outcome, began=began, ended=self._clock.now())
