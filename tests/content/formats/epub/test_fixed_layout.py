"""Guards pages of fixed layout: the publisher's page and style stay, less what acts, fetches or leaves the page."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from content.formats.epub._fixed_css import SheetCleaner
from content.formats.epub._fonts import plain_font
from content.formats.flow.picture_size import size_of
from content.records import Layout
from tests.content.formats.epub.books import Book, check_style, read_book
from tests.content.formats.epub.test_hostile_books import encryption
from tests.epubs import document, make_epub, png

METADATA = (
    "<dc:title>Tranh</dc:title><dc:identifier id='uid'>urn:uuid:12345678-1234-1234-1234-123456789abc</dc:identifier>"
    '<meta property="rendition:layout">pre-paginated</meta>'
)
VIEWPORT = '<meta name="viewport" content="width=600, height=800"/>'
Files = dict[str, str | bytes]


def read_page(
    folder: Path, body: str, *, css: str = "", files: Files | None = None, head: str = VIEWPORT, **options: str
) -> Book:
    page = document(
        body, head=f'{head}<link rel="stylesheet" href="s.css"/>', body_attributes=options.pop("attributes", "")
    )
    path = make_epub(
        folder / "b.epub",
        chapters=[page],
        metadata=options.pop("metadata", METADATA),
        files={"s.css": css, **(files or {})},
    )
    return read_book(path, folder / "out")


def style_of(book: Book, number: int = 1) -> str:
    return (book.folder / book.extract.parts[number - 1].style).read_text(encoding="utf-8")


def test_page_keeps_size_style_and_words(tmp_path: Path) -> None:
    css = "body { width: 600px } .bong { position: absolute; left: 10px; top: 20px } #loi:first-child { color: #123 }"
    book = read_page(
        tmp_path,
        "<div class='bong' id='loi' style='font-size: 20px'>Chào bạn</div>",
        css=css,
        attributes="class='trang'",
    )
    part = book.extract.parts[0]
    assert (part.width, part.height) == (600, 800)
    assert book.extract.layout is Layout.FIXED
    assert '<div class="than f-trang">' in book.whole
    assert 'class="f-bong s-' in book.whole
    style = style_of(book)
    assert ".trang-co-dinh .than{width:600px}" in style
    assert ".trang-co-dinh .f-bong{position:absolute;left:10px;top:20px}" in style
    assert ".trang-co-dinh #f-loi:first-child{color:#123}" in style
    assert "{font-size:20px}" in style
    assert book.extract.passages[0].text == "Chào bạn"


@pytest.mark.parametrize(
    "css",
    [
        "p { position: fixed; top: 0 }",
        "p { position: sticky }",
        "p { background: url(http://example.org/x.png) }",
        "p { background: u\\72l(//example.org/x) }",
        "p { width: expression(alert(1)) }",
        "p { width: e\\78pression(alert(1)) }",
        "p { behavior: url(x.htc); -moz-binding: url(x.xml) }",
        "@import url(http://example.org/x.css); p { color: red }",
        "@font-face { font-family: x; src: url(http://example.org/x.woff) }",
        "@supports (color: red) { p { color: red } } @page { margin: 0 } @keyframes x { from { top: 0 } }",
        "p { content: url(x) } p::after { content: attr(x) }",
        "</style><script>x()</script> p { color: red }",
        "p[data-x^='1'] { background: url(data:image/svg+xml,x) }",
        ". { } p { color } } { ;; } @media { p { color: red",
        "p { transition: all 1s; animation: x 1s; cursor: url(x) }",
        "html::before, :root .x, body > *, p:hover { color: red }",
    ],
)
def test_style_that_attacks_is_left_out(css: str) -> None:
    cleaner = SheetCleaner(lambda _base, _address: "", lambda _base, _address: "", lambda _base, _address: None)
    clean = cleaner.clean(css, "OEBPS/s.css")
    check_style(clean, set())
    assert "example.org" not in clean
    assert "script" not in clean


def test_imported_sheets_are_put_in_place_and_circles_end(tmp_path: Path) -> None:
    files: Files = {
        "a.css": "@import 's.css'; @import 'sub/b.css'; p { color: red }",
        "sub/b.css": "i { background: url(../a.png) }",
        "a.png": png(),
    }
    book = read_page(tmp_path, "<p>chữ</p>", css="@import url('a.css'); b { color: blue }", files=files)
    style = style_of(book)
    assert ".trang-co-dinh p{color:red}" in style
    assert ".trang-co-dinh i{background:url(" in style
    assert style.rindex("b{color:blue}") > style.index("p{color:red}")


def test_media_rules_stay(tmp_path: Path) -> None:
    book = read_page(tmp_path, "<p>chữ</p>", css="@media (min-width: 500px) { p { color: red } }")
    assert "@media (min-width: 500px){.trang-co-dinh p{color:red}" in style_of(book)


def test_pages_that_share_a_style_share_its_file(tmp_path: Path) -> None:
    page = document("<p>chữ</p>", head=f'{VIEWPORT}<link rel="stylesheet" href="s.css"/>')
    path = make_epub(tmp_path / "b.epub", chapters=[page, page], metadata=METADATA, files={"s.css": "p { color: red }"})
    book = read_book(path, tmp_path / "out")
    assert book.extract.parts[0].style == book.extract.parts[1].style != ""


def test_font_is_freed_of_its_obfuscation(tmp_path: Path) -> None:
    font = b"\x00\x01\x00\x00" + bytes(range(256)) * 8
    hidden = plain_font(font, "http://www.idpf.org/2008/embedding", "urn:uuid:12345678-1234-1234-1234-123456789abc")
    assert hidden != font
    page = document("<p>chữ</p>", head=f'{VIEWPORT}<link rel="stylesheet" href="s.css"/>')
    css = (
        "@font-face { font-family: 'Chữ'; src: url(http://example.org/x.woff), url('f.ttf') format('truetype') } "
        "p { font-family: 'Chữ' }"
    )
    path = make_epub(
        tmp_path / "b.epub",
        chapters=[page],
        metadata=METADATA,
        files={"s.css": css, "f.ttf": hidden},
        replace={"META-INF/encryption.xml": encryption("http://www.idpf.org/2008/embedding", "OEBPS/f.ttf")},
    )
    book = read_book(path, tmp_path / "out")
    name = f"{hashlib.sha256(font).hexdigest()[:16]}.ttf"
    assert (tmp_path / "out" / name).read_bytes() == font
    assert f"src:url({name})" in style_of(book)


def test_obfuscation_of_adobe_is_its_own_inverse() -> None:
    font = bytes(range(256)) * 8
    key = "urn:uuid:12345678-1234-1234-1234-123456789abc"
    once = plain_font(font, "http://ns.adobe.com/pdf/enc#RC", key)
    assert once != font
    assert once[1024:] == font[1024:]
    assert plain_font(once, "http://ns.adobe.com/pdf/enc#RC", key) == font


def test_picture_keeps_the_size_it_was_laid_out_by(tmp_path: Path) -> None:
    book = read_page(tmp_path, "<img src='a.png' alt='Trang 1'/>", files={"a.png": png(1500, 30)})
    assert 'width="1500" height="30"' in book.whole


def test_svg_page_puts_its_pictures_in_place(tmp_path: Path) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 300 400">'
        '<image xlink:href="a.png" x="30" y="40" width="100" height="50"/><text x="1" y="9">Chào</text></svg>'
    )
    path = make_epub(tmp_path / "b.epub", chapters=[("p.svg", svg)], files={"a.png": png()}, metadata=METADATA)
    book = read_book(path, tmp_path / "out")
    assert (book.extract.parts[0].width, book.extract.parts[0].height) == (300, 400)
    assert "left:30px;top:40px;width:100px;height:50px" in style_of(book)
    assert ".svg" in book.whole
    assert book.extract.passages[0].text == "Chào"


def test_page_without_size_takes_that_of_its_only_picture(tmp_path: Path) -> None:
    book = read_page(tmp_path, "<img src='a.png' alt=''/>", files={"a.png": png(300, 500)}, head="")
    assert (book.extract.parts[0].width, book.extract.parts[0].height) == (300, 500)


def test_links_in_fixed_pages_land(tmp_path: Path) -> None:
    pages = [
        document('<p><a href="c2.xhtml#den">đi</a></p>', head=VIEWPORT),
        document('<p id="den">đến</p>', head=VIEWPORT),
    ]
    book = read_book(make_epub(tmp_path / "b.epub", chapters=pages, metadata=METADATA), tmp_path / "out")
    assert 'href="2#f-den"' in book.html(1)


def test_display_options_of_apple_ask_for_fixed_layout(tmp_path: Path) -> None:
    options = (
        '<display_options><platform name="*"><option name="fixed-layout">true</option></platform></display_options>'
    )
    path = make_epub(
        tmp_path / "b.epub",
        chapters=[document("<p>chữ</p>", head=VIEWPORT)],
        version="2.0",
        replace={"META-INF/com.apple.ibooks.display-options.xml": options},
    )
    assert read_book(path, tmp_path / "out").extract.parts[0].width == 600


def test_single_page_may_be_fixed_and_single_page_may_flow(tmp_path: Path) -> None:
    fixed = '<itemref idref="f1" properties="rendition:layout-pre-paginated"/>'
    path = make_epub(
        tmp_path / "a.epub", files={"x.xhtml": document("<p>cố định</p>", head=VIEWPORT)}, spine_extra=fixed
    )
    book = read_book(path, tmp_path / "a")
    assert [part.width for part in book.extract.parts] == [0, 600]
    assert book.extract.layout is Layout.REFLOWABLE
    flowing = '<itemref idref="f1" properties="rendition:layout-reflowable"/>'
    path = make_epub(
        tmp_path / "b.epub", files={"x.xhtml": document("<p>chảy</p>")}, spine_extra=flowing, metadata=METADATA
    )
    assert [bool(part.width) for part in read_book(path, tmp_path / "b").extract.parts] == [True, False]


def test_sizes_are_read_from_headers() -> None:
    assert size_of(png(7, 9)) == (7, 9)
    assert size_of(b"GIF89a\x05\x00\x06\x00") == (5, 6)
    assert size_of(b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\x03\0\0\x04\0\0") == (4, 5)
    assert size_of(b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x10\x00\x20\x03") == (32, 16)
    assert size_of(b"\xff\xd8\xff") == (0, 0)
    assert size_of(b"nothing") == (0, 0)
