"""Guards feeds for reading apps: everything that may be taken home, each once, nothing else, in both formats."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any
from urllib.parse import quote, urljoin

import pytest
from lxml import etree

from content.catalogue import OverlayField, lay
from tests.content.libraries import NOW
from tests.webapp.library.conftest import EVIL, Box
from webapp.library import feed

ATOM = "{http://www.w3.org/2005/Atom}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
OPDS = "{http://opds-spec.org/2010/catalog}"
THREAD = "{http://purl.org/syndication/thread/1.0}"
ACQUISITION = "http://opds-spec.org/acquisition/open-access"


def atom(box: Box, address: str) -> Any:
    answer = box.get(address)
    assert answer.status_code == 200, address
    assert answer.mimetype == "application/atom+xml"
    assert "profile=opds-catalog" in answer.headers["Content-Type"]
    return etree.fromstring(answer.data)


def webpub(box: Box, address: str) -> dict[str, Any]:
    answer = box.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/opds+json"), address
    found: dict[str, Any] = json.loads(answer.data)
    assert found.get("publications") or found.get("navigation")
    return found


def links(node: Any, relation: str) -> list[Any]:
    return [link for link in node.findall(f"{ATOM}link") if link.get("rel") == relation]


def titles(node: Any) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in node.findall(f"{ATOM}entry")]


def chain(box: Box, address: str) -> list[Any]:
    """All pages of a feed."""
    found = [atom(box, address)]
    while following := links(found[-1], "next"):
        found.append(atom(box, following[0].get("href")))
        (back,) = links(found[-1], "previous")
        assert etree.tostring(atom(box, back.get("href"))) == etree.tostring(found[-2])
    return found


def walked(box: Box, start: str) -> dict[str, Any]:
    """Every feed that a walk from the start meets."""
    found: dict[str, Any] = {}
    waiting = [start]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        node = found[address] = atom(box, address)
        every = [*node.findall(f"{ATOM}link"), *node.findall(f"{ATOM}entry/{ATOM}link")]
        waiting += [
            urljoin(address, link.get("href")) for link in every if link.get("type").startswith("application/atom+xml")
        ]
    return found


@pytest.mark.parametrize("start", ["/opds", "/en/opds"])
def test_walk_meets_everything_that_may_be_taken_home_and_nothing_else(box: Box, start: str) -> None:
    feeds = walked(box, start)
    assert len(feeds) > 8
    publications = {title for node in feeds.values() for title in titles(node) if not _is_navigation(node)}
    assert {"Mùa hoa ban", "Mèo con đi học", "ꪁꪫꪱꪣ ꪼꪕ", "Nyob zoo", EVIL} <= publications
    assert not {"Sách thuê", "Luật Đất đai, bản in", "Báo Sơn La"} & publications
    for address, node in feeds.items():
        entries = node.findall(f"{ATOM}entry")
        acquired = [entry for entry in entries if links(entry, ACQUISITION)]
        assert acquired == ([] if _is_navigation(node) else entries), address
        assert all(urljoin("http://a", link.get("href")).startswith("http://a/") for link in node.iter(f"{ATOM}link"))


def _is_navigation(node: Any) -> bool:
    (own,) = links(node, "self")
    return "kind=navigation" in own.get("type")


def test_download_is_what_the_feed_says(box: Box) -> None:
    seen = 0
    for entry in atom(box, "/opds/duyet/moi").findall(f"{ATOM}entry"):
        for link in links(entry, ACQUISITION):
            answer = box.get(link.get("href"))
            assert (answer.status_code, answer.mimetype) == (200, link.get("type"))
            assert len(answer.data) == int(link.get("length"))
            assert quote(link.get("title"), safe="") in answer.headers["Content-Disposition"]
            seen += 1
    assert seen > 4


def test_covers_are_pictures_of_the_kind_that_is_said(box: Box) -> None:
    (entry,) = (one for one in atom(box, "/opds/ke/sach").findall(f"{ATOM}entry") if one[1].text == "Mùa hoa ban")
    for relation in ("http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail"):
        (link,) = links(entry, relation)
        answer = box.get(link.get("href"))
        assert (answer.status_code, answer.mimetype) == (200, link.get("type"))


@pytest.mark.parametrize("words", ["Mùa hoa ban", "mua hoa ban", "Lò Văn Đôi", "lo van doi"])
def test_search_finds_without_marks(box: Box, words: str) -> None:
    described = etree.fromstring(box.get("/opds/tim.xml").data)
    template = described.find(f"{SEARCH}Url").get("template")
    assert "Mùa hoa ban" in titles(atom(box, template.replace("{searchTerms}", quote(words))))
    (link,) = (one for one in webpub(box, "/opds/2")["links"] if one["rel"] == "search")
    found = webpub(box, link["href"].replace("{?query}", f"?query={quote(words)}"))
    assert "Mùa hoa ban" in [one["metadata"]["title"] for one in found["publications"]]


@pytest.mark.parametrize("words", ["", "qzxjw", "%", "a" * 3_000, "<&>\"'", "\x01", "thue"])
def test_search_that_finds_nothing_to_take_home_is_an_empty_feed(box: Box, words: str) -> None:
    node = atom(box, f"/opds/tim?q={quote(words)}")
    assert titles(node) == []
    assert node.findtext(f"{SEARCH}totalResults") == "0"
    (back,) = webpub(box, f"/opds/2/tim?query={quote(words)}")["navigation"]
    assert back["href"] == "/opds/2"


def test_pages_of_a_feed_have_each_record_once(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = titles(atom(box, "/opds/duyet/moi"))
    monkeypatch.setattr(feed, "SIZE", 2)
    pages = chain(box, "/opds/duyet/moi")
    assert [title for page in pages for title in titles(page)] == whole
    assert {page.findtext(f"{SEARCH}totalResults") for page in pages} == {str(len(whole))}
    assert [page.findtext(f"{SEARCH}startIndex") for page in pages[:2]] == ["1", "3"]
    ids = Counter(entry.findtext(f"{ATOM}id") for page in pages for entry in page.findall(f"{ATOM}entry"))
    assert set(ids.values()) == {1}
    last = webpub(box, f"/opds/2/duyet/moi?trang={len(pages)}")
    assert last["metadata"]["currentPage"] == len(pages)
    assert {one["rel"] for one in last["links"]} >= {"first", "previous"}
    assert box.get(f"/opds/duyet/moi?trang={len(pages) + 1}").status_code == 404


def test_facets_lead_to_as_many_as_they_say(box: Box) -> None:
    node = atom(box, "/opds/duyet/moi")
    facets = links(node, "http://opds-spec.org/facet")
    assert len({link.get(f"{OPDS}facetGroup") for link in facets}) >= 1
    for link in facets:
        shown = atom(box, link.get("href"))
        assert shown.findtext(f"{SEARCH}totalResults") == link.get(f"{THREAD}count")
        active = [one for one in links(shown, "http://opds-spec.org/facet") if one.get(f"{OPDS}activeFacet")]
        assert [one.get("href") for one in active] == [link.get("href")]
    groups = webpub(box, "/opds/2/duyet/moi")["facets"]
    assert sum(len(group["links"]) for group in groups) == len(facets)


def test_both_formats_say_the_same(box: Box) -> None:
    node, found = atom(box, "/opds/ke/sach"), webpub(box, "/opds/2/ke/sach")
    assert [one["metadata"]["title"] for one in found["publications"]] == titles(node)
    ids = [entry.findtext(f"{ATOM}id") for entry in node.findall(f"{ATOM}entry")]
    assert [one["metadata"]["identifier"] for one in found["publications"]] == ids
    for entry, one in zip(node.findall(f"{ATOM}entry"), found["publications"], strict=True):
        assert {link["href"] for link in one["links"]} == {
            link.get("href") for link in entry.findall(f"{ATOM}link") if "image" not in link.get("rel")
        }


def test_feed_is_asked_for_again_at_the_cost_of_nothing(box: Box) -> None:
    first = box.get("/opds/ke/sach", headers={"Accept-Encoding": "gzip"})
    assert first.headers["Content-Encoding"] == "gzip"
    again = {"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]}
    assert box.get("/opds/ke/sach", headers=again).status_code == 304
    assert box.client.head("/opds").status_code == 200
    assert not box.events.events


def test_what_staff_wrote_never_breaks_a_feed(own_box: Box) -> None:
    record = own_box.record("Mùa hoa ban")
    with own_box.library.write() as tx:
        lay(tx, record, OverlayField.TITLE, "Mùa\x02 hoa\ufffe <b> & ban", now=NOW)
    assert "Mùa hoa <b> & ban" in titles(atom(own_box, "/opds/ke/sach"))
    assert webpub(own_box, "/opds/2/ke/sach")


@pytest.mark.parametrize(
    "address",
    [
        "/opds/ke/khong-co",
        "/opds/duyet/loai/khong",
        "/opds/2/duyet/moi/x",
        "/opds/giup-do",
        "/opds?trang=2",
        "/opds/duyet/de-tai/x",
    ],
)
def test_feed_that_is_none_is_not_found(box: Box, address: str) -> None:
    assert box.get(address).status_code == 404


def test_start_names_its_feed(box: Box) -> None:
    assert b'type="application/atom+xml;profile=opds-catalog" href="/opds"' in box.get("/").data
    assert b'href="/en/opds"' in box.get("/en/").data
