"""Guards the case of titles and names: Vietnamese names in one case get their capitals, everything else stays."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.text import as_a_name, is_in_capitals, is_without_marks


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("NAM CAO", "Nam Cao"),
        ("nam cao", "Nam Cao"),
        ("VŨ TRỌNG PHỤNG", "Vũ Trọng Phụng"),
        (unicodedata.normalize("NFD", "VŨ TRỌNG PHỤNG"), "Vũ Trọng Phụng"),
        ("nguyễn  thị đoàn", "Nguyễn Thị Đoàn"),
        ("HOÀNG-ĐẠO", "Hoàng-Đạo"),
        ("Nam Cao", "Nam Cao"),
        ("Nguyễn DU", "Nguyễn DU"),
        ("UNESCO", "UNESCO"),
        ("e.e. cummings", "e.e. cummings"),
        ("VICTOR HUGO", "VICTOR HUGO"),
        ("NXB TRẺ", "NXB TRẺ"),
        ("", ""),
    ],
)
def test_vietnamese_names_get_their_capitals(given_name: str, name: str) -> None:
    assert as_a_name(given_name) == name


@pytest.mark.parametrize("title", ["CHÍ PHÈO", "TẮT ĐÈN - NGÔ TẤT TỐ", "NGHÈO", "1984: NGÀY ẤY"])
def test_title_in_capitals_is_seen(title: str) -> None:
    assert is_in_capitals(title)


@pytest.mark.parametrize("title", ["Chí Phèo", "SOS", "AK-47", "2024", "", "ꪼꪕ ꪁꪫꪱꪣ", "Luật BHYT"])
def test_abbreviations_and_scripts_without_case_are_no_capitals(title: str) -> None:
    assert not is_in_capitals(title)


@pytest.mark.parametrize("title", ["Chi Pheo", "ban an che do thuc dan phap", "TAT DEN", "Song mon - tap 2"])
def test_title_that_lost_its_marks_is_seen(title: str) -> None:
    assert is_without_marks(title)


@pytest.mark.parametrize("title", ["Chí Phèo", "Robinson Crusoe", "Nam", "Oliver Twist", "1984", "", "Kieu sống"])
def test_titles_with_marks_and_foreign_ones_are_left_alone(title: str) -> None:
    assert not is_without_marks(title)


@given(st.text())
def test_name_keeps_its_letters(text: str) -> None:
    assert as_a_name(as_a_name(text)) == as_a_name(text)
    assert as_a_name(text).split() == text.split() or as_a_name(text).casefold() != ""
