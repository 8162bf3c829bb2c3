"""Guards pages and pictures: the picture in its frame, larger, as text, the ways on and back, a page by its number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from content.catalogue import Catalogue
from content.records import RecordId
from tests.content.libraries import OWN
from tests.webapp.library.conftest import TODAY, Box, FixedClock, open_library
from tests.webapp.library.sheets import ALBUM, BOOK, BROKEN, COMIC, PAGES, RENTED, SCAN, SCANNED, fill_with_sheets
from webapp.library.sheet import album
from webapp.library.sheet_image import LARGE_WIDTHS, WIDTHS
from webapp.library.visit import Visit


@pytest.fixture(scope="module")
def sheets_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sheets")
    library = open_library(folder, FixedClock())
    fill_with_sheets(library)
    library.close()
    return folder


@pytest.fixture
def sheets(sheets_data: Path, box_maker: Callable[[Path], Box]) -> Iterator[Box]:
    opened = box_maker(sheets_data)
    yield opened
    opened.close()


def ways(page: str, rel: str) -> list[str]:
    return re.findall(rf'rel="{rel}" href="([^"]+)"', page)


def test_a_page_stands_as_a_picture_that_the_phone_chooses_by_its_width(sheets: Box) -> None:
    page = sheets.get(f"{BOOK}/3").text
    webp = re.search(r'<source type="image/webp" srcset="([^"]+)"', page)
    jpeg = re.search(r'<img src="([^"]+)" srcset="([^"]+)"', page)
    assert webp is not None
    assert jpeg is not None
    assert webp[1] == ", ".join(f"{BOOK}/trang/3-{width}.webp {width}w" for width in WIDTHS)
    assert jpeg[1] == f"{BOOK}/trang/3-720.jpg"
    assert jpeg[2] == ", ".join(f"{BOOK}/trang/3-{width}.jpg {width}w" for width in WIDTHS)
    assert f"trang 3 trong {PAGES}" in page
    assert 'viewBox="0 0 595 842"' in page
    assert "hay chạm “Bản chữ” để đọc chữ" in page
    assert f'data-sach="{BOOK}" data-phan="3"' in page
    assert 'data-ten-phan="Trang 3"' in page


def test_a_larger_page_asks_for_larger_pictures_and_leads_back(sheets: Box) -> None:
    page = sheets.get(f"{BOOK}/3?xem=to").text
    assert f"{BOOK}/trang/3-{LARGE_WIDTHS[-1]}.webp" in page
    assert 'tabindex="0" role="region"' in page
    assert f'href="{BOOK}/3">' in page
    assert "Thu nhỏ" in page
    assert "Phóng to" not in page


def test_the_text_of_a_page_is_read_with_letters_of_ones_own(sheets: Box) -> None:
    page = sheets.get(f"{BOOK}/3?xem=chu").text
    assert "mỗi trận mưa cuốn đi" in page
    assert '<article class="chu">' in page
    assert "/trang/3-" not in page
    assert "Xem ảnh trang" in page
    assert "<details" in page
    assert '<article class="chu" lang="vi">' in sheets.get(f"/en{BOOK}/3?xem=chu").text


def test_the_view_stays_on_the_way_on_and_back_and_in_the_form(sheets: Box) -> None:
    for view in ("to", "chu"):
        page = sheets.get(f"{BOOK}/3?xem={view}").text
        assert ways(page, "prev") == [f"{BOOK}/2?xem={view}"]
        assert ways(page, "next") == [f"{BOOK}/4?xem={view}"]
        assert f'<input type="hidden" name="xem" value="{view}">' in page
    assert ways(sheets.get(f"{BOOK}/3").text, "next") == [f"{BOOK}/4"]


def test_the_text_of_a_page_leaves_room_in_the_bar_for_the_size_of_letters(sheets: Box) -> None:
    assert "/tep/" in sheets.get(f"{BOOK}/3").text
    assert "/tep/" not in sheets.get(f"{BOOK}/3?xem=chu").text


def test_a_page_that_fails_when_large_is_offered_small_and_one_that_never_comes_says_what_to_do(sheets: Box) -> None:
    page = f"{BROKEN}/1"
    assert sheets.get(f"{BROKEN}/trang/1-720.webp").status_code == 404
    smaller = sheets.get(page).text
    assert "1-540.webp" in smaller
    assert "1-720" not in smaller
    assert "1-720" not in sheets.get(f"{page}?xem=to").text
    assert sheets.get(f"{BROKEN}/trang/1-360.webp").status_code == 404
    nothing = sheets.get(page).text
    assert "Hộp không mở được trang này" in nothing
    assert "Chạm “Bản chữ” để đọc." in nothing
    assert "<img" not in nothing
    assert ways(nothing, "next") == [f"{BROKEN}/2"]
    assert "mỗi trận mưa" in sheets.get(f"{page}?xem=chu").text
    assert "1-720.webp" in sheets.get(f"{BOOK}/1").text


def test_a_scan_says_that_it_has_no_text_and_offers_none(sheets: Box) -> None:
    for view in ("", "?xem=chu"):
        page = sheets.get(f"{BOOK}/{SCAN}{view}").text
        assert "Trang này là ảnh chụp, không có chữ để tìm." in page
        assert "Bản chữ" not in page
        assert f"/trang/{SCAN}-720.webp" in page
    assert ways(sheets.get(f"{BOOK}/{SCAN}?xem=chu").text, "next") == [f"{BOOK}/{SCAN + 1}?xem=chu"]
    assert "không có chữ để tìm" not in sheets.get(f"{BOOK}/3").text


def test_the_first_page_has_no_way_back_and_the_last_leads_to_the_book(sheets: Box) -> None:
    assert ways(sheets.get(f"{BOOK}/1").text, "prev") == []
    last = sheets.get(f"{BOOK}/{PAGES}").text
    assert ways(last, "next") == []
    assert "Hết. Về trang sách" in last


def test_a_page_is_opened_by_its_number_in_the_view_that_is_looked_at(sheets: Box) -> None:
    for typed, view, target in (("4", "", "4"), ("04", "&xem=chu", "4?xem=chu"), ("+2", "&xem=to", "2?xem=to")):
        answer = sheets.get(f"{BOOK}/den?trang={typed}{view}")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{BOOK}/{target}")
    assert sheets.get(f"/en{BOOK}/den?trang=2").headers["Location"] == f"/en{BOOK}/2"
    assert not sheets.events.events


@pytest.mark.parametrize("typed", ["0", "6", "99999", "9999999999", "abc", "-1", "", "1.5", "<b>", "²"])
def test_a_number_that_is_not_there_is_answered_by_what_is(sheets: Box, typed: str) -> None:
    answer = sheets.client.get(f"{BOOK}/den", query_string={"trang": typed})
    assert answer.status_code == 404
    assert f"Ở đây có từ 1 đến {PAGES}." in answer.text
    assert 'name="trang"' in answer.text
    assert "<b>" not in answer.text.partition("<h1>")[2].partition("</h1>")[0]
    assert "· trang" not in answer.text.partition("</title>")[0]


def test_a_book_that_is_not_of_pages_has_no_page_to_turn_to(box: Box) -> None:
    assert box.get(f"{box.path('Mùa hoa ban')}/den?trang=2").status_code == 404


def test_without_an_outline_no_contents_count_the_pages(sheets: Box) -> None:
    assert "/muc-luc" not in sheets.get(f"{BOOK}/3").text
    assert f"{RENTED}/muc-luc" in sheets.get(f"{RENTED}/2").text


def test_the_file_is_offered_only_where_it_may_be_taken_home(sheets: Box) -> None:
    assert f'href="{BOOK}/tep/ngo.pdf"' in sheets.get(f"{BOOK}/3").text
    assert "/tep/" not in sheets.get(f"{RENTED}/2").text
    assert sheets.get(f"{RENTED}/2").headers["Cache-Control"].startswith("private")


def test_a_passage_that_was_found_leads_to_its_page(sheets: Box) -> None:
    found = sheets.get(f"{BOOK}/tim?q=nuong+doc").text
    assert f'href="{BOOK}/2"' in found
    assert "<b>Trang 2</b>" in found


def test_a_picture_of_an_album_has_its_caption_and_can_be_kept(sheets: Box) -> None:
    page = sheets.get(f"{ALBUM}/1").text
    large = re.search(rf'href="({ALBUM}/hinh/[^"]+)">[^<]*<svg[^>]*><use[^>]*/></svg> Tải ảnh', page)
    assert large is not None
    assert sheets.get(large[1]).status_code == 200
    assert "<p>Suối Nậm La mùa nước</p>" in page
    assert "ảnh 1 trong 3" in page
    assert 'alt="Ảnh suối 1"' in page
    assert "không có chữ để tìm" not in page
    assert "Bản chữ" not in page
    assert "/tep/" not in page


def test_a_larger_picture_is_another_file_and_offered_where_there_is_one(sheets: Box) -> None:
    plain, larger = sheets.get(f"{ALBUM}/2").text, sheets.get(f"{ALBUM}/2?xem=to").text
    source = re.compile(r'<img src="([^"]+)"')
    assert source.findall(plain) != source.findall(larger)
    assert "Phóng to" in plain
    assert "Phóng to" not in sheets.get(f"{ALBUM}/3").text


def test_a_comic_from_right_to_left_has_its_way_on_at_the_left(sheets: Box) -> None:
    page = sheets.get(f"{COMIC}/2").text
    assert '<nav class="doi" dir="rtl"' in page
    assert ways(page, "next") == [f"{COMIC}/3"]
    assert f'href="{COMIC}/tep/truyen.cbz"' in page
    assert 'dir="rtl"' not in sheets.get(f"{BOOK}/3").text


def test_an_album_shows_small_pictures_with_their_names_and_ways(sheets: Box) -> None:
    found = Catalogue(sheets.library.read(), TODAY)
    record = RecordId(f"{OWN}/ban-lan")
    shown = found.shown(record)
    assert shown is not None
    lines = album(_visit(sheets), shown, found.parts(record))
    assert [(one.href, one.words) for one in lines] == [(f"{ALBUM}/{n}", f"Ảnh suối {n}") for n in (1, 2, 3)]
    assert sheets.get(lines[0].source).status_code == 200


def test_the_page_of_an_album_shows_its_pictures_late_and_each_picture_leads_back_to_them(sheets: Box) -> None:
    page = sheets.get(ALBUM).text
    found = re.findall(
        rf'<a href="({ALBUM}/[0-9])"><img src="([^"]+)" loading="lazy" alt="" width="40" height="30">', page
    )
    assert [href for href, _ in found] == [f"{ALBUM}/{n}" for n in (1, 2, 3)]
    assert 'id="cac-anh"' in page
    assert "Mục lục" not in page
    inner = sheets.get(f"{ALBUM}/2").text
    assert f'href="{ALBUM}#cac-anh"' in inner
    assert "Mục lục" not in inner


@pytest.mark.parametrize(
    ("address", "title", "words"),
    [("/duyet/loai/tai-lieu", "Sổ tay trồng ngô", f"{PAGES} trang"), ("/duyet/loai/anh", "Bản Lạn", "3 ảnh"),
     ("/duyet/loai/sach", "Truyện tranh", "3 trang")],
)  # fmt: skip
def test_lists_and_records_count_pages_and_pictures_as_such(sheets: Box, address: str, title: str, words: str) -> None:
    line = next(one for one in sheets.get(address).text.split("<li>") if title in one)
    assert f"<small>{words}</small>" in line
    href = re.search(r'href="([^"]+)"', line)
    assert href is not None
    assert words in sheets.get(href[1]).text


def test_contents_of_a_book_of_pages_count_pages(sheets: Box) -> None:
    assert f"{PAGES} trang</p>" in sheets.get(f"{RENTED}/muc-luc").text
    assert "<b>Trang 3</b>" in sheets.get(f"{BOOK}/muc-luc").text


def test_only_what_has_no_letter_at_all_is_said_to_be_a_scan(sheets: Box) -> None:
    assert "không có chữ để tìm" not in sheets.get(BOOK).text
    assert "Trang là ảnh chụp, không có chữ để tìm." in sheets.get(SCANNED).text


def _visit(box: Box) -> Visit:
    """A visit to a page, as views are given it."""
    from flask import Request
    from werkzeug.test import EnvironBuilder

    from content.addresses import parse
    from webapp.library.visit import visit_maker

    address = parse(ALBUM)
    assert address is not None
    make = visit_maker(box.library, name="", clock=box.clock, letters=box.letters, drawing=box.desk)
    return make(address, Request(EnvironBuilder(ALBUM).get_environ()), None)
