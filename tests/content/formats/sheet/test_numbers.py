"""Guards that numbers and dates stand on the page as the sheet's author saw them, in the Vietnamese way."""

from __future__ import annotations

from datetime import datetime

import pytest

from content.formats.sheet.numbers import date_of, is_date, plain, shown


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (1234567, "General", "1234567"),
        (1234567.0, "#,##0", "1.234.567"),
        (1.5, "General", "1,5"),
        (0.1 + 0.2, "General", "0,3"),
        (9786042012345.0, "General", "9786042012345"),
        (0.155, "0.0%", "15,5%"),
        (7, "000", "007"),
        (5, '"Điều "0', "Điều 5"),
        (2500000, '#,##0 "đồng"', "2.500.000 đồng"),
        (-1234.5, "#,##0.00_);(#,##0.00)", "-1.234,50"),
        (43597, "m/d/yyyy", "12/05/2019"),
        (43597, "mmm-yy", "05/2019"),
        (43597, "yyyy", "2019"),
        (43597.5, "dd/mm/yyyy hh:mm", "12/05/2019 12:00"),
        (0.5, "h:mm AM/PM", "12:00"),
        (1.5, "[h]:mm:ss", "36:00:00"),
        (43597, "[$-F800]dddd, mmmm dd, yyyy", "12/05/2019"),
        (3, "@", "3"),
    ],
)
def test_number_is_shown_by_the_format_of_its_cell(value: float, code: str, expected: str) -> None:
    assert shown(value, code) == expected


def test_count_of_days_has_a_leap_day_that_never_was() -> None:
    assert date_of(1) == datetime(1900, 1, 1)  # noqa: DTZ001 sheets know no zones
    assert date_of(61) == datetime(1900, 3, 1)  # noqa: DTZ001
    assert date_of(0, since_1904=True) == datetime(1904, 1, 1)  # noqa: DTZ001


def test_moment_out_of_the_calendar_stays_a_number() -> None:
    assert date_of(-1) is None
    assert shown(99999999, "d/m/yyyy") == "99999999"


def test_words_of_a_format_make_no_date_of_a_number() -> None:
    assert not is_date('0 "hộ dân"')
    assert not is_date("[Red]#,##0")
    assert is_date("dd/mm")


def test_plain_number_has_no_look() -> None:
    assert plain(2019.0) == "2019"
    assert plain(0.5) == "0.5"
    assert plain(float("nan")) == "#NUM!"
