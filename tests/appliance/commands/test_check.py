"""Guards `check` as a command: both databases are looked into, and what could not be looked for is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from appliance.commands.exits import Exit
from appliance.counting.letterbox import read_letters
from appliance.opening import open_library
from content.library import Library
from tests.content.libraries import OPENED, SetClock
from tests.epubs import make_epub, png
from tusach import main


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def library(data: Path) -> Library:
    library = open_library(data, SetClock())
    OPENED.append(library)
    return library


def checked(data: Path, *, code: Exit = Exit.DONE) -> Any:
    result = CliRunner().invoke(main, ["--data-dir", str(data), "check", "--json"])
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def test_torn_database_of_letters_is_told_apart_from_the_catalogue(data: Path, library: Library) -> None:
    counts = library.held / "counts.db"
    assert checked(data)["counts"] == []  # there is none yet
    read_letters(library.held)
    assert counts.exists()
    assert checked(data)["counts"] == []
    counts.write_bytes(b"no database" * 1_000)
    found = checked(data, code=Exit.FAULTS)
    assert found["database"] == []
    assert len(found["counts"]) == 1
    result = CliRunner().invoke(main, ["--data-dir", str(data), "check"])
    assert "counts.db: " in result.stdout
    assert "Chỗ hỏng: 1." in result.stdout


def test_check_beside_an_accession_says_that_strays_were_not_looked_for(data: Path, library: Library) -> None:
    stray = library.blobs_folder / "ff" / ("f" * 64)
    stray.parent.mkdir()
    stray.write_bytes(b"on its way in")
    with library.accession_lock():
        found = checked(data)
        result = CliRunner().invoke(main, ["--data-dir", str(data), "check"])
    assert (found["faults"], found["strays_sought"]) == ([], False)
    assert "Chưa tìm tệp thừa" in result.stdout
    found = checked(data)
    assert ([fault["kind"] for fault in found["faults"]], found["strays_sought"]) == (["stray"], True)


def test_strays_that_check_tells_of_are_gone_after_the_next_add(data: Path, library: Library, tmp_path: Path) -> None:
    stray = library.blobs_folder / "ff" / ("f" * 64)
    stray.parent.mkdir()
    stray.write_bytes(b"x")
    assert len(checked(data)["faults"]) == 1
    book = make_epub(tmp_path / "a.epub")
    assert CliRunner().invoke(main, ["--data-dir", str(data), "add", str(book)]).exit_code == Exit.DONE
    assert not stray.exists()
    assert checked(data)["faults"] == []


def test_damage_is_told_with_the_title_and_the_file_to_add_again(data: Path, library: Library, tmp_path: Path) -> None:
    """Of the original, of a part and of a picture alike; whoever mends it knows no hash."""
    files = {"hình.png": png(300, 400)}
    chapters = ['<h1>Một</h1><p>Chữ.</p><p><img src="hình.png" alt=""/></p>', "<h1>Hai</h1><p>Chữ khác.</p>"]
    book = make_epub(tmp_path / "tấm cám.epub", metadata="<dc:title>Tấm Cám</dc:title>", chapters=chapters, files=files)
    add = ["--data-dir", str(data), "add", str(book)]
    assert CliRunner().invoke(main, add).exit_code == Exit.DONE
    blobs = [path for path in library.blobs_folder.rglob("*") if path.is_file()]
    for path in blobs:
        path.unlink()
    (record,) = library.read().execute("SELECT id FROM record").fetchone()
    found = checked(data, code=Exit.FAULTS)["faults"]
    assert {one["role"] for fault in found for one in fault["records"]} == {"file", "part", "resource"}
    assert all((one["record"], one["title"]) == (record, "Tấm Cám") for fault in found for one in fault["records"])
    told = CliRunner().invoke(main, ["--data-dir", str(data), "check"]).stdout
    assert f"mất            “Tấm Cám”: tệp gốc tấm cám.epub. Mã: {record}.\n" in told
    assert f"mất            “Tấm Cám”: phần 2. Mã: {record}.\n" in told
    assert told.count("Thêm lại tệp này thì hộp tự vá: tấm cám.epub") == len(blobs)
    assert f"Chỗ hỏng: {len(blobs)}." in told
    assert CliRunner().invoke(main, add).exit_code == Exit.DONE
    assert checked(data)["faults"] == []


def test_changed_file_is_told_in_vietnamese_alone(data: Path, library: Library, tmp_path: Path) -> None:
    book = make_epub(tmp_path / "a.epub", metadata="<dc:title>Tấm Cám</dc:title>")
    CliRunner().invoke(main, ["--data-dir", str(data), "add", str(book)])
    for path in [path for path in library.blobs_folder.rglob("*") if path.is_file()]:
        path.chmod(0o644)
        path.write_bytes(b"rotten")
    told = CliRunner().invoke(main, ["--data-dir", str(data), "check"]).stdout
    assert "bị đổi         “Tấm Cám”: " in told
    assert " now " not in told
