"""Reading one file, step by step: pages and their lines, what is repeated on them, paragraphs, passages."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

import pypdfium2.raw as pdfium  # type: ignore[import-untyped, unused-ignore]

from content.formats._letters import Letters
from content.formats._passages import language_of
from content.formats.pdf._cover import draw_cover
from content.formats.pdf._description import describe, year_made
from content.formats.pdf._lines import Line, read_lines
from content.formats.pdf._outline import contents
from content.formats.pdf._paragraphs import Paragraph, html, paragraphs, usual_size
from content.formats.pdf._passages import passages
from content.formats.pdf._pdfium import Document, utf16
from content.formats.pdf._running import without_running_lines
from content.formats.pdf._title import title_on
from content.formats.reading import (
    Caveat,
    Description,
    Extract,
    ReadLimits,
    ReadPart,
    ReadResource,
    Refusal,
    RefusedError,
)
from content.records import ContentsEntry, Kind, Manner, Passage
from content.text import language_group, one_line

MEDIA_TYPE: Final = "application/pdf"
_BOOK_PAGES: Final = 49
"""From so many pages on it is a book (UNESCO, Recommendation concerning book statistics, 1985, no. 11)."""
_EMPTY: Final = "0.html"
_LOST_IN_A_ROW: Final = 50
_TEXT_SHARE: Final = 0.6
"""Of the time, after which text is no longer taken out: what is left is for writing, and for a slower machine."""
_LETTERS_MOST: Final = 6_000_000
"""Letters of one file: of a dozen thick novels."""
_SIDE_MOST: Final = 100_000
_WITHOUT_TEXT: Final = 0.2
_LABEL: Final = 20
_NOTES: Final = 100


@dataclass(frozen=True, slots=True)
class _Seen:
    """A page as it was seen: its number in the file, its sides in points, its lines."""

    number: int
    width: float
    height: float
    lines: list[Line]


@dataclass
class Reading:
    """One file being read.

    Args:
        document: the file, open.
        path: where it is.
        scratch: folder to write into.
        limits: what it may cost.
    """

    document: Document
    path: Path
    scratch: Path
    limits: ReadLimits
    _notes: list[str] = field(default_factory=list)
    _has_lost: bool = False
    _letters: Letters = field(default_factory=Letters)

    def extract(self) -> Extract:
        """Everything the file holds.

        Raises:
            RefusedError: it has no page that can be opened.
        """
        pages = self._pages(time.monotonic() + _TEXT_SHARE * self.limits.seconds)
        if not pages:
            raise RefusedError(Refusal.DAMAGED if self._has_lost else Refusal.NOTHING_TO_READ, "no page can be opened")
        lines = contents(self.document, [page.number for page in pages], self.limits.contents)
        texts = self._texts(pages)
        parts = [*self._parts(pages, texts)]
        found = [*_found(texts, lines)][: self.limits.passages]
        said = describe(self.document, self.path, self.limits, self._notes)
        language = language_of(found)
        cover = draw_cover(self.document, [page.number for page in pages], self.scratch, self.limits)
        return Extract(
            kind=Kind.BOOK if len(parts) >= _BOOK_PAGES else Kind.DOCUMENT,
            media_type=MEDIA_TYPE,
            description=self._described(said, language, texts[0], parts),
            parts=tuple(parts),
            contents=tuple(lines),
            converted=self._letters.conversions(),
            passages=tuple(found),
            resources=_resources(cover),
            cover=cover.name if cover else "",
            caveats=tuple(self._caveats(said, language, parts)),
            notes=tuple(line[:300] for line in dict.fromkeys(self._notes))[:_NOTES],
        )

    def _pages(self, until: float) -> list[_Seen]:
        """The pages that can be opened, with their lines as long as there is time."""
        count = self.document.page_count
        pages: list[_Seen] = []
        lost, letters, since = 0, 0, 0
        for number in range(1, min(count, self.limits.parts) + 1):
            with self.document.page(number) as page:
                if page is None or not page.has_size:
                    lost += 1
                    self._lose(f"page {number} cannot be opened")
                    if lost >= _LOST_IN_A_ROW:
                        break
                    continue
                if not since and (time.monotonic() > until or letters > _LETTERS_MOST):
                    since = number
                    self._notes.append(f"from page {number} on, the text is not taken out: it costs too much")
                lines = [] if since else read_lines(page, self._letters)
                pages.append(_Seen(number, page.width, page.height, lines))
            lost = 0
            letters += sum(len(line.text) for line in lines)
        if count > self.limits.parts:
            self._lose(f"only {self.limits.parts} of {count} pages are kept")
        return pages

    def _lose(self, note: str) -> None:
        self._has_lost = True
        if len(self._notes) < _NOTES:
            self._notes.append(note)

    def _texts(self, pages: list[_Seen]) -> list[list[Paragraph]]:
        """The paragraphs of each page."""
        kept = without_running_lines([page.lines for page in pages], [page.height for page in pages])
        usual = usual_size(kept)
        return [paragraphs(lines, usual) for lines in kept]

    def _parts(self, pages: list[_Seen], texts: list[list[Paragraph]]) -> Iterator[ReadPart]:
        (self.scratch / _EMPTY).touch()
        for number, (page, text) in enumerate(zip(pages, texts, strict=True), 1):
            file = f"{number}.html" if text else _EMPTY
            if text:
                (self.scratch / file).write_text(html(text), encoding="utf-8")
            yield ReadPart(
                number=number,
                title=self._label(page.number),
                file=file,
                characters=sum(len(paragraph.text) for paragraph in text),
                manner=Manner.PAGE,
                page=page.number,
                width=_points(page.width),
                height=_points(page.height),
            )

    def _label(self, number: int) -> str:
        """What is printed as the number of a page, where that is another than it has in the file; else ""."""
        label = one_line(utf16(partial(pdfium.FPDF_GetPageLabel, self.document.handle, number - 1)), _LABEL)
        return "" if label == str(number) else label

    def _described(
        self, said: Description, language: str, first: list[Paragraph], parts: list[ReadPart]
    ) -> Description:
        has_text = any(part.characters for part in parts)
        return replace(
            said,
            title=said.title or title_on(first, parts[0].height),
            issued=said.issued or (year_made(self.document) if has_text else ""),
            language=language or said.language,
        )

    def _caveats(self, said: Description, language: str, parts: list[ReadPart]) -> Iterator[Caveat]:
        yield from self._letters.caveats()
        without = sum(not part.characters for part in parts)
        if not said.title:
            yield Caveat.TITLE_GUESSED
        if language and language_group(language) != language_group(said.language):
            yield Caveat.LANGUAGE_GUESSED
        if self._has_lost:
            yield Caveat.LEFT_OUT
        if without == len(parts):
            yield Caveat.NO_TEXT
        elif without > _WITHOUT_TEXT * len(parts):
            yield Caveat.SOME_WITHOUT_TEXT


def _points(side: float) -> int:
    return max(1, round(min(side, _SIDE_MOST)))


def _found(texts: list[list[Paragraph]], lines: list[ContentsEntry]) -> Iterator[Passage]:
    """The passages of all pages, each under the last line of the contents before it."""
    headings = {line.part: line.title for line in lines}
    heading = ""
    for number, text in enumerate(texts, 1):
        heading = headings.get(number, heading)
        yield from passages(number, (paragraph.text for paragraph in text), heading)


def _resources(cover: ReadResource | None) -> tuple[ReadResource, ...]:
    return (cover,) if cover else ()
