"""The rings of tests: what each needs from a machine, what is left out where it is missing, and the table that says so.

*core* needs Python and the locked packages alone and passes without root; *desk* adds programs and fonts, named test
by test in `@pytest.mark.desk("chromium")`; *lab* needs root and is run by `./dev lab` only. Where `CI` is `true`,
leaving out a test of core or desk is a failure, unless it reads the shared papers and they are not there, or the
kernel lacks what no package brings.

Run as a program (`python tests/rings.py desk`), prints the Debian packages that the ring lacks here, one a line.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

ROOT = Path(__file__).resolve().parent.parent
ON_CI = os.environ.get("CI") == "true"
Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


@dataclass(frozen=True)
class Need:
    """Something that tests of a ring use and that Python's packages do not bring.

    Attributes:
        package: the Debian package that brings it; "" where the kernel has it or has it not.
    """

    ring: str
    name: str
    package: str
    is_met: Callable[[], bool]


def _program(name: str) -> Callable[[], bool]:
    return lambda: shutil.which(name) is not None


def _file(path: str) -> Callable[[], bool]:
    return lambda: Path(path).is_file()


def _own_network() -> bool:
    """Whether this kernel gives a process a network of its own: to root always, to others where it lets them."""
    if not shutil.which("unshare"):
        return False
    tries = (["unshare", *words, "true"] for words in (["--net"], ["--user", "--net"]))
    return any(subprocess.run(words, check=False, capture_output=True).returncode == 0 for words in tries)


def _landlock() -> bool:
    """Whether this kernel bars files from a process that asks for it (linux/landlock.h: number 444, version 1)."""
    return int(ctypes.CDLL(None).syscall(444, None, ctypes.c_size_t(0), ctypes.c_uint32(1))) > 0


NEEDS = (
    Need("desk", "chromium", "chromium", _program("chromium")),
    Need("desk", "fonts", "fonts-noto-core", _file("/usr/share/fonts/truetype/noto/NotoSansTaiViet-Regular.ttf")),
    Need("desk", "antiword", "antiword", _program("antiword")),
    Need("desk", "nginx", "nginx-light", _program("nginx")),
    Need("desk", "catdoc", "catdoc", _program("catdoc")),
    Need("desk", "libreoffice", "libreoffice-writer-nogui", _file("/usr/lib/libreoffice/program/libswlo.so")),
    Need("desk", "libreoffice-calc", "libreoffice-calc-nogui", _file("/usr/lib/libreoffice/program/libsclo.so")),
    Need("desk", "strace", "strace", _program("strace")),
    Need("desk", "own-network", "util-linux", _own_network),
    Need("desk", "landlock", "", _landlock),
    Need("lab", "mmdebstrap", "mmdebstrap", _program("mmdebstrap")),
    Need("lab", "keyring", "debian-archive-keyring", _file("/usr/share/keyrings/debian-archive-keyring.gpg")),
    Need("lab", "git", "git", _program("git")),
    Need("lab", "unshare", "util-linux", _program("unshare")),
    Need("lab", "setpriv", "util-linux", _program("setpriv")),
)


def missing_packages(ring: str) -> list[str]:
    """The Debian packages of a ring that this machine lacks, each once."""
    lacking = (need.package for need in NEEDS if need.ring == ring and need.package and not need.is_met())
    return list(dict.fromkeys(lacking))


def shared_data_folder() -> Path:
    """Where the shared papers' data should be: in TUSACH_SHARED, or beside the clone."""
    return Path(os.environ.get("TUSACH_SHARED", ROOT.parent / "shared")) / "data"


def install_command(packages: Sequence[str]) -> str:
    """The one command that installs these Debian packages."""
    as_root = "" if os.geteuid() == 0 else "sudo "
    return f"{as_root}apt-get install -y --no-install-recommends {' '.join(packages)}"


def _ring(item: pytest.Item) -> str:
    return next((ring for ring in ("lab", "desk") if item.get_closest_marker(ring)), "core")


def _needs(item: pytest.Item) -> Iterator[Need]:
    """What the marks of a test name.

    Raises:
        pytest.UsageError: a mark names something that NEEDS does not hold for its ring.
    """
    for ring in ("desk", "lab"):
        known = {need.name: need for need in NEEDS if need.ring == ring}
        for mark in item.iter_markers(ring):
            if unknown := set(mark.args) - known.keys():
                message = f"{item.nodeid}: no need of {ring} is called {', '.join(sorted(map(str, unknown)))}"
                raise pytest.UsageError(message)
            yield from (known[name] for name in mark.args)


def _missing(item: pytest.Item) -> list[Need]:
    """What a test needs and this machine lacks."""
    return [need for need in _needs(item) if not need.is_met()]


def _packages(needs: Sequence[Need]) -> list[str]:
    return list(dict.fromkeys(need.package for need in needs if need.package))


