"""Guards writing: everything of a record goes in and comes out; descriptions change by revisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from content.catalogue import (
    Publication,
    Wanted,
    activate_staged,
    add_passages,
    damaged_blobs,
    describe_anew,
    drop_unseen,
    find_by_item,
    has_record,
    publisher_id,
    stage,
    unseen_records,
    withdraw,
)
from content.library import Library
from content.records import (
    Audience,
    ContentsEntry,
    Creator,
    Direction,
    Identifier,
    Institution,
    Issue,
    Kind,
    Layout,
    Part,
    Passage,
    PrintCopy,
    Resource,
    Rights,
    RightsClass,
    Start,
    Subjects,
)
from tests.content.libraries import NOW, catalogue, hold, open_library, put, readable, record


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path)


FULL = record(
    "full",
    title="Đủ mọi trường",
    kind=Kind.DOCUMENT,
    creators=(Creator("Nguyễn Văn A"), Creator("Lò Thị B", "trl")),
    publisher="NXB Kim Đồng",
    issued="2026-03",
    description="Một đoạn.\n\nHai đoạn.",
    language="blt",
    script="Tavt",
    audience=Audience.ADULTS,
    rights=Rights(
        rights_class=RightsClass.LICENSED,
        holder="NXB",
        note="Hợp đồng 12",
        until=date(2030, 2, 28),
        max_concurrent=2,
        download=False,
    ),
    institution=Institution.POLICE_READING_ROOM,
    subjects=Subjects(ddc=("340.1", "959.71"), keywords=("luật", "an ninh")),
    identifiers=(Identifier("isbn", "9786041234567"), Identifier("local", "KH 7")),
    source="Công an xã",
    coverage="Sơn La",
    shelf="phap-luat",
    copies=(PrintCopy(holder="Công an xã", cupboard="Tủ 1", copies=2, call_number="340 A1"),),
    issues=(Issue(issued="2026-01", label="Số 1"),),
    layout=Layout.FIXED,
    direction=Direction.RTL,
    revision=7,
)


START = Start(part=2, place="a1")


def full(library: Library) -> Publication:
    whole = readable(library, FULL, "Đoạn một", "Đoạn hai")
    picture = Resource(
        name="0011223344556677.jpg", media_type="image/jpeg", blob=hold(library, b"p"), width=3, height=4
    )
    parts = (*whole.parts, Part(number=3, title="", body=hold(library, b"x"), style="s.css", width=600, height=800))
    entries = (ContentsEntry(depth=0, title="Một", part=1), ContentsEntry(depth=1, title="Hai", part=2, place="a1"))
    return replace(whole, parts=parts, contents=entries, resources=(picture,), cover=picture.name, start=START)


def test_everything_of_a_publication_comes_out_as_it_went_in(library: Library) -> None:
    whole = full(library)
    put(library, whole)
    found = catalogue(library)
    shown = found.shown(FULL.id)
    assert shown is not None
    assert shown.record == whole.record
    assert (shown.cover.name, shown.cover.width, shown.cover.height) == (whole.cover, 3, 4)
    assert (shown.parts, shown.contents, shown.revision, shown.own) == (3, 2, 7, True)
    assert shown.start == START
    assert found.parts(FULL.id) == whole.parts
    assert found.part(FULL.id, 2) == whole.parts[1]
    assert found.part(FULL.id, 4) is None
    assert found.contents(FULL.id) == whole.contents
    assert found.passages(FULL.id) == whole.passages
    assert found.resource(FULL.id, whole.cover) == whole.resources[0]
    assert found.resource(FULL.id, "other.jpg") is None
    assert found.item(FULL.id, whole.record.items[0].name) == whole.record.items[0]
    assert found.item(FULL.id, "other.epub") is None


def test_publication_replaces_the_one_of_the_same_id(library: Library) -> None:
    put(library, full(library))
    put(library, readable(library, replace(FULL, title="Lần hai"), "chỉ một"))
    assert [e.title for e in catalogue(library).listing(Wanted(), page=1, size=9).entries] == ["Lần hai"]
    for table in ("part", "passage", "creator"):
        keys = library.read().execute(f"SELECT count(DISTINCT record) FROM {table}").fetchone()[0]  # noqa: S608 ours
        assert keys == 1, table


def test_publication_that_names_a_blob_which_is_not_held_is_refused_whole(library: Library) -> None:
    import sqlite3

    whole = full(library)
    lost = replace(whole, parts=(replace(whole.parts[0], body="f" * 64),))
    with pytest.raises(sqlite3.IntegrityError):
        put(library, lost)
    assert library.read().execute("SELECT count(*) FROM record").fetchone()[0] == 0


def test_new_description_raises_the_revision_and_keeps_what_is_read(library: Library) -> None:
    whole = full(library)
    put(library, whole)
    with library.write() as tx:
        assert describe_anew(tx, FULL.id, lambda old: replace(old, title="Khác", creators=(), issues=()))
    shown = catalogue(library).shown(FULL.id)
    assert shown is not None
    assert shown.record == replace(whole.record, title="Khác", creators=(), issues=(), revision=8)
    assert catalogue(library).parts(FULL.id) == whole.parts


def test_same_description_changes_nothing(library: Library) -> None:
    put(library, full(library))
    with library.write() as tx:
        tx.execute("DELETE FROM stale")
        assert not describe_anew(tx, FULL.id, lambda old: old)
    assert library.read().execute("SELECT count(*) FROM stale").fetchone()[0] == 0
    shown = catalogue(library).shown(FULL.id)
    assert shown is not None
    assert shown.revision == 7


def test_files_and_id_cannot_be_described_away(library: Library) -> None:
    whole = full(library)
    put(library, whole)
    with library.write() as tx:
        describe_anew(tx, FULL.id, lambda old: replace(old, id=record("other").id, items=(), layout=Layout.REFLOWABLE))
    shown = catalogue(library).shown(FULL.id)
    assert shown is not None
    assert shown.record == whole.record


def test_signed_record_is_never_described_anew(library: Library) -> None:
    one = record("a", of="law", title="như đã ký")
    put(library, one, pack="law")
    with library.write() as tx:
        assert not describe_anew(tx, one.id, lambda old: replace(old, title="khác"))
    shown = catalogue(library).shown(one.id)
    assert shown is not None
    assert shown.record.title == "như đã ký"


def test_unknown_record_is_not_described(library: Library) -> None:
    with library.write() as tx:
        assert not describe_anew(tx, record("never").id, lambda old: old)


def test_record_is_found_by_its_file_while_it_is_active(library: Library) -> None:
    whole = full(library)
    file = whole.record.items[0].sha256
    assert find_by_item(library.read(), file) is None
    put(library, whole)
    assert find_by_item(library.read(), file) == (FULL.id, FULL.title)
    assert has_record(library.read(), FULL.id)
    with library.write() as tx:
        withdraw(tx, FULL.id, now=NOW)
    assert find_by_item(library.read(), file) is None
    assert not has_record(library.read(), FULL.id)


def test_library_keeps_the_name_it_drew_first(library: Library) -> None:
    with library.write() as tx:
        assert publisher_id(tx, fresh="local-0000000000000001") == "local-0000000000000001"
        assert publisher_id(tx, fresh="local-0000000000000002") == "local-0000000000000001"


def test_staged_publication_is_seen_only_when_it_is_whole(library: Library) -> None:
    whole = full(library)
    passages = [Passage(part=1, place="", heading="", text=str(number)) for number in range(5)]
    with library.write() as tx:
        key = stage(tx, replace(whole, passages=()), now=NOW)
    for start in (0, 3):
        with library.write() as tx:
            add_passages(tx, key, enumerate(passages[start : start + 3], start))
        assert catalogue(library).shown(FULL.id) is None
        assert not has_record(library.read(), FULL.id)
    with library.write() as tx:
        activate_staged(tx, key)
    assert catalogue(library).shown(FULL.id) is not None
    assert [passage.text for passage in catalogue(library).passages(FULL.id)] == list("01234")
    assert unseen_records(library.read()) == []


def test_staged_publication_that_is_dropped_leaves_nothing(library: Library) -> None:
    whole = full(library)
    with library.write() as tx:
        key = stage(tx, whole, now=NOW)
    assert unseen_records(library.read()) == [key]
    with library.write() as tx:
        freed = set(drop_unseen(tx, key))
    assert freed == _blobs(whole)
    for table in ("record", "part", "passage", "holding", "shown"):
        assert library.read().execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0, table  # noqa: S608 ours


def _blobs(whole: Publication) -> set[str]:
    return {whole.record.items[0].sha256, whole.resources[0].blob, *(part.body for part in whole.parts)}


def test_damaged_blobs_of_a_record_are_told(library: Library) -> None:
    whole = full(library)
    put(library, whole)
    assert damaged_blobs(library.read(), FULL.id) == frozenset()
    with library.write() as tx:
        tx.execute("UPDATE holding SET damaged=1 WHERE sha256=?", (whole.parts[0].body,))
    assert damaged_blobs(library.read(), FULL.id) == {whole.parts[0].body}
    assert damaged_blobs(library.read(), record("never").id) == frozenset()
