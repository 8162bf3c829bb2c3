"""The reader of plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from content.formats._encodings import read_text
from content.formats.flow import MadeMembers, Source, flowed
from content.formats.flow.paper_titles import paper_title
from content.formats.kinds import FileKind, kind_of_content
from content.formats.reading import Caveat, Extract, Reader, ReadLimits, Refusal, RefusedError
from content.formats.text._cleaning import lines_of
from content.formats.text._front import described_by
from content.formats.text._typesetting import Typesetter
from content.formats.text._verse import LONGEST, is_stanza
from content.formats.text._wrapping import width_of
from content.records import Kind

MEDIA_TYPE: Final = "text/plain"
_LOOKED_AT: Final = 4_000
"""Lines by which it is seen how a text is set."""
_SOURCE: Final = 400_000
"""Characters of HTML that are parsed at once: a long book is never a tree in memory as a whole."""
_BROKEN: Final = 0.02
"""Share of characters that no encoding explains, above which it is no text."""


class TextReader(Reader):
    """Reads plain text: paragraphs from broken lines, headings by their words, verse line by line."""

    def recognises(self, head: bytes, path: Path) -> bool:  # noqa: ARG002 - as all readers are asked
        """Whether it is text that people read.

        Args:
            head: its first 4,096 bytes.
            path: the file.
        """
        return kind_of_content(head) is FileKind.TEXT

    def read(self, path: Path, scratch: Path, limits: ReadLimits) -> Extract:
        """Reads the text.

        Args:
            path: the file.
            scratch: empty folder to write into.
            limits: what it may cost; `text_member` bounds its size.

        Raises:
            RefusedError: it is too large, is no text all through, or says nothing.
        """
        found = read_text(text_bytes(path, limits))
        refuse_noise(found.text)
        lines = list(lines_of(found.text))
        head = [line for line in lines[:_LOOKED_AT] if line and len(line) <= LONGEST]
        width = width_of(lines)
        typesetter = Typesetter(width, is_verse=width == 0 and is_stanza(head))
        said = described_by(lines)
        guessed = "" if said.title else paper_title(lines)
        return flowed(
            list(_sources(typesetter.blocks(iter(lines)))),
            MadeMembers(),
            description=replace(said, title=said.title or guessed),
            kind=Kind.DOCUMENT,
            media_type=MEDIA_TYPE,
            scratch=scratch,
            limits=limits,
            caveats=(*found.caveats, *([Caveat.TITLE_GUESSED] if guessed else [])),
            converted=found.conversions,
        )


def text_bytes(path: Path, limits: ReadLimits) -> bytes:
    """The bytes of a file of text.

    Raises:
        RefusedError: it is larger than a text may be.
    """
    size = path.stat().st_size
    if size > limits.text_member:
        raise RefusedError(Refusal.TOO_LARGE, f"{size} bytes of text")
    return path.read_bytes()


def refuse_noise(text: str) -> None:
    """Lets only text pass.

    Raises:
        RefusedError: too much of it is no letter of any encoding, as where a text ends and something else begins.
    """
    noise = text.count("\ufffd") + text.count("\0")
    if noise > max(3, _BROKEN * len(text)):
        raise RefusedError(Refusal.DAMAGED, f"{noise} of {len(text)} characters are no text")


def _sources(blocks: Iterable[str]) -> Iterator[Source]:
    """The blocks by documents that are not too long, parted at headings where there are any."""
    gathered: list[str] = []
    length = number = 0
    for block in blocks:
        if length > _SOURCE and (block.startswith("<h") or length > 2 * _SOURCE):
            number += 1
            yield Source(name=f"{number}.html", html="".join(gathered))
            gathered, length = [], 0
        gathered.append(block)
        length += len(block)
    yield Source(name=f"{number + 1}.html", html="".join(gathered))
