"""The text itself: paragraphs, tables in tables, notes, text boxes, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final
from urllib.parse import unquote

from content.formats._symbol_fonts import symbols
from content.formats._word_fields import place_address
from content.formats.flow.gathering import Runs
from content.formats.flow.manuscript import Block, Note, Paragraph, Run, note_sign, picture, place
from content.formats.rtf._destinations import Destination, Entered, Gathered
from content.formats.rtf._grid import OpenTable
from content.formats.rtf._paper import Paper
from content.formats.rtf._pictures import Picture, ShapeInstructions
from content.formats.rtf._state import State

_DEEP: Final = 12
_BODY_LEVEL: Final = 9
_HEADING_LENGTH: Final = 500
"""Characters; what is longer is no heading, whatever its style says."""
_OWN_SIGN: Final = 6
_ENDS: Final = frozenset({"par", "sect", "page", "column"})
_CELLS: Final = frozenset({"trleft", "trhdr", "clmrg", "clvmrg", "cellx"})


class Story(Destination):
    """A run of paragraphs and tables: the body, a note, a text box.

    Attributes:
        blocks: what is complete.

    Args:
        paper: the file.
    """

    def __init__(self, paper: Paper) -> None:
        self.blocks: list[Block] = []
        self._paper = paper
        self._runs = Runs(paper.drawn)
        self._label: str | None = None
        self._is_begun = False
        self._is_contents = False
        self._held: tuple[str, State] | None = None
        self._has_note_sign = False
        self._beside: list[Block] = []
        self._tables: list[OpenTable] = []
        self._in_row = False

    def text(self, text: str, state: State) -> None:
        """Takes text of a paragraph."""
        if state.hidden or state.deleted:
            return
        self._is_begun = True
        self._has_note_sign = False
        self._is_contents = self._is_contents or state.is_contents
        if self._held is not None and self._held[1] == state:
            text, self._held = self._held[0] + text, None
        self._release()
        if state.raised == "sup" and len(text) <= _OWN_SIGN:
            self._held = text, state
        else:
            self._say(text, state)

    def put(self, run: Run) -> None:
        """Takes what is no text."""
        self._is_begun = True
        self._release()
        self._runs.put(run)

    def show(self, name: str, alt: str) -> None:
        """Shows a picture; "" is one that cannot be shown."""
        self.put(picture(name, alt))

    def stand_beside(self, blocks: list[Block]) -> None:
        """Takes blocks that are anchored in the open paragraph."""
        self._beside += blocks

    def word(self, name: str, number: int | None, state: State) -> None:
        """Takes ends of paragraphs, cells and rows."""
        if name in _ENDS:
            self._end_line(name, state)
        elif name in _CELLS:
            self._table(1).shape.word(name, number)
        elif name == "trowd":
            self.begin_row(1)
        elif name in ("cell", "nestcell"):
            self._end_cell(1 if name == "cell" else max(2, min(state.nesting, _DEEP)), state)
        elif name == "row":
            self.end_row(1)
        elif name == "nestrow":
            self.end_row(max(2, min(state.nesting, _DEEP)))
        elif name == "chftn":
            self._has_note_sign = True

    def inner(self, name: str, state: State) -> Entered | None:
        """Where labels, notes, boxes, pictures and places go."""
        found = self._inner(name, state)
        return None if found is None else (found, replace(state, in_table=False, nesting=1))

    def _inner(self, name: str, state: State) -> Destination | None:
        if name in ("listtext", "pntext"):
            return Label(self._paper, self._labelled)
        if name == "footnote":
            return NoteStory(self._paper, self)
        if name in ("shptxt", "dptxbxtext"):
            return BoxStory(self._paper, self)
        if name in ("shpinst", "do"):
            return ShapeInstructions(self._paper, self, lambda: BoxStory(self._paper, self))
        if name == "pict":
            return Picture(self._paper, (lambda *_: None) if state.hidden or state.deleted else self.show)
        if name == "bkmkstart":
            return Gathered(self._placed)
        return NestedRow(self, max(2, min(state.nesting, _DEEP))) if name == "nesttableprops" else None

    def begin_row(self, level: int) -> None:
        """The shape of a row follows."""
        table = self._table(level)
        table.shape = type(table.shape)()
        self._in_row = self._in_row or level == 1

    def shape_row(self, level: int, name: str, number: int | None) -> None:
        """Takes a control word of the shape of a row."""
        self._table(level).shape.word(name, number)

    def end_row(self, level: int) -> None:
        """Ends a row of a table."""
        while len(self._tables) > level:
            self._leave()
        if len(self._tables) == level:
            self._tables[-1].end_row()
        if level == 1:
            self._in_row = False

    def own_sign(self) -> str:
        """The sign that the writer put before a note instead of a number, "" where it is numbered."""
        is_numbered, self._has_note_sign = self._has_note_sign, False
        if is_numbered or self._held is None or not self._held[0].strip():
            return ""
        sign, self._held = self._held[0].strip(), None
        return sign

    def finish(self, state: State) -> list[Block]:
        """Everything, when the text has ended.

        Args:
            state: what holds at the end.
        """
        if self._is_begun:
            self._end_paragraph(state)
        while self._tables:
            self._leave()
        return self.blocks

    def _say(self, text: str, state: State) -> None:
        self._runs.say(text, state.look, font=self._paper.font(state.font).name, href=state.href)

    def _release(self) -> None:
        """Lets go of raised letters that turned out to be no sign of a note."""
        if self._held is not None:
            held, self._held = self._held, None
            self._say(*held)

    def _table(self, level: int) -> OpenTable:
        """A table of a depth, opened where it is not."""
        while len(self._tables) < level:
            self._tables.append(OpenTable())
        return self._tables[level - 1]

    def _end_line(self, name: str, state: State) -> None:
        if name == "par" and state.deleted:
            return
        if name in ("par", "sect") or self._is_begun:
            self._end_paragraph(state)

    def _end_cell(self, level: int, state: State) -> None:
        self._table(level)
        if self._is_begun or self._label is not None:
            self._end_paragraph(replace(state, in_table=True, nesting=level))
        while len(self._tables) > level:
            self._leave()
        self._tables[-1].end_cell()

    def _end_paragraph(self, state: State) -> None:
        paper = self._paper
        self._release()
        runs = self._runs.gathered()
        paragraph = Paragraph(runs, align=state.align)
        counted = paper.label(state.numbering, state.level) if state.numbering else ""
        paragraph.label = counted if self._label is None else self._label
        outline = paper.outline(state.style) if state.outline is None else state.outline
        if outline is not None and outline < _BODY_LEVEL and len(paragraph.text) <= _HEADING_LENGTH:
            paragraph.level = outline + 1
        style = paper.styles.get(state.style)
        if self._is_contents or (style is not None and style.is_contents):
            paper.page_list.append(paragraph)
        depth = max(min(state.depth, _DEEP), int(self._in_row))
        while len(self._tables) > depth:
            self._leave()
        into = self._table(depth).blocks if depth else self.blocks
        into.append(paragraph)
        into += self._beside
        self._label, self._is_begun, self._is_contents, self._beside = None, False, False, []

    def _leave(self) -> None:
        """Ends the innermost table."""
        ended = self._tables.pop().ended()
        into = self._tables[-1].blocks if self._tables else self.blocks
        into += ended

    def _labelled(self, label: str) -> None:
        self._label = label

    def _placed(self, name: str) -> None:
        if name.strip() in self._paper.anchors:
            self.put(place(unquote(place_address(name.strip()))[1:]))


class NestedRow(Destination):
    """The shape of a row of a table in a table, which follows its cells.

    Args:
        story: that it is a row of. level: depth of its table, from 2.
    """

    def __init__(self, story: Story, level: int) -> None:
        self._story, self._level = story, level

    def word(self, name: str, number: int | None, state: State) -> None:  # noqa: ARG002 - in any state
        """Takes the shape, and the end of the row."""
        if name == "trowd":
            self._story.begin_row(self._level)
        elif name == "nestrow":
            self._story.end_row(self._level)
        else:
            self._story.shape_row(self._level, name, number)


class NoteStory(Story):
    """A footnote or an endnote.

    Args:
        outer: the text that it is a note of.
    """

    def __init__(self, paper: Paper, outer: Story) -> None:
        super().__init__(paper)
        self._outer = outer
        self._own_sign = outer.own_sign()
        self._is_endnote = False

    def word(self, name: str, number: int | None, state: State) -> None:
        """Takes what a story takes, and whether it is an endnote."""
        if name == "ftnalt":
            self._is_endnote = True
        else:
            super().word(name, number, state)

    def close(self, state: State) -> None:
        """Puts its sign into the text and itself among the notes."""
        blocks = self.finish(state)
        if state.deleted:
            return
        name, sign = self._paper.note_of(is_endnote=self._is_endnote)
        sign = self._own_sign or sign
        self._outer.put(note_sign(name, sign))
        first = blocks[0] if blocks else None
        if not isinstance(first, Paragraph) or first.label:
            first = Paragraph()
            blocks.insert(0, first)
        first.label = "" if self._own_sign and first.text.lstrip().startswith(sign) else sign
        if first.runs:
            first.runs[0].text = first.runs[0].text.lstrip()
        self._paper.called.append(Note(name, blocks))


class BoxStory(Story):
    """What stands in a text box.

    Args:
        outer: the text that it is anchored in.
    """

    def __init__(self, paper: Paper, outer: Story) -> None:
        super().__init__(paper)
        self._outer = outer

    def close(self, state: State) -> None:
        """Puts it behind the paragraph that it is anchored in."""
        self._outer.stand_beside(self.finish(state))


class Label(Destination):
    """The label of a paragraph as its writer drew it.

    Args:
        done: takes it.
    """

    def __init__(self, paper: Paper, done: Callable[[str], None]) -> None:
        self._paper, self._done = paper, done
        self._pieces: list[str] = []

    def text(self, text: str, state: State) -> None:
        """Takes letters in their font."""
        if not state.hidden and not state.deleted and len(self._pieces) < _HEADING_LENGTH:
            font = self._paper.font(state.font).name
            self._pieces.append(self._paper.drawn.label(symbols(text, "") if not font else text, font))

    def close(self, state: State) -> None:  # noqa: ARG002 - whatever held
        """Gives it."""
        label = " ".join("".join(self._pieces).split())[:_HEADING_LENGTH]
        self._done("○" if label == "o" else label)
