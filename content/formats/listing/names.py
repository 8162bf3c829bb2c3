"""Which column a header means, whatever people call it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from typing import Final

from content.formats.listing.column import Column
from content.formats.listing.columns import COLUMNS
from content.text import exact, fold, normalise, old_style_tones

IGNORED: Final = ("stt", "tt", "so tt", "so thu tu", "no", "thu tu")
"""Headers of columns that number the rows: they say nothing of a record, and need not be told."""

_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SIGNS = re.compile(r"[^\w:/]+|_")
_NUMBERED = re.compile(r" \d{1,2}$")
_CLEARLY: Final = 3
"""Columns of ours that a table has which is plainly meant as a list of records."""
_HEADER_MOST: Final = 120
_NEAR: Final = 0.8


def plain_header(text: str) -> str:
    """A header as headers are compared: folded, without signs, remarks in brackets and line ends.

    Args:
        text: as it stands in the cell: "Năm XB (*)", "TÊN SÁCH:", "nhan_de".
    """
    bare = _SIGNS.sub(" ", _REMARK.sub(" ", fold(text[:_HEADER_MOST])))
    return " ".join(bare.split()).strip(" :/")


@cache
def _names() -> dict[str, Column]:
    """Every name of every column as it is compared; a column's own names come before another's aliases."""
    names: dict[str, Column] = {}
    for column in COLUMNS:
        for name in (column.vietnamese, column.key):
            names.setdefault(plain_header(name), column)
            names.setdefault(plain_header(name.replace(".", " ")), column)
    for column in COLUMNS:
        for alias in column.aliases:
            names.setdefault(plain_header(alias), column)
    return names


def column_of(header: str) -> Column | None:
    """The column that a header means, None if it is no column of a catalogue sheet.

    Args:
        header: as it stands in the cell; "Tác giả 2" is "Tác giả".
    """
    plain = plain_header(header)
    names = _names()
    found = names.get(plain)
    if found is not None and not any(_agree(_marked(header), name) for name in _marked_names(found)):
        return None
    if found is None and _NUMBERED.search(plain):
        shorter = names.get(_NUMBERED.sub("", plain))
        found = shorter if shorter is not None and shorter.has_several else None
    return found


def _marked(text: str) -> str:
    """A header as it is compared, with its marks."""
    bare = _SIGNS.sub(" ", _REMARK.sub(" ", exact(old_style_tones(normalise(text[:_HEADER_MOST])))))
    return " ".join(bare.split()).strip(" :/")


def _marked_names(column: Column) -> Iterator[str]:
    return map(_marked, (column.vietnamese, column.key, column.key.replace(".", " "), *column.aliases))


def _agree(header: str, name: str) -> bool:
    """Whether each word of a header is that of a name, with its marks or without any: "Khổ sách" is no "Kho sách"."""
    words, others = header.split(), name.split()
    return len(words) == len(others) and all(
        one == other or one == fold(other) for one, other in zip(words, others, strict=True)
    )


def nearest_name(header: str) -> str:
    """The Vietnamese header that an unknown one is nearest to, "" if none is near."""
    plain, marked = plain_header(header), _marked(header)
    names = _names() if marked == plain else {name: column for column in COLUMNS for name in _marked_names(column)}
    near = get_close_matches(marked, list(names), n=1, cutoff=_NEAR)
    return names[near[0]].vietnamese if near else ""


def is_numbering(header: str) -> bool:
    """Whether a column only numbers the rows."""
    return plain_header(header) in IGNORED


def is_catalogue_header(headers: Iterable[str]) -> bool:
    """Whether a row is plainly the header of a list of records of a library, not of any table with names in it.

    Args:
        headers: the texts of its cells.
    """
    names = [header for header in headers if header.strip()]
    keys = {column.key for header in names if (column := column_of(header))}
    return "title" in keys and len(keys) >= _CLEARLY and 2 * len(keys) >= len(names)
