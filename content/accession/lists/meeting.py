"""Which record of the library one of a list is already: by the list's own key, by its files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from content.accession.shelving import Shelving
from content.accession.sidecar import Sidecar, creators_of, identifiers_of
from content.catalogue import has_record, own_record, records_of_key
from content.catalogue.itemised import has_item_of_size, records_with
from content.holdings import hash_file
from content.library import Library
from content.records import Bytes, Record, RecordId, Sha256, is_record_id
from content.text import fold

_HALF = 2


class Meeting:
    """Looks for records of a list among those of the library and those that wait to be shelved."""

    def __init__(self, library: Library, shelving: Shelving) -> None:
        self._library = library
        self._shelving = shelving

    def by_key(self, key: str, said: Sidecar) -> RecordId | None:
        """The record that lists call so: by its own id, as an export writes it, or by what a list said before.

        Args:
            said: its description; lists of two libraries number from 1, and mean other works.
        """
        if not key:
            return None
        connection = self._library.read()
        if is_record_id(key) and has_record(connection, RecordId(key)):
            return RecordId(key)
        for record in records_of_key(connection, key):
            held = own_record(connection, record)
            if held and _may_be_one(held[0], _said_alone(held[0], said)):
                return record
        return None

    def by_files(self, files: Sequence[Path]) -> RecordId | None:
        """The record of the library's own, or one that comes, that has exactly these files."""
        digests = [self._digest(path) for path in files]
        if any(digest is None for digest in digests):
            return None
        wanted = [digest for digest in digests if digest]
        coming = self._shelving.with_file(wanted[0])
        if coming:
            return coming.id
        found = records_with(self._library.read(), wanted)
        return next((one.id for one in found if one.is_own and set(one.items) == set(wanted)), None)

    def _digest(self, path: Path) -> Sha256 | None:
        """The hash of a file, where some file of its size is known."""
        try:
            size = Bytes(path.stat().st_size)
            if not has_item_of_size(self._library.read(), size) and not self._shelving.has_file_of({size}):
                return None
            return hash_file(path)
        except OSError:
            return None  # what is wrong with it shows when it is copied


def _said_alone(held: Record, said: Sidecar) -> Record:
    """What a list says of a record by which works are told apart, and nothing else."""
    return Record(
        id=held.id,
        kind=held.kind,
        title=said.title or held.title,
        creators=creators_of(said.creators or ()),
        identifiers=identifiers_of(said.identifiers or ()),
    )


def _may_be_one(one: Record, other: Record) -> bool:
    """Whether two descriptions may be of one work: half the words of their titles, an identifier or a person agree.

    A key says already that they are one: only a plain contradiction counts. What one of them does not say contradicts
    nothing.
    """
    if set(one.identifiers) & set(other.identifiers):
        return True
    if {fold(who.name) for who in one.creators} & {fold(who.name) for who in other.creators}:
        return True
    words, others = set(fold(one.title).split()), set(fold(other.title).split())
    return _HALF * len(words & others) >= min(len(words), len(others))
