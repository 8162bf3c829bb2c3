"""Fonts whose name tells in which old encoding a text is stored: a letter was whatever its font drew."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class OldEncoding(StrEnum):
    """Encodings of Vietnamese from before Unicode."""

    TCVN3 = "tcvn3"
    VNI = "vni"
    VIQR = "viqr"
    VISCII = "viscii"
    WINDOWS_1258 = "windows-1258"
    DOUBLE_UTF8 = "double-utf-8"


_NAMES = {
    OldEncoding.TCVN3: "TCVN3 (ABC)",
    OldEncoding.VNI: "VNI",
    OldEncoding.VIQR: "VIQR",
    OldEncoding.VISCII: "VISCII",
    OldEncoding.WINDOWS_1258: "Windows-1258",
    OldEncoding.DOUBLE_UTF8: "UTF-8 hai lần",
}


def name_of(encoding: str) -> str:
    """What people call an encoding; the word itself where it is none of these."""
    return next((name for one, name in _NAMES.items() if one == encoding), encoding)


@dataclass(frozen=True)
class LegacyFont:
    """What a font's name says: the encoding, and whether it draws capitals for small letters."""

    encoding: OldEncoding
    capitals: bool = False


_SUBSET: Final = re.compile(r"^[A-Z]{6}\+")
_TCVN3: Final = re.compile(r"^\.vn(?P<name>[a-z0-9 ]+)", re.IGNORECASE)
_CAPITALS: Final = re.compile(r"(?<=[a-z0-9 ])h(?:\s*(?:bold|italic|bi|b|i))?$", re.IGNORECASE)
_VNI: Final = re.compile(r"^(?:vni\b|vni[-_ ]|vn[iI][A-Z])", re.IGNORECASE)
_ABC: Final = re.compile(r"^(?:abc|tcvn)[-_ ]?(?:times|time|arial|sans|serif)", re.IGNORECASE)
_VISCII: Final = re.compile(
    r"^(?:vi\s+(?:times|arial|courier)|(?:heo|minh|uhoai|phuong thao)\b.*(?:1\.1)?$)", re.IGNORECASE
)


def legacy_font(name: str) -> LegacyFont | None:
    """What a font's name says of the encoding, None for a font of today.

    `.VnTime`, `.VnTimeH` (capitals), `.VnArial Narrow` are TCVN3, `VNI-Times`, `VNI Helve` VNI; in any case, in quotes,
    with the mark of a subset (`ABCDEF+.VnTime`), with a style behind a comma or dash.
    """
    plain = _SUBSET.sub("", name.strip().strip("\"'").strip())
    face = re.split(r"[,;]", plain, maxsplit=1)[0].strip().strip("\"'")
    if match := _TCVN3.match(face):
        letters = re.sub(r"[-\s]*(?:bold|italic|regular)+$", "", match["name"], flags=re.IGNORECASE).strip()
        return LegacyFont(OldEncoding.TCVN3, bool(_CAPITALS.search(letters)))
    if _ABC.match(face):
        return LegacyFont(OldEncoding.TCVN3)
    if _VNI.match(face):
        return LegacyFont(OldEncoding.VNI)
    if _VISCII.match(face):
        return LegacyFont(OldEncoding.VISCII)
    return None
