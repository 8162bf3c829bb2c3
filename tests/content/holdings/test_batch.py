"""Guards blobs on their way in: durable under their names before any row, each once, nothing left of failures."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

import pytest

from content.holdings import BATCH_BLOBS, Batch, Blobs, copy_hashed
from content.records import Sha256


class Shelf:
    """A folder of blobs with the rows that a catalogue would have."""

    def __init__(self, folder: Path) -> None:
        self.staging = folder / "staging"
        self.staging.mkdir()
        (folder / "blobs").mkdir()
        self.blobs = Blobs(folder / "blobs")
        self.rows: set[Sha256] = set()
        self.damaged: set[Sha256] = set()

    def batch(self) -> Batch:
        """A batch on its way to this shelf."""
        return Batch(
            self.blobs,
            self.staging / "batch",
            known=lambda blob: blob in self.rows - self.damaged,
            named=lambda blob: blob in self.rows,
        )

    def file(self, data: bytes) -> Path:
        """A file that has just been written in staging."""
        path = self.staging / f"new-{hashlib.sha256(data).hexdigest()[:8]}"
        path.write_bytes(data)
        return path


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def sha(data: bytes) -> Sha256:
    return Sha256(hashlib.sha256(data).hexdigest())


def test_blob_stands_under_its_name_only_once_settled(shelf: Shelf) -> None:
    batch = shelf.batch()
    blob = batch.take(shelf.file(b"one"))
    assert blob == sha(b"one")
    assert not shelf.blobs.path(blob).exists()
    batch.settle()
    assert shelf.blobs.read(blob) == b"one"
    assert batch.settled == [(blob, 3)]
    assert stat.S_IMODE(shelf.blobs.path(blob).stat().st_mode) == 0o444


def test_same_content_is_stored_once(shelf: Shelf) -> None:
    shelf.rows.add(sha(b"held"))
    batch = shelf.batch()
    assert batch.take(shelf.file(b"one")) == batch.take(shelf.file(b"one")) == batch.put(b"one")
    assert batch.take(shelf.file(b"held")) == sha(b"held")
    batch.settle()
    assert batch.put(b"one") == sha(b"one")
    batch.settle()
    assert batch.settled == [(sha(b"one"), 3)]
    assert list(shelf.blobs.all()) == [sha(b"one")]


def test_damaged_blob_is_written_again(shelf: Shelf) -> None:
    blob = sha(b"good")
    path = shelf.blobs.path(blob)
    path.parent.mkdir()
    path.write_bytes(b"bad")
    shelf.rows.add(blob)
    shelf.damaged.add(blob)
    batch = shelf.batch()
    batch.put(b"good")
    batch.settle()
    batch.close()
    assert path.read_bytes() == b"good"


def test_what_no_row_came_to_name_goes_with_the_batch(shelf: Shelf) -> None:
    batch = shelf.batch()
    named, stray = batch.put(b"named"), batch.put(b"stray")
    batch.settle()
    shelf.rows.add(named)
    batch.put(b"not even settled")
    batch.close()
    assert list(shelf.blobs.all()) == [named]
    assert not shelf.blobs.path(stray).exists()
    assert list(shelf.staging.iterdir()) == []


def test_batch_is_full_after_so_many_blobs(shelf: Shelf) -> None:
    batch = shelf.batch()
    for number in range(BATCH_BLOBS - 1):
        batch.put(str(number).encode())
    assert not batch.is_full
    batch.put(b"one more")
    assert batch.is_full
    batch.settle()
    assert not batch.is_full


def test_copy_is_hashed_on_its_way(tmp_path: Path) -> None:
    source = tmp_path / "source"
    data = os.urandom((1 << 20) + 17)
    source.write_bytes(data)
    descriptor = os.open(source, os.O_RDONLY)
    try:
        assert copy_hashed(descriptor, tmp_path / "copy", limit=len(data)) == (sha(data), len(data))
    finally:
        os.close(descriptor)
    assert (tmp_path / "copy").read_bytes() == data


def test_copy_ends_at_its_limit_however_much_comes(tmp_path: Path) -> None:
    with Path("/dev/zero").open("rb") as endless:
        assert copy_hashed(endless.fileno(), tmp_path / "copy", limit=3 << 20) is None
    assert (tmp_path / "copy").stat().st_size <= 3 << 20


def test_name_that_is_no_hash_leads_nowhere(shelf: Shelf) -> None:
    for name in ("", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"):
        with pytest.raises(ValueError, match="not a SHA-256"):
            shelf.blobs.path(Sha256(name))
