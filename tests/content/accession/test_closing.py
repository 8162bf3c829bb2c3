"""Guards the open folder while things change: what is less open has no link any more when the change can be seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from content.accession import Known, check_held, withdraw_records, write_closing
from content.catalogue import OverlayField, lay, open_blobs
from content.holdings import Blobs, OpenFolder
from content.library import Library
from content.records import Item, RecordId, Rights, RightsClass, Sha256
from tests.content.accession.boxes import book, bring, only
from tests.content.libraries import NOW, catalogue, hold, put, readable, record


def link_all(library: Library) -> set[Sha256]:
    """Makes the open folder as it should be; returns what stands there."""
    wanted = open_blobs(library.read(), NOW.today)
    OpenFolder.of(library).show(wanted)
    return linked(library)


def linked(library: Library) -> set[Sha256]:
    return {Sha256(path.name) for path in (library.made / "open").rglob("*") if path.is_file()}


def test_withdrawn_files_have_no_link_though_nothing_was_made_since(library: Library, folder: Path) -> None:
    gone, stays = only(bring(library, book(folder / "a.epub", "A"))), bring(library, book(folder / "b.epub", "B"))
    assert len(link_all(library)) == 2
    withdraw_records(library, [gone.record], now=NOW)
    assert linked(library) == {item.sha256 for item in shown_items(library, stays.added[0].record)}


def test_rights_that_a_new_sidecar_restricts_close_the_file_at_once(library: Library, folder: Path) -> None:
    path = book(folder / "a.epub", "A")
    bring(library, path)
    assert link_all(library)
    (folder / "a.toml").write_text('[rights]\nclass = "licensed"\n')
    assert bring(library, path).known[0].changed
    assert linked(library) == set()


def test_hidden_record_is_closed_and_one_that_names_the_same_file_keeps_it_open(library: Library) -> None:
    one, other = readable(library, record("a"), "một"), readable(library, record("b"), "hai")
    put(library, one, replace(other, record=replace(other.record, items=(*other.record.items, *one.record.items))))
    assert len(link_all(library)) == 2
    with write_closing(library, [other.record.id], now=NOW) as tx:
        lay(tx, other.record.id, OverlayField.HIDDEN, "1", now=NOW)
    assert linked(library) == {one.record.items[0].sha256}


def test_link_is_gone_before_the_change_is_committed(library: Library) -> None:
    one = readable(library, record("a"), "một")
    put(library, one)
    link_all(library)
    seen: list[set[Sha256]] = []
    with write_closing(library, [one.record.id], now=NOW) as tx:
        lay(tx, one.record.id, OverlayField.HIDDEN, "1", now=NOW)
        tx.set_trace_callback(lambda statement: seen.append(linked(library)) if statement == "COMMIT" else None)
    assert seen == [set()]


def test_change_that_fails_leaves_the_links_as_they_were(library: Library) -> None:
    one = readable(library, record("a"), "một")
    put(library, one)
    before = link_all(library)
    with pytest.raises(ValueError, match="title"):
        hide_and_fail(library, one.record.id)
    assert linked(library) == before
    assert catalogue(library).shown(one.record.id) is not None


def hide_and_fail(library: Library, one: RecordId) -> None:
    with write_closing(library, [one], now=NOW) as tx:
        lay(tx, one, OverlayField.HIDDEN, "1", now=NOW)
        lay(tx, one, OverlayField.TITLE, "", now=NOW)


def test_pictures_of_a_replaced_reading_have_no_link(library: Library, folder: Path) -> None:
    path = book(folder / "a.epub", "A", chapters=2)
    added = only(bring(library, path))
    old_page, old_picture = hold(library, b"<p>as an earlier release wrote it</p>"), hold(library, b"old picture")
    with library.write() as tx:
        tx.execute("UPDATE part SET body=? WHERE number=2", (old_page,))
        tx.execute("INSERT INTO resource SELECT key, 'x.png', 'image/png', ?, 1, 1 FROM record", (old_picture,))
        tx.execute("UPDATE holding SET damaged=1 WHERE sha256=?", (old_page,))
    assert old_picture in link_all(library)
    Blobs(library.blobs_folder).path(old_page).unlink()
    assert bring(library, path).known == (Known(str(path), added.record, "A", mended=True),)
    assert linked(library) == {item.sha256 for item in shown_items(library, added.record)}


def test_damaged_file_is_closed_as_soon_as_the_check_notes_it(library: Library) -> None:
    one = readable(library, record("a", rights=Rights(rights_class=RightsClass.CC0)), "một")
    put(library, one)
    (file,) = link_all(library)
    path = Blobs(library.blobs_folder).path(file)
    path.unlink()
    path.write_bytes(b"rotten")
    check_held(library)
    assert linked(library) == set()


def shown_items(library: Library, record_id: str) -> tuple[Item, ...]:
    shown = catalogue(library).shown(record_id)
    assert shown is not None
    return shown.record.items
