"""Guards what a record is: ids of one form, and what its rights allow."""

from __future__ import annotations

from datetime import date

import pytest

from content.records import RECORD_ID_MAX, PrintCopy, Rights, RightsClass, is_record_id
from tests.content.libraries import record


@pytest.mark.parametrize("text", ["law/a", "prov-14/2026-nd-cp", "local-0f1e2d3c4b5a6978/k3jv7mq2xw4b", "a/0"])
def test_ids_of_the_right_form(text: str) -> None:
    assert is_record_id(text)


@pytest.mark.parametrize(
    "text",
    ["", "a", "/a", "a/", "a/b/c", "A/b", "a/B", "1a/b", "a//b", "a/-b", "a/b-", "a/b\n", "a/b ", "a/đ", "../a", "a/..",
     "a/" + "b" * RECORD_ID_MAX],
)  # fmt: skip
def test_ids_of_another_form(text: str) -> None:
    assert not is_record_id(text)


def test_id_begins_with_its_publisher() -> None:
    assert record("a", of="prov-14").publisher_id == "prov-14"


@pytest.mark.parametrize("rights_class", list(RightsClass))
def test_restricted_classes_may_not_be_taken_home_unless_it_is_said(rights_class: RightsClass) -> None:
    rights = Rights(rights_class=rights_class)
    assert rights.may_download is not rights.is_restricted
    assert Rights(rights_class=rights_class, download=True).may_download
    assert not Rights(rights_class=rights_class, download=False).may_download


def test_right_ends_the_day_after_its_last() -> None:
    rights = Rights(until=date(2026, 11, 20))
    assert [rights.ended(date(2026, 11, day)) for day in (19, 20, 21)] == [False, False, True]
    assert not Rights().ended(date.max)


def test_paper_is_paper_only_without_a_file() -> None:
    assert record("a", copies=(PrintCopy(holder="x"),)).is_printed_only
    assert not record("a").is_printed_only
