"""Pages go before what they say is so no more: within the commit that changes it, and when the day turns."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

from content.addresses import KIND_WORDS, Address, Facet, Noun
from content.catalogue.dependents import Dependents, dependents, dependents_of_change, ended_between
from content.catalogue.shown import NOT_STATED
from content.catalogue.staleness import stale_marks
from content.holdings import MadePages, Marker, group_of
from content.library import Library
from content.records import Kind

_MARKS_MOST = 1_000
_BOOT = Path("/proc/sys/kernel/random/boot_id")


@contextmanager
def pages_closed(library: Library, tx: sqlite3.Connection) -> Iterator[None]:
    """Moves away the pages that a transaction makes untrue, and lets none be begun before it is committed.

    Raises:
        OSError: they cannot be moved; the transaction is undone.
    """
    changed = dependents_of_change(library.read(), tx)
    if not changed:
        yield
        return
    with library.pages_lock():
        _close(MadePages(library), changed)
        yield


def marker_of(stamp: str, today: date) -> Marker:
    """What pages must hold for now.

    Args:
        stamp: of release and settings.
    """
    try:
        boot = _BOOT.read_text("ascii").strip()
    except OSError:
        boot = ""
    return Marker(stamp=stamp, day=today.isoformat(), boot=boot)


def prepare_pages(library: Library, wanted: Marker) -> None:
    """Moves away what does not hold any more, at a start and when the day turns; what is left holds for `wanted`.

    Raises:
        OSError: the medium refused.
    """
    pages = MadePages(library)
    if pages.marker() == wanted:
        return
    with library.pages_lock():
        before = pages.marker()
        if before.stamp != wanted.stamp:
            pages.close_all()
        else:
            if before.boot != wanted.boot:
                _close_after_a_cut(library, pages)
            if before.day != wanted.day:
                ended = ended_between(library.read(), date.fromisoformat(before.day), date.fromisoformat(wanted.day))
                _close(pages, dependents(library.read(), ended))
        pages.mark(wanted)


def _close_after_a_cut(library: Library, pages: MadePages) -> None:
    """Closes what was never synced, and closes again what a cut may have brought back: its marks are still there."""
    pages.close_asked()
    marks = stale_marks(library.read(), _MARKS_MOST)
    changed = dependents(library.read(), {mark.record for mark in marks})
    if len(marks) == _MARKS_MOST or changed.everything:
        pages.close_all()
        return
    # On which lists they stood before the change is not known any more.
    _close(pages, changed)
    pages.close(["", "ke/", "duyet/"])


def _close(pages: MadePages, changed: Dependents) -> None:
    if changed.everything:
        pages.close_all()
    elif changed:
        pages.close(_groups(changed))


def _groups(changed: Dependents) -> set[str]:
    """The groups of pages that say something of what changed."""
    browse = partial(Address, noun=Noun.BROWSE)
    addresses = [Address(noun=Noun.HOME), browse(facet=Facet.NEW)]
    addresses += [Address(noun=Noun.RECORD, kind=kind, record=record) for kind, record in changed.records]
    addresses += [Address(noun=Noun.SHELF, shelf=shelf) for shelf in changed.shelves]
    if changed.records:
        addresses += [browse(facet=Facet.KIND), browse(facet=Facet.INSTITUTION)]
    addresses += [browse(facet=Facet.KIND, value=KIND_WORDS[Kind(kind)]) for kind in changed.kinds]
    addresses += [browse(facet=Facet.INSTITUTION, value=one or NOT_STATED) for one in changed.institutions]
    whole = ((Facet.SUBJECT, changed.subjects), (Facet.LANGUAGE, changed.languages))
    lists = {f"{group_of(browse(facet=facet))}/" for facet, are_others in whole if are_others}
    return {group_of(address) for address in addresses} | lists
