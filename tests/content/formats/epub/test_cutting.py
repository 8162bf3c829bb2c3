"""Guards cutting: pages of bearable size, cut at headings and between paragraphs, nothing lost or doubled."""

from __future__ import annotations

import gzip
from pathlib import Path

from content.formats.reading import ReadLimits
from tests.content.formats.epub.books import Book, read_book
from tests.epubs import make_epub, prose

SMALL = ReadLimits(part_bytes=3_000)


def read_body(folder: Path, body: str, limits: ReadLimits = SMALL) -> Book:
    path = make_epub(folder / "b.epub", chapters=[body], contents=[(0, "Chương", "c1.xhtml")])
    return read_book(path, folder / "out", limits)


def test_short_chapter_stays_whole(tmp_path: Path) -> None:
    assert len(read_body(tmp_path, f"<h1>Chương</h1><p>{prose(1)}</p>").extract.parts) == 1


def test_long_chapter_is_cut_between_paragraphs(tmp_path: Path) -> None:
    paragraphs = [prose(n) for n in range(150)]
    book = read_body(tmp_path, "<h1>Chương</h1>" + "".join(f"<p>{text}</p>" for text in paragraphs))
    assert len(book.extract.parts) > 3
    for part in book.extract.parts:
        assert len(gzip.compress(book.html(part.number).encode())) <= 3_000
        assert part.title == "Chương"
    shown = [element.text_content() for part in book.extract.parts for element in book.tree(part.number).iter("p")]
    assert shown == paragraphs


def test_pages_of_a_chapter_are_about_equal(tmp_path: Path) -> None:
    book = read_body(tmp_path, "".join(f"<p>{prose(n)}</p>" for n in range(150)))
    sizes = [part.characters for part in book.extract.parts]
    assert min(sizes) > max(sizes) / 2


def test_cuts_fall_before_headings(tmp_path: Path) -> None:
    sections = ["".join(f"<p>{prose(20 * n + k)}</p>" for k in range(12)) for n in range(8)]
    book = read_body(tmp_path, "".join(f"<h2>Mục {n}</h2>{section}" for n, section in enumerate(sections)))
    assert len(book.extract.parts) > 2
    assert all(book.html(part.number).startswith("<h1") for part in book.extract.parts)
    assert book.extract.parts[1].title.startswith("Mục")


def test_heading_never_ends_a_page(tmp_path: Path) -> None:
    body = "".join(f"<p>{prose(n)}</p><h3>Đầu đề {n}</h3>" for n in range(150)) + "<p>hết</p>"
    book = read_body(tmp_path, body)
    for part in book.extract.parts:
        assert not list(book.tree(part.number))[-1].tag.startswith("h")


def test_document_of_headings_alone_is_not_a_page_each(tmp_path: Path) -> None:
    book = read_body(tmp_path, "".join(f"<h2>{prose(n, 8)}</h2>" for n in range(600)))
    assert len(book.extract.parts) < 12


def test_long_list_goes_on_counting(tmp_path: Path) -> None:
    book = read_body(tmp_path, "<ol>" + "".join(f"<li>{prose(n)}</li>" for n in range(150)) + "</ol>")
    lists = [book.tree(part.number).find("ol") for part in book.extract.parts]
    counted = 1
    for found in lists:
        assert int(found.get("start", "1")) == counted
        counted += len(found.findall("li"))
    assert counted == 151


def test_long_table_repeats_its_header(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{n}</td><td>{prose(n)}</td></tr>" for n in range(150))
    book = read_body(
        tmp_path, f"<table><thead><tr><th id='dau'>Số</th><th>Lời</th></tr></thead><tbody>{rows}</tbody></table>"
    )
    assert len(book.extract.parts) > 2
    assert all("<th>Số</th>" in book.html(part.number) for part in book.extract.parts)
    assert book.whole.count("<td>") == 300


def test_table_in_a_list_in_a_quotation_is_cut_too(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{prose(n)}</td></tr>" for n in range(150))
    book = read_body(tmp_path, f"<blockquote><ul><li><table>{rows}</table></li></ul></blockquote>")
    assert len(book.extract.parts) > 2
    assert book.whole.count("<td>") == 150


def test_one_paragraph_too_long_for_a_page_is_cut_in_its_lines(tmp_path: Path) -> None:
    book = read_body(tmp_path, "<p>" + " ".join(prose(n) for n in range(300)) + "</p>", ReadLimits(part_bytes=8_000))
    assert len(book.extract.parts) > 3


def test_first_page_of_each_document_is_its_own(tmp_path: Path) -> None:
    path = make_epub(tmp_path / "b.epub", chapters=[f"<p>{prose(n)}</p>" for n in range(5)])
    assert len(read_book(path, tmp_path / "out").extract.parts) == 5


def test_no_more_pages_than_allowed(tmp_path: Path) -> None:
    path = make_epub(tmp_path / "b.epub", chapters=[f"<p>{prose(n)}</p>" for n in range(30)])
    book = read_book(path, tmp_path / "out", ReadLimits(parts=10))
    assert len(book.extract.parts) == 10


def test_passages_are_short_and_under_their_heading(tmp_path: Path) -> None:
    body = "<h1>Một</h1>" + "".join(f"<p>{prose(n)}</p>" for n in range(20)) + "<h2>Hai</h2><p>cuối cùng</p>"
    book = read_body(tmp_path, body, ReadLimits())
    assert max(len(passage.text) for passage in book.extract.passages) <= 1_200
    assert book.extract.passages[0].heading == "Một"
    assert book.extract.passages[-1].heading == "Hai"
    assert "cuối cùng" in book.extract.passages[-1].text
    places = [passage.place for passage in book.extract.passages]
    assert all(places)
    assert len(set(places)) == len(places)
