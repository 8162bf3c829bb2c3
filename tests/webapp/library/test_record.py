"""Guards a record's page: what it is, who it came from, what may be done with it, in plain words and by the right."""

from __future__ import annotations

import re

import pytest

from content.catalogue import OverlayField, lay, withdraw
from content.catalogue.likeness import note_move
from content.records import Kind, RecordId
from tests.content.libraries import NOW
from tests.webapp.library.conftest import Box, FixedClock
from webapp.library.words import paper_words


def test_a_book_says_what_it_is_and_how_to_read_it(box: Box) -> None:
    page = box.get(box.path("Mùa hoa ban")).text
    assert "<h1>Mùa hoa ban</h1>" in page
    assert f'href="{box.path("Mùa hoa ban")}/1"' in page
    assert "Đọc ngay" in page
    assert "Chuyện một mùa xuân." in page
    assert "Kể cho cả nhà." in page
    assert "3 phần" in page
    assert "Đồn biên phòng" in page
    assert "Nhớ ghi tên người viết" in page
    assert "23/11/2026" in page
    assert "Do xã đưa lên" in page


def test_reading_starts_where_the_book_says(box: Box) -> None:
    page = box.get(box.path("Sách thuê")).text
    assert f'href="{box.path("Sách thuê")}/2"' in page
    assert f'href="{box.path("Sách thuê")}/1"' not in page


def test_a_book_that_may_be_taken_home_has_a_button_with_its_size(box: Box) -> None:
    page = box.get(box.path("Mùa hoa ban")).text
    assert "Tải về máy" in page
    assert "EPUB, 0,1 MB" in page


def test_a_restricted_book_can_be_read_but_not_taken_home(box: Box) -> None:
    page = box.get(box.path("Sách thuê"))
    assert "Đọc ngay" in page.text
    assert "Tải về máy" not in page.text
    assert "Đọc được đến hết ngày 31/01/2027" in page.text
    assert "Người giữ quyền: NXB Trẻ" in page.text
    assert page.headers["Cache-Control"] == "private, no-cache"


def test_a_right_that_ended_puts_the_book_away(box: Box) -> None:
    path = box.path("Sách thuê")
    box.clock.today = box.clock.today.replace(year=2027, month=2, day=1)
    answer = box.get(path)
    assert answer.status_code == 410
    assert "đã cất đi" in answer.text


def test_a_printed_book_says_where_it_stands(box: Box) -> None:
    page = box.get(box.path("Luật Đất đai, bản in")).text
    assert "Sách in, đọc tại Nhà văn hóa bản Lạn" in page
    assert "tủ 3" in page
    assert "2 bản" in page
    assert "346 L504Đ" in page
    assert "Đọc ngay" not in page


def test_a_newspaper_lists_its_issues_newest_first(box: Box) -> None:
    page = box.get(box.path("Báo Sơn La", "bao")).text
    assert page.index("02/11/2026") < page.index("01/10/2026")


def test_a_book_in_thai_script_is_marked_for_its_font(box: Box) -> None:
    page = box.get(box.path("ꪁꪫꪱꪣ ꪼꪕ")).text
    assert '<h1 lang="blt-Tavt">' in page
    assert "Tiếng Thái Đen (chữ Thái)" in page


def test_an_orthography_of_hmong_is_named(box: Box) -> None:
    assert "Tiếng Mông (chữ RPA)" in box.get(box.path("Nyob zoo")).text


def test_a_book_for_children_is_marked(box: Box) -> None:
    assert "Cho trẻ em" in box.get(box.path("Mèo con đi học")).text


def test_an_address_under_the_wrong_kind_leads_to_the_right_one(box: Box) -> None:
    right = box.path("Mùa hoa ban")
    answer = box.get(right.replace("/sach/", "/bao/") + "/2")
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"{right}/2"


def test_an_unknown_record_is_not_found_and_the_page_says_what_is_safe(box: Box) -> None:
    answer = box.get("/sach/local-0000000000000000/aaaa")
    assert answer.status_code == 404
    assert "vẫn còn nguyên" in answer.text


def test_a_record_speaks_english_under_its_english_address(box: Box) -> None:
    page = box.get(f"/en{box.path('Mùa hoa ban')}").text
    assert '<html lang="en">' in page
    assert "Read now" in page
    assert '<h1 lang="vi">Mùa hoa ban</h1>' in page
    assert f'href="/en{box.path("Mùa hoa ban")}/1"' in page


def test_the_way_back_names_the_shelf_and_the_head_has_its_dye(box: Box) -> None:
    law = box.get(box.path("Luật Đất đai, bản in")).text
    assert re.search(r'class="trolai" href="/ke/phap-luat">.*?</svg> Pháp luật</a>', law)
    assert 'class="det h2 kl"' in law
    children = box.get(box.path("Mèo con đi học")).text
    assert re.search(r'class="trolai" href="/ke/thieu-nhi">.*?</svg> Thiếu nhi</a>', children)
    assert re.search(r'class="trolai" href="/ke/sach">.*?</svg> Sách</a>', box.get(box.path("Mùa hoa ban")).text)


