"""Guards the reading of request fields: conditions, codings, ranges and preferences, whatever is sent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.addresses import parse
from webapp.shell.conditions import accepts_gzip, entity_tags, has_failed, is_current, range_holds
from webapp.shell.icons import icon, put_symbols, symbols
from webapp.shell.preferences import (
    GROUNDS,
    Preference,
    carrying,
    from_cookie,
    from_query,
    return_address,
    without,
)
from webapp.shell.ranges import ByteRange, UnsatisfiableRangeError, asked_range

fields = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60)
preferences = st.builds(Preference, st.integers(1, 4), st.sampled_from(GROUNDS))


@pytest.mark.parametrize("field", ['"a"', 'W/"a"', '"x", "a"', '"x",W/"a"', "*", ' "a" ', '"x" , "y", "a"'])
def test_a_matching_tag_is_found(field: str) -> None:
    assert is_current(field, "a")


@pytest.mark.parametrize("field", [None, "", '"b"', "a", '"a', '"A"', '"aa"', '"a" "b"', "W/a"])
def test_another_or_a_malformed_tag_is_not(field: str | None) -> None:
    assert not is_current(field, "a")


def test_if_match_compares_strongly() -> None:
    assert not has_failed('"a"', "a")
    assert not has_failed("*", "a")
    assert not has_failed(None, "a")
    assert has_failed('"b"', "a")
    assert has_failed('W/"a"', "a")


def test_if_range_compares_strongly() -> None:
    assert range_holds(None, "a")
    assert range_holds('"a"', "a")
    assert not range_holds('W/"a"', "a")
    assert not range_holds("Mon, 23 Nov 2026 00:00:00 GMT", "a")


@given(fields)
def test_any_field_is_read_without_harm(field: str) -> None:
    entity_tags(field)
    accepts_gzip(field)
    from_cookie(field)
    from_query(field)


@given(fields, st.integers(0, 100))
def test_a_range_that_is_given_lies_within_the_file(field: str, size: int) -> None:
    try:
        found = asked_range(f"bytes={field}", size)
    except UnsatisfiableRangeError:
        return
    assert found is None or 0 <= found.first <= found.last < size


@given(st.integers(0, 99), st.integers(0, 200))
def test_a_sound_range_is_cut_at_the_end_of_the_file(first: int, length: int) -> None:
    assert asked_range(f"bytes={first}-{first + length}", 100) == ByteRange(first, min(first + length, 99))


def test_a_file_of_nothing_has_no_range() -> None:
    for field in ("bytes=0-", "bytes=-5", "bytes=0-0"):
        with pytest.raises(UnsatisfiableRangeError):
            asked_range(field, 0)


@given(preferences)
def test_a_choice_comes_back_from_cookie_and_address(chosen: Preference) -> None:
    assert from_cookie(chosen.cookie) == chosen
    assert from_query(carrying("/x", chosen).partition("?")[2]) == chosen
    assert without(carrying("/x?q=a", chosen)) == "/x?q=a"


@given(preferences, preferences)
def test_the_last_choice_holds(one: Preference, other: Preference) -> None:
    assert carrying(carrying("/x?q=a#p1", one), other) == carrying("/x?q=a#p1", other)


@given(st.text(max_size=60))
def test_the_way_back_is_always_an_address_of_ours(text: str) -> None:
    back = return_address(text)
    assert back.startswith("/")
    assert not back.startswith("//")
    assert parse(back) is not None


def test_a_page_carries_the_symbols_it_uses_and_no_others() -> None:
    page = put_symbols(f"<!--symbols-->{icon('tim')}{icon('tim')}{icon('sach')}")
    assert page.count("<symbol ") == 2
    assert page.count('id="i:tim"') == 1


def test_a_pictogram_that_is_not_there_is_the_book() -> None:
    assert icon('"><script>') == icon("sach")
    assert "thai" in symbols()
    assert "hoc" in symbols()
