"""From the tags of a recording to its description: who, when, in what language, and what it is one of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from content.formats.media._mending import line, paragraphs, person
from content.formats.media._streams import Streams
from content.formats.media._tags import Tags
from content.formats.reading import Caveat, Description, Track
from content.records import Creator
from content.text import ENGLISH, fold, guess_language, language_group, parse_tag

_KEYWORDS_MOST: Final = 20
_CREATORS_MOST: Final = 12
_NUMBER: Final = re.compile(r"\D{0,3}(\d{1,4})\b")
_DATE: Final = re.compile(r"(?:UTC )?((?:1[5-9]|20)\d\d)(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?!\d)")
_PEOPLE: Final = re.compile(r"\s*(?:;|\0|\s/\s|\s+feat\.?\s)\s*")
_SPOKEN: Final = ("audiobook", "audio book", "spoken", "speech", "sach noi", "doc truyen", "truyen doc", "podcast")
_IDLE_GENRES: Final = frozenset(
    {"other", "unknown", "genre", "none", "general", "default", "khac", "the loai", "miscellaneous", "misc"}
)
_VERSE_TIME: Final = re.compile(r"\[(?:\d{1,3}:\d{2}(?:[.:]\d{1,3})?|[a-z]{2,6}:[^\]]*)\]")
"""A time or a field in sung text that is shown along with the song (LRC)."""
_PEOPLE_OF_SONGS: Final = {
    "artist": "prf", "albumartist": "prf", "narrator": "nrt", "composer": "cmp", "lyricist": "lyr",
}  # fmt: skip
_PEOPLE_OF_BOOKS: Final = {
    "artist": "aut", "albumartist": "aut", "narrator": "nrt", "composer": "nrt", "lyricist": "aut",
}  # fmt: skip
"""MARC relators. In books that are read aloud the fields for who plays and who composed hold writer and voice."""


def described(tags: Tags, streams: Streams) -> tuple[Description, tuple[Caveat, ...]]:
    """What the tags say, fit for a record, and what a person may want to look at in it.

    Args:
        tags: as they were read.
        streams: what is in the file.
    """
    title = _one(tags, "title")
    about = paragraphs("\n".join(tags.fields.get("comment", ())))
    if fold(about) == fold(title):
        about = ""
    language, is_guessed = _language(tags, streams, " ".join((title, _one(tags, "album"), about, sung_text(tags))))
    description = Description(
        title=title,
        creators=tuple(_creators(tags, is_book=_is_book(tags, streams))),
        publisher=person(_first(tags, "publisher")),
        issued=_issued(_first(tags, "date")),
        description=about,
        language=language,
        keywords=tuple(_keywords(tags)),
    )
    return description, (Caveat.LANGUAGE_GUESSED,) if is_guessed else ()


def track(tags: Tags) -> Track:
    """Where the recording stands in a whole of several."""
    number, disc = _NUMBER.match(_first(tags, "track")), _NUMBER.match(_first(tags, "disc"))
    album = person(_first(tags, "album"))
    return Track(album=album, disc=int(disc[1]) if disc else 0, number=int(number[1]) if number else 0)


def sung_text(tags: Tags) -> str:
    """The words that are sung or spoken, in lines, where the tags have them."""
    return paragraphs(_VERSE_TIME.sub("", "\n".join(tags.fields.get("lyrics", ()))).replace("\r", "\n"))


def _first(tags: Tags, name: str) -> str:
    return next(iter(tags.fields.get(name, ())), "")


def _one(tags: Tags, name: str) -> str:
    return line(_first(tags, name))


def _is_book(tags: Tags, streams: Streams) -> bool:
    """Whether it is read aloud: its genre says so, or it is sound in MPEG-4 with chapters, which is what M4B is."""
    genres = fold(" ".join(tags.fields.get("genre", ())))
    has_chapters = bool(streams.chapters or tags.chapters)
    is_m4b = streams.container == "MPEG-4" and streams.picture is None and has_chapters
    return is_m4b or any(word in genres for word in _SPOKEN)


def _creators(tags: Tags, *, is_book: bool) -> Iterator[Creator]:
    """Each person once, in the order in which a record has them."""
    roles = _PEOPLE_OF_BOOKS if is_book else _PEOPLE_OF_SONGS
    seen: set[str] = set()
    for name, role in roles.items():
        for value in tags.fields.get(name, ()):
            for shown in map(person, _PEOPLE.split(value)):
                if shown and fold(shown) not in seen and len(seen) < _CREATORS_MOST:
                    seen.add(fold(shown))
                    yield Creator(name=shown, role=role)


def _keywords(tags: Tags) -> Iterator[str]:
    seen: set[str] = set()
    for value in tags.fields.get("genre", ()):
        for shown in map(line, re.split(r"[;,/|]", value)):
            if shown and fold(shown) not in seen | _IDLE_GENRES and len(seen) < _KEYWORDS_MOST:
                seen.add(fold(shown))
                yield shown


def _issued(text: str) -> str:
    found = _DATE.match(text.strip())
    return "-".join(part for part in found.groups() if part) if found else ""


def _language(tags: Tags, streams: Streams, text: str) -> tuple[str, bool]:
    """The language, and whether it was guessed: from what the tags say in it.

    "English" beside tags that say nothing else is what cameras and programs write everywhere: it is no statement.
    """
    said = parse_tag(_first(tags, "language")) or parse_tag(streams.sound.language if streams.sound else "")
    meant = guess_language(text)
    if meant and (said is None or language_group(said) == ENGLISH):
        return meant, True
    if said is None or said in {"und", "mul", "zxx", "mis"}:
        return "", False
    is_filled_in = language_group(said) == ENGLISH and not tags.fields.keys() & {"title", "language"}
    return ("", False) if is_filled_in else (said, False)
