"""Guards that what well-known programs write reads well: pandoc, calibre, InDesign, Sphinx, Gutenberg and others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.content.formats.epub.books import Book, read_book
from tests.epubs import PROSE, document, make_epub, png, prose


def read_body(folder: Path, body: str, css: str = "") -> Book:
    """A book of one chapter."""
    chapter = document(body, head='<link rel="stylesheet" href="s.css"/>')
    return read_book(
        make_epub(folder / "b.epub", chapters=[chapter], files={"s.css": css, "images/tranh 1.png": png()}),
        folder / "out",
    )


def test_lists_count_as_their_style_says(tmp_path: Path) -> None:
    css = (
        ".a{list-style-type:lower-alpha}"
        ".r{list-style:upper-roman inside} .n{list-style:none} li.l{list-style:lower-latin}"
    )
    html = read_body(
        tmp_path,
        "<ol class='a'><li>một</li></ol><ol class='r' type='1'><li>hai</li></ol><ol class='n'><li>1. ba</li></ol>"
        "<ol><li class='l'>bốn</li></ol><ol type='i'><li>năm</li></ol>",
        css,
    ).whole
    assert html.count('type="a"><li>') == 2
    assert '<ol type="I"><li>hai' in html
    assert "<ul><li>1. ba</li></ul>" in html
    assert '<ol type="i"><li>năm' in html


def test_navigation_for_programs_is_not_read_out(tmp_path: Path) -> None:
    links = "<ol><li><a href='c1.xhtml'>{}</a></li></ol>"
    nav = (
        f"<nav epub:type='toc'>{links.format('Chương một')}</nav>"
        f"<nav epub:type='landmarks'>{links.format('Cover')}</nav>"
        f"<nav epub:type='page-list'>{links.format('17')}</nav><nav hidden='hidden'>{links.format('ẩn')}</nav>"
    )
    text = read_body(tmp_path, nav).tree(1).text_content()
    assert text == "Chương một"


def test_pages_of_print_leave_their_place_and_no_number(tmp_path: Path) -> None:
    body = (
        "<p><a href='#Page_3'>3</a> Người già <span class='pagenum'><a id='Page_2'>[Pg 2]</a></span>kể chuyện "
        "<span epub:type='pagebreak' id='Page_3'>trang 3</span>bên bếp lửa.</p><p class='pagenum'>Trang trại</p>"
    )
    book = read_body(tmp_path, body)
    assert [element.text_content() for element in book.tree(1).iter("p")] == [
        "3 Người già kể chuyện bên bếp lửa.",
        "Trang trại",
    ]
    assert book.tree(1).find(".//*[@id='Page_3']") is not None


def test_number_and_name_in_one_group_are_one_heading(tmp_path: Path) -> None:
    body = f"<section id='s'><hgroup><h3 id='t'>I</h3><p>Mùa xuân</p></hgroup><p>{PROSE}</p></section>"
    html = read_body(tmp_path, f"<p><a href='#t'>x</a></p>{body}").whole
    assert re.search(r"<h2[^>]*>I<br>Mùa xuân</h2>", html)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("images/tranh 1.png", "images/tranh 1.png"),
        ("tranh_1.png", ""),
        ("image", ""),
        ("IMG 0012", ""),
        ("Con trâu", "Con trâu"),
    ],
)
def test_name_of_a_file_says_nothing_of_a_picture(tmp_path: Path, said: str, shown: str) -> None:
    picture = read_body(tmp_path, f"<p>a <img src='images/tranh%201.png' alt='{said}'/></p>").tree(1).find(".//img")
    assert picture is not None
    assert picture.get("alt") == shown


def test_boxes_that_are_ticked_stay_so(tmp_path: Path) -> None:
    body = "<ul><li><input type='checkbox' checked=''/>gieo mạ</li><li><input type='checkbox'/>cấy</li></ul>"
    text = read_body(tmp_path, body).tree(1).text_content()
    assert text == "☑ gieo mạ☐ cấy"


def test_notes_of_sphinx_are_notes_with_their_numbers(tmp_path: Path) -> None:
    body = (
        "<p>Cày<a class='footnote-reference' href='#f1' id='id1' role='doc-noteref'>[1]</a></p>"
        "<aside class='footnote-list'><aside class='footnote' id='f1' role='doc-footnote'>"
        "<span>[<a role='doc-backlink' href='#id1'>1</a>]</span>"
        "<p>sâu</p></aside></aside><p>Bừa</p>"
    )
    book = read_body(tmp_path, body)
    notes = book.tree(1).findall("aside")
    assert len(notes) == 1
    assert " ".join(notes[0].text_content().split()).startswith("[1]")
    assert book.whole.index("Bừa") < book.whole.index("<aside")


def test_rule_that_a_program_puts_before_notes_is_one(tmp_path: Path) -> None:
    notes = "<section><hr/><aside epub:type='footnote' id='f'>sâu</aside></section>"
    assert read_body(tmp_path, f"<p>Cày<a epub:type='noteref' href='#f'>1</a></p>{notes}").whole.count("<hr") == 1


def test_notes_in_a_document_each_are_gathered_and_lead_back(tmp_path: Path) -> None:
    signs = "".join(
        f"<p>{prose(number)}<sup><a id='back{number}' href='n{number}.xhtml#note{number}'>{number}</a></sup></p>"
        for number in range(1, 6)
    )
    notes = [
        (
            f"n{number}.xhtml",
            f"<dl id='note{number}'><dt>[<a href='c1.xhtml#back{number}'>←{number}</a>]</dt><dd>chú {number}</dd></dl>",
        )
        for number in range(1, 6)
    ]
    lines = [(0, "Chương một", "c1.xhtml"), (0, "Chương hai", "c2.xhtml"), (0, "1", "n1.xhtml"), (0, "2", "n2.xhtml")]
    lines += [(0, "3", "n3.xhtml#note3"), (0, "←4", "c1.xhtml#back4")]
    chapters = [("c1.xhtml", f"<h1>Một</h1>{signs}"), ("c2.xhtml", f"<h1>Hai</h1><p>{prose(9)}</p>"), *notes]
    book = read_book(make_epub(tmp_path / "b.epub", chapters=chapters, contents=lines), tmp_path / "out")
    assert [part.number for part in book.extract.parts] == [1, 2, 3]
    assert [line.title for line in book.extract.contents] == ["Chương một", "Chương hai"]
    assert re.findall(r'href="(3#note\d)"', book.html(1)) == [f"3#note{number}" for number in range(1, 6)]
    assert set(re.findall(r'href="(1#back\d)"', book.html(3))) == {f"1#back{number}" for number in range(1, 6)}


def test_chapters_that_are_called_by_numbers_are_no_notes(tmp_path: Path) -> None:
    page = "".join(f"<p><a href='c{number}.xhtml#t'>{number}</a></p>" for number in (2, 3, 4))
    chapters = [page, *(f"<h1 id='t'>{number}</h1><p>{prose(number)}</p>" for number in (2, 3, 4))]
    lines = [(0, str(number), f"c{number}.xhtml#t") for number in (2, 3, 4)]
    book = read_book(make_epub(tmp_path / "b.epub", chapters=chapters, contents=lines), tmp_path / "out")
    assert [(line.title, line.part) for line in book.extract.contents] == [("2", 2), ("3", 3), ("4", 4)]


def test_cell_whose_text_is_aligned_holds_no_paragraph(tmp_path: Path) -> None:
    cells = "<td style='text-align:right'><p>10</p></td><td><p style='text-align:center'>hai lần</p></td>"
    html = read_body(tmp_path, f"<table><tr>{cells}</tr></table>").whole
    assert '<td class="ph">10</td><td class="g">hai lần</td>' in html


def test_way_back_from_a_note_that_ends_in_code_stands_beneath_it(tmp_path: Path) -> None:
    body = (
        "<p>Cày<a epub:type='noteref' href='#f'>1</a></p><section id='notes'><hr id='r'/>"
        "<aside epub:type='footnote' id='f'><p>Lời</p><pre><code>cay()</code></pre></aside></section>"
    )
    html = read_body(tmp_path, f"<p><a href='#r'>x</a></p>{body}").whole
    assert html.count("<hr") == 1
    assert re.search(r'</pre><p><a class="cht" href="#[^"]+">', html)
