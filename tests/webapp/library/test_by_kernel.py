"""Guards long files over a real server: the kernel sends them, no memory grows, and silent phones are let go."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
THREADS = 2
PATIENCE = 60
"""Seconds after which a test says that no answer comes."""
GROWTH_KB = 1_024
FILM_BYTES = 300_000_000
SERVE = f"""
import os
import sys
from pathlib import Path
from flask import Flask, request
from webapp.library.sending import send_blob
from webapp.shell.server import Server

def film():
    return send_blob(
        request, Path(sys.argv[1]), "0" * 64, media_type="video/mp4", cache="no-cache", policy="sandbox"
    )

def make():
    app = Flask("tried")
    app.add_url_rule("/film", view_func=film)
    app.add_url_rule("/", "number", view_func=lambda: str(os.getpid()))
    return app

def ready(listeners):
    print(listeners[0], flush=True)

Server(make, bind=["127.0.0.1:0"], threads={THREADS}, when_ready=ready, silence=int(sys.argv[2])).run()
"""


@contextmanager
def server(film: Path, *before: str, silence: int = PATIENCE) -> Iterator[int]:
    """The port where a server sends a film.

    Args:
        before: a command that runs it.
    """
    command = [*before, sys.executable, "-c", SERVE, str(film), str(silence)]
    with (film.parent / "log").open("wb") as errors:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True)
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline().strip().rsplit(":", 1)[1])
        finally:
            process.terminate()
            process.wait(PATIENCE)
            process.stdout.close()


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A long file that takes no room, with something at its beginning, in its middle and at its end."""
    path = tmp_path / "film"
    with path.open("wb") as file:
        for place in (0, FILM_BYTES // 2, FILM_BYTES - 16):
            file.seek(place)
            file.write(b"0123456789abcdef")
    return path


@contextmanager
def phone(port: int, *fields: str, method: str = "GET") -> Iterator[socket.socket]:
    """A connection on which the film was asked for."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as link:
        lines = [f"{method} /film HTTP/1.1", "Host: a", *fields]
        link.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        yield link


def head_of(link: socket.socket) -> tuple[bytes, bytes]:
    """The head of an answer, and what came of its body with it."""
    came = b""
    while b"\r\n\r\n" not in came:
        piece = link.recv(4_096)
        assert piece, came
        came += piece
    head, _, body = came.partition(b"\r\n\r\n")
    return head, body


def body_of(link: socket.socket) -> tuple[bytes, int, bytes]:
    """The head of an answer, how many bytes came after it until its length or the end, and the last of them."""
    head, last = head_of(link)
    found = re.search(rb"(?i)content-length: ([0-9]+)", head)
    assert found
    size, buffer = len(last), bytearray(1 << 20)
    while size < int(found[1]) and (came := link.recv_into(buffer)):
        size += came
        last = (last + bytes(buffer[:came]))[-16:]
    return head, size, last


def number(port: int) -> int:
    """The process that answers."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as link:
        link.sendall(b"GET / HTTP/1.0\r\n\r\n")
        came = b""
        while piece := link.recv(4_096):
            came += piece
    return int(came.rpartition(b"\r\n")[2])


def most_memory(process: int) -> int:
    """The largest resident memory that a process ever had, in kB."""
    return int(re.search(r"VmHWM:\s*([0-9]+)", Path(f"/proc/{process}/status").read_text())[1])  # type: ignore[index]


def test_a_long_film_is_sent_whole_without_growing_memory(film: Path) -> None:
    with server(film) as port:
        with phone(port, "Range: bytes=0-9", "Connection: close") as link:
            body_of(link)
        before = most_memory(number(port))
        with phone(port, "Connection: close") as link:
            head, size, last = body_of(link)
        assert most_memory(number(port)) - before <= GROWTH_KB
    assert b" 200 OK" in head
    assert (size, last) == (FILM_BYTES, b"0123456789abcdef")


@pytest.mark.parametrize(
    ("asked", "first", "size", "last"),
    [
        ("bytes=0-15", 0, 16, b"0123456789abcdef"),
        ("bytes=150000004-150000009", 150_000_004, 6, b"456789"),
        ("bytes=-4", FILM_BYTES - 4, 4, b"cdef"),
        (f"bytes={FILM_BYTES - 10_000_000}-", FILM_BYTES - 10_000_000, 10_000_000, b"0123456789abcdef"),
    ],
)
def test_a_range_is_the_bytes_asked_for_and_the_connection_goes_on(
    film: Path, asked: str, first: int, size: int, last: bytes
) -> None:
    with server(film) as port, phone(port, f"Range: {asked}") as link:
        for _ in range(2):
            head, came, end = body_of(link)
            assert b" 206 " in head
            assert f"bytes {first}-{first + size - 1}/{FILM_BYTES}".encode() in head
            assert (came, end) == (size, last)
            link.sendall(f"GET /film HTTP/1.1\r\nHost: a\r\nRange: {asked}\r\n\r\n".encode())


def test_the_head_alone_has_the_length_and_nothing_follows(film: Path) -> None:
    with server(film) as port, phone(port, "Connection: close", method="HEAD") as link:
        head, body = head_of(link)
        assert f"Content-Length: {FILM_BYTES}".encode() in head
        assert body + link.recv(16) == b""


def test_phones_that_stop_taking_a_film_are_let_go_and_can_go_on_from_there(film: Path) -> None:
    with server(film, silence=1) as port, ExitStack() as stack:
        phones = [stack.enter_context(phone(port)) for _ in range(2 * THREADS)]
        assert number(port)  # answered when one of them was let go
        sizes = [body_of(link)[1] for link in phones]
        assert 0 < min(sizes) < FILM_BYTES
        with phone(port, f"Range: bytes={min(sizes)}-{min(sizes) + 9}", "Connection: close") as link:
            assert body_of(link)[1] == 10
    assert (film.parent / "log").read_text("utf-8") == ""


def test_a_film_that_becomes_shorter_ends_the_connection(film: Path) -> None:
    with server(film) as port:
        with phone(port) as link:
            head_of(link)
            os.truncate(film, FILM_BYTES // 2)
            size, buffer = 0, bytearray(1 << 20)
            while came := link.recv_into(buffer):
                size += came
        assert size < FILM_BYTES
        assert number(port)


@pytest.mark.desk("strace")
def test_nothing_of_a_film_is_read_into_the_process(film: Path, tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    traced = "trace=read,pread64,readv,preadv,preadv2,mmap,splice,sendfile"
    with (
        server(film, "strace", "-D", "-f", "-P", str(film), "-e", traced, "-o", str(calls)) as port,
        phone(port, "Connection: close") as link,
    ):
        assert body_of(link)[1] == FILM_BYTES
    until = time.monotonic() + PATIENCE  # what watches ends after what is watched
    while "sendfile" not in calls.read_text() and time.monotonic() < until:
        time.sleep(0.1)
    names = set(re.findall(r"^[0-9]+ +([a-z0-9]+)\(", calls.read_text(), re.MULTILINE))
    assert names == {"sendfile"}
