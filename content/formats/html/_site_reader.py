"""The reader of zipped sites."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from content.formats._letters import Letters
from content.formats.archive import Archive, MemberError
from content.formats.flow import Source, flowed
from content.formats.html._page import Page, read_page
from content.formats.html._reader import described
from content.formats.html._site import left_out, pages_of, settle_links, start_of
from content.formats.reading import Caveat, Extract, Reader, ReadLimits, Refusal, RefusedError
from content.records import Kind

MEDIA_TYPE: Final = "application/zip"
_LIMITS: Final = ReadLimits()


class SiteReader(Reader):
    """Reads the pages of a site in a ZIP file, from its start page on."""

    def recognises(self, head: bytes, path: Path) -> bool:
        """Whether it is an archive of web pages; only its directory is looked at.

        Args:
            head: its first 4,096 bytes.
            path: the file.
        """
        if not head.startswith(b"PK\x03\x04"):
            return False
        try:
            with Archive(path, _LIMITS) as archive:
                return start_of(archive.names) is not None
        except RefusedError:
            return False

    def read(self, path: Path, scratch: Path, limits: ReadLimits) -> Extract:
        """Reads the site.

        Args:
            path: the file.
            scratch: empty folder to write into.
            limits: what it may cost; `text_member` bounds each page and, twice, all of them.

        Raises:
            RefusedError: it cannot or must not be read.
        """
        with Archive(path, limits) as archive:
            return _Site(archive, scratch, limits).extract()


class _Site:
    """One site being read."""

    def __init__(self, archive: Archive, scratch: Path, limits: ReadLimits) -> None:
        self._archive = archive
        self._scratch = scratch
        self._limits = limits
        self._notes = list(archive.notes)
        self._letters = Letters()
        self._lost = False
        self._room = 2 * limits.text_member

    def extract(self) -> Extract:
        """Everything the site holds.

        Raises:
            RefusedError: it cannot or must not be read.
        """
        start = start_of(self._archive.names)
        if start is None:
            raise RefusedError(Refusal.NOTHING_TO_READ, "no page")
        sources, first = self._sources(start)
        if first is None:
            raise RefusedError(Refusal.NOTHING_TO_READ, "no page can be read")
        said, caveats = described(first)
        return flowed(
            sources,
            self._archive,
            description=said,
            kind=Kind.DOCUMENT,
            media_type=MEDIA_TYPE,
            scratch=self._scratch,
            limits=self._limits,
            notes=[*self._left_out(), *self._notes],
            caveats=(*caveats, *self._letters.caveats(), *([Caveat.LEFT_OUT] if self._lost else [])),
            converted=self._letters.conversions(),
        )

    def _sources(self, start: str) -> tuple[list[Source], Page | None]:
        """All pages, those that the start page leads to in the order of its links, then what is left; and the first."""
        names = pages_of(self._archive.names)
        pages = frozenset([start, *names])
        order, seen = deque([start]), {start}
        sources: list[Source] = []
        first: Page | None = None
        while len(sources) < self._limits.parts:
            if not order:
                order.extend([one for one in names if one not in seen][:1])
                seen.update(order)
            if not order:
                break
            name = order.popleft()
            page = self._page(name)
            if page is None:
                continue
            linked = [one for one in settle_links(page.root, name, pages) if one not in seen]
            seen.update(linked)
            order.extend(linked)
            sources.append(Source(name=name, html=page.html, title=page.title))
            first = first or page
        return sources, first

    def _page(self, name: str) -> Page | None:
        """One page, None where it cannot be had; the others are read without it."""
        try:
            data = self._archive.read(name, limit=self._limits.text_member)
        except MemberError as error:
            self._miss(str(error))
            return None
        self._room -= len(data)
        if not data.strip() or self._room < 0:
            self._miss(f"{name[:120]!a} is {'empty' if not data.strip() else 'beyond what one site may have'}")
            return None
        try:
            return read_page(data, name=name, limits=self._limits, letters=self._letters, notes=self._notes)
        except RefusedError as error:
            if error.refusal is not Refusal.DAMAGED:
                raise
            self._miss(str(error))
            return None

    def _miss(self, note: str) -> None:
        self._notes.append(note[:300])
        self._lost = True

    def _left_out(self) -> Iterable[str]:
        """What is told of code: it does nothing here."""
        server, scripts = left_out(self._archive.names)
        if server:
            self._lost = True
            yield f"{len(server)} files are code of a server and left out: {server[0][:100]!a}"
        if scripts:
            yield f"{len(scripts)} files are scripts and left out: {scripts[0][:100]!a}"
