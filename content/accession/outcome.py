"""What became of each path: added, known already, or refused and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from content.formats.kinds import FileKind
from content.formats.reading import Caveat, Conversion, Flaw, Refusal
from content.records import RecordId
from content.settings import Fault


class Became(StrEnum):
    """What a record of a list became."""

    ADDED = "added"
    CHANGED = "changed"
    KNOWN = "known"


@dataclass(frozen=True, kw_only=True)
class RowDone:
    """A record of a list that is in the catalogue.

    Attributes:
        row, key: as the list has it. files: of the record, as the list names them.
        warnings: as of `Added`.
    """

    row: int
    key: str
    became: Became
    record: RecordId
    title: str
    files: tuple[str, ...] = ()
    warnings: tuple[Caveat, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RowFault:
    """Something that is wrong with a record of a list.

    Attributes:
        row, column, found, stops: as of `Flawed`.
        refusal: why a file of it is refused. fault: what does not fit in its description.
    """

    flaw: Flaw
    row: int
    column: str = ""
    found: str = ""
    stops: bool = True
    refusal: Refusal | None = None
    fault: Fault | None = None


@dataclass(frozen=True, kw_only=True)
class ListReport:
    """What became of a list.

    Attributes:
        done, faults: by rows. converted, notes: as of the `Extract`.
        is_marc: rows are records of a MARC file, columns its fields; else a sheet's.
    """

    is_marc: bool = False
    done: tuple[RowDone, ...] = ()
    faults: tuple[RowFault, ...] = ()
    converted: tuple[Conversion, ...] = ()
    notes: tuple[str, ...] = ()

    def of(self, became: Became) -> tuple[RowDone, ...]:
        """The records that became this."""
        return tuple(one for one in self.done if one.became is became)

    @property
    def left_out(self) -> tuple[int, ...]:
        """Rows that did not go in."""
        return tuple(sorted({one.row for one in self.faults if one.stops}))


@dataclass(frozen=True)
class Added:
    """A new record.

    Attributes:
        listed: where the file was a list of records: what became of each; `record` is then the first.
        converted: what of its text was in an old encoding.
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
    converted: tuple[Conversion, ...] = ()
    listed: ListReport | None = None


@dataclass(frozen=True)
class Known:
    """The library has this already.

    Attributes:
        changed: its sidecar now says something else, or there are more files; the record follows.
        mended: damaged files of the record were replaced by what was brought.
        files, listed: as of `Added`.
    """

    path: str
    record: RecordId
    title: str
    changed: bool = False
    mended: bool = False
    files: tuple[str, ...] = ()
    listed: ListReport | None = None


@dataclass(frozen=True)
class Refused:
    """Not taken; nothing of it is left.

    Attributes:
        kind: what it is, where it is refused for its kind and that is known.
        claimed: the kind that its name claims, where it is another.
        sidecar: what does not fit in its sidecar; `detail` says the same in English. sidecar_name: of that file.
        is_fault: whether something is wrong. A picture that stood in a folder beside a book is refused, and no fault.
        files: where several files are refused together, for their sidecar, each of them.
        listed: of a list none of whose records went in.
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
    listed: ListReport | None = None


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
