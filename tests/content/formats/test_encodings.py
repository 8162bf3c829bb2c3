"""Text files of any age come out as Unicode, and say from what: marks, UTF-16, UTF-8, old letters, mixed, western."""

from __future__ import annotations

import codecs

import pytest

from content.formats._encodings import read_text
from content.formats.reading import Caveat
from content.text.old_encodings import OldEncoding, encode

LONG = "Uỷ ban nhân dân xã đã họp với đại diện các bản về việc giữ rừng, giữ nguồn nước và sửa đường trước mùa mưa."


@pytest.mark.parametrize(
    "data",
    [
        LONG.encode(),
        codecs.BOM_UTF8 + LONG.encode(),
        codecs.BOM_UTF16_LE + LONG.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + LONG.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + LONG.encode("utf-32-le"),
        LONG.encode("utf-16-le"),
        LONG.encode("utf-16-be"),
    ],
)
def test_unicode_in_any_form_is_read_and_nothing_is_told(data: bytes) -> None:
    found = read_text(data)
    assert (found.text, found.conversions, found.caveats) == (LONG, (), ())


@pytest.mark.parametrize("encoding", OldEncoding)
def test_old_letters_are_read_and_told(encoding: OldEncoding) -> None:
    found = read_text(encode(f"{LONG}\n{LONG}\n", encoding))
    assert found.text == f"{LONG}\n{LONG}\n"
    assert [one.encoding for one in found.conversions] == [encoding]
    assert found.caveats == (Caveat.OLD_LETTERS,)


def test_half_utf8_and_half_tcvn3_are_both_read() -> None:
    found = read_text(LONG.encode() + b"\r\n" + encode(LONG, OldEncoding.TCVN3) + b"\r\n")
    assert found.text == f"{LONG}\r\n{LONG}\r\n"
    assert [one.encoding for one in found.conversions] == ["tcvn3"]


@pytest.mark.parametrize(
    "text",
    [
        "Le château était fermé; où êtes-vous allés? Ça va, garçon.",
        "Schöne Grüße aus München, Straße über Österreich.",
        "El niño pequeño de la señora Muñoz.",
    ],
)
def test_western_text_of_eight_bits_stays_western(text: str) -> None:
    found = read_text(text.encode("cp1252"))
    assert (found.text, found.conversions) == (text, ())


def test_any_bytes_are_read() -> None:
    assert isinstance(read_text(bytes(range(256)) * 4).text, str)
    assert read_text(b"").text == ""
