"""Guards the limited worker: whatever a file does to its reader is a refusal with a name, and nothing is left over.

Real processes throughout; the readers in `worker_readers.py` do on purpose what a hostile file might.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from content.formats.reading import Extract, ReadLimits, Refusal, RefusedError
from content.formats.worker import Worker, WorkerStartError
from content.records import Kind
from tests.content.formats.limited import LIMITS, WISHES, Grant, refused

PROGRAM = Path(__file__).parents[3]


def children_of(process: int) -> list[int]:
    listed = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [number for number in listed if _parent_of(number) == process]


def _parent_of(process: int) -> int:
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    return int(status.rpartition(")")[2].split()[1])


def is_alive(process: int) -> bool:
    """Whether a process runs; one that only waits to be counted does not."""
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] not in {"Z", "X"}


def eventually(holds: Callable[[], bool]) -> bool:
    """Whether it comes to hold; the limit is only there so that a failure ends."""
    for _ in range(3_000):
        if holds():
            return True
        time.sleep(0.01)
    return False


def test_what_the_reader_made_comes_back_whole(grant: Grant, tmp_path: Path) -> None:
    extract = grant("work <p>Tủ sách 📚</p>")
    assert extract.kind is Kind.BOOK
    assert extract.description.title == "Sách thử"
    assert (tmp_path / "scratch" / extract.parts[0].file).read_text(encoding="utf-8") == "<p>Tủ sách 📚</p>"
    assert extract.resources[0].name == extract.cover
    assert extract.passages[0].text == "Một"
    assert not (tmp_path / "scratch" / "result.json").exists()


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        ("eat", Refusal.TOO_MUCH_MEMORY),
        ("eat-quietly", Refusal.TOO_MUCH_MEMORY),
        ("parse-broken", Refusal.TOO_MUCH_MEMORY),
        (f"die {signal.SIGKILL}", Refusal.WORKER_DIED),
        (f"die {signal.SIGSEGV}", Refusal.WORKER_DIED),
        (f"die {signal.SIGXCPU}", Refusal.TOO_SLOW),
        ("exit", Refusal.WORKER_DIED),
        ("recurse", Refusal.DAMAGED),
        ("stumble", Refusal.WORKER_DIED),
        ("refuse", Refusal.ENCRYPTED),
        ("write-much", Refusal.TOO_LARGE),
        ("die-recognising", Refusal.WORKER_DIED),
    ],
)
def test_every_end_of_a_reader_is_a_refusal_and_the_next_file_is_read(
    grant: Grant, tmp_path: Path, wish: str, refusal: Refusal
) -> None:
    assert refused(grant, wish).refusal == refusal
    for left in (tmp_path / "scratch").iterdir():
        left.unlink()
    assert grant("work").kind is Kind.BOOK


def test_a_fault_of_a_reader_says_where_it_was(grant: Grant) -> None:
    assert "KeyError: 'nothing here'" in (detail := refused(grant, "stumble").detail)
    assert "worker_readers.py:" in detail


@pytest.mark.parametrize("wish", ["loop", "sleep"])
def test_a_reader_that_does_not_come_back_is_stopped(grant: Grant, wish: str) -> None:
    with Worker(limits=ReadLimits(seconds=0.3), readers=WISHES) as hasty:
        assert refused(grant, wish, hasty).refusal == Refusal.TOO_SLOW
        foreman = children_of(os.getpid())
        assert all(not children_of(process) for process in foreman)


def test_computing_is_limited_also_where_nobody_watches(grant: Grant) -> None:
    facts = json.loads(grant("tell").notes[0])
    assert facts["cpu"] == [20, 21]


def test_files_that_need_not_be_opened_are_refused_at_once(worker: Worker, tmp_path: Path) -> None:
    empty, large = tmp_path / "empty", tmp_path / "large"
    empty.touch()
    with large.open("wb") as file:
        file.truncate(LIMITS.file + 1)
    os.mkfifo(tmp_path / "pipe")
    expected = {
        "none": Refusal.NOT_READABLE, ".": Refusal.NOT_A_FILE, "pipe": Refusal.NOT_A_FILE, "empty": Refusal.EMPTY,
        "large": Refusal.TOO_LARGE,
    }  # fmt: skip
    found = {name: refused(worker.read, tmp_path / name, tmp_path / "scratch").refusal for name in expected}
    assert found == expected


def test_a_file_that_no_reader_knows_is_of_unknown_kind(worker: Worker, tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(bytes(range(256)))
    assert refused(worker.read, tmp_path / "noise", tmp_path / "scratch").refusal == Refusal.UNKNOWN_KIND


def test_a_name_that_is_not_utf8_is_no_obstacle(worker: Worker, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe s\xe1ch"))
    path.write_text("WISH work", encoding="utf-8")
    assert worker.read(path, tmp_path / "scratch").kind is Kind.BOOK


def test_a_file_behind_a_link_is_read(worker: Worker, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "book").write_text("WISH work", encoding="utf-8")
    (tmp_path / "link").symlink_to("folder/book")
    assert worker.read(tmp_path / "link", tmp_path / "scratch").kind is Kind.BOOK


def test_the_reader_starts_with_nothing_of_ours(grant: Grant, tmp_path: Path) -> None:
    facts = json.loads(grant("tell").notes[0])
    assert set(facts["environment"]) <= {"LC_CTYPE"}
    assert facts["folder"] == str(tmp_path / "scratch")
    assert facts["core"] == [0, 0]
    assert facts["data"] == [LIMITS.memory, LIMITS.memory]
    assert facts["standard"] == [Path("/dev/null").stat().st_rdev] * 3
    assert facts["descriptors"] == []
    assert facts["parent"] != os.getpid()


def test_the_foreman_is_small(worker: Worker, grant: Grant) -> None:
    grant("work")
    (foreman,) = [process for process in children_of(os.getpid()) if _runs_worker(process)]
    resident = Path(f"/proc/{foreman}/status").read_text(encoding="ascii").partition("VmRSS:")[2].split()[0]
    assert int(resident) < 60 * 1024
    assert worker.isolation is not None


def test_reading_gives_way_only_where_nobody_waits() -> None:
    own = os.getpriority(os.PRIO_PROCESS, 0)
    slowest = 19  # nice(2); whoever runs the tests may already give way to all else
    for patient in (False, True):
        with Worker(limits=LIMITS, readers=WISHES, patient=patient) as started:
            assert started.isolation is not None
            foremen = [process for process in children_of(os.getpid()) if _runs_worker(process)]
            found = {os.getpriority(os.PRIO_PROCESS, process) for process in foremen}
            assert max(found) == (min(own + 5, slowest) if patient else own)


def _runs_worker(process: int) -> bool:
    return b"_worker_main.py" in Path(f"/proc/{process}/cmdline").read_bytes()


@pytest.mark.desk("landlock")
def test_nothing_can_be_written_or_read_outside(worker: Worker, grant: Grant, tmp_path: Path) -> None:
    assert worker.isolation.files
    secret = tmp_path / "secret"
    secret.write_text("key", encoding="utf-8")
    assert "PermissionError" in refused(grant, f"write-outside {tmp_path / 'out'}").detail
    assert not (tmp_path / "out").exists()
    assert "PermissionError" in refused(grant, f"read-outside {secret}").detail
    assert "PermissionError" in refused(grant, "execute").detail


@pytest.mark.desk("own-network")
def test_there_is_no_network(grant: Grant) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert refused(grant, f"connect {server.getsockname()[1]}").refusal == Refusal.WORKER_DIED


def test_a_foreman_that_dies_costs_one_file(grant: Grant) -> None:
    with Worker(limits=LIMITS, readers=WISHES) as own:
        first = grant("tell", own)
        foreman = json.loads(first.notes[0])["parent"]
        assassin = threading.Timer(0.3, os.kill, (foreman, signal.SIGKILL))
        assassin.start()
        assert refused(grant, "sleep", own).refusal == Refusal.WORKER_DIED
        assassin.join()
        assert grant("work", own).kind is Kind.BOOK
        os.kill(json.loads(grant("tell", own).notes[0])["parent"], signal.SIGKILL)
        assert eventually(lambda: _read_or_none(grant, own) is not None)


def _read_or_none(grant: Grant, by: Worker) -> Extract | None:
    """A foreman killed between two files may still seem alive when the next comes."""
    try:
        return grant("work", by)
    except RefusedError:
        return None


def test_what_a_reader_started_ends_with_it(grant: Grant) -> None:
    grandchild = int(grant("spawn 600").notes[0])
    assert eventually(lambda: not is_alive(grandchild))


def test_an_interrupted_reading_leaves_no_process(grant: Grant) -> None:
    with Worker(limits=LIMITS, readers=WISHES) as own:
        foreman = json.loads(grant("tell", own).notes[0])["parent"]
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
        with pytest.raises(KeyboardInterrupt):
            grant("sleep", own)
        assert eventually(lambda: not is_alive(foreman))


PARENT = """
import sys
from pathlib import Path
from content.formats.worker import Worker
with Worker(readers={readers!r}) as worker:
    extract = worker.read(Path({told!r}), Path({scratch!r}))
    print(extract.notes[0], flush=True)
    worker.read(Path({path!r}), Path({scratch!r}))
