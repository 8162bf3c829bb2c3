"""What a file says of itself: its information dictionary and its XMP, without what programs put there by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

import pypdfium2.raw as pdfium  # type: ignore[import-untyped, unused-ignore]

from content.formats.pdf._identifiers import identifiers
from content.formats.pdf._pdfium import Document, utf16
from content.formats.pdf._placeholders import TITLE_LENGTH, is_person, is_publisher, is_title
from content.formats.pdf._xmp import Xmp, read_xmp
from content.formats.reading import Description, ReadLimits
from content.records import Creator
from content.text import normalise, one_line, parse_tag

_NAME, _PUBLISHER, _KEYWORD, _RIGHTS, _DESCRIPTION = 120, 160, 80, 400, 4_000
_CREATORS, _KEYWORDS = 20, 40
_FIELD: Final = 20_000
"""Characters of a field that are looked at at all."""
_JOINS: Final = re.compile(r"\s*(?:;|\s&\s|\svà\s|\sand\s)\s*")
_PDF_DATE: Final = re.compile(r"^(?:D:)?(\d{4})")
_ISO_DATE: Final = re.compile(r"^\s*(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?=$|[T\s])")
_YEARS: Final = range(1450, 2101)


def describe(document: Document, path: Path, limits: ReadLimits, notes: list[str]) -> Description:
    """What a file says of itself, bounded and made plain. The language is what is declared.

    Args:
        document: open.
        path: the file, in which its XMP is looked for.
        limits: what it may cost.
        notes: takes a line where something cannot be read.
    """
    xmp = read_xmp(path, limits, notes)
    title = next((one_line(text, TITLE_LENGTH) for text in (_info(document, "Title"), xmp.title) if is_title(text)), "")
    subject = next(
        filter(None, (_paragraph(text, title) for text in (_info(document, "Subject"), xmp.description))), ""
    )
    return Description(
        title=title,
        creators=tuple(_creators(_info(document, "Author"), xmp)),
        publisher=_publisher(xmp.publisher),
        issued=iso_date(xmp.issued),
        description=subject,
        language=_language(document, xmp),
        keywords=tuple(_keywords(_info(document, "Keywords"), xmp)),
        identifiers=tuple(
            identifiers(xmp, _info(document, "Subject"), _info(document, "Keywords"), _info(document, "Title"))
        ),
        rights_note=one_line(xmp.rights, _RIGHTS),
    )


def year_made(document: Document) -> str:
    """The year in which the file was made, "" unknown: of a text that is near enough to when it was issued."""
    found = _PDF_DATE.match(_info(document, "CreationDate").strip())
    return found[1] if found is not None and int(found[1]) in _YEARS else ""


def _info(document: Document, key: str) -> str:
    """A field of the information dictionary."""
    return utf16(partial(pdfium.FPDF_GetMetaText, document.handle, key.encode("ascii")))[:_FIELD]


def _creators(author: str, xmp: Xmp) -> Iterator[Creator]:
    names = [name for text in ([author] if author.strip() else xmp.creators) for name in _people(text)]
    yield from (Creator(name) for name in list(dict.fromkeys(names))[:_CREATORS])


def _people(text: str) -> Iterator[str]:
    """The names in a field; several only where that is certain."""
    line = one_line(text, 10 * _NAME)
    names = _JOINS.split(line)
    if len(names) == 1 and "," in line:
        pieces = [piece.strip() for piece in line.split(",")]
        # "Trần Trọng Kim, Bùi Kỷ" are two people, "Hưng, Khái" is one, name turned round.
        names = pieces if all(2 <= len(piece.split()) <= 5 for piece in pieces) else [line]
    yield from (shown for name in names if is_person(shown := one_line(name.strip(" ,;"), _NAME)))


def _publisher(text: str) -> str:
    line = one_line(text, _PUBLISHER)
    return line if is_publisher(line) else ""


def _paragraph(text: str, title: str) -> str:
    shown = normalise(text).strip()
    return shown[:_DESCRIPTION] if shown != title and is_title(shown) and is_publisher(shown[:_PUBLISHER]) else ""


def _language(document: Document, xmp: Xmp) -> str:
    said = utf16(partial(pdfium.FPDFCatalog_GetLanguage, document.handle))
    return next((tag for text in (xmp.language, said) if (tag := parse_tag(text.strip()[:64]))), "")


def _keywords(said: str, xmp: Xmp) -> list[str]:
    words = (one_line(piece, _KEYWORD) for text in (said, *xmp.subjects) for piece in re.split(r"[,;\n|]", text))
    kept = (word for word in words if any(map(str.isalpha, word)) and is_publisher(word))
    return list(dict.fromkeys(kept))[:_KEYWORDS]


def iso_date(text: str) -> str:
    """A date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD` (EDTF level 0), "" for one that cannot be meant.

    Args:
        text: as XMP writes it.
    """
    match = _ISO_DATE.match(text[:40])
    if match is None or int(match[1]) not in _YEARS:
        return ""
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return ""
    return "-".join(piece for piece in match.groups() if piece)
