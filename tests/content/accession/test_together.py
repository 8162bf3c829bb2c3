"""Guards records of several files: a story in parts, episodes, albums, discs, and what stands beside them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from content.accession import AccessionLimits, Known
from content.catalogue.shown import Shown
from content.formats.reading import Caveat, ReadLimits, Refusal
from content.holdings import Blobs
from content.library import Library
from content.records import Kind, Manner, Part, RecordId
from tests.content.accession.boxes import bring_all, left_in_staging, only, refusals, strays, titles
from tests.content.accession.media import film, picture, sound, subtitles
from tests.content.libraries import catalogue
from tests.epubs import make_epub


def shown(library: Library, record: RecordId) -> Shown:
    found = catalogue(library).shown(record)
    assert found is not None
    return found


def parts(library: Library, record: RecordId) -> tuple[Part, ...]:
    return catalogue(library).parts(record)


def lines(library: Library, record: RecordId) -> list[str]:
    return [entry.title for entry in catalogue(library).contents(record)]


def body(library: Library, part: Part) -> str:
    return Blobs(library.blobs_folder).read(part.body).decode()


def story(folder: Path, *numbers: int, name: str = "{:02} - Hồi thứ {}.mp3") -> Path:
    for number in numbers:
        sound(folder / name.format(number, number), seed=number)
    return folder


def test_story_read_aloud_in_parts_is_one_record_in_natural_order(library: Library, folder: Path) -> None:
    story(folder / "Truyện Kiều", 1, 2, 10, name="{} - Hồi thứ {}.mp3")
    added = only(bring_all(library, folder))
    assert (added.title, len(added.files)) == ("Truyện Kiều", 3)
    one = shown(library, added.record).record
    assert one.kind is Kind.SOUND
    assert [item.name for item in one.items] == ["1 - Hồi thứ 1.mp3", "2 - Hồi thứ 2.mp3", "10 - Hồi thứ 10.mp3"]
    assert [(p.number, p.item, p.title, p.manner) for p in parts(library, added.record)] == [
        (1, 0, "Hồi thứ 1", Manner.SOUND),
        (2, 1, "Hồi thứ 2", Manner.SOUND),
        (3, 2, "Hồi thứ 10", Manner.SOUND),
    ]
    assert lines(library, added.record) == ["Hồi thứ 1", "Hồi thứ 2", "Hồi thứ 10"]
    assert not strays(library)
    assert left_in_staging(library) == []


def test_songs_without_numbers_stay_records_of_their_own(library: Library, folder: Path) -> None:
    for seed, name in enumerate(["Inh lả ơi", "Mùa xuân về", "2 con mực", "90 mùa hoa"]):
        sound(folder / f"{name}.mp3", seed=seed)
    assert len(bring_all(library, folder).added) == 4


def test_song_that_comes_beside_another_leaves_it_as_it_was(library: Library, folder: Path) -> None:
    sound(folder / "Khèn.mp3", seed=1)
    bring_all(library, folder)
    sound(folder / "Sáo.mp3", seed=2)
    report = bring_all(library, folder)
    assert ([one.title for one in report.added], [one.changed for one in report.known]) == (["Sáo"], [False])


def test_songs_of_one_album_are_one_record_in_order_of_their_numbers(library: Library, folder: Path) -> None:
    for number, name in enumerate(["Xòe hoa", "Inh lả ơi"], 1):
        tags = {"TALB": "Dân ca Thái", "TRCK": f"{number}/2", "TIT2": name}
        sound(folder / "nhạc" / f"{name}.mp3", seed=number, tags=tags)
    sound(folder / "nhạc" / "Khèn.mp3", seed=9)
    report = bring_all(library, folder)
    assert sorted((one.title, len(one.files)) for one in report.added) == [("Dân ca Thái", 2), ("Khèn", 0)]
    album = next(one for one in report.added if one.files)
    assert [part.title for part in parts(library, album.record)] == ["Xòe hoa", "Inh lả ơi"]
    again = bring_all(library, folder)
    assert (again.added, again.refused, len(again.known)) == ((), (), 2)


def test_two_series_in_one_folder_are_two_records(library: Library, folder: Path) -> None:
    for number in (1, 2):
        film(folder / f"Đất rừng - Tập {number}.mp4", seed=number)
        film(folder / f"Vợ chồng A Phủ - Tập {number}.mp4", seed=10 + number)
    report = bring_all(library, folder)
    assert sorted(one.title for one in report.added) == ["Vợ chồng A Phủ", "Đất rừng"]
    assert {shown(library, one.record).record.kind for one in report.added} == {Kind.FILM}


def test_discs_of_one_story_are_one_record(library: Library, folder: Path) -> None:
    for disc in (1, 2, 10):
        for track in (1, 2):
            sound(folder / "Số đỏ" / f"CD{disc}" / f"{track:02}.mp3", seed=disc * 100 + track)
    picture(folder / "Số đỏ" / "cover.jpg")
    added = only(bring_all(library, folder))
    assert (added.title, len(added.files)) == ("Số đỏ", 7)
    names = [item.name for item in shown(library, added.record).record.items]
    assert names == ["01.mp3", "02.mp3", "01 (2).mp3", "02 (2).mp3", "01 (3).mp3", "02 (3).mp3"]
    assert shown(library, added.record).cover.name


def test_contents_say_on_which_disc_a_track_is(library: Library, folder: Path) -> None:
    for disc in (1, 2):
        for track in (1, 2):
            sound(folder / "Tấm Cám" / f"Đĩa {disc}" / f"Track {track:02}.mp3", seed=disc * 100 + track)
    added = only(bring_all(library, folder))
    found = [(line.depth, line.title, line.part) for line in catalogue(library).contents(added.record)]
    assert found == [
        (0, "Đĩa 1", 1),
        (1, "Track 01", 1),
        (1, "Track 02", 2),
        (0, "Đĩa 2", 3),
        (1, "Track 01", 3),
        (1, "Track 02", 4),
    ]


def test_comic_in_folders_of_chapters_is_one_record_with_its_chapters(library: Library, folder: Path) -> None:
    for chapter in (1, 2, 10):
        for page in (1, 2):
            picture(folder / "Dũng sĩ" / f"Chương {chapter}" / f"{page:03}.jpg", seed=chapter * 10 + page)
    picture(folder / "Dũng sĩ" / "bìa.jpg", seed=99)
    added = only(bring_all(library, folder))
    assert (added.title, len(added.files), len(parts(library, added.record))) == ("Dũng sĩ", 7, 6)
    found = [(line.title, line.part) for line in catalogue(library).contents(added.record)]
    assert found == [("Chương 1", 1), ("Chương 2", 3), ("Chương 10", 5)]
    assert not bring_all(library, folder).known[0].changed


def test_lone_chapter_is_called_after_the_whole_too(library: Library, folder: Path) -> None:
    for page in (1, 2):
        picture(folder / "Dũng sĩ" / "Chương 1" / f"{page:03}.jpg", seed=page)
    assert only(bring_all(library, folder)).title == "Dũng sĩ, Chương 1"


def test_pictures_of_a_day_stand_beside_its_films(library: Library, folder: Path) -> None:
    for number in (2034, 2035, 2038):
        picture(folder / "Đám cưới" / f"IMG_{number}.JPG", seed=number)
    film(folder / "Đám cưới" / "MVI_2036.MP4")
    report = bring_all(library, folder)
    assert sorted((one.title, len(one.files)) for one in report.added) == [("MVI 2036", 0), ("Đám cưới", 3)]
    assert report.refused == ()


@pytest.mark.parametrize("names", [("front", "back"), ("cover", "booklet 1", "booklet_2"), ("poster", "fanart")])
def test_artwork_of_a_recording_is_no_album(library: Library, folder: Path, names: tuple[str, ...]) -> None:
    story(folder / "Kiều", 1, 2)
    for seed, name in enumerate(names):
        picture(folder / "Kiều" / f"{name}.jpg", seed=seed)
    report = bring_all(library, folder)
    assert (len(report.added), report.faults) == (1, ())
    assert refusals(report) == [Refusal.BESIDE] * (len(names) - 1)


def test_folder_of_pictures_is_an_album_and_says_what_people_called_them(library: Library, folder: Path) -> None:
    for seed, name in enumerate(["IMG_2.jpg", "IMG_10.jpg", "Bà Mai dệt vải.jpg"]):
        picture(folder / "Hội xuân" / name, seed=seed)
    added = only(bring_all(library, folder))
    assert (added.title, shown(library, added.record).record.kind) == ("Hội xuân", Kind.PICTURE)
    found = parts(library, added.record)
    assert [part.title for part in found] == ["Bà Mai dệt vải", "Ảnh 2", "Ảnh 3"]
    assert [body(library, part) for part in found] == ["<p>Bà Mai dệt vải</p>", "", ""]
    assert lines(library, added.record) == ["Bà Mai dệt vải"]
    assert [one.text for one in catalogue(library).passages(added.record)] == ["Bà Mai dệt vải"]


def test_pictures_that_are_named_themselves_are_records_of_their_own(library: Library, folder: Path) -> None:
    named = [picture(folder / f"{seed}.jpg", seed=seed) for seed in (1, 2)]
    assert len(bring_all(library, *named).added) == 2


def test_cover_beside_a_book_is_left_alone(library: Library, folder: Path) -> None:
    make_epub(folder / "a.epub")
    picture(folder / "cover.jpg")
    report = bring_all(library, folder)
    assert (len(report.added), report.faults, refusals(report)) == (1, (), [Refusal.BESIDE])


def test_film_takes_its_poster_and_its_subtitles(library: Library, folder: Path) -> None:
    film(folder / "Chuyện bản.mp4")
    picture(folder / "Chuyện bản.jpg")
    subtitles(folder / "Chuyện bản.vi.srt", "Chào bà con.", "Mời vào nhà.")
    subtitles(folder / "Chuyện bản.en.srt", "Hello.")
    added = only(bring_all(library, folder))
    assert (added.title, len(added.files)) == ("Chuyện bản", 4)
    (part,) = parts(library, added.record)
    assert [(one.language, one.label) for one in part.subtitles] == [("en", "English"), ("vi", "Tiếng Việt")]
    assert part.picture
    assert "Mời vào nhà." in body(library, part)
    assert any("Chào bà con." in one.text for one in catalogue(library).passages(added.record))
    track = catalogue(library).resource(added.record, part.subtitles[1].resource)
    assert track is not None
    assert Blobs(library.blobs_folder).read(track.blob).startswith(b"WEBVTT")
    assert shown(library, added.record).cover.name


def test_each_film_of_a_folder_takes_its_own_poster_and_subtitles(library: Library, folder: Path) -> None:
    for seed, name in enumerate(["Mùa len trâu", "Cánh đồng hoang"]):
        film(folder / f"{name}.mp4", seed=seed)
        subtitles(folder / f"{name}.vi.srt", f"Đây là {name}.")
    picture(folder / "Mùa len trâu.jpg")
    report = bring_all(library, folder)
    found = {one.title: one for one in report.added}
    assert {title: len(one.files) for title, one in found.items()} == {"Mùa len trâu": 3, "Cánh đồng hoang": 2}
    assert found["Cánh đồng hoang"].path == str(folder / "Cánh đồng hoang.mp4")
    for title, one in found.items():
        (part,) = parts(library, one.record)
        assert len(part.subtitles) == 1
        assert f"Đây là {title}." in body(library, part)
        assert bool(shown(library, one.record).cover.name) == (title == "Mùa len trâu")
    assert (len(bring_all(library, folder).known), bring_all(library, folder).refused) == (2, ())


def test_subtitles_that_come_later_are_added_to_one_film_of_several(library: Library, folder: Path) -> None:
    for seed, name in enumerate(["Mùa len trâu", "Cánh đồng hoang"]):
        film(folder / f"{name}.mp4", seed=seed)
    bring_all(library, folder)
    subtitles(folder / "Mùa len trâu.srt", "Chào bà con.")
    report = bring_all(library, folder)
    assert sorted((one.title, one.changed) for one in report.known) == [
        ("Cánh đồng hoang", False),
        ("Mùa len trâu", True),
    ]


def test_subtitles_that_come_later_are_added_to_the_film(library: Library, folder: Path) -> None:
    film(folder / "a.mp4")
    first = only(bring_all(library, folder))
    subtitles(folder / "a.srt", "Chào bà con.")
    (known,) = bring_all(library, folder).known
    assert (known.record, known.changed) == (first.record, True)
    assert len(parts(library, first.record)[0].subtitles) == 1
    assert not bring_all(library, folder).known[0].changed


def test_subtitles_without_their_film_are_left_alone(library: Library, folder: Path) -> None:
    subtitles(folder / "khác.srt", "Chào bà con.")
    film(folder / "a.mp4")
    report = bring_all(library, folder)
    assert (len(report.added), report.faults, refusals(report)) == (1, (), [Refusal.BESIDE])
    assert [one.is_fault for one in bring_all(library, folder / "khác.srt").refused] == [True]


def test_cover_that_cannot_be_read_takes_nothing_from_the_film(library: Library, folder: Path) -> None:
    film(folder / "a.mp4")
    (folder / "poster.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    report = bring_all(library, folder)
    assert (len(report.added), report.faults, refusals(report)) == (1, (), [Refusal.BESIDE])


def test_damaged_part_is_refused_by_its_name_and_the_others_make_the_record(library: Library, folder: Path) -> None:
    story(folder / "Kiều", 1, 2, 3)
    damaged = folder / "Kiều/02 - Hồi thứ 2.mp3"
    damaged.write_bytes(b"ID3\x03" + bytes(2_000))
    report = bring_all(library, folder)
    assert [Path(one.path).name for one in report.faults] == [damaged.name]
    (added,) = report.added
    assert Caveat.LEFT_OUT in added.warnings
    assert lines(library, added.record) == ["Hồi thứ 1", "Hồi thứ 3"]
    assert not strays(library)


def test_the_same_files_again_are_known_and_nothing_changes(library: Library, folder: Path) -> None:
    story(folder / "Kiều", 1, 2)
    first = only(bring_all(library, folder))
    before = list(library.read().execute("SELECT * FROM record").fetchone())
    report = bring_all(library, folder)
    assert report.known == (Known(str(folder / "Kiều"), first.record, "Kiều", files=first.files),)
    assert list(library.read().execute("SELECT * FROM record").fetchone()) == before


def test_new_episode_joins_the_record_and_its_address_stays(library: Library, folder: Path) -> None:
    story(folder / "Kiều", 1, 2)
    first = only(bring_all(library, folder))
    story(folder / "Kiều", 3)
    (known,) = bring_all(library, folder).known
    assert (known.record, known.changed, len(known.files)) == (first.record, True, 3)
    assert lines(library, first.record) == ["Hồi thứ 1", "Hồi thứ 2", "Hồi thứ 3"]
    assert (titles(library), shown(library, first.record).revision) == (["Kiều"], 2)
    assert not strays(library)


def test_part_that_is_called_otherwise_now_is_called_so_in_the_record(library: Library, folder: Path) -> None:
    story(folder / "Kiều", 1, 2)
    added = only(bring_all(library, folder))
    (folder / "Kiều/02 - Hồi thứ 2.mp3").rename(folder / "Kiều/02 - Kiều gặp Kim Trọng.mp3")
    (known,) = bring_all(library, folder).known
    assert (known.record, known.changed) == (added.record, True)
    assert lines(library, added.record) == ["Hồi thứ 1", "Kiều gặp Kim Trọng"]
    assert not bring_all(library, folder).known[0].changed


def test_tracks_of_one_name_on_two_discs_are_known_again(library: Library, folder: Path) -> None:
    for disc in (1, 2):
        for track in (1, 2):
            sound(folder / f"CD{disc}" / f"{track:02}.mp3", seed=disc * 10 + track)
    added = only(bring_all(library, folder))
    (known,) = bring_all(library, folder).known
    assert (known.record, known.changed) == (added.record, False)


def test_title_that_a_sidecar_gives_anew_is_told(library: Library, folder: Path) -> None:
    story(folder / "Kieu", 1, 2)
    sound(folder / "khen.mp3", seed=9)
    bring_all(library, folder)
    (folder / "Kieu/record.toml").write_text('title = "Truyện Kiều"\n')
    (folder / "khen.toml").write_text('title = "Tiếng khèn"\n')
    assert sorted((one.title, one.changed) for one in bring_all(library, folder).known) == [
        ("Tiếng khèn", True),
        ("Truyện Kiều", True),
    ]


def test_episode_that_is_brought_no_more_stays(library: Library, folder: Path) -> None:
    story(folder / "Kiều", 1, 2, 3)
    first = only(bring_all(library, folder))
    (folder / "Kiều/02 - Hồi thứ 2.mp3").unlink()
    assert not bring_all(library, folder).known[0].changed
    story(folder / "Kiều", 4)
    assert bring_all(library, folder).known[0].changed
    assert lines(library, first.record) == [f"Hồi thứ {n}" for n in (1, 2, 3, 4)]


def test_recording_that_was_a_record_of_its_own_becomes_the_first_of_the_whole(library: Library, folder: Path) -> None:
    story(folder / "Kiều", 1)
    first = only(bring_all(library, folder))
    story(folder / "Kiều", 2)
    (known,) = bring_all(library, folder).known
    assert (known.record, known.title) == (first.record, "Kiều")
    assert lines(library, first.record) == ["Hồi thứ 1", "Hồi thứ 2"]


def test_records_that_go_up_in_another_are_there_once(library: Library, folder: Path) -> None:
    paths = [sound(folder / "Kiều" / f"{n}.mp3", seed=n) for n in (1, 2, 3)]
    singles = [one.record for one in bring_all(library, *paths).added]
    (known,) = bring_all(library, folder).known
    assert known.record == singles[0]
    assert titles(library) == ["Kiều"]
    assert catalogue(library).was_held(singles[1])
    assert not strays(library)


def test_recording_with_rights_of_its_own_joins_no_other(library: Library, folder: Path) -> None:
    """What a sidecar restricts does not become open because the file lies in a folder elsewhere."""
    own = sound(folder / "riêng/3.mp3", seed=3)
    (folder / "riêng/3.toml").write_text('title = "Riêng"\n[rights]\nclass = "licensed"\n')
    kept = only(bring_all(library, own)).record
    story(folder / "Kiều", 1, 2)
    shutil.copy(own, folder / "Kiều/03 - Hồi thứ 3.mp3")
    report = bring_all(library, folder / "Kiều")
    assert [(one.path, one.record) for one in report.known] == [(str(folder / "Kiều/03 - Hồi thứ 3.mp3"), kept)]
    assert lines(library, report.added[0].record) == ["Hồi thứ 1", "Hồi thứ 2"]


def test_file_with_a_sidecar_of_its_own_leaves_the_others(library: Library, folder: Path) -> None:
    story(folder / "Kiều", 1, 2, 3)
    (folder / "Kiều/02 - Hồi thứ 2.toml").write_text('title = "Riêng một bài"\n')
    report = bring_all(library, folder)
    assert sorted((one.title, len(one.files)) for one in report.added) == [("Kiều", 2), ("Riêng một bài", 0)]


@pytest.mark.parametrize("place", ["Kiều.toml", "Kiều/record.toml"])
def test_folder_with_a_sidecar_is_one_record_of_all_its_files(library: Library, folder: Path, place: str) -> None:
    story(folder / "Kiều", 1, 2)
    film(folder / "Kiều/Ngâm Kiều.mp4")
    make_epub(folder / "Kiều/nguyên văn.epub", chapters=["<p>một</p>", "<p>hai</p>"])
    picture(folder / "Kiều/trang đầu.jpg")
    (folder / place).write_text(
        'title = "Truyện Kiều"\ncreators = ["Nguyễn Du"]\n'
        '[[files]]\nfile = "nguyên văn.epub"\ntitle = "Nguyên văn"\n'
        '[[files]]\nfile = "trang đầu.jpg"\ncaption = "Bản khắc năm 1902."\n'
    )
    added = only(bring_all(library, folder))
    assert (added.title, len(added.files)) == ("Truyện Kiều", 5)
    one = shown(library, added.record).record
    assert (one.creators[0].name, one.kind) == ("Nguyễn Du", Kind.SOUND)
    assert [item.name for item in one.items][:2] == ["nguyên văn.epub", "trang đầu.jpg"]
    found = parts(library, added.record)
    assert [part.item for part in found if part.manner is not Manner.TEXT] == [1, 2, 3, 4]
    caption = next(part for part in found if part.manner is Manner.PICTURE)
    assert body(library, caption) == "<p>Bản khắc năm 1902.</p>"
    assert lines(library, added.record)[0] == "Nguyên văn"
    again = bring_all(library, folder)
    assert [one.changed for one in again.known] == [False]


def test_links_inside_a_book_lead_to_the_same_place_behind_another(library: Library, folder: Path) -> None:
    (folder / "Bộ").mkdir()
    make_epub(folder / "Bộ/1.epub", chapters=["<p>a</p>", "<p>b</p>"])
    make_epub(folder / "Bộ/2.epub", chapters=['<p>c <a href="c2.xhtml">d</a></p>', "<p>d</p>"])
    (folder / "Bộ.toml").write_text('title = "Bộ sách"\n')
    added = only(bring_all(library, folder))
    assert len(parts(library, added.record)) == 4
    assert 'href="4' in body(library, parts(library, added.record)[2])


def test_order_and_titles_of_a_sidecar_are_followed_when_they_change(library: Library, folder: Path) -> None:
    story(folder / "Kiều", 1, 2)
    first = only(bring_all(library, folder))
    (folder / "Kiều/record.toml").write_text(
        '[[files]]\nfile = "02 - Hồi thứ 2.mp3"\ntitle = "Sau"\n[[files]]\nfile = "01 - Hồi thứ 1.mp3"\n'
    )
    (known,) = bring_all(library, folder).known
    assert (known.record, known.changed) == (first.record, True)
    assert lines(library, first.record) == ["Sau", "Hồi thứ 1"]


def test_file_that_a_sidecar_lists_and_that_is_not_there_is_a_fault_of_all(library: Library, folder: Path) -> None:
    story(folder / "Kiều", 1, 2)
    (folder / "Kiều/record.toml").write_text('[[files]]\nfile = "3.mp3"\n')
    (refused,) = bring_all(library, folder).refused
    assert (refused.refusal, len(refused.files)) == (Refusal.BAD_SIDECAR, 2)
    assert "3.mp3" in refused.detail
    assert titles(library) == []


def test_list_of_files_beside_a_single_file_is_a_fault(library: Library, folder: Path) -> None:
    make_epub(folder / "a.epub")
    (folder / "a.toml").write_text('[[files]]\nfile = "b.epub"\n')
    assert refusals(bring_all(library, folder)) == [Refusal.BAD_SIDECAR]


def test_same_recording_twice_in_a_folder_is_in_the_record_once(library: Library, folder: Path) -> None:
    story(folder / "Kiều", 1, 2)
    shutil.copy(folder / "Kiều/01 - Hồi thứ 1.mp3", folder / "Kiều/03 - Hồi thứ 3.mp3")
    added = only(bring_all(library, folder))
    assert (len(added.files), lines(library, added.record)) == (3, ["Hồi thứ 1", "Hồi thứ 2"])


def test_every_file_is_told_of_exactly_once(library: Library, folder: Path) -> None:
    story(folder / "a", 1, 2)
    film(folder / "b/x.mp4", seed=1)
    subtitles(folder / "b/x.srt", "Chào bà con.")
    subtitles(folder / "b/y.srt", "Chào bà con.")
    picture(folder / "b/x.jpg")
    for seed in (1, 2, 3):
        picture(folder / "c" / f"{seed}.jpg", seed=seed)
    (folder / "a/đọc.txt").write_text("Đọc trước.")
    picture(folder / "d/cover.jpg")
    make_epub(folder / "d/x.epub")
    film(folder / "e/x.mp4", seed=2)
    for name in ("e/hỏng.mp4", "g/hỏng.mp4"):
        film(folder / name).write_bytes(b"\0\0\0\x18ftypmp42 rotten")
        subtitles((folder / name).with_suffix(".srt"), "Chào bà con.")
    picture(folder / "g/cover.jpg")
    for report in (bring_all(library, folder), bring_all(library, folder)):
        told = [name for one in (*report.added, *report.known, *report.refused) for name in one.files or (one.path,)]
        assert sorted(told) == sorted(str(path) for path in folder.rglob("*") if path.is_file())


def test_damaged_episode_is_mended_by_bringing_the_folder_again(library: Library, folder: Path) -> None:
    story(folder / "Kiều", 1, 2)
    added = only(bring_all(library, folder))
    item = shown(library, added.record).record.items[1]
    Blobs(library.blobs_folder).path(item.sha256).unlink()
    with library.write() as tx:
        tx.execute("UPDATE holding SET damaged=1 WHERE sha256=?", (item.sha256,))
    (known,) = bring_all(library, folder).known
    assert (known.record, known.mended) == (added.record, True)
    assert Blobs(library.blobs_folder).path(item.sha256).is_file()
    assert not strays(library)


def test_recordings_may_be_larger_than_other_files_and_are_bounded_too(library: Library, folder: Path) -> None:
    limits = AccessionLimits(free_space=0, reading=ReadLimits(file=2_000), recording=40_000)
    assert len(bring_all(library, film(folder / "a.mp4"), limits=limits).added) == 1
    large = [sound(folder / "b.mp3", frames=200), make_epub(folder / "c.epub", files={"x.png": bytes(3_000)})]
    large[1].write_bytes(large[1].read_bytes() + bytes(2_000))
    assert refusals(bring_all(library, *large, limits=limits)) == [Refusal.TOO_LARGE, Refusal.TOO_LARGE]


def test_recording_for_which_there_is_no_room_is_refused_before_it_is_copied(library: Library, folder: Path) -> None:
    path = film(folder / "a.mp4")
    os.truncate(path, 1 << 30)  # sparse: it takes no room, and copying it stops before it begins
    free = shutil.disk_usage(library.folder).free
    limits = AccessionLimits(free_space=free - (1 << 29))  # others may use the medium meanwhile
    assert refusals(bring_all(library, path, limits=limits)) == [Refusal.NO_SPACE]
