"""What stands in one paragraph of an OpenDocument text (ODF 1.3 part 3 §6)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from lxml.etree import _Element

from content.formats.flow.gathering import Runs
from content.formats.flow.manuscript import Look, Run, note_sign, picture, place
from content.formats.flow.tree import text_of
from content.formats.odt._names import DRAW, OFFICE, TEXT, XLINK, count
from content.formats.odt._paper import NoteCall, Paper
from content.formats.odt._styles import Said

_DEEP: Final = 40
_SPACES_MOST: Final = 200
_BLANKS: Final = re.compile(r"[ \t\r\n]+")
_WEB: Final = re.compile(r"^(?:https?://|mailto:)", re.IGNORECASE)
_SKIPPED: Final = frozenset(
    {
        *(f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{OFFICE}forms", f"{TEXT}tracked-changes"),
        *(f"{TEXT}{name}" for name in ("number", "script", "soft-page-break", "change", "change-start", "change-end")),
        *(f"{TEXT}{name}" for name in ("toc-mark", "user-index-mark", "alphabetical-index-mark", "bookmark-end")),
        *(f"{TEXT}{name}" for name in ("ruby-text", "hidden-paragraph")),
    }
)


class Line:
    """The runs of one paragraph, gathered.

    Attributes:
        boxes: text boxes and shapes anchored in it.

    Args:
        paper: the document. said: what the paragraph's style says of letters.
    """

    def __init__(self, paper: Paper, said: Said) -> None:
        self.boxes: list[_Element] = []
        self._paper = paper
        self._said = said
        self._runs = Runs(paper.fonts)
        self._handlers: dict[str, Callable[[_Element, Said, str], None]] = {
            f"{TEXT}s": self._spaces,
            f"{TEXT}tab": self._tab,
            f"{TEXT}line-break": self._break,
            f"{TEXT}note": self._note,
            f"{TEXT}bookmark": self._place,
            f"{TEXT}bookmark-start": self._place,
            f"{TEXT}reference-mark-start": self._place,
        }

    def read(self, element: _Element) -> list[Run]:
        """The runs of a paragraph.

        Args:
            element: `text:p` or `text:h`.
        """
        self._inner(element, self._said, "", 0)
        return self._runs.gathered()

    def read_drawing(self, element: _Element) -> list[Run]:
        """The runs of a drawing that stands by itself."""
        self._drawing(element)
        return self._runs.gathered()

    def _inner(self, element: _Element, said: Said, href: str, depth: int) -> None:
        if depth > _DEEP:
            self._say(text_of(element), said, href)
            return
        self._say(element.text or "", said, href)
        for child in element:
            self._one(child, said, href, depth + 1)
            self._say(child.tail or "", said, href)

    def _one(self, child: _Element, said: Said, href: str, depth: int) -> None:
        tag = str(child.tag)
        if tag in self._handlers:
            self._handlers[tag](child, said, href)
        elif tag == f"{TEXT}span":
            style = self._paper.styles.text.get(child.get(f"{TEXT}style-name") or "")
            self._inner(child, style.over(said) if style is not None else said, href, depth)
        elif tag in (f"{TEXT}a", f"{DRAW}a"):
            self._inner(child, said, _address(child) or href, depth)
        elif tag == f"{TEXT}ruby":
            self._ruby(child, said, href, depth)
        elif tag.startswith(DRAW):
            self._drawing(child)
        elif tag not in _SKIPPED and not self._is_hidden(child):
            self._inner(child, said, href, depth)

    def _say(self, text: str, said: Said, href: str) -> None:
        if text and not said.hidden:
            self._runs.say(_BLANKS.sub(" ", text), said.look, font=said.font or "", href=href)

    def _is_hidden(self, element: _Element) -> bool:
        return element.tag == f"{TEXT}hidden-text" and element.get(f"{TEXT}is-hidden") == "true"

    def _spaces(self, element: _Element, said: Said, href: str) -> None:
        self._runs.say(
            " " * count(element.get(f"{TEXT}c"), usual=1, most=_SPACES_MOST), Look(), font=said.font or "", href=href
        )

    def _tab(self, element: _Element, said: Said, href: str) -> None:  # noqa: ARG002 - as all handlers
        self._runs.say("\t", said.look, font=said.font or "", href=href)

    def _break(self, element: _Element, said: Said, href: str) -> None:  # noqa: ARG002 - as all handlers
        self._runs.say("\n", said.look, font=said.font or "", href=href)

    def _note(self, element: _Element, said: Said, href: str) -> None:  # noqa: ARG002 - as all handlers
        body = element.find(f"{TEXT}note-body")
        if body is None or said.hidden:
            return
        citation = element.find(f"{TEXT}note-citation")
        sign = text_of(citation).strip() if citation is not None else ""
        call = NoteCall(f"cht{len(self._paper.called) + 1}", sign or "*", body)
        self._paper.called.append(call)
        self._runs.put(note_sign(call.name, call.sign))

    def _place(self, element: _Element, said: Said, href: str) -> None:  # noqa: ARG002 - as all handlers
        name = element.get(f"{TEXT}name") or ""
        if name in self._paper.anchors:
            self._runs.put(place(name))

    def _ruby(self, element: _Element, said: Said, href: str, depth: int) -> None:
        base, above = element.find(f"{TEXT}ruby-base"), element.find(f"{TEXT}ruby-text")
        if base is not None:
            self._inner(base, said, href, depth)
        if above is not None and (text := text_of(above).strip()):
            self._say(f" ({text})", said, href)

    def _drawing(self, element: _Element) -> None:
        drawn = self._paper.objects.drawn(element)
        for member, alt in drawn.pictures:
            self._runs.put(picture(member, alt))
        for ready in drawn.formulas:
            self._runs.put(ready)
        self.boxes += drawn.boxes


def _address(element: _Element) -> str:
    """Where a link leads: to the web, to a place of the paper, or nowhere that a box can lead to."""
    address = (element.get(f"{XLINK}href") or "").strip()
    if _WEB.match(address):
        return address
    return f"#{quote(place_of(address))}" if address.startswith("#") and len(address) > 1 else ""


def place_of(address: str) -> str:
    """The name of a place that `#name|outline` or `#name` means."""
    return address[1:].partition("|")[0]
