"""Manuscripts: a folder with `book.toml`, which describes the book, and one Markdown file a chapter."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import cattrs

from .errors import ManuscriptError

_READER = cattrs.Converter(forbid_extra_keys=True)


@dataclass(frozen=True, kw_only=True)
class RightsNote:
    """Under what right the book may be used, and who says so."""

    rights_class: str
    holder: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Description:
    """What `book.toml` says (Dublin Core terms).

    Attributes:
        uuid: of the book, the same in every edition.
        issued: year of issue.
        modified: of this edition, UTC, `YYYY-MM-DDThh:mm:ssZ` (EPUB 3.3 §5.5.6).
        shelf: where it stands, "" for the shelf that its kind gives.
        cover: name of the picture on its cover, "" for a cloth cover.
        headings_listed: whether the contents list the headings within chapters; not where all chapters have the same.
    """

    uuid: str
    title: str
    creators: tuple[str, ...]
    language: str
    description: str
    publisher: str
    issued: str
    modified: str
    audience: str
    institution: str
    ddc: tuple[str, ...]
    keywords: tuple[str, ...]
    rights: RightsNote
    shelf: str = ""
    cover: str = ""
    headings_listed: bool = True


@dataclass(frozen=True, kw_only=True)
class Manuscript:
    """A book before it is set.

    Attributes:
        name: of its folder; the finished file bears it too.
        chapters: Markdown by the stem of its file, in reading order.
    """

    name: str
    description: Description
    chapters: dict[str, str]


def read_manuscript(folder: Path) -> Manuscript:
    """Read a manuscript.

    Args:
        folder: holds `book.toml` and `NN-name.md`.

    Returns:
        The manuscript, its chapters sorted by file name.

    Raises:
        ManuscriptError: the description has a missing, unknown or wrong key, or there is no chapter.
        OSError: a file cannot be read.
    """
    chapters = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}
    if not chapters:
        raise ManuscriptError(f"{folder.name}: no chapter")
    return Manuscript(name=folder.name, description=_read_description(folder), chapters=chapters)


def _read_description(folder: Path) -> Description:
    try:
        table = tomllib.loads((folder / "book.toml").read_text(encoding="utf-8"))
        return _READER.structure(table, Description)
    except tomllib.TOMLDecodeError as error:
        raise ManuscriptError(f"{folder.name}/book.toml: {error}") from error
    except cattrs.BaseValidationError as error:
        reasons = "; ".join(cattrs.transform_error(error))
        raise ManuscriptError(f"{folder.name}/book.toml: {reasons}") from error
