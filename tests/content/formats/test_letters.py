"""Letters of before Unicode in one file: what the fonts say, what the syllables say, and what stays as it is."""

from __future__ import annotations

import pytest

from content.formats._letters import Letters
from content.formats.reading import Caveat, Evidence
from content.text.old_encodings import OldEncoding, as_windows, encode

LONG = "Uỷ ban nhân dân xã đã họp với đại diện các bản về việc giữ rừng, giữ nguồn nước và sửa đường trước mùa mưa."


def shown(text: str, encoding: OldEncoding) -> str:
    """A text as a program shows it that does not know the encoding."""
    return as_windows(encode(text, encoding))


@pytest.mark.parametrize(
    ("name", "text", "font", "expected"),
    [
        ("TCVN3", "céng hoµ x· héi", ".VnTime", "cộng hoà xã hội"),
        ("font of capitals", "QuyÕt ®Þnh", ".VnTimeH", "QUYẾT ĐỊNH"),
        ("ASCII in a font of capitals", "thanh tra 1998", ".VnTimeH", "THANH TRA 1998"),
        ("Unicode in an old font", "Cộng hoà xã hội", ".VnTime", "Cộng hoà xã hội"),
        ("ASCII in an old font", "Cu Ba 1998", ".VnTime", "Cu Ba 1998"),
        ("VNI", "Coäng hoøa", "VNI-Times", "Cộng hòa"),
        ("VNI in capitals", "COÄNG HOØA XAÕ HOÄI", "VNI-Times", "CỘNG HÒA XÃ HỘI"),
        ("subset in a PDF", "céng hoµ", "ABCDEF+.VnTime", "cộng hoà"),
        ("codes of a symbol font", "\uf063\uf0e9\uf06e\uf067", ".VnTime", "cộng"),
        ("quotes beside old letters", "“TruyÖn KiÒu”", ".VnTime", "“Truyện Kiều”"),
        ("numbers and signs", "§iÒu 5: 10,5% (+3)", ".VnTime", "Điều 5: 10,5% (+3)"),
        ("font of today", "À la carte, l'été", "Times New Roman", "À la carte, l'été"),
        ("no font", "À la carte, l'été", "", "À la carte, l'été"),
    ],
)
def test_run_is_what_its_font_says(name: str, text: str, font: str, expected: str) -> None:
    assert Letters().run(text, font=font) == expected, name


def test_font_that_lies_in_most_of_the_file_is_not_believed() -> None:
    letters = Letters()
    letters.look("Cộng hoà xã hội chủ nghĩa Việt Nam", ".VnTime")
    letters.look("café", ".VnTime")
    assert letters.run("café", ".VnTime") == "café"
    assert letters.conversions() == ()


def test_what_was_turned_is_told() -> None:
    letters = Letters()
    letters.run("céng hoµ x· héi chñ nghÜa", ".VnTime")
    (one,) = letters.conversions()
    assert (one.encoding, one.evidence, one.confidence) == ("tcvn3", Evidence.FONT, 100)
    assert letters.caveats() == (Caveat.OLD_LETTERS,)


def test_nothing_turned_is_not_told() -> None:
    letters = Letters()
    assert letters.paragraphs([LONG, "Hello", "Ça va, garçon?"]) == [LONG, "Hello", "Ça va, garçon?"]
    assert (letters.conversions(), letters.caveats()) == ((), ())


@pytest.mark.parametrize("encoding", OldEncoding)
def test_text_without_fonts_is_known_by_its_syllables(encoding: OldEncoding) -> None:
    letters = Letters()
    text = shown(LONG, encoding) if encoding is not OldEncoding.DOUBLE_UTF8 else as_windows(LONG.encode())
    assert letters.paragraphs([text]) == [LONG]
    assert letters.conversions()[0].evidence is Evidence.SYLLABLES


def test_old_paragraphs_beside_unicode_are_each_what_they_are() -> None:
    texts = [LONG, shown(LONG, OldEncoding.TCVN3), "1998", shown(LONG, OldEncoding.VNI), LONG]
    letters = Letters()
    assert letters.paragraphs(texts) == [LONG, LONG, "1998", LONG, LONG]
    assert {one.encoding for one in letters.conversions()} == {"tcvn3", "vni"}


def test_short_heading_follows_its_document() -> None:
    texts = [shown("Quyết định", OldEncoding.TCVN3), shown(LONG, OldEncoding.TCVN3)]
    letters = Letters()
    assert letters.paragraphs(texts) == ["Quyết định", LONG]
    assert letters.caveats() == (Caveat.OLD_LETTERS,)


def test_a_short_text_alone_is_turned_and_doubtful() -> None:
    letters = Letters()
    assert letters.whole("QuyÕt ®Þnh") == "Quyết định"
    assert Caveat.DOUBTFUL_LETTERS in letters.caveats()
