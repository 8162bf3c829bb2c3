"""What a person may want to look at in a book that was added. It is added all the same, and may be corrected later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from content.accession.sidecar import Sidecar
from content.formats.reading import Caveat
from content.records import Kind, Record
from content.text import VIETNAMESE, is_in_capitals, is_without_marks, language_group

_GIVEN = {
    Caveat.TITLE_GUESSED: "title",
    Caveat.LANGUAGE_GUESSED: "language",
}
"""What a sidecar says is not guessed."""


_WORDLESS = frozenset({Kind.PICTURE, Kind.SOUND, Kind.FILM})
"""What says nothing of its language itself, and often has none; of a person who was recorded it is asked."""


_OF_THE_RECORD = frozenset(
    {
        Caveat.TITLE_IN_CAPITALS,
        Caveat.TITLE_WITHOUT_MARKS,
        Caveat.NO_CREATOR,
        Caveat.NO_LANGUAGE,
        Caveat.NO_CONSENT,
    }
)
"""What shows in the description, and not in the files."""


def caveats_anew(record: Record, remembered: Iterable[Caveat], sidecar: Sidecar | None) -> Iterator[Caveat]:
    """The caveats of a record that is described otherwise than before; its files are the same.

    Args:
        remembered: its caveats until now.
    """
    yield from caveats(record, (one for one in remembered if one not in _OF_THE_RECORD), sidecar)


def caveats(record: Record, read: Iterable[Caveat], sidecar: Sidecar | None) -> Iterator[Caveat]:
    """The caveats of a record that was read from files, each once, in the order of `Caveat`.

    Args:
        read: what shows in the files alone.
    """
    seen = {caveat for caveat in read if not (sidecar and getattr(sidecar, _GIVEN.get(caveat, ""), None))}
    if is_in_capitals(record.title):
        seen.add(Caveat.TITLE_IN_CAPITALS)
    if language_group(record.language) == VIETNAMESE and is_without_marks(record.title):
        seen.add(Caveat.TITLE_WITHOUT_MARKS)
    if record.kind is Kind.BOOK and not record.creators:
        seen.add(Caveat.NO_CREATOR)
    if not record.language and (record.kind not in _WORDLESS or record.recording):
        seen.add(Caveat.NO_LANGUAGE)
    if record.lacks_consent:
        seen.add(Caveat.NO_CONSENT)
    yield from (caveat for caveat in Caveat if caveat in seen)
