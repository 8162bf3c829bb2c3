"""Letters of before Unicode come back exactly, are known by their syllables, and nothing of today is taken for old."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.text.old_encodings import (
    OldEncoding,
    as_windows,
    converted,
    decode,
    encode,
    exists,
    judge,
    judge_bytes,
    legacy_font,
)
from content.text.old_encodings.syllables import _known
from content.text.old_encodings.tables import TCVN3, VISCII

PROSE = (
    "Trăm năm trong cõi người ta, chữ tài chữ mệnh khéo là ghét nhau. Trải qua một cuộc bể dâu, những điều trông thấy "
    "mà đau đớn lòng. Lạ gì bỉ sắc tư phong, trời xanh quen thói má hồng đánh ghen."
)
ALL_LETTERS = "".join(
    unicodedata.normalize("NFC", letter + tone)
    for vowel in "aăâeêioôơuưy"
    for letter in (vowel, vowel.upper())
    for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
) + "đĐ"  # fmt: skip
BYTES = [encoding for encoding in OldEncoding if encoding is not OldEncoding.VIQR]


@pytest.mark.parametrize("encoding", OldEncoding)
def test_ten_thousand_syllables_come_back(encoding: OldEncoding) -> None:
    chance = random.Random(7)  # noqa: S311 the same each time
    syllables = chance.choices(sorted(_known()), k=10_000)
    text = " ".join(
        word.capitalize() if number % 9 == 0 and encoding is not OldEncoding.VIQR else word
        for number, word in enumerate(syllables)
    )
    assert decode(encode(f"{text} hết", encoding), encoding) == f"{text} hết"


@pytest.mark.parametrize("encoding", BYTES)
def test_every_letter_in_both_cases_comes_back(encoding: OldEncoding) -> None:
    assert decode(encode(ALL_LETTERS, encoding), encoding) == ALL_LETTERS


def test_tables_name_each_letter_once() -> None:
    assert len(VISCII) == len(set(VISCII.values())) == 134
    assert len(TCVN3) == len(set(TCVN3.values()))


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        (OldEncoding.TCVN3, "Céng hoµ x· héi chñ nghÜa ViÖt Nam. §éc lËp - Tù do - H¹nh phóc"),
        (OldEncoding.VNI, "Coäng hoaø xaõ hoäi chuû nghóa Vieät Nam. Ñoäc laäp - Töï do - Haïnh phuùc"),
        (OldEncoding.VIQR, "Co^.ng hoa` xa~ ho^.i chu? nghi~a Vie^.t Nam. DDo^.c la^.p - Tu+. do - Ha.nh phu'c"),
        (OldEncoding.VISCII, "Cµng hoà xã hµi chü nghîa Vi®t Nam. Ðµc l§p - Tñ do - HÕnh phúc"),
        (
            OldEncoding.DOUBLE_UTF8,
            "Cá»™ng hoÃ\u00a0 xÃ£ há»™i chá»§ nghÄ©a Viá»‡t Nam. Ä\u0090á»™c láº\u00adp - Tá»± do - Háº¡nh phÃºc",
        ),
    ],
)
def test_the_motto_is_known_and_read(encoding: OldEncoding, shown: str) -> None:
    motto = "Cộng hoà xã hội chủ nghĩa Việt Nam. Độc lập - Tự do - Hạnh phúc"
    assert converted(shown, encoding) == motto
    found = judge(shown)
    assert (found.encoding, found.doubtful) == (encoding, False)


def test_capitals_of_a_font_are_capitals() -> None:
    assert converted("quyÕt ®Þnh", OldEncoding.TCVN3, capitals=True) == "QUYẾT ĐỊNH"


def test_codes_of_symbol_fonts_are_letters() -> None:
    assert converted("".join(chr(0xF000 + ord(sign)) for sign in "céng hoµ"), OldEncoding.TCVN3) == "cộng hoà"


def test_letters_that_a_vietnamese_windows_showed_are_read() -> None:
    shown = encode("nó ở đấy", OldEncoding.TCVN3).decode("cp1258")
    assert converted(shown, OldEncoding.TCVN3) == "nó ở đấy"


def test_quotes_and_dashes_beside_old_letters_stay() -> None:
    assert converted("“TruyÖn KiÒu” – §oµn…", OldEncoding.TCVN3) == "“Truyện Kiều” – Đoàn…"


def test_a_letter_that_an_encoding_has_not_is_an_error() -> None:
    with pytest.raises(UnicodeEncodeError):
        encode("ç", OldEncoding.TCVN3)


@pytest.mark.parametrize("encoding", OldEncoding)
@pytest.mark.parametrize("length", [60, 120, 200])
def test_prose_is_known_by_its_bytes(encoding: OldEncoding, length: int) -> None:
    text = PROSE[:length].rpartition(" ")[0]
    found = judge_bytes(encode(text, encoding))
    assert (found.encoding, found.doubtful) == (encoding, False)
    assert found.confidence > 0.85


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        unicodedata.normalize("NFD", PROSE),
        "QUYẾT ĐỊNH CỦA ỦY BAN NHÂN DÂN",
        "xã hà",
        "The café résumé of Mr. Müller: go? Yes. An e-mail to a.b.c about the co-op's re-entry, o'clock.",
        "À la carte, l'été, où êtes-vous? Ça va bien, garçon. Le château, la naïveté, l'œuvre, le cœur",
        "Straße über Österreich, schöne Grüße aus München; Mädchen, Füße, größer",
        "El niño pequeño de la señora Muñoz, ¿qué pasó en el corazón? ¡Adiós, año nuevo!",
        "Kawm ntawv Hmoob: peb hais lus Hmoob, nyob hauv zos, mus ua teb.",
        "Why would a dog go to Idaho? To do a. b. and c. Add up all odd eggs, buddy.",
        "print('a.b'); x = a^b; y = o+u; if a?b:c then ~x",
        "10,5 % · 25 °C · § 12 · ±3 µm · ©2020 · ½ kg · ® · ¶ · «xin chào»",
        "ꪼꪣ꫁ ꪼꪕ ꪀꪺ",
        "",
    ],
)
def test_what_is_not_old_is_left_alone(text: str) -> None:
    assert judge(text).encoding is None


def test_little_text_is_doubtful() -> None:
    assert judge("QuyÕt ®Þnh").doubtful


def test_text_that_becomes_hardly_any_syllable_is_not_called_old() -> None:
    chance = random.Random(3)  # noqa: S311 the same each time
    noise = "".join(chr(chance.choice([*range(0x61, 0x7B), 0x20, *range(0xA1, 0x100)])) for _ in range(2_000))
    assert judge(noise).encoding is None


@given(st.binary(max_size=400))
def test_any_bytes_are_judged_and_decoded(data: bytes) -> None:
    judge_bytes(data)
    for encoding in OldEncoding:
        assert isinstance(decode(data, encoding), str)
    assert len(as_windows(data)) == len(data)


@pytest.mark.parametrize(
    ("name", "encoding", "capitals"),
    [
        (".VnTime", OldEncoding.TCVN3, False),
        (".vntimeh", OldEncoding.TCVN3, True),
        ("ABCDEF+.VnArial-Bold", OldEncoding.TCVN3, False),
        (".VnTimeH,Bold", OldEncoding.TCVN3, True),
        ('".VnTime", serif', OldEncoding.TCVN3, False),
        (".VnArial NarrowH", OldEncoding.TCVN3, True),
        ("VNI-Times", OldEncoding.VNI, False),
        ("VNI Helve Condense", OldEncoding.VNI, False),
    ],
)
def test_fonts_tell_the_encoding(name: str, encoding: OldEncoding, capitals: bool) -> None:
    found = legacy_font(name)
    assert found is not None
    assert (found.encoding, found.capitals) == (encoding, capitals)


@pytest.mark.parametrize("name", ["", "Times New Roman", "Vnnow", "Arial", "VNU Times", "Vinhan", ".SF NS"])
def test_fonts_of_today_tell_nothing(name: str) -> None:
    assert legacy_font(name) is None


def test_tones_have_two_places() -> None:
    assert exists("hoà")
    assert exists("hòa")
    assert exists("THUỶ")
    assert not exists("hoòa")


@pytest.mark.shared
def test_real_texts_of_today_are_never_called_old(shared_data: Path) -> None:
    files = [*(shared_data / "text").rglob("*.txt"), *(shared_data / "law").rglob("*.txt")]
    assert files
    for file in files:
        text = file.read_text("utf-8", "ignore")
        for start in range(0, min(len(text), 200_000), 2_000):
            assert judge(text[start : start + 300]).encoding is None, (file.name, start)
