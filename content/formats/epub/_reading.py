"""Reading one book, step by step: container, package, contents, documents, pages, passages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from content.formats._passages import language_of
from content.formats.archive import Archive
from content.formats.epub._container import Encryption, declares_fixed_layout, encryption, package_name
from content.formats.epub._contents import read_contents
from content.formats.epub._cover import find_cover
from content.formats.epub._documents import Document, Documents
from content.formats.epub._gathering import gathered, without_notes
from content.formats.epub._metadata import describe
from content.formats.epub._package import Package, read_package, section
from content.formats.epub._shelf import BookShelf
from content.formats.epub._spine import read_spine
from content.formats.epub._start import Front, Told, told_by
from content.formats.flow.blocks import Block
from content.formats.flow.entries import Entry
from content.formats.flow.laying import laid, written
from content.formats.flow.links import Target
from content.formats.flow.naming import title_within
from content.formats.flow.pages import Page, Placing, entry_targets
from content.formats.flow.surroundings import Marks
from content.formats.flow.titles import (
    contents_by_documents,
    contents_by_headings,
    fuller_contents,
    give_titles,
    placed_contents,
)
from content.formats.pictures import write_resource
from content.formats.reading import Caveat, Description, Extract, ReadLimits, Refusal, RefusedError
from content.records import Kind, Layout
from content.text import language_group

MEDIA_TYPE = "application/epub+zip"
"""Characters by which the language is guessed."""
_NOTES = 100


@dataclass(frozen=True)
class _LaidOut:
    """A book on pages: its documents, the contents it brings, its pages, and where on them every place is."""

    documents: list[Document]
    entries: list[Entry]
    pages: list[Page]
    placing: Placing

    @property
    def titles(self) -> dict[str, str]:
        """For each document, what its `title` element says."""
        return {document.name: document.title for document in self.documents}

    @property
    def kinds(self) -> dict[str, frozenset[str]]:
        """For each document, what `epub:type` says of it as a whole."""
        return {document.name: document.kinds for document in self.documents}


class Reading:
    """One book being read.

    Args:
        archive: the book.
        scratch: folder to write into.
        limits: what it may cost.
    """

    def __init__(self, archive: Archive, scratch: Path, limits: ReadLimits) -> None:
        self._archive = archive
        self._scratch = scratch
        self._limits = limits
        self._notes: list[str] = list(archive.notes)
        self._marks = Marks()

    def extract(self) -> Extract:
        """Everything the book holds.

        Raises:
            RefusedError: it cannot or must not be read.
        """
        package, encrypted = self._opened()
        shelf = BookShelf(self._archive, self._scratch, self._limits, encrypted, self._notes)
        told = told_by(self._archive, package, self._limits)
        book = self._laid_out(package, encrypted, shelf, told)
        said = describe(package)
        # Without either it is called after its file, of which only whoever brought it knows the name.
        titled = replace(said, title=said.title or title_within(book.pages, book.titles.values()))
        contents = placed_contents(book.entries, book.placing, book.pages)
        start = Front(titled, book.entries, book.kinds, told).start(book.pages, book.placing)
        give_titles(book.pages, contents or contents_by_headings(book.pages), book.titles, titled.title)
        contents = fuller_contents(contents, book.pages) or contents_by_documents(book.pages)
        parts, found = written(book.pages, book.placing, self._scratch, self._limits)
        language = language_of(found)
        return Extract(
            kind=Kind.BOOK,
            media_type=MEDIA_TYPE,
            description=replace(titled, language=language or said.language),
            parts=tuple(parts),
            contents=tuple(contents[: self._limits.contents]),
            passages=tuple(found),
            cover=find_cover(self._archive, package, shelf, self._limits),
            resources=tuple(shelf.resources.values()),
            layout=_layout(book.pages),
            direction=package.direction,
            start=start,
            caveats=tuple(_caveats(said, language, shelf)),
            notes=tuple(line[:300] for line in dict.fromkeys(self._notes))[:_NOTES],
        )

    def _opened(self) -> tuple[Package, Encryption]:
        """What the container leads to.

        Raises:
            RefusedError: it leads to no package, or to what is unsafe.
        """
        archive, limits = self._archive, self._limits
        name = package_name(archive, limits)
        encrypted = encryption(archive, limits)
        package = read_package(archive, name, limits, self._notes, fixed=declares_fixed_layout(archive, limits))
        package.spine = read_spine(section(package.root, "spine"), package, limits.parts)
        return package, encrypted

    def _laid_out(self, package: Package, encrypted: Encryption, shelf: BookShelf, told: Told) -> _LaidOut:
        """The book on pages.

        Raises:
            RefusedError: a document cannot or must not be read, or there is nothing to be read in any.
        """
        archive, limits = self._archive, self._limits
        entries = read_contents(archive, package, limits, self._notes)
        reader = Documents(archive, package, encrypted, shelf, self._marks, limits=limits, notes=self._notes)
        documents, moved = gathered(reader.read(entries), self._marks)
        entries = without_notes(entries, self._marks, moved)
        pages, starts = self._pages(documents, shelf)
        if not pages:
            raise RefusedError(Refusal.NOTHING_TO_READ, "no document holds text or pictures")
        starts |= {name: starts[there] for name, there in moved.items() if there in starts}
        wanted = [*self._marks.links, *entry_targets(entries), *told.starts]
        return _LaidOut(documents, entries, pages, self._placed(pages, documents, starts, wanted))

    def _pages(self, documents: list[Document], shelf: BookShelf) -> tuple[list[Page], dict[str, int]]:
        """The pages of all documents, and on which page each document begins; empty ones begin where the next does."""
        pages: list[Page] = []
        starts: dict[str, int] = {}
        for document in documents:
            starts[document.name] = len(pages) + 1
            if len(pages) >= self._limits.parts:
                self._notes.append(f"only {self._limits.parts} pages are kept")
                break
            if document.fixed is not None:
                pages.append(self._fixed_page(document, len(pages) + 1, shelf))
            else:
                pages += laid(document.name, document.blocks, len(pages) + 1, self._limits)
        return pages, {name: min(start, len(pages)) for name, start in starts.items()}

    def _fixed_page(self, document: Document, number: int, shelf: BookShelf) -> Page:
        fixed = document.fixed
        assert fixed is not None  # noqa: S101 - the caller has looked
        style = ""
        if fixed.css:
            style = shelf.add(write_resource(fixed.css.encode(), "css", "text/css", self._scratch))
        page = Page(
            number, document.name, [], True, ready=fixed.html, style=style, width=fixed.width, height=fixed.height
        )
        page.blocks = [Block("", text=fixed.text)] if fixed.text else []
        return page

    def _placed(
        self, pages: list[Page], documents: list[Document], starts: dict[str, int], wanted: list[Target]
    ) -> Placing:
        placing = Placing(pages, self._marks, starts)
        placing.name_places(wanted)
        for document in documents:
            if document.fixed is not None and document.name in starts:
                placing.name_fixed(pages[starts[document.name] - 1], document.fixed.ids)
        return placing


def _layout(pages: list[Page]) -> Layout:
    """How most pages are book out."""
    return Layout.FIXED if 2 * sum(bool(page.width) for page in pages) > len(pages) else Layout.REFLOWABLE


def _caveats(said: Description, language: str, shelf: BookShelf) -> Iterator[Caveat]:
    """What was guessed of the book, and whether something of it is missing."""
    if not said.title:
        yield Caveat.TITLE_GUESSED
    if language and language_group(language) != language_group(said.language):
        yield Caveat.LANGUAGE_GUESSED
    if shelf.has_left_out:
        yield Caveat.LEFT_OUT
