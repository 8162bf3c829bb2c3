"""Pages that could not be drawn, remembered for a while: a hostile page costs its limits at few looks, not at each."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Final, NamedTuple

from content.holdings import PagePicture
from content.records import Sha256
from content.trusted_time import MonotonicSeconds

FIRST_SECONDS: Final = 60.0
"""After its first failure a page is soon tried again: the box may have been busy with something else."""
REMEMBERED_SECONDS: Final = 1_800.0
REMEMBERED_MOST: Final = 1_000
_ANY_WIDTH: Final = 1 << 30


class _Failed(NamedTuple):
    """A page that failed: the smallest width that did, and until what moment that is believed."""

    width: int
    until: float


class Failures:
    """What failed lately. A page that failed in one width fails in every larger one.

    Args:
        monotonic: seconds that never go back.
    """

    def __init__(self, monotonic: Callable[[], MonotonicSeconds]) -> None:
        self._monotonic = monotonic
        self._failed: OrderedDict[tuple[Sha256, int], _Failed] = OrderedDict()

    def note(self, picture: PagePicture) -> None:
        """Remembers that a picture could not be drawn."""
        key = picture.blob, picture.page
        seconds = REMEMBERED_SECONDS if key in self._failed else FIRST_SECONDS
        self._failed[key] = _Failed(min(picture.width, self._width(key)), self._monotonic() + seconds)
        self._failed.move_to_end(key)
        while len(self._failed) > REMEMBERED_MOST:
            self._failed.popitem(last=False)

    def has(self, picture: PagePicture) -> bool:
        """Whether a picture is known to fail."""
        return picture.width >= self._width((picture.blob, picture.page))

    def _width(self, key: tuple[Sha256, int]) -> int:
        """The smallest width that failed, more than any where none did."""
        failed = self._failed.get(key)
        return failed.width if failed and failed.until > self._monotonic() else _ANY_WIDTH
