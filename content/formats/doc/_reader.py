"""The reader of Word documents of before 2007."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import olefile

from content.formats._letters import Letters
from content.formats._office_properties import described
from content.formats._text_programs import text_by_program
from content.formats.doc._body import Body
from content.formats.doc._bytes import BrokenError
from content.formats.doc._file import OLE_ERRORS, OldWordError, opened
from content.formats.doc._older import older_text
from content.formats.flow import MadeMembers, Source, flowed
from content.formats.flow.manuscript import Manuscript, Paragraph, Run
from content.formats.flow.page_lists import without_page_lists
from content.formats.reading import Caveat, Extract, Reader, ReadLimits, Refusal, RefusedError
from content.records import Kind

MEDIA_TYPE: Final = "application/msword"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class DocReader(Reader):
    """Reads documents of Word 97 to 2003 by itself, older and damaged ones by the programs that are there."""

    def recognises(self, head: bytes, path: Path) -> bool:
        """Whether it is a Word document in a container; only its directory is looked at.

        Args:
            head: its first 4,096 bytes.
            path: the file.
        """
        if not head.startswith(_OLE):
            return False
        try:
            with olefile.OleFileIO(path) as ole:
                return bool(ole.exists("WordDocument"))
        except OLE_ERRORS:
            return False

    def read(self, path: Path, scratch: Path, limits: ReadLimits) -> Extract:
        """Reads the document.

        Args:
            path: the file.
            scratch: empty folder to write into.
            limits: what it may cost; `member` bounds the file and its pictures.

        Raises:
            RefusedError: it cannot or must not be read.
        """
        try:
            file, said = opened(path, limits)
            letters = Letters()
            body = Body(file, letters, room=limits.member)
            manuscript = Manuscript(letters)
            manuscript.blocks = body.blocks()
        except OldWordError as error:
            return _older(error, path, scratch, limits)
        except BrokenError as error:
            return _by_program(path, scratch, limits, error)
        manuscript.notes = body.notes
        notes: list[str] = []
        if body.pictures.left_out:
            notes.append(f"{body.pictures.left_out} pictures are left out: too many, or too large")
        if file.lengths.headers:
            notes.append("headers and footers of the paper's pages are left out")
        manuscript.blocks = without_page_lists(manuscript.blocks, body.contents, notes)
        html = manuscript.html()
        return flowed(
            [Source(name="1.html", html=html)],
            MadeMembers(body.pictures.members),
            description=described(**said, fallback_title=manuscript.title),
            kind=Kind.DOCUMENT,
            media_type=MEDIA_TYPE,
            scratch=scratch,
            limits=limits,
            notes=notes,
            caveats=letters.caveats(),
            converted=letters.conversions(),
        )


def _by_program(path: Path, scratch: Path, limits: ReadLimits, error: BrokenError) -> Extract:
    """What a program makes of a document that this reader does not follow.

    Raises:
        RefusedError: none does, DAMAGED; or there is nothing to read.
    """
    notes = [str(error)]
    text = text_by_program(path, scratch, limits, notes)
    if text is None:
        raise RefusedError(Refusal.DAMAGED, "; ".join(notes)) from error
    lines = [line.strip() for line in text.splitlines()]
    return _plain(lines, {}, notes, scratch, limits)


def _older(error: OldWordError, path: Path, scratch: Path, limits: ReadLimits) -> Extract:
    """The text of a document of Word 6 or 95.

    Raises:
        RefusedError: neither this reader nor a program follows it, DAMAGED; or there is nothing to read.
    """
    try:
        lines = older_text(error.main)
    except BrokenError as broken:
        return _by_program(path, scratch, limits, broken)
    if not any(map(str.isalpha, "".join(lines))):
        return _by_program(path, scratch, limits, error)
    return _plain(lines, error.said, ["older than Word 97: text alone is read"], scratch, limits)


def _plain(lines: list[str], said: dict[str, str], notes: list[str], scratch: Path, limits: ReadLimits) -> Extract:
    """Paragraphs without looks.

    Raises:
        RefusedError: there is nothing to read.
    """
    letters = Letters()
    manuscript = Manuscript(letters)
    manuscript.blocks = [Paragraph([Run(line)]) for line in lines if line]
    html = manuscript.html()
    return flowed(
        [Source(name="1.html", html=html)],
        MadeMembers(),
        description=described(**said, fallback_title=manuscript.title),
        kind=Kind.DOCUMENT,
        media_type=MEDIA_TYPE,
        scratch=scratch,
        limits=limits,
        notes=notes,
        caveats=(Caveat.LEFT_OUT, *letters.caveats()),
        converted=letters.conversions(),
    )
