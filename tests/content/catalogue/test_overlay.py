"""Guards staff's overlay: it is laid over records, survives their updates, and takes only values that make sense."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from content.catalogue import OverlayField, Publication, Shown, Wanted, add, describe_anew, lay
from content.library import Library
from content.records import Audience, Creator, Institution, Record, RecordId, Subjects
from tests.content.libraries import NOW, catalogue, open_library, pack_version, put, record, set_state

CORRECTIONS = {
    OverlayField.TITLE: "Dế mèn phiêu lưu ký",
    OverlayField.CREATORS: json.dumps(["Tô Hoài"], ensure_ascii=False),
    OverlayField.DESCRIPTION: "Truyện của một chú dế.",
    OverlayField.LANGUAGE: "vi",
    OverlayField.AUDIENCE: "children",
    OverlayField.INSTITUTION: "commune-library",
    OverlayField.SHELF: "thieu-nhi",
    OverlayField.KEYWORDS: json.dumps(["côn trùng", "phiêu lưu"], ensure_ascii=False),
}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path)


def correct(library: Library, one: RecordId, corrections: dict[OverlayField, str | None]) -> None:
    with library.write() as tx:
        for field, value in corrections.items():
            lay(tx, one, field, value, now=NOW)


def shown(library: Library, one: RecordId) -> Shown:
    found = catalogue(library).shown(one)
    assert found is not None
    return found


def check_corrected(found: Record) -> None:
    assert found.title == "Dế mèn phiêu lưu ký"
    assert found.creators == (Creator("Tô Hoài"),)
    assert found.description == "Truyện của một chú dế."
    assert found.language == "vi"
    assert found.audience is Audience.CHILDREN
    assert found.institution is Institution.COMMUNE_LIBRARY
    assert found.shelf == "thieu-nhi"
    assert found.subjects == Subjects(ddc=("895",), keywords=("côn trùng", "phiêu lưu"))


def test_corrected_fields_are_shown_and_found(library: Library) -> None:
    one = record("a", title="de men", creators=(Creator("?"),), subjects=Subjects(ddc=("895",), keywords=("x",)))
    put(library, one)
    correct(library, one.id, dict(CORRECTIONS))
    check_corrected(shown(library, one.id).record)
    found = catalogue(library)
    assert [e.title for e in found.listing(Wanted(creator="Tô Hoài"), page=1, size=9).entries] == [CORRECTIONS["title"]]
    for wanted in (Wanted(subject="côn trùng"), Wanted(language="vi"), Wanted(institution="commune-library")):
        assert found.listing(wanted, page=1, size=9).total == 1, wanted
    assert found.listing(Wanted(shelf="thieu-nhi"), page=1, size=9).total == 1
    assert " de men phieu luu ky " in found.titles()[0][1]


def test_corrections_survive_a_new_version_of_the_pack(library: Library) -> None:
    old = record("a", of="law", title="cũ", subjects=Subjects(ddc=("895",)))
    put(library, old, pack="law")
    correct(library, old.id, dict(CORRECTIONS))
    version = pack_version(library, "law", version=2, state="staged")
    with library.write() as tx:
        add(tx, Publication(record=replace(old, title="mới", revision=2)), pack_version=version, now=NOW)
    set_state(library, "law", 1, "retired")
    set_state(library, "law", 2, "active")
    check_corrected(shown(library, old.id).record)
    assert shown(library, old.id).revision == 2
    correct(library, old.id, {OverlayField.TITLE: None})
    assert shown(library, old.id).record.title == "mới"


def test_corrections_survive_a_changed_sidecar_and_withdrawing(library: Library) -> None:
    one = record("a", title="cũ", subjects=Subjects(ddc=("895",)))
    put(library, one)
    correct(library, one.id, dict(CORRECTIONS))
    with library.write() as tx:
        assert describe_anew(tx, one.id, lambda old: replace(old, title="khác", publisher="Kim Đồng"))
    check_corrected(shown(library, one.id).record)
    assert shown(library, one.id).record.publisher == "Kim Đồng"


def test_overlay_never_touches_the_record_itself(library: Library) -> None:
    one = record("a", title="như đã ký", of="law")
    put(library, one, pack="law")
    before = tuple(library.read().execute("SELECT * FROM record").fetchone())
    correct(library, one.id, dict(CORRECTIONS))
    assert tuple(library.read().execute("SELECT * FROM record").fetchone()) == before


def test_role_of_a_creator_stays_when_the_names_are_the_same(library: Library) -> None:
    one = record("a", creators=(Creator("Tạ Lựu", "ill"),))
    put(library, one)
    correct(library, one.id, {OverlayField.CREATORS: json.dumps(["Tạ Lựu"])})
    assert shown(library, one.id).record.creators == (Creator("Tạ Lựu", "ill"),)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (OverlayField.HIDDEN, "0"),
        (OverlayField.FEATURED, "yes"),
        (OverlayField.TITLE, "   "),
        (OverlayField.TITLE, "a" * 301),
        (OverlayField.CREATORS, "Tô Hoài"),
        (OverlayField.CREATORS, '[""]'),
        (OverlayField.KEYWORDS, "[1]"),
        (OverlayField.KEYWORDS, '{"a": "b"}'),
        (OverlayField.LANGUAGE, "!!"),
        (OverlayField.AUDIENCE, "kids"),
        (OverlayField.INSTITUTION, "post office"),
    ],
)
def test_value_that_the_field_cannot_have_is_refused(library: Library, field: OverlayField, value: str) -> None:
    one = record("a")
    put(library, one)
    with pytest.raises(ValueError, match=field):
        correct(library, one.id, {field: value})
    assert library.read().execute("SELECT count(*) FROM overlay").fetchone()[0] == 0


def test_language_is_kept_as_the_standard_writes_it(library: Library) -> None:
    one = record("a")
    put(library, one)
    correct(library, one.id, {OverlayField.LANGUAGE: "BLT-latn"})
    assert shown(library, one.id).record.language == "blt-Latn"


def test_field_of_a_later_release_is_passed_over(library: Library) -> None:
    one = record("a")
    put(library, one)
    with library.write() as tx:
        tx.execute("INSERT INTO overlay VALUES (?, 'spoken_label', 'x', '')", (one.id,))
    assert shown(library, one.id).record.title == "a"


def test_what_staff_recommend_is_a_list_of_its_own_newest_first_and_says_so(library: Library) -> None:
    put(library, *(record(name) for name in ("b", "c", "a", "d")))
    with library.write() as tx:
        for name in ("b", "a"):
            lay(tx, record(name).id, OverlayField.FEATURED, "1", now=NOW)
    found = catalogue(library)
    featured = found.listing(Wanted(featured=True), page=1, size=9)
    assert [(entry.title, entry.featured) for entry in featured.entries] == [("a", True), ("b", True)]
    everything = found.listing(Wanted(), page=1, size=9).entries
    assert [(entry.title, entry.featured) for entry in everything] == [
        ("a", True),
        ("b", True),
        ("c", False),
        ("d", False),
    ]
    with library.write() as tx:
        lay(tx, record("a").id, OverlayField.HIDDEN, "1", now=NOW)
        lay(tx, record("b").id, OverlayField.FEATURED, None, now=NOW)
    assert found.listing(Wanted(featured=True), page=1, size=9).total == 0


def test_pinned_stands_first_and_the_rest_in_order(library: Library) -> None:
    put(library, *(record(name, title=title) for name, title in (("a", "An"), ("b", "Bình"), ("c", "Cường"))))
    correct(library, record("c").id, {OverlayField.PINNED: "1"})
    assert [e.title for e in catalogue(library).listing(Wanted(), page=1, size=9).entries] == ["Cường", "An", "Bình"]


def test_each_change_marks_the_record_stale(library: Library) -> None:
    one = record("a")
    put(library, one)
    with library.write() as tx:
        tx.execute("DELETE FROM stale")
    correct(library, one.id, {OverlayField.FEATURED: "1"})
    correct(library, one.id, {OverlayField.FEATURED: None})
    assert [row[0] for row in library.read().execute("SELECT record_id FROM stale")] == [one.id, one.id]
