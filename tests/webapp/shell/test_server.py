"""Guards the server: silent phones do not stop it, bodies nobody reads do not follow it, and its log names nobody."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
THREADS = 2
PATIENCE = 60
"""Seconds after which a test says that no answer comes."""
SERVE = f"""
import sys
import threading
from flask import Flask, request
from webapp.shell.server import Server

def make():
    app = Flask("tried")
    app.add_url_rule("/", view_func=lambda: "here")
    app.add_url_rule("/large", "large", view_func=lambda: b"x" * 50_000_000)
    app.add_url_rule("/form", "form", view_func=lambda: str(len(request.get_data())), methods=["POST"])
    app.add_url_rule("/fall", "fall", view_func=lambda: [][1])
    return app

def ready(listeners):
    print(listeners[0], flush=True)

Server(make, bind=["127.0.0.1:0"], threads={THREADS}, when_ready=ready, silence=int(sys.argv[1])).run()
"""


@contextmanager
def server(log: Path, *, silence: int = 1) -> Iterator[int]:
    """A server of a little application, and the port where it answers."""
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(silence)], cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True
        )
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline().strip().rsplit(":", 1)[1])
        finally:
            process.terminate()
            process.wait(PATIENCE)
            process.stdout.close()


def ask(port: int, data: bytes) -> bytes:
    """Sends bytes and returns everything that comes until the server closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as link:
        link.sendall(data)
        found = b""
        while piece := link.recv(65_536):
            found += piece
        return found


@pytest.mark.parametrize(
    "half",
    [
        b"GET / HTTP/1.1\r\nHost: a\r\n",
        b"POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nq=1",
        b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n",
    ],
    ids=["half a head", "half a body", "a download nobody reads"],
)
def test_phones_that_fall_silent_do_not_stop_the_library(tmp_path: Path, half: bytes) -> None:
    with server(tmp_path / "log") as port, ExitStack() as phones:
        for _ in range(2 * THREADS):
            phone = phones.enter_context(socket.create_connection(("127.0.0.1", port)))
            phone.sendall(half)
        assert b"here" in ask(port, b"GET / HTTP/1.0\r\n\r\n")
    assert (tmp_path / "log").read_text("utf-8") == ""


def test_heads_that_come_slowly_take_no_thread(tmp_path: Path) -> None:
    with server(tmp_path / "log", silence=600) as port, ExitStack() as phones:
        for number in range(3 * THREADS):
            phone = phones.enter_context(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE))
            phone.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n"[: 1 + 4 * number])
        assert b"here" in ask(port, b"GET / HTTP/1.0\r\n\r\n")
        phone.sendall(b"\r\n\r\n")
        assert phone.recv(9) == b"HTTP/1.1 "


@contextmanager
def dripping(port: int, beginning: bytes, *, after: bytes = b"") -> Iterator[None]:
    """As many phones as hold every thread and more; each sends a byte now and then, and never ends.

    Args:
        after: is sent first, and its answer awaited.
    """
    over = threading.Event()
    with ExitStack() as open_ones:
        phones = []
        for _ in range(2 * THREADS):
            phone = open_ones.enter_context(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE))
            phones.append(phone)
            if after:
                phone.sendall(after)
                assert phone.recv(65_536)
            phone.sendall(beginning)

        def drip() -> None:
            while not over.wait(0.2):
                for phone in phones:
                    with suppress(OSError):
                        phone.sendall(b"x")

        dropping = threading.Thread(target=drip)
        dropping.start()
        try:
            yield
        finally:
            over.set()
            dropping.join()


@pytest.mark.parametrize(
    ("beginning", "after"),
    [
        (b"POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 200\r\n\r\n", b""),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200\r\n\r\n", b""),
        (b"GET / HTTP/1.1\r\nHost: ", b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
    ],
    ids=["a body", "a body nobody reads", "a second head"],
)
def test_phones_that_drip_hold_no_thread_for_ever(tmp_path: Path, beginning: bytes, after: bytes) -> None:
    with server(tmp_path / "log") as port, dripping(port, beginning, after=after):
        for _ in range(THREADS + 1):
            assert b"here" in ask(port, b"GET / HTTP/1.0\r\n\r\n")
    assert (tmp_path / "log").read_text("utf-8") == ""


def test_body_that_comes_in_pieces_is_read_whole(tmp_path: Path) -> None:
    with server(tmp_path / "log", silence=PATIENCE) as port, ExitStack() as phones:
        phone = phones.enter_context(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE))
        phone.sendall(b"POST /form HTTP/1.0\r\nContent-Length: 3000\r\n\r\n")
        for _ in range(3):
            phone.sendall(b"x" * 1_000)
        answer = b""
        while piece := phone.recv(65_536):
            answer += piece
    assert answer.endswith(b"3000")


def test_body_in_chunks_that_nobody_reads_is_no_request(tmp_path: Path) -> None:
    with server(tmp_path / "log") as port:
        found = ask(
            port, b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nnot a chunk\r\n0\r\n\r\n"
        )
    assert found.count(b"HTTP/1.1 ") == 1
    assert b"Connection: close" in found


def test_log_names_no_address_that_was_asked_for(tmp_path: Path) -> None:
    with server(tmp_path / "log") as port:
        assert b" 500 " in ask(port, b"GET /fall?q=benh-cua-toi HTTP/1.0\r\n\r\n")
        ask(port, b"GET /benh-cua-toi HTTP/9.9\r\n\r\n")
    assert "benh-cua-toi" not in (tmp_path / "log").read_text("utf-8")
