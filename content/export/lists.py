"""The catalogue as one file, MARCXML or the catalogue sheet: nothing stands under its name before it is whole."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from content.export.choosing import Chosen
from content.formats import listing, marc
from content.holdings import write_atomically
from content.records import Record

Files = Callable[[Record], Sequence[str]]


def no_files(record: Record) -> Sequence[str]:  # noqa: ARG001 none lies beside the list
    """For a list beside which no files lie."""
    return ()


def marcxml(records: Iterable[Record], chosen: Chosen, *, files: Files = no_files) -> Iterator[bytes]:
    """MARC 21 in XML, piece by piece.

    Args:
        files: names of a record's files, relative to the list's folder.
    """
    return marc.written(records, files=files, title_of=chosen.title_of)


def sheet(records: Iterable[Record], chosen: Chosen, *, files: Files = no_files) -> Iterator[bytes]:
    """The catalogue sheet as CSV (RFC 4180), in UTF-8 with a mark at its beginning, by which Excel knows it.

    Args:
        files: as in `marcxml`.
    """
    yield "\ufeff".encode()
    for row in listing.written(records, files=files, title_of=chosen.title_of):
        line = io.StringIO()
        csv.writer(line).writerow(row)
        yield line.getvalue().encode()


def write_marcxml(chosen: Chosen, target: Path) -> int:
    """Writes the records as MARCXML.

    Args:
        target: a file that is not there yet.

    Returns:
        How many records it has.

    Raises:
        FileExistsError: there is one of that name.
        OSError: it cannot be written; nothing is left under its name.
    """
    return _write(chosen, target, marcxml)


def write_csv(chosen: Chosen, target: Path) -> int:
    """Writes the records as a catalogue sheet; Args, Returns, Raises as `write_marcxml`."""
    return _write(chosen, target, sheet)


def _write(chosen: Chosen, target: Path, form: Callable[[Iterable[Record], Chosen], Iterator[bytes]]) -> int:
    if target.exists():
        raise FileExistsError(target)
    count = 0

    def counted() -> Iterator[Record]:
        nonlocal count
        for record in chosen.records():
            count += 1
            yield record

    write_atomically(target, form(counted(), chosen))
    return count
