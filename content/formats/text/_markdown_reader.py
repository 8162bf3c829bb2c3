"""The reader of Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt

from content.formats._encodings import read_text
from content.formats._text_signs import text_of
from content.formats.flow import MadeMembers, Source, flowed
from content.formats.kinds import FileKind, kind_of_content
from content.formats.reading import Extract, Reader, ReadLimits
from content.formats.text._front_matter import split_front
from content.formats.text._markdown_signs import is_markdown
from content.formats.text._reader import refuse_noise, text_bytes
from content.records import Kind

MEDIA_TYPE: Final = "text/markdown"
_NESTED: Final = 40
"""Levels of lists and quotations; what is deeper stands at the last."""


class MarkdownReader(Reader):
    """Reads CommonMark with tables and struck words; HTML in it is text."""

    def recognises(self, head: bytes, path: Path) -> bool:  # noqa: ARG002 - as all readers are asked
        """Whether it is text with the signs of Markdown.

        Args:
            head: its first 4,096 bytes.
            path: the file.
        """
        text = text_of(head) if kind_of_content(head) is FileKind.TEXT else None
        return text is not None and is_markdown(text)

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
        said, text = split_front(found.text.replace("\r\n", "\n").replace("\r", "\n"))
        markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": _NESTED}).enable(["table", "strikethrough"])
        return flowed(
            [Source(name="1.html", html=markdown.render(text))],
            MadeMembers(),
            description=said,
            kind=Kind.DOCUMENT,
            media_type=MEDIA_TYPE,
            scratch=scratch,
            limits=limits,
            caveats=found.caveats,
            converted=found.conversions,
        )
