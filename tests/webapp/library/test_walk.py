"""Guards the whole: every link of every page is an address of the grammar and leads to a page that is there."""

from __future__ import annotations

from collections import deque
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from content.addresses import Noun, parse
from tests.webapp.library.conftest import Box

NOT_PAGES = {Noun.STATIC, Noun.PREFERENCE, Noun.PREFERENCE_STYLE}


def links(page: str, address: str) -> list[str]:
    """Where a page leads and what it takes in, as paths with query and place."""
    tree = html.document_fromstring(page)
    found = [*tree.xpath("//@href"), *tree.xpath("//@src"), *tree.xpath("//form/@action")]
    return [urljoin(address, one) for one in found if not one.startswith("data:")]


@pytest.mark.parametrize("start", ["/", "/en/"])
def test_every_link_parses_back_and_leads_somewhere(box: Box, start: str) -> None:
    waiting, seen = deque([start]), {start}
    nouns = set()
    while waiting:
        address = waiting.popleft()
        answer = box.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        if not answer.content_type.startswith("text/html"):
            continue
        for one in links(answer.text, address):
            split = urlsplit(one)
            assert not split.netloc, f"{address} leads out to {one}"
            parsed = parse(one.partition("#")[0])
            assert parsed is not None, f"{address}: {one}"
            if parsed.noun not in NOT_PAGES:
                assert parsed.path == split.path, f"{address}: {one} is not spelt as its address"
            nouns.add(parsed.noun)
            plain = one.partition("#")[0]
            if plain not in seen and parsed.noun is not Noun.PREFERENCE:
                seen.add(plain)
                waiting.append(plain)
    led_to_by_forms = {Noun.REQUEST_SENT, Noun.COMPLAINT_SENT}
    of_other_records = {Noun.PAGE_PICTURE, Noun.TURN, Noun.MEDIA, Noun.LABEL}
    of_apps = {Noun.SEARCH_DESCRIPTION, Noun.OUTSIDE}
    assert set(Noun) - nouns == led_to_by_forms | of_other_records | of_apps
    assert len(seen) > 100


def test_places_of_links_are_on_their_pages(box: Box) -> None:
    path = box.path("Mùa hoa ban")
    for address in (f"{path}/1", f"{path}/muc-luc", f"{path}/tim?q=suoi", "/", "/giup-do"):
        for one in links(box.get(address).text, address):
            page, _, place = one.partition("#")
            if place:
                tree = html.document_fromstring(box.get(page).text)
                assert tree.xpath("//*[@id=$place]", place=place), f"{address}: {one}"


def test_every_page_is_marked_up_for_its_language_and_has_one_heading(box: Box) -> None:
    path = box.path("Mùa hoa ban")
    for address in (
        path,
        f"{path}/1",
        f"{path}/muc-luc",
        f"{path}/tim",
        f"{path}/bao-loi",
        "/",
        "/tim",
        "/de-nghi",
        "/x",
    ):
        for language, prefix in (("vi", ""), ("en", "/en")):
            tree = html.document_fromstring(box.get(f"{prefix}{address}").text)
            assert tree.get("lang") == language
            assert len(tree.xpath("//h1")) == 1, address
            assert len(tree.xpath("//main")) == 1
            assert tree.xpath("//a[@class='skip']")
