"""Guards the table of periodic work: what is due is done, a failing task harms no other, outcomes are kept when new."""

from __future__ import annotations

import logging
import random
import threading
from pathlib import Path

import pytest

from appliance.making import Maker
from appliance.tasks import TASKS, Duty, Keeper, Task
from content.catalogue import MIGRATIONS
from content.library import Library
from content.trusted_time import TrustedNow
from tests.content.libraries import SetClock, open_library, put, record


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path)


class Diary:
    """Tasks that write down that they ran."""

    def __init__(self) -> None:
        self.ran: list[str] = []

    def task(self, name: str, period: float, *, outcome: str = "done", jitter: float = 0.0) -> Task:
        """A task that notes its name."""

        def run(_: Duty) -> str:
            self.ran.append(name)
            if outcome == "failed":
                raise OSError("the card is gone")
            return outcome

        return Task(name, run, period=period, jitter=jitter)


def keeper(library: Library, clock: SetClock, *tasks: Task) -> Keeper:
    return Keeper(library, makers=(), clock=clock, tasks=tasks)


def outcomes(library: Library) -> dict[str, str]:
    return {row["name"]: row["outcome"] for row in library.read().execute("SELECT * FROM task")}


def test_everything_is_due_at_the_start_and_then_by_its_period(library: Library) -> None:
    clock, diary = SetClock(), Diary()
    keep = keeper(library, clock, diary.task("often", 10), diary.task("seldom", 25))
    for second in range(0, 51, 5):
        clock.seconds = second
        keep.run_due()
    assert diary.ran.count("often") == 6
    assert diary.ran.count("seldom") == 3


def test_time_until_the_next_is_told(library: Library) -> None:
    clock, diary = SetClock(), Diary()
    keep = keeper(library, clock, diary.task("a", 10), diary.task("b", 25))
    assert keep.run_due() == pytest.approx(10.0)
    clock.seconds = 4
    assert keep.run_due() == pytest.approx(6.0)


def test_jump_of_the_wall_clock_neither_skips_nor_repeats(library: Library) -> None:
    clock, diary = SetClock(), Diary()
    keep = keeper(library, clock, diary.task("a", 10))
    keep.run_due()
    clock.instant = clock.instant.replace(year=2036)
    keep.run_due()
    clock.instant = clock.instant.replace(year=2020)
    keep.run_due()
    assert diary.ran == ["a"]


def test_jitter_comes_on_top_of_the_period(library: Library) -> None:
    random.seed(1)
    clock, diary = SetClock(), Diary()
    keep = keeper(library, clock, diary.task("a", 10, jitter=5))
    assert 10.0 <= keep.run_due() <= 15.0


def test_failing_task_does_not_end_the_others(library: Library, caplog: pytest.LogCaptureFixture) -> None:
    clock, diary = SetClock(), Diary()
    keep = keeper(library, clock, diary.task("bad", 10, outcome="failed"), diary.task("good", 10))
    for clock.seconds in (0, 10):
        with caplog.at_level(logging.ERROR):
            keep.run_due()
    assert diary.ran == ["bad", "good", "bad", "good"]
    assert outcomes(library) == {"bad": "failed: OSError: the card is gone", "good": "done"}
    assert "task bad failed" in caplog.text


def test_outcome_that_cannot_be_kept_does_not_end_the_keeper(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    with library.write() as tx:
        tx.execute("DROP TABLE task")
    clock, diary = SetClock(), Diary()
    keep = keeper(library, clock, diary.task("a", 10), diary.task("b", 10))
    assert keep.run_due() == pytest.approx(10.0)
    assert diary.ran == ["a", "b"]
    assert "could not be kept" in caplog.text


def test_outcome_tells_how_long_the_write_lock_was_held(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    clock = SetClock()
    library = Library.open(tmp_path, schema=[MIGRATIONS], monotonic=clock.monotonic)

    def run(_: Duty) -> str:
        for seconds in holds.pop(0):
            with library.write():
                clock.seconds += seconds
        return "done"

    holds = [(0.125, 0.0625), (0.5,), ()]
    keep = keeper(library, clock, Task("a", run, period=10, jitter=0))
    for said, logged in (
        ("done, write lock held 125 ms at most", ""),
        ("done, write lock held 500 ms at most", "task a held the write lock for 500 ms"),
        ("done", ""),
    ):
        caplog.clear()
        keep.run_due()
        clock.seconds += 10
        assert outcomes(library) == {"a": said}
        assert "\n".join(record.message for record in caplog.records) == logged
    library.close()


def test_outcome_is_written_only_when_it_is_another(library: Library) -> None:
    clock, diary = SetClock(), Diary()
    keep = keeper(library, clock, diary.task("a", 10))
    keep.run_due()
    times = library.meter.times
    for clock.seconds in (10, 20, 30):
        keep.run_due()
    assert library.meter.times == times


def test_keeper_ends_when_told(library: Library) -> None:
    stop = threading.Event()

    def run(_: Duty) -> str:
        stop.set()
        return "last"

    keeper(library, SetClock(), Task("a", run, period=10, jitter=0)).run_until(stop)
    assert outcomes(library) == {"a": "last"}


class Notes(Maker):
    """Remembers what it was asked to make."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.compared = 0

    def make(self, library: Library, records: list[str], *, now: TrustedNow) -> None:  # type: ignore[override]  # noqa: ARG002
        """Remembers."""
        self.asked += records

    def compare(self, library: Library, *, now: TrustedNow) -> None:  # noqa: ARG002
        """Remembers."""
        self.compared += 1


def test_table_makes_what_is_stale_and_keeps_the_log_short(library: Library) -> None:
    put(library, record("a"))
    maker = Notes()
    Keeper(library, makers=(maker,), clock=SetClock()).run_due()
    assert maker.asked == [record("a").id]
    assert maker.compared == 1
    assert set(outcomes(library)) == {task.name for task in TASKS}
    assert not [text for text in outcomes(library).values() if "failed" in text]
    assert len({task.name for task in TASKS}) == len(TASKS)
