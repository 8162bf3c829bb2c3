"""What a picture, film or recording is called that only a camera, a recorder or a messenger named: when it was made."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from content.accession.gathering.naming import says_something
from content.records import Kind

_WORDS: Final = {Kind.PICTURE: "Ảnh chụp", Kind.FILM: "Phim quay", Kind.SOUND: "Bài ghi âm"}
_WHEN = re.compile(
    r"(?<!\d)(20\d\d)([-._]?)(\d\d)\2(\d\d)"
    r"(?:(?:[-._ T]|\sat\s)+([01]\d|2[0-3])[-._:h]?([0-5]\d)(?:[-._:]?[0-5]\d\d{0,3})?)?(?!\d)"
)
_UNIVERSAL = re.compile(r"PXL[_ ]", re.IGNORECASE)
"""Phones that name by the hour of Greenwich: their day may be that before, so no hour is told."""


def made_title(kind: Kind, stem: str) -> str:
    """A title in Vietnamese by the day in a device's name, "" where a person named it or no day is in it.

    Args:
        stem: name of the file without its ending.
    """
    found = _WHEN.search(stem)
    if kind not in _WORDS or found is None or says_something(stem):
        return ""
    try:
        day = date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return ""
    hour = f" lúc {int(found[5])}:{found[6]}" if found[5] and not _UNIVERSAL.match(stem) else ""
    return f"{_WORDS[kind]} ngày {day.day}/{day.month}/{day.year}{hour}"
