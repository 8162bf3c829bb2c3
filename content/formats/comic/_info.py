"""What ComicInfo.xml says of a comic (the Anansi Project's schema, version 2.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from lxml import etree

from content.formats.reading import Description, ReadLimits
from content.formats.xml import parse_xml
from content.records import Creator, Direction
from content.text import as_a_name, normalise, one_line, parse_tag

_ROLES: Final = {
    "Writer": "aut",
    "Penciller": "ill",
    "Inker": "ill",
    "Colorist": "ill",
    "CoverArtist": "ill",
    "Translator": "trl",
    "Editor": "edt",
}
_TEXT, _NAME, _SUMMARY, _KEYWORD, _TITLE = 300, 120, 8_000, 80, 200
_CREATORS, _KEYWORDS, _BOOKMARKS = 30, 40, 5_000
_NOBODY: Final = frozenset({"", "unknown", "n/a", "none", "various", "không rõ", "khuyết"})
_YEARS: Final = range(1000, 2101)
_GENERIC = re.compile(r"^(?:(?:chapter|chương|tập|vol(?:ume)?|issue|số|#)\W*)?\d*$", re.IGNORECASE)
"""A title that only repeats the number."""


@dataclass(frozen=True, kw_only=True)
class Info:
    """What is said.

    Attributes:
        bookmarks: titles by the position of their page among the pages, from 0.
    """

    description: Description = field(default_factory=Description)
    direction: Direction = Direction.LTR
    bookmarks: dict[int, str] = field(default_factory=dict)


def read_info(data: bytes, limits: ReadLimits, notes: list[str]) -> Info:
    """Reads the document.

    Args:
        data: as stored.
        limits: what it may cost.
        notes: takes a line if it had to be mended.

    Raises:
        RefusedError: it is not XML, or unsafe.
    """
    root = parse_xml(data, what="ComicInfo.xml", limits=limits, notes=notes)
    values = {str(child.tag).rpartition("}")[2]: child.text or "" for child in root if child.text}
    is_turned = values.get("Manga", "").strip().lower() == "yesandrighttoleft"
    return Info(
        description=Description(
            title=_title(values),
            creators=_creators(values),
            publisher=one_line(values.get("Publisher", ""), _TEXT),
            issued=_issued(values),
            description=normalise(values.get("Summary", "")[:_SUMMARY]).strip(),
            language=parse_tag(values.get("LanguageISO", "").strip()[:64]) or "",
            keywords=_keywords(values),
        ),
        direction=Direction.RTL if is_turned else Direction.LTR,
        bookmarks=_bookmarks(root),
    )


def _title(values: dict[str, str]) -> str:
    """Series and number, and behind a colon what this one is called."""
    title, series, number = (one_line(values.get(name, ""), _TEXT) for name in ("Title", "Series", "Number"))
    if not series:
        return title
    numbered = f"{series} {number}".strip()
    if not title or title == series or _GENERIC.match(title):
        return numbered
    return one_line(title if series.casefold() in title.casefold() else f"{numbered}: {title}", _TEXT)


def _creators(values: dict[str, str]) -> tuple[Creator, ...]:
    found: dict[Creator, None] = {}
    for field_name, role in _ROLES.items():
        for piece in re.split(r"[,;]", values.get(field_name, "")):
            name = as_a_name(one_line(piece, _NAME))
            if name.casefold() not in _NOBODY:
                found.setdefault(Creator(name, role))
    return tuple(found)[:_CREATORS]


def _keywords(values: dict[str, str]) -> tuple[str, ...]:
    pieces = re.split(r"[,;]", f"{values.get('Genre', '')},{values.get('Tags', '')}")
    return tuple(dict.fromkeys(filter(None, (one_line(piece, _KEYWORD) for piece in pieces))))[:_KEYWORDS]


def _issued(values: dict[str, str]) -> str:
    """Year, month and day as far as they are said and there is such a day (EDTF level 0)."""
    year, month, day = (_number(values.get(name, "")) for name in ("Year", "Month", "Day"))
    if year not in _YEARS:
        return ""
    if not 1 <= month <= 12:
        return f"{year:04}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return f"{year:04}-{month:02}"


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"\s*[0-9]{1,9}\s*", text) else -1


def _bookmarks(root: etree._Element) -> dict[int, str]:
    found: dict[int, str] = {}
    for page in root.iter("{*}Page", "Page"):
        title = one_line(str(page.get("Bookmark", "")), _TITLE)
        at = _number(str(page.get("Image", "")))
        if title and at >= 0 and len(found) < _BOOKMARKS:
            found.setdefault(at, title)
    return found
