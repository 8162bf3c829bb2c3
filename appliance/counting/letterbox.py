"""The letterbox: letters come over a Unix socket, bounded in length and rate, and are kept in counts.db.

A letter is one message of JSON, answered by one word when it is durable or refused. Nothing of who sent it is there to
be kept: the page has taken the text from the form and nothing else.
"""

from __future__ import annotations

import contextlib
import dataclasses
import fcntl
import json
import os
import socket
import sqlite3
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from content import settings
from content.library import LibraryBusyError
from content.trusted_time import Clock
from content.usage import Letter, LetterRefusedError, LetterSink, RefusedBecause

if TYPE_CHECKING:
    from sqlite_utils.db import Database as SqliteDatabase

MESSAGE_MAX = 8_192
HOUR = 3_600.0
ANSWER_SECONDS = 5.0
KEPT = "kept"
SOCKET = "letters.sock"
LOCK = "letters.lock"
MIGRATIONS = Migrations("counts")


@MIGRATIONS()
def m0001_letters(db: SqliteDatabase) -> None:
    """Letters: requests and complaints."""
    db.conn.execute(
        "CREATE TABLE letter ("
        " id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('request', 'complaint')), text TEXT NOT NULL,"
        " want TEXT NOT NULL, language TEXT NOT NULL, record_id TEXT NOT NULL, reason TEXT NOT NULL,"
        " day TEXT NOT NULL, clock TEXT NOT NULL CHECK (clock IN ('trusted', 'untrusted'))) STRICT"
    )


@dataclass(frozen=True)
class StoredLetter:
    """A letter as it is kept: the day it came (Việt Nam, no time of day) and whether the clock was trusted."""

    id: int
    letter: Letter
    day: str
    clock: str


class Letterbox:
    """Takes letters; one for a library, in the process `count`.

    Args:
        held: the folder of counts.db. run: the folder of the socket.
        per_hour: more letters in an hour are refused. kept: when so many are kept, all are.
    """

    def __init__(self, held: Path, run: Path, *, clock: Clock, per_hour: int, kept: int) -> None:
        self._database = held / "counts.db"
        self._path = run / SOCKET
        self._clock = clock
        self._per_hour = per_hour
        self._kept = kept
        self._recent: deque[float] = deque()

    def serve_until(self, stop: threading.Event) -> None:
        """Takes letters until told to stop.

        Raises:
            LibraryBusyError: another letterbox of this library is at work.
            OSError: the socket cannot be made.
        """
        with (
            self._alone(),
            contextlib.closing(_open(self._database)) as db,
            socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as door,
        ):
            self._bind(door)
            door.settimeout(0.5)
            while not stop.is_set():
                with contextlib.suppress(TimeoutError):
                    visitor, _ = door.accept()
                    with visitor:
                        self._answer(visitor, db)
            self._path.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """The socket belongs to whoever holds the lock; the kernel frees it when that process dies."""
        lock = os.open(self._path.with_name(LOCK), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise LibraryBusyError(f"another process takes the letters of {self._path.parent}") from error
            yield
        finally:
            os.close(lock)

    def _bind(self, door: socket.socket) -> None:
        # A socket's address holds 107 bytes; a folder's descriptor makes any path short.
        folder = os.open(self._path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            self._path.unlink(missing_ok=True)
            door.bind(f"/proc/self/fd/{folder}/{SOCKET}")
        finally:
            os.close(folder)
        self._path.chmod(0o660)
        door.listen(16)

    def _answer(self, visitor: socket.socket, db: sqlite3.Connection) -> None:
        visitor.settimeout(ANSWER_SECONDS)
        try:
            letter = settings.structure(Letter, json.loads(visitor.recv(MESSAGE_MAX)))
            letter.text.encode()  # JSON may spell halves of characters, which no database keeps
        except (OSError, ValueError, RecursionError, settings.SettingsError):
            return
        word = KEPT if self._has_room(db) else RefusedBecause.FULL.value
        if word == KEPT:
            try:
                _keep(db, letter, self._clock)
            except sqlite3.OperationalError:
                word = RefusedBecause.CLOSED.value  # no room on the medium; the letterbox itself goes on
        with contextlib.suppress(OSError):
            visitor.send(word.encode())

    def _has_room(self, db: sqlite3.Connection) -> bool:
        moment = float(self._clock.monotonic())
        while self._recent and self._recent[0] <= moment - HOUR:
            self._recent.popleft()
        if len(self._recent) >= self._per_hour or db.execute("SELECT count(*) FROM letter").fetchone()[0] >= self._kept:
            return False
        self._recent.append(moment)
        return True


class SocketLetters(LetterSink):
    """Sends letters to the letterbox of a library.

    Args:
        run: the folder of its socket.
    """

    def __init__(self, run: Path) -> None:
        self._run = run

    def send(self, letter: Letter) -> None:
        """Returns when the letter is durable.

        Raises:
            LetterRefusedError: FULL when too many came, CLOSED when nobody answers.
        """
        message = json.dumps(dataclasses.asdict(letter)).encode()
        try:
            folder = os.open(self._run, os.O_RDONLY | os.O_DIRECTORY)
            try:
                with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as link:
                    link.settimeout(ANSWER_SECONDS)
                    link.connect(f"/proc/self/fd/{folder}/{SOCKET}")
                    link.send(message)
                    word = link.recv(64).decode()
            finally:
                os.close(folder)
        except OSError as error:
            raise LetterRefusedError(RefusedBecause.CLOSED) from error
        if word != KEPT:
            raise LetterRefusedError(RefusedBecause(word) if word in set(RefusedBecause) else RefusedBecause.CLOSED)


def read_letters(held: Path) -> tuple[StoredLetter, ...]:
    """All letters of a library, oldest first."""
    with contextlib.closing(_open(held / "counts.db")) as db:
        rows = db.execute("SELECT * FROM letter ORDER BY id").fetchall()
    return tuple(StoredLetter(row["id"], _letter_of(row), row["day"], row["clock"]) for row in rows)


def _letter_of(row: sqlite3.Row) -> Letter:
    fields = {name: row[name] for name in ("kind", "text", "want", "language", "reason")}
    return settings.structure(Letter, fields | {"record": row["record_id"]})


def _keep(db: sqlite3.Connection, letter: Letter, clock: Clock) -> None:
    now = clock.now()
    db.execute(
        "INSERT INTO letter (kind, text, want, language, record_id, reason, day, clock) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            letter.kind,
            letter.text,
            letter.want,
            letter.language,
            letter.record,
            letter.reason,
            now.today.isoformat(),
            now.state,
        ),
    )


def _open(database: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(database, isolation_level=None, timeout=30)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    MIGRATIONS.apply(Database(connection))
    connection.row_factory = sqlite3.Row
    return connection
