"""Guards the composition root: commands are found lazily, load only what they need, and end with a message."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.epubs import make_epub
from tusach import COMMANDS, main, summary

ROOT = Path(__file__).resolve().parent.parent
HEAVY = {"lxml", "PIL", "nh3", "tinycss2", "flask", "gunicorn", "babel", "jinja2", "segno", "markdown_it"}


def loaded(*words: str) -> set[str]:
    """What a process of the command has loaded when it ends."""
    program = (
        "import atexit, sys; sys.argv[0] = 'tusach'\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "atexit.register(lambda: print('LOADED', *{name.partition('.')[0] for name in sys.modules}, file=sys.stderr))\n"
        "import tusach; tusach.main()\n"
    )
    run = [sys.executable, "-c", program, *words]
    done = subprocess.run(run, capture_output=True, text=True, check=False, cwd="/")
    (line,) = (line for line in done.stderr.splitlines() if line.startswith("LOADED"))
    return set(line.split())


def test_help_lists_every_command() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    listed = re.findall(r"^  (\w+)", result.output.partition("Các lệnh:")[2], re.MULTILINE)
    assert listed == sorted(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_name_leads_to_a_command(name: str) -> None:
    module, _, attribute = COMMANDS[name].partition(":")
    command = getattr(importlib.import_module(module), attribute)
    assert isinstance(command, click.Command)
    assert command.help
    assert command.help.startswith(summary(COMMANDS[name]))
    assert len(summary(COMMANDS[name])) > 10


def test_help_loads_nothing_heavy() -> None:
    for words in (["--help"], ["add", "--help"], ["check", "--help"]):
        assert not loaded(*words) & HEAVY, words


def test_commands_load_only_what_they_need(tmp_path: Path) -> None:
    (tmp_path / "paper.toml").write_text('title = "Sổ tay"\n')
    book = make_epub(tmp_path / "a.epub")
    for words in (["add", str(tmp_path / "paper.toml")], ["add", str(book)], ["list"], ["config"], ["check"]):
        assert not loaded("--data-dir", str(tmp_path / "data"), *words) & HEAVY, words


def test_without_a_data_folder_the_way_to_name_one_is_told() -> None:
    result = CliRunner().invoke(main, ["list"], env={"TUSACH_DATA": None})
    assert result.exit_code == 2
    assert "TUSACH_DATA" in result.stderr


def test_data_folder_may_come_from_the_environment(tmp_path: Path) -> None:
    (tmp_path / "paper.toml").write_text('title = "Sổ tay"\n')
    words = ["add", str(tmp_path / "paper.toml")]
    result = CliRunner().invoke(main, words, env={"TUSACH_DATA": str(tmp_path / "data")})
    assert result.exit_code == 0
    assert (tmp_path / "data" / "held" / "library.db").is_file()


def test_unknown_command_is_named() -> None:
    result = CliRunner().invoke(main, ["--data-dir", "x", "ad"])
    assert result.exit_code == 2
    assert "ad" in result.stderr
    assert not Path("x").exists()


def test_reader_of_the_output_may_go_away(tmp_path: Path) -> None:
    """`tusach list | head -1` ends without a word."""
    for number in range(60):
        (tmp_path / f"{number}.toml").write_text(f'title = "{"Sách dài " * 20}{number}"\n')
    data = ["--data-dir", str(tmp_path / "data")]
    CliRunner().invoke(main, [*data, "add", str(tmp_path)])
    reader, writer = os.pipe()
    os.close(reader)
    run = [sys.executable, str(ROOT / "tusach.py"), *data, "list"]
    done = subprocess.run(run, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert done.stderr == b""


def test_full_output_is_an_error_with_a_message(tmp_path: Path) -> None:
    (tmp_path / "config.toml").touch()
    run = [sys.executable, str(ROOT / "tusach.py"), "--data-dir", str(tmp_path), "config"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(run, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode != 0
    assert b"No space left" in done.stderr
