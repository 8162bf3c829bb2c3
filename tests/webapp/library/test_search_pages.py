"""Guards searching: over titles with marks or without, inside a book, and what is said where nothing is found."""

from __future__ import annotations

import re

import pytest

from content.addresses import Noun
from content.catalogue import OverlayField, lay
from tests.webapp.library.conftest import Box


def test_a_title_is_found_without_marks_and_without_the_bar_of_d(box: Box) -> None:
    for query in ("mua hoa ban", "MÙA HOA", "lo van doi", "Đôi"):
        assert "Mùa hoa ban" in box.get("/tim", query_string={"q": query}).text


def test_a_printed_book_among_results_is_said_to_be_one(box: Box) -> None:
    page = box.get("/tim?q=luat+dat+dai").text
    assert "Có sách, báo in trong tủ" in page
    assert "Sách in, đọc tại Nhà văn hóa bản Lạn, tủ 3" in page


def test_where_nothing_is_found_shelves_and_a_form_are_offered(box: Box) -> None:
    page = box.get("/tim?q=hoa+hồng+bạch").text
    assert "Chưa có “hoa hồng bạch”" in page
    assert "Thử bớt chữ" not in page
    shelves = page.partition("Kệ gần nhất")[2]
    for name in ("Sách", "Tiếng Thái", "Tiếng Mông", "Báo, tạp chí"):
        assert f"<b>{name}</b>" in shelves
    assert ">hoa hồng bạch</textarea>" in page


def test_what_some_words_of_a_long_question_find_is_shown_as_that(box: Box) -> None:
    page = box.get("/tim", query_string={"q": "đường sang bên kia suối bằng gì"}).text
    assert "Chưa có “đường sang bên kia suối bằng gì”" in page
    assert "Riêng “bên kia suối” thì có:" in page
    assert "<b>Bên kia suối</b>" in page
    assert "Nhờ tìm giúp" in page


@pytest.mark.parametrize(
    ("query", "address", "name"),
    [
        ("tiếng thái", "/duyet/tieng/blt-Tavt", "Tiếng Thái"),
        ("sách mông", "/duyet/tieng/hmn-Latn-x-rpa", "Tiếng Mông"),
        ("bao", "/ke/bao", "Báo, tạp chí"),
        ("sách thiếu nhi", "/ke/thieu-nhi", "Thiếu nhi"),
    ],
)
def test_a_list_is_found_by_its_name(box: Box, query: str, address: str, name: str) -> None:
    page = box.get("/tim", query_string={"q": query}).text
    assert re.search(rf'<a class="d" href="{address}">.*?<b>{name}</b>', page)
    assert "Chưa có" not in page
    assert box.get(address).status_code == 200


def test_the_way_from_a_name_leads_to_what_this_person_made_and_nothing_else(box: Box) -> None:
    page = box.get(box.path("Mùa hoa ban")).text
    way = re.search(r'<a class="nguoi" href="([^"]+)">Lò Văn Đôi</a>', page)
    assert way is not None
    found = box.get(way[1].replace("&amp;", "&")).text
    assert "1 tài liệu của Lò Văn Đôi" in found
    assert box.get("/tim", query_string={"q": '"Lò Văn"'}).text.count("tài liệu của") == 0


def test_other_marks_than_those_typed_are_only_near(box: Box) -> None:
    page = box.get("/tim", query_string={"q": "mua họa ban"}).text
    assert "Chưa có “mua họa ban”" in page
    assert "Gần giống thì có:" in page


def test_a_chapter_about_it_is_found_and_leads_to_its_place(box: Box) -> None:
    page = box.get("/tim", query_string={"q": "bên kia suối"}).text
    assert "1 chương có “bên kia suối”" in page
    found = re.search(r'<a class="d" href="(/sach/[^"]+/2(?:#[^"]+)?)">.*?<b>Bên kia suối</b>', page)
    assert found is not None
    assert "Con trâu đen lội" in box.get(found[1]).text
    assert "Nhờ tìm giúp" not in page


def test_a_question_with_a_slip_shows_what_is_near_and_still_offers_to_ask(box: Box) -> None:
    page = box.get("/tim", query_string={"q": "mua qoa ban"}).text
    assert "Chưa có “mua qoa ban”" in page
    assert "Gần giống thì có:" in page
    assert "Mùa hoa ban" in page
    assert "Nhờ tìm giúp" in page


def test_chapters_of_a_hidden_book_are_not_found(own_box: Box) -> None:
    with own_box.library.write() as tx:
        lay(tx, own_box.record("Mùa hoa ban"), OverlayField.HIDDEN, "1", now=own_box.clock.now())
    assert "Chưa có “bên kia suối”" in own_box.get("/tim", query_string={"q": "bên kia suối"}).text


def test_an_empty_question_shows_the_box(box: Box) -> None:
    for address in ("/tim", "/tim?q=", "/tim?q=+++"):
        answer = box.get(address)
        assert answer.status_code == 200
        assert 'name="q"' in answer.text


@pytest.mark.parametrize("query", ["%", "a" * 5_000, "\0", "\u202e", "' OR 1=1 --", "🙂" * 300, "%ff%fe", "<b>"])
def test_an_odd_question_gets_a_plain_answer(box: Box, query: str) -> None:
    answer = box.get("/tim", query_string={"q": query})
    assert answer.status_code == 200
    assert "<b>”" not in answer.text


def test_long_results_have_pages(box: Box) -> None:
    first = box.get("/tim?q=nong+thon")
    assert "30 tài liệu có “nong thon”" in first.text
    assert 'href="/tim?q=nong+thon&amp;trang=2"' in first.text
    assert box.get("/tim?q=nong+thon&trang=2").status_code == 200
    assert box.get("/tim?q=nong+thon&trang=3").status_code == 404


def test_inside_a_book_words_are_found_without_marks_and_lead_to_their_place(box: Box) -> None:
    path = box.path("Mùa hoa ban")
    page = box.get(f"{path}/tim?q=trau+den+loi").text
    assert "1 chỗ có" in page
    assert "<mark>trâu</mark>" in page
    found = re.search(rf'href="({path}/2#([^"]+))"', page)
    assert found is not None
    assert f'id="{found[2]}"' in box.get(f"{path}/2").text


def test_inside_a_book_a_place_is_named_by_its_part_and_its_heading(box: Box) -> None:
    page = box.get(f"{box.path('Mèo con đi học')}/tim?q=tháng+thứ").text
    assert re.findall("<b>([^<]+)</b>", page) == ["Phần 1 · Bảng cân"]
    page = box.get(f"{box.path('Mùa hoa ban')}/tim?q=trâu+đen").text
    assert "<b>Bên kia suối</b>" in page


def test_inside_a_book_what_is_not_there_is_said_plainly(box: Box) -> None:
    page = box.get(f"{box.path('Mùa hoa ban')}/tim?q=máy+bay").text
    assert "Trong sách này chưa thấy “máy bay”" in page
    assert 'href="/tim?q=m%C3%A1y%20bay"' in page or 'href="/tim?q=m%C3%A1y+bay"' in page


def test_the_event_says_whether_a_search_found_something(box: Box) -> None:
    for address in ("/tim?q=hoa+ban", "/tim?q=khongcogi", "/tim", f"{box.path('Mùa hoa ban')}/tim?q=suoi"):
        box.get(address)
    assert [(event.address.noun, event.found) for event in box.events.events] == [
        (Noun.SEARCH, True),
        (Noun.SEARCH, False),
        (Noun.SEARCH, None),
        (Noun.INSIDE, True),
    ]
