"""Paragraphs, lists, tables and notes of an OpenDocument text, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element

from content.formats.flow.manuscript import Block, Cell, Note, Paragraph, Run, Table
from content.formats.flow.tree import text_of
from content.formats.odt._line import Line
from content.formats.odt._names import DRAW, TABLE, TEXT, count
from content.formats.odt._numbering import Counter
from content.formats.odt._paper import Paper
from content.formats.odt._styles import NOTHING, is_hidden_section

_DEEP: Final = 24
_LEVELS: Final = 10
_START_MOST: Final = 1_000_000
_HEADING_LENGTH: Final = 500
"""Characters; what is longer is no heading, whatever its style says."""
_REPEATED_MOST: Final = 200
_COLUMNS_MOST: Final = 1_000
_INDEXES: Final = frozenset(
    f"{TEXT}{name}"
    for name in (
        *("table-of-content", "alphabetical-index", "table-index", "illustration-index"),
        *("object-index", "user-index"),
    )
)
_AROUND: Final = frozenset(
    f"{TEXT}{name}" for name in ("section", "index-body", "index-title", "bibliography", "page-sequence")
)


@dataclass
class Place:
    """Where in lists a block stands: the counter, the level from 1, the label that its first paragraph is to have."""

    counter: Counter
    level: int
    is_waiting: bool = False
    start: int | None = None


def blocks_of(element: _Element, paper: Paper) -> list[Block]:
    """The blocks in an element: the body, a cell, a note, a text box.

    Args:
        paper: the document; numbering and notes go on in it.
    """
    if paper.depth >= _DEEP:
        return [Paragraph([Run(text)]) for text in [" ".join(text_of(element).split())] if text]
    paper.depth += 1
    found: list[Block] = []
    for child in element:
        found += _one(child, paper, None)
    paper.depth -= 1
    return found


def notes_of(paper: Paper) -> list[Note]:
    """The notes that the text has called, in the order of their signs."""
    found = []
    for call in paper.called:
        blocks = blocks_of(call.body, paper)
        first = next((one for one in blocks if isinstance(one, Paragraph)), None)
        if first is None or first.label:
            blocks.insert(0, Paragraph([Run(call.sign)]))
        else:
            first.label = call.sign
        found.append(Note(call.name, blocks))
    return found


def _one(child: _Element, paper: Paper, where: Place | None) -> list[Block]:
    tag = str(child.tag)
    if tag in (f"{TEXT}p", f"{TEXT}h"):
        return _paragraph(child, paper, where)
    if tag == f"{TEXT}list":
        return _list(child, paper, where)
    if tag == f"{TEXT}numbered-paragraph":
        return _numbered(child, paper)
    if tag == f"{TABLE}table":
        return [_table(child, paper)]
    if tag in _INDEXES:
        return _index(child, paper)
    if tag in _AROUND:
        return [] if is_hidden_section(child) else blocks_of(child, paper)
    if tag.startswith(DRAW):
        holder = Line(paper, NOTHING)
        runs = holder.read_drawing(child)
        return [*([Paragraph(runs)] if runs else []), *_boxes(holder, paper)]
    return []


def _index(element: _Element, paper: Paper) -> list[Block]:
    was, paper.in_contents = paper.in_contents, True
    found = blocks_of(element, paper)
    paper.in_contents = was
    return found


def _paragraph(element: _Element, paper: Paper, where: Place | None) -> list[Block]:
    name = element.get(f"{TEXT}style-name") or ""
    said = paper.styles.paragraph.get(name, NOTHING).over(paper.styles.usual)
    line = Line(paper, said)
    paragraph = Paragraph(line.read(element), align=said.align or "")
    is_heading = element.tag == f"{TEXT}h"
    level = count(element.get(f"{TEXT}outline-level"), usual=1, most=_LEVELS) if is_heading else said.level or 0
    if level and len(paragraph.text) <= _HEADING_LENGTH:
        paragraph.level = level
    paragraph.label = _label(element, level, paper, where)
    if paper.in_contents:
        paper.contents.append(paragraph)
    return [paragraph, *_boxes(line, paper)]


def _label(element: _Element, level: int, paper: Paper, where: Place | None) -> str:
    if where is not None:
        if not where.is_waiting:
            return ""
        where.is_waiting = False
        return paper.fonts.label(*where.counter.next(where.level, where.start))
    if element.tag != f"{TEXT}h" or element.get(f"{TEXT}is-list-header") == "true":
        return ""
    if not paper.lists.outline.levels.get(level):
        return ""
    said = paper.styles.paragraph.get(element.get(f"{TEXT}style-name") or "", NOTHING)
    if said.numbering == "":
        return ""
    start = None
    if element.get(f"{TEXT}restart-numbering") == "true" or element.get(f"{TEXT}start-value"):
        start = count(element.get(f"{TEXT}start-value"), usual=1, most=_START_MOST)
    return paper.fonts.label(*paper.lists.outline.next(level, start))


def _boxes(line: Line, paper: Paper) -> list[Block]:
    """What is anchored in a paragraph."""
    return [block for box in line.boxes for block in blocks_of(box, paper)]


def _list(element: _Element, paper: Paper, where: Place | None) -> list[Block]:
    own = element.get(f"{TEXT}style-name") or ""
    if where is None:
        counter, level = paper.lists.begin(element, _style_of_paragraphs(element, paper)), 1
    else:
        counter, level = where.counter, min(where.level + 1, _LEVELS)
        if own and (levels := paper.lists.levels(own)):
            # A list within another may be of a style of its own: it counts on its own level there.
            counter.levels = {
                **counter.levels,
                level: levels.get(level, counter.levels.get(level, levels[max(levels)])),
            }
    found: list[Block] = []
    paper.depth += 1
    if paper.depth < _DEEP:
        for item in element:
            if item.tag in (f"{TEXT}list-item", f"{TEXT}list-header"):
                found += _item(item, paper, counter, level)
    else:
        found = [Paragraph([Run(" ".join(text_of(element).split()))])]
    paper.depth -= 1
    return found


def _item(item: _Element, paper: Paper, counter: Counter, level: int) -> list[Block]:
    start = item.get(f"{TEXT}start-value")
    where = Place(
        counter,
        level,
        is_waiting=item.tag == f"{TEXT}list-item",
        start=count(start, usual=1, most=_START_MOST) if start else None,
    )
    return [block for child in item for block in _one(child, paper, where)]


def _style_of_paragraphs(element: _Element, paper: Paper) -> str:
    """The list style of the first paragraph of a list that names none itself."""
    first = next(element.iter(f"{TEXT}p", f"{TEXT}h"), None)
    name = (first.get(f"{TEXT}style-name") or "") if first is not None else ""
    return paper.styles.paragraph.get(name, NOTHING).numbering or ""


def _numbered(element: _Element, paper: Paper) -> list[Block]:
    """A paragraph that is numbered by itself (§5.3.6)."""
    counter = paper.lists.begin(element, "")
    level = count(element.get(f"{TEXT}level"), usual=1, most=_LEVELS) or 1
    return [block for child in element for block in _one(child, paper, Place(counter, level, is_waiting=True))]


def _table(element: _Element, paper: Paper) -> Table:
    table = Table()
    for row, is_head in _rows(element):
        cells: list[Cell] = []
        for one in row:
            if one.tag != f"{TABLE}table-cell":
                continue
            cell = Cell(
                blocks_of(one, paper),
                columns=max(1, count(one.get(f"{TABLE}number-columns-spanned"), usual=1, most=_COLUMNS_MOST)),
                rows=max(1, count(one.get(f"{TABLE}number-rows-spanned"), usual=1, most=_COLUMNS_MOST)),
                is_head=is_head,
            )
            cells.append(cell)
            again = count(one.get(f"{TABLE}number-columns-repeated"), usual=1, most=_REPEATED_MOST) - 1
            cells += [Cell(columns=cell.columns, rows=cell.rows, is_head=is_head) for _ in range(again)]
        table.rows.append(cells)
    return table


def _rows(table: _Element) -> Iterator[tuple[_Element, bool]]:
    """The rows, and whether each is a heading of the table."""
    groups = {f"{TABLE}{name}" for name in ("table-rows", "table-row-group", "table-header-rows")}
    waiting: list[tuple[_Element, bool]] = [(table, False)]
    while waiting:
        one, is_head = waiting.pop()
        if one.tag == f"{TABLE}table-row":
            yield one, is_head
        elif one is table or one.tag in groups:
            head = is_head or one.tag == f"{TABLE}table-header-rows"
            waiting += [(child, head) for child in reversed(one)]
