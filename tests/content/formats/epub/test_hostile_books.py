"""Guards against books that attack: nothing runs, nothing is fetched, and every refusal has its name."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from content.formats.epub import EpubReader
from content.formats.reading import ReadLimits, Refusal, RefusedError
from content.formats.worker import Worker
from tests.content.formats.epub.books import read_book
from tests.epubs import CONTAINER, document, make_epub, png

MARK = "canaryfire"
ACTIVE = {
    "script": f"<script>{MARK}()</script>",
    "script in another prefix": f'<x:script xmlns:x="http://www.w3.org/1999/xhtml">{MARK}()</x:script>',
    "svg script": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script>{MARK}()</script></svg>',
    "handler": f'<p onclick="{MARK}()" ONMOUSEOVER="{MARK}()">x</p>',
    "javascript link": f'<p><a href="java&#9;script:{MARK}()">x</a></p>',
    "data link": f'<p><a href="data:text/html,{MARK}">x</a></p>',
    "frame": f'<iframe src="http://example.org/{MARK}" srcdoc="{MARK}">{MARK}</iframe>',
    "object": f'<object data="http://example.org/{MARK}.swf"></object>',
    "form": f'<form action="http://example.org/{MARK}"><input formaction="javascript:{MARK}()"/></form>',
    "remote picture": f'<p><img src="http://example.org/{MARK}.png" srcset="//example.org/{MARK}"/></p>',
    "remote sound": f'<audio src="//example.org/{MARK}.mp3"><source src="http://example.org/{MARK}"/></audio>',
    "style": f'<p style="background:url(http://example.org/{MARK});position:fixed">x</p><style>p{{x:{MARK}}}</style>',
    "meta": f'<meta http-equiv="refresh" content="0;url=http://example.org/{MARK}"/><base href="http://example.org/{MARK}/"/>',
    "mathml": f'<math xmlns="http://www.w3.org/1998/Math/MathML" href="javascript:{MARK}()"><mi>x</mi></math>',
    "template": f"<template><img src='x' onerror='{MARK}()'/></template>",
    "trigger": f'<epub:trigger xmlns:epub="http://www.idpf.org/2007/ops" action="{MARK}"/>',
    "comment": f"<!--[if IE]><script>{MARK}()</script><![endif]--><p>x</p>",
}


def refusal(path: Path, folder: Path, limits: ReadLimits | None = None) -> Refusal:
    folder.mkdir()
    with pytest.raises(RefusedError) as caught:
        EpubReader().read(path, folder, limits or ReadLimits())
    return caught.value.refusal


@pytest.mark.parametrize("layout", ["reflowable", "pre-paginated"])
@pytest.mark.parametrize("attack", ACTIVE)
def test_nothing_active_comes_through(tmp_path: Path, attack: str, layout: str) -> None:
    metadata = f'<dc:title>x</dc:title><meta property="rendition:layout">{layout}</meta>'
    chapter = document(f"<p>chữ</p>{ACTIVE[attack]}")
    html = read_book(make_epub(tmp_path / "b.epub", chapters=[chapter], metadata=metadata), tmp_path / "out").whole
    assert "chữ" in html
    assert MARK not in html
    assert "example.org" not in html


def test_markup_in_text_stays_text(tmp_path: Path) -> None:
    path = make_epub(
        tmp_path / "b.epub", chapters=["<p>&lt;script&gt;x()&lt;/script&gt;<![CDATA[<img onerror=x>]]></p>"]
    )
    html = read_book(path, tmp_path / "out").whole
    assert "&lt;script&gt;" in html
    assert "&lt;img onerror=x&gt;" in html


def test_marks_of_our_own_cannot_be_forged(tmp_path: Path) -> None:
    path = make_epub(tmp_path / "b.epub", chapters=[b"<html><body><p>\x01L0\x02 \x01A7\x02 chu</p></body></html>"])
    html = read_book(path, tmp_path / "out").whole
    assert "chu" in html
    assert "\x01" not in html


def test_markup_in_metadata_is_text(tmp_path: Path) -> None:
    path = make_epub(tmp_path / "b.epub", metadata="<dc:title>a&#x202e;b&lt;script&gt;\u200b c</dc:title>")
    assert read_book(path, tmp_path / "out").extract.description.title == "ab<script> c"


def test_entities_are_refused_wherever_they_stand(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    chapter = document("<p>&x;</p>").replace("<!DOCTYPE html>", doctype)
    container = CONTAINER.replace("?>", f"?>{doctype}", 1)
    assert refusal(make_epub(tmp_path / "a.epub", chapters=[chapter]), tmp_path / "a") is Refusal.UNSAFE_XML
    path = make_epub(tmp_path / "b.epub", replace={"META-INF/container.xml": container})
    assert refusal(path, tmp_path / "b") is Refusal.UNSAFE_XML


def test_locked_chapters_are_refused_by_name(tmp_path: Path) -> None:
    locked = encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OEBPS/c1.xhtml")
    path = make_epub(tmp_path / "b.epub", replace={"META-INF/encryption.xml": locked})
    assert refusal(path, tmp_path / "out") is Refusal.ENCRYPTED


def test_locked_picture_is_left_out(tmp_path: Path) -> None:
    locked = encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OEBPS/a.png")
    path = make_epub(tmp_path / "b.epub", chapters=["<p>chữ <img src='a.png' alt='hình'/></p>"], files={"a.png": png()},
                     replace={"META-INF/encryption.xml": locked})  # fmt: skip
    assert "matanh" in read_book(path, tmp_path / "out").whole


def encryption(algorithm: str, name: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
        f'<enc:EncryptedData><enc:EncryptionMethod Algorithm="{algorithm}"/><enc:CipherData>'
        f'<enc:CipherReference URI="{name}"/></enc:CipherData></enc:EncryptedData></encryption>'
    )


@pytest.mark.parametrize(
    "replace",
    [
        {"META-INF/container.xml": None},
        {"META-INF/container.xml": ""},
        {"META-INF/container.xml": CONTAINER.replace("OEBPS/content.opf", "../../etc/passwd")},
        {"META-INF/container.xml": CONTAINER.replace("OEBPS/content.opf", "mimetype")},
        {"OEBPS/content.opf": None},
        {"OEBPS/content.opf": "<package/>"},
    ],
)
def test_book_without_a_package_is_damaged(tmp_path: Path, replace: dict[str, str | None]) -> None:
    assert refusal(make_epub(tmp_path / "b.epub", replace=replace), tmp_path / "out") is Refusal.DAMAGED


def test_book_without_text_is_refused(tmp_path: Path) -> None:
    assert refusal(make_epub(tmp_path / "a.epub", chapters=["<p> </p>"]), tmp_path / "a") is Refusal.NOTHING_TO_READ
    path = make_epub(tmp_path / "b.epub", replace={"OEBPS/c1.xhtml": None})
    assert refusal(path, tmp_path / "b") is Refusal.NOTHING_TO_READ


def test_chapter_that_does_not_match_its_checksum_is_damaged(tmp_path: Path) -> None:
    path = make_epub(tmp_path / "b.epub", chapters=["<p>" + "chữ " * 500 + "</p>"])
    with zipfile.ZipFile(path) as archive:
        crc = archive.getinfo("OEBPS/c1.xhtml").CRC
    path.write_bytes(path.read_bytes().replace(struct.pack("<I", crc), struct.pack("<I", crc ^ 1)))
    assert refusal(path, tmp_path / "out") is Refusal.DAMAGED


def test_picture_that_does_not_match_its_checksum_is_left_out(tmp_path: Path) -> None:
    path = make_epub(
        tmp_path / "b.epub", chapters=["<p>chữ <img src='a.png' alt='hình'/></p>"], files={"a.png": png(50, 50)}
    )
    with zipfile.ZipFile(path) as archive:
        crc = archive.getinfo("OEBPS/a.png").CRC
    path.write_bytes(path.read_bytes().replace(struct.pack("<I", crc), struct.pack("<I", crc ^ 1)))
    assert '<span class="matanh">hình</span>' in read_book(path, tmp_path / "out").whole


def test_contents_ten_thousand_deep_are_bounded(tmp_path: Path) -> None:
    lines = [(n, f"Mục {n}", "c1.xhtml") for n in range(2_000)]
    book = read_book(make_epub(tmp_path / "b.epub", contents=lines, version="2.0"), tmp_path / "out")
    assert max((line.depth for line in book.extract.contents), default=0) <= 7


def test_hundred_thousand_lines_of_contents_are_bounded(tmp_path: Path) -> None:
    lines = [(0, f"Mục {n}", "c1.xhtml") for n in range(20_000)]
    book = read_book(make_epub(tmp_path / "b.epub", contents=lines), tmp_path / "out")
    assert len(book.extract.contents) == 5_000


def test_more_headings_than_lines_of_contents_are_bounded(tmp_path: Path) -> None:
    chapters = ["".join(f"<h1>Chương {n}</h1><p>{n}</p>" for n in range(2_000)), "<p>hết</p>"]
    path = make_epub(tmp_path / "b.epub", chapters=chapters, contents=[])
    with Worker(limits=ReadLimits(parts=100)) as worker:
        extract = worker.read(path, tmp_path / "out")
    assert len(extract.contents) == 1_000


def test_fallbacks_in_a_circle_are_passed_over(tmp_path: Path) -> None:
    items = (
        '<item id="a" href="a.json" media-type="application/json" fallback="b"/>'
        '<item id="b" href="b.json" media-type="application/json" fallback="a"/>'
    )
    path = make_epub(tmp_path / "b.epub", manifest_extra=items, spine_extra='<itemref idref="a"/>',
                     replace={"OEBPS/a.json": "{}", "OEBPS/b.json": "{}"})  # fmt: skip
    assert len(read_book(path, tmp_path / "out").extract.parts) == 1


def test_reading_leaves_nothing_outside_its_folder(tmp_path: Path) -> None:
    path = make_epub(tmp_path / "b.epub", replace={"OEBPS/../../x": "y", "/tmp/x-canary": "y"})
    read_book(path, tmp_path / "out")
    assert sorted(child.name for child in tmp_path.iterdir()) == ["b.epub", "out"]
