"""Records as rows of a catalogue sheet: what is written so, the reader of lists reads back unchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from content.formats.listing.cells import guarded, joined
from content.formats.listing.columns import COLUMNS
from content.formats.listing.values import UNKNOWN_PERSON, value_of
from content.formats.listing.words import LISTS, word_of
from content.records import Audience, Identifier, Record, RecordId, RightsClass

Files = Callable[[Record], Sequence[str]]
Titles = Callable[[RecordId], str]

_BY_COLUMN: Final = {column.key: column for column in COLUMNS}
_OWN_COLUMNS: Final = ("isbn", "issn")


def _names_of_items(record: Record) -> Sequence[str]:
    return [item.name for item in record.items]


def _no_title(record: RecordId) -> str:  # noqa: ARG001 nothing is known
    return ""


def written(
    records: Iterable[Record], *, files: Files = _names_of_items, title_of: Titles = _no_title
) -> Iterator[tuple[str, ...]]:
    """Rows of a catalogue sheet, the header first.

    Nothing in them is a formula to a sheet program. What a sidecar cannot say is not in them: roles of creators, the
    titles of single files.

    Args:
        records: of any kind.
        files: names of a record's files, relative to the folder in which the sheet will lie.
        title_of: the title of the newspaper or magazine that a record is an issue of.
    """
    yield tuple(column.vietnamese for column in COLUMNS)
    for record in records:
        cells = _cells(record, files(record), title_of)
        yield tuple(guarded(cells.get(column.key, "")) for column in COLUMNS)


def _cells(record: Record, files: Sequence[str], title_of: Titles) -> Mapping[str, str]:
    general = record.audience is Audience.GENERAL
    return {
        "key": record.id,
        "title": record.title,
        "creators": _list([creator.name for creator in record.creators]),
        "kind": _word("kind", record.kind),
        "language": record.language,
        "script": record.script,
        "publisher": record.publisher,
        "issued": record.issued,
        "description": record.description,
        "subjects.ddc": _list(record.subjects.ddc),
        "subjects.keywords": _list(record.subjects.keywords),
        "audience": "" if general else _word("audience", record.audience),
        "institution": _word("institution", record.institution) if record.institution else "",
        "shelf": record.shelf,
        "source": record.source,
        "coverage": record.coverage,
        "issue_of": title_of(record.part_of) if record.part_of else "",
        "files": joined(files),
        **_identifiers(record.identifiers),
        **_copies(record),
        **_issues(record),
        **_rights(record),
        **_recording(record),
    }


def _list(values: Sequence[str]) -> str:
    """Several values; a single one with a comma ends in a semicolon, so that the comma is taken for its own."""
    return joined(values) + (";" if len(values) == 1 and "," in values[0] else "")


def _word(key: str, word: str) -> str:
    """The Vietnamese name of a word, the word itself where it has none."""
    return next((name for name in LISTS.get(key, ()) if word_of(key, name) == word), str(word))


def _identifiers(identifiers: Sequence[Identifier]) -> Mapping[str, str]:
    """ISBN and ISSN in columns of their own where they are plain ones and come first, as reading puts them."""
    kinds = [_own_column(one) for one in identifiers]
    order = [_OWN_COLUMNS.index(kind) if kind else len(_OWN_COLUMNS) for kind in kinds]
    if order != sorted(order):
        return {"identifiers": _list([f"{one.scheme}:{one.value}" for one in identifiers])}
    of_kind = {kind: [one for one, own in zip(identifiers, kinds, strict=True) if own == kind] for kind in set(kinds)}
    return {
        **{f"identifiers.{kind}": joined(one.value for one in of_kind.get(kind, ())) for kind in _OWN_COLUMNS},
        "identifiers": _list([f"{one.scheme}:{one.value}" for one in of_kind.get("", ())]),
    }


def _own_column(identifier: Identifier) -> str:
    if identifier.scheme not in _OWN_COLUMNS:
        return ""
    column = _BY_COLUMN[f"identifiers.{identifier.scheme}"]
    return identifier.scheme if value_of(column, identifier.value) == identifier.value else ""


def _copies(record: Record) -> Mapping[str, str]:
    return {
        "copies.holder": _aligned([one.holder for one in record.copies]),
        "copies.cupboard": _aligned([one.cupboard for one in record.copies]),
        "copies.copies": _aligned([str(one.copies) for one in record.copies]),
        "copies.call_number": _aligned([one.call_number for one in record.copies]),
    }


def _issues(record: Record) -> Mapping[str, str]:
    printed = [issue for issue in record.issues if issue.record is None]
    return {
        "issues.issued": _aligned([issue.issued for issue in printed]),
        "issues.label": _aligned([issue.label for issue in printed]),
    }


def _aligned(values: Sequence[str]) -> str:
    """Values that belong to the same things as those of another column, blank ones too; "" where all are blank."""
    return joined(values) if any(values) else ""


def _rights(record: Record) -> Mapping[str, str]:
    rights = record.rights
    unstated = rights.rights_class is RightsClass.UNSTATED
    return {
        "rights.class": "" if unstated else _word("rights.class", rights.rights_class),
        "rights.holder": rights.holder,
        "rights.note": rights.note,
        "rights.until": rights.until.isoformat() if rights.until else "",
        "rights.max_concurrent": str(rights.max_concurrent or ""),
        "rights.download": "" if rights.download is None else "có" if rights.download else "không",
    }


def _recording(record: Record) -> Mapping[str, str]:
    said = record.recording
    if said is None:
        return {}
    consent = said.consent
    return {
        # Without any word of it the record would be public when it is read back.
        "recording.person": said.person or UNKNOWN_PERSON,
        "recording.place": said.place,
        "recording.ethnic_group": said.ethnic_group,
        "recording.recorded": said.recorded,
        "recording.consent.by": consent.by if consent else "",
        "recording.consent.how": consent.how if consent else "",
        "recording.consent.for": consent.purpose if consent else "",
    }
