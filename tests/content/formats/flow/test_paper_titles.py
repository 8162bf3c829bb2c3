"""Guards what a paper is called: by its kind and what it is about, never by its letterhead."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.formats.flow.paper_titles import paper_title

HEAD = [
    "ỦY BAN NHÂN DÂN XÃ MƯỜNG LẠN",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    "-------",
    "Số: 12/QĐ-UBND",
]


@pytest.mark.parametrize(
    ("below", "title"),
    [
        (["QUYẾT ĐỊNH", "Về việc mở tủ sách thôn", "Căn cứ Luật"], "Quyết định về việc mở tủ sách thôn"),
        (["QUYẾT ĐỊNH\nVề việc mở tủ sách", "QUYẾT ĐỊNH:", "Điều 1. Mở"], "Quyết định về việc mở tủ sách"),
        (["LUẬT", "AN NINH MẠNG", "Căn cứ Hiến pháp"], "LUẬT AN NINH MẠNG"),
        (["KẾ HOẠCH", "NUÔI GÀ", "NĂM 2025", "I. MỤC ĐÍCH"], "KẾ HOẠCH NUÔI GÀ NĂM 2025"),
        (["BÁO CÁO KẾT QUẢ THỰC HIỆN NĂM 2024", "Kính gửi: Ủy ban"], "BÁO CÁO KẾT QUẢ THỰC HIỆN NĂM 2024"),
        (["ĐƠN XIN CẤP GIẤY", "Tên tôi là"], "ĐƠN XIN CẤP GIẤY"),
    ],
)
def test_paper_is_called_by_its_kind_and_what_it_is_about(below: list[str], title: str) -> None:
    assert paper_title([*HEAD, *below]) == title


@pytest.mark.parametrize(
    "texts",
    [[], ["Ngày xưa có một người.", "Quyết định của anh"], ["QUYẾT ĐỊNH:", "Điều 1. Mở"], ["CHƯƠNG I", "MỞ ĐẦU"]],
)
def test_what_is_no_paper_has_no_title_by_its_form(texts: list[str]) -> None:
    assert paper_title(texts) == ""


def test_plan_of_the_province_has_its_whole_title(shared_data: Path) -> None:
    lines = (shared_data / "law/ke-hoach-son-la-2025.txt").read_text(encoding="utf-8").splitlines()
    title = paper_title(lines)
    assert title.startswith("KẾ HOẠCH TRIỂN KHAI CHƯƠNG TRÌNH “XÂY DỰNG")
    assert title.endswith("TRÊN ĐỊA BÀN TỈNH SƠN LA")
