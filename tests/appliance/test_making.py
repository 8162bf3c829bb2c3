"""Guards what is made: it may be deleted at any moment, is remade, and nothing of it is lost from the queue."""

from __future__ import annotations

import io
import os
import shutil
import struct
import subprocess
import sys
import threading
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from appliance.making import CoverMaker, Maker, OpenLinkMaker, PagePictureMaker, compare_all, drain, remake_all
from content.catalogue import OverlayField, Publication, lay, mark_stale, note_damage, withdraw
from content.holdings import Blobs, PagePicture, PagePictures, Thumbnails
from content.library import Library
from content.records import Resource, Rights, RightsClass
from content.trusted_time import TrustedNow
from tests.content.libraries import NOW, hold, open_library, put, readable, record

MAKERS = (CoverMaker(), OpenLinkMaker())
ROOT = Path(__file__).resolve().parents[2]


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


def test_pictures_of_pages_go_with_their_record(library: Library) -> None:
    """What was withdrawn is nowhere to be found on the box; what is held stays drawn."""
    gone, kept = readable(library, record("a"), "một"), readable(library, record("b"), "hai")
    put(library, gone, kept)
    pictures = PagePictures(library.made, most=1 << 20)
    drawn = [
        PagePicture(blob=one.record.items[0].sha256, page=page, width=720, media_type="image/webp")
        for one in (gone, kept)
        for page in (1, 2)
    ]
    for picture in drawn:
        pictures.write(picture, b"drawn")
    (library.made / "pages/.scratch").mkdir()
    with library.write() as tx:
        withdraw(tx, gone.record.id, now=NOW)
    drain(library, (PagePictureMaker(),), now=NOW)
    assert [pictures.read(picture) for picture in drawn] == [None, None, b"drawn", b"drawn"]
    assert (library.made / "pages/.scratch").is_dir()


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

    def compare(self, library: Library, *, now: TrustedNow) -> None:
        """Nothing."""


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

    def compare(self, library: Library, *, now: TrustedNow) -> None:
        """Nothing."""


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

        def compare(self, library: Library, *, now: TrustedNow) -> None:
            """Nothing."""

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


def test_making_one_record_does_not_look_at_the_files_of_others(library: Library) -> None:
    one, other = with_cover(library, "a", 1), with_cover(library, "b", 2)
    put(library, one, other)
    drain(library, MAKERS, now=NOW)
    foreign = library.made / "open" / "ff" / ("f" * 64)
    foreign.parent.mkdir(exist_ok=True)
    foreign.write_bytes(b"of nobody")
    lost = library.made / "open" / other.resources[0].blob[:2] / other.resources[0].blob
    lost.unlink()
    with library.write() as tx:
        mark_stale(tx, one.record.id)
    drain(library, MAKERS, now=NOW)
    assert foreign.exists()
    assert not lost.exists()
    compare_all(library, MAKERS, now=NOW)
    assert not foreign.exists()
    assert lost.exists()


def test_comparing_makes_missing_covers_and_takes_away_those_of_nobody(library: Library) -> None:
    whole = with_cover(library, "a")
    put(library, whole)
    drain(library, MAKERS, now=NOW)
    thumbnails = Thumbnails(library.made)
    thumbnails.write("0000000000000000.jpg", b"of nobody")
    (library.made / "covers" / whole.cover).unlink()
    compare_all(library, MAKERS, now=NOW)
    assert thumbnails.has(whole.cover)
    assert not thumbnails.has("0000000000000000.jpg")


def test_blob_that_two_records_have_stays_open_while_one_of_them_is_seen(library: Library) -> None:
    one = with_cover(library, "a", 1)
    other = replace(one, record=replace(one.record, id=record("b").id))
    put(library, one, other)
    drain(library, MAKERS, now=NOW)
    before = made(library)
    for record_id, left in ((one.record.id, before), (other.record.id, {f"covers/{one.cover}"})):
        with library.write() as tx:
            lay(tx, record_id, OverlayField.HIDDEN, "1", now=NOW)
        drain(library, MAKERS, now=NOW)
        assert made(library) == left


def test_blob_found_damaged_leaves_the_open_folder(library: Library) -> None:
    whole = with_cover(library, "a")
    put(library, whole)
    drain(library, MAKERS, now=NOW)
    bad = whole.record.items[0].sha256
    for damaged in (True, False):
        with library.write() as tx:
            note_damage(tx, {bad: damaged})
        drain(library, MAKERS, now=NOW)
        assert (f"open/{bad[:2]}/{bad}" in made(library)) is not damaged


def test_picture_that_would_swell_costs_the_process_that_asks_nothing(library: Library) -> None:
    """A PNG of a few kilobytes that says it has 900 million pixels."""
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(4_000_000))), (b"IEND", b""))
    )
    name = "00000000000000bb.png"
    cover = Resource(name=name, media_type="image/png", blob=hold(library, bomb))
    put(library, replace(readable(library, record("a"), "text"), resources=(cover,), cover=name))
    assert drain(library, MAKERS, now=NOW) == 1
    assert not Thumbnails(library.made).has(name)


def test_pictures_are_never_decoded_in_the_process_that_makes(tmp_path: Path) -> None:
    """Run apart: this process has Pillow already."""
    program = (
        "import sys; from pathlib import Path; from appliance.making import CoverMaker, drain;"
        "from tests.content.libraries import NOW, hold, open_library, put, readable, record;"
        "from content.holdings import Thumbnails; from content.records import Resource;"
        "from dataclasses import replace;"
        "library = open_library(Path(sys.argv[1])); name = '00000000000000aa.jpg';"
        "cover = Resource(name=name, media_type='image/jpeg', blob=hold(library, Path(sys.argv[2]).read_bytes()));"
        "put(library, replace(readable(library, record('a'), 'x'), resources=(cover,), cover=name));"
        "drain(library, (CoverMaker(),), now=NOW);"
        "assert Thumbnails(library.made).has(name); assert 'PIL' not in sys.modules; library.close()"
    )
    (tmp_path / "cover.jpg").write_bytes(picture(1))
    words = [sys.executable, "-c", program, str(tmp_path / "data"), str(tmp_path / "cover.jpg")]
    found = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr


class Waiting(Maker):
    """Waits inside its first making until it is told to go on."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.began = threading.Event()
        self.may_go_on = threading.Event()

    def make(self, library: Library, records: Sequence[str], *, now: TrustedNow) -> None:  # noqa: ARG002
        """Waits, the first time."""
        self.began.set()
        assert self.may_go_on.wait(30)
        self.made += records

    def compare(self, library: Library, *, now: TrustedNow) -> None:
        """Nothing."""


def test_queue_filled_for_remaking_is_worked_off_after_the_deletion_by_nobody_else(library: Library) -> None:
    """While one process works off the queue, another is told to remake everything: nothing may be missed."""
    put(library, with_cover(library, "a", 1), with_cover(library, "b", 2))
    waiting = Waiting()
    keeper = threading.Thread(target=drain, args=(library, (*MAKERS, waiting)), kwargs={"now": NOW})
    keeper.start()
    assert waiting.began.wait(30)
    remade: list[int] = []
    other = threading.Thread(target=lambda: remade.append(remake_all(library, MAKERS, now=NOW)))
    other.start()
    other.join(0.5)  # it waits for the lock; what it put into the queue before would be worked off by the first
    assert other.is_alive()
    waiting.may_go_on.set()
    keeper.join(30)
    other.join(30)
    assert remade == [2]
    assert len(made(library)) == 2 + 4
