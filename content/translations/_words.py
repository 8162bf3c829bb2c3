"""The words of a language, and which language is spoken just now."""

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

FOLDER = Path(__file__).parent
Words = plain_gettext.NullTranslations


def catalogue_file(language: str) -> Path:
    """Where the catalogue of a language stands."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


@lru_cache(maxsize=1)
def offered() -> dict[str, Words]:
    """The languages that are offered, with their words, in the order of `addresses.LANGUAGES`.

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
    """Inside the block this language is spoken; one that is not offered is Vietnamese."""
    words = offered().get(language)
    token = _chosen.set((language, words) if words else (DEFAULT_LANGUAGE, offered()[DEFAULT_LANGUAGE]))
    try:
        yield
    finally:
        _chosen.reset(token)


def spoken() -> str:
    """The language that is spoken just now."""
    return _chosen.get()[0]


def gettext(message: str) -> str:
    """A Vietnamese sentence in the language that is spoken."""
    return _chosen.get()[1].gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """A sentence with a number in the language that is spoken; both forms are the same in Vietnamese."""
    return _chosen.get()[1].ngettext(singular, plural, number)


def marked(message: str) -> str:
    """Marks a sentence of a table for translation; whoever says it translates it with `gettext`."""
    return message
