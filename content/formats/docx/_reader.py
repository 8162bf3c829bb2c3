"""The reader of Word documents of since 2007."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from lxml.etree import _Element

from content.formats._letters import Letters
from content.formats._office_properties import described
from content.formats.archive import Archive
from content.formats.docx._blocks import blocks_of, notes_of
from content.formats.docx._package import Package, W
from content.formats.docx._paper import Paper, opened
from content.formats.flow import Source, flowed
from content.formats.flow.manuscript import Manuscript, Paragraph
from content.formats.flow.page_lists import without_page_lists
from content.formats.reading import Description, Extract, Reader, ReadLimits, Refusal, RefusedError
from content.records import Kind

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LIMITS: Final = ReadLimits()
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_CP: Final = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"


class DocxReader(Reader):
    """Reads DOCX, with and without macros, documents and templates, in the transitional and the strict form."""

    def recognises(self, head: bytes, path: Path) -> bool:
        """Whether it is a package of a Word document; only its directory is looked at.

        Args:
            head: its first 4,096 bytes.
            path: the file.
        """
        if not head.startswith(b"PK\x03\x04"):
            return False
        try:
            with Archive(path, _LIMITS) as archive:
                names = {name.lower().replace("\\", "/") for name in archive.names}
        except RefusedError:
            return False
        is_package = "[content_types].xml" in names or "_rels/.rels" in names
        return is_package and any(name.startswith("word/") and name.endswith(".xml") for name in names)

    def read(self, path: Path, scratch: Path, limits: ReadLimits) -> Extract:
        """Reads the document.

        Args:
            path: the file.
            scratch: empty folder to write into.
            limits: what it may cost; `member` bounds its text.

        Raises:
            RefusedError: it cannot or must not be read.
        """
        with Archive(path, limits) as archive:
            notes = list(archive.notes)
            letters = Letters()
            package = Package(archive, limits, notes)
            paper = opened(package, letters, notes)
            manuscript = _manuscript(paper, letters)
            html = manuscript.html()
            return flowed(
                [Source(name="1.html", html=html)],
                archive,
                description=_described(package.core(), manuscript.title),
                kind=Kind.DOCUMENT,
                media_type=MEDIA_TYPE,
                scratch=scratch,
                limits=limits,
                notes=notes,
                caveats=letters.caveats(),
                converted=letters.conversions(),
            )


def _manuscript(paper: Paper, letters: Letters) -> Manuscript:
    """The text of a document.

    Raises:
        RefusedError: the document has no body.
    """
    body = paper.part.root.find(f"{W}body")
    if body is None:
        raise RefusedError(Refusal.DAMAGED, "the document has no body")
    manuscript = Manuscript(letters)
    manuscript.blocks = blocks_of(body, paper)
    if paper.carried:
        manuscript.blocks.append(Paragraph(paper.carried))
    if any(one.kind in ("header", "footer") for one in paper.part.related.values()):
        paper.notes.append("headers and footers of the paper's pages are left out")
    manuscript.notes = notes_of(paper)
    paper.fonts.turn()
    manuscript.blocks = without_page_lists(manuscript.blocks, paper.contents, paper.notes)
    return manuscript


def _described(core: _Element | None, title: str) -> Description:
    """What the properties of a document say (ECMA-376 part 2 §11)."""
    if core is None:
        return described(fallback_title=title)

    def said(name: str) -> str:
        return core.findtext(name) or ""

    return described(
        title=said(f"{_DC}title"),
        creator=said(f"{_DC}creator"),
        subject=said(f"{_DC}subject"),
        description=said(f"{_DC}description"),
        keywords=said(f"{_CP}keywords"),
        fallback_title=title,
    )
