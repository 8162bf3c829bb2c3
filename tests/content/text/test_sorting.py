"""Guards the order of titles and names: that of CLDR for Vietnamese, numbers and punctuation as a librarian files them.

The golden rows were put in order by ICU 72.1's collator for the locale vi (CLDR 42).
"""

from __future__ import annotations

import csv
import random
import shutil
import sqlite3
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.text import old_style_tones, sort_key
from content.text.sorting import SORTED_LENGTH

WORDS_BY_ICU = """
a | à | ả | ã | á | ạ | ă | ằ | ẳ | ẵ | ắ | ặ | â | ầ | ẩ | ẫ | ấ | ậ | ba | Ba | BA | bà | Bà | bả | bã | bá |
bạ | ba con | bà con | bác | bạc | Bác Ái | bàn là | ban làng | bản làng | bán lẻ | Bắc Yên | băn | bắn | bặn |
bân | bần | bẩn | bẫn | bấn | bận | ca | cà | cá | chè | chẻ | chẽ | ché | con dao | con đò | con đường | cồn đất |
cơn đau | da | Da | dá | dạ | dân | doan | dũng | đa | Đa | đà | Đà | đả | đã | đá | đạ | đàn | đoan | Đoàn |
đoán | đũng | e | è | é | em | ê | ề | ể | ễ | ế | ệ | êm | f | fa | ga | gà | gạ | ghe | ghê | hoa | hòa | hóa |
hoàn | hoàng | i | ì | í | ia | im | ít | j | ja | ke | kê | khoa | khóa | kỳ | kỷ | la | là | lả | lã | lá | lạ |
ma | mà | mả | mã | má | mạ | mo | mò | mô | mồ | mơ | mờ | mợ | na | nam | Nam | năm | nấm | nậm | nghe | ngo |
ngô | ngơ | o | ò | ó | on | ô | ồ | ổ | ỗ | ố | ộ | ôn | ơ | ờ | ở | ỡ | ớ | ợ | ơn | pa | phap luật | pháp luật |
Pháp luật | phạp luật | phuong | phương | phường | phượng | quà | quả | quá | quạ | quê | quý | ra | rá | son la |
song đa | sông Đà | Sơn Dương | Sơn Động | sơn la | Sơn La | ta | tà | tả | tã | tá | tạ | to | tô | tơ | u | ù |
ủ | ũ | ú | ụ | um | ư | ừ | ử | ữ | ứ | ự | ưm | va | vie t | viet nam | Việt | viết nam | việt nam | Việt Nam |
vở | vỡ | w | web | xa | xã | y | ỳ | ỷ | ỹ | ý | ỵ | yên | z | zin
"""

COMMUNES_BY_ICU = """
Bắc Yên | Bình Thuận | Bó Sinh | Chiềng An | Chiềng Cơi | Chiềng Hặc | Chiềng Hoa | Chiềng Khoong | Chiềng Khương |
Chiềng La | Chiềng Lao | Chiềng Mai | Chiềng Mung | Chiềng Sại | Chiềng Sinh | Chiềng Sơ | Chiềng Sơn |
Chiềng Sung | Co Mạ | Đoàn Kết | Gia Phù | Huổi Một | Kim Bon | Long Hẹ | Lóng Phiêng | Lóng Sập | Mai Sơn |
Mộc Châu | Mộc Sơn | Muổi Nọi | Mường Bám | Mường Bang | Mường Bú | Mường Chanh | Mường Chiên | Mường Cơi |
Mường É | Mường Giôn | Mường Hung | Mường Khiêng | Mường La | Mường Lạn | Mường Lầm | Mường Lèo | Mường Sại |
Nậm Lầu | Nậm Ty | Ngọc Chiến | Pắc Ngà | Phiêng Cằm | Phiêng Khoài | Phiêng Pằn | Phù Yên | Púng Bánh |
Quỳnh Nhai | Song Khủa | Sông Mã | Sốp Cộp | Suối Tọ | Tà Hộc | Tạ Khoa | Tà Xùa | Tân Phong | Tân Yên |
Thảo Nguyên | Thuận Châu | Tô Hiệu | Tô Múa | Tường Hạ | Vân Hồ | Vân Sơn | Xím Vàng | Xuân Nha | Yên Châu |
Yên Sơn
"""


def _rows(golden: str) -> list[str]:
    return [row.strip() for row in golden.replace("\n", "|").split("|") if row.strip()]


def _shuffled(rows: list[str]) -> list[str]:
    return random.Random(len(rows)).sample(rows, len(rows))  # noqa: S311 (a fixed seed, no secret)


@pytest.mark.parametrize("golden", [WORDS_BY_ICU, COMMUNES_BY_ICU], ids=["words", "communes"])
def test_order_is_that_of_icu(golden: str) -> None:
    rows = _rows(golden)
    assert len(rows) in {231, 75}
    assert sorted(_shuffled(rows), key=sort_key) == rows
    for one, other in pairwise(rows):
        assert sort_key(one) < sort_key(other), (one, other)


