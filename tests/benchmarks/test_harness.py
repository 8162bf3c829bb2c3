"""Guards what every benchmark stands on: the cost of a whole process tree, ratios of pairs, the shape of the rows."""

from __future__ import annotations

import sys

import pytest

from benchmarks._harness import BenchmarkError, Cost, Pair, compare, measure, pairs

CHILD_TAKES_MEMORY = (
    "import subprocess, sys;"
    "subprocess.run([sys.executable, '-c', 'import time; data = bytearray(120_000_000); time.sleep(0.5)'])"
)


def cost(seconds: float, *, peak: int = 0) -> Cost:
    return Cost(seconds=seconds, cpu_seconds=0.0, peak_bytes=peak, code=0, output="")


MEASURED: list[Pair] = [(cost(2.0), cost(1.0)), (cost(9.0), cost(3.0)), (cost(4.0), cost(4.0))]


def test_memory_of_a_child_counts() -> None:
    assert measure([sys.executable, "-c", CHILD_TAKES_MEMORY]).peak_bytes > 120_000_000


def test_work_of_a_child_counts() -> None:
    work = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(3_000_000))'])"
    assert measure([sys.executable, "-c", work]).cpu_seconds > measure([sys.executable, "-c", "pass"]).cpu_seconds


def test_exit_code_and_output_are_told() -> None:
    found = measure([sys.executable, "-c", "print('sách'); raise SystemExit(3)"])
    assert (found.code, found.output) == (3, "sách\n")


def test_command_that_is_not_there_is_named() -> None:
    with pytest.raises(BenchmarkError, match="no-such-program"):
        measure(["no-such-program"])


def test_both_run_in_turns_and_the_first_round_is_not_counted() -> None:
    order: list[str] = []

    def one(name: str) -> Cost:
        order.append(name)
        return cost(float(len(order)))

    measured = pairs(lambda: one("ours"), lambda: one("peer"), count=2)
    assert order == ["peer", "ours", "ours", "peer", "peer", "ours"]
    assert [(ours.seconds, peer and peer.seconds) for ours, peer in measured] == [(3.0, 4.0), (6.0, 5.0)]


def test_without_a_peer_ours_stands_alone_and_its_goal_still_holds() -> None:
    row = compare(
        "time", "s", pairs(lambda: cost(2.0), None, count=3), lambda one: one.seconds, peer_name="peer", at_most=1
    )
    assert (row.ours, row.peer, row.peer_name, row.ratio, row.low, row.high) == (2.0, None, None, None, None, None)
    assert row.met is False


def test_ratio_is_that_of_the_pairs_with_its_spread() -> None:
    row = compare("time", "s", MEASURED, lambda one: one.seconds, peer_name="peer")
    assert (row.ours, row.peer, row.ratio, row.low, row.high) == (4.0, 3.0, 2.0, 1.0, 3.0)
    assert (row.goal, row.met) == (None, None)


@pytest.mark.parametrize(("goal", "met"), [(4.0, True), (3.9, False)])
def test_goal_is_met_when_the_median_is_not_more(goal: float, met: bool) -> None:
    row = compare("time", "s", MEASURED, lambda one: one.seconds, peer_name="peer", at_most=goal)
    assert (row.goal, row.met) == (goal, met)
