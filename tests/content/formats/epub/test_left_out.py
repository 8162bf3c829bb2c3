"""Guards that nothing is lost without a word: sound, film, pictures and active things not shown are named."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.content.formats.epub.books import Book, read_book
from tests.epubs import METADATA, document, make_epub, png

MP3 = b"ID3" + bytes(100)
SOUND = "Chỗ này có bài nghe, hộp chưa phát được."
FILM = "Chỗ này có đoạn phim, hộp chưa phát được."
PICTURE = "Chỗ này có hình, hộp chưa hiện được."
NO_PICTURE = "Sách này để thiếu hình ở chỗ này."
ACTIVE = "Chỗ này có phần bấm được, hộp chưa hiện được."
SMIL = (
    '<smil xmlns="http://www.w3.org/ns/SMIL" version="3.0"><body><par><text src="c1.xhtml#a"/>'
    '<audio src="{0}" clipBegin="0s" clipEnd="1s"/></par><par><text src="c1.xhtml#b"/><audio src="{0}"/></par></body>'
    "</smil>"
)


def read(folder: Path, body: str, files: Mapping[str, str | bytes] | None = None) -> Book:
    return read_book(make_epub(folder / "b.epub", chapters=[document(body)], files=files), folder / "out")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<audio src="http://example.org/a.mp3"/>', SOUND),
        ('<audio><source src="none.mp3"/></audio>', "Sách này để thiếu bài nghe ở chỗ này."),
        ('<audio src="strange.mp3"/>', SOUND),
        ('<video src="strange.mp3"/>', FILM),
        ('<object data="strange.mp3" type="audio/mpeg"/>', SOUND),
        ('<img src="none.png" alt=""/>', NO_PICTURE),
        ('<img src="strange.png"/>', PICTURE),
        ('<img src="strange.png" alt="Con trâu"/>', "Con trâu"),
        ('<svg xmlns="http://www.w3.org/2000/svg"><image href="none.png"/></svg>', NO_PICTURE),
        ('<object data="none.png" type="image/png"/>', PICTURE),
        ("<canvas></canvas>", ACTIVE),
        ("<canvas>Your Reading System does not support canvas.</canvas>", ACTIVE),
        ('<iframe src="http://example.org/"></iframe>', ACTIVE),
        ('<object data="game.swf" type="application/x-shockwave-flash"/>', ACTIVE),
        ('<embed src="game.swf"/>', ACTIVE),
        ('<applet code="x"></applet>', ACTIVE),
    ],
)
def test_what_cannot_be_shown_is_named_in_its_place(tmp_path: Path, body: str, said: str) -> None:
    book = read(tmp_path, f"<p>Trước</p><div>{body}</div><p>Sau</p>", {"strange.mp3": b"???" * 9, "strange.png": b"?"})
    html = book.whole
    assert f'<span class="matanh">{said}</span>' in html
    assert html.index("Trước") < html.index(said) < html.index("Sau")


@pytest.mark.parametrize("body", ['<audio src="none.mp3"/>', '<img src="none.png" alt=""/>', "<canvas></canvas>"])
def test_technicians_are_told(tmp_path: Path, body: str) -> None:
    assert any("is not shown" in note for note in read(tmp_path, f"<p>Chữ</p>{body}").extract.notes)


@pytest.mark.parametrize(
    "body",
    [
        '<audio src="none.mp3"><p>Lời thay</p></audio>',
        "<canvas>Lời thay</canvas>",
        '<object data="game.swf"><p>Lời thay</p></object>',
    ],
)
def test_what_the_book_says_instead_is_shown(tmp_path: Path, body: str) -> None:
    assert "Lời thay" in read(tmp_path, f"<p>Trước</p>{body}").whole


def test_excuses_of_programs_are_not_shown(tmp_path: Path) -> None:
    html = read(tmp_path, "<p>a</p><video src='none.mp4'><p>Your browser doesn't support video.</p></video>").whole
    assert "support" not in html
    assert "Sách này để thiếu đoạn phim ở chỗ này." in html


def test_ornaments_that_are_missing_are_not_missed(tmp_path: Path) -> None:
    assert "matanh" not in read(tmp_path, '<p>Chữ</p><img src="none.gif" width="1" height="1"/>').whole


def test_picture_in_an_object_and_sound_in_an_object_are_shown(tmp_path: Path) -> None:
    body = '<p><object data="a.png"/><object data="a.mp3" type="audio/mpeg"/></p>'
    html = read(tmp_path, body, {"a.png": png(), "a.mp3": MP3}).whole
    assert html.count("<img") == html.count("<audio") == 1
    assert "matanh" not in html


def test_document_shown_within_another_is_led_to(tmp_path: Path) -> None:
    book = read(tmp_path, '<p>Trước</p><iframe src="kem.xhtml"/>', {"kem.xhtml": document("<p>Phần kèm.</p>")})
    assert '<a href="2">Xem phần kèm theo</a>' in book.html(1)
    assert "Phần kèm." in book.html(2)


def narrated(folder: Path, sound: str) -> Book:
    overlay = (
        '<item id="c1" href="c1.xhtml" media-type="application/xhtml+xml" media-overlay="mo"/>'
        '<item id="mo" href="c1.smil" media-type="application/smil+xml"/>'
    )
    opf = f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest>{overlay}</manifest>'
    replace = {
        "OEBPS/content.opf": f'{opf}<spine><itemref idref="c1"/></spine></package>',
        "OEBPS/c1.smil": SMIL.format(sound),
        "OEBPS/a.mp3": MP3,
    }
    path = make_epub(folder / "b.epub", chapters=["<h1>Hồi 1</h1><p>Lời kể.</p>"], replace=replace)
    return read_book(path, folder / "out")


def test_document_read_aloud_can_be_listened_to(tmp_path: Path) -> None:
    html = narrated(tmp_path, "a.mp3").whole
    assert html.count("<audio") == 1
    assert html.index("Hồi 1</h1>") < html.index("Nghe đọc phần này:") < html.index("<audio") < html.index("Lời kể")


def test_document_read_aloud_by_what_cannot_be_played_says_so(tmp_path: Path) -> None:
    html = narrated(tmp_path, "none.mp3").whole
    assert html.index("</h1>") < html.index(SOUND) < html.index("Lời kể")


def test_fixed_page_shows_sounds_and_formulas_and_says_what_it_cannot_play(tmp_path: Path) -> None:
    body = (
        '<p>Trước <audio src="a.mp3"/> <video src="none.mp4"/> <math><mi>x</mi><mo>=</mo><mn>7</mn></math></p><canvas/>'
    )
    path = make_epub(
        tmp_path / "b.epub",
        chapters=[body],
        files={"a.mp3": MP3},
        metadata=f'{METADATA}<meta property="rendition:layout">pre-paginated</meta>',
    )
    book = read_book(path, tmp_path / "out")
    assert book.extract.parts[0].width
    assert book.whole.count("<audio") == 1
    assert f"<span>{FILM}</span>" in book.whole
    assert "7" in book.tree(1).text_content()
    assert sum("fixed page" in note for note in book.extract.notes) == 2
