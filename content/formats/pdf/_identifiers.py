"""ISBN and DOI, where the description of a file clearly says one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from content.formats.pdf._xmp import Xmp
from content.records import Identifier

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
            digits = re.sub(r"[\s-]", "", match[1]).upper()
            if is_isbn(digits):
                found.setdefault(Identifier("isbn", digits))
        for match in _DOI.finditer(text[:2_000]):
            found.setdefault(Identifier("doi", match[1].rstrip(_PUNCTUATION).lower()))
    for text in (xmp.doi.strip(), xmp.identifier.strip()):
        if _BARE_DOI.match(text):
            found.setdefault(Identifier("doi", text.lower()))
    if is_isbn(digits := re.sub(r"[\s-]", "", xmp.isbn).upper()):
        found.setdefault(Identifier("isbn", digits))
    yield from list(found)[:10]


def is_isbn(text: str) -> bool:
    """Whether ten or thirteen signs are an ISBN with the right check digit (ISO 2108).

    Args:
        text: without hyphens.
    """
    if re.fullmatch(r"\d{9}[\dX]", text):
        weights = zip(text, range(10, 0, -1), strict=True)
        return sum((10 if sign == "X" else int(sign)) * weight for sign, weight in weights) % 11 == 0
    if re.fullmatch(r"97[89]\d{10}", text):
        return sum(int(sign) * (3 if place % 2 else 1) for place, sign in enumerate(text)) % 10 == 0
    return False
