"""Guards zipped sites: pages in the order of their links, links that lead to parts, nothing that is no site."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.formats.html import SiteReader
from content.formats.reading import Caveat
from tests.content.formats.html.pages import picture, read_site, zipped


def page(body: str, title: str = "") -> str:
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


SITE: dict[str, str | bytes] = {
    "trang/anh/a.png": picture(),
    "trang/c.html": page("<h1>Ba</h1><p>Còn lại.</p>"),
    "trang/a.html": page('<h1>Một</h1><p id="x">Đây. <img src="anh/a.png"></p>'),
    "trang/b.html": page('<h1>Hai</h1><p><a href="a.html#x">về một</a></p><script src="x.js"></script>'),
    "trang/x.js": "x()",
    "trang/index.html": page(
        '<h1>Mở đầu</h1><p><a href="b.html">hai</a> <a href="a.html">một</a> <a href="con/">con</a></p>',
        "Kỹ thuật nuôi gà",
    ),
    "trang/con/index.html": page("<h1>Con</h1><p>Trang con.</p>"),
}


def test_pages_come_in_the_order_of_links_then_the_rest(tmp_path: Path) -> None:
    extract, _ = read_site(tmp_path, SITE)
    assert [line.title for line in extract.contents] == ["Mở đầu", "Hai", "Một", "Con", "Ba"]
    assert extract.description.title == "Kỹ thuật nuôi gà"
    assert extract.media_type == "application/zip"


def test_links_between_pages_lead_to_parts_and_pictures_are_shown(tmp_path: Path) -> None:
    extract, html = read_site(tmp_path, SITE)
    assert 'href="3#x-x"' in html
    assert 'href="4"' in html
    assert len(extract.resources) == 1


def test_scripts_and_code_of_servers_are_left_out_and_said(tmp_path: Path) -> None:
    extract, html = read_site(tmp_path, {**SITE, "trang/tim.php": "<?php x(); ?>"})
    assert "<script" not in html
    assert any("scripts" in note for note in extract.notes)
    assert any("server" in note for note in extract.notes)
    assert Caveat.LEFT_OUT in extract.caveats


def test_frames_are_read_in_their_order(tmp_path: Path) -> None:
    site: dict[str, str | bytes] = {
        "b.html": page("<h1>Bài</h1><p>Chữ.</p>"),
        "a.html": page("<h1>Mục lục</h1><p>Danh sách.</p>"),
        "index.htm": "<html><frameset cols='1,2'><frame src='a.html'><frame src='b.html'></frameset></html>",
    }
    extract, _ = read_site(tmp_path, site)
    assert [line.title for line in extract.contents] == ["Mục lục", "Bài"]


def test_page_of_word_with_its_folder_is_one_page(tmp_path: Path) -> None:
    site: dict[str, str | bytes] = {
        "bao cao.htm": page('<p>Báo cáo <img src="bao%20cao_files/image001.png"></p>'),
        "bao cao_files/image001.png": picture(),
        "bao cao_files/header.htm": page("<p>Đầu trang</p>"),
        "bao cao_files/filelist.xml": "<xml/>",
    }
    extract, html = read_site(tmp_path, site)
    assert len(extract.resources) == 1
    assert "Đầu trang" not in html


def test_broken_page_does_not_lose_the_others(tmp_path: Path) -> None:
    extract, html = read_site(tmp_path, {**SITE, "trang/a.html": b""})
    assert "Trang con." in html
    assert Caveat.LEFT_OUT in extract.caveats


@pytest.mark.parametrize(
    "members",
    [
        {"a.txt": "x", "b.docx": "y"},
        {"a.html": "<p>x", "b.docx": "y", "c.pdf": "z", "d.xls": "w"},
        {"mimetype": "application/epub+zip", "a.html": "<p>x"},
        {"[Content_Types].xml": "x", "word/document.xml": "y", "a.html": "z"},
        {"index.php": "<?php"},
        {"a/x.html": "<p>x", "b/y.html": "<p>y"},
        {"bai_files/header.htm": "<p>x"},
    ],
)
def test_what_holds_other_things_is_no_site(tmp_path: Path, members: dict[str, str | bytes]) -> None:
    path = zipped(tmp_path, members)
    assert not SiteReader().recognises(path.read_bytes()[:4_096], path)
