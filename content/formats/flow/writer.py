"""Writes clean blocks from a stream of texts, breaks and elements, as a careful typist would.

Whatever stands loose becomes a paragraph. Two line breaks end a paragraph; a single one keeps a line of verse. Inline
elements are opened only when text comes, closed at the end of each line and opened again, so that a line or a
paragraph may be cut out anywhere. Paragraphs without text are gaps (`gaps.py` decides what becomes of them).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from html import escape

from content.formats.flow.blocks import Block
from content.formats.flow.habits import is_drop_cap, paragraphs, tidy
from content.formats.flow.verse import LONG_LINE, SHIFT, aligned, in_pieces, is_verse, unshifted

BLANKS = re.compile(r"[ \t\r\n\f\v\xa0\u2000-\u200a\u202f\u205f\u3000]+")
_UNUSUAL_BLANKS = re.compile(r"  |[\t\r\n\f\v\xa0\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u2060\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]")
_LONG_PARAGRAPH = 12_000
_CONTAINERS_DEEP = 24
_INLINES_DEEP = 24
_MOVED_IN = re.compile("^[ \t\r\n]*[\xa0\u2002\u2003\u3000]{2}")
_SMALL = re.compile(r"</(b|i|em|strong|u|small|s)><br><\1>")


def plain(text: str) -> str:
    """Text as it is shown: NFC, nothing invisible, the Vietnamese Đ for letters that look like it."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if "\u00d0" in text or "\u0189" in text:
        text = text.replace("\u00d0", "\u0110").replace("\u0189", "\u0110")
    return _UNSEEN.sub("", text) if _UNSEEN.search(text) else text


@dataclass(slots=True)
class _Inline:
    tag: str
    attributes: str
    at: int = -1
    """Where its start tag stands in the parts of the line; -1 while it is not open."""


