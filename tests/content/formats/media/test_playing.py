"""Guards what staff are told of a recording before anybody tries it: do all phones play it, newer ones, or none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from content.formats.media._playing import playing
from content.formats.media._streams import Stream, Streams
from content.formats.reading import Caveat
from content.formats.worker import Worker
from content.records import Kind, Manner, Playing
from tests.content.formats.media.recorded import RECORDINGS, copy, read

ALL, SOME, NONE = Playing.EVERYWHERE, Playing.SOME, Playing.NOWHERE
FILES = {
    "h264-aac.mp4": (Kind.FILM, "video/mp4", ALL),
    "fragments.mp4": (Kind.FILM, "video/mp4", ALL),
    "vp8-vorbis.webm": (Kind.FILM, "video/webm", ALL),
    "vp9-opus.webm": (Kind.FILM, "video/webm", ALL),
    "chapters.m4b": (Kind.SOUND, "audio/mp4", ALL),
    "adts.aac": (Kind.SOUND, "audio/aac", ALL),
    "vorbis.ogg": (Kind.SOUND, "audio/ogg", ALL),
    "high10.mp4": (Kind.FILM, "video/mp4", SOME),
    "hevc.mp4": (Kind.FILM, "video/mp4", SOME),
    "av1.mp4": (Kind.FILM, "video/mp4", SOME),
    "h264.mov": (Kind.FILM, "video/quicktime", SOME),
    "opus.opus": (Kind.SOUND, "audio/ogg", SOME),
    "lossless.flac": (Kind.SOUND, "audio/flac", SOME),
    "ac3.mp4": (Kind.FILM, "video/mp4", NONE),
    "mpeg4-visual.mp4": (Kind.FILM, "video/mp4", NONE),
    "h264.mkv": (Kind.FILM, "video/x-matroska", NONE),
    "divx.avi": (Kind.FILM, "video/x-msvideo", NONE),
    "h263.3gp": (Kind.FILM, "video/3gpp", NONE),
    "theora.ogv": (Kind.FILM, "video/ogg", NONE),
    "windows-media.wmv": (Kind.FILM, "video/x-ms-wmv", NONE),
    "alac.m4a": (Kind.SOUND, "audio/mp4", NONE),
    "layer2.mp2": (Kind.SOUND, "audio/mpeg", NONE),
    "adpcm.wav": (Kind.SOUND, "audio/wav", NONE),
}
SAID = {ALL: set(), SOME: {Caveat.MAY_NOT_PLAY}, NONE: {Caveat.WILL_NOT_PLAY}}
AVC = Stream(codec="AVC", profile="High", level=4.1, bits=8, chroma="4:2:0", width=1920, height=1080, rate=25.0)
AAC = Stream(codec="AAC", features="LC")
FILM = Streams(container="MPEG-4", seconds=60.0, picture=AVC, sound=AAC)


@pytest.mark.parametrize("name", FILES)
def test_recording_of_a_real_encoder_is_told_by_whether_phones_play_it(name: str, tmp_path: Path) -> None:
    extract = read(RECORDINGS / name, tmp_path)
    (part,) = extract.parts
    assert (extract.kind, extract.media_type, part.playing) == FILES[name]
    assert set(extract.caveats) & {Caveat.MAY_NOT_PLAY, Caveat.WILL_NOT_PLAY} == SAID[part.playing]
    assert part.manner is (Manner.FILM if extract.kind is Kind.FILM else Manner.SOUND)
    assert part.seconds in {1, 2}
    assert (tmp_path / part.file).read_bytes() == b""
    assert part.characters == 0


def test_every_recording_is_in_the_table() -> None:
    assert {path.name for path in RECORDINGS.iterdir()} - {"moov-last-turned.mp4"} == set(FILES)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ALL),
        ({"width": 1080, "height": 1920}, ALL),
        ({"rate": 30.0}, ALL),
        ({"rate": 60.0}, SOME),
        ({"rate": 60.0, "width": 1280, "height": 720}, ALL),
        ({"width": 3840, "height": 2160}, SOME),
        ({"level": 5.1}, SOME),
        ({"profile": "High 4:2:2", "chroma": "4:2:2"}, SOME),
        ({"profile": "Baseline", "level": 3.0}, ALL),
        ({"bits": 10, "profile": "High 10"}, SOME),
        ({"codec": "VP9", "profile": "0"}, SOME),
        ({"codec": "H.263"}, NONE),
    ],
)
def test_size_rate_and_profile_of_a_film_decide(change: dict[str, object], expected: Playing) -> None:
    assert playing(replace(FILM, picture=replace(AVC, **change))) is expected


@pytest.mark.parametrize(
    ("container", "sound", "expected"),
    [
        ("MPEG-4", replace(AAC, features="LC SBR PS"), ALL),
        ("MPEG-4", replace(AAC, features="Main"), SOME),
        ("MPEG-4", Stream(codec="MPEG Audio", codec_id="mp4a-6B"), ALL),
        ("MPEG-4", Stream(codec="E-AC-3"), NONE),
        ("Wave", Stream(codec="PCM", bits=16), ALL),
        ("Wave", Stream(codec="PCM", bits=24), SOME),
        ("Wave", Stream(codec="PCM", bits=32, profile="Float"), SOME),
        ("AMR", Stream(codec="AMR"), NONE),
        ("Matroska", Stream(codec="Opus"), SOME),
        ("Windows Media", Stream(codec="WMA"), NONE),
        ("", AAC, NONE),
    ],
)
def test_container_and_sound_decide(container: str, sound: Stream, expected: Playing) -> None:
    assert playing(Streams(container=container, sound=sound)) is expected


def test_film_whose_index_stands_last_starts_late_and_is_as_wide_as_it_is_shown(tmp_path: Path) -> None:
    extract = read(RECORDINGS / "moov-last-turned.mp4", tmp_path)
    assert extract.caveats == (Caveat.SLOW_START,)
    assert (extract.parts[0].width, extract.parts[0].height) == (48, 64)
    assert any("moov" in note for note in extract.notes)
    assert read(RECORDINGS / "h264-aac.mp4", tmp_path / "first").caveats == ()


def test_notes_name_codec_and_profile(tmp_path: Path) -> None:
    assert "AVC High 10@1 64x48" in read(RECORDINGS / "high10.mp4", tmp_path).notes[0]


def test_film_too_heavy_for_one_radio_is_told(tmp_path: Path) -> None:
    """The same second, padded as a careless camera pads: a box that nothing needs."""
    path = copy("h264-aac.mp4", tmp_path)
    padding = 1 << 20
    path.write_bytes(path.read_bytes() + padding.to_bytes(4, "big") + b"free" + bytes(padding - 8))
    extract = read(path, tmp_path / "scratch")
    assert Caveat.HEAVY in extract.caveats
    assert any("8.4 Mbit/s" in note for note in extract.notes)


def test_recording_is_read_in_the_limited_worker(tmp_path: Path) -> None:
    """There nothing can be loaded from where the library is not, and 256 MB are all."""
    with Worker() as worker:
        for name in ("h264-aac.mp4", "vorbis.ogg", "chapters.m4b"):
            extract = worker.read(RECORDINGS / name, tmp_path / name)
            assert extract == read(RECORDINGS / name, tmp_path / f"here-{name}")
