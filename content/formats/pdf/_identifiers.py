"""ISBN and DOI, where the description of a file clearly says one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from content.formats.pdf._xmp import Xmp
from content.records import Identifier
from content.text import bare_isbn, is_isbn

_ISBN: Final = re.compile(r"\bISBN(?:-1[03])?[\s:#]*((?:97[89][\s-]?)?\d(?:[\s-]?\d){8}[\s-]?[\dXx])\b", re.IGNORECASE)
_DOI: Final = re.compile(r"\b(?:doi[\s:]*|https?://(?:dx\.)?doi\.org/)(10\.\d{4,9}/[^\s\"<>]{1,120})", re.IGNORECASE)
_BARE_DOI: Final = re.compile(r"^10\.\d{4,9}/[^\s\"<>]{1,120}$")
_PUNCTUATION: Final = ".,;:)]}>"


def identifiers(xmp: Xmp, *fields: str) -> Iterator[Identifier]:
    """The identifiers of a file, each once.

    Args:
        xmp: of the file.
        fields: of its information dictionary, in which one may be named.
    """
    found: dict[Identifier, None] = {}
    for text in (xmp.identifier, *fields):
        for match in _ISBN.finditer(text[:2_000]):
            digits = bare_isbn(match[1])
            if is_isbn(digits):
                found.setdefault(Identifier("isbn", digits))
        for match in _DOI.finditer(text[:2_000]):
            found.setdefault(Identifier("doi", match[1].rstrip(_PUNCTUATION).lower()))
    for text in (xmp.doi.strip(), xmp.identifier.strip()):
        if _BARE_DOI.match(text):
            found.setdefault(Identifier("doi", text.lower()))
    if is_isbn(digits := bare_isbn(xmp.isbn)):
        found.setdefault(Identifier("isbn", digits))
    yield from list(found)[:10]
