"""What of a web page is the paper: its main part, without what is hidden and without tables that only lay it out."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree
from lxml.etree import _Element

from content.formats.flow.tree import local, words

_HIDDEN: Final = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE
)
_FRAME_PARTS: Final = words("nav header footer aside form")
_MAIN: Final = 0.5
"""Share of the letters of a page that its main part has; with less, nobody knows what is the page."""
_LEAST: Final = 400
"""Letters; a page with less is kept as it is."""
_CELL: Final = 0.7
_CELL_LETTERS: Final = 1_200
"""A cell that has so much of its table, and so much text, is a page and no cell."""
_UNWRAPPED: Final = words("table tbody thead tfoot tr td th")


def drop_hidden(root: _Element) -> int:
    """Takes away what the page does not show; returns how many elements."""
    hidden = [
        element
        for element in root.iter(etree.Element)
        if (element.get("hidden") is not None and local(element) not in ("html", "body"))
        or ((style := element.get("style")) is not None and _HIDDEN.search(style[:2_000]))
    ]
    for element in hidden:
        _remove(element)
    return len(hidden)


def keep_main(root: _Element) -> bool:
    """Leaves menus and what else stands around the main part of a page away, where it says which part that is.

    Returns:
        Whether something was left away.
    """
    body = next(root.iter("body"), root)
    all_letters = letters(body)
    mains = [*root.iter("main"), *(one for one in root.iter("div", "section") if one.get("role") == "main")]
    mains = mains or list(root.iter("article"))
    if len(mains) != 1 or all_letters < _LEAST:
        return False
    main = mains[0]
    if letters(main) < _MAIN * all_letters or main is body:
        return False
    for element in list(main.iter(*_FRAME_PARTS)):
        # The header of an article has its title.
        if local(element) == "nav":
            _remove(element)
    main.tail = None
    for child in list(body):
        body.remove(child)
    body.text = None
    body.append(main)
    return True


def unwrap_layout(root: _Element) -> None:
    """Makes plain blocks of tables that only lay a page out."""
    for table in list(root.iter("table")):
        cells = [cell for cell in table.iter("td", "th") if next(cell.iterancestors("table"), None) is table]
        counts = [letters(cell) for cell in cells]
        if not counts or max(counts) < _CELL_LETTERS or max(counts) < _CELL * sum(counts):
            continue
        for element in list(table.iter(*_UNWRAPPED)):
            if element is table or next(element.iterancestors("table"), None) is table:
                element.tag = "div"


def letters(element: _Element) -> int:
    """How many signs an element shows, blanks not counted."""
    return sum(len(piece.strip()) for piece in element.itertext() if isinstance(piece, str))


def _remove(element: _Element) -> None:
    """Takes an element away; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
