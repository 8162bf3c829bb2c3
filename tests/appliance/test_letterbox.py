"""Guards the letterbox: letters are kept or refused by name and bounded; garbage harms nobody; no sender is kept."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.counting import Letterbox, SocketLetters, read_letters
from appliance.counting.letterbox import SOCKET
from content.library import LibraryBusyError
from content.trusted_time import ClockState
from content.usage import (
    TEXT_MAX,
    ComplaintReason,
    Letter,
    LetterKind,
    LetterRefusedError,
    RefusedBecause,
    Want,
)
from tests.content.libraries import SetClock

WISH = Letter(kind=LetterKind.REQUEST, text="Sách về nuôi ong", want=Want.LISTEN, language="blt")
FAULT = Letter(
    kind=LetterKind.COMPLAINT, text="", record="local-0f1e2d3c4b5a6978/abc", reason=ComplaintReason.NOT_FOR_CHILDREN
)


@contextlib.contextmanager
def letterbox(folder: Path, clock: SetClock, *, per_hour: int = 100, kept: int = 100) -> Iterator[SocketLetters]:
    """A letterbox at work in a thread of this process."""
    held, run = folder / "held", folder / "run"
    for path in (held, run):
        path.mkdir(parents=True, exist_ok=True)
    box = Letterbox(held, run, clock=clock, per_hour=per_hour, kept=kept)
    stop = threading.Event()
    worker = threading.Thread(target=box.serve_until, args=(stop,))
    worker.start()
    try:
        while not (run / SOCKET).exists():
            assert worker.is_alive()
        letters = SocketLetters(run)
        _wait_for(letters)
        yield letters
        assert worker.is_alive(), "the letterbox has died"
    finally:
        stop.set()
        worker.join()


def _wait_for(letters: SocketLetters) -> None:
    """Until somebody listens; an empty message is garbage and is not kept."""
    for _ in range(10_000):
        with contextlib.suppress(OSError):
            send_raw(letters, b"")
            return
    pytest.fail("nobody listens")


def send_raw(letters: SocketLetters, data: bytes) -> bytes:
    folder = os.open(letters._run, os.O_RDONLY)
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as link:
            link.settimeout(10)
            link.connect(f"/proc/self/fd/{folder}/{SOCKET}")
            if data:
                link.send(data)
                return link.recv(100)
            return b""
    finally:
        os.close(folder)


def refused(letters: SocketLetters, letter: Letter = WISH) -> RefusedBecause:
    with pytest.raises(LetterRefusedError) as caught:
        letters.send(letter)
    return RefusedBecause(str(caught.value))


def test_letters_are_kept_with_the_day_and_nothing_of_the_sender(tmp_path: Path) -> None:
    with letterbox(tmp_path, SetClock()) as letters:
        letters.send(WISH)
        letters.send(FAULT)
    first, second = read_letters(tmp_path / "held")
    assert (first.letter, first.day, first.clock) == (WISH, "2026-11-20", "trusted")
    assert second.letter == FAULT
    with contextlib.closing(sqlite3.connect(tmp_path / "held/counts.db")) as db:
        columns = {row[1] for row in db.execute("PRAGMA table_info(letter)")}
    assert columns == {"id", "kind", "text", "want", "language", "record_id", "reason", "day", "clock"}


def test_letter_of_a_box_whose_clock_is_not_trusted_says_so(tmp_path: Path) -> None:
    with letterbox(tmp_path, SetClock(state=ClockState.UNTRUSTED)) as letters:
        letters.send(WISH)
    assert read_letters(tmp_path / "held")[0].clock == "untrusted"


def test_too_many_letters_in_an_hour_are_refused_until_it_is_over(tmp_path: Path) -> None:
    clock = SetClock()
    with letterbox(tmp_path, clock, per_hour=2) as letters:
        letters.send(WISH)
        clock.seconds = 1_800
        letters.send(WISH)
        assert refused(letters) is RefusedBecause.FULL
        clock.seconds = 3_599
        assert refused(letters) is RefusedBecause.FULL
        clock.seconds = 3_600
        letters.send(WISH)
        assert refused(letters) is RefusedBecause.FULL
    assert len(read_letters(tmp_path / "held")) == 3


def test_full_letterbox_takes_no_more(tmp_path: Path) -> None:
    with letterbox(tmp_path, SetClock(), kept=2) as letters:
        letters.send(WISH)
        letters.send(WISH)
        assert refused(letters) is RefusedBecause.FULL
    with letterbox(tmp_path, SetClock(), kept=2) as letters:
        assert refused(letters) is RefusedBecause.FULL
    assert len(read_letters(tmp_path / "held")) == 2


def test_letter_is_refused_when_nobody_is_there(tmp_path: Path) -> None:
    assert refused(SocketLetters(tmp_path)) is RefusedBecause.CLOSED
    assert refused(SocketLetters(tmp_path / "gone")) is RefusedBecause.CLOSED
    with letterbox(tmp_path, SetClock()):
        pass
    assert refused(SocketLetters(tmp_path / "run")) is RefusedBecause.CLOSED


GARBAGE = [
    b"\xff\xfe",
    b"[]",
    b"null",
    b"{",
    b"[" * 8_000,
    b'{"a":' * 1_500,
    b'{"kind": "request"}',
    b'{"kind": "bribe", "text": "x"}',
    b'{"kind": "request", "text": 7}',
    b'{"kind": "request", "text": "x", "sender": "10.0.0.7"}',
    b'{"kind": "request", "text": "\\ud800"}',
    b'{"kind": "request", "text": "' + b"x" * (TEXT_MAX + 1) + b'"}',
    b'{"kind": "request", "text": "  "}',
    b'{"kind": "request", "text": "' + b"x" * 9_000,
]


@pytest.mark.parametrize("garbage", GARBAGE, ids=lambda data: repr(data[:30]))
def test_garbage_is_passed_over_and_the_next_letter_is_kept(tmp_path: Path, garbage: bytes) -> None:
    with letterbox(tmp_path, SetClock()) as letters:
        assert send_raw(letters, garbage) == b""
        letters.send(WISH)
    assert [stored.letter for stored in read_letters(tmp_path / "held")] == [WISH]


def test_longest_letter_in_any_script_fits(tmp_path: Path) -> None:
    texts = ["ữ" * TEXT_MAX, "ꪁ" * TEXT_MAX, "𞄀" * TEXT_MAX, "\x01\n\"'" * (TEXT_MAX // 4)]
    with letterbox(tmp_path, SetClock()) as letters:
        for text in texts:
            letters.send(Letter(kind=LetterKind.REQUEST, text=text))
    assert [stored.letter.text for stored in read_letters(tmp_path / "held")] == texts


def test_medium_without_room_refuses_the_letter_and_goes_on(tmp_path: Path) -> None:
    with letterbox(tmp_path, SetClock()) as letters:
        letters.send(WISH)
        with contextlib.closing(sqlite3.connect(tmp_path / "held/counts.db", isolation_level=None)) as db:
            db.execute("CREATE TRIGGER no_room BEFORE INSERT ON letter BEGIN INSERT INTO nowhere VALUES (1); END")
            assert refused(letters) is RefusedBecause.CLOSED
            db.execute("DROP TRIGGER no_room")
        letters.send(WISH)
    assert len(read_letters(tmp_path / "held")) == 2


def test_path_longer_than_a_sockets_address_is_no_hindrance(tmp_path: Path) -> None:
    deep = tmp_path / ("a" * 100) / ("b" * 100)
    with letterbox(deep, SetClock()) as letters:
        letters.send(WISH)
    assert len(read_letters(deep / "held")) == 1


def test_socket_left_by_a_killed_letterbox_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / SOCKET).write_bytes(b"")
    with letterbox(tmp_path, SetClock()) as letters:
        letters.send(WISH)
    assert not (tmp_path / "run" / SOCKET).exists()


def test_letters_survive_a_restart(tmp_path: Path) -> None:
    for _ in range(2):
        with letterbox(tmp_path, SetClock()) as letters:
            letters.send(WISH)
    assert len(read_letters(tmp_path / "held")) == 2
    assert json.dumps(read_letters(tmp_path / "held")[0].letter.text)


def test_second_letterbox_of_a_library_is_refused_and_takes_nothing_from_the_first(tmp_path: Path) -> None:
    with letterbox(tmp_path, SetClock()) as letters:
        second = Letterbox(tmp_path / "held", tmp_path / "run", clock=SetClock(), per_hour=9, kept=9)
        with pytest.raises(LibraryBusyError, match="another process"):
            second.serve_until(threading.Event())
        letters.send(WISH)
    assert len(read_letters(tmp_path / "held")) == 1
