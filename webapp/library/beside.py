"""A command of the box that runs beside the server: watched, started anew when it dies, ended when the server ends."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
from types import TracebackType
from typing import Self

import click

from appliance.station import Station
from content.translations import gettext

PAUSE_SECONDS = 5.0
"""Before a process that ended is started anew; doubled each time, up to PAUSE_MAX_SECONDS."""
PAUSE_MAX_SECONDS = 300.0
LOOK_SECONDS = 0.5
STEADY_LOOKS = 120
"""After so many looks a process counts as sound, and the next pause is the first again."""
STOP_SECONDS = 10
_PR_SET_PDEATHSIG = 1
_LIBRARY = ctypes.CDLL(None)


class Beside:
    """Keeps a command running while the block runs.

    Args:
        command: its name, `count` or `keeper`. pause: seconds before it is first started anew.
    """

    def __init__(self, station: Station, command: str, *, pause: float = PAUSE_SECONDS) -> None:
        self._command = command
        self._words = [sys.executable, sys.argv[0], "--data-dir", str(station.folder), command]
        self._first_pause = self._pause = pause
        # Which language is spoken belongs to a thread, and this one knows it.
        self._has_ended = gettext("`%(command)s` đã dừng. %(seconds)s giây nữa hộp chạy lại nó.")
        self._stop = threading.Event()
        self._started = threading.Event()
        # The kernel ties a child to the thread that made it (PR_SET_PDEATHSIG), so one thread makes and ends them all.
        self._watcher = threading.Thread(target=self._watch, name=f"beside-{command}", daemon=True)

    def __enter__(self) -> Self:
        self._watcher.start()
        # The server forks its worker next. A worker forked while a command starts would keep that command's pipe open,
        # and the watcher would wait for the worker's end instead of watching.
        self._started.wait()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop.set()
        self._watcher.join()

    def _watch(self) -> None:
        while not self._stop.is_set():
            try:
                process = subprocess.Popen(self._words, stdin=subprocess.DEVNULL, preexec_fn=_end_with_parent)  # noqa: PLW1509 one call
            finally:
                self._started.set()
            self._look_after(process)
            if self._stop.is_set():
                _end(process)
                return
            words = {"command": self._command, "seconds": f"{self._pause:g}"}
            click.echo(f"tusach: {self._has_ended % words}", err=True)
            self._stop.wait(self._pause)
            self._pause = min(2 * self._pause, PAUSE_MAX_SECONDS)

    def _look_after(self, process: subprocess.Popen[bytes]) -> None:
        """Returns when it has ended, or is to end."""
        looks = 0
        while process.poll() is None and not self._stop.wait(LOOK_SECONDS):
            looks += 1
            if looks == STEADY_LOOKS:
                self._pause = self._first_pause


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()


def _end_with_parent() -> None:
    """Ends the process beside when the server dies without a word (prctl(2)). Runs between fork and exec."""
    _LIBRARY.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() == 1:
        os._exit(0)
