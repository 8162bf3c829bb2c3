"""Guards the language of commands: Vietnamese unless English is asked for, with JSON and codes the same in both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from appliance.commands.command_line import LANGUAGE_VARIABLE
from appliance.commands.exits import Exit
from appliance.opening import open_library
from content.accession import sentence
from content.formats.reading import Refusal
from content.library import GENERATION
from content.translations import gettext, offered, speaking, spoken
from tests.content.libraries import SetClock
from tests.epubs import make_epub
from tusach import COMMANDS, main


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def run(data: Path, *words: str | Path, language: str | None = None) -> Result:
    environment = {LANGUAGE_VARIABLE: language, "TUSACH_DATA": None}
    return CliRunner().invoke(main, ["--data-dir", str(data), *map(str, words)], env=environment)


def setting(data: Path, language: str) -> None:
    data.mkdir(exist_ok=True)
    (data / "config.toml").write_text(f'[command]\nlanguage = "{language}"\n')


def begun(data: Path) -> None:
    open_library(data, SetClock()).close()


def test_command_speaks_vietnamese_unless_it_is_told_otherwise(data: Path) -> None:
    begun(data)
    assert run(data, "list").stdout == "Chưa có tài liệu nào.\n"
    assert run(data, "list", language="en").stdout == "There is nothing yet.\n"
    assert run(data, "list", language="").stdout == "Chưa có tài liệu nào.\n"


def test_environment_goes_before_the_settings(data: Path) -> None:
    begun(data)
    setting(data, "en")
    assert run(data, "list").stdout == "There is nothing yet.\n"
    assert run(data, "list", language="vi").stdout == "Chưa có tài liệu nào.\n"
    assert run(data, "add", "--help").stdout.startswith("Usage:")


def test_language_does_not_stay_after_the_command(data: Path) -> None:
    run(data, "list", language="en")
    run(data, "lst", language="en")
    assert spoken() == "vi"


def test_language_that_is_not_there_is_refused_with_those_that_are(data: Path) -> None:
    result = run(data, "list", language="fr")
    assert result.exit_code == Exit.USAGE
    assert "“fr”" in result.stderr
    assert all(language in result.stderr for language in offered())
    assert not data.exists()


def test_wrong_language_in_the_settings_is_named_in_vietnamese(data: Path) -> None:
    setting(data, "fr")
    for command in ("list", "config"):
        result = run(data, command)
        assert result.exit_code == Exit.USAGE
        assert "command.language: không có từ 'fr'; có: vi, en" in result.stderr


WRONG = [
    (["ad"], "Không có lệnh “ad”. Có phải “add” không?", "There is no command “ad”. Did you mean “add”?"),
    (["zzz"], "Không có lệnh “zzz”. Chưa", "There is no command “zzz”. Nothing"),
    (["list", "--jsn"], "Không có lựa chọn “--jsn”. Có phải “--json” không?", "There is no option “--jsn”."),
    (["add"], "Thiếu TỆP_HOẶC_THƯ_MỤC.", "PATHS is missing."),
    (["show"], "Thiếu MÃ.", "RECORD is missing."),
    (["show", "a", "b"], "Thừa “b”.", "Too much: “b”."),
    (["serve", "--port"], "Lựa chọn “--port” dùng chưa đúng.", "The option “--port” is used wrongly."),
    (["serve", "--port", "web"], "--port cần một số từ 0 đến 65535.", "--port needs a number from 0 to 65535."),
    (["serve", "--port", "99999"], "--port cần một số từ 0 đến 65535.", "--port needs a number from 0 to 65535."),
]


@pytest.mark.parametrize(("words", "vietnamese", "english"), WRONG)
def test_wrong_command_line_is_told_in_the_language(
    data: Path, words: list[str], vietnamese: str, english: str
) -> None:
    for language, said, usage in (("vi", vietnamese, "Cách gõ: "), ("en", english, "Usage: ")):
        result = run(data, *words, language=language)
        assert result.exit_code == Exit.USAGE
        assert result.stderr.startswith(f"tusach: {said}")
        assert f"\n{usage}" in result.stderr
        assert result.stderr.rstrip().endswith("--help")
        assert result.stdout == ""


def test_data_folder_that_is_a_file_is_told_in_vietnamese(tmp_path: Path) -> None:
    (tmp_path / "tệp").touch()
    result = run(tmp_path / "tệp", "list")
    assert result.exit_code == Exit.USAGE
    assert "--data-dir cần một thư mục, không phải tệp." in result.stderr


def test_nothing_of_clicks_own_english_is_left_in_vietnamese_help(data: Path) -> None:
    for name in COMMANDS:
        page = run(data, name, "--help").stdout
        assert page.startswith("Cách gõ:")
        assert not [word for word in ("Usage", "Options", "OPTIONS", "Show this", "TEXT") if word in page], name


def test_english_help_is_whole(data: Path) -> None:
    for name in COMMANDS:
        page = run(data, name, "--help", language="en").stdout
        assert page.startswith("Usage:")
        assert not [word for word in ("LỰA CHỌN", "In ", "Mở ", "thư", "tệp") if word in page], page


def test_refusal_is_told_in_the_language_and_json_stays_vietnamese(data: Path, tmp_path: Path) -> None:
    bad = tmp_path / "hỏng.epub"
    bad.write_bytes(make_epub(tmp_path / "a.epub").read_bytes()[:700])
    with speaking("en"):
        english = gettext(sentence(Refusal.DAMAGED))
    assert sentence(Refusal.DAMAGED) in run(data, "add", bad).stdout
    told = run(data, "add", bad, language="en")
    assert told.stdout.splitlines()[0] == f"refused   {bad} (damaged)"
    assert english in told.stdout
    assert told.stdout.splitlines()[-1] == "Added: 0. Known already: 0. Refused: 1."
    plain, spoken_english = (run(data, "add", "--json", bad, language=one) for one in ("vi", "en"))
    first, second = (json.loads(result.stdout)["refused"] for result in (plain, spoken_english))
    assert first == second
    assert first[0]["message"] == sentence(Refusal.DAMAGED)


def test_faults_of_a_sidecar_are_told_in_the_language(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "báo.toml"
    path.write_text('titel = "Báo"\n')
    vietnamese, english = (run(data, "add", path, language=language).stdout for language in ("vi", "en"))
    assert "\n          titel: không có mục này; có phải title không?\n" in vietnamese
    assert "\n          titel: unknown key; did you mean title?\n" in english
    path.write_text('issued = "hôm qua"\ntitle = "Báo"\n')
    assert "issued: cần năm, tháng hay ngày" in run(data, "add", path).stdout


def test_troubles_say_what_is_safe_and_keep_their_exit_codes(data: Path, tmp_path: Path) -> None:
    (tmp_path / "tệp").touch()
    begun(data)
    (data / "held/library.db").write_bytes(b"no database" * 1_000)
    for folder, vietnamese, english in (
        (data, "Tủ sách có chỗ hỏng nên lệnh dừng.", "Something in the library is damaged"),
        (tmp_path / "tệp" / "data", "Không mở được thư mục tủ sách. Không mất gì cả.", "The library's folder cannot"),
    ):
        for language, said in (("vi", vietnamese), ("en", english)):
            result = run(folder, "add", "x", language=language)
            assert result.exit_code == Exit.UNUSABLE
            assert result.stderr.startswith(f"tusach: {said}")
            assert str(folder.parent) in result.stderr.splitlines()[1]  # what the program knows, for technicians


def test_library_of_a_later_release_is_told_as_such(data: Path) -> None:
    import sqlite3
    from contextlib import closing

    begun(data)
    with closing(sqlite3.connect(data / "held/library.db")) as db:
        db.execute(f"PRAGMA user_version={GENERATION + 1}")
    assert run(data, "list").stderr.startswith("tusach: Bản Tusach mới hơn đã ghi tủ sách này")
