"""The reader of subtitles: WebVTT and SubRip become strict WebVTT, and what is said in them a text to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

from content.formats._encodings import decoded
from content.formats.kinds import FileKind, kind_of_content
from content.formats.media._cues import Cue, read_cues, webvtt
from content.formats.pictures import write_resource
from content.formats.reading import Description, Extract, Reader, ReadLimits, ReadPart, Refusal, RefusedError
from content.records import Kind, Passage
from content.text import guess_language, parse_tag

MEDIA_TYPE: Final = "text/vtt"
_BODY: Final = "loi.html"
_PASSAGE: Final = 1_000
"""Characters of a findable piece."""
_HEADER: Final = re.compile(r"WEBVTT[^\n]*\n(?:[^\n]+\n){0,5}?Language:[ \t]*([A-Za-z-]{2,35})[ \t]*\n")


class SubtitlesReader(Reader):
    """Reads subtitles: one resource that a player takes, and one part of text that says what is said."""

    def recognises(self, head: bytes, path: Path) -> bool:  # noqa: ARG002 - the head says enough
        """Whether the file begins as subtitles.

        Args:
            head: its first 4,096 bytes.
            path: not looked at.
        """
        return kind_of_content(head) is FileKind.SUBTITLES

    def read(self, path: Path, scratch: Path, limits: ReadLimits) -> Extract:
        """Reads subtitles.

        The text has an anchor `t<seconds>` wherever something is said, and passages lead there: the same places that
        lead into the film.

        Args:
            path: the file.
            scratch: empty folder to write into.
            limits: what it may cost.

        Raises:
            RefusedError: TOO_LARGE, NOTHING_TO_READ.
        """
        if path.stat().st_size > limits.text_member:
            raise RefusedError(Refusal.TOO_LARGE, f"subtitles of more than {limits.text_member} bytes")
        text = decoded(path.read_bytes())
        cues, lost = read_cues(text)
        if not cues:
            raise RefusedError(Refusal.NOTHING_TO_READ, "no subtitle with a time and a word")
        resource = write_resource(webvtt(cues).encode(), "vtt", MEDIA_TYPE, scratch)
        lines = list(_lines(cues))
        (scratch / _BODY).write_text("".join(_body(lines)), encoding="utf-8")
        said = "\n".join(words for _, words in lines)
        return Extract(
            kind=Kind.FILM,
            media_type=MEDIA_TYPE,
            description=Description(language=_language(text, said)),
            parts=(ReadPart(number=1, title="", file=_BODY, characters=len(said)),),
            passages=tuple(_passages(lines))[: limits.passages],
            resources=(resource,),
            notes=(f"{len(cues)} subtitles", *([f"{lost} subtitles without a sound time or a word"] if lost else [])),
        )


def _language(text: str, said: str) -> str:
    """What they show themselves, else what the header of the file declares."""
    declared = _HEADER.match(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    return guess_language(said) or (parse_tag(declared[1]) if declared else None) or ""


def _lines(cues: list[Cue]) -> Iterator[tuple[int, str]]:
    """Second and words of each subtitle, those that only stay or roll on from the one before left out."""
    before = ""
    for cue in cues:
        words = cue.words
        if words != before:
            yield cue.start // 1_000, words
        before = words


def _body(lines: list[tuple[int, str]]) -> Iterator[str]:
    before = -1
    for second, words in lines:
        place = f' id="t{second}"' if second != before else ""
        before = second
        yield f"<p{place}>{escape(words, quote=False)}</p>\n"


def _passages(lines: list[tuple[int, str]]) -> Iterator[Passage]:
    gathered: list[str] = []
    place, length = "", 0
    for second, words in lines:
        if gathered and length + len(words) > _PASSAGE:
            yield Passage(part=1, place=place, heading="", text="\n".join(gathered))
            gathered, length = [], 0
        place = place if gathered else f"t{second}"
        gathered.append(words)
        length += len(words)
    if gathered:
        yield Passage(part=1, place=place, heading="", text="\n".join(gathered))
