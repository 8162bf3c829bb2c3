"""The text of a Word document as blocks: paragraphs, tables, notes, boxes ([MS-DOC] 2.4)."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from content.formats._letters import Letters as OldLetters
from content.formats._numbering import decimal, roman
from content.formats._word_fields import Fields, is_tick_box
from content.formats._word_grid import RowShape, Shape
from content.formats.doc._anchors import NoteRange, boxes_of, notes_of, places_of, shapes_of
from content.formats.doc._drawings import Pictures, Shapes
from content.formats.doc._file import WordFile
from content.formats.doc._pages import letters_of, paragraphs_of
from content.formats.doc._pieces import Piece, read_pieces
from content.formats.doc._sprms import Letters, RowDefinition, Stand, changes, letters_after, row_after, stand_after
from content.formats.doc._story import Story
from content.formats.doc._styles import read_lists, read_styles
from content.formats.flow.gathering import Fonts
from content.formats.flow.manuscript import Block, Look, Note, Paragraph, Run, note_sign, picture, place

_END: Final = re.compile("[\r\x07\x0c]")
_SIGN: Final = re.compile("[\x00-\x08\x0b\x0e\x13-\x15\x1e\x1f]")
_ALIGNED: Final = {1: "center", 2: "right"}
_LOOKS: Final = {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": "\u00ad"}
_CHARACTER_STYLE: Final = 0x4A30
_HEADING_LENGTH: Final = 500
_NO_LEVEL: Final = 9
_NUMBERS_MOST: Final = 0x7FF
_BOXES_DEEP: Final = 3
_PARAGRAPHS_MOST: Final = 500_000


class Body:
    """Reads the text of one document.

    Attributes:
        contents: paragraphs of a table of contents. notes: in the order of their signs. pictures: that it shows.

    Args:
        file: the document. letters: turns its old letters. room: bytes that its pictures may have.

    Raises:
        BrokenError: its text cannot be put together.
    """

    def __init__(self, file: WordFile, letters: OldLetters, *, room: int) -> None:
        self.contents: list[Paragraph] = []
        self.notes: list[Note] = []
        self.pictures = Pictures(room)
        self._file = file
        self._drawn = Fonts(letters)
        self._text, self._pieces = read_pieces(file)
        self._starts = [piece.start for piece in self._pieces]
        self._letters, self._paragraphs = letters_of(file), paragraphs_of(file)
        self._styles = read_styles(file)
        self._lists = read_lists(file, self._styles)
        self._called, self._floating, self._boxes = notes_of(file), shapes_of(file), boxes_of(file)
        self._places = places_of(file, self._text)
        self._shapes = Shapes(file, self.pictures)
        self._looks: dict[tuple[int, bytes, bytes], Letters] = {}
        self._fields = Fields()
        self._carried: list[Run] = []
        self._depth = 0
        self._in_note = False
        self._is_contents = False

    def blocks(self) -> list[Block]:
        """The blocks of the body; the notes are read with them."""
        found = self._story(0, min(self._file.lengths.body, len(self._text)))
        for call in sorted(self._called):
            self._note(self._called[call])
        self._drawn.turn()
        return found

    # Runs of text

    def _story(self, start: int, end: int) -> list[Block]:
        story = Story(self._drawn)
        at = start
        for _ in range(_PARAGRAPHS_MOST):
            if at >= end:
                break
            match = _END.search(self._text, at, end)
            stop = match.start() if match else end
            self._paragraph(story, at, stop)
            at = stop + 1
        if self._carried:
            story.add(Paragraph(self._carried), 0)
            self._carried = []
        return story.blocks()

    def _note(self, note: NoteRange) -> None:
        fields, self._fields, self._in_note = self._fields, Fields(), True
        blocks = self._story(note.start, min(note.end, len(self._text)))
        self._fields, self._in_note = fields, False
        while blocks and isinstance(last := blocks[-1], Paragraph) and last.is_empty:
            blocks.pop()
        first = next((one for one in blocks if isinstance(one, Paragraph)), None)
        if first is not None and not first.label:
            first.label = _sign(note)
            if first.runs:
                first.runs[0].text = first.runs[0].text.lstrip()
        self.notes.append(Note(note.name, blocks or [Paragraph([Run(_sign(note))])]))

    def _piece(self, position: int) -> Piece:
        return self._pieces[max(0, bisect_right(self._starts, position) - 1)]

    # Paragraphs

    def _paragraph(self, story: Story, start: int, stop: int) -> None:
        mark = min(stop, len(self._text) - 1)
        piece = self._piece(mark)
        group, _ = self._paragraphs.at(piece.byte_of(mark))
        style = int.from_bytes(group[:2], "little")
        group = group[2:] + piece.properties
        stand = stand_after(group, self._styles.settled(style)[0], self._file.data)
        is_cell = self._text[mark : mark + 1] == "\x07" and mark == stop
        if (stand.ends_row and is_cell) or stand.ends_inner_row:
            story.end_row(stand.tables, _shape(row_after(group, self._file.data)))
            return
        beside = self._runs(story, start, stop, style)
        runs = [*self._carried, *story.runs.gathered()]
        self._carried = []
        if stand.goes_on and not is_cell:
            self._carried = runs
            return
        paragraph = Paragraph(runs, align=_ALIGNED.get(stand.align, ""))
        if stand.outline < _NO_LEVEL and len(paragraph.text) <= _HEADING_LENGTH:
            paragraph.level = stand.outline + 1
        paragraph.label = self._label(stand, style, mark)
        if self._styles.is_contents(style) or self._is_contents:
            self.contents.append(paragraph)
        story.beside += beside
        story.add(paragraph, stand.tables)
        if is_cell or stand.ends_inner_cell:
            story.end_cell(stand.tables)

    def _label(self, stand: Stand, style: int, mark: int) -> str:
        if not 0 < stand.number < _NUMBERS_MOST:
            return ""
        text, font = self._lists.label(str(stand.number), min(stand.level, 8))
        if not font and text:
            piece = self._piece(mark)
            group, _ = self._letters.at(piece.byte_of(mark))
            font = self._styles.font(self._look(style, group, b"").font)
        return self._drawn.label(text, font)

    # Letters

    def _runs(self, story: Story, start: int, stop: int, style: int) -> list[Block]:
        """Gathers the runs of a paragraph; gives back what floats beside it."""
        self._is_contents = self._fields.is_contents
        beside: list[Block] = []
        for names in (self._places[at] for at in self._places if start <= at <= stop):
            for name in names:
                story.runs.put(place(name))
        at = start
        while at < stop:
            piece = self._piece(at)
            group, end = self._letters.at(piece.byte_of(at))
            last = piece.start + -(-(end - piece.at) // piece.width)
            following = max(at + 1, min(stop, piece.end, last))
            self._chunk(story, at, following, self._look(style, group, piece.properties), beside)
            at = following
        return beside

    def _look(self, style: int, group: bytes, of_piece: bytes) -> Letters:
        key = (style, group, of_piece)
        if key not in self._looks:
            usual = self._styles.settled(style)[1]
            own = b"".join(
                self._styles.letters_of(int.from_bytes(operand, "little"))
                for code, operand in changes(group)
                if code == _CHARACTER_STYLE
            )
            self._looks[key] = letters_after(
                of_piece, letters_after(group, letters_after(own, usual, usual), usual), usual
            )
        return self._looks[key]

    def _chunk(self, story: Story, start: int, end: int, look: Letters, beside: list[Block]) -> None:
        """Letters of one look, and the signs among them."""
        if look.hidden or look.deleted:
            self._hidden(start, end)
            return
        if look.symbol is not None and look.is_special:
            for _ in range(end - start):
                self._say(story, chr(look.symbol[1]), look, self._styles.font(look.symbol[0]))
            return
        at = start
        while at < end:
            own = self._called.get(at)
            match = _SIGN.search(self._text, at, end)
            stop = match.start() if match else end
            if own is not None and stop > at:
                story.runs.put(note_sign(own.name, self._text[at]))
                at += 1
                continue
            stop = min([stop, *(call for call in self._called if at < call < stop)]) if stop > at else stop
            if stop > at:
                self._say(story, self._text[at:stop], look, self._styles.font(look.font))
            if match is not None and stop == match.start():
                self._special(story, stop, look, beside)
                stop += 1
            at = stop

    def _hidden(self, start: int, end: int) -> None:
        """Text that is not shown; fields in it go on all the same."""
        for sign in self._text[start:end]:
            if sign in "\x13\x14\x15":
                self._field(sign)
            elif not self._fields.is_shown:
                self._fields.instruct(sign)

    def _say(self, story: Story, text: str, look: Letters, font: str) -> None:
        if not self._fields.is_shown:
            self._fields.instruct(text)
            return
        self._is_contents = self._is_contents or self._fields.is_contents
        raised = "sup" if look.raised > 0 else "sub" if look.raised < 0 else ""
        shown = Look(look.bold, look.italic, look.underline, look.strike, raised)
        story.runs.say(text.replace("\0", ""), shown, font=font, href=self._fields.href)

    def _special(self, story: Story, at: int, look: Letters, beside: list[Block]) -> None:
        sign = self._text[at]
        if sign in _LOOKS:
            self._say(story, _LOOKS[sign], look, self._styles.font(look.font))
        elif sign in "\x13\x14\x15":
            told = self._field(sign)
            if sign == "\x15" and is_tick_box(told):
                self._say(story, "☐", look, "")
        elif not self._fields.is_shown:
            return
        elif sign == "\x01" and look.picture >= 0 and not look.is_binary:
            self._inline(story, look.picture)
        elif sign == "\x02" and at in self._called and not self._in_note:
            note = self._called[at]
            story.runs.put(note_sign(note.name, _sign(note)))
        elif sign == "\x08" and at in self._floating:
            beside += self._float(story, self._floating[at])

    def _field(self, sign: str) -> str:
        if sign == "\x13":
            self._fields.begin()
        elif sign == "\x14":
            self._fields.separate()
        else:
            return self._fields.end()
        return ""

    def _inline(self, story: Story, at: int) -> None:
        found = self.pictures.inline(self._file, at)
        if found is not None:
            story.runs.put(picture(*found))

    def _float(self, story: Story, shape: int) -> list[Block]:
        """What floats: a picture goes into the line, text is given back."""
        found = self._shapes.picture(shape)
        if found is not None:
            story.runs.put(picture(*found))
        if shape not in self._boxes or self._depth >= _BOXES_DEEP:
            return []
        start, end = self._boxes[shape]
        self._depth += 1
        fields, self._fields = self._fields, Fields()
        was, carried, self._carried = self._is_contents, self._carried, []
        blocks = self._story(start, min(end, len(self._text)))
        self._fields, self._is_contents, self._carried = fields, was, carried
        self._depth -= 1
        return blocks


def _sign(note: NoteRange) -> str:
    return roman(note.number) if note.is_endnote else decimal(note.number)


def _shape(row: RowDefinition) -> RowShape:
    if len(row.lines) < 2:
        return RowShape(is_head=row.is_head)
    cells = [
        Shape(right, goes_along=number in row.joins_left, goes_down=number in row.joins_above)
        for number, right in enumerate(row.lines[1:])
    ]
    return RowShape(row.lines[0], cells, row.is_head)
