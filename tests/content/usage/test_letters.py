"""Guards letters and events: bounded, without a sender, and never in the way of a page."""

from __future__ import annotations

import dataclasses

import pytest

from content.addresses import parse
from content.usage import TEXT_MAX, DroppingSink, Event, Letter, LetterKind, LetterRefusedError, RefusedBecause


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (TEXT_MAX + 1)])
def test_request_needs_a_text_of_bounded_length(text: str) -> None:
    with pytest.raises(ValueError, match="500"):
        Letter(kind=LetterKind.REQUEST, text=text)


def test_complaint_may_be_without_words() -> None:
    assert Letter(kind=LetterKind.COMPLAINT, text="").text == ""
    assert len(Letter(kind=LetterKind.COMPLAINT, text="x" * TEXT_MAX).text) == TEXT_MAX


def test_no_field_could_hold_who_wrote_or_read() -> None:
    assert {field.name for field in dataclasses.fields(Letter)} == {
        "kind", "text", "want", "language", "record", "reason",
    }  # fmt: skip
    assert {field.name for field in dataclasses.fields(Event)} == {
        "address", "status", "method", "found", "from_start",
    }  # fmt: skip


def test_refusal_says_why() -> None:
    assert str(LetterRefusedError(RefusedBecause.FULL)) == "full"


def test_sink_that_drops_takes_everything() -> None:
    address = parse("/tim?q=ong")
    assert address is not None
    DroppingSink().emit(Event(address=address, status=200, found=False))
