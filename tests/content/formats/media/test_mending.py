"""Guards that letters of old encodings come right where that is sure, and that nothing else is changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.formats.media._mending import line, mended, paragraphs, person


@pytest.mark.parametrize("text", ["Tiếng hát Sơn La", "Đường lên Tây Bắc", "Người Mèo ơn Đảng", "Hà Nội phố"])
def test_utf_8_that_was_read_as_latin_1_is_mended(text: str) -> None:
    assert mended(text.encode().decode("latin-1")) == text
    assert mended((text.encode() + "ế".encode()[:2]).decode("latin-1")) == text


def test_windows_1258_is_mended() -> None:
    assert mended(b"Vi\xea\xf2t Nam qu\xea h\xfd\xf5ng".decode("latin-1")) == "Việt Nam quê hương"


@pytest.mark.parametrize(
    ("bytes_", "text"),
    [
        (b"Vi\xd6t Nam qu\xaa h\xad\xacng", "Việt Nam quê hương"),
        (b"\xa7\xad\xeang l\xaan T\xa9y B\xbec", "Đường lên Tây Bắc"),
        (b"Ng\xad\xeai \xeb b\xb6n", "Người ở bản"),
    ],
)
def test_tcvn3_is_mended(bytes_: bytes, text: str) -> None:
    assert mended(bytes_.decode("latin-1")) == text


@pytest.mark.parametrize(
    "text",
    [
        "Café",
        "Señor Pérez",
        "Für Elise",
        "Noël à Paris",
        "Việt Nam",
        "Cò lả",
        "Trường ca đường trường",
        "Beyoncé – Déjà Vu",
    ],
)
def test_text_that_is_right_stays(text: str) -> None:
    assert mended(text) == text


@given(st.text(max_size=60))
def test_any_text_has_an_answer(text: str) -> None:
    assert isinstance(mended(text), str)
    assert len(line(text)) <= 300


@given(
    st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậẻẽẹềểễếệỉĩịòỏõọồổỗốộờởỡớợủũụừửữứựỳỷỹỵ ", max_size=60)
)
def test_vietnamese_that_is_right_stays(text: str) -> None:
    """Some letter of it is beyond Latin-1 and Windows-1252, or it is plain."""
    if any(ord(letter) > 0x1000 for letter in text):
        assert mended(text) == text.strip()


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Inh lả ơi - www.nhac.example.com", "Inh lả ơi"),
        ("[NhacSo.Net] Cò lả", "Cò lả"),
        ("Bài 3: Chào hỏi", "Bài 3: Chào hỏi"),
        ("Track 12", ""),
        ("07", ""),
        ("  ", ""),
    ],
)
def test_advertisements_and_numbers_of_machines_are_dropped(said: str, shown: str) -> None:
    assert line(said) == shown


@pytest.mark.parametrize("said", ["Unknown Artist", "Various", "Không rõ", "VA", "N/A", "<unknown>", "Lavf58.20.100"])
def test_nobody_is_no_person(said: str) -> None:
    assert person(said) == ""


def test_lines_that_programs_write_are_dropped() -> None:
    assert (
        paragraphs("Thu năm 1998.\nhttp://a.vn/b\nLAME 3.100\n 0000A1B2 0000C3D4\nTại Mai Sơn.")
        == "Thu năm 1998.\nTại Mai Sơn."
    )
