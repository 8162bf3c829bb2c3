"""The reader of recordings. Nothing is decoded and nothing converted: a recording is kept as it is, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

from content.formats.kinds import FileKind, kind_of_content
from content.formats.media._describing import described, sung_text, track
from content.formats.media._mending import line
from content.formats.media._playing import HEAVY_BITS, playing
from content.formats.media._streams import Streams, find_streams, load_library
from content.formats.media._tags import Tags, read_tags
from content.formats.pictures import PictureError, cover
from content.formats.reading import (
    Caveat,
    Extract,
    Reader,
    ReadLimits,
    ReadPart,
    ReadResource,
    Refusal,
    RefusedError,
)
from content.records import ContentsEntry, Kind, Manner, Passage, Playing

_BODY: Final = "loi.html"
_CAVEATS: Final = {Playing.NOWHERE: Caveat.WILL_NOT_PLAY, Playing.SOME: Caveat.MAY_NOT_PLAY}
_WHERE: Final = {Playing.EVERYWHERE: "everywhere", Playing.SOME: "on newer phones", Playing.NOWHERE: "nowhere"}
_PASSAGE: Final = 1_000
"""Characters of a findable piece."""

_TYPES: Final = {
    "MPEG-4": ("audio/mp4", "video/mp4"),
    "WebM": ("audio/webm", "video/webm"),
    "Matroska": ("audio/x-matroska", "video/x-matroska"),
    "Ogg": ("audio/ogg", "video/ogg"),
    "MPEG Audio": ("audio/mpeg", "audio/mpeg"),
    "ADTS": ("audio/aac", "audio/aac"),
    "Wave": ("audio/wav", "audio/wav"),
    "FLAC": ("audio/flac", "audio/flac"),
    "AIFF": ("audio/aiff", "audio/aiff"),
    "AC-3": ("audio/ac3", "audio/ac3"),
    "AMR": ("audio/amr", "audio/amr"),
    "MIDI": ("audio/midi", "audio/midi"),
    "AVI": ("video/x-msvideo", "video/x-msvideo"),
    "Windows Media": ("audio/x-ms-wma", "video/x-ms-wmv"),
    "Flash Video": ("video/x-flv", "video/x-flv"),
    "MPEG-PS": ("video/mpeg", "video/mpeg"),
    "MPEG-TS": ("video/mp2t", "video/mp2t"),
    "BDAV": ("video/mp2t", "video/mp2t"),
}
"""Media types of sound and of film by container (IANA registry; what has no entry there by use)."""
_TELLS_LENGTH: Final = frozenset({"MPEG-4", "Ogg", "Wave", "FLAC", "MPEG Audio"})
"""Containers that tell how long they are, or it shows in them; of WebM from a camera page nothing may be known."""
_UNKNOWN: Final = ("application/octet-stream", "application/octet-stream")


class MediaReader(Reader):
    """Reads what there is to know of sound and film, so that a browser's own player can play them."""

    def __init__(self) -> None:
        load_library()

    def recognises(self, head: bytes, path: Path) -> bool:  # noqa: ARG002 - the head says enough
        """Whether the file begins as a recording.

        Args:
            head: its first 4,096 bytes.
            path: not looked at.
        """
        return kind_of_content(head) in {FileKind.SOUND, FileKind.FILM}

    def read(self, path: Path, scratch: Path, limits: ReadLimits) -> Extract:
        """Reads a recording into one part.

        Args:
            path: the file.
            scratch: empty folder to write into.
            limits: what it may cost.

        Raises:
            RefusedError: DAMAGED, ENCRYPTED, NOTHING_TO_READ.
        """
        streams = find_streams(path)
        _check(streams)
        tags = read_tags(path, streams)
        seconds = _seconds(streams, tags)
        description, caveats = described(tags, streams)
        kind = Kind.FILM if streams.picture else Kind.SOUND
        poster = _poster(tags, scratch, limits)
        text = sung_text(tags)
        (scratch / _BODY).write_text(_paragraphs(text), encoding="utf-8")
        shown = poster.name if poster else ""
        part = _part(streams, seconds, description.title, shown, len(text))
        contents = tuple(_contents(streams.chapters or tags.chapters, seconds))[: limits.contents]
        return Extract(
            kind=kind,
            media_type=media_type(streams),
            description=description,
            parts=(part,),
            contents=contents,
            passages=tuple(_passages(text, description.title)),
            resources=(poster,) if poster else (),
            cover=shown,
            track=track(tags),
            converted=tags.converted,
            notes=tuple(_notes(streams)),
            caveats=(*caveats, *tags.caveats, *_caveats(streams)),
        )


