"""Folded titles in memory: title search looks at all of them, and they change only when the catalogue does."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date

from content.catalogue.reading import Catalogue
from content.catalogue.staleness import site_revision


class TitleCache:
    """The titles of one library as they were when last asked for; about 200 bytes a record. For many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: tuple[int, date] | None = None
        self._titles: Sequence[tuple[int, str]] = ()

    def titles(self, catalogue: Catalogue) -> Sequence[tuple[int, str]]:
        """`Catalogue.titles`, read again only when the site's revision or the trusted date is another one."""
        # The revision is read before the titles: a change between the two is then seen the next time, not missed.
        of = (site_revision(catalogue.connection), catalogue.today)
        with self._lock:
            if self._of != of:
                self._titles, self._of = catalogue.titles(), of
            return self._titles
