"""OPDS 1.2: Atom (RFC 4287) with the elements of OpenSearch 1.1 and the relations of the OPDS Catalog specification."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import NAMESPACE_URL, uuid5

from lxml import etree
from lxml.etree import _Element

from content.addresses import Address, Feed, Noun
from webapp.library.opds.listed import ACQUISITION, FacetGroup, Listed, Picture, Publication, Way

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/terms/"
OPDS = "http://opds-spec.org/2010/catalog"
SEARCH = "http://a9.com/-/spec/opensearch/1.1/"
THREAD = "http://purl.org/syndication/thread/1.0"
NAMES = {None: ATOM, "dc": DC, "opds": OPDS, "opensearch": SEARCH, "thr": THREAD}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
FACET = "http://opds-spec.org/facet"
IMAGE = "http://opds-spec.org/image"
DESCRIPTION_TYPE = "application/opensearchdescription+xml"
SUMMARY_MOST = 1_000
SHORT_NAME_MOST = 16
"""Letters of a search's name (OpenSearch 1.1 draft 6)."""
_NOT_OF_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def media_type(listed: Listed) -> str:
    """What a feed is sent as."""
    return f"{_type(is_navigation=listed.is_navigation)};charset=utf-8"


def written(listed: Listed) -> bytes:
    """The feed as Atom."""
    feed = etree.Element(f"{{{ATOM}}}feed", {LANGUAGE: listed.language}, nsmap=NAMES)  # type: ignore[arg-type] # None names the default
    _text(feed, "id", urn(str(listed.address)))
    _text(feed, "title", listed.title)
    _text(feed, "updated", listed.updated)
    _text(_node(feed, "author"), "name", listed.library)
    _links(feed, listed)
    if not listed.is_navigation:
        paged = listed.paged
        for name, value in (
            ("totalResults", paged.total),
            ("itemsPerPage", paged.size),
            ("startIndex", (paged.page - 1) * paged.size + 1),
        ):
            _text(feed, name, str(value), space=SEARCH)
    for group in listed.facets:
        _facets(feed, group)
    for way in listed.ways:
        _way(feed, way, listed.updated)
    for one in listed.publications:
        _publication(feed, one)
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8"))


