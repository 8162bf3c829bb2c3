"""Guards the two commands on Debian 13 with Python 3.13: python3 alone, an empty home, a fresh copy of the clone."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lab.root_folder import Recipe, RootFolder

pytestmark = pytest.mark.lab("mmdebstrap", "keyring", "unshare", "setpriv", "git")
ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON_ALONE = Recipe("trixie", ("python3", "ca-certificates"))
CLONE, VILLAGER, STORY_LIMIT = "/srv/tusach", 1000, 900  # where, user number, seconds
# Without venv nothing is set up; with it, the ring that needs Python alone passes on any machine.
INSTALL = "apt-get install -y --no-install-recommends python3-venv"


def lay_clone(folder: Path) -> None:
    """Copies the tree as git knows it, changes of the moment included."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    for name in listed.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


@pytest.fixture
def debian13() -> Iterator[RootFolder]:
    """Debian 13 with python3 and nothing more, the clone, and an empty home."""
    with tempfile.TemporaryDirectory(prefix="tusach-lab-", ignore_cleanup_errors=True) as name:
        root = RootFolder.unpack(PYTHON_ALONE, Path(name))
        lay_clone(root.folder / CLONE.lstrip("/"))
        home = root.folder / "home" / "villager"
        home.mkdir()
        for path in (root.folder / CLONE.lstrip("/"), *(root.folder / CLONE.lstrip("/")).rglob("*"), home):
            shutil.chown(path, VILLAGER, VILLAGER)
        yield root


def written(root: RootFolder) -> list[str]:
    """What set-up left in the clone."""
    return sorted(path.name for path in (root.folder / CLONE.lstrip("/")).iterdir() if path.name in {".venv", ".dev"})


def test_without_venv_the_exact_command_is_printed_and_then_every_core_test_passes(debian13: RootFolder) -> None:
    home = {"HOME": "/home/villager", "CI": "true"}
    test = [f"{CLONE}/dev", "test", "--core", "-q", "-p", "no:cacheprovider"]
    refused = debian13.run(test, user=VILLAGER, environment=home, limit=60)
    assert refused.returncode == 2, refused.stdout
    assert refused.stdout.splitlines()[-1].removeprefix("./dev: ") in {INSTALL, f"sudo {INSTALL}"}
    assert written(debian13) == []

    assert debian13.run(["apt-get", "update"], limit=300).returncode == 0
    installed = debian13.run(INSTALL.split(), limit=300, environment={"DEBIAN_FRONTEND": "noninteractive"})
    assert installed.returncode == 0, installed.stdout

    passed = debian13.run(test, user=VILLAGER, environment=home, limit=STORY_LIMIT)
    assert "setting up .venv with CPython 3.13" in passed.stdout
    assert passed.returncode == 0, passed.stdout
    assert " passed" in passed.stdout.splitlines()[-1]


def test_root_gets_venv_by_itself_and_the_second_start_sets_nothing_up(debian13: RootFolder, is_long: bool) -> None:
    home = {"HOME": "/root", "CI": "true"}
    chosen = [] if is_long else ["--core", "tests/test_dev.py", "tests/test_imports.py"]
    test = [f"{CLONE}/dev", "test", "-q", "-p", "no:cacheprovider", *chosen]
    first = debian13.run(test, environment=home, limit=STORY_LIMIT * (3 if is_long else 1))
    assert "./dev: installing python3-venv" in first.stdout
    assert "setting up .venv with CPython 3.13" in first.stdout
    assert first.returncode == 0, first.stdout
    assert not (debian13.folder / "usr/sbin/policy-rc.d").exists()

    second = debian13.run([f"{CLONE}/dev", "test", "--core", "tests/test_dev.py"], environment=home, limit=STORY_LIMIT)
    assert second.returncode == 0, second.stdout
    assert "setting up" not in second.stdout
    assert "installing" not in second.stdout

    # A set-up cut short leaves no mark, and is done again.
    (debian13.folder / CLONE.lstrip("/") / ".venv/packages-from").unlink()
    again = debian13.run([f"{CLONE}/dev", "test", "--core", "tests/test_dev.py"], environment=home, limit=STORY_LIMIT)
    assert again.returncode == 0, again.stdout
    assert "setting up .venv with CPython 3.13" in again.stdout
