"""Guards the clock: time below the floor is the floor and not trusted; dates are those of Việt Nam."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from appliance.clock import RELEASED, SystemClock, is_synchronised, keeps_time
from content.trusted_time import VIETNAM, ClockState, TrustedNow


def test_time_below_the_floor_is_the_floor_and_not_trusted() -> None:
    floor = datetime.now(UTC) + timedelta(days=365)
    assert SystemClock(floor).now() == TrustedNow(floor, ClockState.UNTRUSTED)


def test_time_above_the_floor_is_trusted() -> None:
    floor = datetime(2020, 1, 1, tzinfo=UTC)
    now = SystemClock(floor).now()
    assert now.state is ClockState.TRUSTED
    assert now.instant > floor


def test_a_clock_years_ahead_shows_the_floor() -> None:
    passed = datetime.now(UTC) - timedelta(seconds=1)
    assert SystemClock(ceiling=passed).now() == TrustedNow(RELEASED, ClockState.UNTRUSTED)


def test_a_clock_that_is_not_believed_shows_the_floor() -> None:
    assert SystemClock(believed=lambda: False).now() == TrustedNow(RELEASED, ClockState.UNTRUSTED)


def board(root: Path, *, chip: bool) -> Path:
    (root / "proc/device-tree").mkdir(parents=True)
    (root / "proc/device-tree/model").write_text("Raspberry Pi 4 Model B")
    if chip:
        (root / "sys/class/rtc/rtc0").mkdir(parents=True)
    return root


def test_a_board_without_a_clock_chip_is_believed_only_when_synchronised(tmp_path: Path) -> None:
    assert keeps_time(root=board(tmp_path, chip=False)) is is_synchronised()


def test_a_board_with_a_clock_chip_and_other_machines_are_believed(tmp_path: Path) -> None:
    assert keeps_time(root=board(tmp_path / "board", chip=True))
    assert keeps_time(root=tmp_path)


def test_no_box_lives_before_its_release() -> None:
    assert datetime(2026, 11, 1, tzinfo=UTC) <= RELEASED
    assert SystemClock().now().instant >= RELEASED


def test_monotonic_clock_never_goes_back() -> None:
    clock = SystemClock()
    shown = [clock.monotonic() for _ in range(100)]
    assert shown == sorted(shown)


def test_date_is_that_of_vietnam() -> None:
    before, after = (
        TrustedNow(datetime(2026, 11, 20, 16, minute, tzinfo=UTC), ClockState.TRUSTED) for minute in (0, 59)
    )
    assert (before.today, after.today) == (date(2026, 11, 20), date(2026, 11, 20))
    assert TrustedNow(datetime(2026, 11, 20, 17, tzinfo=UTC), ClockState.TRUSTED).today == date(2026, 11, 21)


def test_instant_is_written_as_rfc_3339() -> None:
    now = TrustedNow(datetime(2026, 11, 20, 1, 2, 3, 999_999, tzinfo=UTC), ClockState.TRUSTED)
    assert now.text == "2026-11-20T01:02:03Z"


@pytest.mark.parametrize("instant", [datetime(2026, 11, 20), datetime(2026, 11, 20, tzinfo=VIETNAM)])  # noqa: DTZ001
def test_instant_that_is_not_utc_is_refused(instant: datetime) -> None:
    with pytest.raises(ValueError, match="UTC"):
        TrustedNow(instant, ClockState.TRUSTED)
