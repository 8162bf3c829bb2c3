"""Guards made pages: what an input changes is rendered anew, the rest stays as it lies, and no page is ever stale."""

from __future__ import annotations

import dataclasses
import gzip
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from appliance.config import LibrarySettings
from appliance.counting import SocketLetters
from appliance.making import PageMaker, catch_up, drain, marker_of, prepare_pages, remake_all
from appliance.opening import open_library
from content.addresses import Address, Facet, Noun, parse
from content.catalogue import OverlayField, lay, withdraw
from content.holdings import MadePages, Marker, etag_of, place_of
from content.library import Library
from content.records import Audience, Institution, Kind, RecordId, Rights, RightsClass, Subjects
from content.translations import offered
from content.usage import DroppingSink
from tests.content.libraries import NOW, OPENED, OWN, SetClock, pack_version, put, readable, record, set_state
from tests.webapp.library.recordings import recording
from webapp.library import create_app
from webapp.library.app import page_source, page_stamp

CONFIG = LibrarySettings()
LISTS_OF_ALL = {"/", "/duyet/moi", "/duyet/loai", "/duyet/noi-gui", "/duyet/tieng"}
TEN = RecordId(f"{OWN}/muoi")


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def library(tmp_path: Path, clock: SetClock) -> Library:
    """Books of two shelves, a law, a newspaper with an issue, a right that ends; nothing is made of them yet."""
    library = open_library(tmp_path / "box", clock)
    OPENED.append(library)
    ten = record("muoi", title="Mười", subjects=Subjects(keywords=("lúa",)))
    put(library, readable(library, ten, "một", "hai"))
    put(library, readable(library, record("tre", title="Trẻ", audience=Audience.CHILDREN), "một"))
    put(library, record("luat", title="Luật", kind=Kind.LAW, institution=Institution.LAW_BOOKCASE))
    put(library, record("bao", title="Báo", kind=Kind.PERIODICAL))
    put(library, record("so", title="Số", kind=Kind.PERIODICAL, part_of=RecordId(f"{OWN}/bao"), issued="2026-01-02"))
    put(
        library,
        record(
            "het", title="Hết hạn", kind=Kind.SOUND, rights=Rights(rights_class=RightsClass.LICENSED, until=NOW.today)
        ),
    )
    return library


def make(library: Library, clock: SetClock) -> None:
    maker = PageMaker(lambda one: page_source(one, config=CONFIG, clock=clock))
    drain(library, [maker], now=clock.now())
    catch_up(library, [maker], now=clock.now())


def reader(library: Library, clock: SetClock) -> FlaskClient:
    return create_app(
        library,
        config=CONFIG,
        clock=clock,
        events=DroppingSink(),
        letters=SocketLetters(library.run),
        pages=MadePages(library),
    ).test_client()


def lying(library: Library) -> dict[str, int]:
    """Addresses of the pages that lie ready in either tree, with the number of their file."""
    folder = library.made / "html"
    found = {}
    for path in [*folder.glob("whole/**/*.html.gz"), *folder.glob("asked/**/*.html.gz")]:
        group = str(path.parent.parent.relative_to(folder)).partition("/")[2]
        name = path.name.removesuffix(".html.gz")
        listed, _, page = name.partition("-")
        tail = "" if name == "index" else f"?trang={page}" if listed == "trang" else f"/{name}"
        address = f"/{group}{tail}" if group not in offered() or tail else f"/{group}/"
        found[address] = path.stat().st_ino
    return found


def vietnamese(addresses: set[str]) -> set[str]:
    return {address for address in addresses if not address.startswith("/en/")}


def assert_true(library: Library, clock: SetClock) -> None:
    """Every page that lies ready says what it would say if it were rendered now."""
    source, pages = page_source(library, config=CONFIG, clock=clock), MadePages(library)
    lies = lying(library)
    assert lies
    for text in lies:
        address = parse(text)
        assert address
        made = pages.find(address, marker_of(page_stamp(CONFIG), clock.now().today))
        assert made
        assert made.packed == source.render(address), text
        assert made.etag == etag_of(made.packed)