def media_type(streams: Streams) -> str:
    """The media type of a recording."""
    types = _TYPES.get(streams.container, _UNKNOWN)
    if streams.container == "MPEG-4" and streams.profile.startswith("QuickTime"):
        return "video/quicktime"
    if streams.container == "MPEG-4" and streams.profile.startswith("3GPP"):
        types = ("audio/3gpp", "video/3gpp")
    return types[1 if streams.picture else 0]


def _check(streams: Streams) -> None:
    """Refuses what no player could play, and what is locked.

    Raises:
        RefusedError: DAMAGED, ENCRYPTED.
    """
    if streams.is_encrypted:
        raise RefusedError(Refusal.ENCRYPTED, "its streams are encrypted")
    if not streams.picture and not streams.sound:
        cut = "; the file is cut off, or its index is missing" if streams.is_cut_off else ""
        raise RefusedError(Refusal.DAMAGED, f"no sound and no film in {streams.container or 'it'}{cut}")


def _seconds(streams: Streams, tags: Tags) -> int:
    """How long it is, 0 where that is not known: of a file that is cut off, or was never finished.

    Raises:
        RefusedError: DAMAGED: by its own index it lasts no time.
    """
    found = streams.seconds or tags.seconds
    if not found and streams.container in _TELLS_LENGTH:
        raise RefusedError(Refusal.DAMAGED, f"{streams.container} that lasts no time")
    return max(1, round(found)) if found and not streams.is_cut_off else 0


def _part(streams: Streams, seconds: int, title: str, poster: str, characters: int) -> ReadPart:
    picture = streams.picture
    return ReadPart(
        number=1,
        title=title,
        file=_BODY,
        characters=characters,
        manner=Manner.FILM if picture else Manner.SOUND,
        width=picture.width if picture else 0,
        height=picture.height if picture else 0,
        seconds=seconds,
        picture=poster,
        playing=playing(streams),
    )


def _poster(tags: Tags, scratch: Path, limits: ReadLimits) -> ReadResource | None:
    """The first picture of the tags that can be shown."""
    for data in tags.pictures:
        if len(data) <= limits.member:
            try:
                return cover(data, scratch, limits)
            except PictureError:
                continue
    return None


def _contents(chapters: tuple[tuple[int, str], ...], seconds: int) -> Iterator[ContentsEntry]:
    """A line a chapter, by its time where it has no title; one alone leads nowhere new."""
    inside = {at: title for at, title in reversed(chapters) if at <= seconds or not seconds}
    if len(inside) > 1:
        for at in sorted(inside):
            yield ContentsEntry(depth=0, title=line(inside[at]) or clock(at), part=1, place=f"t{at}")


def clock(seconds: int) -> str:
    """A time as players show it: 1:02:05."""
    minutes, left = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(said, quote=False)}</p>\n" for said in text.split("\n") if said)


def _passages(text: str, heading: str) -> Iterator[Passage]:
    gathered: list[str] = []
    for said in filter(None, text.split("\n")):
        if gathered and sum(map(len, gathered)) + len(said) > _PASSAGE:
            yield Passage(part=1, place="", heading=heading, text="\n".join(gathered))
            gathered = []
        gathered.append(said)
    if gathered:
        yield Passage(part=1, place="", heading=heading, text="\n".join(gathered))


def _notes(streams: Streams) -> Iterator[str]:
    """What is in the file, and what is unlucky about it."""
    inside = [str(stream) for stream in (streams.picture, streams.sound) if stream]
    profile = f" ({streams.profile})" if streams.profile else ""
    yield f"{streams.container}{profile}: {', '.join(inside)}; plays {_WHERE[playing(streams)]}"
    if streams.is_cut_off:
        yield "the file is shorter than it says: it plays up to where it was cut off"
    if streams.starts_late and streams.container == "MPEG-4":
        yield "its index (moov) stands at the end: it starts late"
    if _is_heavy(streams):
        yield f"{streams.bit_rate / 1e6:.1f} Mbit/s: too much for several phones on one radio"


def _caveats(streams: Streams) -> Iterator[Caveat]:
    where = playing(streams)
    if where in _CAVEATS:
        yield _CAVEATS[where]
    if where is not Playing.NOWHERE and streams.starts_late and streams.container == "MPEG-4":
        yield Caveat.SLOW_START
    if streams.is_cut_off:
        yield Caveat.CUT_OFF
    if _is_heavy(streams):
        yield Caveat.HEAVY


def _is_heavy(streams: Streams) -> bool:
    return streams.picture is not None and streams.bit_rate > HEAVY_BITS
