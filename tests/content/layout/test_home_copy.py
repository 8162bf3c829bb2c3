"""Guards the file to read at home: it asks for nothing, leads only within itself, and says every word of its text."""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from content.layout.home_copy import CopiedPart, CopyWords, home_copy
from content.records import Creator, Direction
from tests.content.libraries import record

WORDS = CopyWords(contents="Mục lục", missing="Hình", colophon=("Từ tủ sách <xã>",), language="vi")
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="


def made(*bodies: str, picture: Callable[[str], str] = lambda _: PIXEL) -> str:
    parts = [CopiedPart(number=n, title=f"Phần {n}", body=body) for n, body in enumerate(bodies, 1)]
    said = record("a", title="Tên <b> & sách", creators=(Creator(name="Lò & Mai"),), language="vi")
    titles = [(part.number, part.title) for part in parts]
    pieces = home_copy(said, parts, titles=titles, picture=picture, words=WORDS)
    return b"".join(pieces).decode()


def test_everything_is_in_the_file() -> None:
    text = made('<h1 id="a">Một</h1><p><img src="hinh/x.png" alt="Con trâu" width="8"></p>', "<p>Hai</p>")
    assert not re.search(r'(?:src|href)="(?!data:|#)', text)
    tree = html.fromstring(text)
    assert tree.xpath("string(//h1)") == "Tên <b> & sách"
    assert tree.xpath("//img/@src") == [PIXEL]
    assert tree.xpath("//nav//a/@href") == ["#p1", "#p2"]
    assert "Từ tủ sách <xã>" in tree.text_content()
    assert tree.xpath("//section[@id='p2']/h2/text()") == ["Phần 2"]
    assert not tree.xpath("//section[@id='p1']/h2")


def test_links_lead_to_their_places_and_nowhere_else() -> None:
    text = made(
        '<p id="x"><a href="#x">đây</a> <a href="2#x" class="cht">kia</a> <a href="2">hai</a> <a href="9#x">mất</a>'
        ' <a href="http://a.b/">ngoài</a></p>',
        '<p id="x">Hai</p>',
    )
    tree = html.fromstring(text)
    assert tree.xpath("//section[@id='p1']//a/@href") == ["#p1.x", "#p2.x", "#p2"]
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in tree.xpath("//a/@href")} <= set(ids)
    assert "mất" in tree.text_content()


def test_picture_that_is_left_out_is_told_by_what_it_shows() -> None:
    text = made(
        '<p><img src="hinh/x.png" alt="Con &quot;trâu&quot;"></p><p><img src="hinh/y.png" alt=""></p>',
        picture=lambda _: "",
    )
    assert "<img" not in text
    assert '[Hình: Con "trâu"]' in html.fromstring(text).text_content()
    assert "[Hình]" in text


def test_recordings_are_not_taken_along() -> None:
    text = made('<p>Nghe</p><audio src="hinh/a.mp3" controls preload="none"></audio><p>xong</p>')
    assert "audio" not in text
    assert "xong" in text


def test_one_part_alone_has_no_list() -> None:
    assert "<nav>" not in made("<p>Một</p>")


def test_book_that_is_turned_leftwards_stays_so() -> None:
    said = record("a", title="كتاب", language="ar", direction=Direction.RTL)
    part = CopiedPart(number=1, title="١", body="<p>نص</p>")
    text = b"".join(home_copy(said, [part], titles=[(1, "١")], picture=lambda _: "", words=WORDS)).decode()
    assert "dir=rtl" in text
    assert 'lang="ar"' in text


@given(st.lists(st.text("abc<>&\"' \u1ebf", max_size=20), min_size=1, max_size=4))
def test_every_word_of_the_text_is_there(texts: list[str]) -> None:
    from html import escape

    tree = html.fromstring(made(*(f"<p>{escape(text)}</p>" for text in texts)))
    assert ["".join(one.itertext()) for one in tree.xpath("//section[@id]/p")] == texts
