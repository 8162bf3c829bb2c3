"""The links of a document: into the book, out of it, signs of notes and ways back from them."""

from __future__ import annotations

from collections.abc import Callable

from lxml.etree import _Element

from content.formats.flow.elements import attribute, is_note_sign, kinds_of
from content.formats.flow.links import NOWHERE, Target, Way, resolve, shown_address
from content.formats.flow.notes import note_around, way_back
from content.formats.flow.surroundings import AtWork, Sign
from content.formats.flow.tree import text_of
from content.formats.flow.writer import plain

_BRACKETS = ("[", "(", "*")


class Linking:
    """Takes over the links of one document.

    Args:
        work: the document.
    """

    def __init__(self, work: AtWork) -> None:
        self._name, self._writer, self._book, self._marks = work.name, work.writer, work.book, work.marks
        self._count = 0

    def start(self, element: _Element) -> list[Callable[[], None]] | None:
        """Takes over the start of a link.

        Args:
            element: an `a` that stands in no other.

        Returns:
            What to do at its end, last first; None to pass over what it says.
        """
        href = attribute(element, "href")
        link = resolve(self._name, href) if href.strip() else NOWHERE
        if link.way is Way.OUTSIDE:
            self._writer.open_inline("span", ' class="ngoai"')
            address = shown_address(link.address, text_of(element))
            return [self._writer.close_inline, lambda: self._say_address(address)]
        name = self._book.member(link.target.name) if link.way is Way.INSIDE else None
        if name is None:
            return []
        return self._start_inside(element, Target(name, link.target.fragment))

    def _start_inside(self, element: _Element, target: Target) -> list[Callable[[], None]] | None:
        text = text_of(element)
        note = note_around(element, self._name, self._marks)
        back = way_back(element, text) if note is not None else None
        if note is not None and back is not None:
            self._marks.ways_back.setdefault(note, target)
            self._number(back, target)
            return None
        is_said = "noteref" in kinds_of(element) or attribute(element, "role") == "doc-noteref"
        is_sign = is_said or is_note_sign(text)
        if is_sign and note is None:
            self._remember(element, target, text, is_said=is_said)
            if target.fragment and (is_said or text.strip()[:1] in _BRACKETS or self._is_raised(element)):
                self._marks.notes.add(target)
        if is_sign and note is None and self._is_raised(element) and not self._writer.waits_for_text:
            # On the page the sign is small and high; for search it must not grow to the word before it.
            self._writer.raw("", " ")
        self._writer.open_inline("a", (' class="cht"' if is_sign else "") + self._marks.link(target))
        return [self._writer.close_inline]

    def _is_raised(self, element: _Element) -> bool:
        return self._writer.is_inside("sup") or element.find(".//sup") is not None

    def _number(self, number: str, target: Target) -> None:
        """Of a way back of the publisher the number stays; the rest is said at the end of the note."""
        if number:
            self._writer.open_inline("a", f' class="cht"{self._marks.link(target)}')
            self._writer.text(number)
            self._writer.close_inline()

    def _remember(self, element: _Element, target: Target, text: str, *, is_said: bool) -> None:
        """Keeps where a note is called from, so that the note can lead back."""
        if not target.fragment or target in self._marks.signs:
            return
        own = element.get("id") or element.get("name")
        if not own:
            self._count += 1
            own = f"\x1fsign {self._count}"
            self._writer.raw(self._marks.anchor(Target(self._name, own)))
        self._marks.signs[target] = Sign(Target(self._name, own), text, is_said)

    def _say_address(self, address: str) -> None:
        if address:
            self._writer.text(f" ({plain(address)})")
