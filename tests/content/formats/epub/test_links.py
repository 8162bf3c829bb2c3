"""Guards links: notes, contents and references land where they should, also after cutting; none leads out."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from content.formats.flow.links import Way, join, resolve
from content.formats.flow.pages import safe_name
from content.formats.reading import ReadLimits
from tests.content.formats.epub.books import read_book
from tests.epubs import PROSE, make_epub, prose


def test_links_between_documents_lead_to_parts(tmp_path: Path) -> None:
    chapters = [
        '<p>Xem <a href="c2.xhtml#o-day">đây</a>, <a href="c2.xhtml">đó</a></p>',
        f'<p>{PROSE}</p><p id="o-day">Đây</p>',
    ]
    book = read_book(make_epub(tmp_path / "b.epub", chapters=chapters), tmp_path / "out")
    assert 'href="2#o-day"' in book.html(1)
    assert 'href="2"' in book.html(1)
    assert 'id="o-day"' in book.html(2)


def test_link_to_a_place_that_is_not_there_leads_to_its_document(tmp_path: Path) -> None:
    book = read_book(
        make_epub(tmp_path / "b.epub", chapters=['<p><a href="c2.xhtml#no">x</a></p>', "<p>y</p>"]), tmp_path / "out"
    )
    assert 'href="2"' in book.html(1)


def test_link_to_a_missing_document_keeps_its_text_only(tmp_path: Path) -> None:
    book = read_book(make_epub(tmp_path / "b.epub", chapters=['<p><a href="no.xhtml">chữ</a></p>']), tmp_path / "out")
    assert book.html(1).endswith(">chữ</p>")


def test_links_that_lead_out_show_where(tmp_path: Path) -> None:
    body = (
        '<p><a href="https://example.org/a">Trang</a> <a href="http://example.org">http://example.org</a> '
        '<a href="javascript:x()">j</a> <a href="file:///etc/passwd">f</a> <a href="//example.org/">d</a></p>'
    )
    html = read_book(make_epub(tmp_path / "b.epub", chapters=[body]), tmp_path / "out").whole
    assert '<span class="ngoai">Trang (example.org/a)</span>' in html
    assert '<span class="ngoai">http://example.org</span>' in html
    assert "href" not in html
    assert "javascript" not in html


def test_odd_ids_get_safe_ones_and_links_still_land(tmp_path: Path) -> None:
    names = ["location", "__proto__", "1 2", "địa-danh", "p1", "a" * 100, "tốt"]
    body = "".join(f'<p><a href="#{name}">đến</a></p>' for name in names)
    body += "".join(f'<p id="{name}">{PROSE}</p>' for name in names)
    html = read_book(make_epub(tmp_path / "b.epub", chapters=[body]), tmp_path / "out").whole
    assert 'id="location"' not in html
    assert "__proto__" not in html
    assert html.count("<a href=") == len(names)


def test_same_id_in_two_documents_leads_to_each(tmp_path: Path) -> None:
    chapters = [
        f'<p><a href="c{other}.xhtml#n1">x</a></p><p>{PROSE}</p><p id="n1">{n}</p>' for n, other in ((1, 2), (2, 1))
    ]
    book = read_book(make_epub(tmp_path / "b.epub", chapters=chapters), tmp_path / "out")
    assert 'href="2#n1"' in book.html(1)
    assert 'href="1#n1"' in book.html(2)


def test_id_used_twice_in_a_document_leads_to_the_first(tmp_path: Path) -> None:
    body = '<p><a href="#n1">đi</a></p><p>một <a id="n1"/>a</p><p>hai <a id="n1"/>b</p><p id="n1">ba</p>'
    html = read_book(make_epub(tmp_path / "b.epub", chapters=[body]), tmp_path / "out").whole
    assert html.count('id="n1"') == 1
    assert html.index('id="n1"') < html.index("hai")


class Counted(set[str]):
    """Names that count how often they are asked for."""

    asked = 0

    def __contains__(self, name: object) -> bool:
        self.asked += 1
        return super().__contains__(name)


def test_a_name_that_a_page_repeats_is_numbered_without_asking_for_every_number() -> None:
    taken = Counted()
    names = [safe_name("n1", taken) for _ in range(2_000)]
    assert names[:3] == ["n1", "n1-1", "n1-2"]
    assert len(set(names)) == 2_000
    assert taken.asked < 2_000 * 40


@given(st.sets(st.integers(1, 40)))
def test_a_numbered_name_is_never_one_that_is_there(numbers: set[int]) -> None:
    taken = {"n1", *(f"n1-{number}" for number in numbers)}
    assert safe_name("n1", set(taken)) not in taken


def test_signs_of_notes_are_big_and_notes_lead_back(tmp_path: Path) -> None:
    body = (
        '<p>Chữ<a epub:type="noteref" href="#n1">1</a> tiếp.</p>'
        '<aside epub:type="footnote" id="n1"><p>Lời chú.</p></aside>'
        "<p>Sau chú thích.</p>"
    )
    html = read_book(make_epub(tmp_path / "b.epub", chapters=[body]), tmp_path / "out").whole
    sign = re.search(r'<span id="([^"]+)"></span><a class="cht" href="#n1">1</a>', html)
    assert sign
    assert f'<a class="cht" href="#{sign[1]}">↩ Về chỗ đang đọc</a>' in html
    assert html.index("Sau chú thích") < html.index("<hr>") < html.index("Lời chú")


def test_document_outside_the_spine_that_is_linked_comes_at_the_end(tmp_path: Path) -> None:
    path = make_epub(
        tmp_path / "b.epub",
        chapters=['<p><a href="notes.xhtml#n">x</a></p>', "<p>cuối</p>"],
        files={
            "notes.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>a</p><p id="n">chú</p></body></html>'
        },
    )
    book = read_book(path, tmp_path / "out")
    assert "chú" in book.html(3)


def test_links_and_contents_land_after_cutting(tmp_path: Path) -> None:
    sections = [
        f'<h2 id="m{n}">Mục {n}</h2>' + "".join(f"<p>{prose(60 * n + k)}</p>" for k in range(60)) for n in range(12)
    ]
    body = "<h1>Dài</h1>" + "".join(f'<p><a href="#m{n}">{n}</a></p>' for n in range(12)) + "".join(sections)
    contents = [(0, "Dài", "c1.xhtml"), *((1, f"Mục {n}", f"c1.xhtml#m{n}") for n in range(12))]
    path = make_epub(tmp_path / "b.epub", chapters=[body], contents=contents)
    book = read_book(path, tmp_path / "out", ReadLimits(part_bytes=3_000))
    assert len(book.extract.parts) > 3
    for line in book.extract.contents[1:]:
        html = book.html(line.part)
        at = html.index(f'id="{line.place}"') if line.place else 0
        assert html[at:].partition("</h")[0].endswith(f">{line.title}")


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_reference_leads_out_of_the_archive(base: str, path: str) -> None:
    name = join(base, path) if path else ""
    assert not name.startswith(("/", "../"))
    link = resolve("OEBPS/a.xhtml", path)
    assert link.way is not Way.INSIDE or not link.target.name.startswith(("/", "../"))
