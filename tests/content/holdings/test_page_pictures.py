"""Guards pictures of pages that are kept: never more than allowed, the longest unseen go, nothing half is given."""

from __future__ import annotations

import shutil
from pathlib import Path

from content.holdings import PagePicture, PagePictures
from content.records import Sha256


def picture(page: int, width: int = 720) -> PagePicture:
    return PagePicture(blob=Sha256("0f" * 32), page=page, width=width, media_type="image/jpeg")


def test_what_was_kept_is_given_and_nothing_else(tmp_path: Path) -> None:
    kept = PagePictures(tmp_path, most=100)
    kept.write(picture(1), b"one")
    assert kept.read(picture(1)) == b"one"
    assert kept.read(picture(1, 360)) is None
    assert kept.has(picture(1))
    assert not kept.has(picture(2))


def test_the_picture_that_was_looked_at_longest_ago_goes_first(tmp_path: Path) -> None:
    kept = PagePictures(tmp_path, most=100)
    kept.write(picture(1), b"1" * 40)
    kept.write(picture(2), b"2" * 40)
    kept.read(picture(1))
    kept.write(picture(3), b"3" * 40)
    assert (kept.has(picture(1)), kept.has(picture(2)), kept.has(picture(3))) == (True, False, True)
    assert kept.size == 80
    assert sum(path.stat().st_size for path in kept.folder.iterdir()) == 80


def test_a_picture_that_is_written_again_counts_once(tmp_path: Path) -> None:
    kept = PagePictures(tmp_path, most=100)
    for _ in range(5):
        kept.write(picture(1), b"1" * 60)
    kept.write(picture(2), b"2" * 40)
    assert kept.size == 100


def test_a_picture_larger_than_all_the_room_is_not_kept_and_drives_nothing_out(tmp_path: Path) -> None:
    kept = PagePictures(tmp_path, most=100)
    kept.write(picture(1), b"1" * 40)
    kept.write(picture(2), b"2" * 101)
    assert kept.has(picture(1))
    assert not kept.has(picture(2))


def test_what_a_power_cut_left_is_thrown_away_and_never_given(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / picture(1).name).write_bytes(b"")
    kept = PagePictures(tmp_path, most=100)
    assert kept.read(picture(1)) is None
    kept.empty()
    assert not folder.exists()


def test_a_picture_that_was_deleted_or_cut_meanwhile_is_drawn_again(tmp_path: Path) -> None:
    kept = PagePictures(tmp_path, most=100)
    kept.write(picture(1), b"one")
    (kept.folder / picture(1).name).write_bytes(b"o")
    assert kept.read(picture(1)) is None
    assert not kept.has(picture(1))
    kept.write(picture(1), b"one")
    shutil.rmtree(tmp_path / "pages")
    assert kept.read(picture(1)) is None
    kept.write(picture(1), b"one")
    assert kept.read(picture(1)) == b"one"


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "pages").write_text("a file in the way")
    kept = PagePictures(tmp_path, most=100)
    kept.write(picture(1), b"one")
    assert not kept.has(picture(1))
    assert kept.size == 0
