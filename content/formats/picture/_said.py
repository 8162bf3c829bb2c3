"""What a picture says of itself: caption, title, who took it and when; where it was taken is seen and never kept.

Read are Exif 2.32, IPTC IIM 4.2 and XMP, nearest to what a person typed first. Damage among them costs only them.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from PIL import ImageFile, IptcImagePlugin

from content.formats._picture_pixels import PILLOW_ERRORS
from content.formats.picture._xmp import NO_XMP, Xmp, read_xmp
from content.records import Creator
from content.text import as_a_name, normalise, one_line

_DESCRIPTION, _ARTIST, _MAKE, _MODEL = 0x010E, 0x013B, 0x010F, 0x0110
_EXIF_FOLDER, _GPS_FOLDER, _TAKEN = 0x8769, 0x8825, 0x9003
_GPS_POSITION: Final = frozenset({2, 4, 27, 28})
"""Latitude, longitude, how it was found, the name of the area (Exif 2.32 §4.6.6)."""
_IPTC_CAPTION, _IPTC_BYLINE, _IPTC_DATE = (2, 120), (2, 80), (2, 55)
_CAPTION, _TITLE, _NAME = 2_000, 300, 120
_CREATORS = 10
_OLDEST = 1826
"""The year of the first photograph."""
_NEWEST = 2100
_DATE = re.compile(r"^\s*(\d{4})[:\-/.]?(\d{2})[:\-/.]?(\d{2})(?!\d)")
_JUNK = re.compile(
    r"digital (?:still )?camera|^(?:sony|samsung|minolta|konica|kodak|nikon|canon|fujifilm|casio|apple|huawei|xiaomi"
    r"|oppo|vivo|realme|nokia|bphone|vsmart)\b|^(?:<[^>]*>|\W*)$|screen ?shot|ảnh chụp màn hình|jpeg[_ ]picture|^dcim"
    r"|picasa|photoshop|lightroom|gimp|image ?magick|lead technologies|gd-jpeg|creator:|created (?:with|by)|paint\.net"
    r"|camscanner|canva|untitled|^(?:default|null|none|unknown|description|caption|comment|image|photo|picture|user"
    r"|owner|admin|author|my name|your name|test|binary comment|ascii|unicode|copyright.*)$|^charset=|https?://|www\.|@",
    re.IGNORECASE,
)
"""What cameras and programs write where a person might have written something."""
_PLACE = re.compile(
    r"\d[°º]|\d+\.\d{3,}\s*°?\s*,?\s*[NSEW]?\b.*\d+\.\d{3,}|\b(?:gps|latitude|longitude|toạ độ|tọa độ)\b",
    re.IGNORECASE,
)
"""Coordinates, spelled out."""
_FILE_NAME = re.compile(r"^\S+\.[a-z]{3,4}$|^[a-z]{2,6}[-_ ]?\d{3,}", re.IGNORECASE)
_ONE_WORD = re.compile(r"^[A-Z][a-z]{3,}$")


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a picture says of itself; "" or () where nothing, or nothing that a person meant.

    Attributes:
        caption: plain text, lines as they are.
        issued: the day on which it was taken, `YYYY-MM-DD`.
        has_place: whether it says where it was taken.
        from_camera: whether a camera took it.
    """

    caption: str = ""
    title: str = ""
    creators: tuple[Creator, ...] = ()
    issued: str = ""
    has_place: bool = False
    from_camera: bool = False


def said_by(image: ImageFile.ImageFile) -> Said:
    """What an opened picture says of itself.

    Args:
        image: of which nothing need have been decoded.
    """
    exif, taken, has_place = _exif(image)
    xmp, iptc = _xmp(image), _iptc(image)
    from_camera = bool(exif.get(_MAKE) or exif.get(_MODEL) or taken)
    captions = (xmp.description, iptc.get(_IPTC_CAPTION, ""), _exif_text(exif.get(_DESCRIPTION)))
    caption = next(filter(None, map(_caption, captions)), "")
    names = [*xmp.creators, *iptc.get(_IPTC_BYLINE, "").split(";"), *_exif_text(exif.get(_ARTIST)).split(";")]
    return Said(
        caption=caption,
        title=_plausible(one_line(xmp.title, _TITLE)),
        creators=tuple(_creators(names, "pht" if from_camera else "aut")),
        issued=next(filter(None, map(_day, (taken, xmp.taken, iptc.get(_IPTC_DATE, "")))), ""),
        has_place=has_place or xmp.has_place,
        from_camera=from_camera,
    )


def _exif(image: ImageFile.ImageFile) -> tuple[dict[int, object], str, bool]:
    """The tags of the picture, when it was taken, and whether a place is among them."""
    with contextlib.suppress(*PILLOW_ERRORS):
        exif = image.getexif()
        taken = _exif_text(exif.get_ifd(_EXIF_FOLDER).get(_TAKEN))
        return dict(exif), taken, bool(_GPS_POSITION & exif.get_ifd(_GPS_FOLDER).keys())
    return {}, "", False


def _exif_text(value: object) -> str:
    """A text of Exif: by rule ASCII, in fact what the writer's system had."""
    if not isinstance(value, str):
        return ""
    raw = value.partition("\0")[0]
    try:
        return raw.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return raw


def _xmp(image: ImageFile.ImageFile) -> Xmp:
    found = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    data = found.encode("utf-8", "replace") if isinstance(found, str) else found
    return read_xmp(data) if isinstance(data, bytes) else NO_XMP


def _iptc(image: ImageFile.ImageFile) -> dict[tuple[int, int], str]:
    """The texts of IPTC by their number; of what is repeated all, with semicolons between."""
    with contextlib.suppress(*PILLOW_ERRORS):
        found = IptcImagePlugin.getiptcinfo(image) or {}
        return {
            key: ";".join(map(_iptc_text, value if isinstance(value, list) else [value]))
            for key, value in found.items()
        }
    return {}


def _iptc_text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _caption(text: str) -> str:
    lines = (one_line(line, _CAPTION) for line in normalise(text[: 4 * _CAPTION]).splitlines())
    return _plausible("\n".join(filter(None, lines))[:_CAPTION])


def _plausible(text: str) -> str:
    """The text, "" for what no person wrote, or nobody should read."""
    has_letters = sum(map(str.isalpha, text)) > 1
    is_word = " " in text or not text.isascii() or _ONE_WORD.match(text)
    wrong = _JUNK.search(text) or _PLACE.search(text) or _FILE_NAME.search(text)
    return text if has_letters and is_word and not wrong else ""


def _creators(names: list[str], role: str) -> Iterator[Creator]:
    seen = dict.fromkeys(as_a_name(_plausible(one_line(name, _NAME))) for name in names)
    return (Creator(name, role) for name in [name for name in seen if name][:_CREATORS])


def _day(text: str) -> str:
    """A date as `YYYY-MM-DD`, "" for one on which no photograph was taken, or that no calendar has."""
    found = _DATE.match(text)
    try:
        day = date(*(int(piece) for piece in found.groups())) if found else None
    except ValueError:
        return ""
    return day.isoformat() if day is not None and _OLDEST <= day.year <= _NEWEST else ""
