"""What stands in one paragraph of a Word document: runs of text, breaks, signs, fields, notes, pictures, formulas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from lxml.etree import _Element

from content.formats._word_fields import is_contents, is_tick_box, place_address, target
from content.formats.docx._drawings import ALTERNATE, chosen, drawn
from content.formats.docx._math import M, linear
from content.formats.docx._package import R, W
from content.formats.docx._paper import Paper
from content.formats.docx._styles import RunLook, is_on, read_run, value
from content.formats.flow.gathering import Runs
from content.formats.flow.manuscript import Look, Run, note_sign, picture, place

_DEEP: Final = 40
_SKIPPED: Final = frozenset(
    f"{W}{name}"
    for name in ("pPr", "rPr", "del", "moveFrom", "delText", "delInstrText", "commentReference", "annotationRef")
) | {f"{W}footnoteRef", f"{W}endnoteRef", f"{W}separator", f"{W}continuationSeparator", f"{W}sdtPr", f"{W}sdtEndPr"}
_SIGNS: Final = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "\u00ad",
}


class Line:
    """The runs of one paragraph, gathered.

    Attributes:
        runs: in order. boxes: text boxes anchored in it. lines: text that is drawn beside it.
        is_contents: whether it is of a table of contents.

    Args:
        paper: the document. look: of letters that say nothing themselves.
    """

    def __init__(self, paper: Paper, look: RunLook) -> None:
        self.runs: list[Run] = []
        self.boxes: list[_Element] = []
        self.lines: list[str] = []
        self.is_contents = False
        self._paper = paper
        self._usual = look
        self._runs = Runs(paper.fonts)
        self._is_ticked = False
        self._handlers: dict[str, Callable[[_Element, RunLook, str], None]] = {
            f"{W}t": self._text,
            f"{W}sym": self._symbol,
            f"{W}fldChar": self._field_mark,
            f"{W}instrText": self._instruction,
            f"{W}footnoteReference": self._note,
            f"{W}endnoteReference": self._note,
            f"{W}drawing": self._drawing,
            f"{W}pict": self._drawing,
            f"{W}object": self._drawing,
            f"{W}bookmarkStart": self._place,
            f"{M}oMath": self._formula,
            f"{M}oMathPara": self._formula,
        }
        self._holders: dict[str, Callable[[_Element, RunLook, str, int], None]] = {
            f"{W}r": self._run,
            f"{W}hyperlink": self._link,
            f"{W}fldSimple": self._simple_field,
            f"{W}ruby": self._ruby,
            ALTERNATE: self._alternate,
        }

    def read(self, element: _Element) -> None:
        """Reads the paragraph.

        Args:
            element: `w:p`, or what stands for one.
        """
        self._children(element, self._usual, "", 0)
        self.runs = self._runs.gathered()

    def _children(self, element: _Element, look: RunLook, href: str, depth: int) -> None:
        if depth > _DEEP:
            self._say("".join(one.text or "" for one in element.iter(f"{W}t")), look, href)
            return
        for child in element:
            self._one(child, look, href, depth + 1)

    def _one(self, child: _Element, look: RunLook, href: str, depth: int) -> None:
        tag = str(child.tag)
        if tag in _SIGNS:
            self._say(_SIGNS[tag], look, href)
        elif tag in self._handlers:
            self._handlers[tag](child, look, href)
        elif tag in self._holders:
            self._holders[tag](child, look, href, depth)
        elif tag not in _SKIPPED:
            self._children(child, look, href, depth)

    def _run(self, element: _Element, look: RunLook, href: str, depth: int) -> None:
        self._children(element, self._look(element, look), href, depth)

    def _link(self, element: _Element, look: RunLook, href: str, depth: int) -> None:
        self._children(element, look, self._target(element) or href, depth)

    def _alternate(self, element: _Element, look: RunLook, href: str, depth: int) -> None:
        for one in chosen(element):
            self._one(one, look, href, depth + 1)

    def _look(self, run: _Element, look: RunLook) -> RunLook:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return look
        style = self._paper.styles.style(value(properties.find(f"{W}rStyle")))
        return read_run(properties).over(style.run).over(look)

    def _say(self, text: str, look: RunLook, href: str) -> None:
        fields = self._paper.fields
        if not text or look.hidden or not fields.is_shown:
            return
        self.is_contents = self.is_contents or fields.is_contents
        shown = Look(
            bold=bool(look.bold),
            italic=bool(look.italic),
            underline=bool(look.underline),
            strike=bool(look.strike),
            raised=look.raised or "",
        )
        self._runs.say(text, shown, font=look.font or "", href=href or fields.href)

    def _put(self, run: Run) -> None:
        """Adds what is no text."""
        if self._paper.fields.is_shown:
            self._runs.put(run)

    def _text(self, element: _Element, look: RunLook, href: str) -> None:
        self._say(element.text or "", look, href)

    def _symbol(self, element: _Element, look: RunLook, href: str) -> None:
        try:
            place_in_font = int(element.get(f"{W}char") or "", 16) & 0xFFFF
        except ValueError:
            return
        font = element.get(f"{W}font") or ""
        if not 0xD800 <= place_in_font <= 0xDFFF:
            self._say(chr(place_in_font), RunLook(font=font).over(look), href)

    def _field_mark(self, element: _Element, look: RunLook, href: str) -> None:
        fields, kind = self._paper.fields, element.get(f"{W}fldCharType")
        if kind == "begin":
            fields.begin()
            box = element.find(f"{W}ffData/{W}checkBox")
            checked = None if box is None else box.find(f"{W}checked")
            self._is_ticked = box is not None and bool(
                is_on(checked) if checked is not None else is_on(box.find(f"{W}default"))
            )
        elif kind == "separate":
            fields.separate()
        elif kind == "end" and is_tick_box(fields.end()):
            self._say("☑" if self._is_ticked else "☐", look, href)

    def _instruction(self, element: _Element, look: RunLook, href: str) -> None:  # noqa: ARG002 - as all handlers
        self._paper.fields.instruct(element.text or "")

    def _simple_field(self, element: _Element, look: RunLook, href: str, depth: int) -> None:
        told = element.get(f"{W}instr") or ""
        self.is_contents = self.is_contents or is_contents(told)
        self._children(element, look, target(told) or href, depth)

    def _note(self, element: _Element, look: RunLook, href: str) -> None:  # noqa: ARG002 - as all handlers
        if look.hidden or not self._paper.fields.is_shown:
            return
        note_id = element.get(f"{W}id") or ""
        own = ""
        if element.get(f"{W}customMarkFollows") in ("1", "true", "on"):
            following = element.getnext()
            own = "*"
            if following is not None and following.tag == f"{W}t":
                own, following.text = (following.text or "").strip() or own, ""
        call = self._paper.call(note_id, is_endnote=element.tag == f"{W}endnoteReference", own_sign=own)
        self._put(note_sign(call.name, call.sign))

    def _drawing(self, element: _Element, look: RunLook, href: str) -> None:  # noqa: ARG002 - as all handlers
        if look.hidden:
            return
        found = drawn(element, self._paper.part, self._paper.package)
        for member, alt in found.pictures:
            self._put(picture(member, alt))
        self.boxes += found.boxes
        self.lines += found.lines

    def _place(self, element: _Element, look: RunLook, href: str) -> None:  # noqa: ARG002 - as all handlers
        name = element.get(f"{W}name") or ""
        if name in self._paper.anchors:
            self._put(place(name))

    def _formula(self, element: _Element, look: RunLook, href: str) -> None:  # noqa: ARG002 - as all handlers
        written = linear(element)
        if written.strip():
            self._put(Run(ready=f'<span class="toan">{written}</span>'))

    def _ruby(self, element: _Element, look: RunLook, href: str, depth: int) -> None:
        base, above = element.find(f"{W}rubyBase"), element.find(f"{W}rt")
        if base is not None:
            self._children(base, look, href, depth)
        if above is not None:
            self._say(" (", look, href)
            self._children(above, look, href, depth)
            self._say(")", look, href)

    def _target(self, element: _Element) -> str:
        """Where a link leads: to the web, to a place of the paper, or nowhere that a box can lead to."""
        related = self._paper.part.related.get(element.get(f"{R}id") or "")
        if related is not None and related.address:
            return related.address
        return place_address(element.get(f"{W}anchor") or "")
