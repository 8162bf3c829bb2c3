"""Listening and watching: the browser's own player, the ways on and back, and all parts with their minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from content.addresses import Address, Noun
from content.catalogue.shown import Shown
from content.records import Item, Manner, Part, Playing
from content.translations import gettext, marked, spoken
from webapp.library.bar import head_title
from webapp.library.durations import duration_words, moment
from webapp.library.formats import format_words
from webapp.library.lists import foreign, part_name
from webapp.library.signs import signs_of
from webapp.library.visit import PAGE_SIZE, Visit, resource_path
from webapp.shell.frame import Link, Page, View

RECORDINGS = frozenset({Manner.SOUND, Manner.FILM})
PARTS_PLACE = "cac-phan"
_MOMENT = re.compile(r"t([0-9]{1,5})")
_NUMBERED = re.compile(r"^(?:phần|tập|bài|chương|hồi|kỳ|số|part|chapter)?\s*[0-9]+\b", re.IGNORECASE)
"""A title that says itself which one it is."""
_MAY_NOT_PLAY = {
    Manner.SOUND: marked("Máy cũ có thể không phát được bài này."),
    Manner.FILM: marked("Máy cũ có thể không phát được phim này."),
}
_THEN_KEEP = {
    Manner.SOUND: marked("Không nghe được thì tải về."),
    Manner.FILM: marked("Không xem được thì tải về."),
}
_DOES_NOT_PLAY = {
    Manner.SOUND: marked("Điện thoại không tự phát được bài này."),
    Manner.FILM: marked("Điện thoại không tự phát được phim này."),
}


@dataclass(frozen=True)
class TrackView:
    """Subtitles in one language, for `<track>`."""

    href: str
    language: str
    label: str


@dataclass(frozen=True)
class ChapterView:
    """A place inside a recording: `place` is its anchor, `seconds` where it is, `moment` the same in digits."""

    href: str
    words: str
    place: str
    seconds: int
    moment: str


@dataclass(frozen=True)
class PlayerPiece:
    """A recording that can be played on its page.

    Attributes:
        is_played: whether some phone plays it; else it is only taken home.
        source: address of the recording, with the moment to start at. name: what it is, for those who hear the page.
        poster: address of its picture, "" if none. width, height: of a film in pixels, 0 unknown.
        tracks: subtitles, those in the language of the page first.
        warning: that not every phone plays it and what to do then, () where every one does. advice: where it fails.
        download: None where it may not be taken home.
        transcript: what is said in it, cleaned, "" if nothing is known.
        path: of the record without language, the key of the place kept in the phone; kept_as: name of the part there.
        onward: the next part, None at the last.
    """

    is_film: bool
    is_played: bool
    source: str
    name: str
    poster: str
    width: int
    height: int
    tracks: tuple[TrackView, ...]
    warning: tuple[str, ...]
    advice: str
    download: Link | None
    chapters: tuple[ChapterView, ...]
    transcript: Markup
    language: str
    path: str
    part: int
    title: str
    kept_as: str
    onward: Link | None


@dataclass(frozen=True)
class PartLine:
    """One part in the list of all: its number, name and length; is_here: it is the one that is open."""

    href: str
    number: int
    words: str
    length: str
    is_here: bool = False


@dataclass(frozen=True)
class PlayerView(View):
    """One part of a recording in the player.

    Attributes:
        back: to the record, by its title. where: which part of how many, and how long.
        parts: those near this one. all_parts: the way to the list of all, None where all stand here.
    """

    template: ClassVar[str] = "player/player.html"
    back: Link
    heading: str
    where: tuple[str, ...]
    player: PlayerPiece
    before: Link | None
    after: Link | None
    parts: tuple[PartLine, ...]
    all_parts: Link | None
    language: str


def player_page(visit: Visit, shown: Shown, part: Part) -> Page:
    """The page of one part of a recording.

    Raises:
        LibraryDamagedError: what is said in it is not what it was.
    """
    said = shown.record
    signs = signs_of(said.kind, visit.standing([said.id]).get(said.id))
    return Page(
        view=_view(visit, shown, part),
        title=head_title(shown, part_heading(part, shown)),
        cloth=signs.cloth,
        motif=signs.motif,
        is_open=not said.rights.is_restricted,
    )


def _view(visit: Visit, shown: Shown, part: Part) -> PlayerView:
    said = shown.record
    first = (part.number - 1) // PAGE_SIZE * PAGE_SIZE + 1
    near = visit.catalogue.parts(said.id, first=first, most=PAGE_SIZE) if shown.parts > 1 else ()
    where = []
    if shown.parts > 1:
        where.append(gettext("Phần %(part)s trong %(parts)s") % {"part": part.number, "parts": shown.parts})
    length = duration_words(part.seconds)
    return PlayerView(
        back=Link(visit.record_link(said.kind, said.id), said.title, "lui", language=foreign(said.language)),
        heading=part_heading(part, shown),
        where=(*where, *([length] if length else [])),
        player=player_piece(visit, shown, part),
        before=_way(part.number - 1, shown, visit),
        after=_way(part.number + 1, shown, visit),
        parts=part_lines(visit, shown, near, here=part.number),
        all_parts=_all_parts(visit, shown),
        language=foreign(said.language),
    )


def part_heading(part: Part, shown: Shown) -> str:
    """What a part of a recording is called above its player."""
    if not part.title:
        return part_name(part.number) if shown.parts > 1 else shown.record.title
    if shown.parts == 1 or _NUMBERED.match(part.title):
        return part.title
    return f"{part_name(part.number)}. {part.title}"


def part_lines(visit: Visit, shown: Shown, parts: Sequence[Part], *, here: int = 0) -> tuple[PartLine, ...]:
    """Lines of the list of parts; here: number of the one that is open."""
    return tuple(
        PartLine(
            href=part_link(visit, shown, part.number),
            number=part.number,
            words=part.title or part_name(part.number),
            length=duration_words(part.seconds),
            is_here=part.number == here,
        )
        for part in parts
    )


def part_link(visit: Visit, shown: Shown, number: int, *, seconds: int = 0) -> str:
    """The way to a part, from a moment on."""
    said = shown.record
    return visit.link(Address(noun=Noun.PART, kind=said.kind, record=said.id, part=number, seconds=seconds))


def player_piece(visit: Visit, shown: Shown, part: Part) -> PlayerPiece:
    """The player of one part.

    Raises:
        LibraryDamagedError: what is said in it is not what it was.
    """
    said = shown.record
    item = said.items[part.item]
    download = _download(item, shown, visit)
    advice = gettext("Hãy tải về.") if download else gettext("Hãy hỏi cán bộ thư viện.")
    body = visit.blobs.read(part.body).decode("utf-8") if part.characters else ""
    return PlayerPiece(
        is_film=part.manner is Manner.FILM,
        is_played=part.playing is not Playing.NOWHERE,
        source=_source(visit, shown, item),
        name=part_heading(part, shown),
        poster=resource_path(said, part.picture),
        width=part.width,
        height=part.height,
        tracks=_tracks(part, shown),
        warning=_warning(part, advice, can_keep=download is not None),
        advice=advice,
        download=download,
        chapters=_chapters(visit, shown, part),
        transcript=Markup(body),  # noqa: S704 cleaned by the reader of its format
        language=foreign(said.language),
        path=Address(noun=Noun.RECORD, kind=said.kind, record=said.id).path,
        part=part.number,
        title=said.title,
        kept_as=part_heading(part, shown) if shown.parts > 1 else "",
        onward=_way(part.number + 1, shown, visit),
    )


def _source(visit: Visit, shown: Shown, item: Item) -> str:
    """Where the recording is; a moment to start at is a media fragment (W3C Media Fragments URI 1.0 §4.2.1)."""
    said = shown.record
    path = Address(noun=Noun.MEDIA, kind=said.kind, record=said.id, name=item.name).path
    return f"{path}#t={visit.address.seconds}" if visit.address.seconds else path


def _tracks(part: Part, shown: Shown) -> tuple[TrackView, ...]:
    """Subtitles; the first show by themselves, so those that a reader of this page reads come first."""
    ordered = sorted(part.subtitles, key=lambda one: one.language.partition("-")[0] != spoken())
    return tuple(TrackView(resource_path(shown.record, one.resource), one.language, one.label) for one in ordered)


def _download(item: Item, shown: Shown, visit: Visit) -> Link | None:
    said = shown.record
    if not said.rights.may_download:
        return None
    words = gettext("Tải phần này (%(size)s)") if shown.parts > 1 else gettext("Tải về máy (%(size)s)")
    href = visit.link(Address(noun=Noun.FILE, kind=said.kind, record=said.id, name=item.name))
    return Link(href, words % {"size": format_words(item)}, "tai")


def _warning(part: Part, advice: str, *, can_keep: bool) -> tuple[str, ...]:
    if part.playing is Playing.SOME:
        return gettext(_MAY_NOT_PLAY[part.manner]), gettext(_THEN_KEEP[part.manner]) if can_keep else advice
    return (gettext(_DOES_NOT_PLAY[part.manner]), advice) if part.playing is Playing.NOWHERE else ()


def _chapters(visit: Visit, shown: Shown, part: Part) -> tuple[ChapterView, ...]:
    if not shown.contents:
        return ()
    found = []
    for entry in visit.catalogue.contents(shown.record.id):
        place = _MOMENT.fullmatch(entry.place) if entry.part == part.number else None
        if place:
            seconds = int(place[1])
            href = part_link(visit, shown, part.number, seconds=seconds)
            found.append(ChapterView(href, entry.title, entry.place, seconds, moment(seconds)))
    return tuple(found) if len(found) > 1 else ()


def _way(number: int, shown: Shown, visit: Visit) -> Link | None:
    return Link(part_link(visit, shown, number), part_name(number)) if 0 < number <= shown.parts else None


def _all_parts(visit: Visit, shown: Shown) -> Link | None:
    if shown.parts <= PAGE_SIZE:
        return None
    said = shown.record
    address = Address(noun=Noun.RECORD, kind=said.kind, record=said.id, place=PARTS_PLACE)
    return Link(visit.link(address), gettext("Xem tất cả %(num)s phần") % {"num": shown.parts}, "mucluc")
