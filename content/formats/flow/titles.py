"""Names: what each page is called, and a table of contents for a book that brings none."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from content.formats.flow.entries import Entry, as_title
from content.formats.flow.headings import comparable, is_only_counted, title_of
from content.formats.flow.landing import spots_by_title
from content.formats.flow.pages import Page, Placing
from content.records import ContentsEntry
from content.text import one_line

_FIRST_WORDS = 60
_HEAD_BLOCKS = 4
_LEVELS = 3
PAPER_LEVELS = 5
"""Part, chapter, section, subsection, article, as a law is divided."""
_MANY_DOCUMENTS = 3
_FILLERS = re.compile(
    r"^(?:start|section ?\d+|untitled.*|unknown|no title|.*\.x?html?|\w+_split_\d+.*)$", re.IGNORECASE
)


def placed_contents(entries: list[Entry], placing: Placing, pages: list[Page]) -> list[ContentsEntry]:
    """The lines of the contents with where they land; a heading that leads nowhere lands where the next line does.

    Args:
        entries: the contents that the book brings.
        placing: where their targets are.
        pages: all pages.
    """
    lines: list[ContentsEntry] = []
    following: tuple[int, str] | None = None
    spots = spots_by_title(entries, placing, pages)
    for number, entry in reversed(list(enumerate(entries))):
        found = placing.find(entry.target) if entry.target is not None else following
        spot = spots.get(number, found)
        if spot is not None and not _is_filler(entry.title, pages[spot[0] - 1]):
            lines.append(ContentsEntry(depth=entry.depth, title=entry.title, part=spot[0], place=spot[1]))
            following = spot
    lines.reverse()
    return _without_jumps(lines)


def _is_filler(title: str, page: Page) -> bool:
    """Whether a line is what a program puts where it knows no title; not so where the page says the same."""
    if not _FILLERS.match(title):
        return False
    return all(comparable(block.text) != comparable(title) for block in page.blocks[:_HEAD_BLOCKS])


def _without_jumps(lines: list[ContentsEntry]) -> list[ContentsEntry]:
    """Depths that begin at 0 and grow by one at most; lines of one depth below the same line stay of one depth."""
    above: list[int] = []
    kept = []
    for line in lines:
        while above and above[-1] >= line.depth:
            above.pop()
        kept.append(replace(line, depth=len(above)))
        above.append(line.depth)
    return kept


def contents_by_headings(pages: list[Page], *, levels_most: int = _LEVELS) -> list[ContentsEntry]:
    """Contents by headings, for a book that brings none; () where there are no headings.

    Args:
        levels_most: so many levels of those that there are; a law has articles below part, chapter and section.
    """
    headings = [
        (page, block)
        for page in pages
        for top in page.blocks
        for block in top.walk()
        if block.tag == "h" and as_title(block.text)
    ]
    levels = sorted({block.level for _, block in headings})[:levels_most]
    lines = [
        ContentsEntry(
            depth=levels.index(block.level),
            title=as_title(title_of(block)),
            part=page.number,
            place="" if block is page.blocks[0] else page.places.of(block),
        )
        for page, block in headings
        if block.level in levels
    ]
    return _without_jumps(lines)


def contents_by_documents(pages: list[Page]) -> list[ContentsEntry]:
    """Contents by documents, for a book that brings none and has no headings."""
    return [
        ContentsEntry(depth=0, title=page.title or str(page.number), part=page.number) for page in pages if page.begins
    ]


def fuller_contents(contents: list[ContentsEntry], pages: list[Page]) -> list[ContentsEntry]:
    """The contents that a book brings, or those by headings or documents where it brings next to none."""
    contents = _with_names(contents, pages)
    documents = sum(page.begins for page in pages)
    if len({line.part for line in contents}) > 1 or (documents < _MANY_DOCUMENTS and _places(contents) > 1):
        return contents
    by_headings, by_documents = contents_by_headings(pages), contents_by_documents(pages)
    return max(
        contents, by_headings if 2 * _places(by_headings) >= _places(by_documents) else by_documents, key=_places
    )


def _with_names(contents: list[ContentsEntry], pages: list[Page]) -> list[ContentsEntry]:
    """The contents with the names of chapters that they only count, where the headings they lead to say them."""
    headings: dict[tuple[int, str], str] = {}
    for page in pages:
        for block in (block for top in page.blocks for block in top.walk() if block.tag == "h"):
            headings.setdefault((page.number, block.place), title_of(block))
        first = next((block for block in page.blocks[:_HEAD_BLOCKS] if block.tag == "h"), None)
        if first is not None:
            headings[page.number, ""] = title_of(first)
    return [
        replace(line, title=as_title(heading))
        if is_only_counted(line.title)
        and (heading := headings.get((line.part, line.place), ""))
        and comparable(heading).startswith(f"{comparable(line.title)} ")
        else line
        for line in contents
    ]


def _places(lines: list[ContentsEntry]) -> int:
    """To how many places they lead."""
    return len({(line.part, line.place) for line in lines})


def give_titles(pages: list[Page], contents: list[ContentsEntry], said: dict[str, str], book: str) -> None:
    """Names each page: by the contents, by the heading it begins with, else as the page before or by its first words.

    Args:
        pages: all pages; their titles are set.
        contents: where its lines land.
        said: for each document, what its `title` element says.
        book: title of the book, which names no page but the first.
    """
    uses = Counter(said.values())
    said = {name: title for name, title in said.items() if uses[title] == 1 and title != book}
    landing: dict[int, list[ContentsEntry]] = {}
    for line in contents:
        landing.setdefault(line.part, []).append(line)
    running = ""
    for page in pages:
        lines = landing.get(page.number, [])
        page.title = (
            _own_title(page, lines) or (_title_of_beginning(page, lines, said, book) if page.begins else "") or running
        )
        running = lines[-1].title if lines else page.title


def _own_title(page: Page, lines: list[ContentsEntry]) -> str:
    """By the contents or a heading near its top."""
    head = {block.place for block in page.blocks[:_HEAD_BLOCKS] if block.place} | {""}
    top = [line.title for line in lines if line.place in head]
    heading = next((as_title(title_of(block)) for block in page.blocks[:_HEAD_BLOCKS] if block.tag == "h"), "")
    same = next((title for title in top if comparable(title) == comparable(heading)), "")
    if same or not top:
        return same or heading
    return heading if f" {comparable(top[0])} " in f" {comparable(heading)} " else top[0]


def _title_of_beginning(page: Page, lines: list[ContentsEntry], said: dict[str, str], book: str) -> str:
    """Of the first page of a document: by what stands further down, by its `title`, by its first words."""
    own = said.get(page.document, "")
    words = next((text for block in page.blocks if (text := block.whole_text().strip())), "")
    return (
        next((line.title for line in lines), "")
        or own
        or (one_line(words[: _FIRST_WORDS * 4].lstrip("-–— "), _FIRST_WORDS) if words else "")
        or (book if page.number == 1 else "")
    )
