"""Guards the commands as scripts and people meet them: what they print, their exit codes, and what they never do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from appliance.commands.exits import EXIT_MEANINGS, Exit
from appliance.opening import open_library
from content.catalogue import OverlayField, lay
from content.formats.reading import Refusal
from content.holdings import Blobs
from content.library import GENERATION
from content.records import RecordId
from tests.content.libraries import NOW, OPENED, SetClock
from tests.epubs import make_epub, png
from tusach import COMMANDS, main

ROOT = Path(__file__).resolve().parents[3]


@dataclass
class Box:
    """A data folder and the command on it."""

    data: Path

    def run(self, *words: str | Path) -> Result:
        """Runs the command in this process."""
        return CliRunner().invoke(main, ["--data-dir", str(self.data), *map(str, words)])

    def begin(self) -> None:
        """Begins an empty library."""
        open_library(self.data, SetClock()).close()

    def json(self, *words: str | Path, code: Exit = Exit.DONE) -> Any:
        """What a command prints as JSON, and nothing else."""
        result = self.run(*words)
        assert result.exit_code == code, result.output
        return json.loads(result.stdout)


@pytest.fixture
def box(tmp_path: Path) -> Box:
    return Box(tmp_path / "data")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_epub(
        tmp_path / "truyện.epub",
        metadata="<dc:title>Tấm Cám</dc:title><dc:creator>Dân gian</dc:creator>",
        files={"cover.png": png(200, 300)},
        manifest_extra='<item id="cv" href="cover.png" media-type="image/png" properties="cover-image"/>',
    )


def test_add_prints_one_object_with_three_lists(box: Box, book: Path, tmp_path: Path) -> None:
    bad = tmp_path / "hỏng.epub"
    bad.write_bytes(book.read_bytes()[:700])
    first = box.json("add", "--json", book, bad, tmp_path / "thiếu.epub", code=Exit.REFUSED)
    assert set(first) == {"added", "known", "refused", "write_lock_ms"}
    assert first["write_lock_ms"] >= 0
    (added,) = first["added"]
    assert (added["path"], added["title"]) == (str(book), "Tấm Cám")
    assert added["record"].startswith("local-")
    assert [(one["path"], one["reason"]) for one in first["refused"]] == [
        (str(bad), "damaged"),
        (str(tmp_path / "thiếu.epub"), "missing"),
    ]
    assert all(one["message"].endswith(".") and "ệp" in one["message"] for one in first["refused"])
    again = box.json("add", "--json", book)
    assert (again["added"], again["refused"]) == ([], [])
    assert [(one["path"], one["record"]) for one in again["known"]] == [(str(book), added["record"])]


@pytest.mark.parametrize("words", [["add"], ["add", "--json"]])
def test_add_that_fails_tells_what_was_final_before(box: Box, book: Path, tmp_path: Path, words: list[str]) -> None:
    box.begin()
    for number in range(256):  # nothing can be put on the shelf
        (box.data / "held/blobs" / f"{number:02x}").write_bytes(b"")
    (tmp_path / "hỏng.epub").write_bytes(b"x")
    result = box.run(*words, tmp_path / "hỏng.epub", book)
    assert result.exit_code not in {Exit.DONE, Exit.REFUSED}
    assert "unknown-kind" in result.stdout
    assert "hỏng.epub" in (result.stdout if words == ["add"] else json.loads(result.stdout)["refused"][0]["path"])


def test_name_that_is_no_text_comes_through_json_whole(box: Box, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff\xfe.epub"
    with open(name, "wb") as file:  # noqa: PTH123 bytes
        file.write(b"x")
    run = [sys.executable, str(ROOT / "tusach.py"), "--data-dir", str(box.data), "add", "--json", name]
    done = subprocess.run(run, capture_output=True, check=False)
    assert done.returncode == Exit.REFUSED
    (refused,) = json.loads(done.stdout)["refused"]
    assert os.fsencode(refused["path"]) == name


def test_add_for_people_ends_with_one_summary(box: Box, book: Path, tmp_path: Path) -> None:
    (tmp_path / "x\x1b[31m.epub").write_bytes(b"x")
    result = box.run("add", book, tmp_path / "x\x1b[31m.epub")
    assert result.exit_code == Exit.REFUSED
    assert result.stdout.splitlines()[-1] == "Thêm mới: 1. Đã có: 0. Từ chối: 1."
    assert "unknown-kind" in result.stdout
    assert "\x1b" not in result.stdout
    assert result.stderr == f"Tủ sách mới, dựng ở “{box.data}”.\n"
    assert box.run("add", book).stderr == ""


def test_add_makes_what_is_made(box: Box, book: Path) -> None:
    box.run("add", book)
    assert len(list((box.data / "made/covers").iterdir())) == 1
    assert [path for path in (box.data / "made/open").rglob("*") if path.is_file()]


def test_list_and_show_tell_what_is_held(box: Box, book: Path) -> None:
    record = box.json("add", "--json", book)["added"][0]["record"]
    (entry,) = box.json("list", "--json")
    assert (entry["id"], entry["title"], entry["creators"], entry["kind"]) == (record, "Tấm Cám", "Dân gian", "book")
    assert box.run("list").stdout == f"{record}  Sách           Tấm Cám / Dân gian\n"
    shown = box.json("show", record)
    assert shown["record"]["id"] == record
    assert shown["record"]["items"][0]["name"] == "truyện.epub"
    assert shown["parts"] == 1
    assert shown["contents"][0]["part"] == 1


def test_show_knows_only_what_is_seen(box: Box, book: Path) -> None:
    record = box.json("add", "--json", book)["added"][0]["record"]
    library = open_library(box.data, SetClock())
    OPENED.append(library)
    with library.write() as tx:
        lay(tx, RecordId(record), OverlayField.HIDDEN, "1", now=NOW)
    for unseen in (record, "local-0/never", "not an id"):
        result = box.run("show", unseen)
        assert result.exit_code == Exit.FAULTS
        assert unseen in result.stderr
        assert result.stdout == ""


def test_show_writes_dates_of_rights(box: Box, book: Path) -> None:
    book.with_suffix(".toml").write_text('[rights]\nclass = "licensed"\nuntil = 2999-12-31\n')
    record = box.json("add", "--json", book)["added"][0]["record"]
    assert box.json("show", record)["record"]["rights"]["until"] == "2999-12-31"


def test_withdraw_takes_away_with_everything_made(box: Box, book: Path) -> None:
    record = box.json("add", "--json", book)["added"][0]["record"]
    result = box.run("withdraw", record, record)
    assert result.exit_code == Exit.DONE
    assert result.stdout.startswith("Đã gỡ: 1 tài liệu, xóa ")
    assert box.json("list", "--json") == []
    assert [path for path in (box.data / "held/blobs").rglob("*") if path.is_file()] == []
    assert [path for path in (box.data / "made").rglob("*") if path.is_file()] == []


def test_withdraw_of_what_is_gone_says_so_and_counts_nothing(box: Box, book: Path) -> None:
    record = box.json("add", "--json", book)["added"][0]["record"]
    box.run("withdraw", record)
    result = box.run("withdraw", record)
    assert (result.exit_code, result.stdout) == (Exit.FAULTS, "")
    assert f"“{record}” đã được gỡ từ trước." in result.stderr
    assert box.run("add", book).exit_code == Exit.DONE
    assert box.run("withdraw", record).exit_code == Exit.DONE


def test_withdraw_of_an_unknown_record_does_nothing(box: Box, book: Path) -> None:
    record = box.json("add", "--json", book)["added"][0]["record"]
    result = box.run("withdraw", record, "law/never")
    assert result.exit_code == Exit.FAULTS
    assert "law/never" in result.stderr
    assert len(box.json("list", "--json")) == 1


def test_check_finds_damage_and_adding_again_mends_it(box: Box, book: Path) -> None:
    box.run("add", book)
    assert box.run("check").exit_code == Exit.DONE
    blobs = Blobs(box.data / "held/blobs")
    first, second, *_ = blobs.all()
    blobs.path(first).unlink()
    blobs.path(second).chmod(0o644)
    blobs.path(second).write_bytes(b"rotten")
    found = box.json("check", "--json", code=Exit.FAULTS)
    assert {(fault["blob"], fault["kind"]) for fault in found["faults"]} == {(first, "missing"), (second, "changed")}
    assert box.json("add", "--json", book)["known"][0]["mended"]
    assert box.json("check", "--json")["faults"] == []


def test_check_tells_of_strays_without_alarm(box: Box, book: Path) -> None:
    box.run("add", book)
    stray = box.data / "held/blobs/ff" / ("f" * 64)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"x")
    assert [fault["kind"] for fault in box.json("check", "--json")["faults"]] == ["stray"]
    assert "Chỗ hỏng: 0. Tệp thừa: 1." in box.run("check").stdout


def test_check_finds_a_database_that_contradicts_itself(box: Box, book: Path) -> None:
    box.run("add", book)
    library = open_library(box.data, SetClock())
    OPENED.append(library)
    with library.write() as tx:
        tx.execute("DELETE FROM shown")
    assert "stands on no list" in box.json("check", "--json", code=Exit.FAULTS)["database"][0]


def test_check_of_a_torn_database_is_told_and_not_a_crash(box: Box, tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number}.toml").write_text(f'title = "Sách số {number}"\ndescription = "{"dài " * 500}"\n')
    box.run("add", tmp_path)
    database = box.data / "held/library.db"
    assert not (box.data / "held/library.db-wal").exists()
    data = bytearray(database.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 8_192] = b"\xa5" * 8_192
    database.write_bytes(data)
    result = box.run("check")
    assert result.exit_code in {Exit.FAULTS, Exit.UNUSABLE}
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_remake_restores_what_was_made(box: Box, book: Path) -> None:
    import shutil

    box.run("add", book)
    assert box.run("remake").exit_code == Exit.DONE  # pages are made by the keeper, or here
    before = sorted(path.relative_to(box.data) for path in (box.data / "made").rglob("*"))
    assert any(path.name == "index.html.gz" for path in before)
    shutil.rmtree(box.data / "made")
    assert box.run("remake").exit_code == Exit.DONE
    assert sorted(path.relative_to(box.data) for path in (box.data / "made").rglob("*")) == before
    assert box.run("remake", "--stale").stdout == "Đã làm lại: 0 tài liệu.\n"


def test_config_prints_what_is_in_force(box: Box) -> None:
    import tomllib

    box.data.mkdir()
    (box.data / "config.toml").write_text("[serve]\nport = 9000\n")
    printed = tomllib.loads(box.run("config").stdout)
    assert printed["serve"] == {"host": "127.0.0.1", "port": 9000, "threads": 16}
    (box.data / "config.toml").write_text("[serve]\nprot = 9000\n")
    result = box.run("config")
    assert result.exit_code == Exit.USAGE
    assert "serve.prot: không có mục này; có phải port không?" in result.stderr


def test_wrong_settings_stop_adding_before_anything_is_done(box: Box, book: Path) -> None:
    box.data.mkdir()
    (box.data / "config.toml").write_text("[accession]\nsecond = 9\n")
    assert box.run("add", book).exit_code == Exit.USAGE
    assert {path.name for path in box.data.iterdir()} == {"config.toml"}


@pytest.mark.parametrize(
    "words", [["list"], ["check"], ["letters"], ["remake"], ["show", "a/b"], ["withdraw", "a/b"], ["keeper"], ["count"]]
)
def test_wrong_settings_stop_every_command(box: Box, words: list[str]) -> None:
    box.begin()
    (box.data / "config.toml").write_text("[serve]\nprot = 1\nthreads = 99\n")
    result = box.run(*words)
    assert (result.exit_code, result.stdout) == (Exit.USAGE, "")
    assert "serve.prot: không có mục này; có phải port không?" in result.stderr
    assert [line[:8] for line in result.stderr.splitlines()] == ["tusach: "] * 2


@pytest.mark.parametrize(
    "words", [["list"], ["check"], ["letters"], ["remake"], ["show", "a/b"], ["withdraw", "a/b"], ["config"]]
)
def test_folder_without_a_library_is_told_and_nothing_is_made_in_it(box: Box, words: list[str]) -> None:
    for other_things in (False, True):
        if other_things:
            (box.data / "ảnh cưới").mkdir(parents=True)
        result = box.run(*words)
        assert (result.exit_code, result.stdout) == (Exit.USAGE, "")
        assert result.stderr.startswith(f"tusach: Ở “{box.data}” không có tủ sách nào.")
        left = [one.name for one in box.data.iterdir()] if other_things else box.data.exists()
        assert left in (["ảnh cưới"], False)


@pytest.mark.parametrize("words", [["list"], ["check"], ["letters"], ["remake"]])
def test_library_whose_start_was_cut_short_at_once_is_sound_and_empty(box: Box, words: list[str]) -> None:
    box.data.mkdir()
    result = box.run(*words)
    assert result.exit_code == 0
    assert result.stderr == f"Tủ sách mới, dựng ở “{box.data}”.\n"


def test_limit_of_the_settings_holds(box: Box, tmp_path: Path) -> None:
    box.data.mkdir()
    (box.data / "config.toml").write_text("[accession]\nlargest_file_mb = 1\n")
    (tmp_path / "large.epub").write_bytes(b"x" * ((1 << 20) + 1))
    found = box.json("add", "--json", tmp_path / "large.epub", code=Exit.REFUSED)
    assert found["refused"][0]["reason"] == Refusal.TOO_LARGE


def test_busy_library_is_told_by_its_exit_code(box: Box, book: Path) -> None:
    library = open_library(box.data, SetClock())
    OPENED.append(library)
    with library.accession_lock():
        for words in (("add", book), ("withdraw", "a/b")):
            result = box.run(*words)
            assert result.exit_code == Exit.BUSY
            assert result.stderr.startswith("tusach: Lệnh khác đang sửa tủ sách này.")


def test_unusable_library_is_told_by_its_exit_code(box: Box, book: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert Box(tmp_path / "file" / "data").run("add", book).exit_code == Exit.UNUSABLE
    box.run("add", book)
    (box.data / "held/library.db").write_bytes(b"no database" * 1_000)
    result = box.run("list")
    assert result.exit_code == Exit.UNUSABLE
    assert "library.db" in result.stderr


def test_library_of_a_later_release_is_told_by_its_exit_code(box: Box) -> None:
    library = open_library(box.data, SetClock())
    with library.write() as tx:
        tx.execute("CREATE TABLE x (y TEXT)")
    assert library._writer is not None
    library._writer.execute(f"PRAGMA user_version={GENERATION + 1}")
    library.close()
    assert box.run("list").exit_code == Exit.UNUSABLE


@pytest.mark.parametrize("words", [["ad"], ["add"], ["show"], ["list", "--jsn"], ["withdraw"]])
def test_wrong_command_line_is_exit_code_2(box: Box, words: list[str]) -> None:
    assert box.run(*words).exit_code == Exit.USAGE


def test_every_exit_code_is_explained() -> None:
    assert set(EXIT_MEANINGS) == set(Exit)


def test_nothing_is_written_outside_the_data_folder(box: Box, book: Path, tmp_path: Path) -> None:
    before = {path for path in tmp_path.rglob("*") if box.data not in path.parents and path != box.data}
    for words in (("add", book), ("list",), ("check",), ("remake",), ("config",)):
        assert box.run(*words).exit_code == Exit.DONE
    after = {path for path in tmp_path.rglob("*") if box.data not in path.parents and path != box.data}
    assert after == before


def test_library_knows_its_name_from_its_first_start(box: Box, book: Path) -> None:
    box.begin()
    library = open_library(box.data, SetClock())
    OPENED.append(library)
    name = library.read().execute("SELECT value FROM identity WHERE name='publisher'").fetchone()[0]
    assert box.json("add", "--json", book)["added"][0]["record"].startswith(f"{name}/")
    assert len(name) == len("local-") + 16


def test_every_command_has_help_without_a_library() -> None:
    for name in COMMANDS:
        result = CliRunner().invoke(main, [name, "--help"])
        assert result.exit_code == 0, result.output
        assert "Cách gõ:" in result.output