def changed_by(library: Library, clock: SetClock, change: Callable[[], None]) -> set[str]:
    """Vietnamese addresses of pages that a change took away; what is made anew after it is true."""
    make(library, clock)
    assert_true(library, clock)
    before = lying(library)
    change()
    prepare_pages(library, marker_of(page_stamp(CONFIG), clock.now().today))
    between = lying(library)
    assert all(between[address] == before[address] for address in between)
    gone = set(before) - set(between)
    assert {address.replace("/en/", "/", 1) for address in gone if address.startswith("/en/")} == vietnamese(gone)
    make(library, clock)
    assert_true(library, clock)
    after = lying(library)
    assert all(after[address] == before[address] for address in between)
    return vietnamese(gone)


def overlay(library: Library, one: RecordId, field: OverlayField, value: str) -> Callable[[], None]:
    def change() -> None:
        with library.write() as tx:
            lay(tx, one, field, value, now=NOW)

    return change


def test_pages_are_made_of_every_public_record_and_list(library: Library, clock: SetClock) -> None:
    make(library, clock)
    lies = set(lying(library))
    book = f"/sach/{TEN}"
    assert LISTS_OF_ALL | {book, f"{book}/muc-luc", "/en/", f"/en{book}", "/giup-do", "/duyet", "/ke/phap-luat"} <= lies
    assert not any("het" in address for address in lies), "a right that ends is asked for anew each time"
    assert_true(library, clock)


def test_overlay_changes_the_pages_of_its_record_and_the_lists_it_stands_on(library: Library, clock: SetClock) -> None:
    book = f"/sach/{TEN}"
    gone = changed_by(library, clock, overlay(library, TEN, OverlayField.TITLE, "Mười một"))
    assert gone == {
        "/",
        "/duyet/moi",
        "/duyet/loai",
        "/duyet/noi-gui",
        "/duyet/de-tai",
        "/ke/sach",
        book,
        f"{book}/muc-luc",
    }


def test_record_that_comes_changes_lists_and_no_other_record(library: Library, clock: SetClock) -> None:
    gone = changed_by(library, clock, lambda: put(library, record("moi", title="Mới", kind=Kind.LAW)))
    assert gone == {"/", "/duyet/moi", "/duyet/loai", "/duyet/noi-gui", "/ke/phap-luat"}


def test_record_that_goes_takes_its_pages_along(library: Library, clock: SetClock) -> None:
    def change() -> None:
        with library.write() as tx:
            withdraw(tx, TEN, now=NOW)

    book = f"/sach/{TEN}"
    assert {book, f"{book}/muc-luc", "/", "/ke/sach", "/duyet/de-tai"} <= changed_by(library, clock, change)
    assert book not in lying(library)
    assert reader(library, clock).get(book).status_code == 410


def test_issue_changes_its_newspaper(library: Library, clock: SetClock) -> None:
    one = record("hai", title="Số hai", kind=Kind.PERIODICAL, part_of=RecordId(f"{OWN}/bao"), issued="2026-02-02")
    gone = changed_by(library, clock, lambda: put(library, one))
    assert f"/bao/{OWN}/bao" in gone
    assert f"/bao/{OWN}/so" not in gone


def test_newspaper_changes_its_issues(library: Library, clock: SetClock) -> None:
    gone = changed_by(library, clock, overlay(library, RecordId(f"{OWN}/bao"), OverlayField.HIDDEN, "1"))
    assert {f"/bao/{OWN}/bao", f"/bao/{OWN}/so"} <= gone
    assert f"/sach/{TEN}" not in gone


def test_tile_changes_the_start_its_list_and_what_stands_on_it(library: Library, clock: SetClock) -> None:
    def change() -> None:
        titles = json.dumps({"vi": "Trẻ em", "en": "Kids"})
        with library.write() as tx:
            tx.execute("UPDATE shelf SET titles=? WHERE id='thieu-nhi'", (titles,))

    gone = changed_by(library, clock, change)
    assert {"/", "/ke/thieu-nhi", f"/sach/{OWN}/tre"} <= gone
    assert not {"/ke/sach", "/ke/phap-luat", f"/sach/{TEN}", f"/luat/{OWN}/luat"} & gone
    assert "Trẻ em" in reader(library, clock).get("/").text


def test_language_of_a_record_changes_the_lists_of_languages(library: Library, clock: SetClock) -> None:
    gone = changed_by(library, clock, overlay(library, TEN, OverlayField.LANGUAGE, "hmn"))
    assert {"/", "/duyet/tieng", f"/sach/{TEN}"} <= gone
    assert f"/sach/{OWN}/tre" not in gone


