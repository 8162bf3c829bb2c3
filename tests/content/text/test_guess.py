"""Guards that a text is called Vietnamese when it is, whatever it declares, and that no other text is."""

from __future__ import annotations

import html
import re
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.text import fold, guess_language

PROSE = (
    "Sáng hôm ấy, người trong bản ra suối từ rất sớm. Họ mang theo cuốc và xẻng, vì năm nay nước về nhiều, con mương "
    "cũ không còn giữ được nữa. Trẻ con đi học, người già ở nhà trông bếp, và đến trưa thì mọi việc đã xong."
)
OTHERS = {
    "en": "Whereas recognition of the inherent dignity and of the equal and inalienable rights of all members of the "
    "human family is the foundation of freedom, justice and peace in the world, the people of Việt Nam agree.",
    "fr": "Considérant que la reconnaissance de la dignité inhérente à tous les membres de la famille humaine et de "
    "leurs droits égaux et inaliénables constitue le fondement de la liberté, là où elle est née.",
    "pt": "Considerando que o reconhecimento da dignidade inerente a todos os membros da família humana não é só uma "
    "condição da justiça, mas também a razão de ser da educação e da tradição que vêm com ela.",
    "hmn": "Nyaob hnob 10, lob 12 hlit, xongt 1948, dif 217 A haof yix yif tlout dluat, lol ntuad ndax deb nenb ndas.",
    "ro": "Considerând că recunoașterea demnității inerente tuturor membrilor familiei umane și a drepturilor lor.",
}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_vietnamese_prose_is_known_composed_or_not(form: str) -> None:
    assert guess_language(unicodedata.normalize(form, PROSE)) == "vi"  # type: ignore[arg-type]
    assert guess_language(unicodedata.normalize(form, PROSE.upper())) == "vi"  # type: ignore[arg-type]


def test_vietnamese_without_marks_is_left_undecided() -> None:
    assert guess_language(fold(PROSE)) is None


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_are_not_called_vietnamese(language: str) -> None:
    assert guess_language(OTHERS[language]) is None


def test_legacy_bytes_read_as_latin_are_not_called_vietnamese() -> None:
    tcvn3 = "Bé v¨n ho¸, thÓ thao vµ du lÞch quyÕt ®Þnh vÒ viÖc ban hµnh quy chÕ ho¹t ®éng cña th viÖn c«ng céng"
    assert guess_language(tcvn3) is None


@pytest.mark.parametrize("text", ["", "Tắt đèn", "của và là", "1945 – 1975", "…" * 500])
def test_too_little_text_is_left_undecided(text: str) -> None:
    assert guess_language(text) is None


def test_other_book_that_quotes_vietnamese_is_not_called_vietnamese() -> None:
    assert guess_language(OTHERS["en"] * 5 + PROSE) is None


def test_foreign_licence_before_a_vietnamese_book_does_not_hide_it() -> None:
    assert guess_language(OTHERS["en"] * 100 + PROSE * 500) == "vi"


@given(st.text(st.characters(codec=None)))
def test_any_text_gets_an_answer(text: str) -> None:
    assert guess_language(text) in {"vi", None}


def _words_of(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


@pytest.mark.shared
def test_of_the_declarations_of_human_rights_only_the_vietnamese_one_is(shared_data: Path) -> None:
    files = {path.stem.removeprefix("udhr_"): path for path in (shared_data / "ethnic/udhr").glob("udhr_*.xml")}
    guesses = {code: guess_language(_words_of(path.read_text(encoding="utf-8"))) for code, path in files.items()}
    assert guesses == dict.fromkeys(["blt", "blu", "eng", "lao"]) | {"vie": "vi"}


@pytest.mark.shared
def test_tale_of_kieu_is_vietnamese(shared_data: Path) -> None:
    assert guess_language((shared_data / "text/truyen_kieu.txt").read_text(encoding="utf-8")) == "vi"


@pytest.mark.shared
def test_every_vietnamese_book_is_known_by_its_text(shared_data: Path) -> None:
    books = sorted((shared_data / "epub/vi_public_domain").glob("*.epub"))
    assert len(books) >= 35
    for book in books:
        with zipfile.ZipFile(book) as archive:
            pages = [one for one in sorted(archive.namelist()) if one.endswith(("html", "htm"))]
            text = "\n".join(_words_of(archive.read(page).decode("utf-8", "replace")) for page in pages)
        assert guess_language(text) == "vi", book.name
