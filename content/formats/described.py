"""What a record says in the words of a sidecar (docs/sidecar.md), as plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from content.records import Record, RecordId, Rights, RightsClass

Titles = Callable[[RecordId], str]
"""The title of the newspaper or magazine that a record is an issue of, "" where nothing is known."""


def no_title(record: RecordId) -> str:  # noqa: ARG001 nothing is known
    """For records of which none is an issue."""
    return ""


def said_of(record: Record, title_of: Titles = no_title) -> dict[str, Any]:
    """The whole description in the words of a sidecar; what is not said is left out.

    Args:
        title_of: of newspapers and magazines.
    """
    said: dict[str, Any] = {
        "title": record.title,
        "creators": [creator.name for creator in record.creators],
        "kind": record.kind.value,
        "language": record.language,
        "script": record.script,
        "description": record.description,
        "publisher": record.publisher,
        "issued": record.issued,
        "audience": record.audience.value,
        "institution": record.institution.value if record.institution else "",
        "subjects": _filled({"ddc": list(record.subjects.ddc), "keywords": list(record.subjects.keywords)}),
        "identifiers": [f"{one.scheme}:{one.value}" for one in record.identifiers],
        "shelf": record.shelf,
        "source": record.source,
        "coverage": record.coverage,
        "issue_of": title_of(record.part_of) if record.part_of else "",
        "rights": _rights(record.rights),
        "copies": [
            _filled(
                {"holder": one.holder, "cupboard": one.cupboard, "copies": one.copies, "call_number": one.call_number},
                always="holder",
            )
            for one in record.copies
        ],
        "issues": [_filled({"issued": one.issued, "label": one.label}) for one in record.issues if one.record is None],
        "recording": _recording(record),
    }
    return _filled(said)


def _rights(rights: Rights) -> dict[str, Any]:
    unstated = rights.rights_class is RightsClass.UNSTATED
    said = {
        "class": "" if unstated else rights.rights_class.value,
        "holder": rights.holder,
        "note": rights.note,
        "until": rights.until.isoformat() if rights.until else "",
        "max_concurrent": rights.max_concurrent,
        "download": rights.download,
    }
    return {key: value for key, value in said.items() if value not in ("", None)}


def _recording(record: Record) -> dict[str, Any]:
    said = record.recording
    if said is None:
        return {}
    consent = said.consent
    found: dict[str, Any] = {
        # A recording of nobody known is one of a person all the same: without a word it would be public.
        "person": said.person,
        "place": said.place,
        "ethnic_group": said.ethnic_group,
        "recorded": said.recorded,
    }
    if consent:
        found["consent"] = {"by": consent.by, "how": consent.how, "for": consent.purpose}
    return {key: value for key, value in found.items() if value or key == "person"}


def _filled(said: Mapping[str, Any], *, always: str = "") -> dict[str, Any]:
    return {key: value for key, value in said.items() if value or key == always}
