"""Guards `./dev bench add`: made books are real and always the same, what is printed has its shape."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import add
from benchmarks.__main__ import main
from benchmarks._books import make_book, make_books
from benchmarks._harness import BenchmarkError, Row

ROOT = Path(__file__).resolve().parents[2]
TINY = add.Books(count=2, size=60_000, pairs=1, pairs_of_data=1)


def test_same_number_gives_the_same_book_and_another_number_another() -> None:
    assert make_book(1, size=60_000) == make_book(1, size=60_000)
    assert make_book(1, size=60_000) != make_book(2, size=60_000)


@pytest.mark.parametrize("size", [60_000, 1_000_000])
def test_book_has_the_size_asked_for_and_is_a_whole_archive(size: int) -> None:
    data = make_book(1, size=size)
    assert abs(len(data) - size) <= size // 20
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert book.testzip() is None
        assert book.read("mimetype") == b"application/epub+zip"


def test_tiny_run_takes_every_book_and_gives_the_documented_object(tmp_path: Path) -> None:
    make_books(tmp_path, count=1, size=60_000)
    found = json.loads(json.dumps(add.run(tmp_path, made=TINY).as_json()))
    assert found.keys() == {"bench", "rows"}
    assert found["bench"] == "add"
    assert {tuple(row) for row in found["rows"]} == {tuple(field.name for field in fields(Row))}
    taken = {row["row"]: (row["ours"], row["peer"]) for row in found["rows"] if row["unit"] == "files"}
    has_peer = shutil.which("unzip") is not None
    assert taken == {
        "data, 1 EPUB: taken": (1, 1 if has_peer else None),
        "made, 2 EPUB of 0.06 MB: taken": (2, 2 if has_peer else None),
    }
    goals = [(row["unit"], row["goal"]) for row in found["rows"] if row["met"] is not None]
    assert goals == [("MB", 512), ("s", 60), ("MB", 512)]


def test_folder_without_books_is_named(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="no EPUB"):
        add.run(tmp_path, made=TINY)


def test_without_a_name_the_names_are_listed() -> None:
    outcome = subprocess.run([sys.executable, "-m", "benchmarks"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert outcome.stdout.split()[0] == "add"


def test_unknown_name_is_refused_with_those_there_are() -> None:
    outcome = CliRunner().invoke(main, ["ad"])
    assert outcome.exit_code == 2
    assert "'add'" in outcome.output
