"""Readers of formats, one a format, and the limited worker in which alone they run."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from content.formats.reading import Extract, Reader, ReadLimits, Refusal, RefusedError

READERS: tuple[str, ...] = (
    "content.formats.epub:EpubReader",
    "content.formats.pdf:PdfReader",
    "content.formats.comic:ComicReader",
    "content.formats.picture:PictureReader",
    "content.formats.media:MediaReader",
    "content.formats.media:SubtitlesReader",
    "content.formats.docx:DocxReader",
    "content.formats.doc:DocReader",
    "content.formats.odt:OdtReader",
    "content.formats.rtf:RtfReader",
    "content.formats.marc:MarcReader",
    "content.formats.sheet:SheetReader",
    "content.formats.html:HtmlReader",
    "content.formats.html:SiteReader",
    "content.formats.text:MarkdownReader",
    "content.formats.text:TextReader",
)
"""`module:class` of every reader, in the order in which they are asked: what may be anything comes last."""
LIST_READERS: tuple[str, ...] = ("content.formats.marc:MarcReader", "content.formats.listing.reader:ListingReader")
"""Readers of lists of records. Only where a list is wanted is a sheet one; else it is a table to read."""

HEAD_BYTES = 4_096

__all__ = [
    "HEAD_BYTES",
    "LIST_READERS",
    "READERS",
    "Extract",
    "ReadLimits",
    "Reader",
    "Refusal",
    "RefusedError",
    "reader",
    "recognise",
]


@cache
def reader(name: str) -> Reader:
    """The reader of a dotted name; its module is imported now, not before.

    Args:
        name: `module:class`.

    Raises:
        ImportError: no such module.
        AttributeError: no such class in it.
        TypeError: the class is not a Reader.
    """
    module, _, class_name = name.partition(":")
    found = getattr(importlib.import_module(module), class_name)()
    if not isinstance(found, Reader):
        raise TypeError(f"{name} is not a Reader")
    return found


def recognise(path: Path, names: Sequence[str] = READERS) -> str | None:
    """The dotted name of the reader that knows a file by its content, None if there is none.

    To be asked inside the worker: what it looks at may be hostile.

    Args:
        path: the file.
        names: readers to ask.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    return next((name for name in names if reader(name).recognises(head, path)), None)
