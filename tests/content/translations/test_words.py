"""Guards the words: every Vietnamese sentence of pages and code has its English, with the same blanks to fill."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po

from content.addresses import LANGUAGES
from content.translations import (
    catalogue_file,
    day,
    gettext,
    megabytes,
    ngettext,
    number,
    offered,
    speaking,
    spoken,
)

ROOT = Path(__file__).parents[3]
SPEAKING = ("content", "appliance", "webapp")
"""Folders of those who speak to people; beside them the composition root."""
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2.ext:babel_extract")]
KEYWORDS = {"_": None, "gettext": None, "marked": None, "ngettext": (1, 2)}
BLANK = re.compile(r"%\((\w+)\)s")
MIXED_FORMS = re.compile(r"[{]gettext|[{]ngettext|[{]_\(")


def sentences() -> set[str | tuple[str, ...]]:
    """What pages and code say, as the extractor finds it."""
    folders = (extract_from_dir(ROOT / folder, METHODS, keywords=KEYWORDS) for folder in SPEAKING)
    found = {one[2] for folder in folders for one in folder}
    found |= {one[1] for one in extract_from_file("python", ROOT / "tusach.py", keywords=KEYWORDS)}
    return {message if isinstance(message, str) else tuple(message) for message in found}


def english() -> Catalog:
    with catalogue_file("en").open("rb") as file:
        return read_po(file, locale="en")


def test_every_sentence_has_its_english() -> None:
    catalogue = english()
    missing = []
    for sentence in sentences():
        message = catalogue.get(sentence if isinstance(sentence, str) else sentence[0])
        words = (
            (message.string,) if message and isinstance(message.string, str) else (message.string if message else ())
        )
        if not words or not all(words) or (message and message.fuzzy):
            missing.append(sentence)
    assert not missing


def test_no_english_is_left_over() -> None:
    said = {one if isinstance(one, str) else one[0] for one in sentences()}
    kept = {message.id if isinstance(message.id, str) else message.id[0] for message in english() if message.id}
    assert kept - said == set()


def test_blanks_to_fill_are_the_same_in_both() -> None:
    for message in english():
        if message.id:
            source = message.id if isinstance(message.id, str) else message.id[0]
            forms = (message.string,) if isinstance(message.string, str) else message.string
            for form in forms:
                assert set(BLANK.findall(form)) == set(BLANK.findall(source)), source
                assert form.replace("%(", "").count("%") == 0


def test_no_sentence_hides_from_the_extractor_in_another() -> None:
    for path in (path for folder in SPEAKING for path in (ROOT / folder).rglob("*.py")):
        assert not MIXED_FORMS.search(path.read_text("utf-8")), path


def test_nothing_is_said_for_nothing() -> None:
    """GNU gettext keeps a catalogue's head under the empty message; nobody shall read it."""
    for language in offered():
        with speaking(language):
            assert gettext("") == ""


def test_vietnamese_is_never_missing() -> None:
    with speaking("xx"):
        assert spoken() == "vi"
        assert gettext("Một câu chưa dịch") == "Một câu chưa dịch"


def test_languages_with_words_are_offered_in_their_order() -> None:
    assert list(offered()) == [language for language in LANGUAGES if language in {"vi", "en"}]


def test_numbers_sizes_and_plurals_follow_the_language() -> None:
    with speaking("en"):
        assert number(1284) == "1,284"
        assert megabytes(1_234_567) == "1.2 MB"
        assert ngettext("%(num)s bản", "%(num)s bản", 1) == "%(num)s copy"
        assert ngettext("%(num)s bản", "%(num)s bản", 2) == "%(num)s copies"
    with speaking("vi"):
        assert number(1284) == "1.284"
        assert megabytes(1_234_567_890) == "1.234,6 MB"
        assert megabytes(1) == "0,1 MB"


@pytest.mark.parametrize(
    ("date", "words"), [("2026-10-12", "12/10/2026"), ("2026-10", "10/2026"), ("2026", "2026"), ("", "")]
)
def test_dates_are_written_day_first(date: str, words: str) -> None:
    assert day(date) == words
