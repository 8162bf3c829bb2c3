"""A limited worker whose readers do on purpose what a hostile file might, and what is asked of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from content.formats.reading import Extract, ReadLimits, RefusedError

WISHES = ("tests.content.formats.worker_readers:Wishes",)
LIMITS = ReadLimits(seconds=20.0)
Grant = Callable[..., Extract]
"""Reads a file with a wish in it."""


def refused(call: Callable[..., object], *arguments: object) -> RefusedError:
    """The refusal that a call ends with."""
    with pytest.raises(RefusedError) as caught:
        call(*arguments)
    return caught.value
