"""Guards parts that are pages, pictures and recordings, and that a recording without consent is nobody's to see."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from content.catalogue import Publication, Wanted, describe_anew, drop_unseen, retire
from content.catalogue.overlay import OverlayField, lay
from content.catalogue.shown import Extent
from content.library import Library
from content.records import Consent, Kind, Manner, Part, Playing, Record, Recording, Subtitles
from tests.content.libraries import NOW, OPENED, catalogue, hold, open_library, put, record

CONSENT = Consent(by="bà Lò Thị Ón", how="ký giấy", purpose="cho nghe ở tủ sách")
SONG = Recording(person="bà Lò Thị Ón", place="bản Pó", ethnic_group="Thái", recorded="2026-03", consent=CONSENT)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path)


def shows(library: Library) -> tuple[Part, ...]:
    body = hold(library, b"")
    return (
        Part(number=1, title="", body=body, characters=12, width=595, height=842, manner=Manner.PAGE, page=1),
        Part(
            number=2,
            title="Tập 1",
            body=body,
            width=640,
            height=480,
            manner=Manner.FILM,
            item=1,
            seconds=754,
            picture="0123456789abcdef.jpg",
            playing=Playing.SOME,
            subtitles=(Subtitles("vi", "Tiếng Việt", "0123456789abcdef.vtt"), Subtitles("", "", "11.vtt")),
        ),
        Part(number=3, title="", body=body, manner=Manner.PICTURE, picture="a.jpg", large="b.jpg", small="c.jpg"),
        Part(number=4, title="Chương", body=body, characters=5, width=800, height=600, style="s.css"),
    )


def song(recording: Recording | None) -> Record:
    return record("song", title="Khắp Thái", kind=Kind.SOUND, recording=recording)


def test_what_a_part_shows_comes_out_as_it_went_in(library: Library) -> None:
    parts = shows(library)
    put(library, Publication(record=record("all"), parts=parts))
    found = catalogue(library)
    assert found.parts(record("all").id) == parts
    assert found.part(record("all").id, 2) == parts[1]
    assert [part.is_fixed for part in parts] == [False, False, False, True]


def test_size_of_a_page_is_not_taken_for_a_laid_out_one_by_an_earlier_release(library: Library) -> None:
    put(library, Publication(record=record("all"), parts=shows(library)))
    sizes = library.read().execute("SELECT width, height FROM part ORDER BY number").fetchall()
    assert [tuple(size) for size in sizes] == [(0, 0), (0, 0), (0, 0), (800, 600)]


def test_what_parts_show_goes_with_their_record(library: Library) -> None:
    put(library, Publication(record=song(SONG), parts=shows(library)))
    with library.write() as tx:
        (key,) = retire(tx, song(SONG).id)
        drop_unseen(tx, key)
    for table in ("part", "showing", "subtitles", "recording"):
        assert library.read().execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0  # noqa: S608 names above


def test_recording_comes_out_as_it_went_in(library: Library) -> None:
    put(library, Publication(record=song(SONG)))
    shown = catalogue(library).shown(song(SONG).id)
    assert shown is not None
    assert shown.record == song(SONG)


@pytest.mark.parametrize("known", [SONG, Recording()])
def test_recording_without_consent_is_nowhere(library: Library, known: Recording) -> None:
    put(library, Publication(record=song(replace(known, consent=None))))
    found = catalogue(library)
    assert found.shown(song(None).id) is None
    assert found.listing(Wanted(), page=1, size=9).total == 0
    assert found.titles() == []


def test_nothing_that_staff_lay_over_it_makes_it_public(library: Library) -> None:
    put(library, Publication(record=song(replace(SONG, consent=None))))
    with library.write() as tx:
        lay(tx, song(None).id, OverlayField.TITLE, "Tên khác", now=NOW)
        lay(tx, song(None).id, OverlayField.HIDDEN, None, now=NOW)
    assert catalogue(library).shown(song(None).id) is None


def test_consent_that_comes_later_makes_it_public_and_one_that_goes_hides_it(library: Library) -> None:
    put(library, Publication(record=song(replace(SONG, consent=None))))
    for recording, is_public in ((SONG, True), (replace(SONG, consent=None), False), (None, True)):
        with library.write() as tx:
            assert describe_anew(tx, song(None).id, partial(replace, recording=recording))
        shown = catalogue(library).shown(song(None).id)
        assert (shown is not None) is is_public
        assert shown is None or shown.record.recording == recording


def test_an_earlier_release_that_writes_the_lists_shows_no_recording_without_consent(library: Library) -> None:
    """It knows no consent: for it, nothing hides the record."""
    for consent, seen in ((None, 0), (CONSENT, 1)):
        put(library, song(replace(SONG, consent=consent)))
        with library.write() as tx:
            row = tuple(tx.execute("SELECT * FROM shown").fetchone())
            columns = [column[1] for column in tx.execute("PRAGMA table_info(shown)")]
            as_it_writes = [0 if name == "hidden" else value for name, value in zip(columns, row, strict=True)]
            marks = ", ".join("?" * len(row))
            tx.execute(f"INSERT OR REPLACE INTO shown VALUES ({marks})", as_it_writes)  # noqa: S608 ours
        assert len(catalogue(library).listing(Wanted(), page=1, size=9).entries) == seen


def test_library_in_which_an_earlier_release_showed_a_recording_hides_it_again(tmp_path: Path) -> None:
    library = open_library(tmp_path / "back")
    put(library, song(replace(SONG, consent=None)))
    with library.write() as tx:  # as the migration found it
        tx.execute("DROP TRIGGER shown_with_consent_alone")
        tx.execute("UPDATE shown SET hidden = 0")
        tx.execute("DELETE FROM _sqlite_migrations WHERE name='m0004_consent'")
    OPENED.pop().close()
    assert catalogue(open_library(tmp_path / "back")).shown(song(None).id) is None


@pytest.mark.parametrize(("lengths", "seconds"), [((60, 90), 150), ((60, 0), 0)])
def test_how_much_there_is_of_a_recording_is_on_its_line_of_a_list(
    library: Library, lengths: tuple[int, int], seconds: int
) -> None:
    body = hold(library, b"")
    parts = [Part(number=n, title="", body=body, manner=Manner.SOUND, seconds=s) for n, s in enumerate(lengths, 1)]
    put(library, Publication(record=song(None), parts=tuple(parts)))
    (entry,) = catalogue(library).listing(Wanted(), page=1, size=9).entries
    extent = catalogue(library).extent(song(None).id)
    assert (entry.manner, entry.seconds, entry.parts) == (Manner.SOUND, seconds, 2)
    assert (extent.manner, extent.seconds, extent.characters) == (Manner.SOUND, seconds, 0)


def test_how_much_there_is_of_pages_and_of_nothing(library: Library) -> None:
    put(library, Publication(record=record("all"), parts=shows(library)), record("paper"))
    found = catalogue(library)
    assert found.extent(record("all").id) == Extent(manner=Manner.PAGE, characters=17)
    assert found.extent(record("paper").id) == found.extent(record("unknown").id) == Extent()


def test_some_parts_are_read_without_the_others(library: Library) -> None:
    put(library, Publication(record=record("all"), parts=shows(library)))
    assert catalogue(library).parts(record("all").id, first=2, most=2) == shows(library)[1:3]
    assert catalogue(library).parts(record("all").id, first=5) == ()
