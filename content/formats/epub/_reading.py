"""Reading one book, step by step: container, package, contents, documents, pages, passages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote

from lxml.etree import _Element

from content.formats.archive import Archive, MemberError
from content.formats.epub._blocks import Block
from content.formats.epub._cleaning import Cleaner, Marks, Picture, local_name
from content.formats.epub._container import declares_fixed_layout, encryption, package_name
from content.formats.epub._contents import TITLE_LENGTH, Entry, read_contents
from content.formats.epub._cutting import cut
from content.formats.epub._gaps import with_heading, without_gaps
from content.formats.epub._links import Link, Way, resolve
from content.formats.epub._metadata import describe
from content.formats.epub._package import Item, Package, SpineItem, meta_says, read_package
from content.formats.epub._pages import Page, Placing, entry_targets, page_html, with_back_links
from content.formats.epub._passages import passages
from content.formats.epub._sanitising import sanitised
from content.formats.epub._shelf import Shelf
from content.formats.epub._styles import Sheet, Styles, read_sheet
from content.formats.reading import Description, Extract, ReadLimits, ReadPart, RefusedError, Refusal
from content.formats.xml import parse_loose
from content.records import ContentsEntry, Kind, Layout, Passage
from content.text import guess_language, one_line

MEDIA_TYPE = "application/epub+zip"
_SHEETS = 24
_EXTRA_DOCUMENTS = 2_000
_SAMPLE = 40_000
"""Characters by which the language is guessed."""
_FIRST_WORDS = 60
_HEAD_BLOCKS = 3
_NO_TITLES = re.compile(r"^(unknown|untitled|cover|bìa|title ?page|no title|\W*|.*\.x?html?)$", re.IGNORECASE)
_NOTES = 100


@dataclass
class _Read:
    """A document that was read: its blocks, and what its `title` says."""

    name: str
    blocks: list[Block]
    title: str


@dataclass
class Reading:
    """One book being read.

    Args:
        archive: the book.
        path: of the file.
        scratch: folder to write into.
        limits: what it may cost.
    """

    archive: Archive
    path: Path
    scratch: Path
    limits: ReadLimits
    notes: list[str] = field(default_factory=list)

    def extract(self) -> Extract:
        """Everything the book holds.

        Raises:
            RefusedError: it cannot or must not be read.
        """
        self.notes += self.archive.notes
        name = package_name(self.archive, self.limits)
        self.encryption = encryption(self.archive, self.limits)
        fixed = declares_fixed_layout(self.archive, self.limits)
        self.package = read_package(self.archive, name, self.limits, self.notes, fixed=fixed)
        self.shelf = Shelf(self.archive, self.scratch, self.limits, self.encryption, self.notes)
        self.marks = Marks()
        self.sheets: dict[str, Sheet] = {}
        entries = read_contents(self.archive, self.package, self.limits, self.notes)
        documents = self._documents(entries)
        pages, starts = self._cut(documents, entries)
        if not pages:
            raise RefusedError(Refusal.NOTHING_TO_READ, "no document holds text or pictures")
        placing = Placing(pages, self.marks, starts)
        placing.name_places([*self.marks.links, *entry_targets(entries)])
        contents = _contents(entries, placing) or _from_headings(pages)
        _give_titles(pages, contents, {document.name: document.title for document in documents})
        contents = contents or _from_pages(pages)
        return self._written(pages, placing, contents)

    # Documents

    def _documents(self, entries: list[Entry]) -> list[_Read]:
        """All documents of the spine, and those that it leaves out but something leads to, at the end."""
        waiting = [(place.item, place) for place in self.package.spine]
        self._refuse_locked([item for item, _ in waiting])
        known = {item.name for item, _ in waiting}
        by_name = {item.name: item for item in self.package.items.values() if item.is_document}
        read: list[_Read] = []
        seen_links = 0
        while waiting:
            for item, _ in waiting:
                document = self._document(item, entries)
                if document is not None:
                    read.append(document)
            waiting = []
            linked = [target.name for target in self.marks.links[seen_links:]]
            seen_links = len(self.marks.links)
            for name in dict.fromkeys(linked + ([target.name for target in entry_targets(entries)] if read else [])):
                if name in by_name and name not in known and len(known) < self.limits.parts:
                    known.add(name)
                    waiting.append((by_name[name], SpineItem(by_name[name])))
        return read

    def _refuse_locked(self, items: list[Item]) -> None:
        locked = [item.name for item in items if item.name in self.encryption.locked]
        if locked:
            raise RefusedError(Refusal.ENCRYPTED, f"{len(locked)} of {len(items)} documents, {locked[0][:100]!a}")

    def _document(self, item: Item, entries: list[Entry]) -> _Read | None:
        """A document of the spine as clean blocks; None where there is nothing to be read.

        Raises:
            RefusedError: it is damaged or an attack.
        """
        if item.is_picture:
            return self._picture_page(item)
        data = self.archive.read(item.name, limit=self.limits.text_member)
        if not data.strip():
            self._note(f"{item.name[:120]!a} is empty")
            return None
        try:
            root = parse_loose(data, what=item.name, limits=self.limits, notes=self.notes)
        except RefusedError as error:
            if error.refusal is not Refusal.DAMAGED:
                raise
            self._note(str(error))
            return None
        cleaner = Cleaner(item.name, Styles(self._sheets_of(root, item.name)), self.marks, self.shelf)
        if local_name(root) == "svg":
            blocks = _picture_blocks(self.shelf.picture(item.name), "")
        else:
            blocks = cleaner.clean(root)
        titles = [entry.title for entry in entries if entry.target is not None and entry.target.name == item.name]
        with_heading(blocks, titles)
        with_back_links(blocks, item.name, self.marks)
        return _Read(item.name, without_gaps(blocks), _title_of(root))

    def _picture_page(self, item: Item) -> _Read | None:
        blocks = _picture_blocks(self.shelf.picture(item.name), "")
        return _Read(item.name, blocks, "") if blocks else None

    def _sheets_of(self, root: _Element, name: str) -> list[Sheet]:
        """The style sheets of a document, each read once in a book."""
        found: list[Sheet] = []
        for element in root.iter("link", "style"):
            if len(found) >= _SHEETS:
                break
            if element.tag == "style":
                found.append(self._sheet(f"{name} {len(found)}", element.text or ""))
                continue
            if "stylesheet" not in (element.get("rel") or "").lower():
                continue
            link = resolve(name, element.get("href") or "")
            member = self.shelf.member(link.target.name) if link.way is Way.INSIDE else None
            if member is not None:
                found.append(self._sheet(member, None))
        return found

    def _sheet(self, name: str, css: str | None) -> Sheet:
        if name not in self.sheets:
            self.sheets[name] = read_sheet(css if css is not None else self._css(name))
        return self.sheets[name]

    def _css(self, name: str) -> str:
        try:
            return self.archive.read(name, limit=self.limits.text_member).decode("utf-8", "replace")
        except MemberError as error:
            self._note(str(error))
            return ""

    # Pages

    def _cut(self, documents: list[_Read], entries: list[Entry]) -> tuple[list[Page], dict[str, int]]:
        """The pages of all documents, and on which page each document begins; empty ones begin where the next does."""
        pages: list[Page] = []
        starts: dict[str, int] = {}
        for document in documents:
            starts[document.name] = len(pages) + 1
            if all(block.is_empty() for block in document.blocks):
                continue
            for number, blocks in enumerate(cut(document.blocks, self.limits.part_bytes)):
                if len(pages) < self.limits.parts:
                    pages.append(Page(len(pages) + 1, document.name, blocks, number == 0))
        return pages, {name: min(start, len(pages)) for name, start in starts.items()}

    def _written(self, pages: list[Page], placing: Placing, contents: list[ContentsEntry]) -> Extract:
        """Writes the pages and gathers what the book says."""
        parts: list[ReadPart] = []
        found: list[Passage] = []
        heading = ""
        for page in pages:
            under = page.title or heading
            new = list(passages(page.number, page.blocks, under, page.places))
            heading = new[-1].heading if new else heading
            if len(found) < self.limits.passages:
                found += new
            parts.append(self._part(page, sanitised(page_html(page, placing)), sum(len(passage.text) for passage in new)))
        return Extract(
            kind=Kind.BOOK,
            media_type=MEDIA_TYPE,
            description=self._description(found, pages),
            parts=tuple(parts),
            contents=tuple(contents),
            passages=tuple(found[: self.limits.passages]),
            cover=self._cover(),
            resources=tuple(self.shelf.resources.values()),
            layout=Layout.REFLOWABLE,
            direction=self.package.direction,
            notes=tuple(dict.fromkeys(self.notes))[:_NOTES],
        )

    def _part(self, page: Page, html: str, characters: int) -> ReadPart:
        file = f"{page.number}.html"
        (self.scratch / file).write_text(html, encoding="utf-8")
        return ReadPart(
            number=page.number,
            title=page.title,
            file=file,
            characters=characters,
            style=page.style,
            width=page.width,
            height=page.height,
        )

    def _description(self, found: list[Passage], pages: list[Page]) -> Description:
        """What the package says; the language by the text, since packages often name another."""
        said = describe(self.package)
        middle = found[len(found) // 4 :]
        sample, length = [], 0
        for passage in middle:
            sample.append(passage.text)
            length += len(passage.text)
            if length > _SAMPLE:
                break
        title = said.title or next((page.title for page in pages if page.title), "") or one_line(unquote(self.path.stem), TITLE_LENGTH)
        return replace(said, title=title, language=guess_language("\n".join(sample)) or said.language)

    def _cover(self) -> str:
        """The name of the cover picture: what the package names, else what its guide leads to, else a first page."""
        named = self.package.items.get(meta_says(self.package, "cover"))
        candidates = [
            self.package.item_with("cover-image"),
            named,
            *(item for item in self.package.items.values() if item.is_picture and "cover" in item.id.lower()),
        ]
        for item in candidates:
            if item is not None and item.is_picture:
                name = self.shelf.cover(item.name)
                if name:
                    return name
        for document in self._cover_documents(named):
            for source in _pictures_of(self._root(document)):
                link: Link = resolve(document, source)
                member = self.shelf.member(link.target.name) if link.way is Way.INSIDE else None
                name = self.shelf.cover(member) if member is not None else ""
                if name:
                    return name
        return ""

    def _cover_documents(self, named: Item | None) -> list[str]:
        guided = [resolve(self.package.name, href).target.name for kind, href in self.package.guide() if kind == "cover"]
        first = [place.item.name for place in self.package.spine[:1] if place.item.is_document]
        names = [*([named.name] if named is not None and named.is_document else []), *guided, *first]
        found = (self.shelf.member(name) for name in names)
        return list(dict.fromkeys(name for name in found if name is not None))

    def _root(self, name: str) -> _Element | None:
        try:
            return parse_loose(self.archive.read(name, limit=self.limits.text_member), what=name, limits=self.limits)
        except RefusedError:
            return None

    def _note(self, line: str) -> None:
        if len(self.notes) < _NOTES:
            self.notes.append(line[:300])


def _picture_blocks(picture: Picture | None, alt: str) -> list[Block]:
    if picture is None:
        return []
    size = f' width="{picture.width}" height="{picture.height}"' if picture.width and picture.height else ""
    return [Block("p", classes="g", inner=f'<img src="hinh/{picture.name}" alt="{alt}"{size}>')]


def _pictures_of(root: _Element | None) -> list[str]:
    """The addresses of the pictures of a page that shows little else."""
    if root is None or len("".join(root.itertext()).strip()) > 2_000:
        return []
    return [
        str(element.get("src") or element.get("href") or "")
        for element in root.iter("img", "image")
        if element.get("src") or element.get("href")
    ][:3]


def _title_of(root: _Element) -> str:
    title = next(root.iter("title"), None)
    text = one_line((title.text or "")[:2_000], TITLE_LENGTH) if title is not None and title.text else ""
    return "" if _NO_TITLES.match(text) else text


def _contents(entries: list[Entry], placing: Placing) -> list[ContentsEntry]:
    """The lines of the contents with where they land; a heading that leads nowhere lands where the next line does."""
    lines: list[ContentsEntry] = []
    following: tuple[int, str] | None = None
    for entry in reversed(entries):
        spot = placing.find(entry.target) if entry.target is not None else None
        if spot is None and entry.target is None:
            spot = following
        if spot is not None:
            lines.append(ContentsEntry(depth=entry.depth, title=entry.title, part=spot[0], place=spot[1]))
            following = spot
    lines.reverse()
    return _without_jumps(lines)


def _without_jumps(lines: list[ContentsEntry]) -> list[ContentsEntry]:
    """Depths that begin at 0 and grow by one at most."""
    depth = -1
    kept = []
    for line in lines:
        depth = min(line.depth, depth + 1)
        kept.append(replace(line, depth=depth))
    return kept


def _from_headings(pages: list[Page]) -> list[ContentsEntry]:
    """Contents by headings, for a book that brings none."""
    headings = [(page, block) for page in pages for top in page.blocks for block in top.walk() if block.tag == "h" and block.text.strip()]
    if not headings:
        return []
    levels = sorted({block.level for _, block in headings})[:3]
    lines = [
        ContentsEntry(
            depth=levels.index(block.level),
            title=one_line(block.text, TITLE_LENGTH),
            part=page.number,
            place="" if block is page.blocks[0] else page.places.of(block),
        )
        for page, block in headings
        if block.level in levels
    ]
    return _without_jumps(lines)


def _from_pages(pages: list[Page]) -> list[ContentsEntry]:
    """Contents by documents, for a book that brings none and has no headings."""
    return [ContentsEntry(depth=0, title=page.title or str(page.number), part=page.number) for page in pages if page.begins]


def _give_titles(pages: list[Page], contents: list[ContentsEntry], said: dict[str, str]) -> None:
    """Names each page: by the contents, by the heading it begins with, else as the page before or by its first words."""
    landing: dict[int, list[ContentsEntry]] = {}
    for line in contents:
        landing.setdefault(line.part, []).append(line)
    running = ""
    for page in pages:
        lines = landing.get(page.number, [])
        head = {block.place for block in page.blocks[:_HEAD_BLOCKS] if block.place} | {""}
        top = next((line.title for line in lines if line.place in head), "")
        heading = next((block for block in page.blocks[:_HEAD_BLOCKS] if block.tag == "h"), None)
        own = top or (one_line(heading.text, TITLE_LENGTH) if heading is not None else "")
        if not own and page.begins:
            own = next((line.title for line in lines), "") or said.get(page.document, "") or _first_words(page)
        page.title = own or running
        running = lines[-1].title if lines else page.title


def _first_words(page: Page) -> str:
    text = next((text for block in page.blocks if (text := block.whole_text().strip())), "")
    return one_line(text[:_FIRST_WORDS * 4], _FIRST_WORDS) if text else ""
