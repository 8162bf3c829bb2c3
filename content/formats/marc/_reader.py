"""The reader of files of MARC records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from content.formats.marc._crosswalk import crossed
from content.formats.marc._record import Broken, Read, iso2709, marcxml
from content.formats.reading import (
    Caveat,
    Conversion,
    Description,
    Evidence,
    Extract,
    Flaw,
    Flawed,
    Listed,
    Reader,
    ReadLimits,
    Refusal,
    RefusedError,
)
from content.formats.xml import parse_xml
from content.records import Kind

MEDIA_TYPE: Final = "application/marc"
XML_TYPE: Final = "application/marcxml+xml"
RECORDS_MOST: Final = 20_000
"""Of one file; a longer one is to be divided."""
_LEADER: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*\d{5}[a-z ][a-z][a-z ][ a-z].[0-9 ]{2}[0-9 ]{5}.{3}[0-9 ]{4}", re.DOTALL
)
_DIRECTORY: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*.{24}(?:[0-9A-Za-z]{3}\d{9}){2,}\x1e", re.DOTALL)
"""A leader whose numbers lie, and the directory behind it."""
_NOTES_MOST: Final = 100
_XML: Final = (b"<collection", b"<record", b":collection", b":record")


class MarcReader(Reader):
    """Reads MARC 21 in ISO 2709 and in MARCXML: a list of records, no record itself."""

    def recognises(self, head: bytes, path: Path) -> bool:  # noqa: ARG002 - as all readers are asked
        """Whether it begins with a record of MARC.

        Args:
            head: its first 4,096 bytes.
            path: the file.
        """
        if (_LEADER.match(head) and b"\x1e" in head) or _DIRECTORY.match(head):
            return True
        return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and (
            b"MARC21/slim" in head or (b"<leader>" in head and any(sign in head for sign in _XML))
        )

    def read(self, path: Path, scratch: Path, limits: ReadLimits) -> Extract:  # noqa: ARG002 - nothing is written
        """Reads all records.

        Args:
            path: the file.
            scratch: stays empty.
            limits: what it may cost; `member` bounds the file.

        Returns:
            An extract without parts: what could be read in `listed`, what is wrong in `flawed`.

        Raises:
            RefusedError: it is too large, or nothing of it is a record (DAMAGED).
        """
        size = path.stat().st_size
        if size > limits.member:
            raise RefusedError(Refusal.TOO_LARGE, f"{size} bytes of records")
        data = path.read_bytes()
        notes: list[str] = []
        is_xml = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
        records = marcxml(parse_xml(data, what="the records", limits=limits, notes=notes)) if is_xml else iso2709(data)
        return _List(notes).extract(records, XML_TYPE if is_xml else MEDIA_TYPE)


class _List:
    """A list being made."""

    def __init__(self, notes: list[str]) -> None:
        self._notes = notes
        self._listed: list[Listed] = []
        self._flawed: list[Flawed] = []
        self._left: Counter[str] = Counter()
        self._old: dict[str, list[int]] = {}

    def extract(self, records: Iterable[Read], media_type: str) -> Extract:
        """Everything the file holds.

        Raises:
            RefusedError: nothing of it is a record, or it has more than `RECORDS_MOST`.
        """
        for row, record in enumerate(records, 1):
            if row > RECORDS_MOST:
                raise RefusedError(Refusal.TOO_LARGE, f"more than {RECORDS_MOST} records")
            self._take(row, record)
        if not self._listed and not any(one.flaw is Flaw.NO_TITLE for one in self._flawed):
            raise RefusedError(Refusal.DAMAGED, "no record can be read")
        if self._left:
            tags = ", ".join(f"{tag} ({count})" for tag, count in sorted(self._left.items())[:100])
            self._notes.append(f"fields without a place in our records: {tags}"[:300])
        broken = any(one.flaw is Flaw.BROKEN for one in self._flawed)
        old = (Caveat.OLD_LETTERS,) if self._old else ()
        return Extract(
            kind=Kind.BOOK,
            media_type=media_type,
            description=Description(),
            listed=tuple(self._listed),
            flawed=tuple(self._flawed),
            converted=tuple(
                Conversion(encoding=name, evidence=Evidence.SYLLABLES, letters=sum(found), confidence=min(found))
                for name, found in self._old.items()
            ),
            caveats=(*([Caveat.SOME_RECORDS_BROKEN] if broken else []), *old),
            notes=tuple(self._notes),
        )

    def _take(self, row: int, record: Read) -> None:
        if isinstance(record, Broken):
            self._flawed.append(Flawed(flaw=Flaw.BROKEN, row=row, found=record.known))
            if len(self._notes) < _NOTES_MOST:
                self._notes.append(f"record {row}: {record.why}")
            return
        if record.encoding:
            self._old.setdefault(record.encoding, []).append(record.confidence)
        found = crossed(record, row)
        self._flawed += found.flawed
        self._left.update(found.left)
        if found.listed is not None:
            self._listed.append(found.listed)
