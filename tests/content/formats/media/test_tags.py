"""Guards that a recording comes with its title, people, chapters, words and picture, whatever form its tags have."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from mutagen.flac import Picture
from mutagen.id3 import APIC, CHAP, COMM, CTOC, ID3, TALB, TCOM, TCON, TDRC, TIT2, TLAN, TPE1, TPE2, TPOS, TRCK, USLT
from mutagen.mp4 import MP4, MP4Cover
from mutagen.oggvorbis import OggVorbis

from content.formats.reading import Caveat, Track
from content.records import ContentsEntry, Creator
from tests.content.formats.media.recorded import copy, mp3, read
from tests.epubs import png


def tagged(path: Path, *frames: Any, version: int = 4) -> Path:
    """An MP3 of two minutes with an ID3 tag."""
    tags = ID3()
    for frame in frames:
        tags.add(frame)
    mp3(path, 120.0)
    tags.save(path, v2_version=version)
    return path


def chapter(number: int, second: int, title: str) -> CHAP:
    frames = [TIT2(encoding=3, text=[title])] if title else []
    return CHAP(element_id=f"c{number}", start_time=second * 1000, end_time=second * 1000 + 9, sub_frames=frames)


@pytest.mark.parametrize("version", [3, 4])
def test_song_with_id3_has_everything_it_says(version: int, tmp_path: Path) -> None:
    path = tagged(
        tmp_path / "a.mp3",
        TIT2(encoding=1, text=["Inh lả ơi"]),
        TPE1(encoding=1, text=["Lò Thị Mai; Quàng Văn Đôi"]),
        TPE2(encoding=1, text=["Various Artists"]),
        TCOM(encoding=1, text=["Dân ca Thái"]),
        TALB(encoding=1, text=["Dân ca Sơn La"]),
        TRCK(encoding=0, text=["3/12"]),
        TPOS(encoding=0, text=["2"]),
        TDRC(encoding=0, text=["2019-05-07"]),
        TLAN(encoding=0, text=["vie"]),
        TCON(encoding=1, text=["Dân ca; Other"]),
        COMM(encoding=1, lang="vie", desc="", text=["Thu tại bản Bó.\nhttp://nhac.example.vn"]),
        COMM(encoding=0, lang="eng", desc="iTunNORM", text=["00000A1B 00000C2D"]),
        APIC(encoding=0, mime="image/png", type=4, desc="", data=b"not a picture"),
        APIC(encoding=0, mime="image/png", type=3, desc="", data=png(40, 30)),
        version=version,
    )
    extract = read(path, tmp_path / "scratch")
    about = extract.description
    assert about.title == extract.parts[0].title == "Inh lả ơi"
    assert about.creators == (
        *(Creator("Lò Thị Mai", "prf"), Creator("Quàng Văn Đôi", "prf")),
        Creator("Dân ca Thái", "cmp"),
    )
    assert (about.issued, about.language, about.keywords) == ("2019-05-07", "vi", ("Dân ca",))
    assert about.description == "Thu tại bản Bó."
    assert extract.track == Track(album="Dân ca Sơn La", disc=2, number=3)
    (poster,) = extract.resources
    assert extract.cover == extract.parts[0].picture == poster.name
    assert (tmp_path / "scratch" / poster.file).read_bytes().startswith(b"\xff\xd8\xff")


def test_book_read_aloud_has_its_writer_and_its_voice(tmp_path: Path) -> None:
    frames = [
        TPE1(encoding=3, text=["Tô Hoài"]),
        TCOM(encoding=3, text=["Hà Phương"]),
        TCON(encoding=3, text=["Audiobook"]),
    ]
    extract = read(tagged(tmp_path / "a.mp3", *frames), tmp_path / "scratch")
    assert extract.description.creators == (Creator("Tô Hoài", "aut"), Creator("Hà Phương", "nrt"))


def test_chapters_of_mp3_lead_to_their_seconds(tmp_path: Path) -> None:
    path = tagged(
        tmp_path / "a.mp3",
        CTOC(element_id="toc", flags=3, child_element_ids=["c1", "c2"], sub_frames=[]),
        chapter(2, 65, "Chương 2"),
        chapter(1, 0, "Mở đầu"),
        chapter(3, 100, "Track 03"),
        chapter(4, 5_000, "Sau khi hết"),
    )
    assert read(path, tmp_path / "scratch").contents == (
        ContentsEntry(depth=0, title="Mở đầu", part=1, place="t0"),
        ContentsEntry(depth=0, title="Chương 2", part=1, place="t65"),
        ContentsEntry(depth=0, title="1:40", part=1, place="t100"),
    )


def test_chapter_alone_makes_no_contents(tmp_path: Path) -> None:
    assert read(tagged(tmp_path / "a.mp3", chapter(1, 0, "Tất cả")), tmp_path / "scratch").contents == ()


def test_chapters_of_an_audiobook_in_mp4_are_found(tmp_path: Path) -> None:
    extract = read(copy("chapters.m4b", tmp_path), tmp_path / "scratch")
    assert [(entry.place, entry.title) for entry in extract.contents] == [("t0", "Mở đầu"), ("t1", "Chàng Khun")]


def test_sound_in_mp4_with_chapters_is_a_book_whatever_its_genre(tmp_path: Path) -> None:
    path = copy("chapters.m4b", tmp_path)
    file = MP4(path)
    assert file.tags is not None
    file.tags.update({"\xa9ART": ["Tô Hoài"], "\xa9wrt": ["Hà Phương"], "\xa9gen": ["Thiếu nhi"]})
    file.save()
    creators = read(path, tmp_path / "scratch").description.creators
    assert creators == (Creator("Tô Hoài", "aut"), Creator("Hà Phương", "nrt"))


def test_atoms_of_mp4_are_read(tmp_path: Path) -> None:
    path = copy("chapters.m4b", tmp_path)
    file = MP4(path)
    assert file.tags is not None
    file.tags.update({"\xa9nam": ["Dế Mèn"], "\xa9ART": ["Tô Hoài"], "\xa9nrt": ["Hà Phương"], "\xa9gen": ["Sách nói"]})
    file.tags.update({"\xa9alb": ["Dế Mèn phiêu lưu ký"], "trkn": [(4, 10)], "disk": [(1, 1)], "\xa9day": ["1941"]})
    file.tags["covr"] = [MP4Cover(png(9, 9), MP4Cover.FORMAT_PNG)]
    file.save()
    extract = read(path, tmp_path / "scratch")
    assert extract.description.title == "Dế Mèn"
    assert extract.description.creators == (Creator("Tô Hoài", "aut"), Creator("Hà Phương", "nrt"))
    assert extract.description.issued == "1941"
    assert extract.track == Track(album="Dế Mèn phiêu lưu ký", disc=1, number=4)
    assert extract.cover


def test_comments_of_vorbis_are_read_with_chapters_and_picture(tmp_path: Path) -> None:
    path = copy("vorbis.ogg", tmp_path)
    picture = Picture()
    picture.data, picture.type, picture.mime = png(9, 9), 3, "image/png"
    file = OggVorbis(path)
    file["title"], file["performer"], file["tracknumber"] = "Hạn khuống", "Cầm Vui", "07"
    file["chapter000"], file["chapter000name"] = "00:00:00.000", "Vào hội"
    file["chapter001"], file["chapter001name"] = "00:00:01.000", "Hát đối"
    file["metadata_block_picture"] = base64.b64encode(picture.write()).decode()
    file.save()
    extract = read(path, tmp_path / "scratch")
    assert extract.description.title == "Hạn khuống"
    assert extract.description.creators == (Creator("Cầm Vui", "prf"),)
    assert extract.track.number == 7
    assert [(entry.place, entry.title) for entry in extract.contents] == [("t0", "Vào hội"), ("t1", "Hát đối")]
    assert extract.cover


def test_words_of_a_song_are_its_text_and_are_found(tmp_path: Path) -> None:
    words = "[ti:Inh lả ơi]\n[00:01.20]Inh lả ơi <em>\n\n[00:05]Sao noọng ới"
    extract = read(tagged(tmp_path / "a.mp3", USLT(encoding=3, lang="tai", desc="", text=words)), tmp_path / "scratch")
    (part,) = extract.parts
    body = (tmp_path / "scratch" / part.file).read_text("utf-8")
    assert body == "<p>Inh lả ơi &lt;em&gt;</p>\n<p>Sao noọng ới</p>\n"
    assert part.characters == len("Inh lả ơi <em>\nSao noọng ới")
    assert [passage.text for passage in extract.passages] == ["Inh lả ơi <em>\nSao noọng ới"]


@pytest.mark.parametrize("title", ["Track 01", "Bài hát 3", "REC_0012", "www.nhacso.net", "AudioTrack 04", "Untitled"])
def test_title_that_says_nothing_is_none(title: str, tmp_path: Path) -> None:
    frames = [
        TIT2(encoding=3, text=[title]),
        TPE1(encoding=3, text=["Unknown Artist"]),
        TALB(encoding=3, text=["Unknown Album"]),
    ]
    extract = read(tagged(tmp_path / "a.mp3", *frames), tmp_path / "scratch")
    assert (extract.description.title, extract.description.creators, extract.track) == ("", (), Track())


def test_language_that_the_words_deny_is_guessed(tmp_path: Path) -> None:
    said = "Ngày xưa ở bản Mường có một chàng trai nghèo, sống với mẹ già và đàn trâu của làng bên con suối lớn."
    frames = [TLAN(encoding=0, text=["eng"]), TIT2(encoding=3, text=["Chàng trai"])]
    comment = COMM(encoding=3, lang="eng", desc="", text=[said])
    extract = read(tagged(tmp_path / "a.mp3", *frames, comment), tmp_path / "scratch")
    assert extract.description.language == "vi"
    assert Caveat.LANGUAGE_GUESSED in extract.caveats
    assert read(tagged(tmp_path / "b.mp3", *frames), tmp_path / "b").description.language == "en"


def test_tags_that_cannot_be_read_cost_only_themselves(tmp_path: Path) -> None:
    path = mp3(tmp_path / "a.mp3")
    path.write_bytes(b"ID3\4\0\0\0\0\0\x1eTIT2\0\0\0\x7f\0\0\3abc" + bytes(17) + path.read_bytes())
    assert read(path, tmp_path / "scratch").parts[0].seconds == 2


def test_tags_of_before_unicode_are_read_as_one_text_and_told(tmp_path: Path) -> None:
    path = tagged(
        tmp_path / "a.mp3",
        TIT2(encoding=0, text=["Bµi ca trªn nói"]),
        TPE1(encoding=0, text=["NguyÔn ThÞ Hång"]),
        TALB(encoding=0, text=["D©n ca T©y B¾c"]),
        version=3,
    )
    extract = read(path, tmp_path / "scratch")
    assert extract.description.title == "Bài ca trên núi"
    assert [one.name for one in extract.description.creators] == ["Nguyễn Thị Hồng"]
    assert extract.track.album == "Dân ca Tây Bắc"
    assert [one.encoding for one in extract.converted] == ["tcvn3"]
    assert Caveat.OLD_LETTERS in extract.caveats


def test_french_tags_stay_french(tmp_path: Path) -> None:
    path = tagged(
        tmp_path / "a.mp3", TIT2(encoding=0, text=["Là où l'été dort"]), TPE1(encoding=0, text=["Françoise Élie"])
    )
    extract = read(path, tmp_path / "scratch")
    assert extract.description.title == "Là où l'été dort"
    assert extract.converted == ()
