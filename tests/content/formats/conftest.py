"""The worker that tests of formats share, and a way to make its readers do something."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from content.formats.reading import Extract
from content.formats.worker import Worker
from tests.content.formats.limited import LIMITS, WISHES, Grant


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One worker for all: that it goes on after every death is part of what is tested."""
    with Worker(limits=LIMITS, readers=WISHES) as started:
        yield started


@pytest.fixture
def grant(worker: Worker, tmp_path: Path) -> Grant:
    """Reads a file with a wish in it."""

    def read(wish: str, by: Worker = worker) -> Extract:
        path = tmp_path / "wish.txt"
        path.write_text(f"WISH {wish}", encoding="utf-8")
        return by.read(path, tmp_path / "scratch")

    return read
