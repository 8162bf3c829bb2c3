"""Paragraphs, tables and notes of a Word document, in the order in which they are read."""

from __future__ import annotations

from typing import Final

from lxml.etree import _Element

from content.formats._word_fields import Fields
from content.formats.docx._drawings import ALTERNATE, chosen
from content.formats.docx._line import Line
from content.formats.docx._package import W
from content.formats.docx._paper import NoteCall, Paper
from content.formats.docx._styles import ParagraphLook, Style, read_paragraph, read_run, value
from content.formats.docx._tables import rows_of
from content.formats.flow.manuscript import Block, Cell, Note, Paragraph, Run, Table

_DEEP: Final = 24
_HEADING_LENGTH: Final = 500
"""Characters; what is longer is no heading, whatever its style says."""
_TABLE_OF_CONTENTS: Final = "Table of Contents"
_AROUND: Final = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "body", "txbxContent")
)


def blocks_of(element: _Element, paper: Paper) -> list[Block]:
    """The blocks in an element: the body, a cell, a note, a text box.

    Args:
        paper: the document; numbering, fields and notes go on in it.
    """
    if paper.depth >= _DEEP:
        return [Paragraph([Run(text)]) for text in [_text_below(element)] if text.strip()]
    paper.depth += 1
    found: list[Block] = []
    for child in element:
        found += _one(child, paper)
    paper.depth -= 1
    return found


def notes_of(paper: Paper) -> list[Note]:
    """The notes that the text has called, in the order of their signs."""
    found = []
    for is_endnote, kind in ((False, "footnote"), (True, "endnote")):
        calls = [one for one in paper.called if one.is_endnote is is_endnote]
        part = paper.package.other_part(paper.package.main_member(f"{kind}s")) if calls else None
        if part is None:
            continue
        paper.part, paper.fields = part, Fields()
        elements = {one.get(f"{W}id") or "": one for one in part.root.iter(f"{W}{kind}")}
        found += [_note(call, elements[call.id], paper) for call in _once(calls) if call.id in elements]
    return found


def _once(calls: list[NoteCall]) -> list[NoteCall]:
    return list({call.name: call for call in reversed(calls)}.values())[::-1]


def _note(call: NoteCall, element: _Element, paper: Paper) -> Note:
    blocks = blocks_of(element, paper)
    first = next((one for one in blocks if isinstance(one, Paragraph)), None)
    if first is None or first.label:
        blocks.insert(0, Paragraph([Run(call.sign)]))
    else:
        first.label = call.sign
        if first.runs:
            first.runs[0].text = first.runs[0].text.lstrip()
    return Note(call.name, blocks)


def _one(child: _Element, paper: Paper) -> list[Block]:
    tag = str(child.tag)
    if tag == f"{W}p":
        return _paragraph(child, paper)
    if tag == f"{W}tbl":
        return [_table(child, paper)]
    if tag == f"{W}altChunk":
        paper.notes.append("a document within the document is left out")
        return []
    if tag == ALTERNATE:
        return [block for one in chosen(child) for block in _one(one, paper)]
    if tag in _AROUND:
        return _around(child, paper)
    return []


def _around(element: _Element, paper: Paper) -> list[Block]:
    """What stands in an element that only holds others."""
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery") if element.tag == f"{W}sdt" else None
    was = paper.in_contents
    paper.in_contents = was or value(gallery) == _TABLE_OF_CONTENTS
    found = blocks_of(element, paper)
    paper.in_contents = was
    return found


def _paragraph(element: _Element, paper: Paper) -> list[Block]:
    properties = element.find(f"{W}pPr")
    style = paper.styles.style(
        (value(properties.find(f"{W}pStyle")) if properties is not None else "") or paper.styles.usual_paragraph
    )
    own = read_paragraph(properties)
    look = own.over(style.paragraph).over(paper.styles.usual_align)
    letters = style.run.over(paper.styles.usual)
    line = Line(paper, letters)
    line.read(element)
    runs, paper.carried = [*paper.carried, *line.runs], []
    if _goes_on(properties):
        paper.carried = runs
        return _beside(line, paper)
    paragraph = Paragraph(runs, align=look.align or "")
    mark = read_run(properties.find(f"{W}rPr")).over(letters) if properties is not None else letters
    paragraph.label = _label(own, look, style, mark.font or "", paper)
    if look.outline is not None and look.outline < 9 and len(paragraph.text) <= _HEADING_LENGTH:
        paragraph.level = look.outline + 1
    if style.is_contents or line.is_contents or paper.in_contents:
        paper.contents.append(paragraph)
    return [paragraph, *_beside(line, paper)]


def _goes_on(properties: _Element | None) -> bool:
    """Whether a paragraph goes on in the next: its end is deleted, or it is a letter that begins the next."""
    if properties is None:
        return False
    mark = properties.find(f"{W}rPr")
    if mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None):
        return True
    frame = properties.find(f"{W}framePr")
    return frame is not None and frame.get(f"{W}dropCap") in ("drop", "margin")


def _beside(line: Line, paper: Paper) -> list[Block]:
    """What is anchored in a paragraph: text boxes, drawn text."""
    found: list[Block] = [Paragraph([Run(text)]) for text in line.lines]
    fields, paper.fields = paper.fields, Fields()
    for box in line.boxes:
        found += blocks_of(box, paper)
    paper.fields = fields
    return found


def _label(own: ParagraphLook, look: ParagraphLook, style: Style, font: str, paper: Paper) -> str:
    """The automatic number, counted on; a level that only a style has is the one the numbering knows it by."""
    number = look.number
    if not number or number == "0":
        return ""
    level = own.level
    if level is None and own.number is None:
        level = paper.numberings.level_of_style(number, style.id)
    text, drawn_in = paper.numberings.label(number, level if level is not None else look.level or 0)
    return paper.fonts.label(text, drawn_in or font)


def _table(element: _Element, paper: Paper) -> Table:
    table = Table()
    above: dict[int, tuple[Cell, int]] = {}
    for is_head, cells in rows_of(element):
        row: list[Cell] = []
        kept: dict[int, tuple[Cell, int]] = {}
        at = 0
        for one in cells:
            blocks = blocks_of(one.element, paper) if one.element is not None else []
            going_on = above.get(at) if one.goes_on else None
            if going_on is not None and going_on[1] == one.columns:
                cell = going_on[0]
                cell.rows += 1
                cell.blocks += [block for block in blocks if isinstance(block, Table) or not block.is_empty]
            else:
                cell = Cell(blocks, columns=one.columns, is_head=is_head)
                row.append(cell)
            kept[at] = (cell, one.columns)
            at += one.columns
        table.rows.append(row)
        above = kept
    return table


def _text_below(element: _Element) -> str:
    """All text in an element that lies too deep to be followed."""
    return " ".join("".join(one.text or "" for one in line.iter(f"{W}t")) for line in element.iter(f"{W}p"))
