"""From the text of a file to lines that can be shown: one kind of line end, no orders to terminals, nothing unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

PAGE: Final = "\0"
"""A line that is only this begins a new page; no text holds the sign."""
_ORDERS: Final = re.compile(
    r"\x1b(?:\[[0-?]{0,60}[ -/]{0,8}[@-~]|\][^\x07\x1b\n]{0,500}(?:\x07|\x1b\\)?"
    r"|[PX^_][^\x1b\n]{0,500}\x1b\\|[ -/]?[0-~])"
)
"""Escape sequences (ECMA-48 §5.3 to §5.6): colours, places, names of windows."""
_STRUCK_TWICE: Final = re.compile(r"(?:_\x08(?=[^\x08\n]))|(?:([^\x08\n])\x08(?=\1))")
"""Bold and underlined as printers had it: a letter over itself, a letter over a stroke."""
_PAGE_END: Final = re.compile(r"\n?\f")
_LINE_ENDS: Final = re.compile(r"\r\n?|\x85|\u2028|\v")
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
"""Controls, marks of direction that turn text around, what has no width."""
_PAGE_NUMBER: Final = re.compile(r"\W{0,6}(?:(?:trang|page|tr\.?)\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W{0,6}", re.IGNORECASE)


def lines_of(text: str) -> Iterator[str]:
    """The lines as they are shown, without blanks at their end; of empty lines in a row only the first.

    Args:
        text: of the file. Numbers of pages that stand alone at a page's end go with it.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\u2029", "\n\n")
    text = _UNSEEN.sub("", _STRUCK_TWICE.sub("", _ORDERS.sub("", text)))
    text = _PAGE_END.sub(f"\n{PAGE}\n", text)
    held = ""
    for line in map(str.rstrip, _split(text)):
        if line == held or (not line and held == PAGE):
            if line:
                yield held
            continue
        if (held and not (line == PAGE and _PAGE_NUMBER.fullmatch(held))) or (not held and line != PAGE):
            yield held
        held = line
    if held:
        yield held


def _split(text: str) -> Iterator[str]:
    """The lines one by one, for a file may have millions."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]
