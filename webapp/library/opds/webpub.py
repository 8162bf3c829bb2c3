"""OPDS 2.0: the draft's JSON, with the metadata of Readium web publications."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from content.addresses import Address, Feed, Noun
from webapp.library.opds.listed import ACQUISITION, FacetGroup, Listed, Picture, Publication, Way

MEDIA_TYPE = "application/opds+json"
WHOLE_DATE = 10
"""Letters of a date that has a day; years and months alone are no dates there."""
SCHEMA = "http://schema.org/"


def written(listed: Listed) -> bytes:
    """The feed as JSON."""
    metadata: dict[str, Any] = {"title": listed.title, "modified": listed.updated}
    if not listed.is_navigation:
        paged = listed.paged
        metadata |= {"numberOfItems": paged.total, "itemsPerPage": paged.size, "currentPage": paged.page}
    feed: dict[str, Any] = {"metadata": metadata, "links": _links(listed)}
    if listed.publications:
        feed["publications"] = [_publication(one) for one in listed.publications]
    else:
        # A feed has at least one of either: from where nothing is, the way leads to the start.
        start = Way(address=Address(noun=Noun.FEED, of=Noun.HOME, language=listed.language), title=listed.library)
        feed["navigation"] = [_way(way) for way in listed.ways or (start,)]
    if listed.facets:
        feed["facets"] = [_facets(group) for group in listed.facets]
    return json.dumps(feed, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _links(listed: Listed) -> list[dict[str, Any]]:
    own, paged = listed.address, listed.paged
    searched = Address(noun=Noun.FEED, of=Noun.SEARCH, feed=Feed.JSON, language=own.language)
    links = [
        _link(own, rel="self"),
        _link(Address(noun=Noun.FEED, of=Noun.HOME, feed=Feed.JSON, language=own.language), rel="start"),
        {"rel": "search", "href": f"{searched.path}{{?query}}", "type": MEDIA_TYPE, "templated": True},
        {"rel": "alternate", "href": str(replace(own, feed=Feed.ATOM)), "type": "application/atom+xml"},
    ]
    if listed.up:
        links.append(_link(listed.up, rel="up"))
    if paged.page > 1:
        links.append(_link(replace(own, page=1), rel="first"))
        links.append(_link(replace(own, page=min(paged.page - 1, paged.pages)), rel="previous"))
    if paged.page < paged.pages:
        links.append(_link(replace(own, page=paged.page + 1), rel="next"))
        links.append(_link(replace(own, page=paged.pages), rel="last"))
    return links


def _link(address: Address, **said: Any) -> dict[str, Any]:  # noqa: ANN401 JSON
    return {"href": str(replace(address, feed=Feed.JSON)), "type": MEDIA_TYPE, **said}


def _way(way: Way) -> dict[str, Any]:
    said: dict[str, Any] = {"rel": way.relation, "title": way.title}
    if way.count >= 0:
        said["properties"] = {"numberOfItems": way.count}
    return _link(way.address, **said)


def _facets(group: FacetGroup) -> dict[str, Any]:
    links = []
    for one in group.links:
        said: dict[str, Any] = {"title": one.title, "properties": {"numberOfItems": one.count}}
        if one.is_active:
            said["rel"] = "self"
        links.append(_link(one.address, **said))
    return {"metadata": {"title": group.title}, "links": links}


def _publication(one: Publication) -> dict[str, Any]:
    said = one.record
    metadata: dict[str, Any] = {
        "@type": f"{SCHEMA}Book",
        "identifier": one.id,
        "title": said.title,
        "modified": one.updated,
    }
    several = {
        "author": [{"name": creator.name} for creator in said.creators],
        "publisher": said.publisher,
        "language": said.language,
        "subject": list(said.subjects.keywords),
        "description": said.description,
        "published": said.issued if len(said.issued) == WHOLE_DATE else "",
    }
    metadata |= {name: value for name, value in several.items() if value}
    links: list[dict[str, Any]] = [
        {"rel": ACQUISITION, "href": file.href, "type": file.media_type, "title": file.name, "size": file.size}
        for file in one.downloads
    ]
    links.append({"rel": "alternate", "href": one.page, "type": "text/html"})
    found: dict[str, Any] = {"metadata": metadata, "links": links}
    images = [_picture(picture) for picture in (one.cover, one.thumbnail) if picture]
    return found | ({"images": images} if images else {})


def _picture(picture: Picture) -> dict[str, Any]:
    said: dict[str, Any] = {"href": picture.href, "type": picture.media_type}
    if picture.width and picture.height:
        said |= {"width": picture.width, "height": picture.height}
    return said
