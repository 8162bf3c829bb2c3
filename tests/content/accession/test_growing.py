"""Guards records of several files that grow: what could be read stays, though not everything is brought again."""

from __future__ import annotations

from pathlib import Path

from content.accession import AccessionLimits, Known
from content.catalogue import OverlayField, lay
from content.formats.reading import ReadLimits, Refusal
from content.holdings import Blobs
from content.library import Library
from content.records import Part, RecordId
from tests.content.accession.boxes import bring_all, only, refusals, strays, titles
from tests.content.accession.media import film, picture, sound, subtitles
from tests.content.libraries import NOW, catalogue

TITLES = {1: "Xòe hoa", 2: "Inh lả ơi", 3: "Mùa xuân về", 4: "Khèn bản"}


def parts(library: Library, record: RecordId) -> tuple[Part, ...]:
    return catalogue(library).parts(record)


def names(library: Library, record: RecordId) -> list[str]:
    shown = catalogue(library).shown(record)
    assert shown is not None
    return [item.name for item in shown.record.items]


def grown(library: Library, folder: Path, record: RecordId) -> None:
    """Brings a folder again; the record follows."""
    report = bring_all(library, folder)
    assert not report.refused
    assert [(one.record, one.changed) for one in report.known] == [(record, True)]


def song(folder: Path, number: int) -> Path:
    tags = {"TALB": "Dân ca Thái", "TRCK": str(number), "TIT2": TITLES[number]}
    return sound(folder / f"{'abcdef'[-number]}.mp3", seed=number, tags=tags)


def test_song_of_an_album_that_is_brought_no_more_stays_in_its_place(library: Library, folder: Path) -> None:
    songs = [song(folder, number) for number in (1, 2, 3)]
    album = only(bring_all(library, folder)).record
    songs[1].unlink()
    song(folder, 4)
    grown(library, folder, album)
    assert [part.title for part in parts(library, album)] == list(TITLES.values())
    assert [part.item for part in parts(library, album)] == [0, 1, 2, 3]
    assert titles(library) == ["Dân ca Thái"]
    assert not strays(library)


def test_subtitles_poster_and_title_stay_though_they_are_brought_no_more(library: Library, folder: Path) -> None:
    for number in (1, 2):
        film(folder / f"Tập {number}.mp4", seed=number)
    beside = [subtitles(folder / "Tập 1.vi.srt", "Chào bà con."), picture(folder / "Tập 1.jpg")]
    sidecar = folder / "record.toml"
    sidecar.write_text('title = "Chuyện bản"\n[[files]]\nfile = "Tập 1.mp4"\ntitle = "Về bản"\n')
    series = only(bring_all(library, folder)).record
    before = parts(library, series)[0]
    assert (before.title, len(before.subtitles), bool(before.picture)) == ("Về bản", 1, True)
    for path in (*beside, sidecar, folder / "Tập 1.mp4"):
        path.unlink()
    film(folder / "Tập 3.mp4", seed=3)
    grown(library, folder, series)
    assert parts(library, series)[0] == before
    assert names(library, series) == ["Tập 1.mp4", "Tập 2.mp4", "Tập 3.mp4"]
    track = catalogue(library).resource(series, before.subtitles[0].resource)
    assert track is not None
    assert "Chào bà con." in Blobs(library.blobs_folder).read(track.blob).decode()
    assert "Chào bà con." in " ".join(one.text for one in catalogue(library).passages(series))
    shown = catalogue(library).shown(series)
    assert shown is not None
    assert shown.cover.name
    assert not strays(library)


def test_caption_stays_though_its_sidecar_is_brought_no_more(library: Library, folder: Path) -> None:
    for number in (1, 2):
        picture(folder / f"IMG_{number}.jpg", seed=number)
    (folder / "record.toml").write_text('[[files]]\nfile = "IMG_1.jpg"\ncaption = "Bà Mai dệt vải."\n')
    album = only(bring_all(library, folder)).record
    (folder / "record.toml").unlink()
    picture(folder / "IMG_3.jpg", seed=3)
    grown(library, folder, album)
    found = parts(library, album)
    bodies = [Blobs(library.blobs_folder).read(part.body).decode() for part in found]
    assert bodies == ["<p>Bà Mai dệt vải.</p>", "", ""]
    assert [one.text for one in catalogue(library).passages(album)] == ["Bà Mai dệt vải."]


def test_what_a_sidecar_lists_no_more_goes(library: Library, folder: Path) -> None:
    film(folder / "Tập 1.mp4", seed=1)
    film(folder / "Tập 2.mp4", seed=2)
    wrong = subtitles(folder / "Tập 1.srt", "Của phim khác.")
    series = only(bring_all(library, folder)).record
    wrong.unlink()
    (folder / "record.toml").write_text('[[files]]\nfile = "Tập 1.mp4"\n')
    grown(library, folder, series)
    assert [part.subtitles for part in parts(library, series)] == [(), ()]


def test_held_file_that_can_be_read_no_more_stops_the_growing_and_not_the_record(
    library: Library, folder: Path
) -> None:
    """A limit was lowered, or the machine is slow today: that is no reason to lose an episode."""
    for number, frames in ((1, 60), (2, 600), (3, 60)):
        sound(folder / f"{number:02} - Hồi {number}.mp3", seed=number, frames=frames)
    tale = only(bring_all(library, folder)).record
    before = parts(library, tale)
    (folder / "02 - Hồi 2.mp3").unlink()
    fourth = sound(folder / "04 - Hồi 4.mp3", seed=4, frames=60)
    small = AccessionLimits(free_space=0, reading=ReadLimits(file=100_000), recording=100_000)
    report = bring_all(library, folder, limits=small)
    assert refusals(report) == [Refusal.TOO_LARGE]
    assert str(fourth) in report.refused[0].files
    assert "02 - Hồi 2.mp3" in report.refused[0].detail
    assert parts(library, tale) == before
    assert not strays(library)


def test_recording_that_staff_hide_does_not_come_to_light_in_another(library: Library, folder: Path) -> None:
    paths = [sound(folder / f"{number}.mp3", seed=number) for number in (1, 2, 3)]
    hidden = bring_all(library, *paths).added[1].record
    with library.write() as tx:
        lay(tx, hidden, OverlayField.HIDDEN, "1", now=NOW)
    report = bring_all(library, folder)
    (series,) = {one.record for one in report.known} - {hidden}
    assert names(library, series) == ["1.mp3", "3.mp3"]
    assert any(isinstance(one, Known) and one.path == str(paths[1]) for one in report.known)
    assert len(titles(library)) == 1


def test_film_that_is_mended_alone_keeps_what_stood_beside_it(library: Library, folder: Path) -> None:
    """Its transcript is damaged; the file that is brought has none, and its subtitles were on another stick."""
    path = film(folder / "a.mp4")
    beside = [subtitles(folder / "a.srt", "Chào bà con."), picture(folder / "a.jpg")]
    record = only(bring_all(library, folder)).record
    (before,) = parts(library, record)
    Blobs(library.blobs_folder).path(before.body).unlink()
    with library.write() as tx:
        tx.execute("UPDATE holding SET damaged=1 WHERE sha256=?", (before.body,))
    for one in beside:
        one.unlink()
    (known,) = bring_all(library, path).known
    assert (known.record, known.mended) == (record, True)
    (after,) = parts(library, record)
    assert (after.subtitles, after.picture) == (before.subtitles, before.picture)
    assert (after.characters, before.characters > 0) == (0, True)
    assert names(library, record) == ["a.mp4"]
    shown = catalogue(library).shown(record)
    assert shown is not None
    assert shown.cover.name
    assert not strays(library)
