"""What became of each path: added, known already, or refused and why."""

from __future__ import annotations

from dataclasses import dataclass

from content.formats.reading import Refusal
from content.records import RecordId


@dataclass(frozen=True)
class Added:
    """A new record. `notes` say what was mended or left out, in English, for technicians."""

    path: str
    record: RecordId
    title: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """The library has this already.

    Attributes:
        changed: its sidecar now says something else, and the record follows it.
        mended: damaged files of the record were replaced by what was brought.
    """

    path: str
    record: RecordId
    title: str
    changed: bool = False
    mended: bool = False


@dataclass(frozen=True)
class Refused:
    """Not taken; nothing of it is left."""

    path: str
    refusal: Refusal
    detail: str = ""


Outcome = Added | Known | Refused


@dataclass(frozen=True)
class Report:
    """The outcomes of one accession, each path in exactly one list."""

    added: tuple[Added, ...] = ()
    known: tuple[Known, ...] = ()
    refused: tuple[Refused, ...] = ()

    @classmethod
    def of(cls, outcomes: list[Outcome]) -> Report:
        """Sorts outcomes into the lists, in the order they came."""
        return cls(
            added=tuple(o for o in outcomes if isinstance(o, Added)),
            known=tuple(o for o in outcomes if isinstance(o, Known)),
            refused=tuple(o for o in outcomes if isinstance(o, Refused)),
        )
