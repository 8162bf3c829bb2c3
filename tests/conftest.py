"""What tests of several packages share. The rings of tests and the fixture `shared_data` are in `rings.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ("tests.rings",)


@pytest.fixture(scope="session")
def artefacts(pytestconfig: pytest.Config) -> Path:
    """Where a run leaves what people look at afterwards, such as screenshots."""
    folder = pytestconfig.rootpath / ".dev" / "artefacts"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
