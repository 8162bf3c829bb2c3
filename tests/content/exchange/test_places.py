"""Guards the contract of sources and sinks with a folder that is both: what is written in pieces is read by offset."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from content.exchange import Sink, Source, SourceError
from content.records import Bytes, Sha256


class Folder(Source, Sink):
    """A folder of blobs."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, blob: Sha256, *, offset: Bytes, length: Bytes) -> bytes:
        """Exactly the bytes asked for."""
        try:
            with (self.path / blob).open("rb") as file:
                file.seek(offset)
                data = file.read(length)
        except OSError as error:
            raise SourceError(str(error)) from error
        if len(data) != length:
            raise SourceError(f"{blob} has fewer bytes")
        return data

    def write(self, blob: Sha256, *, offset: Bytes, data: bytes) -> None:
        """Into the place of the offset."""
        part = self.path / f"{blob}.part"
        with part.open("r+b" if part.exists() else "w+b") as file:
            file.seek(offset)
            file.write(data)

    def finish(self, blob: Sha256, *, size: Bytes) -> None:
        """Under its name."""
        part = self.path / f"{blob}.part"
        if part.stat().st_size != size:
            raise SourceError(f"{blob} is not whole")
        part.rename(self.path / blob)


def test_blob_given_in_pieces_is_read_by_offset(tmp_path: Path) -> None:
    data = bytes(range(256)) * 10
    blob = Sha256(hashlib.sha256(data).hexdigest())
    place = Folder(tmp_path)
    for start in (1_000, 0, 2_000):
        place.write(blob, offset=Bytes(start), data=data[start : start + 1_000])
    with pytest.raises(SourceError):
        place.read(blob, offset=Bytes(0), length=Bytes(1))
    place.finish(blob, size=Bytes(len(data)))
    assert place.read(blob, offset=Bytes(999), length=Bytes(3)) == data[999:1_002]
    with pytest.raises(SourceError, match="fewer"):
        place.read(blob, offset=Bytes(len(data) - 1), length=Bytes(2))


def test_blob_that_is_not_whole_cannot_be_finished(tmp_path: Path) -> None:
    place, blob = Folder(tmp_path), Sha256("a" * 64)
    place.write(blob, offset=Bytes(0), data=b"ab")
    with pytest.raises(SourceError, match="whole"):
        place.finish(blob, size=Bytes(3))


@pytest.mark.parametrize("kind", [Source, Sink])
def test_place_that_cannot_do_its_work_cannot_be_made(kind: type) -> None:
    with pytest.raises(TypeError):
        kind()
