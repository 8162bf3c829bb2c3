"""Pages: documents cut, places named, links led to where things stand after cutting."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from content.formats.flow.blocks import MARK, Block, html
from content.formats.flow.entries import Entry
from content.formats.flow.links import Target
from content.formats.flow.passages import Places
from content.formats.flow.surroundings import Marks
from content.formats.flow.tables import name_tables

FIXED = "f-"
"""What ids and classes of a fixed page begin with."""
_KEPT_ID = re.compile(r"^[A-Za-z][A-Za-z0-9_.-]{0,63}$")
_PLAIN_WORD = re.compile(r"^[A-Za-z]+$")
_LINES_ABOVE = 3
_LINE_ABOVE = 80
_SIGN = ' class="cht"'
_EMPTY_LINK = re.compile(r"<a(?: class=\"cht\")?>(.*?)</a>", re.DOTALL)


@dataclass(eq=False)
class Page:
    """A page of the book as it will be read.

    Attributes:
        number: from 1.
        document: name of the member it comes from.
        begins: whether the document begins here.
        ready: HTML of a fixed page, ready but for its links; a reflowable one has blocks.
    """

    number: int
    document: str
    blocks: list[Block]
    begins: bool
    title: str = ""
    ready: str = ""
    style: str = ""
    width: int = 0
    height: int = 0
    places: Places = field(default_factory=lambda: Places(set()))


@dataclass(frozen=True, slots=True)
class _Spot:
    page: Page
    name: str
    anchor: int | None = None
    """Number of the anchor that holds it, None where a block does: sources may use an id twice."""


class Placing:
    """Knows where every place that something leads to stands."""

    def __init__(self, pages: list[Page], marks: Marks, starts: dict[str, int]) -> None:
        """Names the places of all pages.

        Args:
            pages: all pages in order.
            marks: the links and anchors in them.
            starts: for each document that was read, the number of the page it begins on.
        """
        self._pages = pages
        self._marks = marks
        self._starts = starts
        self._spots: dict[Target, _Spot] = {}

    def name_places(self, wanted: Iterable[Target]) -> None:
        """Gives an id to each place that something leads to, the same as in the source where that is safe."""
        needed = {target for target in wanted if target.fragment}
        for page in self._pages:
            for block in page.blocks:
                for inner in block.walk():
                    self._name_block(inner, page, needed)

    def _name_block(self, block: Block, page: Page, needed: set[Target]) -> None:
        found = [place for name in block.ids if (place := Target(page.document, name)) in needed]
        if found and not block.tag:
            block.inner = "".join(self._marks.anchor(place) for place in found) + block.inner
        elif found:
            block.place = safe_name(found[0].fragment, page.places.taken)
            for place in found:
                self._spots.setdefault(place, _Spot(page, block.place))
        for kind, index in MARK.findall(block.inner):
            if kind == "A":
                place = self._marks.anchors[int(index)]
                if place in needed and place not in self._spots:
                    self._spots[place] = _Spot(page, safe_name(place.fragment, page.places.taken), int(index))

    def name_fixed(self, page: Page, names: Iterable[str]) -> None:
        """Remembers the ids of a fixed page: all are kept, with a prefix, since its style may need them."""
        for name in names:
            self._spots.setdefault(Target(page.document, name), _Spot(page, f"{FIXED}{name}"))

    def find(self, target: Target) -> tuple[int, str] | None:
        """Page number and id ("" for its beginning) of a place, None if its document is not in the book.

        A place that the document does not have is its beginning: a reader is better led near than nowhere.
        """
        spot = self._spots.get(target)
        if spot is not None:
            return spot.page.number, "" if self._is_top(spot) else spot.name
        start = self._starts.get(target.name)
        return (start, "") if start is not None else None

    def _is_top(self, spot: _Spot) -> bool:
        return bool(spot.page.blocks) and spot.page.blocks[0].place == spot.name

    def href(self, target: Target, page: Page) -> str:
        """The address of a place as a link on a page writes it, "" if there is none."""
        spot = self._spots.get(target)
        if spot is not None:
            return f"#{spot.name}" if spot.page is page else f"{spot.page.number}#{spot.name}"
        start = self._starts.get(target.name)
        return "" if start is None else str(start)

    def resolved(self, text: str, page: Page) -> str:
        """HTML with its marks resolved."""

        def one(match: re.Match[str]) -> str:
            if match[1] == "A":
                spot = self._spots.get(self._marks.anchors[int(match[2])])
                here = spot is not None and spot.anchor == int(match[2])
                return f'<span id="{spot.name}"></span>' if spot is not None and here else ""
            target = self._marks.links[int(match[2])]
            is_lost = target.fragment and target.name == page.document and target not in self._spots
            if is_lost and text.startswith(_SIGN, match.start() - len(_SIGN)):
                return ""  # a note that its own document does not have: the top of that would say nothing
            href = self.href(target, page)
            return f' href="{href}"' if href else ""

        return _EMPTY_LINK.sub(r"\1", MARK.sub(one, text))


def page_html(page: Page, placing: Placing) -> str:
    """The HTML of a reflowable page, marks resolved."""
    name_tables(page.blocks, page.title)
    shown = heading_levels(page.blocks)
    return placing.resolved("".join(html(block, lambda level: shown.get(level, 6)) for block in page.blocks), page)


def heading_levels(blocks: list[Block]) -> dict[int, int]:
    """The level to show for each level of heading on a page: h1 only at its top, no level left out below."""
    headings = [block for top in blocks for block in top.walk() if block.tag == "h"]
    levels = sorted({block.level for block in headings})
    first = _leading(blocks)
    if headings and first is headings[0] and first.level == levels[0]:
        own = [block for block in headings if block.level == levels[0]]
        if len(own) == 1:
            return {level: min(rank, 6) for rank, level in enumerate(levels, start=1)}
        headings[0].level = 0
        return {0: 1} | {level: min(rank, 6) for rank, level in enumerate(levels, start=2)}
    if headings and first is headings[0]:
        # A small heading stands first: it leads the page all the same.
        headings[0].level = 0
        rest = sorted({block.level for block in headings[1:]})
        return {0: 1} | {level: min(rank, 6) for rank, level in enumerate(rest, start=2)}
    return {level: min(rank, 6) for rank, level in enumerate(levels, start=2)}


def _leading(blocks: list[Block]) -> Block | None:
    """The first block with text, short centred lines before a heading aside: many books repeat their title there."""
    for count, block in enumerate(block for block in blocks if block.whole_text().strip()):
        if block.tag == "h" or count >= _LINES_ABOVE or block.classes != "g" or len(block.text) > _LINE_ABOVE:
            return block
    return None


def safe_name(name: str, taken: set[str]) -> str:
    """An id for a page: the one of the source unless it is odd, taken, or a word that scripts and pages use."""
    candidate = name if _KEPT_ID.match(name) else ""
    if not candidate or _PLAIN_WORD.match(candidate):
        candidate = f"x-{candidate}" if candidate else "x"
    if candidate == "x" or candidate in taken:
        candidate = _numbered(candidate, taken)
    taken.add(candidate)
    return candidate


def _numbered(name: str, taken: set[str]) -> str:
    """The name with a free number, the first one in a row: found by halving, for a page may repeat a name for ever."""
    above = 1
    while f"{name}-{above}" in taken:
        above *= 2
    below = above // 2
    while above - below > 1:
        middle = (below + above) // 2
        below, above = (middle, above) if f"{name}-{middle}" in taken else (below, middle)
    return f"{name}-{above}"


def entry_targets(entries: list[Entry]) -> list[Target]:
    """Where the lines of the contents lead."""
    return [entry.target for entry in entries if entry.target is not None]
