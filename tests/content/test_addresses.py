"""Guards the grammar of public addresses: whatever is built parses back to the same, and nothing else parses."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.addresses import (
    FEEDS_OF,
    FIELDS_MAX,
    KIND_WORDS,
    KIWIX_WORDS,
    LANGUAGES,
    RESERVED,
    Address,
    Facet,
    Feed,
    Noun,
    View,
    parse,
)
from content.records import Kind, RecordId

RECORD = RecordId("local-0f1e2d3c4b5a6978/k3jv7mq2xw4b")
slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
BARE = {
    Noun.HOME,
    Noun.HELP,
    Noun.PREFERENCE,
    Noun.PREFERENCE_STYLE,
    Noun.REQUEST,
    Noun.REQUEST_SENT,
    Noun.SEARCH_DESCRIPTION,
}
records = st.builds(
    lambda p, x: RecordId(f"{p}/{x}"), st.from_regex(r"[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,5})?", fullmatch=True), slugs
)
texts = st.text(min_size=1, max_size=40).filter(lambda t: "\0" not in t and t.isprintable())
languages = st.sampled_from(LANGUAGES)
kinds = st.sampled_from(Kind)


@st.composite
def addresses(draw: st.DrawFn) -> Address:
    noun = draw(st.sampled_from(Noun))
    if noun is Noun.FEED:
        listed = draw(addresses().filter(lambda one: one.noun in FEEDS_OF))
        return replace(listed, noun=noun, of=listed.noun, feed=draw(st.sampled_from(Feed)))
    language = "vi" if noun in (Noun.STATIC, Noun.PREFERENCE_STYLE, Noun.LABEL) else draw(languages)
    if noun in BARE:
        return Address(noun=noun, language=language)
    if noun is Noun.SEARCH:
        return Address(noun=noun, language=language, query=draw(texts), page=draw(st.integers(1, 99_999)))
    if noun is Noun.SHELF:
        return Address(noun=noun, language=language, shelf=draw(slugs), page=draw(st.integers(1, 300)))
    if noun is Noun.BROWSE:
        facet = draw(st.none() | st.sampled_from(Facet))
        return Address(
            noun=noun, language=language, facet=facet, value=draw(texts) if facet and draw(st.booleans()) else ""
        )
    if noun is Noun.STATIC:
        return Address(noun=noun, name="tusach-0a1b2c3d.css")
    if noun is Noun.LABEL:
        return Address(noun=noun, record=draw(records))
    return draw(inside_records(noun, language))


@st.composite
def inside_records(draw: st.DrawFn, noun: Noun, language: str) -> Address:
    inside = {"noun": noun, "language": language, "kind": draw(kinds), "record": draw(records)}
    number = st.integers(1, 99_999)
    if noun is Noun.PART:
        place, view = draw(st.sampled_from(["", "p12", "dieu-25"])), draw(st.sampled_from(View))
        return Address(**inside, part=draw(number), place=place, view=view, seconds=draw(st.integers(0, 99_999)))
    if noun is Noun.PAGE_PICTURE:
        return Address(
            **inside,
            part=draw(number),
            width=draw(st.integers(1, 9_999)),
            ending=draw(st.sampled_from(["webp", "jpg"])),
        )
    if noun in (Noun.TAKEAWAY, Noun.TAKEN):
        return Address(**inside, part=draw(st.integers(0, 99_999)))
    named = noun in (Noun.PICTURE, Noun.FILE, Noun.OUTSIDE, Noun.MEDIA)
    return Address(**inside, name=draw(texts.filter(lambda t: t not in (".", ".."))) if named else "")


@given(addresses())
def test_every_address_parses_back_to_itself(address: Address) -> None:
    assert parse(str(address)) == address


@given(st.lists(st.tuples(st.sampled_from("xqd"), st.text(max_size=3)), min_size=FIELDS_MAX + 1, max_size=200))
def test_query_of_too_many_fields_is_passed_over(fields: list[tuple[str, str]]) -> None:
    assert parse(f"/tim?q=ngô&{urlencode(fields)}") == Address(noun=Noun.SEARCH)


def test_address_begins_at_the_root() -> None:
    assert parse("x/ke/sach") is None
    assert parse("http:/ke/sach") is None


@given(st.text(max_size=60))
def test_no_text_makes_the_parser_fail_or_change_its_mind(text: str) -> None:
    found = parse("/" + text)
    if found is not None:
        assert parse(str(found)) == found


@pytest.mark.parametrize(
    "path",
    [
        "/sach",
        "/sach/x",
        "/ke",
        "/ke/",
        "/ke/A",
        "/sach/a/b/0",
        "/sach/a/b/1/2",
        "/sach/A/b",
        "/sach/a/b/100000",
        "/duyet/xx",
        "/duyet/loai/a/b",
        "//",
        "/vi/",
        "/s/../x",
        "/sach/a/b/trang/1-720.png",
        "/sach/a/b/trang/0-720.webp",
        "/sach/a/b/trang/1-0.webp",
        "/sach/a/b/trang/1-72000.webp",
        "/tim/x",
        "/opds/",
        "/sach/a/b/mang-ve/het",
        "/sach/a/b/mang-ve/0",
        "/sach/a/b/mang-ve/3/4",
        "/sach/a/b/mang-ve/.html",
        "/opds/2/",
        "/opds/opds",
        "/opds/giup-do",
        "/opds/sach/a/b",
    ],
)
def test_what_is_not_of_the_grammar_is_no_address(path: str) -> None:
    assert parse(path) is None


def test_a_hash_or_query_that_is_odd_does_no_harm() -> None:
    assert parse("/tim?q=a&trang=-3&trang=x&x=1") == Address(noun=Noun.SEARCH, query="a")
    assert parse("/sach/a/b/3#<script>") is None
    assert parse("/sach/a/b/den?trang=7") == parse("/sach/a/b/den")
    assert parse("/sach/a/b/3?xem=la&tu=-5") == parse("/sach/a/b/3")
    assert parse("/opds/2/tim?query=a") == parse("/opds/2/tim?q=a")
    assert parse("/tim?q=" + "a" * 5_000) == Address(noun=Noun.SEARCH, query="a" * 200)


def test_reserved_words_belong_to_no_page_of_the_library() -> None:
    assert KIWIX_WORDS < RESERVED
    for word in RESERVED:
        assert parse(f"/{word}") is None
        assert parse(f"/{word}/a") is None
        assert parse(f"/{word}/a/b") is None
    assert not RESERVED & set(KIND_WORDS.values())
    assert not RESERVED & set(LANGUAGES)


def test_language_is_a_prefix_and_the_rest_stays() -> None:
    page = Address(noun=Noun.PART, kind=Kind.BOOK, record=RECORD, part=3, place="p4")
    assert str(page) == f"/sach/{RECORD}/3#p4"
    assert str(page.in_language("en")) == f"/en/sach/{RECORD}/3#p4"
    assert str(Address(noun=Noun.HOME, language="en")) == "/en/"
