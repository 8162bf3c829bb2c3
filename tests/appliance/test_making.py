"""Guards what is made: it may be deleted at any moment, is remade, and nothing of it is lost from the queue."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from appliance.making import CoverMaker, Maker, OpenLinkMaker, drain, remake_all
from content.catalogue import OverlayField, Publication, lay, mark_stale, withdraw
from content.holdings import Blobs, Thumbnails
from content.library import Library
from content.records import Resource, Rights, RightsClass
from content.trusted_time import TrustedNow
from tests.content.libraries import NOW, hold, open_library, put, readable, record

MAKERS = (CoverMaker(), OpenLinkMaker())


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path)


def picture(seed: int, side: int = 300) -> bytes:
    """A JPEG that does not compress well."""
    data = io.BytesIO()
    noise = Image.effect_noise((side, side + 100), 90 + seed).convert("RGB")
    noise.save(data, "JPEG", quality=90)
    return data.getvalue()


def with_cover(library: Library, local: str, seed: int = 1, **fields: object) -> Publication:
    name = f"{seed:016x}.jpg"
    cover = Resource(name=name, media_type="image/jpeg", blob=hold(library, picture(seed)), width=300, height=400)
    whole = readable(library, replace(record(local), **fields), f"text of {local}")  # type: ignore[arg-type]
    return replace(whole, resources=(cover,), cover=name)


def made(library: Library) -> set[str]:
    return {str(path.relative_to(library.made)) for path in library.made.rglob("*") if path.is_file()}


def stale(library: Library) -> int:
    return int(library.read().execute("SELECT count(*) FROM stale").fetchone()[0])


def test_thumbnail_weighs_at_most_four_thousand_bytes(library: Library) -> None:
    whole = with_cover(library, "a")
    put(library, whole)
    drain(library, MAKERS, now=NOW)
    data = Thumbnails(library.made).read(whole.cover)
    assert data is not None
    assert len(data) <= 4_000
    with Image.open(io.BytesIO(data)) as opened:
        assert opened.format == "JPEG"
        assert opened.width <= 168
        assert opened.height <= 244


def test_everything_made_may_go_and_comes_again(library: Library) -> None:
    put(library, with_cover(library, "a", 1), with_cover(library, "b", 2), record("paper"))
    drain(library, MAKERS, now=NOW)
    before = made(library)
    assert len(before) == 2 + 4  # two thumbnails; two files and two covers to be served
    shutil.rmtree(library.made)
    library.made.mkdir()
    assert remake_all(library, MAKERS, now=NOW) == 3
    assert made(library) == before
    assert stale(library) == 0


def test_remaking_takes_away_what_nobody_needs(library: Library) -> None:
    (library.made / "pages").mkdir()
    (library.made / "pages" / "old.html").write_text("x")
    (library.made / "loose").write_text("x")
    remake_all(library, MAKERS, now=NOW)
    assert made(library) == set()


def test_withdrawn_record_leaves_nothing_made(library: Library) -> None:
    whole = with_cover(library, "a")
    put(library, whole)
    drain(library, MAKERS, now=NOW)
    with library.write() as tx:
        withdraw(tx, whole.record.id, now=NOW)
    drain(library, MAKERS, now=NOW)
    assert made(library) == set()


def test_hidden_record_is_not_served_by_the_web_server(library: Library) -> None:
    whole = with_cover(library, "a")
    put(library, whole)
    with library.write() as tx:
        lay(tx, whole.record.id, OverlayField.HIDDEN, "1", now=NOW)
    drain(library, MAKERS, now=NOW)
    assert not [name for name in made(library) if name.startswith("open/")]


def test_restricted_files_never_stand_in_the_open_folder(library: Library) -> None:
    put(library, with_cover(library, "a", rights=Rights(rights_class=RightsClass.LICENSED)))
    drain(library, MAKERS, now=NOW)
    assert {name.partition("/")[0] for name in made(library)} == {"covers"}


@pytest.mark.parametrize("damage", ["gone", "rotten"])
def test_damaged_cover_does_not_hinder_the_rest(library: Library, damage: str) -> None:
    bad, good = with_cover(library, "a", 1), with_cover(library, "b", 2)
    put(library, bad, good)
    path = Blobs(library.blobs_folder).path(bad.resources[0].blob)
    path.unlink() if damage == "gone" else path.write_bytes(b"rotten")
    drain(library, MAKERS, now=NOW)
    assert stale(library) == 0
    assert Thumbnails(library.made).read(good.cover) is not None
    assert Thumbnails(library.made).read(bad.cover) is None


class Crash(Maker):
    """Dies while it makes."""

    def make(self, library: Library, records: Sequence[str], *, now: TrustedNow) -> None:  # noqa: ARG002
        """Dies."""
        raise KeyboardInterrupt


def test_queue_outlives_a_crash_while_making(library: Library) -> None:
    put(library, with_cover(library, "a"))
    with pytest.raises(KeyboardInterrupt):
        drain(library, (*MAKERS, Crash()), now=NOW)
    assert stale(library) == 1
    assert drain(library, MAKERS, now=NOW) == 1
    assert stale(library) == 0


class Interloper(Maker):
    """While a record is being made, somebody changes it."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def make(self, library: Library, records: Sequence[str], *, now: TrustedNow) -> None:  # noqa: ARG002
        """Changes the record, the first time."""
        if not self.made:
            with library.write() as tx:
                mark_stale(tx, *records)
        self.made += records


def test_record_that_changes_while_it_is_made_is_made_again(library: Library) -> None:
    put(library, record("a"))
    maker = Interloper()
    drain(library, (maker,), now=NOW)
    assert maker.made == [record("a").id] * 2
    assert stale(library) == 0


def test_record_that_changed_often_is_made_once(library: Library) -> None:
    put(library, record("a"))
    with library.write() as tx:
        mark_stale(tx, *[record("a").id] * 5)

    class Counting(Maker):
        made: list[str] = []  # noqa: RUF012 one instance

        def make(self, library: Library, records: Sequence[str], *, now: TrustedNow) -> None:  # noqa: ARG002
            self.made.extend(records)

    maker = Counting()
    assert drain(library, (maker,), now=NOW) == 6
    assert maker.made == [record("a").id]


def test_open_file_is_the_blob_itself_and_costs_no_room(library: Library) -> None:
    whole = with_cover(library, "a")
    put(library, whole)
    drain(library, MAKERS, now=NOW)
    for path in (library.made / "open").rglob("*"):
        if path.is_file():
            assert os.path.samefile(path, Blobs(library.blobs_folder).path(path.name))  # type: ignore[arg-type]  # noqa: PTH121
