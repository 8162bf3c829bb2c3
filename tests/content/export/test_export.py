"""Guards exports: whole or not at all, sound by their own hashes; what must stay stays, and there is a way back."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from content.accession import AccessionLimits, Became, read_list
from content.catalogue import OverlayField, lay
from content.export import Bag, BagReport, NoRoomError, chosen, write_bag, write_csv, write_marcxml
from content.export.room import check_room
from content.holdings import Blobs
from content.library import Library
from content.records import Bytes
from tests.content.accession.boxes import accession, book, bring, only, small, titles
from tests.content.libraries import NOW, catalogue, open_library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path / "library")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two books, one of them licensed, and one on paper."""
    folder = tmp_path / "books"
    folder.mkdir()
    book(folder / "xoài.epub", "Kỹ thuật trồng xoài")
    book(folder / "b.epub", "Sách mua")
    (folder / "b.epub.toml").write_text('[rights]\nclass = "licensed"\n')
    (folder / "giay.toml").write_text('title = "Tắt đèn"\n[[copies]]\nholder = "Thư viện xã"\n')
    return folder


def bag(library: Library, target: Path) -> BagReport:
    return write_bag(chosen(catalogue(library)), Blobs(library.blobs_folder), Bag(target=target, day=NOW.today))


def manifest(target: Path, name: str) -> dict[str, str]:
    lines = (target / name).read_text("utf-8").splitlines()
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines)}


def test_bag_is_sound_by_its_own_hashes(library: Library, folder: Path, tmp_path: Path) -> None:
    bring(library, folder)
    target = tmp_path / "tui"
    report = bag(library, target)
    assert (report.records, report.files, report.damaged) == (3, 1, [])
    payload = {str(path.relative_to(target)): path for path in target.rglob("*") if path.is_file()}
    said = manifest(target, "manifest-sha512.txt")
    assert set(said) == {name for name in payload if name.startswith("data/")}
    tags = manifest(target, "tagmanifest-sha512.txt")
    assert set(tags) == {"bagit.txt", "bag-info.txt", "manifest-sha512.txt"}
    for name, digest in (said | tags).items():
        assert hashlib.sha512(payload[name].read_bytes()).hexdigest() == digest
    size = sum(payload[name].stat().st_size for name in said)
    assert f"Payload-Oxum: {size}.{len(said)}\n" in (target / "bag-info.txt").read_text()
    assert f"Bagging-Date: {NOW.today}\n" in (target / "bag-info.txt").read_text()
    assert (target / "bagit.txt").read_text() == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_files_that_may_not_leave_stay_and_are_told(library: Library, folder: Path, tmp_path: Path) -> None:
    bring(library, folder)
    report = bag(library, tmp_path / "tui")
    assert report.kept == ["Sách mua: b.epub"]
    assert not list((tmp_path / "tui").rglob("b.epub"))
    assert "Sách mua" in (tmp_path / "tui/data/danh-muc.csv").read_text("utf-8-sig")


def test_hidden_records_and_recordings_without_consent_are_not_exported(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    bring(library, folder)
    (folder / "hat.toml").write_text('title = "Hát ru"\nkind = "sound"\n[recording]\nperson = "Lò Thị Mai"\n')
    bring(library, folder / "hat.toml")
    hidden = next(one for one in chosen(catalogue(library)).ids)
    with library.write() as tx:
        lay(tx, hidden, OverlayField.HIDDEN, "1", now=NOW)
    assert write_csv(chosen(catalogue(library)), tmp_path / "a.csv") == 2
    assert "Hát ru" not in (tmp_path / "a.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("name", ["danh-muc.csv", "danh-muc.xml"])
def test_bag_brings_everything_back_into_another_library(
    library: Library, folder: Path, tmp_path: Path, name: str
) -> None:
    bring(library, folder)
    bag(library, tmp_path / "tui")
    other = open_library(tmp_path / "other")
    for became in (Became.ADDED, Became.KNOWN):
        extract = read_list(tmp_path / "tui/data" / name, limits=AccessionLimits())
        with accession(other, small()) as session:
            report = session.add_list(extract, tmp_path / "tui/data")
        assert report.faults == ()
        assert {one.became for one in report.done} == {became}
    assert titles(other) == titles(library)
    old, new = (list(chosen(catalogue(one)).records()) for one in (library, other))
    for first, second in zip(old, new, strict=True):
        assert (first.title, first.rights, first.language) == (second.title, second.rights, second.language)
        assert first.copies == second.copies
    assert [item.sha256 for item in old[0].items] == [item.sha256 for item in new[0].items]


@pytest.mark.parametrize("write", [write_csv, write_marcxml])
def test_list_that_is_exported_and_imported_again_changes_nothing(
    library: Library, folder: Path, tmp_path: Path, write: object
) -> None:
    bring(library, folder)
    target = tmp_path / "danh-muc"
    assert write(chosen(catalogue(library)), target) == 3  # type: ignore[operator]
    before = list(library.read().iterdump())
    extract = read_list(target, limits=AccessionLimits())
    with accession(library, small()) as session:
        report = session.add_list(extract, tmp_path)
    assert {one.became for one in report.done} == {Became.KNOWN}
    assert list(library.read().iterdump()) == before


def test_damaged_file_is_left_out_and_told(library: Library, folder: Path, tmp_path: Path) -> None:
    bring(library, folder / "xoài.epub")
    (record,) = chosen(catalogue(library)).records()
    path = Blobs(library.blobs_folder).path(record.items[0].sha256)
    path.chmod(0o644)
    path.write_bytes(b"another")
    report = bag(library, tmp_path / "tui")
    assert report.damaged == ["Kỹ thuật trồng xoài: xoài.epub"]
    assert not list((tmp_path / "tui").rglob("*.epub"))
    path.unlink()
    assert bag(library, tmp_path / "tui2").damaged == ["Kỹ thuật trồng xoài: xoài.epub"]


def test_nothing_is_overwritten(library: Library, folder: Path, tmp_path: Path) -> None:
    bring(library, folder)
    target = tmp_path / "tui"
    target.write_text("mine")
    with pytest.raises(FileExistsError):
        bag(library, target)
    for write in (write_csv, write_marcxml):
        with pytest.raises(FileExistsError):
            write(chosen(catalogue(library)), target)
    assert target.read_text() == "mine"


def test_export_for_which_there_is_no_room_is_refused_before_it_begins(tmp_path: Path) -> None:
    with pytest.raises(NoRoomError) as caught:
        check_room(tmp_path, [Bytes(1 << 60)])
    assert caught.value.needed > caught.value.free


def test_files_of_one_name_and_names_of_any_length_fit_everywhere(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    name = "ẵ" * 120
    book(folder / f"{name[:80]}.epub", "Dài")
    added = only(bring(library, folder / f"{name[:80]}.epub"))
    bag(library, tmp_path / "tui")
    (path,) = (tmp_path / "tui/data/tep" / added.record.partition("/")[2]).glob("*.epub")
    assert len(path.name.encode()) <= 255
    long = next(one for one in chosen(catalogue(library)).records() if one.id == added.record)
    assert [hashlib.sha256(path.read_bytes()).hexdigest()] == [item.sha256 for item in long.items]
