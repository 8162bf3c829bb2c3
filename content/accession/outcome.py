"""What became of each path: added, known already, or refused and why."""

from __future__ import annotations

from dataclasses import dataclass

from content.formats.kinds import FileKind
from content.formats.reading import Caveat, Refusal
from content.records import RecordId
from content.settings import Fault


@dataclass(frozen=True)
class Added:
    """A new record.

    Attributes:
        notes: what was mended or left out, in English, for technicians.
        warnings: what a person may want to look at; the record is there all the same.
        files: where several files are one record, each of them, and what stands beside them and belongs to it.
    """

    path: str
    record: RecordId
    title: str
    notes: tuple[str, ...] = ()
    warnings: tuple[Caveat, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """The library has this already.

    Attributes:
        changed: its sidecar now says something else, or there are more files; the record follows.
        mended: damaged files of the record were replaced by what was brought.
        files: as of `Added`.
    """

    path: str
    record: RecordId
    title: str
    changed: bool = False
    mended: bool = False
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refused:
    """Not taken; nothing of it is left.

    Attributes:
        kind: what it is, where it is refused for its kind and that is known.
        claimed: the kind that its name claims, where it is another.
        sidecar: what does not fit in its sidecar; `detail` says the same in English. sidecar_name: of that file.
        is_fault: whether something is wrong. A picture that stood in a folder beside a book is refused, and no fault.
        files: where several files are refused together, for their sidecar, each of them.
    """

    path: str
    refusal: Refusal
    detail: str = ""
    kind: FileKind | None = None
    claimed: FileKind | None = None
    is_fault: bool = True
    sidecar: tuple[Fault, ...] = ()
    files: tuple[str, ...] = ()
    sidecar_name: str = ""


Outcome = Added | Known | Refused


@dataclass(frozen=True)
class Report:
    """The outcomes of one accession, each path in exactly one list."""

    added: tuple[Added, ...] = ()
    known: tuple[Known, ...] = ()
    refused: tuple[Refused, ...] = ()

    @property
    def faults(self) -> tuple[Refused, ...]:
        """What was refused because something is wrong with it."""
        return tuple(refused for refused in self.refused if refused.is_fault)

    @classmethod
    def of(cls, outcomes: list[Outcome]) -> Report:
        """Sorts outcomes into the lists, in the order they came."""
        return cls(
            added=tuple(o for o in outcomes if isinstance(o, Added)),
            known=tuple(o for o in outcomes if isinstance(o, Known)),
            refused=tuple(o for o in outcomes if isinstance(o, Refused)),
        )
