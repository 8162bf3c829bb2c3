"""Guards that a recording that nobody could play is refused by name, and that one that was cut off is told to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.formats.media._streams import find_streams
from content.formats.reading import Caveat, ReadLimits, Refusal, RefusedError
from content.formats.worker import Worker
from content.records import Kind
from tests.content.formats.media.recorded import RECORDINGS, copy, mp3, read

LAST = RECORDINGS / "moov-last-turned.mp4"
FIRST = RECORDINGS / "h264-aac.mp4"


def refusal(path: Path, scratch: Path) -> Refusal:
    with pytest.raises(RefusedError) as caught:
        read(path, scratch)
    return caught.value.refusal


def test_film_that_lost_its_index_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "cut.mp4"
    path.write_bytes(LAST.read_bytes()[: LAST.stat().st_size // 2])
    assert refusal(path, tmp_path) is Refusal.DAMAGED


def test_film_that_was_cut_off_plays_up_to_the_cut(tmp_path: Path) -> None:
    path = tmp_path / "cut.mp4"
    path.write_bytes(FIRST.read_bytes()[: FIRST.stat().st_size * 3 // 4])
    extract = read(path, tmp_path)
    assert Caveat.CUT_OFF in extract.caveats
    assert extract.parts[0].seconds == 0


@pytest.mark.parametrize(
    "data",
    [
        b"\0\0\0\x18ftypisom\0\0\2\0isomiso2",
        b"OggS\0\2" + bytes(100),
        b"\x1aE\xdf\xa3\x80",
        b"ID3\3\0\0\0\0\x10\0" + bytes(3_000),
        b"RIFF\xff\xff\xff\xffWAVEfmt ",
        b"fLaC" + bytes(100),
        b"#!AMR\n",
        b"RIFF\x10\0\0\0AVI LIST",
        FIRST.read_bytes()[:60],
    ],
    ids=["mp4", "ogg", "webm", "id3", "wave", "flac", "amr", "avi", "mp4-head"],
)
def test_beginning_of_a_recording_alone_is_damaged(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(data)
    assert refusal(path, tmp_path) is Refusal.DAMAGED


def test_sound_whose_headers_alone_are_there_is_damaged(tmp_path: Path) -> None:
    """Vorbis in Ogg has its three headers on two pages; those after them tell how long it is (RFC 3533 §6)."""
    whole = (RECORDINGS / "vorbis.ogg").read_bytes()
    path = tmp_path / "a.ogg"
    pages = [at for at in range(len(whole)) if whole.startswith(b"OggS", at)]
    path.write_bytes(whole[: pages[2]])
    assert refusal(path, tmp_path) is Refusal.DAMAGED


def test_film_locked_by_its_seller_is_encrypted(tmp_path: Path) -> None:
    """The sample entry of a protected stream (ISO/IEC 14496-12 §8.12): `encv`, and in it `sinf` with the scheme."""
    path = copy("high10.mp4", tmp_path)
    data = path.read_bytes()
    sinf = b"\0\0\0\x34sinf\0\0\0\x0cfrmaavc1\0\0\0\x14schm\0\0\0\0cenc\0\1\0\0\0\0\0\x0cschi" + bytes(4)
    assert data.count(b"avc1") >= 1
    path.write_bytes(_with_child(data, (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd", b"avc1"), sinf, b"encv"))
    assert refusal(path, tmp_path) is Refusal.ENCRYPTED


def _with_child(data: bytes, way: tuple[bytes, ...], child: bytes, called: bytes) -> bytes:
    """Puts a box at the end of another, which gets a new name; the file's index must stand last."""
    out, at = bytearray(data), 0
    for name in way:
        at = data.index(name, at)
        size = int.from_bytes(out[at - 4 : at], "big")
        out[at - 4 : at] = (size + len(child)).to_bytes(4, "big")
        end = at - 4 + size
    out[at : at + 4] = called
    return bytes(out[:end]) + child + bytes(out[end:])


def test_bytes_out_of_place_end_neither_library_nor_worker(tmp_path: Path) -> None:
    """The library is one of C++; what it takes too long for is refused by that name."""
    index = FIRST.read_bytes().index(b"moov")
    with Worker(limits=ReadLimits(seconds=2.0)) as worker:
        for number in range(24):
            data = bytearray(FIRST.read_bytes())
            at = index + number * 67
            data[at : at + 4] = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"free", b"\x7f\0\0\1")[number % 4]
            path = tmp_path / f"{number}.mp4"
            path.write_bytes(data)
            try:
                answer: object = worker.read(path, tmp_path / f"scratch-{number}").kind
            except RefusedError as error:
                answer = error.refusal
            assert answer in {Kind.FILM, Kind.SOUND, Refusal.DAMAGED, Refusal.TOO_SLOW}, number


def test_mp3_without_tags_and_after_zeros_is_read(tmp_path: Path) -> None:
    path = mp3(tmp_path / "a.mp3", 3.0)
    assert read(path, tmp_path).parts[0].seconds == 3
    path.write_bytes(bytes(1_000) + path.read_bytes())
    assert read(path, tmp_path).parts[0].seconds == 3


def test_name_of_a_file_is_nothing_to_the_library(tmp_path: Path) -> None:
    """A name that looks like an address, or like one of a row of pictures, opens nothing else."""
    for name in ("http:__x.mp4", "film0001.mp4", "a?b#c.mp4"):
        path = tmp_path / name
        path.write_bytes(FIRST.read_bytes())
        assert find_streams(path).picture is not None
