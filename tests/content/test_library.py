"""Guards the library on disk: what opening it makes and refuses, one writer at a time, readers that see commits."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from content.catalogue import MIGRATIONS
from content.errors import LibraryDamagedError, LibraryTooNewError
from content.library import (
    GENERATION,
    Library,
    LibraryBusyError,
    LibraryFullError,
    LibraryUnreadableError,
)
from content.trusted_time import MonotonicSeconds
from tests.content.libraries import OPENED, SetClock, hold, open_library

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65_534


def opened(folder: Path, clock: SetClock | None = None) -> Library:
    library = Library.open(folder, schema=[MIGRATIONS], monotonic=(clock or SetClock()).monotonic)
    OPENED.append(library)
    return library


def other_process(folder: Path, body: str) -> subprocess.Popen[str]:
    """Another process with the same library opened as `library`; it talks over standard input and output."""
    program = (
        "import sys\nfrom pathlib import Path\nfrom tests.content.libraries import open_library\n"
        f"library = open_library(Path({str(folder)!r}))\n{body}"
    )
    return subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def go_on(process: subprocess.Popen[str]) -> str:
    return process.communicate("go on\n")[0].strip()


def test_first_start_makes_everything_inside_the_folder(tmp_path: Path) -> None:
    library = opened(tmp_path / "deep" / "library")
    assert {path.name for path in library.folder.iterdir()} == {"held", "made", "run"}
    assert library.database.is_file()
    assert {path.name for path in (tmp_path / "deep").iterdir()} == {"library"}
    assert library.read().execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    with library.write() as tx:
        assert tx.execute("PRAGMA synchronous").fetchone()[0] == 2
        assert tx.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    opened(tmp_path).close()
    before = (tmp_path / "held/library.db").read_bytes()
    opened(tmp_path).close()
    assert (tmp_path / "held/library.db").read_bytes() == before


def test_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryUnreadableError, match="file"):
        opened(tmp_path / "file" / "library")


@pytest.mark.parametrize("made_before", [False, True], ids=["new", "made before"])
def test_folder_without_right_to_write_is_a_clear_error(tmp_path: Path, made_before: bool) -> None:
    folder = tmp_path / "library"
    if made_before:
        opened(folder).close()
    folder.mkdir(exist_ok=True)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(path.stat().st_mode & ~0o222)
    for path in [tmp_path, *tmp_path.parents]:
        if path != Path(path.anchor) and os.access(path, os.W_OK) and path.stat().st_uid == os.getuid():
            path.chmod(path.stat().st_mode | 0o111)
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\nfrom content.catalogue import MIGRATIONS\n"
        "from content.library import Library, LibraryUnreadableError\n"
        "import os\n"
        f"os.geteuid() or os.setuid({NOBODY})\n"
        "try:\n    Library.open(Path(sys.argv[2]), schema=[MIGRATIONS], monotonic=lambda: 0.0)\n"
        "except LibraryUnreadableError as error:\n    print(error)\n"
    )
    run = [sys.executable, "-c", program, str(ROOT), str(folder)]
    done = subprocess.run(run, capture_output=True, text=True, check=False, cwd="/")
    assert "Permission denied" in done.stdout, done.stderr
    assert str(folder) in done.stdout


def test_damaged_database_is_named(tmp_path: Path) -> None:
    opened(tmp_path).close()
    (tmp_path / "held/library.db").write_bytes(b"this is no database" * 500)
    with pytest.raises(LibraryDamagedError, match=r"library\.db"):
        opened(tmp_path)


@pytest.mark.parametrize("left", [None, b""], ids=["gone", "empty"])
def test_lost_database_is_not_taken_for_a_first_start(tmp_path: Path, left: bytes | None) -> None:
    library = opened(tmp_path)
    blob = hold(library, b"a book")
    library.close()
    for path in (tmp_path / "held").glob("library.db*"):
        path.unlink()
    if left is not None:
        (tmp_path / "held/library.db").write_bytes(left)
    with pytest.raises(LibraryDamagedError, match="while files are held"):
        opened(tmp_path)
    assert (tmp_path / "held/blobs" / blob[:2] / blob).read_bytes() == b"a book"


def test_library_of_a_later_generation_is_refused_and_left_alone(tmp_path: Path) -> None:
    opened(tmp_path).close()
    with sqlite3.connect(tmp_path / "held/library.db") as db:
        db.execute(f"PRAGMA user_version={GENERATION + 1}")
    db.close()
    with pytest.raises(LibraryTooNewError, match=f"generation {GENERATION + 1}"):
        opened(tmp_path)


def test_later_release_that_only_added_is_read_by_this_one(tmp_path: Path) -> None:
    opened(tmp_path).close()
    with sqlite3.connect(tmp_path / "held/library.db") as db:
        db.execute("ALTER TABLE record ADD COLUMN spoken TEXT NOT NULL DEFAULT ''")
        db.execute("CREATE TABLE later (thing TEXT) STRICT")
        columns = [row[1] for row in db.execute("PRAGMA table_info(_sqlite_migrations)")]
        values = {"migration_set": "catalogue", "name": "m9999_later", "applied_at": "2030-01-01T00:00:00Z"}
        names = [name for name in columns if name in values]
        marks = ", ".join("?" * len(names))
        db.execute(
            f"INSERT INTO _sqlite_migrations ({', '.join(names)}) VALUES ({marks})",  # noqa: S608 names of our own
            [values[name] for name in names],
        )
    db.close()
    library = open_library(tmp_path)
    assert hold(library, b"x")


def test_exception_undoes_the_whole_transaction(tmp_path: Path) -> None:
    library = open_library(tmp_path)

    def fail_half_way() -> None:
        with library.write() as tx:
            tx.execute("INSERT INTO stale (record_id) VALUES ('a')")
            raise KeyError

    with pytest.raises(KeyError):
        fail_half_way()
    assert library.read().execute("SELECT count(*) FROM stale").fetchone()[0] == 0
    with library.write() as tx:  # and the next writer is not hindered
        tx.execute("INSERT INTO stale (record_id) VALUES ('b')")


def test_readers_see_committed_state_only(tmp_path: Path) -> None:
    library = open_library(tmp_path)
    with library.write() as tx:
        tx.execute("INSERT INTO stale (record_id) VALUES ('a')")
        assert library.read().execute("SELECT count(*) FROM stale").fetchone()[0] == 0
    assert library.read().execute("SELECT count(*) FROM stale").fetchone()[0] == 1


def test_readers_cannot_write(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        open_library(tmp_path).read().execute("DELETE FROM shelf")


def test_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    library = open_library(tmp_path)
    other = other_process(
        tmp_path,
        "print('ready', flush=True); sys.stdin.readline()\n"
        "with library.write() as tx:\n"
        "    print(tx.execute('SELECT count(*) FROM stale').fetchone()[0])\n",
    )
    assert line(other) == "ready"
    with library.write() as tx:
        assert other.stdin is not None
        other.stdin.write("go on\n")
        other.stdin.flush()
        tx.execute("INSERT INTO stale (record_id) VALUES ('first')")
    assert other.communicate()[0].strip() == "1"


def test_second_accession_is_told_that_the_library_is_busy(tmp_path: Path) -> None:
    library = open_library(tmp_path)
    other = other_process(
        tmp_path, "with library.accession_lock():\n    print('held', flush=True); sys.stdin.readline()\n"
    )
    assert line(other) == "held"
    with pytest.raises(LibraryBusyError), library.accession_lock():
        pass
    go_on(other)
    with library.accession_lock():
        pass


def test_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    library = open_library(tmp_path)
    other = other_process(
        tmp_path, "with library.accession_lock():\n    print('held', flush=True); sys.stdin.readline()\n"
    )
    assert line(other) == "held"
    other.kill()
    other.communicate()
    with library.accession_lock():
        pass


def test_full_medium_is_an_error_with_a_name(tmp_path: Path) -> None:
    library = open_library(tmp_path)
    with library.write() as tx:
        pages = tx.execute("PRAGMA page_count").fetchone()[0]
        tx.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(LibraryFullError, match="full"), library.write() as tx:
        tx.execute("INSERT INTO stale (record_id) VALUES (?)", ("a" * 1_000_000,))
    with library.write() as tx:
        tx.execute("INSERT INTO stale (record_id) VALUES ('small')")


def test_longest_hold_is_measured(tmp_path: Path) -> None:
    clock = SetClock()
    library = opened(tmp_path, clock)
    for seconds in (0.05, 0.2, 0.1):
        with library.write():
            clock.seconds += seconds
    assert library.meter.times == 3
    assert library.meter.longest == pytest.approx(0.2)
    assert library.meter.total == pytest.approx(0.35)


def test_checkpoint_empties_the_log_when_nobody_reads(tmp_path: Path) -> None:
    library = open_library(tmp_path)
    library.read().execute("SELECT 1").fetchall()
    busy, written, moved = library.checkpoint()
    assert busy == 0
    assert written == moved


def test_each_thread_reads_by_its_own_connection(tmp_path: Path) -> None:
    library = open_library(tmp_path)
    mine = library.read()
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(library.read).result() is not mine
        assert library.read() is mine
        pool.submit(library.close).result()


def test_monotonic_clock_is_the_one_given(tmp_path: Path) -> None:
    asked: list[int] = []

    def monotonic() -> MonotonicSeconds:
        asked.append(1)
        return MonotonicSeconds(0.0)

    library = Library.open(tmp_path, schema=[MIGRATIONS], monotonic=monotonic)
    OPENED.append(library)
    with library.write():
        pass
    assert len(asked) == 2
