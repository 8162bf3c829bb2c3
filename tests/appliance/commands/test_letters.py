"""Guards `tusach letters`: staff see what readers wrote, and nothing of who did."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner

from appliance.counting import Letterbox, SocketLetters
from appliance.counting.letterbox import SOCKET
from appliance.opening import open_library
from content.trusted_time import ClockState
from content.usage import ComplaintReason, Letter, LetterKind, LetterRefusedError, Want
from tests.content.libraries import SetClock
from tusach import main

WISH = Letter(kind=LetterKind.REQUEST, text="Sách về\nnuôi \x1b[31mong", want=Want.LISTEN, language="blt")
FAULT = Letter(
    kind=LetterKind.COMPLAINT, text="", record="local-0f1e2d3c4b5a6978/abc", reason=ComplaintReason.NOT_FOR_CHILDREN
)


def write(folder: Path, clock: SetClock, *letters: Letter) -> None:
    """Has letters kept by a letterbox at work."""
    library = open_library(folder, clock)
    stop = threading.Event()
    box = Letterbox(library.held, library.run, clock=clock, per_hour=9, kept=9)
    worker = threading.Thread(target=box.serve_until, args=(stop,))
    worker.start()
    try:
        while not (library.run / SOCKET).exists():
            assert worker.is_alive()
        for letter in letters:
            _send(SocketLetters(library.run), letter)
    finally:
        stop.set()
        worker.join()
        library.close()


def _send(to: SocketLetters, letter: Letter) -> None:
    for _ in range(10_000):
        try:
            to.send(letter)
        except LetterRefusedError:
            continue  # the socket is there a moment before somebody listens
        return
    raise AssertionError("nobody listens")


def run(folder: Path, *words: str) -> str:
    result = CliRunner().invoke(main, ["--data-dir", str(folder), "letters", *words])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_letters_are_listed_oldest_first_a_line_each(tmp_path: Path) -> None:
    write(tmp_path, SetClock(), WISH, FAULT)
    first, second = run(tmp_path).splitlines()
    assert first.split("  ")[1:] == ["đề nghị", "để nghe", "blt", "Sách về nuôi \\x1b[31mong"]
    assert second.split("  ")[1:] == ["báo lỗi", "không hợp với trẻ em", "local-0f1e2d3c4b5a6978/abc"]


def test_complaint_names_its_record_by_title(tmp_path: Path) -> None:
    (tmp_path / "paper.toml").write_text('title = "Sổ tay nhà nông"\n')
    data = tmp_path / "data"
    words = ["--data-dir", str(data), "add", "--json", str(tmp_path / "paper.toml")]
    record = json.loads(CliRunner().invoke(main, words).stdout)["added"][0]["record"]
    write(data, SetClock(), replace(FAULT, record=record))
    (line,) = run(data).splitlines()
    assert line.split("  ")[1:] == ["báo lỗi", "không hợp với trẻ em", "“Sổ tay nhà nông”", record]


def test_letters_as_json_have_the_fields_of_their_kind(tmp_path: Path) -> None:
    write(tmp_path, SetClock(), WISH, FAULT)
    wish, fault = json.loads(run(tmp_path, "--json"))
    assert wish.keys() == {"id", "kind", "text", "want", "language", "day", "clock"}
    assert wish["text"] == WISH.text
    assert fault.keys() == {"id", "kind", "text", "record", "reason", "day", "clock"}
    assert fault["reason"] == "tre-em"


def test_day_of_an_untrusted_clock_is_marked(tmp_path: Path) -> None:
    write(tmp_path, SetClock(state=ClockState.UNTRUSTED), WISH)
    assert run(tmp_path).split("  ")[0].endswith("?")


def test_library_without_letters_lists_none(tmp_path: Path) -> None:
    open_library(tmp_path, SetClock()).close()
    assert run(tmp_path) == "Chưa có thư nào.\n"
    assert json.loads(run(tmp_path, "--json")) == []
