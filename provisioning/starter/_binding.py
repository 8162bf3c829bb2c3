"""A manuscript to an EPUB 3 file and its sidecar; the same manuscript gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import tomli_w

from . import _package
from ._manuscript import Manuscript
from ._typesetting import PICTURES_FOLDER, Chapter, typeset
from .drawings import PICTURES, draw
from .errors import ManuscriptError

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The first moment that ZIP can tell: entries bear no real time, so that equal books are equal files."""


def bind(manuscript: Manuscript) -> bytes:
    """Make the EPUB 3 file of a manuscript.

    Args:
        manuscript: what it is made of.

    Returns:
        The file. Its first entry is `mimetype`, stored as it is (EPUB 3.3 §4.2.2).

    Raises:
        ManuscriptError: a chapter cannot be set, leads to a place that is not there, or shows an unknown picture.
    """
    description = manuscript.description
    chapters = [typeset(stem, text) for stem, text in manuscript.chapters.items()]
    _check_links(manuscript.name, chapters)
    pictures = _pictures(manuscript, chapters)
    entries = {
        "META-INF/container.xml": _package.CONTAINER,
        _package.PACKAGE: _package.package(description, chapters, pictures),
        f"{_package.FOLDER}/muc-luc.xhtml": _package.navigation(description, chapters),
        f"{_package.FOLDER}/muc-luc.ncx": _package.ncx(description, chapters),
        f"{_package.FOLDER}/kieu.css": _package.STYLE,
    }
    entries |= {f"{_package.FOLDER}/{one.stem}.xhtml": _package.page(description, one) for one in chapters}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as book:
        _write(book, "mimetype", b"application/epub+zip", stored=True)
        for name, text in entries.items():
            _write(book, name, text.encode())
        for name in pictures:
            _write(book, f"{_package.FOLDER}/{PICTURES_FOLDER}/{name}.png", draw(name), stored=True)
    return buffer.getvalue()


def sidecar(manuscript: Manuscript) -> str:
    """What accession should know beyond what the file itself can say, as TOML.

    Args:
        manuscript: the book.

    Returns:
        The text of `NAME.toml`.
    """
    said = manuscript.description
    table: dict[str, Any] = {
        "title": said.title,
        "creators": list(said.creators),
        "language": said.language,
        "description": said.description,
        "publisher": said.publisher,
        "issued": said.issued,
        "audience": said.audience,
        "institution": said.institution,
        "subjects": {"ddc": list(said.ddc), "keywords": list(said.keywords)},
        "rights": {"class": said.rights.rights_class, "holder": said.rights.holder, "note": said.rights.note},
    }
    if said.shelf:
        table["shelf"] = said.shelf
    return tomli_w.dumps(table)


def _check_links(name: str, chapters: Sequence[Chapter]) -> None:
    places = {f"{one.stem}.xhtml" for one in chapters}
    places |= {f"{one.stem}.xhtml#{heading.anchor}" for one in chapters for heading in one.headings}
    for chapter in chapters:
        for link in chapter.links:
            if link not in places:
                raise ManuscriptError(f"{name}/{chapter.stem}: link to {link}, which is not there")


def _pictures(manuscript: Manuscript, chapters: Sequence[Chapter]) -> tuple[str, ...]:
    """Names of all pictures of the book, each once, the cover first."""
    cover = manuscript.description.cover
    named = [cover] if cover else []
    named += [name for chapter in chapters for name in chapter.pictures]
    for name in named:
        if name not in PICTURES:
            raise ManuscriptError(f"{manuscript.name}: no picture is called {name}")
    return tuple(dict.fromkeys(named))


def _write(book: zipfile.ZipFile, name: str, data: bytes, *, stored: bool = False) -> None:
    entry = zipfile.ZipInfo(name, date_time=_MOMENT)
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    book.writestr(entry, data)
