"""Which records an export has: all that readers see, or those of a shelf."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from content.catalogue import Catalogue, Wanted
from content.records import Record, RecordId

_PAGE = 500


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Records of an export, in Vietnamese order of title.

    What staff hide, recordings without consent, and what has no right any more are not in it: an export leaves the
    house.
    """

    catalogue: Catalogue
    ids: tuple[RecordId, ...]

    def records(self) -> Iterator[Record]:
        """The records as staff leave them; of a newspaper only issues on paper, for the others are records."""
        for one in self.ids:
            shown = self.catalogue.shown(one)
            if shown:
                issues = tuple(issue for issue in shown.record.issues if issue.record is None)
                yield replace(shown.record, issues=issues)

    def title_of(self, record: RecordId) -> str:
        """The title of a newspaper or magazine, "" where it is not seen."""
        shown = self.catalogue.shown(record)
        return shown.record.title if shown else ""


def chosen(catalogue: Catalogue, *, shelf: str = "") -> Chosen:
    """Everything that readers see.

    Args:
        shelf: id of one whose records alone are wanted, and the issues of its newspapers; "" for all.
    """
    if not shelf:
        return Chosen(catalogue=catalogue, ids=tuple(catalogue.all_ids()))
    ids: list[RecordId] = []
    page = 1
    while True:
        listing = catalogue.listing(Wanted(shelf=shelf), page=page, size=_PAGE)
        for entry in listing.entries:
            ids += [entry.id, *(issue.record for issue in catalogue.issues(entry.id) if issue.record)]
        if page >= listing.pages:
            return Chosen(catalogue=catalogue, ids=tuple(dict.fromkeys(ids)))
        page += 1
