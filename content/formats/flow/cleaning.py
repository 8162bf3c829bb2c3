"""From a document of a book to clean blocks: an explicit list of elements, each with one way to be taken over.

Nothing of the source goes through as it is: start tags are written anew (`writer.py`), with these attributes alone:
numbers of lists and tables, language and direction, and classes of our own set (listed in the package's docstring).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice

from lxml import etree
from lxml.etree import _Element

from content.formats.flow.blocks import HEADER_ROW, Block
from content.formats.flow.elements import (
    CONTAINERS,
    EXHIBITS,
    HEADINGS,
    LIKE_DIV,
    PARENTS,
    SKIPPED,
    attribute,
    cell_attributes,
    is_for_programs,
    is_leftover,
    is_note,
    is_page_of_print,
    list_attributes,
    number_attribute,
)
from content.formats.flow.exhibits import Exhibits
from content.formats.flow.inheritance import Around, Languages
from content.formats.flow.inline_style import inlines_of, styled_inlines
from content.formats.flow.linking import Linking
from content.formats.flow.links import Target
from content.formats.flow.styles import Meaning, Styles
from content.formats.flow.surroundings import AtWork, Marks, Surroundings
from content.formats.flow.tree import local
from content.formats.flow.verse import is_line
from content.formats.flow.writer import Writer


class Cleaner:
    """Cleans one document."""

    def __init__(self, name: str, styles: Styles, marks: Marks, around: Surroundings, language: str = "") -> None:
        """Prepares for one document.

        Args:
            name: of the member.
            styles: what its style sheets mean.
            marks: of the book.
            around: the rest of the book.
            language: of the book, which need not be said again; "" if unknown.
        """
        self._name = name
        self._styles = styles
        self._marks = marks
        self._book = around
        self._writer = Writer()
        work = AtWork(name, self._writer, around, marks)
        self._exhibits = Exhibits(work)
        self._links = Linking(work)
        self._around = [Around()]
        self._in_heading = 0
        self._language = language
        self._stanza: _Element | None = None

    def clean(self, root: _Element) -> list[Block]:
        """The blocks of a document, notes that hide until asked for at the end under a rule.

        Args:
            root: its root element, in no namespace, names in lower case.
        """
        self._languages = Languages(self._language, root)
        undo: list[list[Callable[[], None]]] = []
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                actions = self._start(element)
                undo.append(actions or [])
                if actions is None:
                    walker.skip_subtree()
                elif element.text:
                    self._text(element.text)
            else:
                for action in reversed(undo.pop()):
                    action()
                if element.tail and undo:
                    self._text(element.tail)
        return self._finished()

    def _finished(self) -> list[Block]:
        blocks = self._writer.blocks
        kept = [block for block in blocks if not (block.tag == "aside" and block.classes == "cht")]
        notes = [block for block in blocks if block.tag == "aside" and block.classes == "cht"]
        if not notes:
            return blocks
        rule = Block("hr")
        while kept and kept[-1].tag in ("hr", "gap"):
            rule.ids = kept.pop().ids + rule.ids
        return [*kept, rule, *notes]

    def _text(self, text: str) -> None:
        if self._around[-1].lines:
            for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
                if number:
                    self._writer.line_break()
                self._writer.text(line)
        else:
            self._writer.text(text)

    # One element

    def _start(self, element: _Element) -> list[Callable[[], None]] | None:
        """Takes over a start tag.

        Returns:
            What to do at the end tag, last first; None to pass over everything inside.
        """
        tag = local(element)
        if self._is_passed_over(element, tag):
            return None
        if tag in ("br", "wbr"):
            self._identify(element)
            if tag == "br":
                self._writer.line_break()
            return []
        if tag == "hr":
            self._rule(element)
            return None
        if tag in EXHIBITS:
            self._identify(element)
            return None if self._exhibits.show(element, tag) else []
        if tag == "p" and is_leftover(element):
            return []
        meaning = self._styles.of(element)
        if tag == "hgroup":
            tag = next((local(child) for child in element if local(child) in HEADINGS), tag)
        if tag in HEADINGS:
            return self._start_heading(element, tag, meaning)
        if tag in ("p", "pre") or tag in LIKE_DIV or tag in CONTAINERS or tag in PARENTS:
            return self._start_block(element, tag, meaning)
        return self._start_inline(element, tag, meaning)

    def _is_passed_over(self, element: _Element, tag: str) -> bool:
        """Whether what stands in an element is not for readers; of a number of print the place stays."""
        if tag == "input" and attribute(element, "type") == "checkbox":
            self._writer.text("☑ " if element.get("checked") is not None else "☐ ")
        elif is_page_of_print(element):
            for inner in element.iter(etree.Element):
                self._identify(inner)
            return True
        return tag in SKIPPED or is_for_programs(element)

    def _identify(self, element: _Element) -> None:
        """Remembers the id of an element, wherever it turns out to stand."""
        names = [element.get("id"), element.get("name") if element.tag == "a" else None]
        for name in dict.fromkeys(name for name in names if name):
            if not self._writer.anchor(name):
                self._writer.raw(self._marks.anchor(Target(self._name, name)))

    # Blocks

    def _rule(self, element: _Element) -> None:
        if not self._in_heading:
            self._writer.end_leaf()
            self._identify(element)
            self._writer.rule()

    def _inherit(self, element: _Element, meaning: Meaning) -> Callable[[], None]:
        """Lays what a block says of alignment, language and direction over what holds around it."""
        attributes = self._languages.attributes(element)
        self._around.append(self._around[-1].within(element, meaning, attributes))
        self._set_loose()
        return self._disinherit

    def _disinherit(self) -> None:
        self._around.pop()
        self._set_loose()

    def _set_loose(self) -> None:
        self._writer.is_poem = self._around[-1].poem
        self._writer.loose_classes = self._around[-1].classes
        self._writer.loose_attributes = self._around[-1].attributes

    def _start_heading(self, element: _Element, tag: str, meaning: Meaning) -> list[Callable[[], None]]:
        if self._in_heading:
            self._identify(element)
            self._writer.fresh_line()
            return []
        undo = [self._inherit(element, replace(meaning, keeps_lines=None, indented=None))]
        self._writer.start_leaf("h", level=HEADINGS[tag])
        self._identify(element)
        self._in_heading += 1
        return [*undo, self._end_heading]

    def _end_heading(self) -> None:
        self._in_heading -= 1
        self._writer.end_leaf()

    def _start_block(self, element: _Element, tag: str, meaning: Meaning) -> list[Callable[[], None]]:
        if self._in_heading:
            self._identify(element)
            self._writer.fresh_line()
            return [self._writer.fresh_line]
        if self._around[-1].poem and is_line(element):
            return self._start_line(element, meaning)
        self._stanza = None
        self._writer.end_leaf()
        undo = [self._inherit(element, meaning)]
        container = self._container_of(element, tag)
        if container is not None:
            self._writer.open_container(
                container.tag, classes=container.classes, attributes=container.attributes, level=container.level
            )
            undo.append(self._writer.close_container)
            self._identify_container(element)
        else:
            undo.append(self._writer.end_leaf)
            self._identify(element)
        if tag in ("p", "pre"):
            self._writer.start_leaf(tag, classes=self._around[-1].classes if tag == "p" else "")
        undo += self._open_all(styled_inlines(meaning, self._writer) if tag not in ("html", "body") else [])
        return undo

    def _start_line(self, element: _Element, meaning: Meaning) -> list[Callable[[], None]]:
        """A line of a poem that has an element of its own: those beside each other become one stanza."""
        if self._stanza is not None and self._stanza is element.getparent():
            self._writer.fresh_line()
        else:
            self._stanza = element.getparent()
            self._writer.start_leaf("p", classes="th")
        if meaning.indented:
            self._writer.move_in()
        self._identify(element)
        wanted = styled_inlines(meaning, self._writer)
        attributes = self._languages.attributes(element)
        if attributes:
            wanted.append(("span", attributes))
        return [self._writer.fresh_line, *self._open_all(wanted)]

    def _identify_container(self, element: _Element) -> None:
        if element.get("id"):
            self._writer.identify_container(str(element.get("id")))

    def _ordered_list(self, element: _Element) -> Block:
        """A list that counts; one that by its style does not, for its numbers are written out, has points instead."""
        counters = (self._styles.of(item).counter for item in (element, *islice(element, 1)))
        counter = next((counter for counter in counters if counter is not None), None)
        return Block("ul") if counter == "" else Block("ol", attributes=list_attributes(element, counter))

    def _container_of(self, element: _Element, tag: str) -> Block | None:
        """The container that an element becomes, None for one that only groups."""
        if tag == "aside" and is_note(element):
            return Block("aside", classes="cht")
        if tag == "aside" and len(element) and all(child.tag == "aside" and is_note(child) for child in element):
            return None
        if tag == "ol":
            return self._ordered_list(element)
        if tag in CONTAINERS:
            return Block(CONTAINERS[tag])
        if tag not in PARENTS or self._writer.container() not in PARENTS[tag]:
            return None
        if tag == "tr":
            parent = element.getparent()
            in_head = parent is not None and local(parent) == "thead"
            return Block("tr", level=HEADER_ROW if in_head else 0)
        if tag in ("td", "th"):
            return Block(tag, attributes=cell_attributes(element), classes=self._around[-1].align)
        return Block(tag, attributes=number_attribute(element, "value") if tag == "li" else "")

    # Inline elements

    def _start_inline(self, element: _Element, tag: str, meaning: Meaning) -> list[Callable[[], None]] | None:
        undo: list[Callable[[], None]] = []
        if meaning.block and not self._writer.is_inside("a"):
            self._writer.fresh_line()
            undo.append(self._writer.fresh_line)
        elif meaning.apart:
            self._writer.text(" ")
            undo.append(lambda: self._writer.text(" "))
        if meaning.indented:
            self._writer.move_in()
        self._identify(element)
        if tag == "a" and not self._writer.is_inside("a"):
            link = self._links.start(element)
            return undo + link if link is not None else None
        wanted = inlines_of(tag, meaning, self._writer)
        attributes = self._languages.attributes(element)
        if attributes:
            wanted.append(("span", attributes))
        if self._in_heading:
            wanted = [(name, said) for name, said in wanted if name not in ("b", "strong")]
        return undo + self._open_all(wanted)

    def _open_all(self, wanted: list[tuple[str, str]]) -> list[Callable[[], None]]:
        for tag, attributes in wanted:
            self._writer.open_inline(tag, attributes)
        return [self._writer.close_inline] * len(wanted)
