"""gunicorn around an application: threads, no access log, and an error log that names no reader.

No thread waits for a phone that sends: gunicorn's poller does, until a request is there with its head and its form, and
again until a connection is closed at the other end. A phone that does not take its answer holds a thread for
SILENCE_SECONDS and no longer.

What is used of gunicorn's own parts was read in 27.0.1: `workers/gthread.py`, `http/parser.py`, `http/unreader.py`.
"""

from __future__ import annotations

import contextlib
import logging
import re
import resource
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn import util
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from gunicorn.http.errors import LimitRequestHeaders
from gunicorn.workers.gthread import _DEFER as DEFER
from gunicorn.workers.gthread import ThreadWorker

from webapp.shell.forms import FORM_BYTES

MEMORY = "/dev/shm"  # noqa: S108 for gunicorn's heartbeat: a file without a name, touched every second
SILENCE_SECONDS = 15
"""A connection on which nothing moves for so long is closed, between requests and within one."""
REQUEST_LINE_MAX = 4_094
FIELDS_MAX = 60
HEAD_BYTES = 32_768
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*0*([0-9]{1,6})[ \t]*(?=\r\n|\Z)", re.IGNORECASE)
EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue", re.IGNORECASE)
LINGER_SECONDS = 1
CONNECTIONS_MAX = 1_000
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
        return False  # a phone that did not take its answer, or is gone
    text = line.getMessage()
    return not ("ip=" in text or text.startswith(("Error handling request", "Invalid request", "Ignored premature")))


@dataclass
class Visit:
    """What is remembered of a connection while no thread has it.

    Attributes:
        came: of the request that is on its way. until: when it, or the parting, is given up (monotonic seconds).
        was_told: that its body is wanted.
    """

    came: bytes
    until: float
    was_told: bool = False
    is_parting: bool = False

    def is_whole(self, link: socket.socket) -> bool:
        """Whether all is there that is awaited of a request; a head that ends too early is gunicorn's to judge."""
        piece = _what_came(link)
        self.came = (self.came + (piece or b"")).lstrip(b"\r\n")  # RFC 9112 §2.2
        head, end, body = self.came.partition(b"\r\n\r\n")
        if not end:
            return piece == b"" or self.is_too_long
        if len(body) >= _awaited(head):
            return True
        if piece == b"":
            self.until = 0.0  # gunicorn would hand on half a form as if it were whole
        self._tell_to_go_on(head, link)
        return False

    def _tell_to_go_on(self, head: bytes, link: socket.socket) -> None:
        """Says once that the body is wanted, to who asks first (RFC 9110 §10.1.1)."""
        if not self.was_told and EXPECTS.search(head) and head.partition(b"\r\n")[0].endswith(b" HTTP/1.1"):
            self.was_told = True
            with contextlib.suppress(OSError):
                link.send(b"HTTP/1.1 100 Continue\r\n\r\n")

    @property
    def is_too_long(self) -> bool:
        """Whether it is all head, and more than any head may be."""
        return len(self.came) >= HEAD_BYTES and b"\r\n\r\n" not in self.came


@dataclass(frozen=True)
class Arrived:
    """What gunicorn reads a connection through: beyond what it was given nothing comes.

    Args:
        is_cut: what it was given is the beginning of too long a head.
    """

    is_cut: bool

    def recv(self, _size: int) -> bytes:
        """Nothing.

        Raises:
            LimitRequestHeaders: the head is too long.
        """
        if self.is_cut:
            raise LimitRequestHeaders("limit of a request's head")
        return b""


class ImpatientWorker(ThreadWorker):  # type: ignore[misc]
    """A worker whose threads wait for nobody to send, and for nobody to read longer than the settings say."""

    def handle(self, conn: Any) -> Any:  # noqa: ANN401 gunicorn's signature
        """Answers one request when it is whole; the kernel ends a `send` in which nothing moves (socket(7))."""
        visit: Visit = vars(conn).get("visit") or self._welcome(conn)
        if visit.is_parting:
            return _part(conn, visit)
        if not visit.is_whole(conn.sock):
            return DEFER if time.monotonic() < visit.until else False
        conn.visit = None
        conn.parser.unreader.sock = Arrived(is_cut=visit.is_too_long)
        conn.parser.unreader.unread(visit.came)
        if super().handle(conn):
            return True
        conn.visit = Visit(came=conn.parser.unreader.take_buffered(), until=time.monotonic() + LINGER_SECONDS)
        return _part(conn, conn.visit)

    def _welcome(self, conn: Any) -> Visit:  # noqa: ANN401 gunicorn's
        """Begins to wait for a request; what came of it together with the one before is there already.

        gunicorn's own way to close waits in the loop that all wait for, and counts a connection twice that it finds
        closed.
        """
        conn.close = lambda **_: util.close(conn.sock)
        conn.init()
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", self.cfg.keepalive, 0))
        conn.visit = Visit(came=conn.parser.unreader.take_buffered(), until=time.monotonic() + 2 * self.cfg.keepalive)
        visit: Visit = conn.visit
        return visit

    def handle_request(self, req: Any, conn: Any) -> Any:  # noqa: ANN401 gunicorn's signature
        """Answers; after a body that was not awaited the connection ends, for nobody reads it (RFC 9112 §9.3)."""
        fields = {name.upper(): value for name, value in req.headers}
        if "TRANSFER-ENCODING" in fields or int(fields.get("CONTENT-LENGTH", "0")) > FORM_BYTES:
            req.force_close()
        req._expected_100_continue = False  # noqa: SLF001 whoever had to be told was told
        return super().handle_request(req, conn)


def _what_came(link: socket.socket) -> bytes | None:
    """Bytes that are there already: none at the end of a connection, and None where more may come."""
    link.setblocking(False)
    try:
        return link.recv(HEAD_BYTES + FORM_BYTES)
    except BlockingIOError:
        return None
    except OSError:
        return b""


def _awaited(head: bytes) -> int:
    """Bytes of a body to wait for: those of a form. Chunks and what is longer are read by no page, so for neither."""
    lengths = LENGTH.findall(head)
    if len(lengths) != 1 or b"\r\ntransfer-encoding:" in head.lower():
        return 0
    length = int(lengths[0])
    return length if length <= FORM_BYTES else 0


def _part(conn: Any, visit: Visit) -> Any:  # noqa: ANN401 gunicorn's
    """Ends a connection; what still comes is thrown away a while, so that the answer arrives whole (RFC 9112 §9.6)."""
    if not visit.is_parting:
        visit.is_parting = True
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            return False
    return DEFER if _what_came(conn.sock) != b"" and time.monotonic() < visit.until else False


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
            "worker_connections": _connections(),
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
        """Hands our settings to gunicorn."""
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Makes the application; its own logger, which would name the address of a fault, keeps still."""
        app = self._make_app()
        app.logger.addFilter(lambda line: not line.getMessage().startswith("Exception on"))
        return app


def _connections() -> int:
    """How many phones may be connected: half of the files a process may have open, the others are for the library."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return CONNECTIONS_MAX if files == resource.RLIM_INFINITY else min(CONNECTIONS_MAX, files // 2)
