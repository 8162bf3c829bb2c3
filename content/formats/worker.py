"""The limited worker: every file that was brought is read in a process that can do nothing but read it.

What holds:
1. a file costs at most the memory, time and space of its `ReadLimits`; beyond that its process is killed, and that is
   a refusal with a name;
2. the process has no network, writes only below its scratch folder, and holds no secret of this one: it is forked from
   a foreman that was started clean;
3. nothing it answers is believed unchecked (`_worker_answer`);
4. no process is left over, however this one ends.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from content.errors import ContentError
from content.formats import READERS, _worker_main
from content.formats._worker_answer import AnswerError, read_answer
from content.formats._worker_child import EXIT_MEMORY, EXIT_NO_ROOM
from content.formats._worker_isolation import Isolation
from content.formats.reading import Drawing, Extract, ReadLimits, ReadResource, Refusal, RefusedError

_START_SECONDS = 60.0
_KILL_SECONDS = 5.0
_NEAR_LIMIT = 0.85
_PROGRAM = Path(__file__).resolve().parents[2]
_DEFAULT_LIMITS = ReadLimits()


class WorkerStartError(ContentError):
    """The worker cannot be started here, for any file."""


class Worker:
    """Reads files one after another, each in a process of its own; a context manager, for one thread.

    The foreman ends with the thread that started it, so a worker is made, used and closed by the same thread.

    Args:
        limits: what each file may cost.
        readers: dotted names of the readers to ask.
        patient: whether reading gives way to all else that the machine does: for work that nobody waits for.
    """

    def __init__(
        self, *, limits: ReadLimits = _DEFAULT_LIMITS, readers: Sequence[str] = READERS, patient: bool = False
    ) -> None:
        self._limits = limits
        self._patient = patient
        self._readers = tuple(readers)
        self._process: subprocess.Popen[bytes] | None = None
        self._link: socket.socket | None = None
        self._isolation: Isolation | None = None

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def isolation(self) -> Isolation:
        """What the kernel of this machine let the reading process give up.

        Raises:
            WorkerStartError: the worker does not start here.
        """
        if self._isolation is None:
            self._start()
        assert self._isolation is not None  # noqa: S101 - set by every start
        return self._isolation

    def begin(self) -> None:
        """Starts the foreman where none runs; reading and drawing do so by themselves.

        Raises:
            WorkerStartError: the worker does not start here.
        """
        if self._process is None or self._process.poll() is not None:
            self._start()

    def close(self) -> None:
        """Ends the foreman and whatever it is doing."""
        process, link = self._process, self._link
        self._process = self._link = None
        if link is not None:
            link.close()
        if process is not None:
            process.kill()
            process.wait()

    def read(self, path: Path, scratch: Path) -> Extract:
        """Reads one file in a process of its own.

        Args:
            path: the file.
            scratch: an empty folder, made if it is not there; the files that the extract names are left in it.

        Raises:
            RefusedError: the file cannot or must not be read, or reading it cost too much.
            WorkerStartError: the worker does not start here.
        """
        return self._ask(path, scratch, {})

    def draw(self, path: Path, scratch: Path, wanted: Drawing) -> ReadResource:
        """Draws a page of a file in a process of its own.

        Args:
            path: the file; the first reader that knows it must be a `Drawer`.
            scratch: an empty folder, made if it is not there; the picture is left in it.

        Raises:
            RefusedError: the page is not there or cannot be drawn, or drawing it cost too much.
            WorkerStartError: the worker does not start here.
        """
        drawn = self._ask(path, scratch, {"drawing": asdict(wanted)}).resources
        if len(drawn) != 1 or drawn[0].media_type != wanted.media_type:
            raise RefusedError(Refusal.WORKER_DIED, "its answer is not sound: another picture than was wanted")
        return drawn[0]

    def _ask(self, path: Path, scratch: Path, wanted: dict[str, object]) -> Extract:
        _check_file(path, self._limits)
        scratch.mkdir(parents=True, exist_ok=True)
        self.begin()
        places = {"path": str(path.absolute()), "scratch": str(scratch.resolve())}
        request = {**places, "limits": asdict(self._limits), **wanted}
        started = time.monotonic()
        try:
            self._send(request)
            outcome = self._outcome(started + self._limits.seconds)
        except BaseException:
            # Interrupted, or the foreman is gone: whatever still reads must not go on.
            self.close()
            raise
        return self._extract(outcome, scratch)

    def _start(self) -> None:
        """Starts a foreman: a fresh interpreter with an empty environment and one socket."""
        self.close()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        arguments = [str(_worker_main.__file__), str(theirs.fileno()), str(os.getpid()), str(_PROGRAM)]
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-B", "-X", "utf8", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={},
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        self._link = ours
        self._send({"readers": self._readers, "patient": self._patient})
        try:
            message = self._received(time.monotonic() + _START_SECONDS)
        except RefusedError as error:
            raise WorkerStartError("the worker ends as soon as it is started") from error
        if message is None or "isolation" not in message:
            self.close()
            raise WorkerStartError(f"the worker does not start: {(message or {}).get('failed', 'no answer')}")
        self._isolation = Isolation(**message["isolation"])

    def _outcome(self, deadline: float) -> dict[str, Any]:
        """How the child ended; killed if it did not in time.

        Raises:
            RefusedError: too slow, or the foreman itself is gone.
        """
        message = self._received(deadline)
        if message is not None:
            return message
        self._send({})
        if self._received(time.monotonic() + _KILL_SECONDS) is None:
            self.close()
        raise RefusedError(Refusal.TOO_SLOW, f"not read within {self._limits.seconds:g} s")

    def _extract(self, outcome: dict[str, Any], scratch: Path) -> Extract:
        status = os.waitstatus_to_exitcode(outcome["status"])
        if status != 0:
            raise self._death(status, outcome["peak"])
        try:
            answer = read_answer(scratch, self._limits)
        except AnswerError as error:
            raise RefusedError(Refusal.WORKER_DIED, f"its answer is not sound: {error}") from error
        if answer.extract is None:
            raise RefusedError(answer.refusal or Refusal.WORKER_DIED, answer.detail)
        return answer.extract

    def _death(self, status: int, peak: int) -> RefusedError:
        """Why the child is dead, as far as its end shows."""
        if status == -signal.SIGXCPU:
            return RefusedError(Refusal.TOO_SLOW, f"more than {self._limits.seconds:g} s of computing")
        if status == EXIT_MEMORY or peak > self._limits.memory * _NEAR_LIMIT:
            return RefusedError(Refusal.TOO_MUCH_MEMORY, f"ended with {peak} bytes of memory")
        if status == EXIT_NO_ROOM:
            return RefusedError(Refusal.NO_SPACE, "no room for what was read")
        name = signal.Signals(-status).name if status < 0 else f"exit {status}"
        return RefusedError(Refusal.WORKER_DIED, f"ended by {name}")

    def _send(self, message: dict[str, Any]) -> None:
        """Sends a message; that nobody is there shows when the answer is waited for."""
        if self._link is not None:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self._link.send(json.dumps(message).encode("ascii"))

    def _received(self, deadline: float) -> dict[str, Any] | None:
        """The next message of the foreman, None if none came in time.

        Raises:
            RefusedError: the foreman has ended.
        """
        if self._link is None:
            raise RefusedError(Refusal.WORKER_DIED, "there is no worker")
        if not select.select([self._link], [], [], max(0.0, deadline - time.monotonic()))[0]:
            return None
        try:
            data = self._link.recv(1 << 16)
        except ConnectionResetError:
            data = b""
        if not data:
            self.close()
            raise RefusedError(Refusal.WORKER_DIED, "the worker has ended")
        message: dict[str, Any] = json.loads(data)
        return message


def _check_file(path: Path, limits: ReadLimits) -> None:
    """Refuses what need not be opened to be refused."""
    try:
        status = path.stat()
    except OSError as error:
        raise RefusedError(Refusal.NOT_READABLE, str(error.strerror)) from error
    if not path.is_file():
        raise RefusedError(Refusal.NOT_A_FILE)
    if not os.access(path, os.R_OK):
        raise RefusedError(Refusal.NOT_READABLE, "no permission")
    if status.st_size == 0:
        raise RefusedError(Refusal.EMPTY)
    if status.st_size > limits.file:
        raise RefusedError(Refusal.TOO_LARGE, f"{status.st_size} bytes")
