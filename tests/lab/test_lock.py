"""Guards the lock: on a box and on a desktop, for every Python that is allowed, it installs from wheels alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.lab()
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_whole_lock_installs_from_wheels_that_have_their_hash(tmp_path: Path, machine: str, python: str) -> None:
    uv = Path(sys.executable).with_name("uv")
    # The oldest C library that the boxes and desktops have: Debian 12 has 2.36, and wheels ask for 2.28 at most.
    platform = ["--python-platform", f"{machine}-manylinux_2_28", "--python-version", python]
    trusted = ["--require-hashes", "--only-binary", ":all:", "--requirement", str(ROOT / "requirements.lock")]
    outcome = subprocess.run(
        [uv, "pip", "install", "--no-config", "--system-certs", "--dry-run", "--target", tmp_path, *platform, *trusted],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert outcome.returncode == 0, outcome.stderr
    assert "Would install" in outcome.stderr
