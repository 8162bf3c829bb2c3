"""The starter shelf: four short books in Vietnamese, written for the box and made by it as EPUB 3 files.

A reader's guide, a handbook for staff, everyday law, and a children's picture book. Their texts stand in `books/`, one
folder a book; their pictures are drawn by `drawings/`.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from content.catalogue import has_mark, set_mark

from ._binding import bind, sidecar
from ._manuscript import Manuscript, read_manuscript
from .errors import ManuscriptError, StarterError

__all__ = [
    "Manuscript",
    "ManuscriptError",
    "StarterError",
    "bind",
    "build",
    "note_put_up",
    "read_manuscript",
    "sidecar",
    "was_put_up",
]

_MARK = "starter-shelf"
_BOOKS = Path(__file__).parent / "books"


def build(folder: Path) -> tuple[Path, ...]:
    """Write the four books and, beside each, its sidecar.

    Args:
        folder: where to; made when it is not there. Files of the same names are replaced.

    Returns:
        The paths of the EPUB files, in the order of their names.

    Raises:
        ManuscriptError: a text of the shelf is damaged.
        OSError: a file cannot be read or written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    manuscripts = [read_manuscript(path.parent) for path in sorted(_BOOKS.glob("*/book.toml"))]
    return tuple(_put(folder, manuscript) for manuscript in manuscripts)


def was_put_up(connection: sqlite3.Connection) -> bool:
    """Whether the shelf was put up in this library once: what staff withdrew of it does not come back."""
    return has_mark(connection, _MARK)


def note_put_up(tx: sqlite3.Connection, books: int) -> None:
    """Notes that the shelf was put up.

    Args:
        books: how many of it were added; those that the library had already are not among them.
    """
    set_mark(tx, _MARK, str(books))


def _put(folder: Path, manuscript: Manuscript) -> Path:
    book = folder / f"{manuscript.name}.epub"
    book.write_bytes(bind(manuscript))
    book.with_suffix(".toml").write_text(sidecar(manuscript), encoding="utf-8")
    return book
