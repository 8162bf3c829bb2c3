"""Guards verse: lines are seen where they begin and end, stanzas stay apart, and prose is left alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from content.formats.flow.verse import verse_html
from tests.content.formats.epub.books import Book, read_book
from tests.epubs import PROSE, document, make_epub

LUC_BAT = ["Trăm năm trong cõi người ta", "Chữ tài chữ mệnh khéo là ghét nhau"] * 2
LINE = re.compile(r'<span class="cau(?: lui)?">')


def read(folder: Path, body: str, head: str = "") -> Book:
    path = make_epub(folder / "book.epub", chapters=[document(body, head=head)], contents=())
    return read_book(path, folder / "out")


def lines(book: Book) -> list[str]:
    return [str(line.text_content()) for line in book.tree(1).find_class("cau")]


def stanzas(book: Book) -> int:
    return len(book.tree(1).find_class("th"))


def test_every_line_of_verse_is_a_block_of_its_own(tmp_path: Path) -> None:
    book = read(tmp_path, f"<p>{'<br/>'.join(LUC_BAT)}</p>")
    assert lines(book) == LUC_BAT
    assert stanzas(book) == 1
    assert "<br" not in book.whole


def test_three_short_lines_are_verse(tmp_path: Path) -> None:
    assert len(lines(read(tmp_path, "<p>Mưa xuân<br/>nắng hạ<br/>gió thu</p>"))) == 3


@pytest.mark.parametrize(
    "prose",
    [
        f"<p>{PROSE}<br/>{PROSE}</p>",
        f"<p>{PROSE * 2}<br/>{PROSE * 2}<br/>{PROSE * 2}</p>",
        "<p>Bước vào.<br/>Ngồi xuống.<br/>Im lặng.</p>",
        "<p align='center'>Nguyễn Văn A<br/>Đường lên bản xa<br/>Truyện ngắn<br/>Hà Nội</p>",
        f"<p class='verse'>{PROSE}</p><p class='verse'>{PROSE}</p>",
        f"<div class='poem'><p>{PROSE * 2}</p><p>{PROSE * 2}</p></div>",
    ],
)
def test_prose_is_no_verse(tmp_path: Path, prose: str) -> None:
    assert lines(read(tmp_path, prose)) == []


TAM_NGON = [
    "Cơn gió thổi...lá vàng rơi lác đác,",
    "Càng rơi theo loạt nước đọng trên cành,",
    "Những cây khô đã chết cả màu xanh,",
    "Trong giây phút lạnh lùng , tê tái ấy.",
]


@pytest.mark.parametrize("poem", [LUC_BAT, TAM_NGON])
def test_centred_lines_with_a_metre_are_verse(tmp_path: Path, poem: list[str]) -> None:
    assert lines(read(tmp_path, f"<center>{'<br/>'.join(poem)}</center>")) == poem


@pytest.mark.parametrize(
    "poem",
    [
        '<div class="poem"><div class="stanza"><div class="verse">Một đi.</div><div class="verse">Hai về.</div></div>'
        '<div class="stanza"><div class="verse">Ba ở.</div><div class="verse">Bốn lại.</div></div></div>',
        '<div class="linegroup"><p>Một đi.</p><p>Hai về.</p></div>'
        '<div class="linegroup"><p>Ba ở.</p><p>Bốn lại.</p></div>',
        '<section epub:type="z3998:poem"><p>Một đi.<br/>Hai về.</p><p>Ba ở.<br/>Bốn lại.</p></section>',
        '<div class="poem">Một đi.<br/>Hai về.<br/><br/>Ba ở.<br/>Bốn lại.</div>',
        '<div class="poem"><p>Một đi.</p><p>Hai về.</p><p>&#160;</p><p>Ba ở.</p><p>Bốn lại.</p></div>',
        '<div class="poem"><p><span>Một đi.</span><br/><span>Hai về.</span></p><p>Ba ở.<br/>Bốn lại.</p></div>',
    ],
)
def test_poem_of_the_publisher_has_lines_and_stanzas(tmp_path: Path, poem: str) -> None:
    book = read(tmp_path, f"<p>{PROSE}</p>{poem}<p>{PROSE}</p>")
    assert lines(book) == ["Một đi.", "Hai về.", "Ba ở.", "Bốn lại."]
    assert stanzas(book) == 2
    assert book.whole.count(f"<p>{PROSE}</p>") == 1


def test_words_after_a_poem_are_not_of_it(tmp_path: Path) -> None:
    book = read(tmp_path, f'<div class="poem"><p>Một đi.</p><p>Hai về.</p></div>{PROSE}')
    assert lines(book) == ["Một đi.", "Hai về."]
    assert f"<p>{PROSE}</p>" in book.whole


@pytest.mark.parametrize(
    "poem",
    [
        "<p>&#160;&#160;&#160;Trăm năm trong cõi<br/>Chữ tài chữ mệnh khéo<br/>&#160;&#160;Trải qua một cuộc<br/>x</p>",
        '<div class="poem"><p><span class="i2">Trăm năm trong cõi</span><br/>Chữ tài chữ mệnh khéo<br/>'
        '<span class="i2">Trải qua một cuộc</span></p></div>',
        '<div class="poem"><p class="i2">Trăm năm trong cõi</p><p>Chữ tài chữ mệnh khéo</p>'
        '<p class="i2">Trải qua một cuộc</p></div>',
    ],
)
def test_lines_that_are_moved_in_stay_so(tmp_path: Path, poem: str) -> None:
    book = read(tmp_path, poem, head="<style>.i2{margin-left:2em}</style>")
    moved = [str(line.text_content()) for line in book.tree(1).find_class("lui")]
    assert moved == ["Trăm năm trong cõi", "Trải qua một cuộc"]


def test_lines_that_are_all_moved_in_are_not(tmp_path: Path) -> None:
    body = "<br/>".join(f"&#160;&#160;&#160;{line}" for line in LUC_BAT)
    assert read(tmp_path, f"<p>{body}</p>").tree(1).find_class("lui") == []


def test_paragraphs_that_begin_with_blanks_are_not_moved_in(tmp_path: Path) -> None:
    book = read(tmp_path, f"<p>&#160;&#160;&#160;{PROSE}</p><p>&#8195;&#8195;{PROSE}<br/>&#8195;&#8195;Hết.</p>")
    assert book.whole.count(f">{PROSE}") == 2
    assert "\u2003" not in book.whole


def test_emphasis_over_several_lines_is_on_each(tmp_path: Path) -> None:
    book = read(tmp_path, f"<p><em>{'<br/>'.join(LUC_BAT)}</em></p>")
    assert book.whole.count('<span class="cau"><em>') == 4
    assert verse_html("a<b>b<i>c<br>d</i>e</b>f") == (
        '<span class="cau">a<b>b<i>c</i></b></span>\n<span class="cau"><b><i>d</i>e</b>f</span>'
    )


def test_link_to_a_line_lands_on_it(tmp_path: Path) -> None:
    book = read(tmp_path, '<p><a href="#l2">sang</a></p><div class="poem"><p>Một đi.</p><p id="l2">Hai về.</p></div>')
    assert '<span class="cau"><span id="l2"></span>Hai về.</span>' in book.whole


def test_number_beside_a_line_does_not_stick_to_it_and_a_drop_cap_does(tmp_path: Path) -> None:
    style = "<style>.so{float:right}.cai{float:left}</style>"
    body = '<p>Vào vườn Hofgarten,<span class="so">10</span></p><p><span class="cai">N</span>gày xưa.</p>'
    html = read(tmp_path, body, head=style).whole
    assert "Hofgarten, 10<" in html
    assert "Ngày xưa" in html
