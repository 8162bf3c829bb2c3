"""Guards the settings of a box: every key with its bounds, unknown ones named with a hint, secrets masked."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path

import pytest
import tomli_w

from appliance import config as settings_module
from appliance.config import FILE, MASKED, Config, ConfigError, ServeSettings, effective, load_config
from content.translations import speaking


def write(folder: Path, text: str) -> Path:
    (folder / FILE).write_text(text, encoding="utf-8")
    return folder


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load_config(tmp_path) == Config()


def test_every_key_can_be_set_and_is_printed_as_it_is_in_force(tmp_path: Path) -> None:
    chosen = {
        "library": {"name": "Thư viện Mường Lạn", "place": "xã Mường Lạn", "page_cache_mb": 50},
        "serve": {"host": "::1", "port": 0, "threads": 2},
        "accession": {"largest_file_mb": 100, "largest_recording_mb": 900, "memory_mb": 128, "seconds": 60},
        "letters": {"per_hour": 10, "kept": 20},
        "command": {"language": "en"},
    }
    sections = {section.name: section for section in dataclasses.fields(Config)}
    assert set(chosen) == set(sections)
    for name, keys in chosen.items():
        assert set(keys) == {field.name for field in dataclasses.fields(getattr(Config(), name))}
    config = load_config(write(tmp_path, tomli_w.dumps(chosen)))
    assert effective(config) == chosen
    assert tomllib.loads(tomli_w.dumps(effective(config))) == chosen


def test_every_setting_says_what_it_is_for() -> None:
    for section in dataclasses.fields(Config):
        for setting in dataclasses.fields(getattr(Config(), section.name)):
            assert str(setting.metadata["help"]).endswith("."), setting.name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[serv]\nport = 1", "serv: unknown key; did you mean serve?"),
        ("[serve]\nprot = 1", "serve.prot: unknown key; did you mean port?"),
        ("[serve]\nzzz = 1", "known keys: host, port, threads"),
        ('[serve]\nport = "8080"', "serve.port: expected int"),
        ("[serve]\nport = true", "serve.port: expected int"),
        ("[serve]\nport = 65536", "serve.port: not between 0 and 65535"),
        ("[serve]\nport = -1", "serve.port: not between"),
        ("[serve]\nthreads = 0", "serve.threads: not between 1 and 64"),
        ("[serve]\nthreads = 65", "serve.threads: not between"),
        (f"[serve]\nport = 0x{'f' * 9_000}", "serve.port: not between"),
        (f"[serve]\nport = {'9' * 9_000}", "not TOML"),
        ("[accession]\nlargest_file_mb = 0", "accession.largest_file_mb"),
        ("[accession]\nmemory_mb = 63", "accession.memory_mb"),
        ("[accession]\nseconds = 0", "accession.seconds"),
        ("[letters]\nper_hour = 0", "letters.per_hour"),
        ("[letters]\nkept = 0", "letters.kept"),
        ('[library]\nname = "  "', "library.name: empty"),
        ('[command]\nlanguage = "fr"', "command.language: 'fr' is unknown; known words: vi, en"),
        ("library = 3", "library: expected a table"),
        ("port = ", "not TOML"),
    ],
)
def test_fault_is_named_with_its_key_and_file(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(write(tmp_path, text))
    assert words in str(caught.value)
    assert str(tmp_path / FILE) in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[serve]\nprot = 1", "serve.prot: không có mục này; có phải port không?"),
        ('[serve]\nport = "8080"', "serve.port: cần một số nguyên, đang là '8080'"),
        ("[serve]\nport = 65536", "serve.port: cần số từ 0 đến 65535"),
        ("port = ", "dòng 1: giá trị viết chưa đúng; chữ thì để trong dấu nháy"),
        ("[library]\nname = Tủ sách", "dòng 2: giá trị viết chưa đúng; chữ thì để trong dấu nháy"),
        ("[library]\nname 'Tủ sách'", "dòng 2: thiếu dấu = sau tên mục"),
        ('[library]\nname = "Tủ sách', "dòng 2: thiếu dấu nháy đóng"),
        ('[library]\nname = "Tủ\nplace = "xã"', "dòng 2: thiếu dấu nháy đóng"),
        ('[library]\nname = "Tủ" sách', "dòng 2: thừa chữ ở cuối dòng, hay thiếu dấu nháy"),
        ("[serve]\nport = 1\nport = 2", "dòng 3: mục này đã viết ở trên rồi"),
        ("[serve]\nport = 1\n[serve]\nthreads = 2", "dòng 3: mục này đã viết ở trên rồi"),
        ("[serve\nport = 1", "dòng 1: thiếu dấu ngoặc đóng"),
        ("= 1", "dòng 1: không đúng cách viết TOML"),
    ],
)
def test_fault_is_said_in_vietnamese_and_in_english(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(write(tmp_path, text))
    (said,) = caught.value.said()
    assert said == f"{tmp_path / FILE}: {words}"
    with speaking("en"):
        (english,) = caught.value.said()
    assert english != said
    assert english.isascii()


def test_keys_of_a_later_release_may_be_passed_over(tmp_path: Path) -> None:
    told: list[ConfigError] = []
    text = "later = 1\n[serve]\nport = 9000\nprot = 1\n[lending]\ndays = 14\n"
    config = load_config(write(tmp_path, text), on_unknown=told.append)
    assert config == Config(serve=ServeSettings(port=9000))
    assert [{fault.place for fault in error.faults} for error in told] == [{"later", "lending", "serve.prot"}]


def test_keys_of_a_later_release_beside_a_wrong_value_are_faults(tmp_path: Path) -> None:
    told: list[ConfigError] = []
    with pytest.raises(ConfigError) as caught:
        load_config(write(tmp_path, "[serve]\nprot = 1\nport = 65536\n"), on_unknown=told.append)
    assert {fault.place for fault in caught.value.faults} == {"serve.prot", "serve.port"}
    assert not told


def test_faults_of_every_kind_are_named_at_once(tmp_path: Path) -> None:
    text = (
        "[serve]\nprot = 1\nthreads = 99\n[library]\nname = ''\n[letters]\nkept = 'two'\n[command]\nlanguage = 'fr'\n"
    )
    with pytest.raises(ConfigError) as caught:
        load_config(write(tmp_path, text))
    assert {fault.place for fault in caught.value.faults} == {
        "serve.prot",
        "serve.threads",
        "library.name",
        "letters.kept",
        "command.language",
    }


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(write(tmp_path, "[serve]\nprot = 1\nthreads = 'two'\n[letters]\nkeep = 1\n"))
    assert all(word in str(caught.value) for word in ("serve.prot", "serve.threads", "letters.keep"))


def test_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match=FILE):
        load_config(tmp_path)


def test_secrets_are_masked() -> None:
    @dataclasses.dataclass(frozen=True)
    class Section:
        shown: str = "seen"
        pin: str = dataclasses.field(default="1234", metadata={"secret": True})

    @dataclasses.dataclass(frozen=True)
    class Whole:
        desk: Section = dataclasses.field(default_factory=Section)

    printed = settings_module.effective(Whole())  # type: ignore[arg-type]
    assert printed == {"desk": {"shown": "seen", "pin": MASKED}}
