"""The reader of Rich Text Format."""

from __future__ import annotations

import re
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final

from content.formats._letters import Letters
from content.formats._office_properties import described
from content.formats.flow import MadeMembers, Source, flowed
from content.formats.flow.gathering import Fonts
from content.formats.flow.manuscript import Manuscript
from content.formats.flow.page_lists import without_page_lists
from content.formats.kinds import FileKind, kind_of_content
from content.formats.reading import Description, Extract, Reader, ReadLimits, Refusal, RefusedError
from content.formats.rtf._interpreter import Interpreter
from content.formats.rtf._paper import Paper
from content.records import Kind

MEDIA_TYPE: Final = "application/rtf"
_LINKED: Final = re.compile(rb'\\\\l[ \t]+\\?"?([^"\\{}\r\n]{1,200})')
_ANCHORS_MOST: Final = 20_000


class RtfReader(Reader):
    """Reads RTF as Word, WordPad, LibreOffice, Google Docs, TextEdit and others write it."""

    def recognises(self, head: bytes, path: Path) -> bool:  # noqa: ARG002 - as all readers are asked
        """Whether it is RTF.

        Args:
            head: its first 4,096 bytes.
            path: the file.
        """
        return kind_of_content(head) is FileKind.RTF

    def read(self, path: Path, scratch: Path, limits: ReadLimits) -> Extract:
        """Reads the document.

        Args:
            path: the file.
            scratch: empty folder to write into.
            limits: what it may cost; a third of `memory` is for its pictures.

        Raises:
            RefusedError: it is too large, or says nothing.
        """
        size = path.stat().st_size
        if size > limits.file:
            raise RefusedError(Refusal.TOO_LARGE, f"{size} bytes")
        letters = Letters()
        paper = Paper(Fonts(letters), [], room=limits.memory // 3)
        # Pictures make RTF long, each of them twice in hexadecimal figures: the file is never in memory as a whole.
        with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            paper.anchors = _anchors(data)
            manuscript = _manuscript(data, paper, letters)
        html = manuscript.html()
        return flowed(
            [Source(name="1.html", html=html)],
            MadeMembers(paper.members),
            description=_described(paper.said, manuscript.title),
            kind=Kind.DOCUMENT,
            media_type=MEDIA_TYPE,
            scratch=scratch,
            limits=limits,
            notes=paper.notes,
            caveats=letters.caveats(),
            converted=letters.conversions(),
        )


def _manuscript(data: bytes | mmap, paper: Paper, letters: Letters) -> Manuscript:
    manuscript = Manuscript(letters)
    manuscript.blocks = Interpreter(data, paper).run().blocks
    manuscript.notes = paper.called
    paper.drawn.turn()
    manuscript.blocks = without_page_lists(manuscript.blocks, paper.page_list, paper.notes)
    return manuscript


def _anchors(data: bytes | mmap) -> frozenset[str]:
    """The places that links lead to."""
    found = {match[1].decode("latin-1").strip() for match in _LINKED.finditer(data)}
    return frozenset(sorted(found)[:_ANCHORS_MOST])


def _described(said: dict[str, str], title: str) -> Description:
    """What the properties of a file say."""
    return described(
        title=said.get("title", ""),
        creator=said.get("author", ""),
        subject=said.get("subject", ""),
        description=said.get("doccomm", ""),
        keywords=said.get("keywords", ""),
        fallback_title=title,
    )
