"""Guards what villagers ask: sixty questions over a shelf of Vietnamese books, with marks, without, with slips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from content.records import ContentsEntry
from content.search import Fit, Question, TitleWords, answer, rank_name
from content.text import exact, fold, syllables

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


class _Shelves:
    """The shelf in memory."""

    def titles(self) -> Sequence[tuple[int, str]]:
        return TITLES

    def title_words(self) -> TitleWords:
        return WORDS

    def spelled(self, keys: Sequence[int]) -> Mapping[int, str]:
        return {key: "\n".join([*BOOKS[key], "", ""][:4]) for key in keys}

    def contents_with(
        self, words: Sequence[str], marked: Sequence[str], *, most: int
    ) -> Sequence[tuple[int, Sequence[ContentsEntry]]]:
        wanted = [*words, *marked]
        return [one for one in CONTENTS if all(word in _letters(one[1]) for word in wanted)][:most]

    def in_headings(self, phrases: Sequence[str]) -> set[str]:
        lines = [f" {' '.join(syllables(line.title))} " for _, lines in CONTENTS for line in lines]
        return {phrase for phrase in phrases if any(f" {phrase} " in line for line in lines)}


def _letters(lines: Sequence[ContentsEntry]) -> str:
    return " ".join(f"{fold(line.title)} {exact(line.title)}" for line in lines)


def named(keys: Sequence[int]) -> list[str]:
    return [BOOKS[key][0] for key in keys]


def found(query: str, *fits: Fit) -> list[str]:
    """Titles of what a query finds, where it fits so."""
    said = answer(query, _Shelves())
    return named(said.keys) if said.fit in fits else []


def chapters(query: str, *fits: Fit) -> list[tuple[str, str]]:
    said = answer(query, _Shelves())
    return [(BOOKS[key][0], line.title) for key, line in said.places] if said.fit in fits else []


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Sống mòn", "Sống Mòn"),
        ("song mon", "Sống Mòn"),
        ("SỐNG MÒN", "Sống Mòn"),
        ("sống mòn nam cao", "Sống Mòn"),
        ("nam cao sống mòn", "Sống Mòn"),
        ("sach song mon cua nam cao", "Sống Mòn"),
        ("doi thua", "Đời Thừa"),
        ("luc van tien", "Lục Vân Tiên"),
        ("Truyện Lục Vân Tiên", "Lục Vân Tiên"),
        ("van te", "Văn Tế Thập Loại Chúng Sinh"),
        ("nguyễn du", "Văn Tế Thập Loại Chúng Sinh"),
        ("tran quoc tuan", "Hịch Tướng Sĩ"),
        ("tìm sách hịch tướng sĩ", "Hịch Tướng Sĩ"),
        ("cờ thêu", "Lá cờ thêu sáu chữ vàng"),
        ("ha noi 36", "Hà Nội 36 phố phường"),
        ("ban an che do", "Bản án chế độ thực dân Pháp"),
        ("nguyen ai quoc", "Bản án chế độ thực dân Pháp"),
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
        ("hoàng đạo", "BÙN LẦY NƯỚC ĐỌNG"),
        ("hoang-dao", "BÙN LẦY NƯỚC ĐỌNG"),
        ("mot bua no", "Một Bữa No"),
        ("wi-fi", "Sổ tay bạn đọc"),
        ("huong dan dien thoai", "Sổ tay bạn đọc"),
    ],
)
def test_question_finds_its_book_first(query: str, first: str) -> None:
    assert found(query, Fit.WHOLE)[:1] == [first]


def test_everything_of_an_author_is_found_however_he_is_asked_for() -> None:
    for query in ("nam cao", "truyện của nam cao", "sách của tác giả Nam Cao", "NAM CAO"):
        assert found(query, Fit.WHOLE) == [book[0] for book in BOOKS if book[1] == "Nam Cao"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("đời thưa", "Đời Thừa"),
        ("la co theu sau chu v", "Lá cờ thêu sáu chữ vàng"),
        ("cơm thày cơm cô", "CƠM THẦY CƠM CÔ"),
        ("tiêu sơn tráng sĩ", "Tieu Son Trang Si"),
        ("đoi ban", "ĐÔI BẠN"),
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
    assert found(query, Fit.NEAR)[:1] == [first]


@pytest.mark.parametrize(
    "query",
    [
        *("truyện kiều", "hồ chí minh", "bác hồ", "ma túy", "vay vốn", "nuôi lợn", "học sinh", "của hồi môn"),
        *("chồng đánh vợ", "xe", "zzz", "", "!?"),
        *("kiểm lâm", "số đỏ", "thơ", "tắt", "tắt đèn", "cách chữa bệnh cho lợn", "đăng ký kết hôn"),
    ],
)
def test_what_is_not_there_is_not_guessed(query: str) -> None:
    assert answer(query, _Shelves()).fit is Fit.NONE


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
        ("đăng ký khai sinh", [(LAW, "Khai sinh, khai tử")]),
        ("dang ky khai sinh", [(LAW, "Khai sinh, khai tử")]),
        ("làm giấy khai sinh", [(LAW, "Khai sinh, khai tử")]),
        ("", []),
        ("cho", []),
    ],
)
def test_chapter_about_it_is_found_with_the_marks_that_were_typed(query: str, found: list[tuple[str, str]]) -> None:
    assert chapters(query, Fit.WHOLE) == found


@pytest.mark.parametrize("query", ["khai sing", "khai xinh", "khái sinh"])
def test_chapter_is_near_to_a_question_with_a_slip(query: str) -> None:
    assert chapters(query, Fit.NEAR) == [(LAW, "Khai sinh, khai tử")]


@pytest.mark.parametrize(
    ("query", "asked", "title"),
    [
        ("vợ chồng ly hôn chia đất", "ly hôn", "Của chung, ly hôn"),
        ("vay tiền ngân hàng", "vay tiền", "Vay tiền"),
        ("bố mẹ vay tiền thì con có phải trả không", "vay tiền", "Vay tiền"),
        ("lễ cưới hỏi người thái", "cưới hỏi", "Cưới hỏi"),
        ("bạn tôi khai sinh muộn ở xã", "khai sinh", "Khai sinh, khai tử"),
    ],
)
def test_long_question_finds_what_its_longest_run_of_words_finds(query: str, asked: str, title: str) -> None:
    said = answer(query, _Shelves())
    assert (said.fit, said.asked.text) == (Fit.PART, asked)
    assert chapters(query, Fit.PART) == [(LAW, title)]


def test_other_runs_are_offered_and_none_is_of_one_word() -> None:
    said = answer("bố vay tiền rồi bị phạt vì đi đường xa", _Shelves())
    assert (said.asked.text, [one.text for one in said.fewer]) == ("vay tiền", ["đi đường"])


def test_marks_that_were_typed_tell_words_apart() -> None:
    assert found("Nguyễn Du", Fit.WHOLE) == ["Văn Tế Thập Loại Chúng Sinh"]
    assert found("huong", Fit.WHOLE) == ["Sổ tay bạn đọc"]
    assert found("hương", Fit.WHOLE) == []
    assert found("gia đinh", Fit.NEAR) == ["Gia đình"]
    # An author whose name lost its marks is still found by it.
    assert "Tieu Son Trang Si" in found("khái hưng", Fit.WHOLE)


def test_tone_mark_may_stand_in_the_new_style() -> None:
    for query in ("lũy hoa", "luỹ hoa", "Luỹ Hoa"):
        assert found(query, Fit.WHOLE) == ["Lũy Hoa"]


@pytest.mark.parametrize(
    ("query", "rank"),
    [
        ("tiếng thái", 0),
        ("tieng thai", 0),
        ("sách tiếng Thái", 0),
        ("người thái", 0),
        ("thai", 0),
        ("tiếng thải", None),
        ("tiếng mông", None),
        ("", None),
        ("sách", None),
    ],
)
def test_list_is_found_by_its_name(query: str, rank: int | None) -> None:
    assert rank_name(Question.read(query), "Tiếng Thái") == rank


def test_list_is_found_by_half_of_its_name_and_by_a_piece_of_its_hint() -> None:
    assert rank_name(Question.read("luật"), "Pháp luật", "Luật, thủ tục, hỏi đáp") == 1
    assert rank_name(Question.read("báo"), "Báo, tạp chí") == 0
    assert rank_name(Question.read("sách"), "Sách") == 0
    assert rank_name(Question.read("chăn nuôi"), "Làm ăn", "Làm ruộng, chăn nuôi, buôn bán") == 2
    assert rank_name(Question.read("nuôi"), "Làm ăn", "Làm ruộng, chăn nuôi, buôn bán") is None
    assert rank_name(Question.read("la"), "Di sản Sơn La") is None
