"""Guards the rings of tests: nothing is left out in silence, and on CI nothing is left out at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A small suite of tests under our rings."""
    (tmp_path / "conftest.py").write_text("pytest_plugins = ('tests.rings',)\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(
        "[tool.pytest.ini_options]\naddopts = '--strict-markers'\nmarkers = ['desk', 'lab', 'shared']\n",
        encoding="utf-8",
    )
    return tmp_path


def run(suite: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a suite where no program of any ring is to be found, and no shared papers are beside it."""
    kept = {name: value for name, value in os.environ.items() if name not in {"CI", "PATH", "TUSACH_SHARED"}}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options, str(suite)],
        cwd=suite,
        env={
            **kept,
            "PATH": "/nowhere",
            "PYTHONPATH": str(ROOT),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "TUSACH_SHARED": "/nowhere",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def write(suite: Path, body: str) -> None:
    (suite / "test_it.py").write_text(f"import pytest\n\n{body}\n", encoding="utf-8")


NEEDS_A_BROWSER = "@pytest.mark.desk('chromium')\ndef test_page():\n    raise AssertionError('ran')\n"
READS_PAPERS = "def test_papers(shared_data):\n    raise AssertionError('ran')\n"
OF_THE_LAB = "@pytest.mark.lab('mmdebstrap')\ndef test_lab():\n    raise AssertionError('ran')\n"
OF_CORE = "def test_core():\n    pass\n"


def test_a_missing_program_leaves_the_test_out_and_names_the_command(suite: Path) -> None:
    write(suite, NEEDS_A_BROWSER + OF_CORE)
    outcome = run(suite)
    assert outcome.returncode == 0, outcome.stdout
    assert "1 passed, 1 skipped" in outcome.stdout
    assert "not installed: chromium" in outcome.stdout
    assert "apt-get install -y --no-install-recommends chromium" in outcome.stdout


def test_on_ci_a_missing_program_is_a_failure(suite: Path) -> None:
    write(suite, NEEDS_A_BROWSER)
    outcome = run(suite, CI="true")
    assert outcome.returncode == 1
    assert "left out, which CI does not allow: not installed: chromium" in outcome.stdout


def test_what_only_another_kernel_has_is_forgiven_on_ci_but_told(suite: Path) -> None:
    with (suite / "conftest.py").open("a", encoding="utf-8") as conftest:
        conftest.write("from tests import rings\n")
        conftest.write("rings.NEEDS += (rings.Need('desk', 'a-gate', '', lambda: False),)\n")
    write(suite, NEEDS_A_BROWSER.replace("chromium", "a-gate") + OF_CORE)
    outcome = run(suite, CI="true")
    assert outcome.returncode == 0, outcome.stdout
    assert "this kernel has no a-gate" in outcome.stdout
    assert "another kernel" in outcome.stdout


def test_on_ci_a_skip_of_a_core_test_is_a_failure(suite: Path) -> None:
    write(suite, "def test_core():\n    pytest.skip('no mood')\n")
    outcome = run(suite, CI="true")
    assert outcome.returncode == 1
    assert "left out, which CI does not allow: no mood" in outcome.stdout


def test_on_ci_a_file_left_out_as_a_whole_is_a_failure(suite: Path) -> None:
    write(suite, "pytest.importorskip('no_such_module')\n" + OF_CORE)
    outcome = run(suite, CI="true")
    assert outcome.returncode not in {0, 5}
    assert "left out, which CI does not allow: could not import 'no_such_module'" in outcome.stdout


def test_shared_papers_that_are_not_there_are_forgiven_on_ci_but_told(suite: Path) -> None:
    write(suite, READS_PAPERS + OF_CORE)
    outcome = run(suite, CI="true")
    assert outcome.returncode == 0, outcome.stdout
    assert "the shared papers are neither beside the clone nor named by TUSACH_SHARED" in outcome.stdout
    assert "TUSACH_SHARED=FOLDER ./dev test" in outcome.stdout


def test_shared_papers_that_are_there_are_read(suite: Path) -> None:
    (suite / "data").mkdir()
    write(suite, READS_PAPERS)
    outcome = run(suite, TUSACH_SHARED=str(suite))
    assert outcome.returncode == 1
    assert "AssertionError: ran" in outcome.stdout


def test_a_skip_of_shared_papers_that_are_there_is_a_failure_on_ci(suite: Path) -> None:
    (suite / "data").mkdir()
    write(suite, "@pytest.mark.shared\ndef test_papers():\n    pytest.skip('too many')\n")
    outcome = run(suite, CI="true", TUSACH_SHARED=str(suite))
    assert outcome.returncode == 1
    assert "left out, which CI does not allow: too many" in outcome.stdout


def test_the_lab_runs_only_when_asked_for_and_is_told(suite: Path) -> None:
    write(suite, OF_THE_LAB + OF_CORE)
    outcome = run(suite, CI="true")
    assert "1 passed, 1 deselected" in outcome.stdout
    assert "sudo ./dev lab" in outcome.stdout
    lab = run(suite, "--lab")
    assert "1 skipped, 1 deselected" in lab.stdout


def test_core_alone_runs_nothing_that_needs_a_program(suite: Path) -> None:
    write(suite, NEEDS_A_BROWSER + OF_CORE)
    outcome = run(suite, "--core", CI="true")
    assert outcome.returncode == 0, outcome.stdout
    assert "1 passed, 1 deselected" in outcome.stdout


def test_an_unknown_need_is_refused_by_name(suite: Path) -> None:
    write(suite, NEEDS_A_BROWSER.replace("chromium", "chormium"))
    outcome = run(suite)
    assert outcome.returncode == 4
    assert "no need of desk is called chormium" in outcome.stderr


def test_an_expected_failure_is_no_test_left_out(suite: Path) -> None:
    write(suite, "@pytest.mark.xfail\ndef test_core():\n    raise AssertionError\n")
    outcome = run(suite, CI="true")
    assert outcome.returncode == 0, outcome.stdout
    assert "1 xfailed" in outcome.stdout
