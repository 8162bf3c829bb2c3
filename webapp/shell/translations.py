"""Words of the pages. The source is Vietnamese: a string without a translation is shown in Vietnamese.

A language is offered as soon as its folder `translations/<language>/LC_MESSAGES` holds a catalogue.
"""

from __future__ import annotations

import gettext as plain_gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from content.addresses import DEFAULT_LANGUAGE, LANGUAGES

FOLDER = Path(__file__).parent / "translations"
Words = plain_gettext.NullTranslations


def catalogue_file(language: str) -> Path:
    """Where the catalogue of a language stands."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


@lru_cache(maxsize=1)
def offered() -> dict[str, Words]:
    """The languages that pages are offered in, with their words, in the order of `addresses.LANGUAGES`.

    Raises:
        babel.messages.pofile.PoFileError: a catalogue is no PO file.
    """
    found = {DEFAULT_LANGUAGE: Words()}
    for language in LANGUAGES:
        path = catalogue_file(language)
        if path.is_file():
            with path.open("rb") as file, BytesIO() as compiled:
                write_mo(compiled, read_po(file, locale=language if language == "en" else None, abort_invalid=True))
                compiled.seek(0)
                found[language] = plain_gettext.GNUTranslations(compiled)
    return found


_chosen: ContextVar[tuple[str, Words]] = ContextVar("words", default=(DEFAULT_LANGUAGE, Words()))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Inside the block, pages speak this language; one that is not offered is Vietnamese."""
    words = offered().get(language)
    token = _chosen.set((language, words) if words else (DEFAULT_LANGUAGE, offered()[DEFAULT_LANGUAGE]))
    try:
        yield
    finally:
        _chosen.reset(token)


def spoken() -> str:
    """The language that pages speak just now."""
    return _chosen.get()[0]


def gettext(message: str) -> str:
    """A Vietnamese sentence in the language of the page."""
    return _chosen.get()[1].gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """A sentence with a number in the language of the page; both forms are the same in Vietnamese."""
    return _chosen.get()[1].ngettext(singular, plural, number)


def marked(message: str) -> str:
    """Marks a sentence of a table for translation; the page translates it with `gettext`."""
    return message


def number(value: int) -> str:
    """A whole number with its thousands parted: 1.284 in Vietnamese, 1,284 in English."""
    text = f"{value:,}"
    return text if spoken() == "en" else text.replace(",", ".")


def megabytes(size: int) -> str:
    """A size in MB (10⁶ bytes) with one decimal, at least 0,1."""
    text = f"{max(size / 1e6, 0.1):,.1f} MB"
    return text if spoken() == "en" else text.translate(str.maketrans(",.", ".,"))


def day(date: str) -> str:
    """A date `YYYY[-MM[-DD]]` as it is written in Việt Nam: 12/10/2026."""
    return "/".join(reversed(date.split("-")))
