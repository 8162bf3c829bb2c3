"""The maker: something that makes things from records, and can make them all again."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from content.library import Library
from content.trusted_time import TrustedNow


class Maker(ABC):
    """Makes one sort of made things. The composition root chooses which makers a box has."""

    @abstractmethod
    def make(self, library: Library, records: Sequence[str], *, now: TrustedNow) -> None:
        """Makes anew what depends on these records, and takes away what must no longer be there.

        What it costs goes with these records, not with the library; only what records that are gone have left is
        looked for among everything made.

        Args:
            records: ids; of records that are not visible any more, too.

        Raises:
            OSError: the medium refused; the records stay stale.
        """

    @abstractmethod
    def compare(self, library: Library, *, now: TrustedNow) -> None:
        """Compares everything made with everything held, makes what is missing and takes away what is too much.

        Raises:
            OSError: the medium refused.
        """

    def catch_up(self, library: Library, *, now: TrustedNow) -> bool:  # noqa: ARG002 most makers leave nothing over
        """Makes some of what may wait, for a few seconds at most.

        Returns:
            Whether there is more to do.

        Raises:
            OSError: the medium refused.
        """
        return False
