"""What office programs keep beside a paper is believed only where a person has said it."""

from __future__ import annotations

import pytest

from content.formats._office_properties import described


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft Word - Document1",
        "Document1",
        "Tài liệu 3",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "ỦY BAN NHÂN DÂN",
        "bao-cao.docx",
        "…",
        "Title",
    ],
)
def test_title_that_no_person_gave_is_not_taken(title: str) -> None:
    assert described(title=title).title == ""
    assert described(title=title, fallback_title="Kế hoạch năm 2020").title == "Kế hoạch năm 2020"


def test_title_of_a_person_is_taken() -> None:
    assert described(title=" Kĩ thuật  nuôi ong ").title == "Kĩ thuật nuôi ong"
    assert described(title="Beekeeping").title == "Beekeeping"


def test_first_line_gives_way_to_the_whole_title_in_the_text() -> None:
    whole = "Quyết định về việc mở tủ sách thôn"
    assert described(title="QUYẾT ĐỊNH", fallback_title=whole).title == whole
    assert described(title="Sổ tay cán bộ", fallback_title=whole).title == "Sổ tay cán bộ"


def test_title_and_names_in_old_letters_are_readable() -> None:
    found = described(title="B¸o c¸o kÕt qu¶ thùc hiÖn nhiÖm vô n¨m 1999", creator="NguyÔn ThÞ Thu HiÒn")
    assert found.title == "Báo cáo kết quả thực hiện nhiệm vụ năm 1999"
    assert [creator.name for creator in found.creators] == ["Nguyễn Thị Thu Hiền"]


@pytest.mark.parametrize(
    "name", ["User", "Admin", "ACER", "MAY TINH", "PC-01", "vanthu@sonla.gov.vn", "Windows User", ""]
)
def test_name_of_a_machine_is_no_author(name: str) -> None:
    assert described(creator=name).creators == ()


def test_persons_and_keywords_are_parted() -> None:
    found = described(creator="Lò Văn Pánh; Quàng Thị Xuân; Admin", keywords="ong, mật; nuôi ong,, ong")
    assert [creator.name for creator in found.creators] == ["Lò Văn Pánh", "Quàng Thị Xuân"]
    assert found.keywords == ("ong", "mật", "nuôi ong")
