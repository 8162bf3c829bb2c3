"""A library of its own and a folder of books for each test of accession."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.library import Library
from tests.content.libraries import open_library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path / "library")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "books").mkdir()
    return tmp_path / "books"
