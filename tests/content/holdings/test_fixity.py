"""Guards fixity and the open folder: damage is found and named, links stand for exactly what is open."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from content.errors import LibraryDamagedError
from content.holdings import (
    Blobs,
    FaultKind,
    OpenFolder,
    Thumbnails,
    check_blobs,
    hash_file,
    stray_blobs,
    write_atomically,
)
from content.records import Bytes, Sha256


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    (tmp_path / "blobs").mkdir()
    return Blobs(tmp_path / "blobs")


def put(blobs: Blobs, data: bytes) -> Sha256:
    blob = Sha256(hashlib.sha256(data).hexdigest())
    blobs.path(blob).parent.mkdir(exist_ok=True)
    blobs.path(blob).write_bytes(data)
    return blob


def faults(blobs: Blobs, *held: Sha256) -> dict[Sha256, FaultKind]:
    found = check_blobs(blobs, [(blob, Bytes(1)) for blob in held], is_held=held.__contains__)
    strays = stray_blobs(blobs, is_held=held.__contains__)
    return {fault.blob: fault.kind for fault in (*found, *strays)}


def test_whole_library_has_no_faults(blobs: Blobs) -> None:
    assert faults(blobs, put(blobs, b"a"), put(blobs, b"b")) == {}
    assert faults(blobs.__class__(blobs.folder)) == dict.fromkeys(blobs.all(), FaultKind.STRAY)


def test_missing_changed_and_stray_blobs_are_told_apart(blobs: Blobs) -> None:
    good, gone, changed, cut, stray = (put(blobs, data) for data in (b"good", b"gone", b"changed", b"cut", b"stray"))
    blobs.path(gone).unlink()
    blobs.path(changed).write_bytes(b"chanGed")
    blobs.path(cut).write_bytes(b"")
    assert faults(blobs, good, gone, changed, cut) == {
        gone: FaultKind.MISSING,
        changed: FaultKind.CHANGED,
        cut: FaultKind.CHANGED,
        stray: FaultKind.STRAY,
    }


def test_folder_in_place_of_a_blob_is_unreadable(blobs: Blobs) -> None:
    blob = put(blobs, b"a")
    blobs.path(blob).unlink()
    blobs.path(blob).mkdir()
    assert faults(blobs, blob) == {blob: FaultKind.UNREADABLE}


def test_blob_that_went_while_the_check_ran_is_no_fault(blobs: Blobs) -> None:
    gone = put(blobs, b"withdrawn meanwhile")
    blobs.path(gone).unlink()
    assert list(check_blobs(blobs, [(gone, Bytes(1))], is_held=lambda _: False)) == []


def test_progress_tells_every_byte(blobs: Blobs) -> None:
    held = [(put(blobs, data), Bytes(len(data))) for data in (b"a", b"bcd")]
    told: list[int] = []
    assert not list(check_blobs(blobs, held, is_held=lambda _: True, progress=told.append))
    assert told == [1, 3]


def test_missing_blob_is_named_when_it_is_read(blobs: Blobs) -> None:
    with pytest.raises(LibraryDamagedError, match="missing"):
        blobs.read(Sha256("a" * 64))


def test_changed_blob_is_not_read(blobs: Blobs) -> None:
    blob = put(blobs, b"chapter")
    assert blobs.read(blob) == b"chapter"
    blobs.path(blob).write_bytes(b"chapteR")
    with pytest.raises(LibraryDamagedError, match="changed"):
        blobs.read(blob)


def test_blob_that_the_card_does_not_give_is_named(blobs: Blobs) -> None:
    blob = put(blobs, b"a")
    blobs.path(blob).unlink()
    blobs.path(blob).mkdir()
    with pytest.raises(LibraryDamagedError, match="unreadable"):
        blobs.read(blob)


def test_deleting_twice_is_no_fault(blobs: Blobs) -> None:
    blob = put(blobs, b"a")
    blobs.delete(blob)
    blobs.delete(blob)
    assert list(blobs.all()) == []


def test_foreign_files_among_the_blobs_are_left_alone(blobs: Blobs) -> None:
    (blobs.folder / "README").write_text("x")
    (blobs.folder / "aa").mkdir()
    (blobs.folder / "aa" / "note").write_text("x")
    assert list(blobs.all()) == []


def opened(folder: OpenFolder) -> set[str]:
    return {path.name for path in folder.folder.rglob("*") if path.is_file()}


def test_open_folder_holds_exactly_what_is_open(blobs: Blobs, tmp_path: Path) -> None:
    a, b, c = (put(blobs, data) for data in (b"a", b"b", b"c"))
    folder = OpenFolder(tmp_path / "open", blobs)
    for wanted in ({a, b}, {b, c}, {b, c}, set(), {a}):
        folder.show(wanted)
        assert opened(folder) == wanted
    assert folder.path(a).samefile(blobs.path(a))


def test_update_of_the_open_folder_touches_no_other_blob(blobs: Blobs, tmp_path: Path) -> None:
    a, b, c, gone = (put(blobs, data) for data in (b"a", b"b", b"c", b"gone"))
    blobs.path(gone).unlink()
    folder = OpenFolder(tmp_path / "open", blobs)
    folder.show({a, b})
    folder.update({b, c, gone}, {c, gone})
    assert opened(folder) == {a, c}


def test_missing_blob_is_not_opened(blobs: Blobs, tmp_path: Path) -> None:
    a, gone = put(blobs, b"a"), Sha256("f" * 64)
    folder = OpenFolder(tmp_path / "open", blobs)
    folder.show({a, gone})
    assert opened(folder) == {a}


def test_mended_blob_takes_the_place_of_the_damaged_one(blobs: Blobs, tmp_path: Path) -> None:
    a = put(blobs, b"a")
    folder = OpenFolder(tmp_path / "open", blobs)
    folder.show({a})
    (tmp_path / "new").write_bytes(b"a")
    blobs.path(a).unlink()
    (tmp_path / "new").rename(blobs.path(a))
    folder.show({a})
    assert folder.path(a).samefile(blobs.path(a))


def test_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_atomically(path, [b"o", b"ne"])
    write_atomically(path, [b"two"])
    assert path.read_bytes() == b"two"
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_atomically(tmp_path / "folder", [b"three"])
    assert {entry.name for entry in tmp_path.iterdir()} == {"file", "folder"}


def test_hash_of_a_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x" * ((1 << 20) + 1))
    assert hash_file(tmp_path / "file") == hashlib.sha256(b"x" * ((1 << 20) + 1)).hexdigest()


def test_thumbnails_are_kept_by_cover_and_empty_ones_do_not_count(tmp_path: Path) -> None:
    thumbnails = Thumbnails(tmp_path)
    thumbnails.keep_only([])
    assert thumbnails.read("aa.jpg") is None
    thumbnails.write("aa.jpg", b"A")
    thumbnails.write("bb.png", b"")
    assert thumbnails.read("aa.jpg") == b"A"
    assert thumbnails.read("bb.png") is None
    assert thumbnails.has("aa.jpg")
    assert not thumbnails.has("bb.png")
    assert not thumbnails.has("cc.png")
    assert thumbnails.name("aa.jpg") == "aa-nho.jpg"
    thumbnails.keep_only(["bb.png"])
    assert thumbnails.read("aa.jpg") is None
    assert [path.name for path in (tmp_path / "covers").iterdir()] == ["bb.jpg"]
