"""Guards how language tags are read, named and shown; both orthographies of Mông and the Thái script among them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.text import (
    LANGUAGES,
    OF_THE_FIELD,
    OF_THE_WORLD,
    direction,
    known,
    name,
    parse_tag,
    script,
    sort_key,
)


@pytest.mark.parametrize(
    ("declared", "tag"),
    [
        ("vi", "vi"),
        ("Vi", "vi"),
        (" vie ", "vi"),
        ("vn", "vi"),
        ("vi_VN", "vi-VN"),
        ("vi-Latn", "vi"),
        ("vi-Latn-VN", "vi-VN"),
        ("en-us", "en-US"),
        ("ENG", "en"),
        ("ger", "de"),
        ("de-DE-1996", "de-DE-1996"),
        ("zh-cmn-hans-cn", "zh-Hans-CN"),
        ("ZH-HANT", "zh-Hant"),
        ("es-419", "es-419"),
        ("blt-tavt", "blt-Tavt"),
        ("TWH-TAVT", "twh-Tavt"),
        ("blt_latn", "blt-Latn"),
        ("hmn-latn-X-RPA", "hmn-Latn-x-rpa"),
        ("hmn-Latn-x-vn1961", "hmn-Latn-x-vn1961"),
        ("iw", "he"),
        ("ko-u-co-search", "ko-u-co-search"),
        ("qaa", "qaa"),
        ("Tiếng Việt", "vi"),
        ("tieng viet", "vi"),
        ("Vietnamese", "vi"),
        ("Tiếng Thái", "tai"),
        ("Thái", "tai"),
        ("Thai", "th"),
        ("tiếng Thái Lan", "th"),
        ("Tiếng Thái Đen (chữ Thái)", "blt-Tavt"),
        ("Tiếng H'Mông", "hmn"),
        ("Mường", "mtq"),
        ("ENGLISH", "en"),
    ],
)
def test_tag_is_read_however_it_is_declared(declared: str, tag: str) -> None:
    assert parse_tag(declared) == tag
    assert parse_tag(unicodedata.normalize("NFD", declared)) == tag


NO_LANGUAGE = ("", " ", "und", "UND", "xx", "us", "y", "x", "x-vn1961", "utf-8", "i-klingon", "tiếng người")
NOT_WELL_FORMED = ("vi-", "-vi", "vi--VN", "vi;q=0.9", "<script>", "vi\x00\x00VN\n--", "\ud800", "٣٣")
TOO_LONG = ("v" * 100_000, "vi-" * 1000, "vi" + "-aaaaa" * 20)


@pytest.mark.parametrize("declared", NO_LANGUAGE + NOT_WELL_FORMED + TOO_LONG)
def test_what_names_no_language_is_not_a_tag(declared: str) -> None:
    assert parse_tag(declared) is None


@given(st.one_of(st.text(st.characters(codec=None)), st.from_regex(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,4}")))
def test_tag_read_is_canonical_and_reads_as_itself(declared: str) -> None:
    tag = parse_tag(declared)
    if tag is not None:
        assert parse_tag(tag) == tag
        assert tag.isascii()
        assert name(tag)
        assert direction(tag) in {"ltr", "rtl"}


def test_every_language_is_found_by_its_tag_and_by_its_names() -> None:
    assert len(LANGUAGES) == len(OF_THE_FIELD) + len(OF_THE_WORLD)
    for tag, language in LANGUAGES.items():
        assert parse_tag(tag) == tag
        assert parse_tag(language.vietnamese) == tag
        assert known(tag) == language
        assert name(tag, "vi") == language.vietnamese
        assert name(tag, "en") == language.english
        assert unicodedata.is_normalized("NFC", language.vietnamese + language.english)


def test_names_of_languages_are_told_apart() -> None:
    for ui_language in ("vi", "en"):
        names = [name(tag, ui_language) for tag in LANGUAGES]
        assert len({sort_key(one) for one in names}) == len(names)


def test_both_orthographies_of_mong_are_named_alike_but_apart() -> None:
    official, popular = name("hmn-Latn-x-vn1961"), name("hmn-Latn-x-rpa")
    assert official != popular
    assert official.startswith(name("hmn"))
    assert popular.startswith(name("hmn"))


@pytest.mark.parametrize(
    ("tag", "vietnamese", "english"),
    [
        ("vi-VN", "Tiếng Việt", "Vietnamese"),
        ("en-US", "Tiếng Anh", "English"),
        ("zh-Hans-CN", "Tiếng Trung (chữ giản thể)", "Chinese (simplified)"),
        ("blt-Tavt", "Tiếng Thái Đen (chữ Thái)", "Tai Dam (Tai Viet script)"),
        ("qaa", "qaa", "qaa"),
    ],
)
def test_language_is_named_in_the_language_of_the_page(tag: str, vietnamese: str, english: str) -> None:
    assert name(tag) == name(tag, "vi") == name(tag, "blt") == vietnamese
    assert name(tag, "en") == english


@pytest.mark.parametrize(
    ("tag", "writing", "way"),
    [
        ("vi", "Latn", "ltr"),
        ("blt", "Tavt", "ltr"),
        ("blt-Latn", "Latn", "ltr"),
        ("hmn-Latn-x-rpa", "Latn", "ltr"),
        ("lo-LA", "Laoo", "ltr"),
        ("ar-EG", "Arab", "rtl"),
        ("he", "Hebr", "rtl"),
        ("az-Arab", "Arab", "rtl"),
        ("ur-Latn", "Latn", "ltr"),
        ("qaa", "", "ltr"),
    ],
)
def test_script_and_direction_follow_from_the_tag(tag: str, writing: str, way: str) -> None:
    assert script(tag) == writing
    assert direction(tag) == way