class Writer:
    """Takes a document piece by piece; `blocks` is what came of it."""

    def __init__(self) -> None:
        self.root = Block("")
        self._containers = [self.root]
        self._inlines: list[_Inline] = []
        self._leaf: Block | None = None
        self._lines: list[tuple[str, str]] = []
        self._parts: list[str] = []
        self._words: list[str] = []
        self._space = False
        self._breaks = 0
        self._length = 0
        self._ids: list[str] = []
        self._keep_blanks = False
        self.loose_classes = ""
        """Classes of a paragraph that no element of the source asks for."""
        self.is_poem = False
        """Whether the publisher says that lines are verse."""
        self._moved_in = False
        self.loose_attributes = ""
        """Attributes of every paragraph and heading."""

    @property
    def blocks(self) -> list[Block]:
        """What was written so far; ids that wait for a block go to the last."""
        self.end_leaf()
        if self._ids and self.root.children:
            self.root.children[-1].ids += self._ids
            self._ids = []
        return self.root.children

    @property
    def waits_for_text(self) -> bool:
        """Whether nothing stands yet in the present paragraph."""
        return not self._parts and not self._lines

    # Leaves

    def start_leaf(self, tag: str, *, classes: str = "", level: int = 0) -> None:
        """Begins a paragraph, heading or preformatted text."""
        self.end_leaf()
        self._leaf = Block(tag, classes=classes, attributes=self.loose_attributes, level=level)
        self._keep_blanks = tag == "pre"

    def end_leaf(self) -> None:
        """Ends the paragraph, if one is open."""
        leaf = self._leaf
        if leaf is None:
            return
        self._end_line()
        lines, self._lines = self._lines, []
        self._leaf, self._breaks, self._length, self._keep_blanks = None, 0, 0, False
        if any(line for line, _ in lines):
            self._append_lines(leaf, lines)
        elif leaf.tag == "p" and not leaf.implied:
            self._append(Block("gap"))

    def _append_lines(self, leaf: Block, lines: list[tuple[str, str]]) -> None:
        if leaf.tag == "pre":
            self._append_leaf(leaf, "\n", lines)
            return
        lines = [line for line in lines if line[0].removeprefix(SHIFT)]
        if leaf.tag != "p" or len(lines) == 1:
            self._append_leaf(leaf, "<br>", unshifted(lines))
            return
        is_poem = self.is_poem and all(len(text) <= LONG_LINE for _, text in lines)
        for group in [lines] if is_poem else paragraphs(lines):
            verse = is_poem or is_verse([text for _, text in group], centred=leaf.classes == "g")
            for number, piece in enumerate(in_pieces(aligned(group) if verse else unshifted(group))):
                classes = ("th x" if number else "th") if verse else leaf.classes
                block = Block("p", classes=classes, attributes=leaf.attributes, implied=leaf.implied)
                self._append_leaf(block, "<br>", piece)

    def _append_leaf(self, leaf: Block, between: str, lines: list[tuple[str, str]]) -> None:
        leaf.inner = between.join(line for line, _ in lines)
        if len(lines) > 1:
            leaf.inner = _SMALL.sub("<br>", leaf.inner)
        leaf.text = "\n".join(text for _, text in lines)
        if not leaf.text.strip() and leaf.tag == "p" and not leaf.classes:
            leaf.classes = "g"
        self._append(leaf)

    def _append(self, block: Block) -> None:
        siblings = self._containers[-1].children
        if block.tag == "gap":
            if siblings and siblings[-1].tag != "gap":
                siblings.append(block)
            return
        block.ids = self._ids + block.ids
        self._ids = []
        if siblings and is_drop_cap(siblings[-1], block):
            cap = siblings.pop()
            block.inner = (cap.inner.upper() if len(cap.inner) == 1 else cap.inner) + block.inner
            block.text = cap.text.upper() + block.text
            block.ids = cap.ids + block.ids
        siblings.append(block)

    # Inside a leaf

    def text(self, text: str) -> None:
        """Adds text as it stands in the source."""
        text = plain(text)
        if self._keep_blanks:
            self._raw_text(text)
            return
        words = BLANKS.sub(" ", text) if _UNUSUAL_BLANKS.search(text) else text
        if not words or words == " ":
            self._space = self._space or bool(words)
            return
        if words[0] == " ":
            self._space, words = True, words[1:]
        ends_in_space = words[-1] == " "
        self._ready()
        if words is not text and not self._parts and _MOVED_IN.match(text):
            self._moved_in = True
        if self._space and self._parts:
            self._parts.append(" ")
            self._words.append(" ")
        words = words.rstrip(" ")
        self._space = ends_in_space
        self._open_inlines()
        self._add(words)

    def _raw_text(self, text: str) -> None:
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
            if number:
                self._end_line()
            if line:
                self._ready()
                self._open_inlines()
                self._add(line.expandtabs(4))

    def _add(self, words: str) -> None:
        while self._length + len(words) > _LONG_PARAGRAPH and self._leaf is not None and not self._keep_blanks:
            cut = words.rfind(" ", 0, max(1, _LONG_PARAGRAPH - self._length)) + 1 or min(len(words), _LONG_PARAGRAPH)
            self._put(words[:cut].rstrip())
            words = words[cut:]
            self._next_leaf()
            self._open_inlines()
        if words:
            self._put(words)

    def _put(self, words: str) -> None:
        self._parts.append(escape(words, quote=False))
        self._words.append(words)
        self._length += len(words)

    def raw(self, html: str, text: str = "") -> None:
        """Adds HTML that is clean already: a picture, a formula, an anchor."""
        self._ready()
        if self._space and self._parts:
            self._parts.append(" ")
            self._words.append(" ")
        self._space = False
        self._open_inlines()
        self._parts.append(html)
        if text:
            self._words.append(text)

    def line_break(self) -> None:
        """A `br`."""
        self._space = False
        if self._leaf is not None and not self.waits_for_text:
            self._breaks += 1

    def move_in(self) -> None:
        """Notes that the line that begins here is moved in further than others."""
        if self._breaks and self._leaf is not None:
            self._ready()
        if not self._parts:
            self._moved_in = True

    def fresh_line(self) -> None:
        """Lets what follows begin on a new line, if it would not anyway."""
        if not self._breaks:
            self.line_break()

    def _ready(self) -> None:
        """Opens a paragraph where none is, or begins the new line or paragraph that breaks asked for."""
        if self._leaf is None:
            self._leaf = Block("p", implied=True, classes=self.loose_classes, attributes=self.loose_attributes)
            self._space = False
        breaks, self._breaks = self._breaks, 0
        if breaks > 1 and self._leaf.tag == "p":
            self._next_leaf()
        elif breaks:
            self._end_line()

    def _next_leaf(self) -> None:
        leaf = self._leaf
        assert leaf is not None  # noqa: S101 - called with an open leaf only
        keep = self._keep_blanks
        self.end_leaf()
        self._leaf = Block(
            leaf.tag, classes=leaf.classes, attributes=leaf.attributes, level=leaf.level, implied=leaf.implied
        )
        self._keep_blanks = keep

    def _end_line(self) -> None:
        for inline in reversed(self._inlines):
            if inline.at >= 0:
                self._parts.append(f"</{inline.tag}>")
                inline.at = -1
        line, words = "".join(self._parts), "".join(self._words)
        self._parts, self._words, self._space = [], [], False
        moved_in, self._moved_in = self._moved_in and not self._keep_blanks, False
        if self._leaf is not None and (line or self._keep_blanks):
            self._lines.append((f"{SHIFT}{line}" if moved_in else line, words))

    # Inline elements

    def open_inline(self, tag: str, attributes: str = "") -> None:
        """Opens an inline element around what follows."""
        self._inlines.append(_Inline(tag, attributes))

    def close_inline(self) -> None:
        """Closes the innermost inline element."""
        inline = self._inlines.pop()
        if inline.at >= 0:
            self._parts.append(f"</{inline.tag}>")

    def is_inside(self, tag: str) -> bool:
        """Whether an inline element of this tag is around what follows."""
        return any(inline.tag == tag for inline in self._inlines)

    def _open_inlines(self) -> None:
        for inline in self._inlines[:_INLINES_DEEP]:
            if inline.at < 0:
                inline.at = len(self._parts)
                self._parts.append(f"<{inline.tag}{inline.attributes}>")

    def line_text(self) -> str:
        """What the present line says so far."""
        return "".join(self._words)

    # Containers

    def open_container(self, tag: str, *, classes: str = "", attributes: str = "", level: int = 0) -> None:
        """Opens a list, table, quotation …; too deep ones are left out, what stands in them is not."""
        self.end_leaf()
        if len(self._containers) > _CONTAINERS_DEEP:
            self._containers.append(self._containers[-1])
            return
        container = Block(tag, classes=classes, attributes=attributes, level=level)
        self._containers[-1].children.append(container)
        self._containers.append(container)

    def close_container(self) -> None:
        """Closes the innermost container; one without anything to read is dropped."""
        self.end_leaf()
        container = self._containers.pop()
        parent = self._containers[-1]
        if container is parent:
            return
        tidy(container, parent)
        if container.is_empty() and container.tag not in ("td", "th"):
            if parent.children and parent.children[-1] is container:
                parent.children.pop()
            self._ids += [name for block in container.walk() for name in block.ids]

    def identify_container(self, name: str) -> None:
        """Gives the innermost container an id of the source."""
        self._containers[-1].ids.append(name)

    def container(self) -> str:
        """The tag of the innermost container, "" for none."""
        return self._containers[-1].tag

    def rule(self) -> None:
        """An `hr`."""
        self.end_leaf()
        self._append(Block("hr"))

    def anchor(self, name: str) -> bool:
        """A place of the source: it goes to the block that begins here.

        Returns:
            Whether it did; if not, text stands before it, and it must be marked in the text.
        """
        if self._leaf is not None and not self.waits_for_text:
            return False
        self._ids.append(name)
        return True
