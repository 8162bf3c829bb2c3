"""Guards how texts are compared: "phap luat" and "Pháp luật" are the same, and no word of another script is damaged."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.text import exact, fold, normalise, syllables
from content.text.fold import fold_in_place

VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
ANY_TEXT = st.one_of(
    st.text("\ufffe\uffff\x00\x08\x1c\x7f\x85\ufeff\xadaÀ "),
    st.text(st.characters(codec=None)),
    st.text(VIETNAMESE + VIETNAMESE.upper() + " \n“”–fjwz0123456789/-"),
    st.text("aAiİıǰẞßΣσΪ\u0301\u0300\u0323\u0345\u05b0\u200b\u00ad\u3099かꪀꪴ꪿ÐĐ 1\u034f\u1100\u1161"),
)


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("Đường  lên\nĐiện Biên", "duong len dien bien"),
        ("PHÁP LUẬT", "phap luat"),
        ("Ðà Ɖà đà ðà", "da da da da"),
        ("14/2019/QĐ-TTg", "14/2019/qd-ttg"),
        ("Müller, Łódź, Øresund, İstanbul", "muller, lodz, oresund, istanbul"),
        ("thư\u00adviện", "thuvien"),
        ("q\u0300 x\u0323\u0301", "q x"),
        ("Война и мир, йод", "война и мир, йод"),
        ("ꪼꪒ ꪜꪱꪉ ꪀꪴ꪿", "ꪼꪒ ꪜꪱꪉ ꪀꪴ꪿"),
        ("ກະສັດ ກິ່ງ", "ກະສັດ ກິ່ງ"),
        ("", ""),
    ],
)
def test_text_folds_to_what_a_hurried_reader_types(given_text: str, wanted: str) -> None:
    assert fold(given_text) == wanted


def test_every_vietnamese_letter_folds_to_one_plain_letter() -> None:
    folded = fold(VIETNAMESE)
    assert folded.isascii()
    assert len(folded) == len(VIETNAMESE)
    assert fold(VIETNAMESE.upper()) == folded
    assert set(folded) == set("abcdeghiklmnopqrstuvxy")


@given(ANY_TEXT)
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text)) == fold(text)


@given(ANY_TEXT)
def test_stored_form_folds_like_the_text_itself(text: str) -> None:
    assert fold(normalise(text)) == fold(text)


@given(ANY_TEXT)
def test_text_folded_in_place_is_folded_like_any_other(text: str) -> None:
    folded = fold_in_place(text)
    if folded is not None:
        assert len(folded) == len(text)
        assert " ".join(folded.split()) == fold(text)


def test_common_and_uncommon_characters_fold_alike() -> None:
    """The table of single bytes and the way around it agree on every letter."""
    for letter in VIETNAMESE + VIETNAMESE.upper() + "“”«»–—…·°×²³•0189/":
        assert fold(letter) == fold(letter + "\u0451")[:-1]


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("14/2019/QĐ-TTg", ["14", "2019", "qd", "ttg"]),
        ("“Tắt đèn” (Ngô Tất Tố)", ["tat", "den", "ngo", "tat", "to"]),
        ("tên_tệp.epub", ["ten", "tep", "epub"]),
        ("ꪼꪒ ꪜꪱꪉ ꪀꪴ꪿", ["ꪼꪒ", "ꪜꪱꪉ", "ꪀꪴ꪿"]),
        (" – … ", []),
    ],
)
def test_text_falls_into_syllables(given_text: str, wanted: list[str]) -> None:
    assert syllables(given_text) == wanted


def test_exact_form_keeps_marks_and_settles_the_place_of_tones() -> None:
    assert exact("  Hoà   BÌNH ") == "hòa bình"
    assert exact("UỶ BAN") == "ủy ban"
    assert exact("hoa binh") != exact("hòa bình")


@given(ANY_TEXT)
def test_exact_form_folds_like_the_text_itself(text: str) -> None:
    assert fold(exact(text)) == fold(text)


@pytest.mark.shared
def test_published_examples_of_removing_marks_hold(shared_data: Path) -> None:
    with (shared_data / "text/tone_vectors/remove_tone_mark.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) > 50
    for row in rows:
        assert fold(row["input"]) == " ".join(row["want"].lower().split()), row["name"]
