"""Guards notes: signs lead to them and they lead back, whichever way back their publisher gave, or none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.content.formats.epub.books import Book, read_book
from tests.epubs import make_epub, prose

WAY_BACK = re.compile(r'<a class="cht" href="([^"]*)">↩ Về chỗ đang đọc</a>')


def read(folder: Path, *chapters: str) -> Book:
    return read_book(make_epub(folder / "book.epub", chapters=chapters), folder / "out")


@pytest.mark.parametrize(
    ("sign", "note"),
    [
        ('<a id="r1" href="c2.xhtml#n1">[1]</a>', '<p id="n1"><a href="c1.xhtml#r1">[1]</a> Lời chú.</p>'),
        ('<a id="r1" href="c2.xhtml#n1">1</a>', '<p id="n1">1. Lời chú. <a href="c1.xhtml#r1">↩</a></p>'),
        (
            '<a id="r1" href="c2.xhtml#n1">1</a>',
            '<ol><li id="n1"><p>Lời chú. <a href="c1.xhtml#r1">^</a></p></li></ol>',
        ),
        (
            '<a id="r1" href="c2.xhtml#n1">2</a>',
            '<dl id="n1"><dt>[<a href="c1.xhtml#r1">←2</a>]</dt><dd>Lời chú.</dd></dl>',
        ),
        (
            '<a id="r1" href="c2.xhtml#n1" role="doc-noteref">chú</a>',
            '<div id="n1"><p>Lời chú. <a role="doc-backlink" href="c1.xhtml#r1">Về bài</a></p></div>',
        ),
        ('<a name="r1" href="c2.xhtml#n1">*</a>', '<p><a name="n1" href="c1.xhtml#r1">*</a> Lời chú.</p>'),
        ('<a id="r1" href="c2.xhtml#n1">1</a>', '<p><a id="n1">1</a> Lời chú.</p>'),
    ],
)
def test_note_in_another_part_leads_back_once_in_plain_words(tmp_path: Path, sign: str, note: str) -> None:
    book = read(tmp_path, f"<p>Trước {sign} sau.</p><p>{prose(1)}</p>", f"<h2>Chú thích</h2>{note}")
    assert re.search(r'<a class="cht" href="2#[^"]+">', book.html(1))
    ways = WAY_BACK.findall(book.html(2))
    assert len(ways) == 1
    assert re.fullmatch(r"1#[^\"]+", ways[0])
    assert f'<span id="{ways[0][2:]}"></span><a class="cht"' in book.html(1)
    assert not re.search(r"[←^]|Về bài|↩(?! Về chỗ)", book.html(2))


def test_number_of_a_way_back_stays(tmp_path: Path) -> None:
    note = '<p id="n2"><a href="#r2">[←2]</a> Lời chú.</p>'
    html = read(tmp_path, f'<p>Chữ<a id="r2" href="#n2">2</a></p>{note}').whole
    assert re.search(r'<a class="cht" href="#[^"]*">2</a> Lời chú\.', html)


def test_note_called_twice_leads_to_the_first_sign(tmp_path: Path) -> None:
    html = read(tmp_path, '<p>a<a id="r1" href="#n1">*</a> b<a id="r2" href="#n1">*</a></p><p id="n1">* Chú.</p>').whole
    assert WAY_BACK.findall(html) == ["#r1"]


@pytest.mark.parametrize(
    "book",
    [
        '<p><a href="#s12">12</a></p><p id="s12">Trang này nói về lúa.</p>',
        '<p><a href="#s1">I</a> <a href="#s2">II</a></p><h2 id="s1">I</h2><p>a</p><h2 id="s2">II</h2><p>b</p>',
        '<p><a href="#tren">xem ↑ trên</a></p><p id="tren">Trên này.</p>',
    ],
)
def test_what_numbers_merely_lead_to_is_no_note(tmp_path: Path, book: str) -> None:
    assert "Về chỗ đang đọc" not in read(tmp_path, book).whole


def test_arrow_that_is_no_way_back_stays(tmp_path: Path) -> None:
    assert ">↑</a>" in read(tmp_path, '<p id="dau">Đầu trang.</p><p><a href="#dau">↑</a></p>').whole


def test_way_back_stands_at_the_end_of_a_note_of_two_paragraphs(tmp_path: Path) -> None:
    text = '<p>a<a href="#n1">1</a> b<a href="#n2">2</a></p>'
    notes = '<p id="n1">1. Một.</p><p>Còn nữa.</p><p id="n2">2. Hai.</p><p>Hết truyện.</p>'
    html = read(tmp_path, text + notes).whole
    assert re.search(r"Còn nữa\. <a[^>]*>↩ Về chỗ đang đọc</a></p>", html)
    assert re.search(r"2\. Hai\. <a[^>]*>↩ Về chỗ đang đọc</a></p><p>Hết truyện\.</p>", html)


def test_sign_of_a_note_that_the_book_does_not_have_leads_nowhere(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        f'<p>Trước <a href="#n9">[162]</a> sau.</p><p>{prose(1)}</p>',
        "<p>Hết.</p>",
    )
    assert "Trước [162] sau." in book.html(1)


def test_words_that_lead_to_a_lost_place_of_another_document_lead_to_its_start(tmp_path: Path) -> None:
    book = read(tmp_path, '<p><a href="c2.xhtml#mat">Chương hai</a></p>', "<p>Hết.</p>")
    assert '<a href="2">Chương hai</a>' in book.html(1)
