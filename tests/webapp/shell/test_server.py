"""Guards the server: silent phones do not stop it, bodies nobody reads do not follow it, and its log names nobody."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
THREADS = 2
PATIENCE = 60
"""Seconds after which a test says that no answer comes."""
SERVE = f"""
import gc
import resource
import sys
from flask import Flask, request
from webapp.shell.forms import FORM_BYTES
from webapp.shell.server import ImpatientWorker, Server

def count():
    return str(next(thing.nr_conns for thing in gc.get_objects() if isinstance(thing, ImpatientWorker)))

def make():
    app = Flask("tried")
    app.config["MAX_CONTENT_LENGTH"] = FORM_BYTES
    app.add_url_rule("/", view_func=lambda: "here")
    app.add_url_rule("/large", "large", view_func=lambda: b"x" * 50_000_000)
    app.add_url_rule("/form", "form", view_func=lambda: str(len(request.get_data())), methods=["POST"])
    app.add_url_rule("/fall", "fall", view_func=lambda: [][1])
    app.add_url_rule("/break", "break", view_func=lambda: (number and [][1] for number in (b"", 1)))
    app.add_url_rule("/count", "count", view_func=count)
    return app

def ready(listeners):
    print(listeners[0], flush=True)

if files := int(sys.argv[2]):
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
Server(make, bind=["127.0.0.1:0"], threads={THREADS}, when_ready=ready, silence=int(sys.argv[1])).run()
"""


@contextmanager
def running(log: Path, *, silence: int = 1, files: int = 0) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """A server of a little application: the port where it answers, and its process.

    Args:
        files: how many it may have open; 0 leaves it as it is.
    """
    command = [sys.executable, "-c", SERVE, str(silence), str(files)]
    with log.open("wb") as errors:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True)
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline().strip().rsplit(":", 1)[1]), process
        finally:
            process.terminate()
            process.wait(PATIENCE)
            process.stdout.close()


@contextmanager
def server(log: Path, *, silence: int = 1, files: int = 0) -> Iterator[int]:
    """The port where a server of a little application answers."""
    with running(log, silence=silence, files=files) as (port, _):
        yield port


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
def dripping(port: int, beginning: bytes, *, after: bytes = b"") -> Iterator[list[socket.socket]]:
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
            yield phones
        finally:
            over.set()
            dropping.join()


DRIPPED = pytest.mark.parametrize(
    ("beginning", "after"),
    [
        (b"GET / HTTP/1.1\r\nHost: ", b""),
        (b"GET / HTTP/1.1\r\nHost: ", b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
        (b"POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 16000\r\n\r\n", b""),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 16000\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
        (b"POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n", b""),
        (b"POST /form HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n", b""),
    ],
    ids=["a first head", "a second head", "a form", "a body nobody reads", "a body too long", "a body in chunks"],
)


@DRIPPED
def test_phones_that_drip_take_no_thread(tmp_path: Path, beginning: bytes, after: bytes) -> None:
    with server(tmp_path / "log", silence=600) as port, dripping(port, beginning, after=after):
        for _ in range(THREADS + 1):
            assert b"here" in ask(port, b"GET / HTTP/1.0\r\n\r\n")
    assert (tmp_path / "log").read_text("utf-8") == ""


@DRIPPED
def test_phones_that_drip_are_parted_from_in_the_end(tmp_path: Path, beginning: bytes, after: bytes) -> None:
    with server(tmp_path / "log") as port, dripping(port, beginning, after=after) as phones:
        for phone in phones:
            with suppress(ConnectionError):
                while phone.recv(65_536):
                    pass
    assert (tmp_path / "log").read_text("utf-8") == ""


def count_when_quiet(port: int) -> int:
    """How many connections the server counts beside that which asks, when those that have ended are counted off."""
    until = time.monotonic() + PATIENCE
    while True:
        counted = int(ask(port, b"GET /count HTTP/1.0\r\n\r\n").rpartition(b"\r\n")[2]) - 1
        if not counted or time.monotonic() > until:
            return counted
        time.sleep(0.1)


@pytest.mark.parametrize("address", [b"/", b"/nowhere", b"/fall", b"/break"])
def test_connection_that_has_ended_is_counted_off_once(tmp_path: Path, address: bytes) -> None:
    with server(tmp_path / "log") as port:
        for _ in range(5):
            ask(port, b"GET %s HTTP/1.0\r\n\r\n" % address)
        ask(port, b"nothing\r\n\r\n")
        socket.create_connection(("127.0.0.1", port)).close()
        assert count_when_quiet(port) == 0


def test_flood_of_silent_phones_leaves_the_library_its_files(tmp_path: Path) -> None:
    with server(tmp_path / "log", files=64) as port, ExitStack() as phones:
        for _ in range(40):
            ask(port, b"GET / HTTP/1.0\r\n\r\n")
        for _ in range(120):
            phones.enter_context(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE))
        assert b"here" in ask(port, b"GET / HTTP/1.0\r\n\r\n")
    assert (tmp_path / "log").read_text("utf-8") == ""


def answer_of(phone: socket.socket) -> bytes:
    """The next answer of a connection that stays."""
    found = b""
    while b"here" not in found:
        piece = phone.recv(65_536)
        assert piece, found
        found += piece
    return found


def test_two_hundred_phones_stay_connected_and_are_answered_again(tmp_path: Path) -> None:
    request = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    with server(tmp_path / "log", silence=PATIENCE) as port, ExitStack() as stack:
        phones = [
            stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)) for _ in range(200)
        ]
        for _ in range(2):
            for phone in phones:
                phone.sendall(request)
                assert b" 200 OK" in answer_of(phone)


def test_requests_sent_together_are_answered_one_after_another(tmp_path: Path) -> None:
    form = b"POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nq=ab"
    with server(tmp_path / "log") as port:
        found = ask(port, b"\r\n" + 2 * form + b"HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + b"GET / HTTP/1.0\r\n\r\n")
    assert found.count(b" 200 OK") == 4
    assert found.count(b"\r\n\r\n4") == 2
    assert found.count(b"here") == 1


def test_form_that_asks_whether_to_come_is_told_to(tmp_path: Path) -> None:
    head = b"POST /form HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: "
    with server(tmp_path / "log", silence=PATIENCE) as port:
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as phone:
            phone.sendall(head + b"3\r\n\r\n")
            assert phone.recv(65_536) == b"HTTP/1.1 100 Continue\r\n\r\n"
            phone.sendall(b"abc")
            assert phone.recv(65_536).startswith(b"HTTP/1.1 200 ")
        assert ask(port, head + b"60000\r\n\r\n").startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: " + b"9" * 400, b"200"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: " + b"9" * 5_000, b"400"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6", b"400"),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: %s\r\n" % (b"a" * 8_000) * 9, b"431"),
        (b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: a", b"414"),
    ],
    ids=["a length of 400 digits", "a length of 5000 digits", "two lengths", "a long head", "a long address"],
)
def test_odd_request_is_answered_and_the_connection_ends(tmp_path: Path, request_: bytes, status: bytes) -> None:
    with server(tmp_path / "log") as port:
        found = ask(port, request_ + b"\r\n\r\n")
    assert found.startswith(b"HTTP/1.1 " + status), found[:100]
    assert b"Connection: close" in found


def test_download_that_has_begun_is_ended_before_the_server_stops(tmp_path: Path) -> None:
    with (
        running(tmp_path / "log", silence=PATIENCE) as (port, process),
        socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as phone,
    ):
        phone.sendall(b"GET /large HTTP/1.0\r\n\r\n")
        size = len(phone.recv(1))
        process.terminate()
        while piece := phone.recv(1 << 20):
            size += len(piece)
    assert size > 50_000_000


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


def test_half_a_form_is_not_taken_for_a_whole_one(tmp_path: Path) -> None:
    with (
        server(tmp_path / "log") as port,
        socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as phone,
    ):
        phone.sendall(b"POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nq=1")
        phone.shutdown(socket.SHUT_WR)
        assert phone.recv(65_536) == b""


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
