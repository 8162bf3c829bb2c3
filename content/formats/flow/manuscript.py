"""A paper on its way to HTML: paragraphs of runs, tables, notes, as readers of office formats find them.

The paper is gathered first and written last: which words are headings, and in which encoding text without telling fonts
is stored, shows only in the whole.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from itertools import groupby

from content.formats._letters import Letters
from content.formats.flow.paper_titles import paper_title
from content.formats.flow.signs import heading_level, is_nameless, may_name
from content.text.old_encodings import OldEncoding, converted

LEFT, CENTRE, RIGHT = "", "center", "right"
_SPAN_MOST = 1_000
_DEEPEST_HEADING = 6


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look, as far as it means something; `raised` is `sup`, `sub` or ""."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    raised: str = ""

    @property
    def tags(self) -> tuple[str, ...]:
        """The elements that say so, outermost first."""
        named = (("b", self.bold), ("i", self.italic), ("u", self.underline), ("s", self.strike))
        return (*(tag for tag, holds in named if holds), *((self.raised,) if self.raised else ()))


PLAIN = Look()


@dataclass(slots=True)
class Run:
    """Text of one look; line feeds in it are line breaks.

    Attributes:
        href: where it leads, "" nowhere.
        ready: HTML that stands in its place: a picture, the sign of a note, a place.
    """

    text: str = ""
    look: Look = PLAIN
    href: str = ""
    ready: str = ""


@dataclass
class Paragraph:
    """A paragraph.

    Attributes:
        level: 1 to 6 of a heading as its style says, 0 where that says nothing.
        label: what the program draws before it by itself: "Điều 1.", "a)", "•".
        is_plain: whether it is surely no heading: a list in prose, a caption.
    """

    runs: list[Run] = field(default_factory=list)
    level: int = 0
    align: str = LEFT
    label: str = ""
    is_plain: bool = False

    @property
    def text(self) -> str:
        """Its words, without the label."""
        return "".join(run.text for run in self.runs)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read or to see in it."""
        return not self.text.strip() and not self.label and not any(run.ready for run in self.runs)

    @property
    def is_bold(self) -> bool:
        """Whether all its words are bold."""
        said = [run for run in self.runs if run.text.strip()]
        return bool(said) and all(run.look.bold for run in said)


@dataclass
class Cell:
    """A cell: what stands in it, and how many columns and rows it covers."""

    blocks: list[Block] = field(default_factory=list)
    columns: int = 1
    rows: int = 1
    is_head: bool = False


@dataclass
class Table:
    """A table by rows; covered cells are not in them."""

    rows: list[list[Cell]] = field(default_factory=list)


@dataclass
class Note:
    """A footnote or endnote, whose sign in the text is `note_sign(name, …)`."""

    name: str
    blocks: list[Block] = field(default_factory=list)


Block = Paragraph | Table


class Manuscript:
    """The paper.

    Attributes:
        blocks: in order. notes: in order of their signs.
        title: as its letterhead tells once it is written, "" where it does not.
    """

    def __init__(self, letters: Letters) -> None:
        self.blocks: list[Block] = []
        self.notes: list[Note] = []
        self.title = ""
        self._letters = letters

    def html(self) -> str:
        """The whole as HTML."""
        self._turn_letters()
        self.title = paper_title(_labelled(block) for block in self.blocks if isinstance(block, Paragraph))
        notes = "".join(
            f'<aside role="doc-footnote" id="{escape(note.name)}">{_written(note.blocks, alone=False)}</aside>'
            for note in self.notes
        )
        return _written(self.blocks, alone=True) + notes

    def _turn_letters(self) -> None:
        """Turns text that no font has told the encoding of, paragraph by paragraph."""
        every = [one for one in _paragraphs([*self.blocks, *_note_blocks(self.notes)]) if one.text.strip()]
        texts = [one.text for one in every]
        for one, before, after in zip(every, texts, self._letters.paragraphs(texts), strict=True):
            if after != before:
                one.runs = _turned(one.runs, after)


def note_sign(name: str, sign: str) -> Run:
    """The sign of a note in the text.

    Args:
        name: of the note. sign: what is shown: a number, a star.
    """
    shown = escape(sign)
    return Run(ready=f'<a role="doc-noteref" id="{escape(name)}-r" href="#{escape(name)}"><sup>{shown}</sup></a>')