def test_spoken_label_changes_every_page_on_which_its_name_may_stand(library: Library, clock: SetClock) -> None:
    said = record("noi", title="Mười", kind=Kind.SOUND, language="blt", label_of=f"/sach/{TEN}")
    spoken = recording(library, said, [("noi.wav", "audio/wav", b"RIFF")])
    everything = changed_by(library, clock, lambda: put(library, spoken))
    assert everything >= {"/", "/ke/sach", f"/sach/{TEN}"}
    assert f"/noi/{OWN}/noi" in reader(library, clock).get("/ke/sach").text
    assert changed_by(library, clock, overlay(library, said.id, OverlayField.HIDDEN, "1")) == everything
    assert "/noi/" not in reader(library, clock).get("/ke/sach").text


def test_day_takes_away_what_its_right_ended_with_it(library: Library, clock: SetClock) -> None:
    def change() -> None:
        clock.instant += timedelta(days=1)

    gone = changed_by(library, clock, change)
    assert gone == {"/", "/duyet/moi", "/duyet/loai", "/duyet/noi-gui", "/ke/nghe-xem", "/ke/nghe"}


def test_pack_that_is_changed_for_another_changes_everything(library: Library, clock: SetClock) -> None:
    put(library, record("a", of="law", title="Luật A", kind=Kind.LAW), pack="law")
    gone = changed_by(library, clock, lambda: set_state(library, "law", 1, "retired"))
    assert f"/sach/{TEN}" in gone
    assert pack_version(library, "law")


def test_other_settings_and_another_release_change_everything(library: Library, clock: SetClock) -> None:
    make(library, clock)
    other = page_stamp(dataclasses.replace(CONFIG, name="Thư viện khác"))
    assert other != page_stamp(CONFIG)
    prepare_pages(library, marker_of(other, clock.now().today))
    assert lying(library) == {}


def test_page_that_was_asked_for_lies_ready_the_next_time(library: Library, clock: SetClock) -> None:
    prepare_pages(library, marker_of(page_stamp(CONFIG), clock.now().today))
    phone = reader(library, clock)
    first = phone.get(f"/sach/{TEN}/1", headers={"Accept-Encoding": "gzip"})
    assert set(lying(library)) == {f"/sach/{TEN}/1"}
    again = phone.get(f"/sach/{TEN}/1", headers={"Accept-Encoding": "gzip"})
    assert (again.data, again.headers["ETag"]) == (first.data, first.headers["ETag"])
    assert dict(again.headers) == dict(first.headers)
    assert (
        phone.get(
            f"/sach/{TEN}/1", headers={"Accept-Encoding": "gzip", "If-None-Match": again.headers["ETag"]}
        ).status_code
        == 304
    )
    assert phone.get(f"/sach/{TEN}/1").data == gzip.decompress(first.data)


@pytest.mark.parametrize("question", ["?co=3&nen=toi", "?xem=chu", "?trang=1", "?x=1"])
def test_page_asked_for_with_anything_more_is_not_kept(library: Library, clock: SetClock, question: str) -> None:
    prepare_pages(library, marker_of(page_stamp(CONFIG), clock.now().today))
    assert reader(library, clock).get(f"/ke/sach{question}").status_code in {200, 301}
    assert lying(library) == {}


def test_error_and_restricted_pages_are_not_kept(library: Library, clock: SetClock) -> None:
    prepare_pages(library, marker_of(page_stamp(CONFIG), clock.now().today))
    phone = reader(library, clock)
    assert phone.get(f"/nghe/{OWN}/het").status_code == 200
    assert phone.get(f"/sach/{OWN}/khong-co").status_code == 404
    assert lying(library) == {}


def test_page_begun_before_a_change_is_never_shown_after_it(library: Library, clock: SetClock) -> None:
    """A slow phone's page is rendered, then its record changes, then the page is kept."""
    marker = marker_of(page_stamp(CONFIG), clock.now().today)
    prepare_pages(library, marker)
    pages, source = MadePages(library), page_source(library, config=CONFIG, clock=clock)
    address = Address(noun=Noun.RECORD, kind=Kind.BOOK, record=TEN)
    with pages.asked(address, marker) as spot:
        assert spot
        packed = source.render(address)
        assert packed
        overlay(library, TEN, OverlayField.TITLE, "Mười một")()
        spot.keep(packed)
    assert pages.find(address, marker) is None
    assert "Mười một" in reader(library, clock).get(str(address)).text


