"""Guards what is left when adding or withdrawing is killed at any moment: whole records or none, and no repair.

A power cut is more than a killed process; durability is guarded by the order of writing, which `strace` shows here.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from appliance.commands.exits import Exit
from appliance.opening import open_library
from tests.content.accession.media import sound
from tests.content.libraries import SetClock
from tests.epubs import make_epub, png, prose
from tusach import main

ROOT = Path(__file__).resolve().parents[3]
PARTS = 3
WRITES = "write,pwrite64,rename,unlink,mkdir,rmdir,fsync,fdatasync,syncfs,ftruncate,link"
TOUCHED = re.compile(r"^\d+\s+(\w+)\(.*(held|made)")


@dataclass
class Bench:
    """A library as it is before, and what an undisturbed run makes of it."""

    before: Path
    data: Path
    command: list[str]
    after: object

    def fresh(self) -> None:
        """Lays the library as it was before."""
        shutil.rmtree(self.data, ignore_errors=True)
        shutil.copytree(self.before, self.data)

    def check_whole(self) -> list[dict[str, str]]:
        """The library has no faults; what it lists is read whole. Returns the list."""
        said(self.data, "check")  # exit code 0: strays cost room and are no fault
        entries: list[dict[str, str]] = json.loads(said(self.data, "list", "--json"))
        for entry in entries:
            shown = json.loads(said(self.data, "show", entry["id"]))
            assert shown["parts"] == PARTS
            assert shown["contents"]
        return entries

    def check_completed(self) -> None:
        """Running the command again ends as an undisturbed run does, and leaves nothing in staging."""
        again = tusach(self.data, *self.command, codes=(Exit.DONE, Exit.FAULTS))
        assert again or self.command[0] == "withdraw"  # what the killed one withdrew cannot be withdrawn again
        tusach(self.data, "remake", "--stale")
        assert self.check_whole() == self.after
        assert "Chỗ hỏng: 0. Tệp thừa: 0." in said(self.data, "check")  # not even strays
        assert list((self.data / "held/staging").iterdir()) == []


def program(data: Path, *words: str) -> list[str]:
    """The words of the command as a process of its own."""
    return [sys.executable, str(ROOT / "tusach.py"), "--data-dir", str(data), *words]


def tusach(data: Path, *words: str, codes: tuple[Exit, ...] = (Exit.DONE,)) -> str:
    """Runs the command to its end in a process of its own."""
    done = subprocess.run(program(data, *words), capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode in codes, (words, done.returncode, done.stdout, done.stderr)
    return done.stdout


def said(data: Path, *words: str) -> str:
    """Runs a command that only reads, in this process."""
    done = CliRunner().invoke(main, ["--data-dir", str(data), *words])
    assert done.exit_code == 0, (words, done.output)
    return done.stdout


def books(folder: Path) -> list[str]:
    folder.mkdir()
    for number in range(3):
        make_epub(
            folder / f"{number}.epub",
            metadata=f"<dc:title>Sách {number}</dc:title>",
            chapters=[f"<h1>Chương {c}</h1><p>{prose(number * 10 + c)}</p>" for c in range(PARTS)],
            files={"cover.png": png(90, 120 + number)},
        )
    return [str(path) for path in sorted(folder.iterdir())]


def stories(folder: Path) -> list[str]:
    """Two stories read aloud, each in a folder of as many files as a book has parts."""
    for story in ("Tấm Cám", "Thánh Gióng"):
        for number in range(1, PARTS + 1):
            sound(folder / story / f"{number}.mp3", seed=number + len(story) * 10)
    return [str(path) for path in sorted(folder.iterdir())]


@pytest.fixture(scope="module", params=["add", "add folders", "withdraw"])
def bench(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder = tmp_path_factory.mktemp(request.param)
    files = books(folder / "books")
    before, data = folder / "before", folder / "data"
    if request.param == "add folders":
        tusach(before, "add", files[0])
        command = ["add", *stories(folder / "stories")]
    elif request.param == "add":
        tusach(before, "add", files[0])
        command = ["add", *files[1:]]
    else:
        tusach(before, "add", *files)
        command = ["withdraw", *[entry["id"] for entry in json.loads(tusach(before, "list", "--json"))[1:]]]
    made = Bench(before, data, command, None)
    made.fresh()
    tusach(data, *command)
    made.after = made.check_whole()
    return made


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_moment_leaves_whole_records_or_none(bench: Bench, seed: int) -> None:
    """Moments drawn over the length of an undisturbed run; which writes they meet differs, what must hold does not."""
    bench.fresh()
    began = time.monotonic()
    tusach(bench.data, *bench.command)
    length = time.monotonic() - began
    moments = random.Random(seed)  # noqa: S311 a fixed order
    bench.fresh()
    for _ in range(2):
        words = program(bench.data, *bench.command)
        process = subprocess.Popen(
            words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, cwd="/"
        )
        try:
            process.wait(moments.uniform(0.3, 1.0) * length)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        bench.check_whole()
    bench.check_completed()


def writes_of(bench: Bench, log: Path) -> list[tuple[str, int]]:
    """Every call of an undisturbed run that changes the library: its name, and which one of that name it is."""
    bench.fresh()
    words = program(bench.data, *bench.command)
    strace = ["strace", "-f", "-y", "-o", str(log), "-e", f"trace={WRITES}", "-s", "200"]
    subprocess.run([*strace, *words], check=True, capture_output=True, cwd="/")
    lines = log.read_text(errors="replace").splitlines()
    first = next(line for line in lines if str(bench.data) in line).split()[0]  # not the worker's
    counted: dict[str, int] = {}
    found = []
    for line in lines:
        name = line.split()[1].partition("(")[0]
        if line.startswith(f"{first} ") and name in WRITES.split(","):
            counted[name] = counted.get(name, 0) + 1
            if TOUCHED.match(line):
                found.append((name, counted[name]))
    return found


@pytest.mark.desk("strace")
def test_killed_at_its_writes_leaves_whole_records_or_none(bench: Bench, tmp_path: Path) -> None:
    points = writes_of(bench, tmp_path / "log")
    assert len(points) > 20
    chosen = points[:: max(1, len(points) // 8)]
    killed = 0
    for name, number in chosen:
        bench.fresh()
        inject = ["-e", f"trace={name}", "-e", f"inject={name}:signal=KILL:when={number}"]
        run = ["strace", "-o", "/dev/null", *inject, *program(bench.data, *bench.command)]
        done = subprocess.run(run, capture_output=True, check=False, cwd="/")
        killed += done.returncode != 0
        bench.check_whole()
        bench.check_completed()
    assert killed > len(chosen) // 2


@pytest.mark.desk("strace")
def test_mark_is_durable_before_what_it_stands_for(tmp_path: Path) -> None:
    """Order of the calls of a withdrawal: mkdir of the mark, fsync of staging, and only then the rows go."""
    files = books(tmp_path / "books")
    tusach(tmp_path / "data", "add", files[0])
    (entry,) = json.loads(said(tmp_path / "data", "list", "--json"))
    words = program(tmp_path / "data", "withdraw", entry["id"])
    log = tmp_path / "log"
    run = ["strace", "-y", "-o", str(log), "-e", "trace=mkdir,fsync,fdatasync,pwrite64", *words]
    subprocess.run(run, check=True, capture_output=True, cwd="/")
    lines = log.read_text(errors="replace").splitlines()
    mark = next(n for n, line in enumerate(lines) if line.startswith("mkdir(") and "/held/staging/" in line)
    fsync = next(n for n, line in enumerate(lines) if line.startswith("fsync(") and "/held/staging>" in line)
    rows = [n for n, line in enumerate(lines) if line.startswith("pwrite64(") and "library.db-wal" in line]
    assert mark < fsync
    assert min(n for n in rows if n > mark) > fsync


@pytest.mark.desk("strace")
def test_blobs_are_durable_before_the_row_that_names_them(tmp_path: Path) -> None:
    """Order of the calls: syncfs, renames into blobs, fsync of their folders, and only then the commit's fsync."""
    files = books(tmp_path / "books")
    open_library(tmp_path / "data", SetClock()).close()
    words = program(tmp_path / "data", "add", files[0])
    log = tmp_path / "log"
    strace = ["strace", "-y", "-o", str(log), "-e", "trace=syncfs,rename,fsync,fdatasync,pwrite64"]
    subprocess.run([*strace, *words], check=True, capture_output=True, cwd="/")
    lines = log.read_text(errors="replace").splitlines()
    renames = [n for n, line in enumerate(lines) if line.startswith("rename(") and "/held/blobs/" in line]
    assert renames
    syncs = [n for n, line in enumerate(lines) if line.startswith("syncfs(")]
    folders = [n for n, line in enumerate(lines) if line.startswith("fsync(") and "/held/blobs/" in line]
    after = [n for n, line in enumerate(lines) if n > renames[-1] and "library.db-wal" in line and "sync" in line]
    assert min(syncs) < renames[0]
    assert all(n < after[0] for n in folders)
    renamed = {re.findall(r'"([^"]+)/[0-9a-f]{64}"', lines[n])[-1] for n in renames}
    assert {re.findall(r"<([^>]+)>", lines[n])[0] for n in folders} >= renamed
    rows = [n for n, line in enumerate(lines) if line.startswith("pwrite64(") and "library.db-wal" in line]
    assert not [n for n in rows if renames[0] < n < folders[-1]]
