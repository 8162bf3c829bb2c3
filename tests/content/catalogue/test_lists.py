"""Guards lists, facets and shelves: the golden order, narrowing by everything, paging, shelves by rule and by name."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from content.addresses import Facet
from content.catalogue import Catalogue, OverlayField, Wanted, lay
from content.catalogue.shelves import default_shelves
from content.library import Library
from content.records import (
    Audience,
    Creator,
    Institution,
    Kind,
    PrintCopy,
    Record,
    Subjects,
)
from tests.content.libraries import NOW, catalogue, open_library, put, readable, record
from tests.content.text.test_sorting import WORDS_BY_ICU

GOLDEN = [row.strip() for row in WORDS_BY_ICU.replace("\n", "|").split("|") if row.strip()]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path)


def titles(found: Catalogue, wanted: Wanted = Wanted()) -> list[str]:  # noqa: B008 frozen
    return [entry.title for entry in found.listing(wanted, page=1, size=100).entries]


def test_lists_are_in_vietnamese_order(library: Library) -> None:
    mixed = random.Random(3).sample(list(enumerate(GOLDEN)), len(GOLDEN))  # noqa: S311 a fixed order
    put(library, *(record(f"r{number}", title=title) for number, title in mixed))
    first, second, third = (catalogue(library).listing(Wanted(), page=page, size=100) for page in (1, 2, 3))
    assert [entry.title for entry in (*first.entries, *second.entries, *third.entries)] == GOLDEN


def test_newest_stand_first_where_asked(library: Library) -> None:
    put(library, *(record(name) for name in ("b", "c", "a")))
    assert titles(catalogue(library), Wanted(newest=True)) == ["a", "c", "b"]


def test_every_record_is_on_exactly_one_page(library: Library) -> None:
    put(library, *(record(f"r{number}", title="Cùng tên") for number in range(25)))
    found = catalogue(library)
    pages = [found.listing(Wanted(), page=page, size=10) for page in (1, 2, 3, 4)]
    assert [len(page.entries) for page in pages] == [10, 10, 5, 0]
    assert {(page.total, page.pages) for page in pages} == {(25, 3)}
    assert len({entry.id for page in pages for entry in page.entries}) == 25


def test_empty_list_has_one_page(library: Library) -> None:
    listing = catalogue(library).listing(Wanted(), page=1, size=10)
    assert (listing.entries, listing.total, listing.pages) == ((), 0, 1)


RICH = (
    record(
        "sach",
        title="Dế mèn",
        language="vi",
        creators=(Creator("Tô Hoài"), Creator("Tạ Lựu", "ill")),
        subjects=Subjects(ddc=("895.922",), keywords=("côn trùng", "thiếu nhi")),
        audience=Audience.CHILDREN,
        institution=Institution.COMMUNE_LIBRARY,
    ),
    record(
        "luat",
        title="Luật Đất đai",
        kind=Kind.LAW,
        language="vi",
        subjects=Subjects(keywords=("đất đai",)),
        institution=Institution.LAW_BOOKCASE,
    ),
    record("thai", title="Xống chụ xon xao", language="blt-Tavt", subjects=Subjects(keywords=("thơ",))),
    record("paper", title="Sổ tay", copies=(PrintCopy(holder="Thư viện xã", cupboard="Tủ 2", copies=3),)),
)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(kind=Kind.LAW), ["Luật Đất đai"]),
        (Wanted(subject="côn trùng"), ["Dế mèn"]),
        (Wanted(subject="côn"), []),
        (Wanted(language="blt-Tavt"), ["Xống chụ xon xao"]),
        (Wanted(institution="law-bookcase"), ["Luật Đất đai"]),
        (Wanted(creator="Tô Hoài"), ["Dế mèn"]),
        (Wanted(creator="Tạ Lựu"), ["Dế mèn"]),
        (Wanted(creator="Hoài"), []),
        (Wanted(creator="TÔ HOÀI"), ["Dế mèn"]),
        (Wanted(creator="tạ lựu"), ["Dế mèn"]),
        (Wanted(creator="To Hoai"), []),
        (Wanted(kind=Kind.BOOK, language="vi", subject="thiếu nhi"), ["Dế mèn"]),
        (Wanted(kind=Kind.LAW, subject="côn trùng"), []),
        (Wanted(shelf="khong-co"), []),
    ],
)
def test_list_is_narrowed_by_everything_asked_for(library: Library, wanted: Wanted, expected: list[str]) -> None:
    put(library, *RICH)
    assert titles(catalogue(library), wanted) == expected


def test_facets_count_what_their_lists_hold(library: Library) -> None:
    put(library, *RICH)
    found = catalogue(library)
    narrowed = {
        Facet.KIND: lambda value: Wanted(kind=Kind(value)),
        Facet.SUBJECT: lambda value: Wanted(subject=value),
        Facet.LANGUAGE: lambda value: Wanted(language=value),
        Facet.INSTITUTION: lambda value: Wanted(institution=value),
    }
    for facet, wanted in narrowed.items():
        values = found.facet(facet)
        assert values, facet
        for one in values:
            assert found.listing(wanted(one.value), page=1, size=1).total == one.count, one
    assert found.facet(Facet.NEW) == ()


TAGS = ("en", "en-US", "en-GB", "blt-Tavt", "blt-Latn", "hmn-Latn-x-rpa", "hmn-Latn-x-vn1961", "zh-TW", "zh-Hant", "")


def test_languages_are_browsed_without_regions_and_old_addresses_still_answer(library: Library) -> None:
    put(library, *(record(f"r{n}", title=tag or "không rõ", language=tag) for n, tag in enumerate(TAGS)))
    put(library, record("s", title="chữ Thái", language="blt", script="Tavt"))
    found = catalogue(library)
    values = {value.value: value.count for value in found.facet(Facet.LANGUAGE)}
    own = {"blt-Latn": 1, "hmn-Latn-x-rpa": 1, "hmn-Latn-x-vn1961": 1}
    assert values == {"en": 3, "blt-Tavt": 2, "zh-Hant": 2} | own
    for old in ("en", "en-US", "en-AU", "EN"):
        assert titles(found, Wanted(language=old)) == ["en", "en-GB", "en-US"]
    assert titles(found, Wanted(language="blt-Tavt")) == ["blt-Tavt", "chữ Thái"]
    assert titles(found, Wanted(language="zh-HK")) == ["zh-Hant", "zh-TW"]
    assert titles(found, Wanted(language="hmn")) == titles(found, Wanted(language="không phải tiếng")) == []


def test_subjects_in_capitals_and_small_letters_are_one(library: Library) -> None:
    words = (("Truyện ngắn",), ("truyện ngắn", "TRUYỆN NGẮN", "hoà bình"), ("truyện ngắn",), ("hòa bình", "truyện"))
    put(library, *(record(f"r{n}", subjects=Subjects(keywords=keywords)) for n, keywords in enumerate(words)))
    found = catalogue(library)
    values = {value.value: value.count for value in found.facet(Facet.SUBJECT)}
    assert values == {"truyện ngắn": 3, "truyện": 1} | {next(v for v in values if v.startswith("ho")): 2}
    for asked in ("truyện ngắn", "Truyện ngắn", "TRUYỆN NGẮN"):
        assert titles(found, Wanted(subject=asked)) == ["r0", "r1", "r2"]
    assert titles(found, Wanted(subject="hoà bình")) == titles(found, Wanted(subject="Hòa bình")) == ["r1", "r3"]


def test_facets_are_ordered_for_people(library: Library) -> None:
    put(library, *RICH)
    found = catalogue(library)
    assert [value.value for value in found.facet(Facet.SUBJECT)] == ["côn trùng", "đất đai", "thiếu nhi", "thơ"]
    assert [(value.value, value.count) for value in found.facet(Facet.LANGUAGE)] == [("vi", 2), ("blt-Tavt", 1)]


def test_facets_do_not_tell_of_what_is_hidden(library: Library) -> None:
    put(library, *RICH)
    with library.write() as tx:
        for one in RICH:
            lay(tx, one.id, OverlayField.HIDDEN, "1", now=NOW)
    assert all(not catalogue(library).facet(facet) for facet in Facet)
    assert catalogue(library).shelves("vi") == ()


def on_shelf(library: Library, shelf: str) -> list[str]:
    return titles(catalogue(library), Wanted(shelf=shelf))


@pytest.mark.parametrize(
    ("shelf", "one"),
    [
        ("sach", record("a", kind=Kind.BOOK)),
        ("phap-luat", record("a", kind=Kind.LAW)),
        ("phap-luat", record("a", kind=Kind.DOCUMENT, institution=Institution.LAW_BOOKCASE)),
        ("tra-cuu", record("a", kind=Kind.ARCHIVE)),
        ("nghe-xem", record("a", kind=Kind.SOUND)),
        ("nghe-xem", record("a", kind=Kind.FILM)),
        ("nghe-xem", record("a", kind=Kind.PICTURE)),
        ("thieu-nhi", record("a", audience=Audience.CHILDREN)),
        ("tra-cuu", record("a", shelf="tra-cuu")),
    ],
)
def test_record_stands_on_a_shelf_by_rule_or_by_name(library: Library, shelf: str, one: Record) -> None:
    put(library, one)
    assert on_shelf(library, shelf) == ["a"]
    found = next(one for one in catalogue(library).shelves("vi") if one.id == shelf)
    assert found.count == 1


def test_record_stands_on_a_shelf_by_the_beginning_of_its_ddc_number(library: Library) -> None:
    by_ddc = next((shelf for shelf in default_shelves() if shelf["rule"].get("ddc")), None)
    assert by_ddc is not None
    put(library, record("a", subjects=Subjects(ddc=(f"{by_ddc['rule']['ddc'][0]}.5",))))
    put(library, record("b", subjects=Subjects(ddc=(f"9{by_ddc['rule']['ddc'][0]}",))))
    assert on_shelf(library, by_ddc["id"]) == ["a"]


def test_shelf_says_its_name_in_the_language_asked_for_or_in_vietnamese(library: Library) -> None:
    found = catalogue(library)
    names = {language: shelf.title for language in ("vi", "en", "hmn") if (shelf := found.shelf("sach", language))}
    assert names == {"vi": "Sách", "en": "Books", "hmn": "Sách"}
    assert found.shelf("khong-co", "vi") is None


def test_shelves_that_hold_something_are_shown_tiles_first(library: Library) -> None:
    put(library, *RICH)
    shelves = catalogue(library).shelves("vi")
    assert [shelf.id for shelf in shelves][:2] == ["sach", "phap-luat"]
    assert [shelf.tile for shelf in shelves] == sorted((shelf.tile for shelf in shelves), reverse=True)
    assert all(shelf.count for shelf in shelves)
    assert catalogue(library).shelf("nghe-xem", "vi") is not None


def test_rule_of_a_later_release_does_not_break_this_one(library: Library) -> None:
    with library.write() as tx:
        tx.execute('UPDATE shelf SET rule=\'{"kinds": ["book"], "moods": ["glad"]}\' WHERE id=\'sach\'')
    put(library, record("a"))
    assert on_shelf(library, "sach") == ["a"]


def test_printed_book_says_where_it_stands(library: Library) -> None:
    put(library, *RICH, readable(library, record("both", copies=(PrintCopy(holder="Trường"),)), "một"))
    entries = {entry.title: entry for entry in catalogue(library).listing(Wanted(), page=1, size=9).entries}
    assert entries["Sổ tay"].place == PrintCopy(holder="Thư viện xã", cupboard="Tủ 2", copies=3)
    assert entries["Sổ tay"].parts == 0
    assert entries["both"].parts == 1
    shown = catalogue(library).shown(record("paper").id)
    assert shown is not None
    assert shown.record.is_printed_only


def test_entries_come_in_the_order_asked_for(library: Library) -> None:
    put(library, *RICH)
    found = catalogue(library)
    keys = [key for key, _ in found.titles()]
    backwards = list(reversed(keys))
    assert [entry.title for entry in found.entries([*backwards, 999])] == list(
        reversed([entry.title for entry in found.entries(keys)])
    )
    assert found.entries([]) == ()
