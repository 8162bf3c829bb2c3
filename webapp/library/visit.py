"""What the library's views are given for one request: the address, and the catalogue on today's trusted date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from flask import Request, abort

from appliance.drawing import DrawingDesk
from content.addresses import LABELLED, Address, Noun
from content.catalogue import Catalogue, Standing, TitleCache, standing, tongue_of
from content.catalogue.held import is_damaged
from content.catalogue.shown import Shown
from content.errors import LibraryDamagedError
from content.holdings import Blobs, Thumbnails
from content.library import Library
from content.records import Kind, Record, RecordId, Sha256
from content.search import TitleWordsCache
from content.trusted_time import Clock
from content.usage import LetterSink
from webapp.library.searched import SearchedLibrary
from webapp.library.speakers import Names, speakers
from webapp.shell import preferences
from webapp.shell import room as shell
from webapp.shell.answers import MovedError
from webapp.shell.frame import Speaker
from webapp.shell.frame import Visit as ShellVisit

PAGE_SIZE = 24
"""Entries on one page of a list."""


@dataclass(frozen=True, kw_only=True)
class Visit(ShellVisit):
    """One request for a page of the library.

    Attributes:
        scratch: a folder for files of one answer. made: what is made.
        library_name: with its place. today: the date in Việt Nam that has certainly come, read once.
    """

    library_name: str
    today: date
    catalogue: Catalogue
    scratch: Path
    made: Path
    blobs: Blobs
    thumbnails: Thumbnails
    drawing: DrawingDesk
    letters: LetterSink
    title_cache: TitleCache
    words_cache: TitleWordsCache

    def searched(self) -> SearchedLibrary:
        """The library as search sees it."""
        return SearchedLibrary(self.catalogue, self.title_cache, self.words_cache)

    def standing(self, records: Sequence[RecordId]) -> dict[RecordId, Standing]:
        """The shelf of each record, where it stands on one."""
        db, language = self.catalogue.connection, self.address.language
        return standing(db, records, today=self.today, language=language)

    def heard(self, names: Names) -> dict[Address, tuple[Speaker, ...]]:
        """The names of pages as they are heard, of those that somebody recorded."""
        chosen = self.carried.tongue if self.carried else ""
        return speakers(self.catalogue, names, usual=chosen or tongue_of(self.address.language))

    def speakers(self, title: str) -> tuple[Speaker, ...]:
        """The name of this page as it is heard."""
        if self.address.noun not in LABELLED:
            return ()
        return self.heard({self.address: title}).get(self.address, ())

    def record_link(self, kind: Kind, record: RecordId, noun: Noun = Noun.RECORD) -> str:
        """A link to a record or to one of its pages."""
        return self.link(Address(noun=noun, kind=kind, record=record))

    def page_link(self, page: int, place: str = "") -> str:
        """The same list, another page; place: where the list stands on it."""
        return self.link(replace(self.address, page=page, place=place))

    def sound(self, blob: Sha256) -> Path:
        """Where a blob stands that is sent as it stands there.

        Raises:
            LibraryDamagedError: a check found that it is not what it was.
        """
        if is_damaged(self.catalogue.connection, blob):
            raise LibraryDamagedError(f"blob {blob} is noted as damaged")
        return self.blobs.path(blob)

    def shown(self) -> Shown:
        """The record that the address names.

        Raises:
            NotFound, Gone: it is not visible; Gone when it was here once.
            MovedError: the address names another kind, or the record went up in another.
        """
        record = self.address.record
        found = self.catalogue.shown(record) if record else None
        into = self.catalogue.moved_into(record) if record and not found else None
        if into:
            raise MovedError(self.record_link(into.record.kind, into.record.id))
        if record is None or found is None:
            abort(410 if record and self.catalogue.was_held(record) else 404)
        if found.record.kind is not self.address.kind:
            raise MovedError(self.link(replace(self.address, kind=found.record.kind)))
        return found


class Pages(shell.Pages[Visit]):
    """The pages of a noun in the library."""


def visit_maker(
    library: Library, *, name: str, clock: Clock, letters: LetterSink, drawing: DrawingDesk
) -> Callable[[Address, Request, preferences.Preference | None], Visit]:
    """Makes visits to a library.

    Args:
        name: of the library, with its place.
    """
    blobs, thumbnails = Blobs(library.blobs_folder), Thumbnails(library.made)
    title_cache, words_cache = TitleCache(), TitleWordsCache()

    def make(address: Address, request: Request, carried: preferences.Preference | None) -> Visit:
        today = clock.now().today
        return Visit(
            address=address,
            request=request,
            carried=carried,
            library_name=name,
            today=today,
            catalogue=Catalogue(library.read(), today),
            scratch=library.run,
            made=library.made,
            blobs=blobs,
            thumbnails=thumbnails,
            drawing=drawing,
            letters=letters,
            title_cache=title_cache,
            words_cache=words_cache,
        )

    return make


def resource_path(said: Record, name: str) -> str:
    """Where something stands that was made when a record came in (`Resource.name`); "" for none."""
    return Address(noun=Noun.PICTURE, kind=said.kind, record=said.id, name=name).path if name else ""
