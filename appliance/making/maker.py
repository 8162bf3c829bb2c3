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

        Args:
            records: ids; of records that are not visible any more, too.

        Raises:
            OSError: the medium refused; the records stay stale.
        """
