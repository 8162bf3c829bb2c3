"""Guards the commands of lists: what a librarian reads of `import`, `duplicates`, `export`, and their exit codes."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from appliance.commands.exits import Exit
from content.text.old_encodings import OldEncoding, encode
from tests.epubs import make_epub, prose
from tusach import main


def run(tmp_path: Path, *words: str | Path) -> Result:
    return CliRunner().invoke(main, ["--data-dir", str(tmp_path / "data"), *map(str, words)])


def sheet(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "ds.csv"
    path.write_text("Mã,Nhan đề,Tác giả,Năm,Tệp,Cột lạ\n" + "\n".join(rows) + "\n", "utf-8")
    return path


def test_import_tells_each_fault_by_row_and_column_then_the_counts(tmp_path: Path) -> None:
    result = run(tmp_path, "import", sheet(tmp_path, "1,Xoài,Lò Thị Mai,2o19,,", "2,Hai,,,khong-co.pdf,"))
    assert result.exit_code == Exit.REFUSED
    assert result.stdout.splitlines() == [
        "Dòng 1, cột “Cột lạ”: Hộp không có cột này nên bỏ qua.",
        "Dòng 2, cột “Năm”: “2o19” Hộp chưa hiểu nên bỏ trống chỗ này. "
        "Năm, tháng/năm hay ngày/tháng/năm: 2019, 5/2019, 12/5/2019.",
        "Dòng 3, cột “Tệp”: “khong-co.pdf” Không thấy tệp này cạnh danh mục.",
        "Để lại, chưa đưa vào: 3. Sửa rồi thêm lại cả danh mục.",
        "Chưa rõ là tiếng gì. 1 dòng: 2",
        "Nếu đều là tiếng Việt: gõ `tusach import --language vi` với danh mục ấy.",
        "Thêm mới: 1. Đã đổi: 0. Đã có: 0. Để lại: 1.",
    ]


def test_dry_run_says_that_it_is_one(tmp_path: Path) -> None:
    path = sheet(tmp_path, "1,Xoài,Lò Thị Mai,2019,,")
    result = run(tmp_path, "import", "--dry-run", path)
    assert result.exit_code == Exit.DONE
    assert result.stdout.endswith("Thử: sẽ thêm 1, đổi 0, đã có 0, để lại 0. Chưa ghi gì vào tủ.\n")
    assert run(tmp_path, "list").stdout == "Chưa có tài liệu nào.\n"


def test_import_in_json_has_every_row_once(tmp_path: Path) -> None:
    path = sheet(tmp_path, "1,Xoài,Lò Thị Mai,2019,,", "2,,,,,")
    said = json.loads(run(tmp_path, "import", "--json", path).stdout)
    (one,) = said["lists"]
    assert (said["dry_run"], said["refused"], one["kind"]) == (False, [], "sheet")
    assert [row["row"] for row in one["added"]] == [2]
    assert one["left_out"] == [3]
    assert {fault["flaw"] for fault in one["faults"]} == {"unknown-column", "no-title"}


def test_file_that_is_no_list_is_told_and_the_others_are_brought(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Chữ\n" * 40)
    book = make_epub(tmp_path / "a.epub")
    result = run(tmp_path, "import", book, tmp_path / "none.csv", sheet(tmp_path, "1,Xoài,Lò Thị Mai,2019,,"))
    assert result.exit_code == Exit.REFUSED
    assert "a.epub: Đây không phải danh mục. Cần bảng Excel, ODS, CSV, hay tệp MARC." in result.stderr
    assert "none.csv: Không thấy tệp hay thư mục này." in result.stderr
    assert "Thêm mới: 1." in result.stdout


def test_sample_can_be_imported_as_it_is_and_is_not_overwritten(tmp_path: Path) -> None:
    for name in ("mau.xlsx", "mau.csv"):
        assert run(tmp_path, "import", "--sample", tmp_path / name).exit_code == Exit.DONE
        assert run(tmp_path, "import", "--sample", tmp_path / name).exit_code == Exit.FAULTS
    result = run(tmp_path, "import", "--dry-run", "--json", tmp_path / "mau.xlsx", tmp_path / "mau.csv")
    for one in json.loads(result.stdout)["lists"]:
        assert one["added"]
        assert {fault["flaw"] for fault in one["faults"]} <= {"file-missing"}


def test_language_of_a_whole_list_is_said_once(tmp_path: Path) -> None:
    path = sheet(tmp_path, "1,Xoài,Lò Thị Mai,2019,,", "2,Lúa,Lò Thị Mai,2020,,")
    assert run(tmp_path, "import", "--language", "thai", path).exit_code == Exit.USAGE
    run(tmp_path, "import", path)
    result = run(tmp_path, "import", "--language", "Việt", path)
    assert result.stdout.endswith("Thêm mới: 0. Đã đổi: 2. Đã có: 0. Để lại: 0.\n")
    assert {one["language"] for one in json.loads(run(tmp_path, "list", "--json").stdout)} == {"vi"}
    assert run(tmp_path, "import", path).stdout.endswith("Thêm mới: 0. Đã đổi: 0. Đã có: 2. Để lại: 0.\n")
    assert run(tmp_path, "list", "--doubtful").stdout == "Không có tài liệu nào phải xem lại.\n"


def test_import_without_a_list_says_how_it_is_typed(tmp_path: Path) -> None:
    result = run(tmp_path, "import")
    assert result.exit_code == Exit.USAGE
    assert "DANH_MỤC" in result.stderr


def test_doubts_stay_until_they_are_answered(tmp_path: Path) -> None:
    book = make_epub(tmp_path / "a.epub", metadata="<dc:title>LÀNG</dc:title>", chapters=[f"<p>{prose(1)}</p>"])
    run(tmp_path, "add", book)
    told = run(tmp_path, "list", "--doubtful").stdout
    assert "Tên viết toàn chữ hoa, khó đọc." in told
    assert "Không ghi người viết." in told
    (one,) = json.loads(run(tmp_path, "list", "--doubtful", "--json").stdout)
    shown = json.loads(run(tmp_path, "show", one["id"]).stdout)
    assert {warning["code"] for warning in shown["warnings"]} == {warning["code"] for warning in one["warnings"]}
    (tmp_path / "a.epub.toml").write_text('title = "Làng"\ncreators = ["Kim Lân"]\nlanguage = "vi"\n')
    run(tmp_path, "add", book)
    assert run(tmp_path, "list", "--doubtful").stdout == "Không có tài liệu nào phải xem lại.\n"


def test_old_letters_are_told_with_how_sure_that_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(
        encode("Ủy ban nhân dân xã thông báo lịch mở cửa tủ sách.\n" * 30, OldEncoding.TCVN3)
    )
    result = run(tmp_path, "add", tmp_path / "a.txt")
    assert "Chữ kiểu cũ TCVN3 (ABC), đã đổi. Chắc 100 %." in result.stdout
    (one,) = json.loads(run(tmp_path, "list", "--json").stdout)
    (conversion,) = json.loads(run(tmp_path, "show", one["id"]).stdout)["converted"]
    assert (conversion["encoding"], conversion["evidence"], conversion["confidence"]) == ("tcvn3", "syllables", 100)


def test_duplicates_are_printed_with_the_commands_that_settle_them(tmp_path: Path) -> None:
    run(tmp_path, "import", sheet(tmp_path, "1,Xoài,Lò Thị Mai,2019,,", "2,Xoài,Lò Thị Mai,2019,,"))
    told = run(tmp_path, "duplicates").stdout.splitlines()
    assert told[0] == "cùng tên, cùng người viết"
    assert told[1].endswith("Xoài / Lò Thị Mai, 2019 (1 bản giấy)")
    words = told[3].split()
    assert words[:3] == ["tusach", "duplicates", "--join"]
    assert run(tmp_path, *words[1:]).stdout.startswith("Đã gộp. Nay là: Xoài")
    assert run(tmp_path, "duplicates").stdout == "Không thấy tài liệu nào giống nhau.\n"
    assert run(tmp_path, *words[1:]).exit_code == Exit.FAULTS


def test_export_says_what_went_and_what_stays(tmp_path: Path) -> None:
    book = make_epub(tmp_path / "a.epub", metadata="<dc:title>Làng</dc:title>", chapters=[f"<p>{prose(1)}</p>"])
    (tmp_path / "a.epub.toml").write_text('[rights]\nclass = "licensed"\n')
    run(tmp_path, "add", book)
    result = run(tmp_path, "export", "--format", "bagit", tmp_path / "tui")
    assert result.stdout == ("Quyền không cho đưa ra, chỉ có mô tả: 1 tệp. Làng: a.epub\nĐã đưa ra: 1 tài liệu.\n")
    assert run(tmp_path, "export", "--format", "bagit", tmp_path / "tui").exit_code == Exit.FAULTS
    said = json.loads(run(tmp_path, "export", "--format", "csv", "--json", tmp_path / "a.csv").stdout)
    assert (said["records"], said["files"]) == (1, 0)
    assert run(tmp_path, "export", "--format", "csv", "--shelf", "none", tmp_path / "b.csv").exit_code == Exit.USAGE