@pytest.mark.shared
def test_communes_of_the_province_are_those_of_the_golden_rows(shared_data: Path) -> None:
    with (shared_data / "admin/sonla_75_units.tsv").open(encoding="utf-8", newline="") as lines:
        names = [row["name"] for row in csv.DictReader(lines, delimiter="\t")]
    assert sorted(names, key=sort_key) == _rows(COMMUNES_BY_ICU)


def test_database_sorts_keys_as_python_does() -> None:
    rows = [*_rows(WORDS_BY_ICU), *_rows(COMMUNES_BY_ICU), "Tập 2", "Tập 10", "ꪵꪀ", "Война", "“Ân”", ""]
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE title (text TEXT, sort_key BLOB) STRICT")
    database.executemany("INSERT INTO title VALUES (?, ?)", [(row, sort_key(row)) for row in _shuffled(rows)])
    stored = [text for (text,) in database.execute("SELECT text FROM title ORDER BY sort_key")]
    database.close()
    assert stored == sorted(rows, key=sort_key)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Tập 2", "Tập 10"),
        ("Tập 9", "Tập 09a"),
        ("100 câu hỏi", "1.000 câu hỏi"),
        ("1.000 câu hỏi", "Câu hỏi"),
        ("Lớp 9", "Lớp chín"),
        ("Ân tình", "“Ấn tượng”"),
        ("C", "C++"),
        ("z", "ꪀ"),
        ("z", "Война"),
        ("Bắc Yên", "Bắcyên"),
        ("café", "cafe latte"),
    ],
)
def test_librarian_finds_it_before(first: str, then: str) -> None:
    assert sort_key(first) < sort_key(then)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("“Tắt đèn”", "Tắt đèn"),
        ("Thái-Mường", "Thái – Mường"),
        ("Ðoàn Kết", "Đoàn Kết"),
        (unicodedata.normalize("NFD", "Quỳnh Nhai"), "Quỳnh Nhai"),
        ("Tập 02", "Tập 2"),
    ],
)
def test_what_does_not_count_does_not_move_a_title(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


def test_tai_viet_vowel_written_first_sorts_after_its_consonant() -> None:
    words = ["ꪀꪱ", "ꪵꪀ", "ꪁꪱ", "ꪹꪁ"]
    assert sorted(_shuffled(words), key=sort_key) == words


@given(st.text(st.characters(codec=None)), st.text(st.characters(codec=None)))
def test_any_two_texts_have_an_order(one: str, other: str) -> None:
    first, second = sort_key(one), sort_key(other)
    assert first.count(b"\x00") == second.count(b"\x00") == 2
    assert (first < second) + (first == second) + (first > second) == 1


@given(st.text(st.characters(codec=None)))
def test_key_does_not_depend_on_how_letters_are_composed(text: str) -> None:
    short = text[: SORTED_LENGTH // 8]
    assert sort_key(unicodedata.normalize("NFD", short)) == sort_key(unicodedata.normalize("NFC", short))


@given(st.lists(st.text("aáàăâđdDĐ 12-ơ", max_size=6)))
def test_sorting_twice_keeps_the_order(texts: list[str]) -> None:
    once = sorted(texts, key=sort_key)
    assert sorted(once, key=sort_key) == once


def test_endless_title_has_a_bounded_key() -> None:
    assert len(sort_key("9" * 100_000)) < 1000
    assert len(sort_key("ꪀ" * 100_000)) < 2000


ONSETS = "- b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x f j w z"
VOWELS = "a ă â e ê i o ô ơ u ư y ia iê ươ uô oa oe uy uyê"


def _random_words(count: int) -> list[str]:
    """Made-up Vietnamese words, some of them equal but for tone or case."""
    chance = random.Random(75)  # noqa: S311 (a fixed seed, no secret)
    tones = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]

    onsets, vowels = ONSETS.replace("-", "").split(" "), VOWELS.split(" ")

    def syllable() -> str:
        vowel = chance.choice(vowels)
        word = chance.choice(onsets) + vowel + chance.choice(tones) + chance.choice(["", "n", "ng", "t", "c", "m"])
        return chance.choice([word, word, word.capitalize(), word.upper()])

    words = {" ".join(syllable() for _ in range(chance.choice([1, 1, 2, 3]))) for _ in range(count)}
    return sorted({old_style_tones(unicodedata.normalize("NFC", word)) for word in words})


@pytest.mark.desk("chromium")
def test_order_of_many_words_is_that_of_the_browser() -> None:
    from playwright.sync_api import sync_playwright

    words = _random_words(5000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        by_browser = browser.new_page().evaluate("words => words.sort(new Intl.Collator('vi').compare)", words)
        browser.close()
    assert sorted(words, key=sort_key) == by_browser
