"""What tests of several packages share. The rings of tests and the fixture `shared_data` are in `rings.py`."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ("tests.rings",)

# Tests never fail for being slow: the first example of a cold start alone can take seconds.
settings.register_profile("untimed", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def artefacts(pytestconfig: pytest.Config) -> Path:
    """Where a run leaves what people look at afterwards, such as screenshots."""
    folder = pytestconfig.rootpath / ".dev" / "artefacts"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
