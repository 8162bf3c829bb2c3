"""Where reading starts: where the publisher says, and past what is certainly no reading yet.

Covers, title pages, the book's own table of contents and notices of who made the file are passed over; prefaces and
dedications are reading. In doubt a page is reading: who opens a title page turns it, who misses a preface never knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from content.formats.archive import Archive, MemberError
from content.formats.epub._package import Package
from content.formats.flow.blocks import MARK, Block
from content.formats.flow.elements import kinds_of
from content.formats.flow.entries import Entry
from content.formats.flow.links import Target, Way, resolve
from content.formats.flow.pages import Page, Placing
from content.formats.flow.tree import value, words
from content.formats.reading import Description, ReadLimits, RefusedError
from content.formats.xml import parse_loose
from content.records import BEGINNING, Start
from content.text import fold

_KEPT = 0.5
"""Share of a book's letters that is never passed over."""
_PICTURE_BOOK = 200
"""Letters a page; a book with fewer is one of pictures, and its pages without words are reading."""
_TITLE_PAGE, _NOTICE, _FRONT = 400, 2_000, 1_200
"""Letters; a page with more is no title page, no notice, nothing that the guide may call front matter."""
_LEFT = 2
"""Words of a title page that may be neither title nor name nor of the trade."""
_FRONT_KINDS = words(
    "cover titlepage halftitlepage halftitle copyright-page toc landmarks loi lot imprint imprimatur colophon "
    "seriespage other-credits title-page"
)
"""`epub:type` (EPUB 3 Structural Semantics Vocabulary) and types of a guide (OPF 2.0.1 §2.6)."""
_READING_KINDS = words(
    "bodymatter chapter part preface foreword introduction prologue dedication epigraph acknowledgments preamble"
)
_TOLD_KINDS = words("bodymatter text start")
_TRADE = words(
    "bia cover tac gia ten sach nguyen tac the loai tieu thuyet truyen ngan tho kich nguoi dich dich gia viet ve tranh "
    "nha xuat ban nxb nam lan thu nhat hai tai in va author by the a of and translated illustrated edition tap quyen "
    "bo toan volume vol"
)
_CONTENTS = words("contents toc index sommaire")
_CONTENTS_LINES = frozenset({"muc luc", "table of contents", "table des matieres", "目次", "目录", "目錄", *_CONTENTS})
_PREFACE = re.compile(
    r"^(?:loi (?:noi dau|tua|gioi thieu|mo dau|tac gia|de tang|cam on|nguoi dich)|tua|mo dau|dan nhap|de tu|kinh tang|"
    r"thay loi tua|preface|foreword|introduction|prologue|dedication|acknowledge?ments?)\b"
)
_EBOOK = (
    re.compile(r"\be-?books?\b|\bepub\b|sach dien tu|thiet bi di dong"),
    re.compile(r"\bso hoa\b|\bdanh may\b|\bsoat loi\b|\bdong goi\b|kiem tra chinh ta|created by\b"),
    re.compile(r"vnthuquan|tve-?4u|isach|gutenberg|wikisource|vietmessenger|thu vien (?:online|truc tuyen|ebook)"),
)
_NEAR_EBOOK = re.compile(r"https?://|\bwww\.|\w\.(?:com|net|org|info|vn)\b|\bnguon\b|dien dan|chia se|phi loi nhuan")
_RIGHT = re.compile(r"©|\bcopyright\b|ban quyen|all rights reserved|\bisbn\b|nop luu chieu")
_IMPRINT = re.compile(
    r"nha xuat ban|\bnxb\b|publish|\bprint(?:ed|ing)\b|in xong|giay phep|\bqdxb\b|so dang ky|bien muc|\bkho \d|in lan"
)
_LINKED = re.compile(r"<a\b[^>]*>.*?</a>", re.DOTALL)
_MARKUP = re.compile(r"<[^<>]*>")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_LEFT_OUT = 2
_PAGE_NUMBER = re.compile(r"\d{1,4}")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Told:
    """What the publisher tells: places where the text starts, and documents that stand before it."""

    starts: tuple[Target, ...] = ()
    front: frozenset[str] = frozenset()


def told_by(archive: Archive, package: Package, limits: ReadLimits) -> Told:
    """What the landmarks of EPUB 3 and the guide of EPUB 2 tell.

    Args:
        archive: the book.
        package: its package document.
        limits: what reading may cost.
    """
    lines = [*_landmarks(archive, package, limits), *_guide(archive, package)]
    return Told(
        starts=tuple(target for kinds, target in lines if kinds & _TOLD_KINDS),
        front=frozenset(target.name for kinds, target in lines if kinds & _FRONT_KINDS and not target.fragment),
    )


def _landmarks(archive: Archive, package: Package, limits: ReadLimits) -> Iterator[tuple[frozenset[str], Target]]:
    item = package.item_with("nav")
    if item is None:
        return
    try:
        root = parse_loose(archive.read(item.name, limit=limits.text_member), what=item.name, limits=limits)
    except (MemberError, RefusedError):
        return  # Whoever read the contents of the same document has said so.
    for nav in root.iter("nav"):
        if "landmarks" in kinds_of(nav):
            for anchor in nav.iter("a"):
                target = _inside(archive, item.name, value(anchor, "href"))
                if target is not None:
                    yield kinds_of(anchor), target


def _guide(archive: Archive, package: Package) -> Iterator[tuple[frozenset[str], Target]]:
    for kind, href in package.guide():
        target = _inside(archive, package.name, href)
        if target is not None:
            yield frozenset(kind.split()), target


