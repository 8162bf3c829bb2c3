"""Guards what a reader sees of a find: the text as written, the right words marked, nothing lost and nothing added."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.text import ELLIPSIS, FoldedText, Segment, find_all, fold, snippet, syllables

PASSAGE = (
    "Điều 1. Nhà nước bảo hộ quyền của người dân.\n"
    "Điều 2. Thư viện xã mở cửa cả ngày nghỉ; người dân vào đọc không mất tiền. "
    "Điều 3. Pháp luật về thư viện được niêm yết ở nhà văn hóa, để người dân tộc thiểu số đọc được bằng tiếng mình."
)
LETTERS = "aàáâăbdđeêghinoôơtuưyAĐ \n,.\u0300\u0301\u0323\u00ad\u200bꪀꪴꪵİßcnoiưvl019_"
TEXTS = st.text(LETTERS, max_size=60)


def _marked(segments: tuple[Segment, ...]) -> list[str]:
    return [segment.text for segment in segments if segment.hit]


def _joined(segments: tuple[Segment, ...]) -> str:
    return "".join(segment.text for segment in segments)


def test_words_asked_without_marks_are_shown_with_them() -> None:
    shown = snippet(PASSAGE, syllables("phap luat thu vien"), 60)
    assert _marked(shown) == ["Pháp", "luật", "thư", "viện"]
    assert shown[0] == shown[-1] == Segment(ELLIPSIS, hit=False)
    assert _joined(shown[1:-1]) in PASSAGE
    assert len(_joined(shown[1:-1])) <= 60


def test_place_with_most_of_the_words_wins_over_an_earlier_one() -> None:
    text = "người " + "x " * 100 + "người đọc " + "y " * 100 + "người dân đọc sách " + "z " * 50
    assert _marked(snippet(text, ["nguoi", "dan", "doc"], 40)) == ["người", "dân", "đọc"]


def test_words_in_the_order_asked_win_over_the_same_words_apart() -> None:
    text = "nhà ở của nước ta " + "x " * 100 + "nhà nước " + "y " * 100
    assert _marked(snippet(text, ["nha", "nuoc"], 30)) == ["nhà", "nước"]
    assert "nhà nước" in "".join(segment.text for segment in snippet(text, ["nha", "nuoc"], 30)).replace("…", "")


def test_text_without_a_hit_is_shown_from_its_beginning() -> None:
    shown = snippet(PASSAGE, ["voi"], 20)
    assert [segment.hit for segment in shown] == [False, False]
    assert PASSAGE.startswith(shown[0].text)
    assert shown[1].text == ELLIPSIS
    assert snippet("", ["voi"], 20) == ()
    assert _joined(snippet("ngắn", [], 20)) == "ngắn"


def test_short_text_is_shown_whole() -> None:
    assert snippet("Thư viện xã", ["vien"], 80) == (
        Segment("Thư ", hit=False),
        Segment("viện", hit=True),
        Segment(" xã", hit=False),
    )


def test_decomposed_text_is_marked_letter_with_marks() -> None:
    text = unicodedata.normalize("NFD", "Thư viện xã Chiềng Cơi")
    assert _marked(snippet(text, ["vien"], 80)) == [unicodedata.normalize("NFD", "viện")]
    assert _joined(snippet(text, ["vien"], 80)) == text


def test_half_a_syllable_is_no_hit() -> None:
    assert find_all("Khuyến học, họ, học_sinh", "hoc")[0].start == 7
    assert len(find_all("Khuyến học, họ, học_sinh", "hoc")) == 2
    assert find_all("an toàn", "toa") == ()
    assert _marked(snippet("thanh thản than", ["than"], 40)) == ["thản", "than"]


def test_whole_phrase_comes_before_its_words() -> None:
    found = find_all(PASSAGE, "THU VIEN")
    assert [PASSAGE[span.start : span.end] for span in found] == ["Thư viện", "thư viện"]
    assert all(span.phrase for span in found)


def test_phrase_goes_on_over_punctuation_and_line_ends() -> None:
    text = "văn\nhóa – thể   thao; 14/2019/QĐ-TTg"
    assert [text[span.start : span.end] for span in find_all(text, "van hoa the thao")] == ["văn\nhóa – thể   thao"]
    assert [text[span.start : span.end] for span in find_all(text, "14/2019/qd-ttg")] == ["14/2019/QĐ-TTg"]


def test_words_apart_are_found_only_if_all_of_them_occur() -> None:
    found = find_all(PASSAGE, "tiền thư viện")
    assert [PASSAGE[span.start : span.end] for span in found] == ["Thư", "viện", "tiền", "thư", "viện"]
    assert not any(span.phrase for span in found)
    assert find_all(PASSAGE, "thư viện voi") == ()
    assert find_all(PASSAGE, " … ") == ()


def test_repeated_words_make_one_phrase_after_the_other() -> None:
    assert [(span.start, span.end) for span in find_all("xb b b b", "b b")] == [(3, 6)]


def test_scripts_without_spaces_are_searched_inside_their_runs() -> None:
    text = "ປະກາດສາກົນກ່ຽວກັບສິດ"
    assert len(find_all(text, "ສາກົນ")) == 1
    assert len(find_all("ꪼꪒ ꪜꪱꪉꪶꪭꪥ", "ꪜꪱꪉ")) == 1
    assert len(find_all("圖書館", "書")) == 1


def test_letter_with_other_vowel_marks_is_another_syllable() -> None:
    assert find_all("ꪀꪴ ꪀꪲ", "ꪀ") == ()
    assert len(find_all("ꪀꪴ ꪀꪲ", "ꪀꪲ")) == 1
    assert find_all("कम काम", "का") == ()


def test_text_folded_once_answers_many_questions() -> None:
    folded = FoldedText.of(PASSAGE)
    for query in ("nguoi dan", "thu vien", "phap luat"):
        assert find_all(folded, query) == find_all(PASSAGE, query)
        assert snippet(folded, syllables(query), 50) == snippet(PASSAGE, syllables(query), 50)


def test_question_of_a_thousand_words_is_answered() -> None:
    words = syllables("pháp luật " * 500)
    assert _marked(snippet(PASSAGE, words, 60))[:2] == ["Pháp", "luật"]
    assert find_all(PASSAGE, "pháp luật " * 500)


@given(TEXTS, st.lists(st.sampled_from(["a", "d", "no", "i", "co", "ꪀꪴ", "0"]), max_size=4), st.integers(0, 70))
def test_snippet_shows_the_text_as_it_stands(text: str, words: list[str], width: int) -> None:
    shown = snippet(text, words, width)
    inner = [segment for segment in shown if segment.text != ELLIPSIS]
    stretch = "".join(segment.text for segment in inner)
    assert all(segment.text for segment in shown)
    if shown and shown[0].text != ELLIPSIS:
        assert text.startswith(stretch)
    if shown and shown[-1].text != ELLIPSIS:
        assert text.endswith(stretch)
    assert stretch in text
    if width >= len(text):
        assert stretch == text
    assert all(fold(segment.text) in words for segment in inner if segment.hit)


@given(TEXTS, st.lists(st.sampled_from(["a", "đ", "nơ", "ị", "co", "0"]), min_size=1, max_size=3))
def test_what_is_found_is_what_was_asked(text: str, words: list[str]) -> None:
    asked = {fold(word) for word in words}
    found = find_all(text, " ".join(words))
    for span in found:
        here = fold(text[span.start : span.end])
        assert set(syllables(here)) == asked if span.phrase else here in asked
    assert [span.start for span in found] == sorted({span.start for span in found})
    if not found:
        assert not asked <= set(syllables(text))


@given(TEXTS)
def test_folded_text_is_the_fold_of_the_text(text: str) -> None:
    folded = FoldedText.of(text)
    assert " ".join(folded.folded.split()) == fold(text)
    assert folded.span(0, len(folded.folded)).end == len(text)


@pytest.mark.parametrize("width", [-5, 0, 1])
def test_word_longer_than_the_window_is_still_shown(width: int) -> None:
    assert _marked(snippet("một hai ba", ["hai"], width)) == ["hai"]
