"""Guards the start, shelves and browsing: what holds something is there, in order, page by page."""

from __future__ import annotations

import re

import pytest

from tests.webapp.library.conftest import EVIL, Box


def test_the_start_has_search_tiles_languages_and_what_is_new(box: Box) -> None:
    page = box.get("/").text
    assert "Bạn tìm gì?" in page
    for words in ("Sách", "Pháp luật", "Thiếu nhi", "Tiếng Thái", "Tiếng Mông", "Mới trên kệ", "Đề nghị tài liệu"):
        assert words in page
    assert "Nghe – Xem" not in page


def test_the_start_is_light_and_asks_for_three_things(box: Box) -> None:
    answer = box.get("/", headers={"Accept-Encoding": "gzip"})
    page = re.sub("<noscript>.*?</noscript>", "", box.get("/").text)
    style = re.search(r'rel="stylesheet" href="([^"]+)"', page)
    script = re.search(r'<script src="([^"]+)"', page)
    assert style is not None
    assert script is not None
    parts = [box.get(one[1], headers={"Accept-Encoding": "gzip"}) for one in (style, script)]
    assert len(answer.data) + sum(len(part.data) for part in parts) < 20_000
    assert len(re.findall(r'\b(?:src|rel="stylesheet" href)="(?!data:)', page)) == 2
    assert page.index("</main>") < page.index('rel="stylesheet"'), "what is seen first waits for no style sheet"


def test_the_start_of_an_empty_library_says_so_and_offers_to_ask(empty_box: Box) -> None:
    page = empty_box.get("/").text
    assert "Kệ này chưa có gì" in page
    assert "/de-nghi" in page


def test_a_shelf_shows_its_books_with_covers(box: Box) -> None:
    page = box.get("/ke/thieu-nhi").text
    assert "Mèo con đi học" in page
    assert "Hà Thị Én" in page
    assert 'class="bia c' in page


def test_a_book_with_a_cover_shows_its_thumbnail_late(box: Box) -> None:
    page = box.get("/duyet/loai/sach").text
    found = re.search(r'<img src="([^"]+-nho\.jpg)" alt="" width="84" height="126" loading="lazy">', page)
    assert found is not None
    picture = box.get(found[1])
    assert picture.content_type == "image/jpeg"
    assert len(picture.data) <= 4_000


def test_a_long_shelf_has_pages_of_24_and_no_entry_is_lost(box: Box) -> None:
    seen: set[str] = set()
    address: str | None = "/duyet/loai/tai-lieu"
    while address:
        page = box.get(address).text
        links = re.findall(r'href="(/tai-lieu/[^"/]+/[^"/]+)"', page)
        assert len(links) <= 24
        seen |= set(links)
        way = re.search(r'class="btn chinh" href="([^"]+)"', page)
        address = way[1] if way else None
    assert len(seen) == 30


@pytest.mark.parametrize(
    "address",
    [
        "/ke/khong-co",
        "/ke/sach?trang=99",
        "/duyet/loai/gi",
        "/duyet/de-tai/khong",
        "/duyet/moi/gi",
        "/duyet/moi?trang=99",
    ],
)
def test_a_list_that_is_not_there_is_not_found(box: Box, address: str) -> None:
    assert box.get(address).status_code == 404


@pytest.mark.parametrize("facet", ["loai", "de-tai", "tieng", "noi-gui"])
def test_each_value_to_browse_by_leads_to_as_many_records_as_it_says(box: Box, facet: str) -> None:
    page = box.get(f"/duyet/{facet}").text
    found = re.findall(rf'href="(/duyet/{facet}/[^"]+)">.*?<small>(\d+ [^<]+)</small>', page)
    assert found
    for address, count in found:
        assert f">{count}<" in box.get(address).text


def test_a_subject_with_a_slash_has_an_address_of_its_own(box: Box) -> None:
    answer = box.get("/duyet/de-tai/ch%E1%BB%A3%2Fphi%C3%AAn")
    assert answer.status_code == 200
    assert "Mùa hoa ban" in answer.text


def test_what_a_book_is_called_never_becomes_markup(box: Box) -> None:
    for address in ("/duyet/moi", "/duyet/loai/sach", "/duyet/de-tai", "/tim?q=script", f"/tim?q={EVIL}", "/"):
        page = box.get(address).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "onerror=alert(2)>" not in page


def test_things_are_counted_by_what_they_are(box: Box) -> None:
    assert "1 tờ" in box.get("/duyet/loai/bao").text
    assert "2 văn bản" in box.get("/duyet/loai/luat").text
    assert "30 tài liệu" in box.get("/duyet/loai/tai-lieu").text
    assert "quyển" in box.get("/ke/sach").text
    assert "quyển" not in box.get("/duyet/moi").text


def test_records_that_do_not_say_where_they_came_from_are_among_the_values(box: Box) -> None:
    page = box.get("/duyet/noi-gui").text
    assert re.search(r'href="/duyet/noi-gui/not-stated">.*?Chưa ghi', page)
    assert "Báo Sơn La" in box.get("/duyet/noi-gui/not-stated").text
    assert "Luật Đất đai, bản in" not in box.get("/duyet/noi-gui/not-stated?trang=2").text


def test_a_record_has_the_same_word_picture_and_dye_in_search_on_lists_and_on_its_page(box: Box) -> None:
    sign = re.compile(r'<small class="ml"><svg[^>]*><use xlink:href="#i:luat"/></svg> Pháp luật</small>')
    assert sign.search(box.get("/tim?q=luat+dat+dai").text)
    assert len(sign.findall(box.get("/duyet/noi-gui/law-bookcase").text)) == 1
    assert "ms" not in re.findall(r'<small class="(\w+)">', box.get("/tim?q=luat+dat+dai").text)


def test_a_law_of_unknown_validity_says_so_among_others(box: Box) -> None:
    assert box.get("/ke/phap-luat").text.count("Chưa rõ hiệu lực") == 2


def test_two_editions_of_a_book_stand_once_among_the_newest(own_box: Box) -> None:
    assert len(newest(own_box)) == 6
    with own_box.library.write() as tx:
        tx.execute("UPDATE shown SET title = 'Tập san' WHERE title LIKE 'Tập san nông thôn %'")
    assert newest(own_box).count("Tập san") == 1


def newest(box: Box) -> list[str]:
    page = box.get("/").text
    row = page[page.index("Mới trên kệ") :]
    return re.findall(r"</span>\s*([^<]+)</a>", row[: row.index("</ul>")])
