"""Guards `serve` and `demo` as a whole: processes beside them come back when they die, and all end with the server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.counting import SocketLetters, read_letters
from content.usage import Letter, LetterKind, LetterRefusedError

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 120
"""Seconds after which a test says that nothing comes."""
WISH = Letter(kind=LetterKind.REQUEST, text="Sách về nuôi ong")


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """`serve` on a free port, listening."""
    words = [sys.executable, str(ROOT / "tusach.py"), "--data-dir", str(tmp_path), "serve", "--port", "0"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert "http://localhost:" in process.stdout.readline()
    yield process
    process.terminate()
    process.wait(PATIENCE)
    process.stdout.close()


def beside(parent: int) -> dict[str, int]:
    """The processes beside a server: command to number."""
    found = {}
    for children in Path(f"/proc/{parent}/task").glob("*/children"):
        for number in children.read_text().split():
            words = Path(f"/proc/{number}/cmdline").read_bytes().decode().rstrip("\0").split("\0")
            found[words[-1]] = int(number)
    return found


def send_when_somebody_is_there(run: Path) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            SocketLetters(run).send(WISH)
        except LetterRefusedError:
            assert time.monotonic() < end, "nobody takes letters"
            time.sleep(0.2)
        else:
            return


def test_settings_of_a_later_release_do_not_stop_the_services(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[serve]\nlater = 1\n[command]\nlanguage = 'en'\n")
    words = [sys.executable, str(ROOT / "tusach.py"), "--data-dir", str(tmp_path)]
    refused = subprocess.run([*words, "config"], stderr=subprocess.PIPE, text=True, check=False)
    assert (refused.returncode, refused.stderr.count("serve.later: unknown key")) == (2, 1)
    with (tmp_path / "told").open("w") as told:
        process = subprocess.Popen([*words, "serve", "--port", "0"], stdout=subprocess.PIPE, stderr=told, text=True)
    assert process.stdout is not None
    try:
        assert "http://localhost:" in process.stdout.readline()
        send_when_somebody_is_there(tmp_path / "run")
    finally:
        process.terminate()
        process.wait(PATIENCE)
        process.stdout.close()
    warned = (tmp_path / "told").read_text("utf-8")
    assert "serve.later: unknown key" in warned
    assert "all others are in force" in warned


def test_letters_are_taken_again_after_their_process_died(serving: subprocess.Popen[str], tmp_path: Path) -> None:
    send_when_somebody_is_there(tmp_path / "run")
    first = beside(serving.pid)["count"]
    os.kill(first, signal.SIGKILL)
    with pytest.raises(LetterRefusedError):
        SocketLetters(tmp_path / "run").send(WISH)
    send_when_somebody_is_there(tmp_path / "run")
    assert beside(serving.pid)["count"] != first
    assert len(read_letters(tmp_path / "held")) == 2


def test_everything_beside_ends_with_the_server(serving: subprocess.Popen[str], tmp_path: Path) -> None:
    send_when_somebody_is_there(tmp_path / "run")
    numbers = beside(serving.pid)
    assert {"count", "keeper"} <= numbers.keys()
    serving.terminate()
    assert serving.wait(PATIENCE) == 0
    assert not [number for name, number in numbers.items() if Path(f"/proc/{number}").exists()]
    assert not (tmp_path / "run/letters.sock").exists()


def test_demo_tells_of_a_path_that_leads_nowhere_and_serves_all_the_same(tmp_path: Path) -> None:
    words = [sys.executable, str(ROOT / "tusach.py"), "--data-dir", str(tmp_path / "data"), "demo", "--port", "0"]
    process = subprocess.Popen([*words, str(tmp_path / "sach-cua-toi")], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        said = ""
        while "Chưa vào tủ: 1" not in said:
            line = process.stdout.readline()
            assert line, f"the server ended: {said}"
            said += line
        assert "sach-cua-toi (missing)\n          Không thấy tệp hay thư mục này." in said
        port = said.partition("http://localhost:")[2].split()[0]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE) as answer:
            assert answer.status == 200
    finally:
        process.terminate()
        process.wait(PATIENCE)
        process.stdout.close()