def test_pages_stay_where_a_change_is_undone(library: Library, clock: SetClock) -> None:
    make(library, clock)
    with pytest.raises(ValueError, match="Khác"), library.write() as tx:
        _lay_and_fail(tx)
    assert f"/sach/{TEN}" in lying(library)
    assert_true(library, clock)


def test_change_is_undone_where_its_pages_cannot_be_moved(
    library: Library, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(library, clock)

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError):
        overlay(library, TEN, OverlayField.TITLE, "Khác")()
    monkeypatch.undo()
    assert_true(library, clock)


def test_after_a_power_cut_nothing_unsynced_is_shown(library: Library, clock: SetClock) -> None:
    make(library, clock)
    wanted = marker_of(page_stamp(CONFIG), clock.now().today)
    reader(library, clock).get(f"/sach/{TEN}/1")
    before = set(lying(library))
    pages = MadePages(library)
    pages.mark(dataclasses.replace(wanted, boot="another"))
    assert pages.find(Address(noun=Noun.HOME), wanted) is None, "nothing is believed before it was looked at"
    prepare_pages(library, wanted)
    lists = {
        address
        for address in before
        if address.removeprefix("/en").startswith(("/ke/", "/duyet")) or address in {"/", "/en/"}
    }
    left = set(lying(library))
    assert left == before - lists - {f"/sach/{TEN}/1"} - {"/duyet", "/en/duyet"} | (left & {"/duyet", "/en/duyet"})
    assert_true(library, clock)


def test_page_whose_closing_a_power_cut_undid_is_closed_again(
    library: Library, clock: SetClock, tmp_path: Path
) -> None:
    make(library, clock)
    folder = library.made / "html"
    shutil.copytree(folder, tmp_path / "before")
    overlay(library, TEN, OverlayField.TITLE, "Mười một")()
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "before", folder)  # what a file system may bring back that forgot the renames
    wanted = marker_of(page_stamp(CONFIG), clock.now().today)
    MadePages(library).mark(dataclasses.replace(wanted, boot="before the cut"))
    prepare_pages(library, wanted)
    assert f"/sach/{TEN}" not in lying(library)
    assert_true(library, clock)


def test_made_pages_may_be_deleted_at_any_moment(library: Library, clock: SetClock) -> None:
    make(library, clock)
    shutil.rmtree(library.made / "html")
    assert reader(library, clock).get("/").status_code == 200
    overlay(library, TEN, OverlayField.TITLE, "Mười một")()
    make(library, clock)
    assert_true(library, clock)


def test_remaking_makes_every_page_anew(library: Library, clock: SetClock) -> None:
    make(library, clock)
    before = lying(library)
    remake_all(library, [PageMaker(lambda one: page_source(one, config=CONFIG, clock=clock))], now=NOW)
    after = lying(library)
    assert set(after) == set(before)
    assert_true(library, clock)
    assert not list((library.made / "html/gone").iterdir())


def test_empty_file_is_no_page(library: Library, clock: SetClock) -> None:
    make(library, clock)
    where = place_of(Address(noun=Noun.HOME))
    assert where
    os.truncate(library.made / "html/whole" / where[0] / "_" / where[1], 0)
    assert reader(library, clock).get("/").status_code == 200
    assert "Mười" in reader(library, clock).get("/").text


@pytest.mark.parametrize("value", ["..", ".", "a/b", "%2e%2e", "x" * 300, "\u1ebf" * 40])
def test_no_address_leads_out_of_its_folder(value: str) -> None:
    where = place_of(Address(noun=Noun.BROWSE, facet=Facet.SUBJECT, value=value))
    assert where is None or (".." not in where[0].split("/") and all(len(part) <= 200 for part in where[0].split("/")))


def test_unreadable_marker_means_that_nothing_holds(library: Library, clock: SetClock) -> None:
    make(library, clock)
    (library.made / "html/marker").write_text('{"stamp": "x", "more": 1}')
    assert MadePages(library).marker() == Marker()
    assert reader(library, clock).get("/").status_code == 200
    make(library, clock)
    assert_true(library, clock)


def _lay_and_fail(tx: sqlite3.Connection) -> None:
    lay(tx, TEN, OverlayField.TITLE, "Khác", now=NOW)
    raise ValueError("Khác")
