"""The starter shelf: four short books in Vietnamese, written for the box and made by it as EPUB 3 files.

A reader's guide, a handbook for staff, everyday law, and a children's picture book. Their texts stand in `books/`, one
folder a book; their pictures are drawn by `drawings/`.
"""

from __future__ import annotations

from pathlib import Path

from ._binding import bind, sidecar
from ._manuscript import Manuscript, read_manuscript
from .errors import ManuscriptError, StarterError

__all__ = ["Manuscript", "ManuscriptError", "StarterError", "bind", "build", "read_manuscript", "sidecar"]

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


def _put(folder: Path, manuscript: Manuscript) -> Path:
    book = folder / f"{manuscript.name}.epub"
    book.write_bytes(bind(manuscript))
    book.with_suffix(".toml").write_text(sidecar(manuscript), encoding="utf-8")
    return book
