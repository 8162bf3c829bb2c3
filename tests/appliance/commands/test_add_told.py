"""Guards what `add` tells of a real folder: warnings by code and sentence, what stands beside books, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from appliance.commands.exits import Exit
from tests.content.accession.media import film, picture, sound
from tests.epubs import make_epub, prose
from tusach import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A calibre folder: a book in capitals without its author, its cover and its description."""
    folder = tmp_path / "sach"
    folder.mkdir()
    make_epub(
        folder / "LANG.epub",
        metadata="<dc:title>LÀNG TÔI</dc:title><dc:language>vi</dc:language>",
        chapters=[f"<p>{prose(1)}</p>"],
    )
    (folder / "cover.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (folder / "metadata.opf").write_text("<?xml version='1.0'?><package/>")
    return folder


def run(tmp_path: Path, *words: str | Path) -> Result:
    return CliRunner().invoke(main, ["--data-dir", str(tmp_path / "data"), *map(str, words)])


def test_warnings_and_faults_are_told_in_json(tmp_path: Path, folder: Path) -> None:
    result = run(tmp_path, "add", "--json", folder)
    assert result.exit_code == Exit.DONE, result.output
    said = json.loads(result.stdout)
    (added,) = said["added"]
    assert added["warnings"] == [
        {"code": "title-in-capitals", "message": "Tên viết toàn chữ hoa, khó đọc."},
        {"code": "no-creator", "message": "Không ghi người viết."},
    ]
    assert {Path(one["path"]).name: (one["reason"], one["fault"], one["message"]) for one in said["refused"]} == {
        "cover.jpg": (
            "beside",
            False,
            "Ảnh bìa, phụ đề, ghi chú đi kèm tài liệu khác, không đứng riêng. Ảnh, bài viết thì thêm riêng tệp ấy.",
        ),
        "metadata.opf": ("unknown-kind", False, "Đây là tệp XML. Hộp chưa đọc được loại này."),
    }


def test_summary_gathers_warnings_and_names_what_is_left_alone(tmp_path: Path, folder: Path) -> None:
    result = run(tmp_path, "add", folder)
    assert result.exit_code == Exit.DONE
    assert "Để nguyên 2 tệp không đứng riêng: cover.jpg, metadata.opf\n" in result.stdout
    assert "Tên viết toàn chữ hoa, khó đọc. 1 tài liệu: LÀNG TÔI\n" in result.stdout
    assert "Thêm mới: 1. Đã có: 0. Từ chối: 0." in result.stdout


def test_broken_book_in_the_same_folder_is_still_a_fault(tmp_path: Path, folder: Path) -> None:
    (folder / "hong.epub").write_text("Không tải được, thử lại sau.")
    result = run(tmp_path, "add", folder)
    assert result.exit_code == Exit.REFUSED
    assert "Đây là tệp chữ thường, không phải sách EPUB." in result.stdout
    assert "Từ chối: 1." in result.stdout


def test_files_that_are_one_record_are_one_line_with_their_number(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        sound(tmp_path / "Truyện Kiều" / f"{number:02}.mp3", seed=number)
    result = run(tmp_path, "add", tmp_path / "Truyện Kiều")
    assert result.exit_code == Exit.DONE, result.output
    assert "thêm mới  Truyện Kiều (3 tệp)\n" in result.stdout
    assert "Thêm mới: 1. Đã có: 0. Từ chối: 0." in result.stdout


def test_each_file_of_a_folder_with_a_faulty_sidecar_is_refused_in_json(tmp_path: Path) -> None:
    names = [str(sound(tmp_path / "Kiều" / f"{number}.mp3", seed=number)) for number in (1, 2)]
    (tmp_path / "Kiều/record.toml").write_text('titel = "x"\n')
    result = run(tmp_path, "add", "--json", tmp_path / "Kiều")
    assert result.exit_code == Exit.REFUSED
    assert [(one["path"], one["reason"]) for one in json.loads(result.stdout)["refused"]] == [
        (name, "bad-sidecar") for name in names
    ]


def test_faulty_sidecar_of_a_folder_is_named_and_what_is_not_on_the_shelf_is_counted(tmp_path: Path) -> None:
    for number in (1, 2):
        sound(tmp_path / "Kiều" / f"{number}.mp3", seed=number)
    (tmp_path / "Kiều/record.toml").write_text('titel = "x"\n')
    said = run(tmp_path, "add", tmp_path / "Kiều").stdout
    assert "Tệp ghi chú record.toml có chỗ sai. Hãy sửa rồi thêm lại.\n" in said
    assert "Cả thư mục chưa lên kệ: 2 tệp.\n" in said


def test_pictures_left_beside_a_book_are_all_named_and_what_to_do_is_said(tmp_path: Path, folder: Path) -> None:
    for number in range(25):
        picture(folder / f"{number:02}.jpg", seed=number)
    said = run(tmp_path, "add", folder).stdout
    assert "Để nguyên 2 tệp không đứng riêng: cover.jpg, metadata.opf\n" in said
    assert f"25 ảnh hay phụ đề: {folder / '00.jpg'}, " in said
    assert f"{folder / '19.jpg'} và 5 nữa. Muốn đưa ảnh lên thì để vào một thư mục riêng.\n" in said


@pytest.mark.parametrize(
    ("name", "head", "advice"),
    [
        ("bài giảng.ppt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Hãy lưu thành PDF rồi thêm lại."),
        ("Doraemon.cbr", b"Rar!\x1a\x07\0", "Hãy giải nén rồi thêm lại."),
        ("sách.djvu", b"AT&TFORM", "Hãy tìm bản EPUB hay PDF."),
    ],
)
def test_kind_that_is_not_read_comes_with_what_to_do(tmp_path: Path, name: str, head: bytes, advice: str) -> None:
    (tmp_path / name).write_bytes(head + bytes(600))
    assert f"Hộp chưa đọc được loại này. {advice}\n" in run(tmp_path, "add", tmp_path / name).stdout


@pytest.mark.parametrize("name", ["Khèn.mp3", "Ném còn.jpg", "Hội xuân.mp4"])
def test_nothing_is_said_of_the_language_of_what_has_no_text(tmp_path: Path, name: str) -> None:
    make = {"mp3": sound, "jpg": picture, "mp4": film}[name.rpartition(".")[2]]
    assert json.loads(run(tmp_path, "add", "--json", make(tmp_path / name)).stdout)["added"][0]["warnings"] == []


def test_language_of_a_person_who_was_recorded_is_asked_for(tmp_path: Path) -> None:
    path = sound(tmp_path / "ru.mp3")
    path.with_suffix(".toml").write_text('title = "Hát ru"\n[recording]\nperson = "Bà Mai"\n')
    (added,) = json.loads(run(tmp_path, "add", "--json", path).stdout)["added"]
    assert [one["code"] for one in added["warnings"]] == ["no-language", "no-consent"]


def test_recording_without_consent_is_listed_as_not_seen(tmp_path: Path) -> None:
    path = sound(tmp_path / "ru.mp3")
    path.with_suffix(".toml").write_text('title = "Hát ru"\n[recording]\nperson = "Bà Mai"\n')
    added = json.loads(run(tmp_path, "add", "--json", path).stdout)["added"][0]
    assert "Hát ru  (bạn đọc chưa thấy: thiếu đồng ý)" in run(tmp_path, "list").stdout
    assert "chưa ghi người được thu đã đồng ý" in run(tmp_path, "show", added["record"]).output
