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
    FileKind.PICTURE: [png(3, 3), b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\x10\0\0\0WEBPVP8 ", b"\0\0\0\x18ftypheic"],
    FileKind.SOUND: [b"ID3\x03", b"\xff\xfb\x90", b"OggS\0", b"RIFF\x10\0\0\0WAVEfmt ", b"\0\0\0\x18ftypM4A "],
    FileKind.FILM: [b"\0\0\0\x18ftypisom", b"\x1aE\xdf\xa3", b"RIFF\x10\0\0\0AVI LIST"],
    FileKind.KINDLE: [bytes(60) + b"BOOKMOBI"],
    FileKind.ARCHIVE: [b"Rar!\x1a\x07\x01", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08\0", bytes(257) + b"ustar"],
    FileKind.TEXT: ["Chào bà con.\n".encode(), "\ufeffChào".encode(), "Chào".encode("utf-16"), b"x" + "ế".encode()[:2]],
    FileKind.HTML: [b"<!DOCTYPE html><p>a", b"\n<html>", b"<?xml version='1.0'?><html>"],
    FileKind.XML: [b"<?xml version='1.0'?><package>"],
}


@pytest.mark.parametrize(("kind", "head"), [(kind, head) for kind, heads in SAMPLES.items() for head in heads])
def test_kind_is_known_by_the_first_bytes(kind: FileKind, head: bytes) -> None:
    assert kind_of_content(head[:4_096]) is kind


@pytest.mark.parametrize("head", [b"", b"   ", b"\0" * 100, b"\x80\x81", b"a\0b", bytes(range(256))])
def test_what_shows_nothing_is_not_named(head: bytes) -> None:
    assert kind_of_content(head) is None


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