"""


def test_nothing_is_left_over_when_this_process_is_killed(tmp_path: Path) -> None:
    told, path = tmp_path / "told", tmp_path / "path"
    told.write_text("WISH tell", encoding="utf-8")
    path.write_text("WISH sleep", encoding="utf-8")
    program = PARENT.format(readers=WISHES, told=str(told), path=str(path), scratch=str(tmp_path / "scratch"))
    with subprocess.Popen([sys.executable, "-c", program], cwd=PROGRAM, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        foreman = json.loads(parent.stdout.readline())["parent"]
        assert eventually(lambda: bool(children_of(foreman)))
        (child,) = children_of(foreman)
        parent.kill()
    assert eventually(lambda: not is_alive(foreman))
    assert eventually(lambda: not is_alive(child))


def test_closing_ends_the_foreman(grant: Grant) -> None:
    with Worker(limits=LIMITS, readers=WISHES) as own:
        foreman = json.loads(grant("tell", own).notes[0])["parent"]
    assert not is_alive(foreman)
    own.close()


@pytest.mark.parametrize("name", ["no.such.module:Reader", "content.records:Kind", "content.records:NoSuchThing"])
def test_a_reader_that_cannot_be_loaded_is_no_fault_of_a_file(name: str) -> None:
    with pytest.raises(WorkerStartError):
        Worker(readers=(name,)).__enter__()


UNPRIVILEGED = """
import ctypes
from pathlib import Path
from content.formats.worker import Worker
PR_CAPBSET_DROP = 24
for capability in range(41):
    ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
with Worker(readers={readers!r}) as worker:
    print(worker.read(Path({path!r}), Path({scratch!r})).description.title)
"""


def test_it_works_without_privileges_too(tmp_path: Path) -> None:
    """As on a box, where only a user namespace gives a process a network of its own; root, too, can be without."""
    path = tmp_path / "path"
    path.write_text("WISH tell", encoding="utf-8")
    program = UNPRIVILEGED.format(readers=WISHES, path=str(path), scratch=str(tmp_path / "scratch"))
    done = subprocess.run([sys.executable, "-c", program], cwd=PROGRAM, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("Sách thử"), done.stderr
