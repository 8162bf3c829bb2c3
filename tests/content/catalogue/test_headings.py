"""Guards lines of contents in folded form: they come, go and are filled in; the nearest come first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from content.catalogue import OverlayField, lay, withdraw
from content.catalogue.headings import fill_headings, folded_headings, records_without_headings
from content.library import Library
from content.records import ContentsEntry
from tests.content.libraries import NOW, catalogue, open_library, put, readable, record

LINES = (
    ContentsEntry(depth=0, title="Khai sinh, khai tử", part=1),
    ContentsEntry(depth=1, title="Đường đi", part=1, place="d"),
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = open_library(tmp_path)
    put(library, replace(readable(library, record("luat"), "một"), contents=LINES), record("khac"))
    return library


def found(library: Library, *words: str) -> list[ContentsEntry]:
    return [line for _, lines in catalogue(library).contents_with(words, most=9) for line in lines]


def test_contents_are_found_by_whole_folded_words(library: Library) -> None:
    assert found(library, "khai", "sinh") == list(LINES)
    assert found(library, "duong") == list(LINES)
    for words in (("kha",), ("khai", "nui"), (), ("%",), ("'",)):
        assert found(library, *words) == []


def test_at_most_so_many_records_are_looked_at(library: Library) -> None:
    put(library, *(replace(readable(library, record(f"r{n}"), f"{n}"), contents=LINES) for n in range(5)))
    assert len([*catalogue(library).contents_with(["khai"], most=3)]) == 3


def test_hidden_and_withdrawn_records_are_not_found(library: Library) -> None:
    with library.write() as tx:
        lay(tx, record("luat").id, OverlayField.HIDDEN, "1", now=NOW)
    assert found(library, "khai") == []
    with library.write() as tx:
        withdraw(tx, record("luat").id, now=NOW)
    assert library.read().execute("SELECT count(*) FROM heading").fetchone()[0] == 0


def test_nearest_contents_come_first_whatever_their_title(library: Library) -> None:
    lines = {"a": "Sinh con, nuôi con, khai báo", "b": "Thủ tục khai sinh", "c": "KHAI SINH", "d": "Khai báo"}
    for local, title in lines.items():
        whole = readable(library, record(local), local)
        put(library, replace(whole, contents=(ContentsEntry(depth=0, title=title, part=1),)))
    with_lines = [contents[0].title for _, contents in catalogue(library).contents_with(["khai", "sinh"], most=9)]
    assert with_lines == [lines["c"], lines["b"], LINES[0].title, lines["a"]]


def test_words_that_no_line_has_together_are_not_found(library: Library) -> None:
    assert found(library, "khai", "duong") == []


def test_only_contents_with_the_marks_that_were_typed_are_read(library: Library) -> None:
    def keys(*marked: str) -> int:
        return len([*catalogue(library).contents_with(["duong"], marked, most=9)])

    assert (keys(), keys("đường"), keys("dương")) == (1, 1, 0)


def test_other_marks_do_not_use_up_how_many_are_looked_at(library: Library) -> None:
    for local, title in (("a", "Chương cuối"), ("b", "Lời cuối"), ("c", "Những truyện cười")):
        whole = readable(library, record(local), local)
        put(library, replace(whole, contents=(ContentsEntry(depth=0, title=title, part=1),)))
    (only,) = catalogue(library).contents_with(["cuoi"], ["cười"], most=1)
    assert only[1][0].title == "Những truyện cười"


def test_first_words_of_a_chapter_without_a_heading_are_no_heading(library: Library) -> None:
    line = ContentsEntry(depth=0, title="Khai bắn liền hai phát súng…", part=1)
    put(library, replace(readable(library, record("an"), "an"), contents=(line,)))
    assert line not in found(library, "khai")


def test_contents_are_read_only_as_they_are_asked_for(library: Library) -> None:
    put(library, *(replace(readable(library, record(f"r{n}"), f"{n}"), contents=LINES) for n in range(5)))
    asked: list[str] = []
    connection = library.read()
    connection.set_trace_callback(asked.append)
    next(catalogue(library).contents_with(["khai"], most=9))
    connection.set_trace_callback(None)
    assert sum("FROM contents" in query for query in asked) == 1


def test_record_without_its_row_is_named_until_it_is_filled_in(library: Library) -> None:
    def rows() -> list[tuple[object, ...]]:
        return [tuple(row) for row in library.read().execute("SELECT * FROM heading")]

    blank = ContentsEntry(depth=0, title="* * *", part=1)
    put(library, replace(readable(library, record("sao"), "sao"), contents=(blank,)))
    before = rows()
    assert records_without_headings(library.read()) == []
    with library.write() as tx:
        tx.execute("DELETE FROM heading")
    keys = records_without_headings(library.read())
    assert len(keys) == len(before) == 2
    assert records_without_headings(library.read(), [record("sao").id]) == keys[1:]
    folded = [folded_headings(library.read(), key) for key in keys]
    with library.write() as tx:
        fill_headings(tx, [*folded, replace(folded[0], key=9_999)])
    assert rows() == before
    assert records_without_headings(library.read()) == []