class Rings:
    """Leaves out what cannot run here, remembers why, and tells it at the end."""

    def __init__(self, config: pytest.Config) -> None:
        self._lab_is_asked_for: bool = config.getoption("--lab")
        self._core_alone: bool = config.getoption("--core")
        self._left_out: Counter[tuple[str, str, str]] = Counter()
        self._forgiven: set[str] = set()

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Keeps the tests of the rings asked for, and marks those that read the shared papers."""
        kept: list[pytest.Item] = []
        dropped: list[pytest.Item] = []
        for item in items:
            if "shared_data" in getattr(item, "fixturenames", ()):
                item.add_marker("shared")
            if item.get_closest_marker("shared") and not shared_data_folder().is_dir():
                self._forgiven.add(item.nodeid)
            tuple(_needs(item))  # a misspelt need is told before anything runs
            (kept if self._is_asked_for(_ring(item)) else dropped).append(item)
        for ring in map(_ring, () if self._lab_is_asked_for else dropped):
            verb = "sudo ./dev lab" if ring == "lab" else "./dev test"
            self._left_out[ring, "not asked for", verb] += 1
        config.hook.pytest_deselected(items=dropped)
        items[:] = kept

    def _is_asked_for(self, ring: str) -> bool:
        if self._lab_is_asked_for:
            return ring == "lab"
        return ring == "core" or (ring == "desk" and not self._core_alone)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Skips a test whose needs this machine does not meet."""
        if _ring(item) == "lab" and os.geteuid() != 0:
            pytest.skip("needs root")
        missing = _missing(item)
        kernel = [need.name for need in missing if not need.package]
        if kernel:
            self._forgiven.add(item.nodeid)
            pytest.skip(f"this kernel has no {' and no '.join(kernel)}")
        if missing:
            pytest.skip(f"not installed: {', '.join(_packages(missing))}")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Remembers a test left out; on CI it failed, unless it is forgiven."""
        report = yield
        if report.skipped and not hasattr(report, "wasxfail"):
            ring = _ring(item)
            self._left_out[ring, _reason(report), self._remedy(item)] += 1
            if ON_CI and ring != "lab" and item.nodeid not in self._forgiven:
                return _failed(report)
        return report

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """A whole file may be left out too, by pytest.importorskip for one."""
        report = yield
        if report.skipped:
            self._left_out[collector.name, _reason(report), ""] += 1
            if ON_CI:
                return _failed(report)
        return report

    def _remedy(self, item: pytest.Item) -> str:
        missing = _missing(item)
        if missing:
            return install_command(_packages(missing)) if all(need.package for need in missing) else "another kernel"
        return "TUSACH_SHARED=FOLDER ./dev test" if item.nodeid in self._forgiven else ""

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Writes the table of what was left out, why, and what would run it."""
        if not self._left_out:
            return
        rows = [("ring", "tests", "why", "what runs them")]
        rows += [(ring, str(n), why, remedy or "-") for (ring, why, remedy), n in sorted(self._left_out.items())]
        widths = [max(len(row[column]) for row in rows) for column in range(3)]
        terminalreporter.section("tests left out")
        for ring, number, why, remedy in rows:
            line = f"{ring:<{widths[0]}}  {number:>{widths[1]}}  {why:<{widths[2]}}  {remedy}"
            terminalreporter.write_line(line)
        lacking = missing_packages("lab" if self._lab_is_asked_for else "desk")
        if lacking and not self._core_alone:
            terminalreporter.write_line(f"What this machine lacks, in one command: {install_command(lacking)}")


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    longrepr = report.longrepr
    text = str(longrepr[2]) if isinstance(longrepr, tuple) else str(longrepr)
    return text.removeprefix("Skipped: ")


def _failed(report: Report) -> Report:
    report.longrepr = f"left out, which CI does not allow: {_reason(report)}"
    report.outcome = "failed"
    return report


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The data of the shared papers; a test that asks for it is left out, loudly, where they are not."""
    folder = shared_data_folder()
    if not folder.is_dir():
        pytest.skip("the shared papers are neither beside the clone nor named by TUSACH_SHARED")
    return folder


@pytest.fixture(scope="session")
def is_long(pytestconfig: pytest.Config) -> bool:
    """Whether the long form of the lab's stories is asked for."""
    return bool(pytestconfig.getoption("--long"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the options that choose rings."""
    group = parser.getgroup("rings of tests")
    group.addoption("--core", action="store_true", help="only tests that need Python and the locked packages alone")
    group.addoption("--lab", action="store_true", help="only tests of the lab, which need root")
    group.addoption("--long", action="store_true", help="the long form of each story of the lab")


def pytest_configure(config: pytest.Config) -> None:
    """Brings the rings in.

    Raises:
        pytest.UsageError: both --core and --lab are given.
    """
    if config.getoption("--core") and config.getoption("--lab"):
        message = "--core and --lab exclude each other"
        raise pytest.UsageError(message)
    config.pluginmanager.register(Rings(config), "rings-of-tests")


if __name__ == "__main__":
    sys.stdout.writelines(f"{package}\n" for package in missing_packages(sys.argv[1]))
