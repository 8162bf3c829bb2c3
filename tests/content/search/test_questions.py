"""Guards what villagers ask: sixty questions over a shelf of Vietnamese books, with marks, without, with slips."""

from __future__ import annotations

import pytest

from content.records import ContentsEntry
from content.search import TitleWords, heading_words, rank_alike, rank_headings, rank_titles
from content.text import syllables

SHELF = """
An Tư|Nguyễn Huy Tưởng
Bài học quét nhà|Nam Cao
Bản án chế độ thực dân Pháp|Nguyễn Ái Quốc
BÙN LẦY NƯỚC ĐỌNG|Hoàng-Đạo
Bướm Trắng|Nhất Linh
CƠM THẦY CƠM CÔ|Vũ Trọng Phụng
Dương Từ Hà Mậu|Nguyễn Đình Chiểu
Điếu văn|Nam Cao
ĐÔI BẠN|Nhất Linh
Đời Mưa Gió|Khái Hưng, Nhất Linh
Đời Thừa|Nam Cao
Gia đình|Khái Hưng
Gia huấn ca|Nguyễn Trãi
Hà Nội 36 phố phường|Thạch Lam
Hịch Tướng Sĩ|Trần Quốc Tuấn
Lá cờ thêu sáu chữ vàng|Nguyễn Huy Tưởng
Làm Đĩ|Vũ Trọng Phụng
Lều chõng|Ngô Tất Tố
Lục Vân Tiên|Nguyễn Đình Chiểu
Lũy Hoa|Nguyễn Huy Tưởng
Một Bữa No|Nam Cao
Nắng Trong Vườn|Thạch Lam
Sống Mòn|Nam Cao
Thượng Kinh Ký Sự|Hải Thượng Lãn Ông
Tieu Son Trang Si|Khai Hung
Trống Mái|Khái Hưng
Văn Tế Thập Loại Chúng Sinh|Nguyễn Du
Việt Nam Văn Phạm|Trần Trọng Kim, Bùi Kỷ, Phạm Duy Khiêm
Luật trong nhà, ngoài bản|Tủ sách|pháp luật, hôn nhân, tảo hôn, đất đai
Sổ tay bạn đọc|Tủ sách|hướng dẫn, điện thoại, Wi-Fi
Mận nghe đọc sách|Tủ sách|truyện tranh, thiếu nhi, con trâu
"""
BOOKS = [line.split("|") for line in SHELF.strip().splitlines()]
TITLES = [
    (key, "\n".join(f" {' '.join(syllables(field))} " for field in [*fields, "", ""][:4]))
    for key, fields in enumerate(BOOKS)
]
WORDS = TitleWords(TITLES)
CHAPTERS = {
    "Luật trong nhà, ngoài bản": ["Cưới hỏi", "Khai sinh, khai tử", "Của chung, ly hôn", "Vay tiền", "Đi đường"],
    "Làm Đĩ": ["Đoạn cuối", "Vũ Trọng Phụng xót thương người sa ngã"],
    "Gia đình": ["An bắn liền hai phát súng, chàng mỉm cười…"],
}
CONTENTS = [
    (key, [ContentsEntry(depth=0, title=title, part=number) for number, title in enumerate(CHAPTERS[fields[0]], 1)])
    for key, fields in enumerate(BOOKS)
    if fields[0] in CHAPTERS
]


def named(keys: list[int]) -> list[str]:
    return [BOOKS[key][0] for key in keys]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Sống mòn", "Sống Mòn"),
        ("song mon", "Sống Mòn"),
        ("SỐNG MÒN", "Sống Mòn"),
        ("sống mòn nam cao", "Sống Mòn"),
        ("nam cao sống mòn", "Sống Mòn"),
        ("sach song mon cua nam cao", "Sống Mòn"),
        ("đời thưa", "Đời Thừa"),
        ("doi thua", "Đời Thừa"),
        ("luc van tien", "Lục Vân Tiên"),
        ("Truyện Lục Vân Tiên", "Lục Vân Tiên"),
        ("van te", "Văn Tế Thập Loại Chúng Sinh"),
        ("nguyễn du", "Văn Tế Thập Loại Chúng Sinh"),
        ("tran quoc tuan", "Hịch Tướng Sĩ"),
        ("tìm sách hịch tướng sĩ", "Hịch Tướng Sĩ"),
        ("cờ thêu", "Lá cờ thêu sáu chữ vàng"),
        ("la co theu sau chu v", "Lá cờ thêu sáu chữ vàng"),
        ("ha noi 36", "Hà Nội 36 phố phường"),
        ("ban an che do", "Bản án chế độ thực dân Pháp"),
        ("nguyen ai quoc", "Bản án chế độ thực dân Pháp"),
        ("cơm thày cơm cô", "CƠM THẦY CƠM CÔ"),
        ("tiêu sơn tráng sĩ", "Tieu Son Trang Si"),
        ("khái hưng nhất linh", "Đời Mưa Gió"),
        ("tran trong kim", "Việt Nam Văn Phạm"),
        ("luật", "Luật trong nhà, ngoài bản"),
        ("luật đất đai", "Luật trong nhà, ngoài bản"),
        ("tảo hôn", "Luật trong nhà, ngoài bản"),
        ("sách về tảo hôn", "Luật trong nhà, ngoài bản"),
        ("truyện tranh", "Mận nghe đọc sách"),
        ("con trâu", "Mận nghe đọc sách"),
        ("truyện thiếu nhi", "Mận nghe đọc sách"),
        ("leu chong ngo tat to", "Lều chõng"),
        ("hai thuong lan ong", "Thượng Kinh Ký Sự"),
        ("gia huấn ca nguyễn trãi", "Gia huấn ca"),
        ("gia đình", "Gia đình"),
        ("đoi ban", "ĐÔI BẠN"),
        ("hoàng đạo", "BÙN LẦY NƯỚC ĐỌNG"),
        ("hoang-dao", "BÙN LẦY NƯỚC ĐỌNG"),
        ("mot bua no", "Một Bữa No"),
        ("wi-fi", "Sổ tay bạn đọc"),
        ("huong dan dien thoai", "Sổ tay bạn đọc"),
    ],
)
def test_question_finds_its_book_first(query: str, first: str) -> None:
    assert named(rank_titles(query, TITLES))[:1] == [first]


