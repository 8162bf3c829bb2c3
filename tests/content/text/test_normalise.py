"""Guards the stored form of a text: composed, spelled with the Vietnamese đ, free of what nobody sees."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.text import ELLIPSIS, normalise, old_style_tones, one_line
from content.text.normalise import MARKS_MAX


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("", ""),
        ("Tiê\u0301ng Viê\u0323t", "Tiếng Việt"),
        ("Ðoàn Kết, ðường, Ɖà", "Đoàn Kết, đường, Đà"),
        ("thư\u00adviện", "thưviện"),
        ("thư\u00a0viện\u2009xã\u3000Co Mạ", "thư viện xã Co Mạ"),
        ("\ufeffTắt\u200b đèn\u2060", "Tắt đèn"),
        ("a\u0000b\u0007c\u0085d\u009fe", "abc\nde"),
        ("một\r\nhai\rba\u2028bốn\x0cnăm", "một\nhai\nba\nbốn\nnăm"),
        ("  hai  dấu \t \tcách\t\n  đầu dòng  ", "hai dấu cách\nđầu dòng"),
        ("nửa cặp \ud800 thay thế", "nửa cặp thay thế"),
        ("کتاب\u200cها", "کتاب\u200cها"),
    ],
)
def test_text_gets_its_stored_form(given_text: str, wanted: str) -> None:
    assert normalise(given_text) == wanted


def test_place_to_break_a_line_stays_between_tai_viet_letters_and_nowhere_else() -> None:
    assert normalise("ꪼꪒ\u200b\u200bꪜꪱꪉ thư\u200bviện ꪼꪒ\u200b") == "ꪼꪒ\u200bꪜꪱꪉ thưviện ꪼꪒ"


def test_paragraphs_keep_their_line_ends() -> None:
    assert normalise("đoạn một\n\nđoạn hai") == "đoạn một\n\nđoạn hai"


@given(st.text(st.characters(codec=None)))
def test_stored_form_is_composed_and_stays_as_it_is(text: str) -> None:
    stored = normalise(text)
    assert unicodedata.is_normalized("NFC", stored)
    assert normalise(stored) == stored
    assert stored.encode().decode() == stored


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("hoà bình, Hoà Bình, HOÀ BÌNH", "hòa bình, Hòa Bình, HÒA BÌNH"),
        ("sức khoẻ, thuỷ lợi, uỷ ban, loà xoà", "sức khỏe, thủy lợi, ủy ban, lòa xòa"),
        ("qúy, qúi, qùa, QÚY", "quý, quí, quà, QUÝ"),
        ("hoàn, quý, tuyến, khuỷu, huýt, hoạch, quỳ", "hoàn, quý, tuyến, khuỷu, huýt, hoạch, quỳ"),
        ("hòa, thủy, khóe", "hòa, thủy, khóe"),
        ("toà_án hoá1", "tòa_án hóa1"),
    ],
)
def test_tone_marks_stand_where_the_old_style_has_them(given_text: str, wanted: str) -> None:
    assert old_style_tones(given_text) == wanted


@given(st.text("aoeuyqhnàáảãạòóỏõọỳýỷỹỵèéẻẽẹÙÚỦŨỤQOE ", max_size=20))
def test_moving_tones_is_done_once_and_keeps_every_letter_in_its_place(text: str) -> None:
    moved = old_style_tones(text)
    assert old_style_tones(moved) == moved
    assert len(moved) == len(text)
    bare = str.maketrans(dict.fromkeys("\u0300\u0301\u0303\u0309\u0323"))
    assert unicodedata.normalize("NFD", moved).translate(bare) == unicodedata.normalize("NFD", text).translate(bare)


def test_long_title_is_cut_after_a_word() -> None:
    title = "Truyện kể về những người giữ rừng ở bản Nậm Lầu"
    assert one_line(title, 30) == "Truyện kể về những người giữ…"
    assert one_line(title, len(title)) == title


def test_title_without_spaces_is_cut_anywhere_but_between_letter_and_mark() -> None:
    assert one_line("a" * 50, 10) == "a" * 9 + ELLIPSIS
    assert one_line("ꪶꪀ" + "q\u0307\u0300" * 9, 10) == "ꪶꪀ" + "q\u0307\u0300" * 2 + ELLIPSIS


def test_title_cannot_turn_the_page_around_nor_climb_out_of_its_line() -> None:
    assert one_line("Sách\u202e hay\u2066\n\nlắm", 40) == "Sách hay lắm"
    tower = one_line("Z" + "\u0300\u0316" * 100 + "algo", 40)
    assert tower == unicodedata.normalize("NFC", "Z" + "\u0316" * MARKS_MAX + "algo")
    assert one_line("\u0301" * 60, 40) == ""


def test_endless_title_is_read_no_further_than_it_needs() -> None:
    assert one_line("Tắt đèn " * 1_000_000, 20) == "Tắt đèn Tắt đèn Tắt…"
    assert one_line("Z" + "\u0316" * 1_000_000, 20) == "Z" + "\u0316" * MARKS_MAX


def test_line_without_room_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="at least one character"):
        one_line("Tắt đèn", 0)


@given(st.text(st.characters(codec=None)), st.integers(1, 30))
def test_line_is_always_one_and_never_too_long(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line) <= limit
    assert len(line.splitlines()) <= 1
    assert line == line.strip()
