"""What tests of content share: libraries that a test opened are closed after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.content.libraries import OPENED


@pytest.fixture(autouse=True)
def _closed_libraries() -> Iterator[None]:
    yield
    while OPENED:
        OPENED.pop().close()
