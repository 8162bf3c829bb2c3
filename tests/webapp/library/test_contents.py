"""Guards the table of contents: every line of it lands in a part that has its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from content.accession import Accession
from content.formats.worker import Worker
from tests.epubs import make_epub
from tests.webapp.library.conftest import Box


def test_every_line_lands(box: Box) -> None:
    path = box.path("Mùa hoa ban")
    lines = re.findall(rf'href="({path}/(\d)(?:#([^"]+))?)"><span><b>([^<]+)</b>', box.get(f"{path}/muc-luc").text)
    assert [line[3] for line in lines] == ["Đường lên bản", "Bên kia suối", "Về nhà"]
    for address, _, place, _ in lines:
        answer = box.get(address)
        assert answer.status_code == 200
        assert not place or f'id="{place}"' in answer.text


def test_a_line_below_another_is_moved_in(box: Box) -> None:
    assert 'class="d bac1"' in box.get(f"{box.path('Mùa hoa ban')}/muc-luc").text


def test_the_box_searches_in_this_book(box: Box) -> None:
    path = box.path("Mùa hoa ban")
    assert f'action="{path}/tim"' in box.get(f"{path}/muc-luc").text


def test_a_printed_book_has_no_contents(box: Box) -> None:
    assert box.get(f"{box.path('Luật Đất đai, bản in')}/muc-luc").status_code == 404


@pytest.mark.parametrize(("chapters", "leads"), [(3, True), (1, False)])
def test_a_book_of_one_part_leads_to_its_contents_where_it_has_several_chapters(
    empty_box: Box, tmp_path: Path, chapters: int, leads: bool
) -> None:
    body = "".join(f"<h2>Chương {number}</h2><p>lời kể</p>" for number in range(chapters))
    path = make_epub(tmp_path / "b.epub", chapters=[body], contents=())
    with Worker() as worker:
        added = Accession(empty_box.library, worker=worker, now=empty_box.clock.now()).add([path]).added
    record = f"/sach/{added[0].record}"
    for page in (record, f"{record}/1"):
        assert (f'href="{record}/muc-luc"' in empty_box.get(page).text) is leads