def picture(name: str, alt: str = "") -> Run:
    """A picture of the members.

    Args:
        alt: what it shows, in words.
    """
    return Run(ready=f'<img src="{escape(name)}" alt="{escape(alt)}">')


def place(name: str) -> Run:
    """A place that links lead to."""
    return Run(ready=f'<a id="{escape(name)}"></a>')


def _paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from _paragraphs(cell.blocks)


def _note_blocks(notes: Sequence[Note]) -> list[Block]:
    return [block for note in notes for block in note.blocks]


def _turned(runs: list[Run], after: str) -> list[Run]:
    """The runs of a paragraph whose text became another: each by itself where that gives the same, else as one."""
    for encoding in OldEncoding:
        each = [replace(run, text=converted(run.text, encoding)) for run in runs]
        if "".join(run.text for run in each) == after:
            return each
    first = next((run for run in runs if run.text.strip()), Run())
    return [Run(after, first.look), *(run for run in runs if run.ready)]


def _labelled(paragraph: Paragraph) -> str:
    return f"{paragraph.label} {paragraph.text}".strip() if paragraph.label else paragraph.text


def _written(blocks: Sequence[Block], *, alone: bool) -> str:
    """Blocks as HTML.

    Args:
        alone: whether they stand on the page, not in a cell or a note, where no paragraph is a heading by its words.
    """
    pieces: list[str] = []
    waiting = deque(block for block in blocks if not (isinstance(block, Paragraph) and block.is_empty))
    while waiting:
        block = waiting.popleft()
        if not isinstance(block, Paragraph):
            pieces.append(_table(block))
            continue
        name = waiting[0] if alone and waiting else None
        named = isinstance(name, Paragraph) and _is_named_by(block, name)
        pieces.append(_paragraph(block, alone=alone, name=waiting.popleft() if named else None))
    return "".join(pieces)


def _paragraph(one: Paragraph, *, alone: bool, name: Block | None = None) -> str:
    """A paragraph as HTML.

    Args:
        alone: as in `_written`. name: the paragraph below, where it is the name of this heading.
    """
    inner = _inner(one.runs)
    inner = f"{escape(one.label)} {inner}" if one.label else inner
    inner += f"<br>{_inner(name.runs)}" if isinstance(name, Paragraph) else ""
    align = f' align="{one.align}"' if one.align else ""
    level = _level(one, alone=alone)
    tag = f"h{min(level, _DEEPEST_HEADING)}" if level else "p"
    return f"<{tag}{align}>{inner}</{tag}>"


def _level(one: Paragraph, *, alone: bool) -> int:
    """Of the heading that a paragraph is, 0 where it is none."""
    if not one.text.strip():
        # An automatic label and nothing behind it: "Chương I", whose name is the paragraph below.
        return one.level if is_nameless(one.label) else 0
    if one.level or one.is_plain:
        return one.level
    return heading_level(_labelled(one), bold=one.is_bold, centred=one.align == CENTRE, alone=alone)


def _is_named_by(one: Paragraph, below: Paragraph) -> bool:
    """Whether a paragraph is "Chương I" alone, and the one below it is the name of that chapter."""
    level = _level(one, alone=True)
    if not level or below.label or not is_nameless(_labelled(one)) or below.level not in (0, level):
        return False
    return may_name(below.text, stands_out=below.level > 0 or below.is_bold or below.align == CENTRE)


def _inner(runs: Sequence[Run]) -> str:
    written = []
    for (look, href), group in groupby(runs, key=lambda run: (run.look, run.href)):
        inner = "".join(run.ready + escape(run.text).replace("\n", "<br>") for run in group)
        if not inner:
            continue
        for tag in reversed(look.tags):
            inner = f"<{tag}>{inner}</{tag}>"
        written.append(f'<a href="{escape(href)}">{inner}</a>' if href else inner)
    return "".join(written)


def _table(table: Table) -> str:
    rows = []
    for row in table.rows:
        cells = []
        for cell in row:
            tag = "th" if cell.is_head else "td"
            spans = "".join(
                f' {name}="{min(count, _SPAN_MOST)}"'
                for name, count in (("colspan", cell.columns), ("rowspan", cell.rows))
                if count > 1
            )
            cells.append(f"<{tag}{spans}>{_written(cell.blocks, alone=False)}</{tag}>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(rows)}</table>" if rows else ""
