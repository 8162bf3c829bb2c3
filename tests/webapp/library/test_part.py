"""Guards the reader: the text as it was cleaned, big ways on and back, languages, fixed pages, nothing that acts."""

from __future__ import annotations

import re

from content.text import normalise
from tests.webapp.library.conftest import Box


def test_a_part_shows_its_text_and_the_ways_on_and_back(box: Box) -> None:
    path = box.path("Mùa hoa ban")
    page = box.get(f"{path}/2").text
    assert "Con trâu đen lội qua suối Nậm La." in normalise(page)
    assert f'rel="prev" href="{path}/1"' in page
    assert f'rel="next" href="{path}/3"' in page
    assert "Về nhà" in page
    assert "phần 2 trong 3" in page


def test_the_first_part_has_no_way_back_and_the_last_leads_to_the_book(box: Box) -> None:
    path = box.path("Mùa hoa ban")
    assert 'rel="prev"' not in box.get(f"{path}/1").text
    last = box.get(f"{path}/3").text
    assert 'rel="next"' not in last
    assert "Hết. Về trang sách" in last


def test_a_link_inside_the_book_lands_at_its_place(box: Box) -> None:
    path = box.path("Mùa hoa ban")
    found = re.search(r'href="(2#([^"]+))"', box.get(f"{path}/1").text)
    assert found is not None
    assert f'id="{found[2]}"' in box.get(f"{path}/2").text


def test_a_part_that_is_not_there_is_not_found(box: Box) -> None:
    assert box.get(f"{box.path('Mùa hoa ban')}/4").status_code == 404
    assert box.get(f"{box.path('Luật Đất đai, bản in')}/1").status_code == 404


def test_where_a_part_is_not_there_the_book_and_its_contents_are_offered_first(box: Box) -> None:
    path = box.path("Mùa hoa ban")
    page = box.get(f"{path}/99").text
    ways = re.findall(r'class="btn[^"]*" href="([^"]+)"', page)
    assert ways == [path, f"{path}/muc-luc", "/"]
    assert "Về cuốn “Mùa hoa ban”" in page
    assert box.get(f"{path}/tim?q=suoi&trang=9").text.count(f'href="{path}"') == 1


def test_the_way_back_names_the_book_and_stands_at_both_ends(box: Box) -> None:
    path = box.path("Mùa hoa ban")
    page = box.get(f"{path}/2").text
    assert len(re.findall(rf'class="dan" href="{path}">.*?<span>Mùa hoa ban</span>', page)) == 2
    assert page.count(f'href="{path}/muc-luc"') == 2
    assert page.count("<details") == 2
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_text_of_a_law_of_unknown_validity_stands_below_its_state(own_box: Box) -> None:
    path = own_box.path("Mùa hoa ban").replace("/sach/", "/luat/")
    with own_box.library.write() as tx:
        tx.execute("UPDATE record SET kind = 'law' WHERE title = 'Mùa hoa ban'")
    page = own_box.get(f"{path}/2").text
    assert page.index("Chưa rõ hiệu lực.") < page.index("<article")
    assert "Chưa rõ hiệu lực." in own_box.get(f"{path}/tim?q=suoi").text


def test_a_page_laid_out_by_its_publisher_is_turned_by_a_plain_word(box: Box) -> None:
    page = box.get(f"{box.path('Truyện tranh')}/1").text
    assert re.search(r'rel="next"[^>]*>Tiếp ', page)
    assert 'data-ten-phan="Phần 1"' in page


def test_the_place_is_given_to_the_script_without_language(box: Box) -> None:
    path = box.path("Mùa hoa ban")
    assert f'data-sach="{path}" data-phan="2"' in box.get(f"/en{path}/2").text


def test_a_part_without_a_heading_has_one_for_those_who_listen(box: Box) -> None:
    assert box.get(f"{box.path('Sách thuê')}/2").text.count("<h1") == 1


def test_text_in_another_language_is_marked(box: Box) -> None:
    assert '<article class="chu" lang="blt-Tavt">' in box.get(f"{box.path('ꪁꪫꪱꪣ ꪼꪕ')}/1").text


def test_a_vietnamese_text_on_an_english_page_is_marked(box: Box) -> None:
    assert '<article class="chu" lang="vi">' in box.get(f"/en{box.path('Mùa hoa ban')}/1").text


def test_a_fixed_page_has_the_width_that_its_publisher_gave(box: Box) -> None:
    path = box.path("Truyện tranh")
    answer = box.get(f"{path}/1")
    assert 'content="width=800,minimum-scale=0.1"' in answer.text
    assert "form-action 'none'" in answer.headers["Content-Security-Policy"]
    sheet = re.search(rf'href="({path}/hinh/[^"]+\.css)"', answer.text)
    assert sheet is not None
    styles = box.get(sheet[1])
    assert styles.status_code == 200
    assert styles.content_type == "text/css; charset=utf-8"
    assert ".trang-co-dinh" in styles.text


def test_nothing_of_a_hostile_book_acts(box: Box) -> None:
    evil = next(title for title in titles(box) if "script" in title)
    for part in (1, 2):
        page = box.get(f"{box.path(evil)}/{part}").text
        article = page[page.index("<article") : page.index("</article>")]
        assert "alert" not in article
        assert "javascript:" not in article
        assert "<script" not in article


def test_a_place_in_a_book_never_meets_an_id_of_the_frame(box: Box) -> None:
    evil = next(title for title in titles(box) if "script" in title)
    ids = re.findall(r'\bid="([^"]+)"', box.get(f"{box.path(evil)}/1").text)
    assert len(ids) == len(set(ids))


def titles(box: Box) -> list[str]:
    from content.catalogue import Catalogue
    from content.catalogue.shown import Wanted

    listing = Catalogue(box.library.read(), box.clock.today).listing(Wanted(), page=1, size=1000)
    return [entry.title for entry in listing.entries]
