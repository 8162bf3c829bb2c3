"""The documents of a book in reading order, each as clean blocks or as a fixed page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape, unescape

from lxml.etree import _Element

from content.formats._encodings import decoded
from content.formats.archive import Archive, MemberError
from content.formats.epub._container import Encryption
from content.formats.epub._fixed import USUAL_SIZE, FixedCleaner, FixedPage
from content.formats.epub._fixed_css import SheetCleaner
from content.formats.epub._metadata import unique_identifier
from content.formats.epub._narration import with_narration
from content.formats.epub._package import XHTML, Item, Package, SpineItem, meta_says
from content.formats.epub._shelf import BookShelf
from content.formats.flow.blocks import Block
from content.formats.flow.cleaning import Cleaner
from content.formats.flow.elements import kinds_of_whole
from content.formats.flow.entries import TITLE_LENGTH, Entry
from content.formats.flow.gaps import without_gaps
from content.formats.flow.headings import with_heading
from content.formats.flow.links import Way, resolve
from content.formats.flow.notes import with_ways_back
from content.formats.flow.pages import entry_targets
from content.formats.flow.style_sheets import StyleSheets, sheet_names
from content.formats.flow.styles import Styles
from content.formats.flow.surroundings import Marks, Picture
from content.formats.flow.tree import local
from content.formats.reading import ReadLimits, Refusal, RefusedError
from content.formats.xml import parse_loose
from content.text import guess_language, one_line

_SAMPLE = 60_000
_MARKUP = re.compile(r"<[^<>]*>")
_NO_TITLES = re.compile(
    r"^(https?://.*|unknown|untitled|cover|bìa|title ?page|no title|\W*|.*\.x?html?)$", re.IGNORECASE
)
_VIEWPORT = re.compile(r"(\d{2,5})\D+(\d{2,5})")


@dataclass
class Document:
    """A document that was read: clean blocks, or a fixed page.

    Attributes:
        title: what its `title` element says, "" if that is no title.
        kinds: what `epub:type` says of it as a whole.
    """

    name: str
    title: str
    blocks: list[Block] = field(default_factory=list)
    fixed: FixedPage | None = None
    kinds: frozenset[str] = frozenset()


class Documents:
    """Reads the documents of one book.

    Args:
        archive: the book.
        package: its package document.
        encryption: what of it is encrypted.
        shelf: its pictures and fonts.
        marks: its links and anchors.
        limits: what reading may cost.
        notes: takes what was mended or left out.
    """

    def __init__(
        self,
        archive: Archive,
        package: Package,
        encryption: Encryption,
        shelf: BookShelf,
        marks: Marks,
        *,
        limits: ReadLimits,
        notes: list[str],
    ) -> None:
        self._archive = archive
        self._package = package
        self._encryption = encryption
        self._shelf = shelf
        self._marks = marks
        self._limits = limits
        self._notes = notes
        self._meanings = StyleSheets(self._css)
        self._cleaned: dict[str, str] = {}
        self._language = ""
        self._titles: dict[str, list[str]] = {}
        identifier = unique_identifier(package)
        self._sheets = SheetCleaner(
            self._resource_picture,
            lambda base, address: shelf.font(self._inside(base, address), identifier),
            self._imported,
        )

    def read(self, entries: list[Entry]) -> list[Document]:
        """All documents of the spine, then those that it leaves out but something leads to.

        Args:
            entries: the contents that the book brings.

        Raises:
            RefusedError: a document is locked, damaged or an attack.
        """
        waiting = list(self._package.spine)
        self._refuse_locked([place.item for place in waiting])
        self._language = self._guessed([place.item for place in waiting])
        known = {place.item.name for place in waiting}
        self._titles = _titles_by_document(entries)
        by_name = {item.name: item for item in self._package.items.values() if item.is_document}
        read: list[Document] = []
        followed, named = 0, entry_targets(entries)
        while waiting:
            read += [document for place in waiting if (document := self._document(place)) is not None]
            leads = [*self._marks.links[followed:], *(named if read else [])]
            followed, named = len(self._marks.links), [] if read else named
            names = [name for name in dict.fromkeys(target.name for target in leads) if name not in known]
            found = [item for name in names if (item := by_name.get(name, _unlisted(name))).is_document]
            found = found[: max(0, self._limits.parts - len(known))]
            known.update(item.name for item in found)
            waiting = [SpineItem(item, linear=False, fixed=self._package.is_fixed) for item in found]
        for document in read:
            with_ways_back(document.blocks, document.name, self._marks)
        return read

    def _refuse_locked(self, items: list[Item]) -> None:
        locked = [item.name for item in items if item.name in self._encryption.locked]
        if locked:
            raise RefusedError(Refusal.ENCRYPTED, f"{len(locked)} of {len(items)} documents, {locked[0][:100]!a}")

    def _guessed(self, items: list[Item]) -> str:
        """The language of the book by a look into its middle; "" where that does not show it."""
        for item in [item for item in items if item.is_document][len(items) // 2 :][:4]:
            try:
                data = self._archive.read(item.name, limit=self._limits.text_member)[: 4 * _SAMPLE]
            except MemberError:
                continue
            text = unescape(_MARKUP.sub(" ", decoded(data)))[:_SAMPLE]
            if guessed := guess_language(text):
                return guessed
        return ""

    def _document(self, place: SpineItem) -> Document | None:
        """A document, None where there is nothing to be read.

        Raises:
            RefusedError: it is damaged or an attack.
        """
        item = place.item
        if item.is_picture:
            return self._picture_page(place)
        root = self._root(item.name)
        if root is None:
            return None
        title = _title_of(root)
        if place.fixed:
            cleaner = FixedCleaner(item.name, self._marks, self._shelf, self._sheets)
            return Document(
                item.name, title, fixed=cleaner.clean(root, self._fixed_css(root, item.name), self._usual_size())
            )
        if local(root) == "svg":
            return Document(item.name, title, blocks=_picture_blocks(self._shelf.picture(item.name)))
        styles = Styles(self._meanings.of(root, item.name, self._member_at(item.name)))
        blocks = Cleaner(item.name, styles, self._marks, self._shelf, self._language).clean(root)
        with_heading(blocks, self._titles.get(item.name, []))
        return Document(item.name, title, blocks=self._narrated(without_gaps(blocks), item), kinds=kinds_of_whole(root))

    def _narrated(self, blocks: list[Block], item: Item) -> list[Block]:
        return with_narration(
            blocks, item, package=self._package, archive=self._archive, shelf=self._shelf, limits=self._limits
        )

    def _root(self, name: str) -> _Element | None:
        data = self._archive.read(name, limit=self._limits.text_member)
        if not data.strip():
            self._notes.append(f"{name[:120]!a} is empty")
            return None
        if name.lower().endswith(".txt"):
            data = _as_markup(decoded(data))
        try:
            return parse_loose(data, what=name, limits=self._limits, notes=self._notes)
        except RefusedError as error:
            if error.refusal is not Refusal.DAMAGED:
                raise
            self._notes.append(str(error)[:300])
            return None

    def _picture_page(self, place: SpineItem) -> Document | None:
        picture = self._shelf.picture(place.item.name)
        if picture is None:
            return None
        if not place.fixed:
            return Document(place.item.name, "", blocks=_picture_blocks(picture))
        width, height = self._shelf.natural_size(place.item.name)
        width, height = (width, height) if width and height else USUAL_SIZE
        html = f'<div class="than"><img src="hinh/{picture.name}" alt="" width="{width}" height="{height}"></div>'
        return Document(place.item.name, "", fixed=FixedPage(html, "", width, height, ""))

    # Style sheets

    def _member_at(self, name: str) -> Callable[[str], str | None]:
        """What finds the members that a document names."""
        return lambda address: self._shelf.member(self._inside(name, address))

    def _fixed_css(self, root: _Element, name: str) -> str:
        """The style sheets of a fixed page, cleaned."""
        pieces = []
        for key, text in sheet_names(root, name, self._member_at(name)):
            if key not in self._cleaned:
                css = text if text is not None else self._css(key)
                self._cleaned[key] = self._sheets.clean(css, key if text is None else name)
            pieces.append(self._cleaned[key])
        return "".join(pieces)

    def _css(self, name: str) -> str:
        try:
            return self._archive.read(name, limit=self._limits.text_member).decode("utf-8", "replace")
        except MemberError as error:
            self._notes.append(str(error)[:300])
            return ""

    def _imported(self, base: str, address: str) -> tuple[str, str] | None:
        member = self._shelf.member(self._inside(base, address))
        return (member, self._css(member)) if member is not None else None

    def _resource_picture(self, base: str, address: str) -> str:
        picture = self._shelf.picture(self._inside(base, address))
        return picture.name if picture is not None else ""

    def _inside(self, base: str, address: str) -> str:
        link = resolve(base, address)
        return link.target.name if link.way is Way.INSIDE and address else ""

    def _usual_size(self) -> tuple[int, int] | None:
        """The page size that the package gives for the whole book."""
        for name in ("rendition:viewport", "original-resolution"):
            match = _VIEWPORT.search(meta_says(self._package, name))
            if match:
                return int(match[1]), int(match[2])
        return None


def _as_markup(text: str) -> bytes:
    """Plain text as paragraphs, one a line."""
    return "".join(
        ["<html><body>", *(f"<p>{escape(line)}</p>" for line in text.split("\n")), "</body></html>"]
    ).encode()


def _unlisted(name: str) -> Item:
    """A file of the archive that the manifest forgets: a document if its name says so."""
    return Item(name, name, XHTML if name.lower().endswith((".xhtml", ".html", ".htm")) else "image/")


def _titles_by_document(entries: list[Entry]) -> dict[str, list[str]]:
    """For each document, what the contents call it and its places."""
    titles: dict[str, list[str]] = {}
    for entry in entries:
        if entry.target is not None:
            titles.setdefault(entry.target.name, []).append(entry.title)
    return titles


def _picture_blocks(picture: Picture | None) -> list[Block]:
    if picture is None:
        return []
    return [Block("p", classes="g", inner=picture.html())]


def _title_of(root: _Element) -> str:
    title = next(root.iter("title"), None)
    text = one_line((title.text or "")[:2_000], TITLE_LENGTH) if title is not None and title.text else ""
    return "" if _NO_TITLES.match(text) else text
