"""Guards browsing by language: regions stand together, ways of writing apart, and every group has a name of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.text import LANGUAGES, known, language_group, name, parse_tag


@pytest.mark.parametrize(
    ("group", "tags"),
    [
        ("en", ("en", "en-US", "en-GB", "EN_us", "eng", "en-Latn-US", "en-scouse")),
        ("vi", ("vi", "vi-VN", "vie", "vi-Latn", "vi-x-private")),
        ("pt", ("pt-BR", "pt-PT")),
        ("zh", ("zh", "zh-Hani")),
        ("zh-Hant", ("zh-Hant", "zh-TW", "zh-HK", "zh-Hant-HK", "zh-Hant-CN")),
        ("zh-Hans", ("zh-Hans", "zh-CN", "zh-Hans-SG", "cmn-CN")),
        ("hmn", ("hmn", "hmn-Latn", "hmn-VN")),
        ("hmn-Latn-x-rpa", ("hmn-Latn-x-rpa", "hmn-x-rpa", "hmn-Latn-US-x-rpa")),
        ("hmn-Latn-x-vn1961", ("hmn-Latn-x-vn1961", "hmn-x-vn1961")),
    ],
)
def test_regions_stand_together(group: str, tags: tuple[str, ...]) -> None:
    assert {language_group(tag) for tag in tags} == {group}


@pytest.mark.parametrize(
    "tags",
    [
        ("blt", "blt-Tavt", "blt-Latn"),
        ("hmn", "hmn-Latn-x-rpa", "hmn-Latn-x-vn1961"),
        ("mww", "mww-x-rpa", "mww-x-vn1961"),
        ("zh", "zh-Hans", "zh-Hant"),
        ("sr", "sr-Latn", "sr-Cyrl"),
        ("vi", "vi-Hani"),
    ],
)
def test_ways_of_writing_stay_apart_and_have_names_of_their_own(tags: tuple[str, ...]) -> None:
    groups = [language_group(tag) for tag in tags]
    for language in ("vi", "en"):
        assert len({name(group, language) for group in groups}) == len(tags)


def test_script_that_the_record_says_counts_where_the_tag_has_none() -> None:
    assert language_group("blt", "Tavt") == language_group("blt-Tavt") == "blt-Tavt"
    assert language_group("blt-Latn", "Tavt") == "blt-Latn"
    assert language_group("vi", "Latn") == "vi"


def test_language_written_in_an_unusual_way_says_so() -> None:
    assert name("vi-Hani") == "Tiếng Việt (chữ Hán, Nôm)"
    assert name("ru-Latn", "en") == "Russian (Latin script)"
    assert name("mww-Latn-x-rpa") == "Tiếng Mông Trắng (chữ RPA)"
    assert name("ar-Adlm") == "Tiếng Ả Rập (Adlm)"


def test_every_language_of_the_table_is_its_own_group() -> None:
    assert {language_group(tag) for tag in LANGUAGES} == set(LANGUAGES)


@given(st.one_of(st.text(), st.from_regex(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,4}")))
def test_group_is_a_group_of_itself_and_of_the_same_language(tag: str) -> None:
    group = language_group(tag)
    assert language_group(group) == group
    canonical = parse_tag(tag)
    if canonical is None:
        assert group == tag
    else:
        assert parse_tag(group) == group
        assert group.partition("-")[0] == canonical.partition("-")[0]
        assert (known(group) is None) == (known(canonical) is None)
