"""Guards what is heard: speakers beside names that somebody recorded, in the tongue that was chosen, and no others."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from content.addresses import Address, Noun
from content.catalogue import OverlayField, lay
from content.library import Library
from content.records import Kind, Playing, RecordId
from tests.content.libraries import NOW, OWN, put, record
from tests.webapp.library.conftest import Box, open_box
from tests.webapp.library.phones import Served
from tests.webapp.library.recordings import OPEN, recording, wav

TONE = wav(3)


def say(library: Library, name: str, page: str, language: str) -> str:
    """Puts a label into a library; the address where it is heard."""
    one = record(name, title=name, kind=Kind.SOUND, language=language, rights=OPEN, label_of=page)
    put(library, recording(library, one, [(f"{name}.wav", "audio/wav", TONE)]))
    return Address(noun=Noun.LABEL, record=RecordId(f"{OWN}/{name}")).path


@pytest.fixture
def hearing(own_box: Box) -> Box:
    """A library whose start, shelf of books and one book can be heard."""
    book = own_box.path("Mùa hoa ban")
    for name, page, language in (
        ("nha-vi", "/", "vi"),
        ("nha-thai", "/", "blt-Tavt"),
        ("ke-thai", "/ke/sach", "blt"),
        ("ke-vi", "/ke/sach", "vi"),
        ("hoa-thai", book, "blt"),
    ):
        say(own_box.library, name, page, language)
    return own_box


def speakers(page: str) -> list[tuple[str, str, str]]:
    """Tongue, name of the recording and classes of each speaker on a page, in order."""
    tree = html.document_fromstring(page)
    return [
        (one.get("data-tieng", ""), one.get("href").rpartition("/")[2], one.get("class"))
        for one in tree.xpath("//a[@data-nghe]")
    ]


def test_start_and_tiles_have_the_speakers_of_their_names(hearing: Box) -> None:
    page = hearing.get("/").text
    assert speakers(page) == [
        ("blt", "nha-thai", "nut noi"),
        ("vi", "nha-vi", "nut noi c"),
        ("", "nha-vi", "noi l1"),
        ("", "nha-thai", "noi l1"),
        ("blt", "ke-thai", "noi"),
        ("vi", "ke-vi", "noi c"),
    ]
    tree = html.document_fromstring(page)
    assert tree.xpath("//button[@name='tieng']/@value") == ["vi", "blt"]
    assert "Nghe: Sách (" in page
    assert re.search(r'<script src="/s/noi-[0-9a-f]{8}\.js" defer>', page)


def test_headings_and_lines_of_lists_have_theirs(hearing: Box) -> None:
    book = hearing.path("Mùa hoa ban")
    assert ("blt", "hoa-thai", "noi") in speakers(hearing.get("/ke/sach").text)
    assert ("vi", "ke-vi", "nut noi c") in speakers(hearing.get("/ke/sach").text)
    assert speakers(hearing.get(book).text) == [("blt", "hoa-thai", "nut noi")]
    # On English pages nobody recorded anything: what is chosen is heard there too.
    assert ("vi", "ke-vi", "nut noi") in speakers(hearing.get("/en/ke/sach").text)


def test_page_without_a_recorded_name_has_no_speaker_and_no_script(hearing: Box) -> None:
    page = hearing.get("/giup-do").text
    assert speakers(page) == []
    assert "/s/noi-" not in page
    assert "<!--" not in page


def test_label_is_sent_whole_and_by_pieces_and_a_sound_of_the_shelf_is_no_label(hearing: Box) -> None:
    address = Address(noun=Noun.LABEL, record=RecordId(f"{OWN}/ke-thai")).path
    whole = hearing.get(address)
    assert (whole.status_code, whole.data, whole.content_type) == (200, TONE, "audio/wav")
    piece = hearing.get(address, headers={"Range": "bytes=10-19"})
    assert (piece.status_code, piece.data) == (206, TONE[10:20])
    again = hearing.get(address, headers={"If-None-Match": whole.headers["ETag"]})
    assert again.status_code == 304
    assert hearing.get(f"/nghe/{OWN}/ke-thai").status_code == 410
    assert hearing.get(f"/nghe/{OWN}/ke-thai/phat/ke-thai.wav").status_code in {404, 410}
    book = hearing.record("Mùa hoa ban")
    assert hearing.get(Address(noun=Noun.LABEL, record=book).path).status_code == 404
    assert hearing.get("/noi/x/y").status_code == 404


def test_label_that_no_phone_plays_or_that_staff_hide_is_not_offered(own_box: Box) -> None:
    one = record("la", title="la", kind=Kind.SOUND, language="vi", rights=OPEN, label_of="/")
    put(own_box.library, recording(own_box.library, one, [("la.wma", "audio/x-ms-wma", b"x")], playing=Playing.NOWHERE))
    assert speakers(own_box.get("/").text) == []
    said = say(own_box.library, "nha", "/", "vi")
    assert len(speakers(own_box.get("/").text)) == 1
    with own_box.library.write() as tx:
        lay(tx, RecordId(f"{OWN}/nha"), OverlayField.HIDDEN, "1", now=NOW)
    assert speakers(own_box.get("/").text) == []
    assert own_box.get(said).status_code == 404


def test_choice_of_a_tongue_is_kept_beside_letters_and_ground(hearing: Box) -> None:
    answer = hearing.client.post("/tuy-chon", data={"tieng": "blt", "ve": "/"}, headers={"Cookie": "chu=4.toi"})
    assert answer.status_code == 303
    assert "chu=4.toi.blt;" in answer.headers["Set-Cookie"]
    kept = hearing.client.post("/tuy-chon", data={"co": "1", "ve": "/"}, headers={"Cookie": "chu=4.toi.blt"})
    assert "chu=1.toi.blt;" in kept.headers["Set-Cookie"]
    evil = hearing.client.post("/tuy-chon", data={"tieng": "x;y", "ve": "/"})
    assert "chu=2.tu;" in evil.headers["Set-Cookie"]


def test_tongue_travels_in_the_address_where_cookies_are_off(hearing: Box) -> None:
    page = hearing.get("/?co=2&nen=tu&tieng=blt").text
    assert ("blt", "ke-thai", "noi c") in speakers(page)
    assert ("vi", "ke-vi", "noi") in speakers(page)
    assert "tieng=blt" in html.document_fromstring(page).xpath("//a[@class='tile ks']/@href")[0]


def test_sound_on_a_list_is_heard_at_once(recorded: Box) -> None:
    page = recorded.get("/ke/nghe").text
    tree = html.document_fromstring(page)
    first = tree.xpath("//ul[@class='hang q']/li/a[@data-nghe]/@href")
    assert f"/nghe/{OWN}/hat-ru/phat/h%C3%A1t%20ru.wav" in first
    assert all(recorded.get(one).content_type == "audio/wav" for one in first)
    assert "Nuôi ong" not in page
    assert "Nghe ngay: Hát ru" in page


@pytest.fixture(scope="module")
def served(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("heard") / "data"
    shutil.copytree(filled, folder)
    box = open_box(folder)
    for name, page, language in (
        ("a", "/", "vi"),
        ("b", "/", "blt"),
        ("c", "/ke/sach", "blt"),
        ("d", "/ke/sach", "vi"),
    ):
        say(box.library, name, page, language)
    running = Served(box)
    yield running
    running.close()
    box.library.close()


SEEN = """() => Array.from(document.querySelectorAll('a.noi')).filter((one) => one.offsetWidth)
  .map((one) => one.getAttribute('href').split('/').pop())"""


@pytest.mark.desk("chromium")
@pytest.mark.parametrize("has_script", [True, False], ids=["script", "none"])
def test_speakers_of_the_chosen_tongue_are_seen_with_script_and_without(
    served: Served, chromium: Any, has_script: bool
) -> None:
    context = chromium.new_context(java_script_enabled=has_script, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{served.root}/")
    assert page.evaluate(SEEN) == ["a", "a", "b", "d"]
    page.click("button[value=blt]")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(SEEN) == ["b", "a", "b", "c"]
    grounds = "one => getComputedStyle(one).backgroundColor"
    assert page.locator("button[value=blt]").evaluate(grounds) == "rgb(20, 23, 43)"
    assert page.locator("button[value=vi]").evaluate(grounds) == "rgb(255, 255, 255)"
    page.goto(f"{served.root}/ke/sach")
    assert page.evaluate(SEEN) == ["c"]
    context.close()


@pytest.mark.desk("chromium")
def test_name_is_heard_in_its_place_and_stops_when_touched_again(served: Served, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.goto(f"{served.root}/")
    tile = page.locator(".tiles a.noi.c").first
    box = tile.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 48
    with page.expect_request("**/noi/**"):
        tile.tap()
    assert tile.get_attribute("aria-pressed") == "true"
    tile.tap()
    assert tile.get_attribute("aria-pressed") is None
    assert (page.url, faults) == (f"{served.root}/", [])
    context.close()
