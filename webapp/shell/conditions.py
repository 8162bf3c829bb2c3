"""Conditional requests (RFC 9110 §13) for answers that always have an ETag and no date."""

from __future__ import annotations

import re

_TAG = re.compile(r'\s*(W/)?"([\x21\x23-\x7e\x80-\xff]*)"\s*(?:,|$)')


def entity_tags(field: str) -> list[tuple[bool, str]] | None:
    """The tags of If-None-Match or If-Match.

    Returns:
        (weak, opaque) of each; None when the field is malformed, and then it is as if it were not there.
    """
    tags: list[tuple[bool, str]] = []
    place = 0
    while place < len(field):
        found = _TAG.match(field, place)
        if not found:
            return None
        tags.append((found[1] is not None, found[2]))
        place = found.end()
    return tags


def is_current(if_none_match: str | None, etag: str) -> bool:
    """Whether the reader already has it: If-None-Match with the weak comparison (RFC 9110 §13.1.2).

    Args:
        etag: opaque part of our tag.
    """
    if if_none_match is None:
        return False
    if if_none_match.strip() == "*":
        return True
    return any(opaque == etag for _, opaque in entity_tags(if_none_match) or ())


def has_failed(if_match: str | None, etag: str) -> bool:
    """Whether If-Match does not hold, by the strong comparison (RFC 9110 §13.1.1)."""
    if if_match is None or if_match.strip() == "*":
        return False
    tags = entity_tags(if_match)
    return tags is not None and not any(opaque == etag and not weak for weak, opaque in tags)


def range_holds(if_range: str | None, etag: str) -> bool:
    """Whether a range may be given: If-Range with the strong comparison (RFC 9110 §13.1.5). A date never matches."""
    return if_range is None or if_range.strip() == f'"{etag}"'


def accepts_gzip(accept_encoding: str) -> bool:
    """Whether gzip is welcome (RFC 9110 §12.5.3); it is, as soon as its weight is above 0 and not below identity's."""
    weights = _weights(accept_encoding)
    gzip = max((weights[name] for name in ("gzip", "x-gzip") if name in weights), default=weights.get("*", 0.0))
    return gzip > 0 and gzip >= weights.get("identity", 0.0)


def _weights(field: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for one in field.split(",")[:30]:
        name, *parameters = (word.strip().lower() for word in one.split(";"))
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                text = value.strip()
                weight = float(text) if re.fullmatch(r"(0(\.[0-9]{0,3})?|1(\.0{0,3})?)", text) else 0.0
        if name:
            found[name] = weight
    return found
