"""What stands in the file of a recording: its container and streams as libmediainfo finds them. Nothing is decoded.

The library is handed bytes, not a name: so it opens nothing else, whatever the file or its name says.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pymediainfo import MediaInfo

from content.formats.reading import Refusal, RefusedError

_SECONDS_MOST: Final = 1_000_000
_SIDE_MOST: Final = 100_000
_CHAPTER: Final = re.compile(r"_?(\d{2,4})[_:](\d{2})[_:](\d{2})[_.](\d{3})")
_LANGUAGE_OF: Final = re.compile(r"^[a-z]{2,3}:(?=\S)")
_STILL: Final = frozenset({"JPEG", "PNG", "BMP", "GIF"})
"""Formats of a picture that some containers keep as a stream of one frame."""


@dataclass(frozen=True, kw_only=True)
class Stream:
    """One stream of pictures or of sound, in libmediainfo's terms; 0 and "" where nothing is said.

    Attributes:
        level: of the profile, 4.1 for example. bits: of a sample. rate: pictures a second.
        width, height: as displayed, in pixels: stretched and turned as the file asks.
    """

    codec: str
    profile: str = ""
    features: str = ""
    codec_id: str = ""
    level: float = 0.0
    bits: int = 0
    chroma: str = ""
    width: int = 0
    height: int = 0
    rate: float = 0.0
    language: str = ""

    def __str__(self) -> str:
        name = f"{self.codec} {self.features}".strip()
        if self.profile:
            name += f" {self.profile}" + (f"@{self.level:g}" if self.level else "")
        size = f" {self.width}x{self.height}" if self.width else ""
        return name + size + (f" {self.rate:g} a second" if self.rate and self.width else "")


@dataclass(frozen=True, kw_only=True)
class Streams:
    """A recording, by what is in its file.

    Attributes:
        container: in libmediainfo's terms. profile: of it, "QuickTime" for example.
        seconds: how long, 0.0 unknown. bit_rate: bits a second, of all.
        starts_late: its index stands behind everything else. is_cut_off: the file is shorter than it says.
        said: what it says of itself; keys in small letters.
        chapters: second and title of each.
    """

    container: str
    profile: str = ""
    seconds: float = 0.0
    bit_rate: int = 0
    starts_late: bool = False
    is_cut_off: bool = False
    is_encrypted: bool = False
    picture: Stream | None = None
    sound: Stream | None = None
    said: dict[str, str] = field(default_factory=dict)
    chapters: tuple[tuple[int, str], ...] = ()


def load_library() -> None:
    """Loads libmediainfo now, so that a process forked from this one has it.

    Raises:
        ImportError: it cannot be loaded.
    """
    if not MediaInfo.can_parse():
        raise ImportError("libmediainfo cannot be loaded")


def find_streams(path: Path) -> Streams:
    """Finds the streams of a recording.

    Args:
        path: the file.

    Raises:
        RefusedError: DAMAGED: nothing can be made of it.
        OSError: it cannot be read.
    """
    tracks = _tracks(path)
    general = next((track for track in tracks if track.get("@type") == "General"), {})
    pictures = [track for track in tracks if track.get("@type") == "Video"]
    sounds = [track for track in tracks if track.get("@type") == "Audio"]
    if sounds:
        pictures = [track for track in pictures if _text(track, "Format") not in _STILL or _number(track, "Duration")]
    extra = _extra(general)
    return Streams(
        container=_text(general, "Format"),
        profile=_text(general, "Format_Profile"),
        seconds=_seconds(general, *pictures, *sounds),
        bit_rate=int(min(_number(general, "OverallBitRate"), 1e12)),
        starts_late=_text(general, "IsStreamable") == "No",
        is_cut_off=_text(extra, "IsTruncated") == "Yes",
        is_encrypted=any(_text(track, "Encryption") for track in tracks),
        picture=_stream(_first(pictures)) if pictures else None,
        sound=_stream(_first(sounds)) if sounds else None,
        said=dict(_said(general)),
        chapters=tuple(sorted(set(_chapters(tracks)))),
    )


def _tracks(path: Path) -> list[dict[str, Any]]:
    """What the library tells, one mapping a track.

    Raises:
        RefusedError: it tells nothing, or nothing that can be understood.
    """
    with path.open("rb") as file:
        told = MediaInfo.parse(file, output="JSON", full=False)
    try:
        media = json.loads(str(told), strict=False)["media"]
        tracks = media["track"] if media else []
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise RefusedError(Refusal.DAMAGED, f"its streams cannot be told: {type(error).__name__}") from error
    return [track for track in tracks if isinstance(track, dict)]


def _first(tracks: list[dict[str, Any]]) -> dict[str, Any]:
    """The track that a browser plays: the one marked as default, else the first (HTML §4.8.11.10)."""
    return next((track for track in tracks if _text(track, "Default") == "Yes"), tracks[0])


def _stream(track: dict[str, Any]) -> Stream:
    width, height = _number(track, "Width"), _number(track, "Height")
    aspect = _number(track, "PixelAspectRatio")
    if 0.1 < aspect < 10:
        width *= aspect
    if round(_number(track, "Rotation")) % 180 == 90:
        width, height = height, width
    return Stream(
        codec=_text(track, "Format"),
        profile=_text(track, "Format_Profile"),
        features=_text(track, "Format_AdditionalFeatures"),
        codec_id=_text(track, "CodecID"),
        level=_number(track, "Format_Level"),
        bits=int(min(_number(track, "BitDepth"), 1_000)),
        chroma=_text(track, "ChromaSubsampling"),
        width=int(min(round(width), _SIDE_MOST)),
        height=int(min(round(height), _SIDE_MOST)),
        rate=_number(track, "FrameRate"),
        language=_text(track, "Language"),
    )


def _seconds(*tracks: dict[str, Any]) -> float:
    found = max((_number(track, "Duration") for track in tracks), default=0.0)
    return found if found <= _SECONDS_MOST else 0.0


def _said(general: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Fields of text of the whole file, and those that the library has no name for."""
    for fields in (general, _extra(general)):
        for name, value in fields.items():
            if isinstance(value, str) and not name.startswith("@"):
                yield name.lower(), value


def _chapters(tracks: list[dict[str, Any]]) -> Iterator[tuple[int, str]]:
    for track in tracks:
        if track.get("@type") != "Menu":
            continue
        for name, title in _extra(track).items():
            time = _CHAPTER.fullmatch(name)
            if time and isinstance(title, str):
                hours, minutes, seconds = int(time[1]), int(time[2]), int(time[3])
                yield hours * 3600 + minutes * 60 + seconds, _LANGUAGE_OF.sub("", title)


def _extra(track: dict[str, Any]) -> dict[str, Any]:
    found = track.get("extra")
    return found if isinstance(found, dict) else {}


def _text(track: dict[str, Any], name: str) -> str:
    found = track.get(name)
    return found if isinstance(found, str) else ""


def _number(track: dict[str, Any], name: str) -> float:
    """A number of at least 0, 0.0 where there is none."""
    try:
        found = float(_text(track, name) or 0)
    except ValueError:
        return 0.0
    return found if math.isfinite(found) and found > 0 else 0.0
