"""The reader of Rich Text Format."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from content.formats._letters import Letters
from content.formats._office_properties import described
from content.formats.flow import MadeMembers, Source, flowed
from content.formats.flow.manuscript import Manuscript
from content.formats.flow.page_lists import without_page_lists
from content.formats.reading import Extract, Reader, ReadLimits, Refusal, RefusedError
from content.formats.rtf._interpreter import Interpreter
from content.records import Kind

MEDIA_TYPE: Final = "application/rtf"


class RtfReader(Reader):
    """Reads RTF, whatever program has written it."""

    def recognises(self, head: bytes, path: Path) -> bool:  # noqa: ARG002 - as all readers are asked
        """Whether it is Rich Text Format.

        Args:
            head: its first 4,096 bytes.
            path: the file.
        """
        return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf")

    def read(self, path: Path, scratch: Path, limits: ReadLimits) -> Extract:
        """Reads the document.

        Args:
            path: the file.
            scratch: empty folder to write into.
            limits: what it may cost; `member` bounds the file and its pictures together.

        Raises:
            RefusedError: it cannot or must not be read.
        """
        size = path.stat().st_size
        if size > limits.member:
            raise RefusedError(Refusal.TOO_LARGE, f"{size} bytes of RTF")
        letters = Letters()
        reading = Interpreter(path.read_bytes(), letters, room=limits.member)
        manuscript = Manuscript(letters)
        manuscript.blocks = reading.blocks()
        manuscript.notes = reading.notes
        notes = reading.lines
        manuscript.blocks = without_page_lists(manuscript.blocks, reading.contents, notes)
        html = manuscript.html()
        said = reading.said
        return flowed(
            [Source(name="1.html", html=html)],
            MadeMembers(reading.pictures.members),
            description=described(
                title=said.get("title", ""),
                creator=said.get("author", ""),
                subject=said.get("subject", ""),
                description=said.get("doccomm", ""),
                keywords=said.get("keywords", ""),
                fallback_title=manuscript.title,
            ),
            kind=Kind.DOCUMENT,
            media_type=MEDIA_TYPE,
            scratch=scratch,
            limits=limits,
            notes=notes,
            caveats=letters.caveats(),
            converted=letters.conversions(),
        )
