"""From simple HTML that a reader of papers makes to everything that an extract holds."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

from content.formats._passages import language_of
from content.formats.archive import MemberError
from content.formats.flow.blocks import Block
from content.formats.flow.cleaning import Cleaner
from content.formats.flow.gaps import without_gaps
from content.formats.flow.laying import laid, written
from content.formats.flow.links import Way, resolve
from content.formats.flow.members import Members
from content.formats.flow.naming import title_within
from content.formats.flow.notes import with_ways_back
from content.formats.flow.pages import Page, Placing
from content.formats.flow.shelf import Shelf
from content.formats.flow.style_sheets import StyleSheets
from content.formats.flow.styles import Styles
from content.formats.flow.surroundings import Marks
from content.formats.flow.titles import PAPER_LEVELS, contents_by_documents, contents_by_headings, give_titles
from content.formats.reading import (
    Caveat,
    Conversion,
    Description,
    Extract,
    ReadLimits,
    Refusal,
    RefusedError,
)
from content.formats.xml import parse_html
from content.records import ContentsEntry, Kind
from content.text import guess_language, language_group

_SAMPLE = 60_000
_WHOLE = re.compile(r"\s*<(?:\?xml|!doctype|html|body)\b", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]*>")
_NOTES = 100


@dataclass(frozen=True, kw_only=True)
class Source:
    """A document on its way to the pages.

    Attributes:
        name: what links of other documents call it; pictures it shows are found relative to it.
        html: HTML of any quality; nothing of it goes through that is not on the list of the cleaning.
        title: what it is called where no heading says it.
    """

    name: str
    html: str
    title: str = ""


def flowed(
    sources: Sequence[Source],
    members: Members,
    *,
    description: Description,
    kind: Kind,
    media_type: str,
    scratch: Path,
    limits: ReadLimits,
    notes: Iterable[str] = (),
    caveats: Iterable[Caveat] = (),
    converted: Iterable[Conversion] = (),
) -> Extract:
    """An extract of flowing text: pages, contents by headings, passages, pictures.

    Args:
        sources: in reading order.
        members: what `src` of pictures and `href` of style sheets name.
        description: what the file says of itself; a title that it lacks is taken from the first heading that is one.
        notes: what the reader has to tell technicians. caveats: what it has seen.

    Raises:
        RefusedError: there is nothing to read, or it costs more than the limits allow.
    """
    told = list(notes)
    shelf = _PaperShelf([source.name for source in sources], members, scratch, limits, told)
    marks = Marks()
    flow = _Flow(members, shelf, marks, limits, told)
    documents = flow.documents(sources)
    pages: list[Page] = []
    starts: dict[str, int] = {}
    for source, blocks in documents:
        starts[source.name] = len(pages) + 1
        pages += laid(source.name, blocks, len(pages) + 1, limits)
    if not pages:
        raise RefusedError(Refusal.NOTHING_TO_READ, "neither text nor pictures")
    if len(pages) >= limits.parts:
        told.append(f"only {limits.parts} pages are kept")
    placing = Placing(pages, marks, {name: min(start, len(pages)) for name, start in starts.items()})
    placing.name_places(marks.links)
    titles = {source.name: source.title for source in sources}
    title = description.title or title_within(pages, titles.values())
    contents = contents_by_headings(pages, levels_most=PAPER_LEVELS)
    give_titles(pages, contents, titles, title)
    contents = contents or (contents_by_documents(pages) if len(documents) > 1 else [])
    parts, found = written(pages, placing, scratch, limits)
    language = language_of(found)
    seen = [*caveats]
    seen += [] if description.title else [Caveat.TITLE_GUESSED]
    if language and description.language and language_group(language) != language_group(description.language):
        seen.append(Caveat.LANGUAGE_GUESSED)
    seen += [Caveat.LEFT_OUT] if shelf.has_left_out else []
    return Extract(
        kind=kind,
        media_type=media_type,
        description=replace(description, title=title, language=language or description.language),
        parts=tuple(parts),
        contents=_bounded(contents, limits),
        passages=tuple(found),
        resources=tuple(shelf.resources.values()),
        converted=tuple(converted),
        caveats=tuple(dict.fromkeys(seen)),
        notes=tuple(line[:300] for line in dict.fromkeys(told))[:_NOTES],
    )


def _bounded(contents: list[ContentsEntry], limits: ReadLimits) -> tuple[ContentsEntry, ...]:
    return tuple(contents[: limits.contents])


class _PaperShelf(Shelf):
    """The shelf of a file whose documents a reader made: they are no members, and yet links lead to them."""

    def __init__(
        self, documents: Iterable[str], members: Members, scratch: Path, limits: ReadLimits, notes: list[str]
    ) -> None:
        super().__init__(members, scratch, limits, notes)
        self._documents = frozenset(documents)

    def member(self, name: str) -> str | None:
        """The name of a document or the real name of a member, None if there is none."""
        return name if name in self._documents else super().member(name)


class _Flow:
    """Cleans the documents of one file."""

    def __init__(self, members: Members, shelf: Shelf, marks: Marks, limits: ReadLimits, notes: list[str]) -> None:
        self._members = members
        self._shelf = shelf
        self._marks = marks
        self._limits = limits
        self._notes = notes
        self._sheets = StyleSheets(self._css)

    def documents(self, sources: Sequence[Source]) -> list[tuple[Source, list[Block]]]:
        """The clean blocks of each document.

        Raises:
            RefusedError: a document is too large, or an attack.
        """
        language = _guessed(sources)
        read = [(source, self._blocks(source, language)) for source in sources]
        for source, blocks in read:
            with_ways_back(blocks, source.name, self._marks)
        return read

    def _blocks(self, source: Source, language: str) -> list[Block]:
        if not source.html.strip():
            return []
        # The mark says how it is stored, whatever a `meta` inside says of the file that it came from.
        data = codecs.BOM_UTF8 + _rooted(source.html).encode("utf-8", "replace")
        root = parse_html(data, what=source.name, limits=self._limits)
        sheets = self._sheets.of(root, source.name, lambda address: self._member(source.name, address))
        return without_gaps(Cleaner(source.name, Styles(sheets), self._marks, self._shelf, language).clean(root))

    def _member(self, name: str, address: str) -> str | None:
        link = resolve(name, address)
        return self._shelf.member(link.target.name) if link.way is Way.INSIDE and address else None

    def _css(self, name: str) -> str:
        try:
            return self._members.read(name, limit=self._limits.text_member).decode("utf-8", "replace")
        except MemberError as error:
            self._notes.append(str(error)[:300])
            return ""


def _rooted(html: str) -> str:
    """HTML within one element: to XML, a document ends with its first, and what follows would be lost."""
    return html if _WHOLE.match(html) else f"<body>{html}</body>"


def _guessed(sources: Sequence[Source]) -> str:
    """The language of the text, "" where it does not show it; it need not be said again on every paragraph."""
    for source in sources[len(sources) // 2 :][:4]:
        middle = len(source.html) // 3
        if guessed := guess_language(unescape(_MARKUP.sub(" ", source.html[middle : middle + _SAMPLE]))):
            return guessed
    return ""
