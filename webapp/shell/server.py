"""gunicorn around an application: threads, no access log, and an error log that names no reader.

A phone that falls silent in the middle of a request or of a download holds a thread for SILENCE_SECONDS and no longer;
one that never falls silent has a deadline for the whole of a head or a body.
"""

from __future__ import annotations

import contextlib
import logging
import socket
import struct
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from gunicorn.workers import gthread

MEMORY = "/dev/shm"  # noqa: S108 for gunicorn's heartbeat: a file without a name, touched every second
SILENCE_SECONDS = 15
"""A connection on which nothing moves for so long is closed, between requests and within one."""
REQUEST_LINE_MAX = 4_094
FIELDS_MAX = 60
HEAD_BYTES = 65_536
DEFER = getattr(gthread, "_DEFER", None)
"""What tells gunicorn's loop to wait for more; releases without it give every connection a thread."""
BODY_BYTES_PER_SECOND = 2_048
"""A body that comes more slowly than this, beside the seconds that silence may last, is given up."""
LINGER_SECONDS = 1
LINGER_READS = 16
HEARTBEAT_SECONDS = 60
"""The serving process is started anew when its loop, not one of its threads, has stood still for so long."""


class QuietLogger(Logger):  # type: ignore[misc]
    """gunicorn's log without readers: it keeps what the server does, never what somebody asked for.

    gunicorn writes the address with every malformed request and the address line with every fault; both stay out,
    faults of ours are logged by the application itself.
    """

    def setup(self, cfg: Any) -> None:  # noqa: ANN401 gunicorn's signature
        """Adds the filter to gunicorn's own handlers."""
        super().setup(cfg)
        self.error_log.addFilter(_names_no_reader)

    def access(self, *_: Any) -> None:  # noqa: ANN401 gunicorn's signature
        """Writes nothing."""


def _names_no_reader(line: logging.LogRecord) -> bool:
    if line.exc_info and isinstance(line.exc_info[1], BlockingIOError | TimeoutError):
        return False  # a phone that fell silent, or one that was too slow
    text = line.getMessage()
    return not ("ip=" in text or text.startswith(("Error handling request", "Invalid request", "Ignored premature")))


class Hurried:
    """What gunicorn reads a connection through: a read after the deadline fails.

    A read within it may last as long as the socket's own limit; so all ends that much after the deadline at the latest.
    """

    def __init__(self, link: socket.socket) -> None:
        self.link = link
        self.until = 0.0
        self.was_too_late = False

    def hurry(self, seconds: float) -> None:
        """Sets the deadline, in seconds from now."""
        self.until = time.monotonic() + seconds

    def recv(self, size: int) -> bytes:
        """Bytes of the connection.

        Raises:
            TimeoutError: the deadline is over.
            BlockingIOError: nothing moved for longer than the socket waits.
        """
        if time.monotonic() > self.until:
            self.was_too_late = True
            raise TimeoutError("a head or a body came too slowly")
        return self.link.recv(size)

    def gettimeout(self) -> float | None:
        """The socket's own."""
        return self.link.gettimeout()

    def settimeout(self, seconds: float | None) -> None:
        """The socket's own."""
        self.link.settimeout(seconds)


