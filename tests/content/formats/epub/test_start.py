"""Guards where reading starts: past covers and notices, never past what an author wrote, as the publisher says."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.records import Start
from tests.content.formats.epub.books import read_book
from tests.epubs import METADATA, document, make_epub, nav, png, prose

COVER = '<p><img src="cover.png" alt=""/></p>'
TITLE_PAGE = "<h1>Sách mẫu</h1><p>Tác giả: Nguyễn Văn A</p><p>Nhà xuất bản Kim Đồng</p><p>2012</p>"
NOTICE = "<p>Nguồn ebook: tve-4u.org</p><p>Nguồn text: Internet</p><p>Tạo ebook: Caruri</p>"
CONTENTS = (
    '<h2>Mục lục</h2><p><a href="c5.xhtml">Người khách lạ</a></p><p><a href="c6.xhtml">Bến lo</a> 12</p>'
    "<p>Kết nghĩa 30</p>"
)
IMPRINT = "<p>Bản quyền © 2012 NXB Kim Đồng</p><p>In xong và nộp lưu chiểu quý 3 năm 2012</p>"
STORY = [f"<h1>Hồi {n}</h1><p>{prose(n, 400)}</p><p>{prose(n + 50, 400)}</p>" for n in range(1, 4)]


def start_of(
    tmp_path: Path, *chapters: str, landmarks: str = "", guide: str = "", titles: tuple[str, ...] = ()
) -> Start:
    said = nav([(0, title, f"c{number}.xhtml") for number, title in enumerate(titles, 1)] or [(0, "Hồi 1", "c1.xhtml")])
    path = make_epub(
        tmp_path / "book.epub",
        chapters=chapters,
        files={"cover.png": png(400, 600)},
        opf_extra=f"<guide>{guide}</guide>" if guide else "",
        replace={"OEBPS/nav.xhtml": said.replace("</body>", f"{landmarks}</body>")},
    )
    return read_book(path, tmp_path / "out").extract.start


def landmark(kind: str, href: str) -> str:
    return f'<nav epub:type="landmarks"><ol><li><a epub:type="{kind}" href="{href}">x</a></li></ol></nav>'


def test_book_that_begins_with_its_text_starts_there(tmp_path: Path) -> None:
    assert start_of(tmp_path, *STORY) == Start()


def test_cover_title_page_notice_and_contents_are_passed_over(tmp_path: Path) -> None:
    titles = ("Bìa", "Tựa", "Nguồn", "Mục lục", "Người khách lạ", "Bến lo", "Kết nghĩa")
    assert start_of(tmp_path, COVER, TITLE_PAGE, NOTICE, CONTENTS, *STORY, titles=titles) == Start(part=5)


def test_imprint_is_passed_over(tmp_path: Path) -> None:
    assert start_of(tmp_path, IMPRINT, *STORY) == Start(part=2)


@pytest.mark.parametrize(
    "reading",
    [
        "<p>Tặng bản tôi, và mẹ.</p>",
        "<p>Hoài Văn tuổi trẻ chí cao</p><p>Cờ đề sáu chữ quyết vào lập công</p>",
        "<h1>Lời nói đầu</h1><p>Cảm ơn nhà xuất bản, và các bạn đã số hóa ebook này. Bản quyền © 2012 NXB Trẻ.</p>",
        f"<p>{prose(90, 500)} Sách này còn có bản ebook ở tve-4u.org.</p>",
    ],
)
def test_what_an_author_wrote_is_reading(tmp_path: Path, reading: str) -> None:
    assert start_of(tmp_path, COVER, reading, *STORY) == Start(part=2)


def test_the_only_text_is_not_passed_over(tmp_path: Path) -> None:
    assert start_of(tmp_path, NOTICE) == Start()
    assert start_of(tmp_path, COVER, NOTICE, TITLE_PAGE) == Start()


def test_picture_book_starts_with_its_first_picture(tmp_path: Path) -> None:
    pages = [f'<p><img src="cover.png" alt=""/></p><p>Trang {n}.</p>' for n in range(1, 6)]
    assert start_of(tmp_path, COVER, *pages) == Start()


def test_landmark_says_where_the_text_starts(tmp_path: Path) -> None:
    told = landmark("bodymatter", "c3.xhtml#day")
    story = STORY[1].replace("<p>", '<p id="day">', 1)
    assert start_of(tmp_path, "<p>Đôi lời.</p>", STORY[0], story, *STORY, landmarks=told) == Start(
        part=3, place="x-day"
    )


def test_guide_says_where_the_text_starts_and_a_notice_there_is_passed_over(tmp_path: Path) -> None:
    guide = '<reference type="text" title="Start" href="c2.xhtml"/>'
    assert start_of(tmp_path, "<p>Đôi lời.</p>", NOTICE, *STORY, guide=guide) == Start(part=3)


def test_place_behind_most_of_the_text_is_not_believed(tmp_path: Path) -> None:
    assert start_of(tmp_path, *STORY, "<p>Hết.</p>", landmarks=landmark("bodymatter", "c4.xhtml")) == Start()


def test_semantics_of_a_document_are_believed(tmp_path: Path) -> None:
    front = document(f"<p>{prose(1, 200)}</p>", body_attributes='epub:type="copyright-page"')
    tale = document("<p>Ebook, nguồn tve-4u.org</p>", body_attributes='epub:type="preface"')
    assert start_of(tmp_path, front, *STORY) == Start(part=2)
    assert start_of(tmp_path, tale, *STORY) == Start()


def test_document_that_the_guide_calls_a_title_page_is_passed_over(tmp_path: Path) -> None:
    guide = '<reference type="title-page" href="c1.xhtml"/>'
    assert start_of(tmp_path, "<p>Một nhà ở lưng đồi</p>", *STORY, guide=guide) == Start(part=2)


def test_fixed_pages_start_with_the_first(tmp_path: Path) -> None:
    pages = ['<p><img src="p.png" alt=""/></p>', f"<p>{prose(1, 300)}</p>", f"<p>{prose(2, 300)}</p>"]
    path = make_epub(
        tmp_path / "book.epub",
        chapters=pages,
        files={"p.png": png()},
        metadata=f'{METADATA}<meta property="rendition:layout">pre-paginated</meta>',
    )
    assert read_book(path, tmp_path / "out").extract.start == Start()
