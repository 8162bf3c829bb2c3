"""Lines of a table of contents, before it is known where on the pages they land."""

from __future__ import annotations

from dataclasses import dataclass

from content.formats.flow.links import Target
from content.text import one_line

TITLE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents; `target` is None for a heading that leads nowhere itself."""

    depth: int
    title: str
    target: Target | None


def as_title(text: str) -> str:
    """Text as a title: one line, without the dash that a missing second half leaves behind; "" if it says nothing."""
    title = one_line(text[:4_000], TITLE_LENGTH).rstrip(" -–—:|")
    return title if any(map(str.isalnum, title)) else ""