class ImpatientWorker(gthread.ThreadWorker):  # type: ignore[misc]
    """A worker whose threads wait for nobody longer than the settings let a connection rest."""

    def handle(self, conn: Any) -> Any:  # noqa: ANN401 gunicorn's signature
        """Answers one request; the kernel ends a `recv` or `send` in which nothing moves (socket(7), SO_RCVTIMEO)."""
        limit = struct.pack("ll", self.cfg.keepalive, 0)
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, limit)
        if DEFER is not None and not conn.initialized and not self._has_head(conn):
            return DEFER
        conn.init()
        _hurried(conn).hurry(2 * self.cfg.keepalive)
        kept = super().handle(conn)
        if kept is False:
            _part(conn.sock)
        return kept

    def _has_head(self, conn: Any) -> bool:  # noqa: ANN401 gunicorn's
        """Whether the first head is there, or will not come; until then a connection waits without a thread."""
        head: bytearray = vars(conn).setdefault("head", bytearray())
        until: float = vars(conn).setdefault("until", time.monotonic() + 2 * self.cfg.keepalive)
        conn.sock.setblocking(False)
        piece = None
        with contextlib.suppress(BlockingIOError):
            piece = conn.sock.recv(HEAD_BYTES)
        head += piece or b""
        if piece != b"" and b"\r\n\r\n" not in head and len(head) < HEAD_BYTES and time.monotonic() < until:
            return False
        conn.init()
        conn.parser.unreader.unread(bytes(head))
        return True

    def handle_request(self, req: Any, conn: Any) -> Any:  # noqa: ANN401 gunicorn's signature
        """Answers; after a body in chunks the connection ends, for no page reads one to its end (RFC 9112 §9.3).

        After a body that came too late it ends too: nobody knows where the next request would begin.
        """
        if any(name.upper() == "TRANSFER-ENCODING" for name, _ in req.headers):
            req.force_close()
        reader = _hurried(conn)
        reader.hurry(self.cfg.keepalive + _body_length(req) / BODY_BYTES_PER_SECOND)
        kept = super().handle_request(req, conn)
        return kept and not reader.was_too_late


def _hurried(conn: Any) -> Hurried:  # noqa: ANN401 gunicorn's
    """What reads a connection, with a deadline."""
    unreader = conn.parser.unreader
    if not isinstance(unreader.sock, Hurried):
        unreader.sock = Hurried(unreader.sock)
    reader: Hurried = unreader.sock
    return reader


def _body_length(req: Any) -> int:  # noqa: ANN401 gunicorn's
    """Bytes of a body as its request says; 0 where it does not."""
    said = next((value for name, value in req.headers if name.upper() == "CONTENT-LENGTH"), "")
    return int(said) if said.isdecimal() else 0


def _part(link: socket.socket) -> None:
    """Ends a connection in the thread that answered on it; gunicorn would do so in the loop that all wait for.

    What still comes is read for a moment, so that the answer arrives whole (RFC 9112 §9.6).
    """
    with contextlib.suppress(OSError):
        link.shutdown(socket.SHUT_WR)
        link.settimeout(LINGER_SECONDS)
        for _ in range(LINGER_READS):
            if not link.recv(4_096):
                break
    link.close()


class Server(BaseApplication):  # type: ignore[misc]
    """Serves one application until told to stop.

    Args:
        make_app: makes it, in the worker process.
        bind: addresses as gunicorn takes them, `host:port`, `unix:path` or `fd://n`.
        threads: requests answered at the same moment.
        when_ready: called in the arbiter with the addresses it listens on.
        silence: seconds after which a connection on which nothing moves is closed.
    """

    def __init__(
        self,
        make_app: Callable[[], Flask],
        *,
        bind: list[str],
        threads: int,
        when_ready: Callable[[list[str]], None],
        silence: int = SILENCE_SECONDS,
    ) -> None:
        self._make_app = make_app
        self._settings = {
            "bind": bind,
            "workers": 1,
            "threads": threads,
            "worker_class": ImpatientWorker,
            "keepalive": silence,
            "timeout": HEARTBEAT_SECONDS,
            "graceful_timeout": 5,
            "accesslog": None,
            "errorlog": "-",
            "loglevel": "warning",
            "logger_class": QuietLogger,
            "limit_request_line": REQUEST_LINE_MAX,
            "limit_request_fields": FIELDS_MAX,
            "worker_tmp_dir": MEMORY if Path(MEMORY).is_dir() else None,
            "control_socket_disable": True,
            "when_ready": lambda arbiter: when_ready([str(listener) for listener in arbiter.LISTENERS]),
        }
        super().__init__()

    def load_config(self) -> None:
        """Hands our settings to gunicorn; those an older gunicorn does not know are passed over."""
        for name, value in self._settings.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        """Makes the application; its own logger, which would name the address of a fault, keeps still."""
        app = self._make_app()
        app.logger.addFilter(lambda line: not line.getMessage().startswith("Exception on"))
        return app
