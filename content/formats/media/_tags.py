"""What the tags of a recording say, whatever their form: ID3, atoms of MP4, Vorbis comments, those of Windows Media."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import mutagen
from mutagen.aac import AAC
from mutagen.aiff import AIFF
from mutagen.asf import ASF
from mutagen.flac import FLAC, Picture
from mutagen.id3 import ID3, ID3NoHeaderError
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4
from mutagen.oggflac import OggFLAC
from mutagen.oggopus import OggOpus
from mutagen.oggtheora import OggTheora
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

from content.formats._letters import Letters
from content.formats.media._streams import Streams
from content.formats.reading import Caveat, Conversion

_PICTURES_MOST: Final = 5
_VALUES_MOST: Final = 50
_SECONDS_MOST: Final = 1_000_000
_FRONT_COVER: Final = 3
_ERRORS: Final = (
    mutagen.MutagenError, ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, EOFError,
    AssertionError, RecursionError, NotImplementedError, MemoryError, struct.error, zlib.error,
)  # fmt: skip
"""What reading hostile tags is known to raise. A recording is better without its tags than not at all."""

# Of these the library says nothing to a type checker.
_ID3: Final[Callable[[Path], Any]] = ID3
_PICTURE: Final[Callable[[bytes], Any]] = Picture
_OGG: Final[dict[str, Callable[[Path], object]]] = {
    "Vorbis": OggVorbis,
    "Opus": OggOpus,
    "FLAC": OggFLAC,
    "Theora": OggTheora,
}
_FILES: Final[dict[str, Callable[[Path], object]]] = {
    "MPEG Audio": MP3,
    "ADTS": AAC,
    "Wave": WAVE,
    "AIFF": AIFF,
    "MPEG-4": MP4,
    "FLAC": FLAC,
    "Windows Media": ASF,
}

_ID3_FIELDS: Final = {
    "title": ("TIT2",), "subtitle": ("TIT3",), "artist": ("TPE1",), "albumartist": ("TPE2",), "composer": ("TCOM",),
    "lyricist": ("TEXT",), "publisher": ("TPUB",), "date": ("TDRC", "TDRL", "TDOR"), "language": ("TLAN",),
    "genre": ("TCON",), "comment": ("COMM",), "lyrics": ("USLT",), "album": ("TALB",), "track": ("TRCK",),
    "disc": ("TPOS",),
}  # fmt: skip
"""ID3v2.4 native frames §4; older ones are read as these."""
_MP4_FIELDS: Final = {
    "title": ("\xa9nam",), "artist": ("\xa9ART",), "albumartist": ("aART",), "composer": ("\xa9wrt",),
    "narrator": ("\xa9nrt", "----:com.apple.iTunes:NARRATOR"), "date": ("\xa9day",),
    "publisher": ("\xa9pub", "----:com.apple.iTunes:PUBLISHER"),
    "language": ("----:com.apple.iTunes:LANGUAGE",), "genre": ("\xa9gen",),
    "comment": ("ldes", "desc", "\xa9cmt"), "lyrics": ("\xa9lyr",), "album": ("\xa9alb",), "track": ("trkn",),
    "disc": ("disk",),
}  # fmt: skip
_COMMENT_FIELDS: Final = {
    "title": ("title",), "subtitle": ("subtitle",), "artist": ("artist", "performer"), "albumartist": ("albumartist",),
    "composer": ("composer",), "lyricist": ("lyricist",), "narrator": ("narrator",),
    "publisher": ("publisher", "organization"), "date": ("date", "year"), "language": ("language",),
    "genre": ("genre",), "comment": ("description", "comment"), "lyrics": ("lyrics", "unsyncedlyrics"),
    "album": ("album",), "track": ("tracknumber",), "disc": ("discnumber",),
}  # fmt: skip
_ASF_FIELDS: Final = {
    "title": ("Title",), "artist": ("Author",), "albumartist": ("WM/AlbumArtist",), "composer": ("WM/Composer",),
    "publisher": ("WM/Publisher",), "date": ("WM/Year",), "language": ("WM/Language",), "genre": ("WM/Genre",),
    "comment": ("Description",), "lyrics": ("WM/Lyrics",), "album": ("WM/AlbumTitle",), "track": ("WM/TrackNumber",),
    "disc": ("WM/PartOfSet",),
}  # fmt: skip
_SAID_FIELDS: Final = {
    "title": ("title", "movie", "track"), "artist": ("performer", "artist"), "albumartist": ("album_performer",),
    "composer": ("composer",), "publisher": ("publisher",), "date": ("recorded_date", "released_date", "date_released"),
    "language": ("language",), "genre": ("genre",), "comment": ("description", "synopsis", "comment"),
    "lyrics": ("lyrics",), "album": ("album",), "track": ("track_position", "track_number"), "disc": ("part_position",),
}  # fmt: skip
"""What libmediainfo calls them: for containers that have no reader of tags of their own, such as Matroska."""


@dataclass(frozen=True, kw_only=True)
class Tags:
    """What the tags of a recording say, as they say it.

    Attributes:
        fields: by the names above, each with at least one value.
        pictures: as they came, the front cover first.
        chapters: second and title of each.
        seconds: how long it is by its frames, 0.0 unknown.
        converted: what of the fields was in an old encoding. caveats: that it was.
    """

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pictures: tuple[bytes, ...] = ()
    chapters: tuple[tuple[int, str], ...] = ()
    seconds: float = 0.0
    converted: tuple[Conversion, ...] = ()
    caveats: tuple[Caveat, ...] = ()


def read_tags(path: Path, streams: Streams) -> Tags:
    """Reads the tags of a recording; hostile or broken ones are as none.

    Args:
        path: the file.
        streams: what is in it, which also says what kind of tags to look for.
    """
    try:
        found = _opened(path, streams)
        own = _own(path, found)
    except _ERRORS:
        found, own = None, Tags()
    length = getattr(getattr(found, "info", None), "length", 0.0)
    seconds = float(length) if isinstance(length, int | float) and 0 < length < _SECONDS_MOST else 0.0
    said = _gathered(_SAID_FIELDS, lambda key: [streams.said.get(key, "")])
    letters = Letters()
    fields = _in_unicode({**said, **own.fields}, letters)
    return Tags(
        fields=fields,
        pictures=own.pictures,
        chapters=own.chapters,
        seconds=seconds,
        converted=letters.conversions(),
        caveats=letters.caveats(),
    )


def _in_unicode(fields: Mapping[str, tuple[str, ...]], letters: Letters) -> dict[str, tuple[str, ...]]:
    """Fields whose letters are of before Unicode (ID3v1 names no encoding), judged as one text: each alone is short."""
    turned = iter(letters.paragraphs([value for values in fields.values() for value in values]))
    return {name: tuple(next(turned) for _ in values) for name, values in fields.items()}


def _opened(path: Path, streams: Streams) -> object:
    """The file as the library of tags has it, None where its container has no reader there."""
    reader = _FILES.get(streams.container)
    if streams.container == "Ogg":
        stream = streams.picture or streams.sound
        reader = _OGG.get(stream.codec) if stream else None
    return reader(path) if reader else None


def _own(path: Path, found: object) -> Tags:
    tags = getattr(found, "tags", None)
    if isinstance(found, AAC):
        return _id3_before(path)
    if tags is None:
        return Tags()
    if isinstance(tags, ID3):
        return _from_id3(tags.getall)
    if isinstance(found, MP4):
        return _from_mp4(tags, getattr(found, "chapters", None) or ())
    if isinstance(found, ASF):
        return Tags(fields=_gathered(_ASF_FIELDS, _values(tags)))
    return _from_comments(tags, getattr(found, "pictures", ()))


def _id3_before(path: Path) -> Tags:
    """ID3 before AAC, which is a habit of programs and in no standard."""
    try:
        return _from_id3(_ID3(path).getall)
    except ID3NoHeaderError:
        return Tags()


def _from_id3(frames: Callable[[str], list[Any]]) -> Tags:
    def values(key: str) -> list[str]:
        return [text for frame in frames(key) if not _is_technical(frame) for text in _texts(frame)]

    pictures = sorted(frames("APIC"), key=_is_no_cover)
    chapters = {
        (int(chapter.start_time) // 1_000, " ".join(titles[0].text))
        for chapter in frames("CHAP")
        if (titles := chapter.sub_frames.getall("TIT2"))
    }
    return Tags(
        fields=_gathered(_ID3_FIELDS, values),
        pictures=tuple(frame.data for frame in pictures[:_PICTURES_MOST]),
        chapters=tuple(sorted(chapters)),
    )


def _is_no_cover(picture: object) -> bool:
    return int(getattr(picture, "type", 0)) != _FRONT_COVER


def _is_technical(frame: object) -> bool:
    """Whether it is a comment that programs leave for themselves (iTunNORM, iTunSMPB …)."""
    is_comment = getattr(frame, "FrameID", "") == "COMM"
    return is_comment and str(getattr(frame, "desc", "")).lower().startswith(("itun", "id3v1", "mm", "song-db"))


def _texts(frame: object) -> list[str]:
    text: str | list[object] = getattr(frame, "genres", None) or getattr(frame, "text", None) or ""
    return [text] if isinstance(text, str) else [str(value) for value in text]


def _from_mp4(tags: Mapping[str, Iterable[Any]], chapters: Iterable[Any]) -> Tags:
    return Tags(
        fields=_gathered(_MP4_FIELDS, _values(tags)),
        pictures=tuple(bytes(cover) for cover in tags.get("covr", ()))[:_PICTURES_MOST],
        chapters=tuple(sorted({(int(chapter.start), str(chapter.title)) for chapter in chapters})),
    )


def _values(tags: Mapping[str, Iterable[object]]) -> Callable[[str], list[str]]:
    """The values of a key as texts: those of MP4 are bytes, or a number and of how many."""

    def plain(value: object) -> str:
        if isinstance(value, tuple):
            return str(value[0]) if value and value[0] else ""
        return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)

    return lambda key: [plain(value) for value in tags.get(key, ())]


def _from_comments(tags: Mapping[str, Iterable[str]], beside: Iterable[Any]) -> Tags:
    coded = list(tags.get("metadata_block_picture", ()))[:_PICTURES_MOST]
    pictures = [*beside, *(_PICTURE(base64.b64decode(picture)) for picture in coded)]
    return Tags(
        fields=_gathered(_COMMENT_FIELDS, _values(tags)),
        pictures=tuple(picture.data for picture in sorted(pictures, key=_is_no_cover)[:_PICTURES_MOST]),
        chapters=tuple(_vorbis_chapters(tags)),
    )


def _vorbis_chapters(tags: Mapping[str, Iterable[str]]) -> Iterator[tuple[int, str]]:
    """Chapters as CHAPTER001=00:00:00.000 and CHAPTER001NAME= (wiki.xiph.org, Chapter Extension)."""
    for number in range(1_000):
        time = next(iter(tags.get(f"chapter{number:03}", [])), "")
        parts = time.partition(".")[0].split(":")
        if len(parts) == 3 and all(part.isdecimal() and len(part) < 5 for part in parts):
            title = next(iter(tags.get(f"chapter{number:03}name", [])), "")
            yield int(parts[0]) * 3600 + int(parts[1]) * 60 + int(parts[2]), title


def _gathered(
    names: Mapping[str, tuple[str, ...]], values: Callable[[str], Iterable[str]]
) -> dict[str, tuple[str, ...]]:
    """Fields by our names: of each the first of its keys that says something."""
    found = {}
    for name, keys in names.items():
        for key in keys:
            said = tuple(value.strip() for value in values(key) if value.strip())[:_VALUES_MOST]
            if said:
                found[name] = said
                break
    return found