def test_everything_of_an_author_is_found_however_he_is_asked_for() -> None:
    for query in ("nam cao", "truyện của nam cao", "sách của tác giả Nam Cao", "NAM CAO"):
        assert named(rank_titles(query, TITLES)) == [book[0] for book in BOOKS if book[1] == "Nam Cao"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("lục vân tieng", "Lục Vân Tiên"),
        ("nục vân tiên", "Lục Vân Tiên"),
        ("luc vna tien", "Lục Vân Tiên"),
        ("lucvantien", "Lục Vân Tiên"),
        ("nguyễn đình triểu", "Dương Từ Hà Mậu"),
        ("hich tuong sy", "Hịch Tướng Sĩ"),
        ("thuong kinh ki su", "Thượng Kinh Ký Sự"),
        ("lá cờ thêu 6 chữ vàng", "Lá cờ thêu sáu chữ vàng"),
        ("buom tranh", "Bướm Trắng"),
        ("nuyễn huy tưởng", "An Tư"),
        ("namcao", "Bài học quét nhà"),
        ("songmon", "Sống Mòn"),
        ("wifi", "Sổ tay bạn đọc"),
        ("truyện leu trong", "Lều chõng"),
    ],
)
def test_question_with_a_slip_finds_what_is_meant(query: str, first: str) -> None:
    assert rank_titles(query, TITLES) == []
    assert named(rank_alike(query, WORDS))[:1] == [first]


@pytest.mark.parametrize(
    "query",
    [
        *("truyện kiều", "hồ chí minh", "bác hồ", "ma túy", "vay vốn", "nuôi lợn", "học sinh", "của hồi môn"),
        *("chồng đánh vợ", "xe", "zzz", "", "!?", "sách"),
    ],
)
def test_what_is_not_there_is_not_guessed(query: str) -> None:
    assert rank_titles(query, TITLES) == [] or query == "sách"
    assert rank_alike(query, WORDS) == [] or query == "sách"


def chapters(query: str) -> list[tuple[str, str]]:
    for sought in heading_words(query):
        found = rank_headings(sought, CONTENTS, most=8)
        if found:
            return [(BOOKS[key][0], line.title) for key, line in found]
    return []


LAW = "Luật trong nhà, ngoài bản"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("khai sinh", [(LAW, "Khai sinh, khai tử")]),
        ("KHAI SINH", [(LAW, "Khai sinh, khai tử")]),
        ("thủ tục khai sinh cho con", [(LAW, "Khai sinh, khai tử")]),
        ("làm sao để ly hôn", [(LAW, "Của chung, ly hôn")]),
        ("ly hon", [(LAW, "Của chung, ly hôn")]),
        ("Ly hôn?", [(LAW, "Của chung, ly hôn")]),
        ("vay tiền", [(LAW, "Vay tiền")]),
        ("đi đường", [(LAW, "Đi đường")]),
        ("cưới", [(LAW, "Cưới hỏi")]),
        ("cuoi", [("Làm Đĩ", "Đoạn cuối"), (LAW, "Cưới hỏi")]),
        ("cười", []),
        ("vũ trọng phụng", [("Làm Đĩ", "Vũ Trọng Phụng xót thương người sa ngã")]),
        ("sinh", [(LAW, "Khai sinh, khai tử")]),
        ("kha", []),
        ("", []),
        ("cho", []),
    ],
)
def test_chapter_about_it_is_found_with_the_marks_that_were_typed(query: str, found: list[tuple[str, str]]) -> None:
    assert chapters(query) == found
