"""Rows of library.db that are made from others: lines of contents and subjects in the forms in which they are compared.

This release writes them with their record. What another release wrote has none: it is folded here, outside the write
lock, which is then held for the rows of a few records at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

from appliance.making.maker import Maker
from content.catalogue.headings import fill_headings, folded_headings, records_without_headings
from content.catalogue.subjects import fill_subjects, subject_form, subjects_without_form
from content.library import Library
from content.trusted_time import TrustedNow

RECORDS: Final = 100
"""Whose rows are written at once."""
SUBJECTS: Final = 1_000
"""Written at once."""
_T = TypeVar("_T")


class FoldedMaker(Maker):
    """Fills in the rows that are not there."""

    def make(self, library: Library, records: Sequence[str], *, now: TrustedNow) -> None:  # noqa: ARG002 of any date
        """Fills in what these records lack; what is there was written with them.

        Raises:
            LibraryBusyError: another process held the write lock for very long.
            LibraryFullError: the medium is full.
        """
        _fill(library, among=records)

    def compare(self, library: Library, *, now: TrustedNow) -> None:  # noqa: ARG002 of any date
        """Fills in what any record lacks.

        Raises:
            LibraryBusyError: another process held the write lock for very long.
            LibraryFullError: the medium is full.
        """
        _fill(library, among=None)


def _fill(library: Library, *, among: Sequence[str] | None) -> None:
    for keys in _steps(records_without_headings(library.read(), among), RECORDS):
        rows = [folded_headings(library.read(), key) for key in keys]
        with library.write() as tx:
            fill_headings(tx, rows)
    for values in _steps(subjects_without_form(library.read(), among), SUBJECTS):
        forms = [subject_form(value) for value in values]
        with library.write() as tx:
            fill_subjects(tx, forms)


def _steps(things: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    return (things[start : start + size] for start in range(0, len(things), size))
