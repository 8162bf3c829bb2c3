"""Guards the simple search: with marks or without, all words, best first, never a crash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.catalogue import spelled
from content.library import Library
from content.records import Creator, Subjects
from content.search import Question, rank_near, rank_titles
from content.search.questions import WORDS_MAX
from tests.content.libraries import catalogue, open_library, put, record

BOOKS = (
    record("1", title="Dế mèn phiêu lưu ký", creators=(Creator("Tô Hoài"),)),
    record("2", title="Đất rừng phương Nam", creators=(Creator("Đoàn Giỏi"),)),
    record("3", title="Luật Đất đai", subjects=Subjects(keywords=("đất đai", "pháp luật"))),
    record("4", title="Hỏi đáp về đất đai", publisher="NXB Tư pháp"),
    record("5", title="Đất", creators=(Creator("Anh Đức"),)),
    record("6", title="Kỹ thuật nuôi dê"),
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = open_library(tmp_path)
    put(library, *BOOKS)
    return library


def no_spelling(keys: Sequence[int]) -> Mapping[int, str]:
    return dict.fromkeys(keys, "")


def search(library: Library, query: str) -> list[str]:
    found = catalogue(library)

    def spelling(keys: Sequence[int]) -> Mapping[int, str]:
        return spelled(found.connection, keys)

    question = Question.read(query)
    keys = rank_titles(question, found.titles(), spelling) or rank_near(question, found.titles(), spelling)
    return [entry.title for entry in found.entries(keys)]


@pytest.mark.parametrize("query", ["dế mèn", "de men", "DE MEN", "Dế Mèn!", "  men   dế ", "dế\u0301 mèn"[:2] + " mèn"])
def test_title_is_found_with_marks_or_without(library: Library, query: str) -> None:
    assert search(library, query) == ["Dế mèn phiêu lưu ký"]


@pytest.mark.parametrize("query", ["đất rừng", "dat rung", "Đat Rung"])
def test_d_with_a_stroke_is_found_by_a_plain_d(library: Library, query: str) -> None:
    assert search(library, query) == ["Đất rừng phương Nam"]


def test_best_comes_first(library: Library) -> None:
    assert search(library, "đất") == [
        "Đất",
        "Đất rừng phương Nam",
        "Hỏi đáp về đất đai",
        "Luật Đất đai",
    ]
    assert search(library, "đất đai")[:2] == ["Hỏi đáp về đất đai", "Luật Đất đai"]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("tô hoài", "Dế mèn phiêu lưu ký"),
        ("phap luat", "Luật Đất đai"),
        ("nxb tu phap", "Hỏi đáp về đất đai"),
        ("phiêu lư", "Dế mèn phiêu lưu ký"),
        ("dat hoi", "Hỏi đáp về đất đai"),
    ],
)
def test_creators_subjects_publishers_and_beginnings_are_found(library: Library, query: str, title: str) -> None:
    assert search(library, query) == [title]


@pytest.mark.parametrize("query", ["", "   ", "!?", "không có sách này", "đất mèn"])
def test_what_is_not_there_is_not_found(library: Library, query: str) -> None:
    assert search(library, query) == []


def test_only_so_many_words_count() -> None:
    titles = [(1, f" {' '.join(f'tu{n}' for n in range(WORDS_MAX))} \n  \n  \n  ")]
    query = " ".join([*(f"tu{n}" for n in range(WORDS_MAX)), "khac"])
    assert rank_titles(Question.read(query), titles, no_spelling) == [1]


@given(st.text(max_size=200))
def test_any_query_has_an_answer(query: str) -> None:
    titles = [(1, " dat rung \n to hoai \n  \n  "), (2, " dat \n  \n  \n  ")]
    question = Question.read(query)
    found = rank_titles(question, titles, no_spelling) + rank_near(question, titles, no_spelling)
    assert set(found) <= {1, 2}
