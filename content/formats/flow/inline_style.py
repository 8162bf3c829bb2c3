"""Inline elements: those that the source has, and those that stand for what its style says."""

from __future__ import annotations

from content.formats.flow.elements import INLINES
from content.formats.flow.styles import Meaning
from content.formats.flow.writer import Writer

_ITALIC = ("i", "em", "cite")
_BOLD = ("b", "strong", "h")


def inlines_of(tag: str, meaning: Meaning, writer: Writer) -> list[tuple[str, str]]:
    """The elements that an inline element becomes, each with its attributes.

    Args:
        tag: of the element.
        meaning: what style says of it.
        writer: knows what is around it already.
    """
    wanted = []
    if tag in INLINES and not _unsaid(tag, meaning) and not writer.is_inside(INLINES[tag]):
        wanted.append((INLINES[tag], ""))
    if tag not in _ITALIC + _BOLD:
        wanted += [styled for styled in styled_inlines(meaning, writer) if styled not in wanted]
    return wanted


def styled_inlines(meaning: Meaning, writer: Writer) -> list[tuple[str, str]]:
    """The inline elements that stand for what a style says.

    Args:
        meaning: what it says.
        writer: knows what is around already.
    """
    wanted = []
    if meaning.italic and not any(map(writer.is_inside, _ITALIC)):
        wanted.append(("i", ""))
    if meaning.bold and not any(map(writer.is_inside, _BOLD)):
        wanted.append(("b", ""))
    if meaning.line and not writer.is_inside(meaning.line):
        wanted.append((meaning.line, ""))
    if meaning.script and not writer.is_inside(meaning.script):
        wanted.append((meaning.script, ""))
    return wanted


def _unsaid(tag: str, meaning: Meaning) -> bool:
    """Whether style takes back what an element says."""
    return (tag in ("i", "em") and meaning.italic is False) or (tag in ("b", "strong") and meaning.bold is False)
