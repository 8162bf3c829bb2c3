"""Pictures of pages of files that are not held any more go when their record does.

They are drawn by the web process, which finds out by itself that they are gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from appliance.making.maker import Maker
from content.catalogue import are_described, has_holding
from content.holdings import forget_pages
from content.library import Library
from content.trusted_time import TrustedNow


class PagePictureMaker(Maker):
    """Makes nothing: pages are drawn when they are asked for."""

    def make(self, library: Library, records: Sequence[str], *, now: TrustedNow) -> None:
        """Takes away the pictures of what went with these records.

        Raises:
            OSError: the medium refused.
        """
        if not are_described(library.read(), records):
            self.compare(library, now=now)

    def compare(self, library: Library, *, now: TrustedNow) -> None:  # noqa: ARG002 of any date
        """Takes away every picture of a file that is not held.

        Raises:
            OSError: the medium refused.
        """
        forget_pages(library.made, is_held=partial(has_holding, library.read()))
