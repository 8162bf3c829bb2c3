"""Guards checking while the library goes on: what is noted stands there now, and strays do not stay for ever."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from content.accession import check_held, find_strays
from content.catalogue import MIGRATIONS, damaged_holdings, note_damage
from content.holdings import Blobs, FaultKind
from content.library import Library, LibraryBusyError
from content.records import Sha256
from tests.content.accession.boxes import book, bring, left_in_staging, strays
from tests.content.libraries import OPENED, SetClock, hold


def damage(library: Library, blob: Sha256, data: bytes = b"rotten") -> None:
    """Another file stands under the blob's name."""
    path = Blobs(library.blobs_folder).path(blob)
    new = path.with_name("new")
    new.write_bytes(data)
    new.replace(path)


def test_what_is_damaged_is_noted_and_what_is_well_again_too(library: Library) -> None:
    first, second = hold(library, b"first"), hold(library, b"second")
    damage(library, first)
    assert [(fault.blob, fault.kind) for fault in check_held(library)] == [(first, FaultKind.CHANGED)]
    assert damaged_holdings(library.read()) == {first}
    damage(library, first, b"first")
    damage(library, second)
    assert [fault.blob for fault in check_held(library)] == [second]
    assert damaged_holdings(library.read()) == {second}


def test_blob_that_came_again_during_the_check_is_not_called_damaged(library: Library) -> None:
    blobs = sorted(hold(library, data) for data in (b"one", b"two"))
    whole = Blobs(library.blobs_folder).read(blobs[0])
    damage(library, blobs[0])
    told: list[int] = []

    def mend_later(size: int) -> None:
        told.append(size)
        if len(told) == len(blobs):
            damage(library, blobs[0], whole)

    assert check_held(library, progress=mend_later) == []
    assert damaged_holdings(library.read()) == frozenset()


def test_blob_that_came_again_just_before_the_noting_is_not_called_damaged(tmp_path: Path) -> None:
    class Meanwhile(Library):
        """A library into which somebody brings a blob again whenever its write lock is wanted."""

        coming: tuple[Sha256, bytes] | None = None

        @contextmanager
        def write(self) -> Iterator[object]:  # type: ignore[override]
            if self.coming:
                damage(self, *self.coming)
            with super().write() as tx:
                yield tx

    library = Meanwhile.open(tmp_path / "library", schema=[MIGRATIONS], monotonic=SetClock().monotonic)
    OPENED.append(library)
    assert isinstance(library, Meanwhile)
    blob = hold(library, b"one")
    damage(library, blob)
    library.coming = (blob, b"one")
    assert check_held(library) == []
    assert damaged_holdings(library.read()) == frozenset()


def test_damage_found_by_somebody_else_during_the_check_stays_noted(library: Library) -> None:
    """A blob that the check has passed already and that rots afterwards."""
    blobs = sorted(hold(library, data) for data in (b"one", b"two"))
    told: list[int] = []

    def rot_later(size: int) -> None:
        told.append(size)
        if len(told) == len(blobs):
            damage(library, blobs[0])
            with library.write() as tx:
                note_damage(tx, {blobs[0]: True})

    assert [fault.blob for fault in check_held(library, progress=rot_later)] == [blobs[0]]
    assert damaged_holdings(library.read()) == {blobs[0]}


def test_strays_that_were_found_are_swept_by_the_next_accession(library: Library, folder: Path) -> None:
    path = book(folder / "a.epub", "A")
    bring(library, path)
    stray = Blobs(library.blobs_folder).path(Sha256("a" * 64))
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"nobody's")
    assert [fault.kind for fault in find_strays(library)] == [FaultKind.STRAY]
    assert left_in_staging(library) != []
    bring(library, path)
    assert not strays(library)
    assert left_in_staging(library) == []
    assert find_strays(library) == []
    assert left_in_staging(library) == []


def test_strays_are_not_looked_for_while_something_is_brought_in(library: Library) -> None:
    with library.accession_lock(), pytest.raises(LibraryBusyError):
        find_strays(library)
