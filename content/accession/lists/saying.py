"""From a record of a list to the description it gives, or to what is wrong with it by row and column."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any

from content.accession.outcome import RowFault
from content.accession.sidecar import Sidecar, SidecarError, checked
from content.formats.reading import Flaw, Flawed, Listed, RefusedError


def described(listed: Listed) -> Sidecar | tuple[RowFault, ...]:
    """What a record of a list says, in the grammar of a sidecar; or everything that does not fit.

    Args:
        listed: as a reader gave it, of a process that is not trusted.
    """
    try:
        said = json.loads(listed.said)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        return (RowFault(flaw=Flaw.BROKEN, row=listed.row),)
    try:
        return checked(_with_dates(said), name="", alone=not listed.files)
    except SidecarError as error:
        return tuple(_faults(listed, error))
    except RefusedError:
        return (RowFault(flaw=Flaw.RESTRICTED_USE, row=listed.row, column=_column(listed, "rights.class")),)


def fault_of(flawed: Flawed) -> RowFault:
    """What a reader found wrong."""
    return RowFault(flaw=flawed.flaw, row=flawed.row, column=flawed.column, found=flawed.found, stops=flawed.stops)


def _with_dates(said: dict[str, Any]) -> dict[str, Any]:
    """JSON has no dates: the one that a sidecar has is made of its text; what is none stays, and is told."""
    rights = said.get("rights")
    if isinstance(rights, dict) and isinstance(rights.get("until"), str):
        with suppress(ValueError):
            return said | {"rights": rights | {"until": date.fromisoformat(rights["until"])}}
    return said


def _faults(listed: Listed, error: SidecarError) -> Iterator[RowFault]:
    for fault in error.faults:
        found = str(fault.blanks.get("found", ""))
        yield RowFault(
            flaw=Flaw.VALUE, row=listed.row, column=_column(listed, fault.place), found=found[:200], fault=fault
        )


def _column(listed: Listed, place: str) -> str:
    """The column that said a key; of one of several things the number does not matter."""
    bare = _unnumbered(place)
    return next((name for key, name in listed.columns if key == place or _unnumbered(key) == bare), place)


def _unnumbered(key: str) -> str:
    return ".".join(part for part in key.split(".") if not part.isdigit())
