"""Guards the words of all titles: they are made once, and answer as looking through all titles does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from content.search import TitleWords, TitleWordsCache, rank_alike
from content.text import syllables

BOOKS = [
    ("Lục Vân Tiên", "Nguyễn Đình Chiểu", "truyện thơ", "Tủ sách"),
    ("Sống mòn", "Nam Cao", "", ""),
    ("Sổ tay bạn đọc", "Tủ sách", "Wi-Fi, điện thoại", ""),
    ("Truyện cổ Thái", "", "truyện của bản", ""),
]
TITLES = [(7 * n, "\n".join(f" {' '.join(syllables(field))} " for field in book)) for n, book in enumerate(BOOKS)]
WORDS = TitleWords(TITLES)
QUERIES = st.lists(
    st.sampled_from([*" ".join(map(" ".join, BOOKS)).split(), "t", "so", "va", "tác giả", "zz", "?", "bản\n"]),
    max_size=5,
).map(" ".join)


@given(QUERIES)
def test_words_side_by_side_are_found_as_by_looking_through_all_titles(query: str) -> None:
    words = syllables(query)
    expected = [title for title in TITLES if f" {' '.join(words)} " in title[1]] if words else []
    assert WORDS.with_phrase(words) == expected


@given(st.sampled_from(["luc", "van", "tien", "nguyen", "song"]), st.integers(0, 5), st.sampled_from("aeghktz "))
def test_every_word_that_differs_by_a_letter_is_near(word: str, at: int, letter: str) -> None:
    at = min(at, len(word) - 1)
    swapped = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    for other in (
        word[:at] + letter + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + word[at + 1 :],
        swapped,
    ):
        assert word in WORDS.near(other)


def test_only_words_by_which_records_are_called_may_be_meant() -> None:
    assert "tien" in WORDS
    assert "tho" not in WORDS
    assert WORDS.near("tho") == set()
    assert rank_alike("truyen thơo", WORDS) == []


def test_words_stand_side_by_side_in_title_or_creators() -> None:
    assert [key for key, _ in WORDS.called(["van", "tien"])] == [0]
    assert [key for key, _ in WORDS.called(["tu", "sach"])] == [14]
    for words in (["luc", "tien"], ["tien", "nguyen"], ["zz"], []):
        assert WORDS.called(words) == []


def test_words_are_made_once_for_the_same_titles() -> None:
    cache = TitleWordsCache()
    first = cache.words(TITLES)
    assert cache.words(TITLES) is first
    others = TITLES[1:]
    assert cache.words(others).titles is others
    assert cache.words(others).with_phrase(["luc", "van", "tien"]) == []


def test_library_without_titles_answers() -> None:
    none = TitleWords([])
    assert none.with_phrase(["sach"]) == []
    assert rank_alike("lục vân tieng", none) == []
