"""Guards how refused files are named: by their first bytes, whatever they are called; nothing makes it stumble."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.formats import READERS, reader
from content.formats.kinds import CERTAIN, CLAIMED, READ, FileKind, kind_of_content
from tests.epubs import make_epub, png


def zipped(*names: str, first: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if first:
            archive.writestr("mimetype", first)
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def mpeg_frame(second: int) -> bytes:
    """A frame of layer III of 128 kbit/s (version 1) or 64 kbit/s (version 2), both 44,100 or 22,050 a second."""
    version_1 = second & 8
    return bytes([0xFF, second, 0x90 if version_1 else 0x80]) + bytes(414 if version_1 else 205)


def adts_frame() -> bytes:
    """A frame of 64 bytes."""
    return b"\xff\xf1\x50\x80\x08\x1f\xfc" + bytes(57)


ASF = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
ASF_PICTURES = bytes.fromhex("c0ef19bc4d5bcf11a8fd00805f5c442b")

SAMPLES = {
    FileKind.ZIP: [zipped("a.txt"), b"PK\x05\x06" + bytes(18)],
    FileKind.EPUB: [zipped("META-INF/container.xml"), zipped("x", first="application/epub+zip")],
    FileKind.OPEN_DOCUMENT: [zipped("content.xml", first="application/vnd.oasis.opendocument.text")],
    FileKind.WORD: [zipped("[Content_Types].xml", "word/document.xml")],
    FileKind.SHEET: [zipped("[Content_Types].xml", "xl/workbook.xml")],
    FileKind.SLIDES: [zipped("[Content_Types].xml", "ppt/presentation.xml")],
    FileKind.PDF: [b"%PDF-1.7\n%\xe2\xe3"],
    FileKind.RTF: [b"{\\rtf1\\ansi"],
    FileKind.WORD_97: [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)],
    FileKind.COMIC: [zipped("001.jpg"), zipped("Tập 1/trang 1.PNG"), zipped("ComicInfo.xml", "1.jpg")],
    FileKind.PICTURE: [png(3, 3), b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\x10\0\0\0WEBPVP8 ", b"\0\0\0\x18ftypheic"],
    FileKind.SOUND: [
        *(
            b"ID3\x03",
            b"\xff\xfb\x90",
            b"\xff\xfa\x90",
            b"\xff\xf3\x80",
            b"\xff\xf2\x80",
            b"\xff\xe3\x18",
            b"\xff\xfd\x90",
        ),
        *(mpeg_frame(0xFB) * 2, mpeg_frame(0xF3) * 2, bytes(700) + mpeg_frame(0xFB) * 3, adts_frame() * 4),
        # Of a stream that was recorded from the middle of a frame on.
        *(mpeg_frame(0xFB)[100:] + mpeg_frame(0xFB) * 5, mpeg_frame(0xF3)[9:] * 2 + mpeg_frame(0xF3) * 4),
        *(b"\x12\xff\xfb\x90" + mpeg_frame(0xFB) * 5, adts_frame()[30:] + adts_frame() * 4),
        *(b"OggS\0\2" + bytes(22) + b"\1\x1e\1vorbis", b"OggS\0\2" + bytes(22) + b"\1\x13OpusHead"),
        *(b"RIFF\x10\0\0\0WAVEfmt ", b"FORM\0\0\0\x10AIFFCOMM", b"RIFF\x10\0\0\0RMID", b"fLaC\0", b"#!AMR\n"),
        *(b"\0\0\0\x18ftypM4A ", b"\0\0\0\x18ftypM4B ", b"MThd\0\0\0\6\0\1", ASF + bytes(60)),
        b"\x1aE\xdf\xa3\x9f\x42\x82\x84webm" + b"\x16\x54\xae\x6b\x8a\xae\x88\x83\x81\x02\x86\x86A_OPUS",
    ],
    FileKind.FILM: [
        *(
            b"\0\0\0\x18ftypisom",
            b"\0\0\0\x18ftypqt  ",
            b"\0\0\0\x143gp4"[:4] + b"ftyp3gp4",
            b"\0\0\4\0moov\0\0\0\x6cmvhd",
        ),
        *(
            b"\x1aE\xdf\xa3",
            b"\x1aE\xdf\xa3\x9f\x42\x82\x84webm" + b"\xae\x88\x83\x81\x01\x86\x85V_VP8\xae\x83\x81\x02A_OPUS",
        ),
        *(b"RIFF\x10\0\0\0AVI LIST", b"FLV\1\5", b"OggS\0\2" + bytes(22) + b"\1\x2a\x80theora"),
        *(
            ASF + bytes(60) + ASF_PICTURES,
            b"\0\0\1\xba\x44",
            b"\0\0\1\xb3\x14",
            (b"G" + bytes(187)) * 6,
            (bytes(4) + b"G" + bytes(187)) * 6,
        ),
    ],
    FileKind.SUBTITLES: [
        *(b"WEBVTT\n\n00:01.000 --> 00:02.000\na", b"\xef\xbb\xbfWEBVTT - Phim\r\n", b"WEBVTT"),
        *(
            b"1\r\n00:00:01,000 --> 00:00:02,500\r\nCh\xe0o",
            "\n1\n00:00:01,000 --> 00:00:02,500\nChào".encode("utf-16"),
        ),
    ],
    FileKind.KINDLE: [bytes(60) + b"BOOKMOBI"],
    FileKind.ARCHIVE: [b"Rar!\x1a\x07\x01", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08\0", bytes(257) + b"ustar"],
    FileKind.TEXT: [
        "Chào bà con.\n".encode(),
        "\ufeffChào".encode(),
        "Chào".encode("utf-16"),
        b"x" + "ế".encode()[:2],
        b"C\xe9ng ho\xb5 x\xb7 h\xe9i",
    ],
    FileKind.HTML: [b"<!DOCTYPE html><p>a", b"\n<html>", b"<?xml version='1.0'?><html>"],
    FileKind.XML: [b"<?xml version='1.0'?><package>"],
    FileKind.MARC: [
        b"00714cam a2200205 a 4500001001300000\x1e",
        b"<?xml version='1.0'?><collection xmlns='http://www.loc.gov/MARC21/slim'>",
    ],
}


@pytest.mark.parametrize(("kind", "head"), [(kind, head) for kind, heads in SAMPLES.items() for head in heads])
def test_kind_is_known_by_the_first_bytes(kind: FileKind, head: bytes) -> None:
    assert kind_of_content(head[:4_096]) is kind


@pytest.mark.parametrize(
    "head",
    [
        *(b"", b"   ", b"\0" * 100, b"\x80\x81", b"a\0b", bytes(range(256))),
        # Frames that nothing follows, a packet alone, a frame of layer I.
        *(
            mpeg_frame(0xFB) + bytes(500),
            b"\x01" + mpeg_frame(0xFB) * 2 + bytes(500),
            b"\x01" + (mpeg_frame(0xFB) + mpeg_frame(0xF3)) * 3,
            bytes(9) + b"\xff\xfb\x90",
            b"G" + bytes(400),
            b"\xff\xff\x90",
        ),
    ],
)
def test_what_shows_nothing_is_not_named(head: bytes) -> None:
    assert kind_of_content(head) is None


@pytest.mark.parametrize("text", ["WEBVTTX", "Chương 1\n00:01", "1\n2\n3 --> 4", "A --> B", "12:30: đi chợ --> về nhà"])
def test_text_is_no_subtitles(text: str) -> None:
    assert kind_of_content(text.encode()) is FileKind.TEXT


@given(st.binary(max_size=400))
def test_any_bytes_have_an_answer(head: bytes) -> None:
    assert kind_of_content(head) in {None, *FileKind}


def test_what_is_certainly_another_kind_no_reader_takes(tmp_path: Path) -> None:
    """Such files are refused before they are copied: a reader that takes one must be named in READ."""
    assert not CERTAIN & READ
    assert set(CLAIMED.values()) <= READ
    path = tmp_path / "file"
    for kind in CERTAIN & set(SAMPLES):
        for head in SAMPLES[kind]:
            path.write_bytes(head)
            assert not any(reader(name).recognises(head, path) for name in READERS), kind


def test_real_book_is_a_kind_that_is_read(tmp_path: Path) -> None:
    assert kind_of_content(make_epub(tmp_path / "a").read_bytes()[:4_096]) in READ
