"""gunicorn around an application: threads, no access log, and an error log that names no reader."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

MEMORY = "/dev/shm"  # noqa: S108 for gunicorn's heartbeat: a file without a name, touched every second
KEEP_ALIVE = 15
REQUEST_LINE_MAX = 4_094
FIELDS_MAX = 60
SECONDS_FOR_AN_ANSWER = 60


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
    text = line.getMessage()
    return not ("ip=" in text or text.startswith(("Error handling request", "Invalid request", "Ignored premature")))


class Server(BaseApplication):  # type: ignore[misc]
    """Serves one application until told to stop.

    Args:
        make_app: makes it, in the worker process.
        bind: addresses as gunicorn takes them, `host:port`, `unix:path` or `fd://n`.
        threads: requests answered at the same moment.
        when_ready: called in the arbiter with the addresses it listens on.
    """

    def __init__(
        self, make_app: Callable[[], Flask], *, bind: list[str], threads: int, when_ready: Callable[[list[str]], None]
    ) -> None:
        self._make_app = make_app
        self._settings = {
            "bind": bind,
            "workers": 1,
            "threads": threads,
            "worker_class": "gthread",
            "keepalive": KEEP_ALIVE,
            "timeout": SECONDS_FOR_AN_ANSWER,
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
        """Makes the application."""
        return self._make_app()