def description(library: str, template: str, language: str) -> bytes:
    """How apps search (OpenSearch 1.1).

    Args:
        template: address of a search, `{searchTerms}` in the place of the words.
    """
    root = etree.Element(f"{{{SEARCH}}}OpenSearchDescription", nsmap={None: SEARCH})  # type: ignore[dict-item] # as above
    _text(root, "ShortName", library[:SHORT_NAME_MOST].strip(), space=SEARCH)
    _text(root, "Description", library, space=SEARCH)
    _text(root, "Language", language, space=SEARCH)
    for encoding in ("InputEncoding", "OutputEncoding"):
        _text(root, encoding, "UTF-8", space=SEARCH)
    etree.SubElement(root, f"{{{SEARCH}}}Url", {"type": _type(is_navigation=False), "template": template})
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def urn(text: str) -> str:
    """An id that stays the same on every box: a UUID drawn from an address or a record's id (RFC 9562 §5.5)."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, text)}"


def _type(*, is_navigation: bool) -> str:
    return f"application/atom+xml;profile=opds-catalog;kind={'navigation' if is_navigation else 'acquisition'}"


def _links(feed: _Element, listed: Listed) -> None:
    own, paged = listed.address, listed.paged
    start = Address(noun=Noun.FEED, of=Noun.HOME, language=own.language)
    _link(feed, "self", own, is_navigation=listed.is_navigation)
    _link(feed, "start", start, is_navigation=True)
    if listed.up:
        _link(feed, "up", listed.up, is_navigation=True)
    described = Address(noun=Noun.SEARCH_DESCRIPTION, language=own.language)
    _node(feed, "link", rel="search", type=DESCRIPTION_TYPE, href=str(described))
    _node(feed, "link", rel="alternate", type="application/opds+json", href=str(replace(own, feed=Feed.JSON)))
    if paged.page > 1:
        _link(feed, "first", replace(own, page=1))
        _link(feed, "previous", replace(own, page=min(paged.page - 1, paged.pages)))
    if paged.page < paged.pages:
        _link(feed, "next", replace(own, page=paged.page + 1))
        _link(feed, "last", replace(own, page=paged.pages))


def _link(parent: _Element, relation: str, address: Address, *, is_navigation: bool = False) -> None:
    _node(parent, "link", rel=relation, type=_type(is_navigation=is_navigation), href=str(address))


def _facets(feed: _Element, group: FacetGroup) -> None:
    for one in group.links:
        said = {"rel": FACET, "type": _type(is_navigation=False), "href": str(one.address), "title": _fit(one.title)}
        said |= {f"{{{OPDS}}}facetGroup": _fit(group.title), f"{{{THREAD}}}count": str(one.count)}
        if one.is_active:
            said[f"{{{OPDS}}}activeFacet"] = "true"
        etree.SubElement(feed, f"{{{ATOM}}}link", said)


def _way(feed: _Element, way: Way, updated: str) -> None:
    entry = _node(feed, "entry")
    _text(entry, "id", urn(str(way.address)))
    _text(entry, "title", way.title)
    _text(entry, "updated", updated)
    _text(entry, "content", way.hint or way.title, type="text")
    said = {"rel": way.relation, "type": _type(is_navigation=way.leads_to_more), "href": str(way.address)}
    if way.count >= 0:
        said[f"{{{THREAD}}}count"] = str(way.count)
    etree.SubElement(entry, f"{{{ATOM}}}link", said)


def _publication(feed: _Element, one: Publication) -> None:
    entry = _node(feed, "entry")
    _text(entry, "id", one.id)
    _text(entry, "title", one.record.title)
    _text(entry, "updated", one.updated)
    _metadata(entry, one)
    for relation, picture in ((IMAGE, one.cover), (f"{IMAGE}/thumbnail", one.thumbnail)):
        if picture:
            _picture(entry, relation, picture)
    _node(entry, "link", rel="alternate", type="text/html", href=one.page)
    for file in one.downloads:
        said_of = {"rel": ACQUISITION, "type": file.media_type, "href": file.href}
        _node(entry, "link", **said_of, length=str(file.size), title=file.name)


def _metadata(entry: _Element, one: Publication) -> None:
    said = one.record
    for creator in said.creators:
        _text(_node(entry, "author"), "name", creator.name)
    for name, value in (("language", said.language), ("publisher", said.publisher), ("issued", said.issued)):
        if value:
            _text(entry, name, value, space=DC)
    for identifier in said.identifiers:
        if identifier.scheme == "isbn":
            _text(entry, "identifier", f"urn:isbn:{identifier.value}", space=DC)
    for word in said.subjects.keywords:
        _node(entry, "category", term=word, label=word)
    if said.description:
        _text(entry, "summary", said.description[:SUMMARY_MOST], type="text")
    if one.rights:
        _text(entry, "rights", one.rights)


def _picture(entry: _Element, relation: str, picture: Picture) -> None:
    _node(entry, "link", rel=relation, type=picture.media_type, href=picture.href)


def _node(parent: _Element, name: str, **said: str) -> _Element:
    return etree.SubElement(parent, f"{{{ATOM}}}{name}", {key: _fit(value) for key, value in said.items()})


def _text(parent: _Element, name: str, text: str, *, space: str = ATOM, **said: str) -> None:
    etree.SubElement(parent, f"{{{space}}}{name}", said).text = _fit(text)


def _fit(text: str) -> str:
    """Text without what no XML document may hold (XML 1.0 §2.2)."""
    return _NOT_OF_XML.sub("", text)