def _inside(archive: Archive, base: str, href: str) -> Target | None:
    link = resolve(base, href)
    name = archive.find(link.target.name) if href.strip() and link.way is Way.INSIDE else None
    return Target(name, link.target.fragment) if name is not None else None


class Front:
    """Knows the pages before the text of one book.

    Args:
        said: what the book says of itself.
        entries: its contents.
        kinds: for each document, what `epub:type` says it is as a whole.
        told: what the publisher tells.
    """

    def __init__(self, said: Description, entries: list[Entry], kinds: dict[str, frozenset[str]], told: Told) -> None:
        names = " ".join([said.title, *(creator.name for creator in said.creators)])
        self._names = frozenset(_WORD.findall(fold(names)))
        self._publisher = frozenset(_WORD.findall(fold(said.publisher)))
        self._titles = frozenset(title for entry in entries for title in _ways_to_say(_comparable(entry.title)))
        self._kinds = kinds
        self._told = told

    def start(self, pages: list[Page], placing: Placing) -> Start:
        """Where reading starts.

        Args:
            pages: all pages in order.
            placing: knows where the told places stand.
        """
        letters = [sum(len(block.whole_text()) for block in page.blocks) for page in pages]
        told = self._told_start(pages, placing)
        is_told = self._leaves_enough(letters, told)
        start = told if is_told else BEGINNING
        if start.place or any(page.width for page in pages):
            return start
        number = start.part
        has_words = sum(letters) >= _PICTURE_BOOK * len(pages)
        while number < len(pages) and self._is_before(pages[number - 1], letters[number - 1], has_words=has_words):
            number += 1
        passed = Start(part=number)
        return passed if number > 1 and self._leaves_enough(letters, passed) else start

    def _told_start(self, pages: list[Page], placing: Placing) -> Start:
        spots = [placing.find(target) for target in self._told.starts]
        documents = [page.number for page in pages if page.begins and "bodymatter" in self._of(page)]
        found = [Start(part=spot[0], place=spot[1]) for spot in spots if spot is not None]
        found += [Start(part=number) for number in documents[:1]]
        return found[0] if found else BEGINNING

    def _leaves_enough(self, letters: list[int], start: Start) -> bool:
        return sum(letters[start.part - 1 :]) >= _KEPT * sum(letters)

    def _of(self, page: Page) -> frozenset[str]:
        return self._kinds.get(page.document, frozenset())

    def _is_before(self, page: Page, letters: int, *, has_words: bool) -> bool:
        """Whether a page is certainly no reading yet."""
        if self._of(page) & (_FRONT_KINDS | _READING_KINDS):
            return not self._of(page) & _READING_KINDS
        lines = [line for block in _leaves(page.blocks) for text in block.text.split("\n") if (line := fold(text))]
        if not any(_WORD.search(_ADDRESS.sub("", line)) for line in lines):
            return has_words
        if page.document in self._told.front and letters <= _FRONT:
            return True
        if _PREFACE.match(_comparable(lines[0])):
            return False
        text = "\n".join(lines)
        return (
            (letters <= _TITLE_PAGE and self._is_title_page(text))
            or (letters <= _NOTICE and _is_notice(text))
            or self._is_contents(page.blocks)
        )

    def _is_title_page(self, text: str) -> bool:
        said = _WORD.findall(text)
        own = [word for word in said if word in self._names]
        left = [word for word in said if word not in self._names | self._publisher | _TRADE and not word.isdigit()]
        names_all = bool(self._names) and self._names <= set(said)
        return bool(own) and (len(left) <= _LEFT or (names_all and _IMPRINT.search(text) is not None))

    def _is_contents(self, blocks: list[Block]) -> bool:
        """Whether nearly all lines are links or titles of the contents."""
        leaves = [(_is_link(block), map(_comparable, block.text.split("\n"))) for block in _leaves(blocks)]
        lines = [(is_link, line) for is_link, texts in leaves for line in texts if line]
        rest = [(is_link, line) for is_link, line in lines if line not in _CONTENTS_LINES]
        is_named = any(line in _CONTENTS_LINES for _, line in lines[:3])
        fitting = sum(is_link or _without_page_numbers(line) in self._titles for is_link, line in rest)
        return bool(rest) and fitting >= (0.6 if is_named else 0.9) * len(rest) and (is_named or len(rest) > 3)


def _ways_to_say(title: str) -> list[str]:
    """A title, and without what may be left out before it: "Chapter 1"."""
    said = title.split()
    return [" ".join(said[first:]) for first in range(min(len(said), _LEFT_OUT + 1))]


def _without_page_numbers(line: str) -> str:
    """A line of the contents without the numbers of pages at its end."""
    said = line.split()
    while len(said) > 1 and _PAGE_NUMBER.fullmatch(said[-1]):
        said.pop()
    return " ".join(said)


def _leaves(blocks: list[Block]) -> list[Block]:
    return [leaf for block in blocks for leaf in block.walk() if leaf.text.strip()]


def _is_link(leaf: Block) -> bool:
    """Whether nearly all it says is a link; page numbers may stand beside it."""
    outside = _MARKUP.sub(" ", MARK.sub("", _LINKED.sub("", leaf.inner)))
    return "\x01L" in leaf.inner and len(outside.strip()) * 3 < len(leaf.text)


def _is_notice(text: str) -> bool:
    """Whether it tells who made the file, or is the imprint of the printed book."""
    signs = sum(sign.search(text) is not None for sign in _EBOOK)
    return (
        signs > 1
        or (signs == 1 and bool(_NEAR_EBOOK.search(text)))
        or bool(_RIGHT.search(text) and _IMPRINT.search(text))
    )


def _comparable(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))
