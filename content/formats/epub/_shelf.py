"""What a book asks of its shelf beyond pictures, sounds and films: its fonts, and what is locked."""

from __future__ import annotations

from pathlib import Path

from content.formats.archive import Archive
from content.formats.epub._container import Encryption
from content.formats.epub._fonts import kind_of, plain_font
from content.formats.flow.shelf import Shelf
from content.formats.pictures import write_resource
from content.formats.reading import ReadLimits

_FONT_BYTES = 4 << 20


class BookShelf(Shelf):
    """The shelf of a book, of which parts may be encrypted."""

    def __init__(
        self, archive: Archive, scratch: Path, limits: ReadLimits, encryption: Encryption, notes: list[str]
    ) -> None:
        super().__init__(archive, scratch, limits, notes)
        self._encryption = encryption
        self._fonts: dict[str, str] = {}

    def font(self, name: str, identifier: str) -> str:
        """The resource name of a font of the book, "" if it is none.

        Args:
            name: of the member.
            identifier: the unique identifier of the book, by which fonts may be obfuscated.
        """
        found = self.member(name)
        if found is None:
            return ""
        if found not in self._fonts:
            self._fonts[found] = self._taken_font(found, identifier)
        return self._fonts[found]

    def _taken_font(self, name: str, identifier: str) -> str:
        data = self._data(name) if self._members.size(name) <= _FONT_BYTES else None
        data = plain_font(data, self._encryption.fonts.get(name, ""), identifier) if data is not None else b""
        kind = kind_of(data)
        return self.add(write_resource(data, *kind, self._scratch)) if kind is not None else ""

    def _data(self, name: str) -> bytes | None:
        """The bytes of a member, None where they cannot be had, or where only a bought key opens them.

        Raises:
            RefusedError: the archive as a whole has cost too much.
        """
        return None if name in self._encryption.locked else super()._data(name)
