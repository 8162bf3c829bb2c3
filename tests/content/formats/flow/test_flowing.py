"""Papers become pages: headings lead, notes have a way back, pictures and tables stay, nothing active goes through."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from content.formats.flow import MadeMembers, Source, flowed
from content.formats.reading import Caveat, Description, Extract, ReadLimits, Refusal, RefusedError
from content.records import Kind


def flow(scratch: Path, *html: str, members: dict[str, bytes] | None = None, title: str = "") -> Extract:
    return flowed(
        [Source(name=f"{number}.html", html=one) for number, one in enumerate(html, 1)],
        MadeMembers(members),
        description=Description(title=title),
        kind=Kind.DOCUMENT,
        media_type="text/html",
        scratch=scratch,
        limits=ReadLimits(),
    )


def picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (300, 200), "red").save(file, "PNG")
    return file.getvalue()


def test_headings_are_the_contents_and_places(tmp_path: Path) -> None:
    extract = flow(tmp_path, "<h1>QUYẾT ĐỊNH</h1><p>Căn cứ Luật.</p><h2>Điều 1. Phạm vi</h2><p>a) Ở xã.</p>")
    assert [(line.depth, line.title) for line in extract.contents] == [(0, "QUYẾT ĐỊNH"), (1, "Điều 1. Phạm vi")]
    place = extract.contents[1].place
    assert f'<h2 id="{place}">Điều 1. Phạm vi</h2>' in (tmp_path / "1.html").read_text("utf-8")
    assert extract.passages[-1].heading == "Điều 1. Phạm vi"


def test_without_a_title_the_first_heading_is_it_and_that_is_said(tmp_path: Path) -> None:
    extract = flow(tmp_path, "<h1>Quy chế làm việc</h1><p>Một.</p>")
    assert extract.description.title == "Quy chế làm việc"
    assert Caveat.TITLE_GUESSED in extract.caveats


def test_a_title_that_the_file_gives_stays(tmp_path: Path) -> None:
    extract = flow(tmp_path, "<h1>Quy chế làm việc</h1><p>Một.</p>", title="Quy chế 2024")
    assert extract.description.title == "Quy chế 2024"
    assert Caveat.TITLE_GUESSED not in extract.caveats


def test_links_between_documents_and_to_places_lead_there(tmp_path: Path) -> None:
    flow(
        tmp_path,
        '<p><a href="2.html#x">sang</a> <a href="#y">dưới</a></p><p id="y">Đây</p>',
        '<p>Một</p><p id="x">Hai</p>',
    )
    first = (tmp_path / "1.html").read_text("utf-8")
    assert 'href="2#x-x"' in first
    assert 'href="#x-y"' in first


def test_a_note_has_a_way_back(tmp_path: Path) -> None:
    html = (
        '<p>Chữ<a role="doc-noteref" id="r1" href="#fn1">1</a></p><aside role="doc-footnote" id="fn1">Chú thích</aside>'
    )
    flow(tmp_path, html)
    page = (tmp_path / "1.html").read_text("utf-8")
    assert '<a class="cht" href="#fn1">1</a>' in page
    assert '<a class="cht" href="#r1">' in page


def test_pictures_of_the_file_are_shown_and_missing_ones_said(tmp_path: Path) -> None:
    extract = flow(
        tmp_path,
        '<p><img src="a.png" alt="Sơ đồ"></p><p><img src="b.png" alt="Bản đồ"></p>',
        members={"a.png": picture()},
    )
    assert len(extract.resources) == 1
    page = (tmp_path / "1.html").read_text("utf-8")
    assert f'src="hinh/{extract.resources[0].name}"' in page
    assert "Bản đồ" in page


def test_cells_keep_how_far_they_span(tmp_path: Path) -> None:
    flow(tmp_path, '<table><tr><th colspan="2">Họ tên</th></tr><tr><td rowspan="2">A</td><td>B</td></tr></table>')
    page = (tmp_path / "1.html").read_text("utf-8")
    assert '<th colspan="2">' in page
    assert '<td rowspan="2">' in page


def test_nothing_active_goes_through(tmp_path: Path) -> None:
    flow(tmp_path, '<p onclick="x()">Chữ<script>alert(1)</script><a href="javascript:x()">đi</a></p>')
    page = (tmp_path / "1.html").read_text("utf-8")
    assert "script" not in page
    assert "onclick" not in page


def test_what_the_html_declares_of_its_encoding_is_not_believed(tmp_path: Path) -> None:
    flow(tmp_path, '<html><head><meta charset="utf-16"></head><body><p>Chữ Việt</p></body></html>')
    assert "Chữ Việt" in (tmp_path / "1.html").read_text("utf-8")


def test_style_sheets_inside_say_what_is_centred(tmp_path: Path) -> None:
    flow(
        tmp_path, "<html><head><style>.g1 {text-align: center}</style></head><body><p class='g1'>Giữa</p></body></html>"
    )
    assert 'class="g">Giữa</p>' in (tmp_path / "1.html").read_text("utf-8")


def test_a_long_paper_is_cut_before_headings(tmp_path: Path) -> None:
    words = " ".join(f"chữ{number * 7919 % 100_003}" for number in range(4_000))
    extract = flow(tmp_path, "".join(f"<h1>Chương {number}</h1><p>{words}</p>" for number in range(1, 4)))
    assert len(extract.parts) >= 3
    assert [line.title for line in extract.contents] == ["Chương 1", "Chương 2", "Chương 3"]


def test_nothing_to_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as error:
        flow(tmp_path, "<p> </p>", "")
    assert error.value.refusal is Refusal.NOTHING_TO_READ


def test_articles_below_part_chapter_and_section_are_in_the_contents(tmp_path: Path) -> None:
    html = "".join(f"<h{level}>{word} 1. Tên</h{level}>" for level, word in enumerate(("Phần", "Chương", "Mục"), 1))
    extract = flow(tmp_path, f"{html}<h4>Điều 1. Một</h4><p>Chữ.</p><h4>Điều 2. Hai</h4><p>Chữ.</p>")
    assert [(line.depth, line.title[:6]) for line in extract.contents[-2:]] == [(3, "Điều 1"), (3, "Điều 2")]


def test_depths_are_right_though_the_first_heading_is_deeper_than_later_ones(tmp_path: Path) -> None:
    extract = flow(
        tmp_path,
        "<h2>Lời nói đầu</h2><p>A</p><h2>Mục lục</h2><p>A</p><h1>Phần một</h1><p>A</p><h2>Chương 1</h2><p>A</p>",
    )
    assert [line.depth for line in extract.contents] == [0, 0, 0, 1]
