"""Guards our reading style: what each element, style and broken habit of real books becomes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.content.formats.epub.books import read_book
from tests.epubs import PROSE, document, make_epub, png

Files = dict[str, str | bytes]


def read_body(folder: Path, body: str, *, files: Files | None = None, head: str = "") -> str:
    """The HTML of a book of one document."""
    path = make_epub(folder / "book.epub", chapters=[document(body, head=head)], files=files, contents=())
    return read_book(path, folder / "out").whole


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p class='x' style='color:red' onclick='f()'>Một</p>", '<p id="p1">Một</p>'),
        ("<div>Một<div>Hai</div>Ba</div>", '<p id="p1">Một</p><p>Hai</p><p>Ba</p>'),
        ("<p>a <b><i> b </i></b> c</p>", '<p id="p1">a <b><i>b</i></b> c</p>'),
        ("<p>a<b></b><font color='red'>b</font></p>", '<p id="p1">ab</p>'),
        ("<p>H<sub>2</sub>O, x<sup>2</sup></p>", '<p id="p1">H<sub>2</sub>O, x<sup>2</sup></p>'),
        ("<p>một<br/>hai</p>", '<p id="p1">một<br>hai</p>'),
        ("<p>một<br/><br/>hai<br/></p>", '<p id="p1">một</p><p>hai</p>'),
        ("<p><i>một<br/><br/>hai</i></p>", '<p id="p1"><i>một</i></p><p><i>hai</i></p>'),
        ("<center>giữa</center><p align='right'>phải</p>", '<p id="p1" class="g">giữa</p><p class="ph">phải</p>'),
        ("<blockquote>trích</blockquote>", '<blockquote id="p1"><p>trích</p></blockquote>'),
        (
            "<ol start='3' type='a'><li value='5'>một</li>hai</ol>",
            '<ol start="3" type="a" id="p1"><li value="5">một</li><li><p>hai</p></li></ol>',
        ),
        ("<pre>a\n  b</pre>", '<pre id="p1">a\n  b</pre>'),
        ("<p>a\u00adb\u200bc Ðà Nẵng</p>", '<p id="p1">abc Đà Nẵng</p>'),
        ("<p>a&nbsp;&nbsp; b</p>", '<p id="p1">a b</p>'),
        ("<p>a<script>x()</script><style>p{}</style>b</p>", '<p id="p1">ab</p>'),
        ("<p>1 &lt; 2 &amp; 3</p>", '<p id="p1">1 &lt; 2 &amp; 3</p>'),
        ("<ruby>漢<rt>hán</rt></ruby>", '<p id="p1"><ruby>漢<rt>hán</rt></ruby></p>'),
        (
            "<details><summary>Mở <b>ra</b></summary><p>trong</p></details>",
            '<details id="p1"><summary>Mở <b>ra</b></summary><p>trong</p></details>',
        ),
        (
            "<form action='x'><p>hỏi <input value='1'/><button onclick='x'>Gửi</button></p></form>",
            '<p id="p1">hỏi Gửi</p>',
        ),
        ("<p>a</p><object data='x.swf'><p>thay</p></object>", '<p id="p1">a</p><p>thay</p>'),
        ("<noscript><p>không máy</p></noscript>", '<p id="p1">không máy</p>'),
    ],
)
def test_markup_becomes_plain_html(tmp_path: Path, body: str, expected: str) -> None:
    html = read_body(tmp_path, body)
    assert _sorted_attributes(html) == _sorted_attributes(expected)


def _sorted_attributes(html: str) -> str:
    return html.replace(' id="p1"', "")


def test_style_sheet_keeps_its_meaning_and_nothing_else(tmp_path: Path) -> None:
    css = """p.c { text-align: center; color: red } .i { font-style: italic } .b { font-weight: 700 }
        p.r { text-align: right } .n { font-weight: normal } div.tho p { margin-left: 3em } @import url(evil.css);"""
    body = (
        "<p class='c'>giữa</p><p class='r'>phải</p><p><span class='i'>nghiêng</span> <span class='b'>đậm</span></p>"
        "<p><b class='n'>thường</b></p><div class='tho'><p>thơ</p></div>"
    )
    html = read_body(tmp_path, body, files={"s.css": css}, head='<link rel="stylesheet" href="s.css"/>')
    assert '<p class="g">giữa</p>' in html.replace(' id="p1"', "")
    assert '<p class="ph">phải</p>' in html
    assert "<p><i>nghiêng</i> <b>đậm</b></p>" in html
    assert "<p>thường</p>" in html
    assert '<p class="th">thơ</p>' in html
    assert "red" not in html


def test_style_attribute_counts_more_than_style_sheet(tmp_path: Path) -> None:
    html = read_body(tmp_path, "<p style='text-align:left'>trái</p>", head="<style>p{text-align:center}</style>")
    assert "class" not in html


def test_lines_of_verse_stay_together(tmp_path: Path) -> None:
    verse = "<br/>".join(["Trăm năm trong cõi người ta", "Chữ tài chữ mệnh khéo là ghét nhau"] * 3)
    assert 'class="th"' in read_body(tmp_path, f"<div>{verse}</div>")


def test_long_lines_with_single_breaks_are_paragraphs(tmp_path: Path) -> None:
    html = read_body(tmp_path, "<div>" + "<br/>".join([PROSE * 2] * 3) + "</div>")
    assert html.count("<p") == 3
    assert "<br>" not in html


def test_speech_with_single_breaks_is_paragraphs(tmp_path: Path) -> None:
    html = read_body(tmp_path, "<p>- Anh đi đâu?<br/>- Tôi đi chợ.<br/>- Mua gì?</p>")
    assert html.count("<p") == 3


def test_speech_without_dashes_is_no_verse(tmp_path: Path) -> None:
    speech = ["Anh đi đâu thế?", "Tôi đi chợ phiên.", "Mua gì ở chợ?", "Mua muối.", "Có xa không?", "Xa lắm.", "Thế à!"]
    html = read_body(tmp_path, "<div>" + "<br/>".join([PROSE * 2, *speech]) + "</div>")
    assert "class=" not in html
    assert html.count("<p") == 8


def test_long_poem_is_in_pieces_without_a_gap(tmp_path: Path) -> None:
    lines = [f"Câu thứ {n} của bài thơ dài" for n in range(100)]
    html = read_body(tmp_path, f"<div>{'<br/>'.join(lines)}</div>")
    assert html.count('class="th x"') == 4
    assert html.count('<span class="cau">') == 100


def test_links_on_lines_of_their_own_are_paragraphs(tmp_path: Path) -> None:
    links = "<br/>".join(f'<a href="c1.xhtml">Chương {n}</a>' for n in range(5))
    assert read_body(tmp_path, f"<div>{links}</div>").count("<p") == 5


def test_bold_lines_that_count_chapters_are_headings(tmp_path: Path) -> None:
    html = read_body(
        tmp_path, f"<p align='center'><b>Hồi 2</b></p><p><b>Bến Lo</b></p><p>{PROSE}</p><p>Chương 3 hay.</p>"
    )
    assert ">Hồi 2<br>Bến Lo</h1>" in html
    assert html.count("<h") == 1


def test_big_first_letter_joins_its_word(tmp_path: Path) -> None:
    assert "Nhà bà phủ" in read_body(tmp_path, "<div><div><span>n</span></div>hà bà phủ về muộn.</div>")


def test_empty_words_of_word_do_not_break_lines(tmp_path: Path) -> None:
    body = '<div><font>Một<o:p xmlns:o="urn:x"></o:p></font><br/><font>hai</font></div>'
    assert "Một<br>hai" in read_body(tmp_path, body)


def test_rare_empty_paragraph_is_a_break_between_scenes(tmp_path: Path) -> None:
    prose = f"<p>{PROSE}</p>"
    html = read_body(tmp_path, prose * 12 + "<p>&#160;</p><p><br/></p>" + prose)
    assert html.count('<hr class="ng">') == 1


def test_usual_empty_paragraphs_mean_nothing(tmp_path: Path) -> None:
    assert "<hr" not in read_body(tmp_path, (f"<p>{PROSE}</p><p> </p>") * 12)


def test_headings_have_one_h1_and_no_gaps(tmp_path: Path) -> None:
    html = read_body(tmp_path, "<h2>Một</h2><p>a</p><h5>Hai</h5><p>b</p><h6>Ba</h6><p>c</p><h2>Bốn</h2><p>d</p>")
    shown = [part.partition(">")[0][:1] for part in html.split("<h")[1:]]
    assert shown == ["1", "3", "4", "2"]


def test_paragraph_that_is_the_contents_title_is_the_heading(tmp_path: Path) -> None:
    body = f"<p align='center'>Tác giả</p><p><b>CHƯƠNG MỘT</b></p><p>{PROSE}</p>"
    path = make_epub(tmp_path / "b.epub", chapters=[body], contents=[(0, "Chương một", "c1.xhtml")])
    assert ">CHƯƠNG MỘT</h1>" in read_book(path, tmp_path / "out").whole


def test_table_scrolls_in_its_frame_and_spans_are_bounded(tmp_path: Path) -> None:
    rows = "<thead><tr><th>A</th></tr></thead><tr><td colspan='99999' rowspan='2'>b</td></tr>"
    body = f"<table><caption>Bảng</caption>{rows}</table>"
    html = read_body(tmp_path, body)
    frame = '<div class="bangcuon" tabindex="0" role="region" aria-label="Bảng: Bảng">'
    assert html.startswith(f"{frame}<table")
    assert 'colspan="1000"' in html
    assert "<caption>Bảng</caption>" in html


def test_frame_of_a_table_is_called_by_its_caption_or_the_heading_above(tmp_path: Path) -> None:
    table = "<table><tr><td>1</td></tr></table>"
    html = read_body(
        tmp_path,
        f'<h1>Giá ngô</h1>{table}<h2>Giá "lúa" &amp; sắn</h2><p>a</p>{table}'
        f"<table><caption>Giá <i>cà phê</i></caption><tr><td>2</td></tr></table>",
    )
    said = re.findall(r'role="region" aria-label="([^"]*)"', html)
    assert said == ["Bảng: Giá ngô", "Bảng: Giá &quot;lúa&quot; &amp; sắn", "Bảng: Giá cà phê"]


def test_what_stands_loose_in_a_table_stands_before_it(tmp_path: Path) -> None:
    html = read_body(tmp_path, "<table><p>lạc</p><tr><td>ô</td></tr></table>")
    assert html.index("lạc") < html.index("<table")


def test_pictures_are_resources_once(tmp_path: Path) -> None:
    files: Files = {"a.png": png()}
    path = make_epub(
        tmp_path / "b.epub", chapters=["<p><img src='a.png' alt='Hình'/></p><img src='a.png'/>"], files=files
    )
    book = read_book(path, tmp_path / "out")
    assert book.whole.count('<img src="hinh/') == 2
    assert 'alt="Hình" width="4" height="3"' in book.whole
    assert len(book.extract.resources) == 1


def test_picture_that_cannot_be_shown_leaves_its_words(tmp_path: Path) -> None:
    html = read_body(tmp_path, "<p>Xem <img src='a.png' alt='bản đồ xã'/></p>", files={"a.png": b"no picture"})
    assert '<span class="matanh">bản đồ xã</span>' in html


def test_picture_in_the_address_itself_is_shown(tmp_path: Path) -> None:
    import base64

    data = base64.b64encode(png()).decode()
    assert "hinh/" in read_body(tmp_path, f"<p>a<img src='data:image/png;base64,{data}' alt=''/></p>")


def test_svg_around_a_picture_is_that_picture(tmp_path: Path) -> None:
    body = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 4 3">'
        '<title>Bìa</title><image xlink:href="a.png" width="4" height="3"/></svg>'
    )
    html = read_body(tmp_path, body, files={"a.png": png()})
    assert 'alt="Bìa"' in html
    assert ".png" in html


def test_drawing_in_the_text_is_a_picture(tmp_path: Path) -> None:
    circle = '<circle cx="5" cy="5" r="4" onload="x()"/>'
    body = f'<p>a<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{circle}</svg></p>'
    html = read_body(tmp_path, body)
    assert ".svg" in html
    assert "onload" not in html


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("<mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac>", "a/(b+1)"),
        ("<msup><mi>x</mi><mn>2</mn></msup>", "x<sup>2</sup>"),
        ("<msqrt><mn>2</mn></msqrt>", "√2"),
        ("<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><mi>i</mi>", "∑<sub>i</sub><sup>n</sup>i"),
        ("<mi>a</mi><mo>=</mo><mi>b</mi>", "a = b"),
    ],
)
def test_formula_is_text(tmp_path: Path, formula: str, expected: str) -> None:
    body = f'<p>Ta có <math xmlns="http://www.w3.org/1998/Math/MathML">{formula}</math>.</p>'
    assert f'<span class="toan">{expected}</span>.' in read_body(tmp_path, body)


def test_formula_with_a_picture_is_that_picture(tmp_path: Path) -> None:
    body = '<p><math xmlns="http://www.w3.org/1998/Math/MathML" altimg="a.png" alttext="x bình"><mi>x</mi></math></p>'
    assert 'alt="x bình"' in read_body(tmp_path, body, files={"a.png": png()})


def test_languages_and_directions_are_kept_on_passages(tmp_path: Path) -> None:
    html = read_body(tmp_path, '<p>Chữ Ả Rập: <span lang="ar" dir="rtl">كتاب</span></p><p lang="blt-Tavt">ꪼꪕ</p>')
    assert '<span lang="ar" dir="rtl">كتاب</span>' in html
    assert 'lang="blt-Tavt"' in html


def test_language_that_word_put_on_vietnamese_text_is_dropped(tmp_path: Path) -> None:
    assert "lang=" not in read_body(tmp_path, '<p lang="fr">Việt Nam văn phạm</p><p lang="fr">bang</p>')


def test_right_to_left_book_keeps_its_direction(tmp_path: Path) -> None:
    chapter = document("<p>كتاب</p>", attributes='dir="rtl" lang="ar"')
    path = make_epub(tmp_path / "b.epub", chapters=[chapter], spine_attributes='page-progression-direction="rtl"')
    book = read_book(path, tmp_path / "out")
    assert book.extract.direction == "rtl"
    assert 'dir="rtl"' in book.whole


def test_paragraph_of_a_million_letters_is_several(tmp_path: Path) -> None:
    html = read_body(tmp_path, f"<p><b>{PROSE * 12_000}</b></p>")
    assert html.count("<p") > 80


def test_deep_nesting_keeps_its_text(tmp_path: Path) -> None:
    depth = 90
    html = read_body(tmp_path, "<div>" * depth + "<b>" * depth + "đáy" + "</b>" * depth + "</div>" * depth)
    assert "đáy" in html


def test_nested_lists_too_deep_keep_their_text(tmp_path: Path) -> None:
    html = read_body(tmp_path, "<ul><li>" * 60 + "đáy" + "</li></ul>" * 60)
    assert "đáy" in html
    assert html.count("<ul") < 60


def test_sound_of_the_book_can_be_played_and_others_say_their_words(tmp_path: Path) -> None:
    body = '<audio src="a.mp3"/><audio src="http://example.org/b.mp3">Không có tiếng</audio>'
    html = read_body(tmp_path, body, files={"a.mp3": b"ID3" + bytes(100)})
    assert '.mp3"' in html
    assert "controls" in html
    assert "Không có tiếng" in html
    assert "example.org" not in html
