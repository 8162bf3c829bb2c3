"""The words of a language, and which language is spoken just now."""

from __future__ import annotations

import gettext as plain_gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from content.addresses import DEFAULT_LANGUAGE, LANGUAGES

FOLDER = Path(__file__).parent
Words = plain_gettext.NullTranslations


def catalogue_file(language: str) -> Path:
    """Where the catalogue of a language stands."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


@lru_cache(maxsize=1)
def offered() -> tuple[str, ...]:
    """The languages that are offered, in the order of `addresses.LANGUAGES`."""
    return tuple(one for one in LANGUAGES if one == DEFAULT_LANGUAGE or catalogue_file(one).is_file())


@lru_cache(maxsize=len(LANGUAGES))
def _words(language: str) -> Words:
    if language == DEFAULT_LANGUAGE:
        return Words()
    # A command that speaks Vietnamese needs no catalogue, and starts without what reads one.
    from content.translations._catalogue import read_catalogue  # noqa: PLC0415

    return read_catalogue(catalogue_file(language), language)


_chosen: ContextVar[tuple[str, Words]] = ContextVar("words", default=(DEFAULT_LANGUAGE, Words()))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Inside the block this language is spoken; one that is not offered is Vietnamese.

    Raises:
        babel.messages.pofile.PoFileError: its catalogue is no PO file.
    """
    spoken_here = language if language in offered() else DEFAULT_LANGUAGE
    token = _chosen.set((spoken_here, _words(spoken_here)))
    try:
        yield
    finally:
        _chosen.reset(token)


def spoken() -> str:
    """The language that is spoken just now."""
    return _chosen.get()[0]


def gettext(message: str) -> str:
    """A Vietnamese sentence in the language that is spoken."""
    # GNU gettext keeps a catalogue's head under the empty message.
    return _chosen.get()[1].gettext(message) if message else ""


def ngettext(singular: str, plural: str, number: int) -> str:
    """A sentence with a number in the language that is spoken; both forms are the same in Vietnamese."""
    return _chosen.get()[1].ngettext(singular, plural, number)


def marked(message: str) -> str:
    """Marks a sentence of a table for translation; whoever says it translates it with `gettext`."""
    return message
