"""The library on disk: one folder with what is *held* and what is *made*, its databases and its one write lock.

    held/                 never lost: fsynced before anything refers to it
      library.db            catalogue, passages, holdings, overlay, tasks (WAL, synchronous=FULL)
      blobs/<hh>/<sha256>   immutable files
      staging/              what is being brought; swept at the next start
    made/                 may be deleted at any moment and is remade
      covers/               thumbnails
      open/<hh>/<sha256>    hard links of blobs that a web server may serve
      home/                 pictures of pages as they are taken home
      html/                 pages, gzipped
    run/                  sockets

Invariants
- A row that names a blob is committed only after the blob is durable under its name.
- All writing goes through `write()`: one writer at a time, in one transaction.
- Readers open read-only and hold no transaction open longer than one answer.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from content.errors import ContentError, LibraryDamagedError, LibraryTooNewError
from content.trusted_time import MonotonicSeconds

BUSY_MS = 30_000
_PRIMARY = 0xFF
"""The part of an extended result code that names the kind of error (sqlite.org/rescode.html)."""
GENERATION = 1
"""Of the database. Migrations only add, so that the release before can still read; a change it could not read
raises this number."""


class LibraryBusyError(ContentError):
    """Another process is bringing things into this library."""


class LibraryUnreadableError(ContentError):
    """The data folder cannot be used; the message says why."""


class LibraryFullError(ContentError):
    """The medium has no room for what was to be written; nothing of it was."""


@dataclass(eq=False)
class WriteLockMeter:
    """How long the write lock was held, in seconds of the monotonic clock."""

    longest: float = 0.0
    total: float = 0.0
    times: int = 0

    def add(self, seconds: float) -> None:
        """Counts one hold."""
        self.longest = max(self.longest, seconds)
        self.total += seconds
        self.times += 1


AroundCommit = Callable[["Library", sqlite3.Connection], AbstractContextManager[None]]
"""Given a library and the connection whose transaction is about to be committed."""


class Library:
    """An opened library folder.

    Attributes:
        held, made, run: the three folders.
        meter: how long `write()` was held by this process.
    """

    def __init__(
        self, folder: Path, *, monotonic: Callable[[], MonotonicSeconds], around_commit: AroundCommit | None = None
    ) -> None:
        self.folder = folder
        self.held = folder / "held"
        self.made = folder / "made"
        self.run = folder / "run"
        self.blobs_folder = self.held / "blobs"
        self.staging = self.held / "staging"
        self.meter = WriteLockMeter()
        self._meters = [self.meter]
        self._monotonic = monotonic
        self._around_commit = around_commit
        self._lock = threading.Lock()
        self._writer: sqlite3.Connection | None = None
        self._readers = threading.local()
        self._all_readers: list[sqlite3.Connection] = []

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        schema: Sequence[Migrations],
        monotonic: Callable[[], MonotonicSeconds],
        around_commit: AroundCommit | None = None,
    ) -> Library:
        """Opens the library in a folder, making and upgrading it as needed.

        Args:
            folder: the data folder; nothing outside it is written.
            schema: the migrations of everyone whose tables stand in library.db, in order.
            around_commit: within which each transaction is committed; what it raises undoes the transaction.

        Raises:
            LibraryUnreadableError: the folder cannot be made or written.
            LibraryTooNewError: a later release wrote it in a way that this one cannot read.
            LibraryDamagedError: the database is no database any more, or is gone while files are held.
        """
        library = cls(folder, monotonic=monotonic, around_commit=around_commit)
        try:
            for part in (library.blobs_folder, library.staging, library.made, library.run):
                part.mkdir(parents=True, exist_ok=True)
            library._upgrade(schema)
        except OSError as error:
            raise LibraryUnreadableError(f"{error.filename or folder}: {error.strerror}") from error
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise LibraryUnreadableError(f"{library.database}: {error}") from error
            raise LibraryDamagedError(f"{library.database}: {error}") from error
        return library

    @property
    def database(self) -> Path:
        """Where library.db stands."""
        return self.held / "library.db"

    def _upgrade(self, schema: Sequence[Migrations]) -> None:
        with self._exclusive("upgrade", wait=True), closing(self._connect_expected()) as connection:
            generation = connection.execute("PRAGMA user_version").fetchone()[0]
            if generation > GENERATION:
                raise LibraryTooNewError(
                    f"{self.database} is of generation {generation}, this release knows {GENERATION}"
                )
            connection.row_factory = None
            database = Database(connection)
            for migrations in schema:
                if migrations.pending(database):
                    migrations.apply(database)
            if generation < GENERATION:
                connection.execute(f"PRAGMA user_version={GENERATION}")

    def _connect_expected(self) -> sqlite3.Connection:
        """Opens the database; a new one is made only where nothing is held.

        An empty catalogue beside full shelves would take every blob for a stray and sweep it.
        """
        missing = not self.database.is_file() or self.database.stat().st_size == 0
        if missing and any(entry for folder in self.blobs_folder.iterdir() for entry in folder.iterdir()):
            raise LibraryDamagedError(f"{self.database} is gone or empty, while files are held in {self.blobs_folder}")
        return self._connect_writer()

    def _connect_writer(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.database, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False
        )
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA foreign_keys=ON")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Holds the write lock for one transaction; commits at its end, undoes everything on an exception.

        Yields:
            The connection; it is not used after the block.

        Raises:
            LibraryBusyError: another process held the lock for longer than BUSY_MS.
            LibraryFullError: the medium is full.
        """
        with self._lock:
            if self._writer is None:
                self._writer = self._connect_writer()
            connection = self._writer
            try:
                connection.execute("BEGIN IMMEDIATE")
                started = self._monotonic()
                try:
                    yield connection
                    with self._around_commit(self, connection) if self._around_commit else nullcontext():
                        connection.execute("COMMIT")
                except BaseException:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                    raise
                finally:
                    held = self._monotonic() - started
                    for meter in self._meters:
                        meter.add(held)
            except sqlite3.OperationalError as error:
                raise _named(error, self.database) from error

    @contextmanager
    def measured(self) -> Iterator[WriteLockMeter]:
        """Measures how long `write()` is held by this process within the block."""
        meter = WriteLockMeter()
        self._meters.append(meter)
        try:
            yield meter
        finally:
            self._meters.remove(meter)

    def read(self) -> sqlite3.Connection:
        """This thread's read-only connection, in autocommit: every statement sees the newest committed state."""
        connection: sqlite3.Connection | None = getattr(self._readers, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                f"{self.database.absolute().as_uri()}?mode=ro",
                uri=True,
                timeout=BUSY_MS / 1000,
                isolation_level=None,
                check_same_thread=False,
            )
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA query_only=ON")
            self._readers.connection = connection
            self._all_readers.append(connection)
        return connection

    def checkpoint(self) -> tuple[int, int, int]:
        """Moves the write-ahead log into the database as far as readers let it (SQLite, wal_checkpoint(PASSIVE)).

        Returns:
            Whether it was hindered (1) or not (0), pages in the log, pages moved.
        """
        with self._lock, closing(self._connect_writer()) as connection:
            row = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        return int(row[0]), int(row[1]), int(row[2])

    @contextmanager
    def accession_lock(self) -> Iterator[None]:
        """Lets one process at a time bring things in; the kernel frees it when that process dies.

        Raises:
            LibraryBusyError: another process holds it.
        """
        with self._exclusive("accession", wait=False):
            yield

    @contextmanager
    def making_lock(self) -> Iterator[None]:
        """Lets one process at a time change what is under `made/`; others wait."""
        with self._exclusive("making", wait=True):
            yield

    @contextmanager
    def linking_lock(self) -> Iterator[None]:
        """Lets one process at a time change `made/open`, held for moments only; taken before the write lock."""
        with self._exclusive("linking", wait=True):
            yield

    @contextmanager
    def pages_lock(self, *, shared: bool = False) -> Iterator[None]:
        """Held from before made pages are moved away until what they contradict is committed; taken last of all locks.

        Args:
            shared: by those who begin to make a page, for a moment.
        """
        with self._exclusive("pages", wait=True, shared=shared):
            yield

    @contextmanager
    def _exclusive(self, name: str, *, wait: bool, shared: bool = False) -> Iterator[None]:
        lock = os.open(self.run / f"{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(lock, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError as error:
                raise LibraryBusyError(f"{self.folder} is being changed by another process") from error
            yield
        finally:
            os.close(lock)

    def close(self) -> None:
        """Closes this process's connections, of all its threads; who reads or writes again gets a new one."""
        # Readers first: the last connection to go tidies the write-ahead log away, and only a writer may.
        readers, self._all_readers = self._all_readers, []
        self._readers = threading.local()
        for connection in readers:
            connection.close()
        with self._lock:
            if self._writer is not None:
                self._writer.close()
                self._writer = None


def _named(error: sqlite3.OperationalError, database: Path) -> Exception:
    """The error of our own that an error of SQLite means; others stay as they are."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    if code & _PRIMARY == sqlite3.SQLITE_FULL or code == sqlite3.SQLITE_IOERR_SHMSIZE:
        return LibraryFullError(f"{database}: {error}")
    if code & _PRIMARY == sqlite3.SQLITE_BUSY:
        return LibraryBusyError(f"{database}: {error}")
    return error
