"""Guards what a book says of itself in words: no markup, no hard wraps, no labels, no title or name that is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.formats.epub._description import description, plain_text
from content.formats.flow.naming import is_title
from content.formats.reading import Description
from tests.content.formats.epub.books import read_book
from tests.epubs import document, make_epub, prose

NAMES = ("Truyện Kiều", "Nguyễn Du")


def said_of(folder: Path, metadata: str, *chapters: str) -> Description:
    path = make_epub(folder / "b.epub", metadata=metadata, chapters=chapters or ["<p>a</p>"])
    return read_book(path, folder / "out").extract.description


def test_lines_that_were_broken_because_they_were_full_are_joined() -> None:
    words = prose(1, 60).split()
    wrapped = "\n".join(" ".join(words[start : start + 14]) for start in range(0, 60, 14))
    assert plain_text(f"{wrapped}\n\n{wrapped}") == f"{' '.join(words)}\n{' '.join(words)}"


def test_lines_of_their_own_stay() -> None:
    assert plain_text("Một truyện ngắn.\nHai truyện dài.\nBa bài thơ.") == (
        "Một truyện ngắn.\nHai truyện dài.\nBa bài thơ."
    )
    long_lines = f"{prose(1, 40)}\n{prose(2, 40)}"
    assert plain_text(long_lines) == long_lines


def test_lines_of_markup_mean_nothing_but_breaks_do() -> None:
    assert plain_text("<p>Một\ncách nói</p>\n<p>Hai<br/>ba</p>") == "Một cách nói\nHai\nba"
    assert plain_text("&lt;p&gt;Một &amp;amp; hai&lt;/p&gt;") == "Một & hai"


@pytest.mark.parametrize(
    "line",
    [
        "Truyện: Truyện Kiều",
        "Tác giả: Nguyễn Du",
        "Truyện Kiều - Nguyễn Du",
        "NGUYỄN DU",
        "Tạo bởi: Nguyễn Kim Vỹ",
        "Ebook by Lan Giao",
        "Tạo ebook: Caruri",
        "Nguồn: http://vnthuquan.net",
        "***",
    ],
)
def test_lines_that_repeat_the_title_or_name_the_maker_of_the_file_go(line: str) -> None:
    assert description(f"{line}\nNàng Kiều bán mình chuộc cha.", NAMES) == "Nàng Kiều bán mình chuộc cha."


@pytest.mark.parametrize("line", ["Truyện kể về nàng Kiều.", "Sách này hay.", "Tác giả: Lê Lợi", "By the river."])
def test_lines_that_say_something_stay(line: str) -> None:
    assert description(line, NAMES) == line


@pytest.mark.parametrize(
    "text",
    [
        "zip",
        "TODO",
        "unknown",
        "[Untitled]",
        "Không có tên",
        "book.epub",
        "Truyen Kieu.docx",
        "Microsoft Word - Document1",
        "truyen_kieu_nguyen_du",
        "12345678-1234-1234-1234-123456789abc",
        "urn:uuid:12345678-1234-1234-1234-123456789abc",
        "9786041234567",
        "…",
    ],
)
def test_what_a_program_puts_is_no_title(tmp_path: Path, text: str) -> None:
    assert not is_title(text)
    chapters = [f"<h1>Chương 1</h1><p>{prose(1)}</p>", f"<h1>Bến Lo</h1><p>{prose(2)}</p>"]
    assert said_of(tmp_path, f"<dc:title>{text}</dc:title>", *chapters).title == "Bến Lo"


@pytest.mark.parametrize("text", ["1984", "Nghèo", "AN TƯ", "X", "Việt Nam 2.0", "Bìa sách xưa", "Snow_White"])
def test_titles_are_kept_as_given(text: str) -> None:
    assert is_title(text)


def test_title_that_documents_agree_on_is_that_of_the_book(tmp_path: Path) -> None:
    chapters = [document(f"<h1>Hồi {n}</h1><p>{prose(n)}</p>", title="Tiêu Sơn tráng sĩ") for n in range(1, 4)]
    assert said_of(tmp_path, "<dc:title>Untitled</dc:title>", *chapters).title == "Tiêu Sơn tráng sĩ"


@pytest.mark.parametrize("name", ["Unknown", "[Unknown]", "Không rõ", "Chưa rõ tác giả", "Đang cập nhật", "Author"])
def test_nobody_is_no_creator(tmp_path: Path, name: str) -> None:
    assert said_of(tmp_path, f"<dc:title>x y</dc:title><dc:creator>{name}</dc:creator>").creators == ()


@pytest.mark.parametrize("name", ["Nhiều tác giả", "Khuyết danh"])
def test_who_is_many_or_unnamed_on_the_title_page_is_so_here(tmp_path: Path, name: str) -> None:
    said = said_of(tmp_path, f"<dc:title>x y</dc:title><dc:creator>{name}</dc:creator>")
    assert [creator.name for creator in said.creators] == [name]


@pytest.mark.parametrize("name", ["vnthuquan.net", "http://isach.info", "Nguyễn Kim Vỹ - a@b.vn", "Microsoft"])
def test_sites_and_addresses_are_no_publishers(tmp_path: Path, name: str) -> None:
    assert said_of(tmp_path, f"<dc:title>x y</dc:title><dc:publisher>{name}</dc:publisher>").publisher == ""