def test_the_shelf_on_which_a_record_was_put_goes_before_all_others(box: Box) -> None:
    assert 'class="trolai" href="/ke/hoc-tap"' in box.get(box.path("Sổ tay của hộp")).text


def test_what_came_with_the_box_is_not_said_to_be_the_communes(box: Box) -> None:
    page = box.get(box.path("Sổ tay của hộp")).text
    assert "Có sẵn trong hộp" in page
    assert "Do xã đưa lên" not in page


def test_a_law_of_unknown_validity_says_so_above_everything_to_be_done_with_it(box: Box) -> None:
    page = box.get(box.path("Luật Thư viện, bản in", "luat")).text
    assert page.index("Chưa rõ hiệu lực.") < page.index("Sách in, đọc tại")
    assert "Hãy hỏi cán bộ tư pháp của xã trước khi làm theo." in page
    assert "Ban hành ngày" in page
    assert "Chưa rõ hiệu lực" not in box.get(box.path("Mùa hoa ban")).text


def test_the_year_of_a_printed_book_of_law_is_not_called_the_laws(box: Box) -> None:
    page = box.get(box.path("Luật Đất đai và hướng dẫn", "luat")).text
    assert "<dt>In năm</dt><dd>2024</dd>" in page
    assert "Ban hành" not in page


def test_a_newspaper_is_on_paper_what_it_is_and_is_counted_in_issues(box: Box) -> None:
    page = box.get(box.path("Báo Sơn La", "bao")).text
    assert "Báo in, đọc tại Bưu điện xã" in page
    assert "2 số" in page
    assert "Sách in" not in page


def test_a_page_of_issues_that_is_not_there_leads_to_the_newspaper(box: Box) -> None:
    path = box.path("Báo Sơn La", "bao")
    answer = box.get(f"{path}?trang=9")
    assert answer.status_code == 404
    assert re.search(rf'class="btn" href="{path}">.*?Về “Báo Sơn La”</a>', answer.text)


@pytest.mark.parametrize("unit", ["Câu này dài vừa. ", "khôngcócâunào "])
def test_of_a_long_description_the_rest_is_behind_a_button_and_no_word_is_lost(own_box: Box, unit: str) -> None:
    described = "Mở đầu.\n" + unit * 100
    lay_description(own_box, described)
    page = own_box.get(own_box.path("Mùa hoa ban")).text
    lead, _, more = page.partition("<details")
    assert "Đọc thêm</summary>" in more
    assert "Mở đầu." in lead
    assert lead.count(unit.strip()) * len(unit) <= 600
    assert page.count(unit.strip()) == 100


def test_a_description_that_is_hardly_too_long_is_shown_whole(own_box: Box) -> None:
    lay_description(own_box, "Câu này dài vừa. " * 40)
    assert "<details" not in own_box.get(own_box.path("Mùa hoa ban")).text


def test_our_headings_of_a_record_in_another_script_stay_in_our_letters(own_box: Box) -> None:
    with own_box.library.write() as tx:
        lay(tx, own_box.record("ꪁꪫꪱꪣ ꪼꪕ"), OverlayField.DESCRIPTION, "ꪼꪕ ꪁꪫꪱꪣ", now=FixedClock().now())
    page = own_box.get(own_box.path("ꪁꪫꪱꪣ ꪼꪕ")).text
    assert '<section><h2>Trong này có gì</h2><p lang="blt-Tavt">' in page


def lay_description(box: Box, text: str) -> None:
    with box.library.write() as tx:
        lay(tx, box.record("Mùa hoa ban"), OverlayField.DESCRIPTION, text, now=FixedClock().now())


def test_address_of_a_record_that_went_up_in_another_leads_there(own_box: Box) -> None:
    old, new = own_box.path("Sách thuê"), own_box.path("Mùa hoa ban")
    record = RecordId(old.partition("/sach/")[2])
    into = RecordId(new.partition("/sach/")[2])
    with own_box.library.write() as tx:
        withdraw(tx, record, now=NOW)
        note_move(tx, record, into)
    for path in (old, f"{old}/1"):
        answer = own_box.get(path)
        assert answer.status_code in {301, 302, 308}
        assert answer.headers["Location"].endswith(new)


def test_printed_book_of_which_no_place_is_known_sends_to_the_librarian() -> None:
    assert paper_words(Kind.BOOK, "") == "Sách in. Hỏi cán bộ thư viện."
    assert paper_words(Kind.DOCUMENT, "") == "Bản in. Hỏi cán bộ thư viện."
    assert paper_words(Kind.BOOK, "Bản Mòn") == "Sách in, đọc tại Bản Mòn"
