"""The reader of single web pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from content.formats._letters import Letters
from content.formats._text_signs import is_mhtml, text_of
from content.formats.flow import MadeMembers, Source, flowed
from content.formats.html._mhtml import Packed, unpacked
from content.formats.html._page import Page, read_page
from content.formats.kinds import FileKind, kind_of_content
from content.formats.reading import Caveat, Description, Extract, Reader, ReadLimits, Refusal, RefusedError
from content.records import Kind

MEDIA_TYPE: Final = "text/html"
MHTML_TYPE: Final = "multipart/related"
_HEAD: Final = 4_096


class HtmlReader(Reader):
    """Reads a web page in one file, as browsers, Word and LibreOffice save it, alone or packed with its pictures."""

    def recognises(self, head: bytes, path: Path) -> bool:  # noqa: ARG002 - as all readers are asked
        """Whether it is a web page.

        Args:
            head: its first 4,096 bytes.
            path: the file.
        """
        return kind_of_content(head) is FileKind.HTML

    def read(self, path: Path, scratch: Path, limits: ReadLimits) -> Extract:
        """Reads the page.

        Args:
            path: the file.
            scratch: empty folder to write into.
            limits: what it may cost; `text_member` bounds the page, `member` the page with what is packed in.

        Raises:
            RefusedError: it cannot or must not be read.
        """
        with path.open("rb") as file:
            head = file.read(_HEAD)
        packed = unpacked(path, limits) if is_mhtml(text_of(head) or "") else Packed(page=_page_bytes(path, limits))
        notes: list[str] = []
        letters = Letters()
        page = read_page(packed.page, name="page", limits=limits, letters=letters, notes=notes)
        packed.localise(page.root)
        said, caveats = described(page)
        return flowed(
            [Source(name="1.html", html=page.html, title=page.title)],
            MadeMembers(packed.members),
            description=said,
            kind=Kind.DOCUMENT,
            media_type=MHTML_TYPE if packed.address or packed.members else MEDIA_TYPE,
            scratch=scratch,
            limits=limits,
            notes=notes,
            caveats=(*caveats, *letters.caveats()),
            converted=letters.conversions(),
        )


def described(page: Page) -> tuple[Description, tuple[Caveat, ...]]:
    """What a page says of itself, with the title that its first lines have where it says none or a poorer one.

    Args:
        page: that stands first.
    """
    if page.guessed and (not page.said.title or page.said.title.lower() in page.guessed.lower()):
        return replace(page.said, title=page.guessed), (Caveat.TITLE_GUESSED,)
    return page.said, ()


def _page_bytes(path: Path, limits: ReadLimits) -> bytes:
    """The bytes of a page.

    Raises:
        RefusedError: they are more than a page may have.
    """
    size = path.stat().st_size
    if size > limits.text_member:
        raise RefusedError(Refusal.TOO_LARGE, f"{size} bytes of markup")
    return path.read_bytes()
