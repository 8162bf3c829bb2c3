"""Pictures of a Word document: in its lines and floating beside them ([MS-DOC] 2.9.192, [MS-ODRAW] 2.2)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from content.formats.doc._bytes import BrokenError
from content.formats.doc._file import Place, WordFile

_CONTAINER: Final = 0xF
_ENTRY: Final = 0xF007
_SHAPE: Final = 0xF00A
_PROPERTIES: Final = frozenset({0xF00B, 0xF121, 0xF122})
_BITMAPS: Final = {0xF01D: "jpg", 0xF02A: "jpg", 0xF01E: "png", 0xF01F: "bmp", 0xF029: "tif"}
_METAFILES: Final = {0xF01A: "emf", 0xF01B: "wmf", 0xF01C: "pict"}
_TWO_NAMES: Final = frozenset({0x46B, 0x6E3, 0x6E1, 0x7A9, 0x6E5, 0x3D5, 0x217, 0x543})
_PICTURE_OF_SHAPE, _ALT = 0x0104, 0x0381
_DEEP: Final = 30
_RECORDS: Final = 50_000
_MOST: Final = 2_000
_FILE_NAMED: Final = 0x66


@dataclass(frozen=True)
class Record:
    """A record of drawings: its instance, kind, and bytes."""

    instance: int
    kind: int
    body: bytes


@dataclass
class Pictures:
    """The pictures of a document, by names of ours.

    Attributes:
        left_out: how many were too many or too large.

    Args:
        room: bytes that they may have together.
    """

    room: int
    members: dict[str, bytes] = field(default_factory=dict)
    left_out: int = 0
    _names: dict[int, str] = field(default_factory=dict)

    def take(self, data: bytes, kind: str) -> str:
        """Keeps a picture; gives back its name, "" where there is nothing or no room."""
        if not data or len(data) > self.room or len(self.members) >= _MOST:
            self.left_out += bool(data)
            return ""
        known = self._names.get(hash(data))
        if known is not None and self.members[known] == data:
            return known
        self.room -= len(data)
        name = f"hinh-{len(self.members) + 1}.{kind}"
        self.members[name] = data
        self._names[hash(data)] = name
        return name

    def inline(self, file: WordFile, at: int) -> tuple[str, str] | None:
        """A picture in a line: its name and what it shows, None where there is none.

        Args:
            at: where it stands in the data stream.
        """
        data = file.data
        try:
            length, head, mode = data.u32(at), data.u16(at + 4), data.u16(at + 6)
            end = min(at + length, len(data))
            start = at + head
            if mode == _FILE_NAMED:
                start += 1 + data.u8(start)
            body = data.cut(start, max(0, end - start))
        except BrokenError:
            return None
        alt, found = "", None
        for record in records(body):
            if record.kind in _PROPERTIES:
                alt = alt or _text_property(record, _ALT)
            elif found is None:
                found = _blip(record)
        if found is None:
            return ("", alt) if length > head else None
        return self.take(*found), alt


def records(data: bytes, depth: int = 0) -> Iterator[Record]:
    """The records of drawings, those in containers too.

    Args:
        data: as they stand.
    """
    at = count = 0
    while at + 8 <= len(data) and count < _RECORDS:
        head, kind, size = struct.unpack_from("<HHI", data, at)
        body = data[at + 8 : at + 8 + size]
        at += 8 + size
        count += 1
        if head & 0xF == _CONTAINER and depth < _DEEP:
            yield Record(head >> 4, kind, b"")
            yield from records(body, depth + 1)
        else:
            yield Record(head >> 4, kind, body)


class Shapes:
    """What floats beside the text: pictures by the numbers of shapes.

    Args:
        file: the document. pictures: takes them.
    """

    def __init__(self, file: WordFile, pictures: Pictures) -> None:
        self._file = file
        self._pictures = pictures
        self._stored: list[bytes] = []
        self._shapes: dict[int, tuple[int, str]] = {}
        with suppress(BrokenError):
            at, length = file.place(Place.DRAWINGS)
            self._read(file.table.cut(at, length) if length else b"")

    def picture(self, shape: int) -> tuple[str, str] | None:
        """The picture that a shape shows: its name and what it shows, None where it shows none."""
        number, alt = self._shapes.get(shape, (0, ""))
        if not 0 < number <= len(self._stored):
            return None
        entry = self._stored[number - 1]
        found = next((blip for record in records(entry[36:]) if (blip := _blip(record))), None)
        if found is None and len(entry) >= 32:
            size, where = struct.unpack_from("<I", entry, 20)[0], struct.unpack_from("<I", entry, 28)[0]
            data = self._file.main.data[where : where + size] if where else b""
            found = next((blip for record in records(data) if (blip := _blip(record))), None)
        return (self._pictures.take(*found), alt) if found else ("", alt)

    def _read(self, data: bytes) -> None:
        shape = 0
        # Behind the store of pictures each drawing has one byte of its own before its container.
        first = 8 + struct.unpack_from("<I", data, 4)[0] if len(data) >= 8 else 0
        rest = data[first:]
        pieces = [data[:first]]
        while len(rest) > 9:
            size = 8 + struct.unpack_from("<I", rest, 5)[0]
            pieces.append(rest[1 : 1 + size])
            rest = rest[1 + size :]
        for record in (record for piece in pieces for record in records(piece)):
            if record.kind == _ENTRY:
                self._stored.append(record.body)
            elif record.kind == _SHAPE and len(record.body) >= 4:
                shape = struct.unpack_from("<I", record.body)[0]
            elif record.kind in _PROPERTIES and shape:
                number, alt = self._shapes.get(shape, (0, ""))
                self._shapes[shape] = (
                    _number_property(record, _PICTURE_OF_SHAPE) or number,
                    _text_property(record, _ALT) or alt,
                )


def _blip(record: Record) -> tuple[bytes, str] | None:
    """The bytes and the kind of a picture that a record holds ([MS-ODRAW] 2.2.23)."""
    if record.kind == _ENTRY:
        return next((blip for one in records(record.body[36:]) if (blip := _blip(one))), None)
    skipped = 32 if record.instance in _TWO_NAMES else 16
    if record.kind in _BITMAPS:
        return record.body[skipped + 1 :], _BITMAPS[record.kind]
    if record.kind in _METAFILES:
        body = record.body[skipped:]
        if len(body) < 34:
            return None
        data = body[34:]
        with suppress(zlib.error):
            data = zlib.decompressobj().decompress(data, 16 << 20) if body[32] == 0 else data
        return data, _METAFILES[record.kind]
    return None


def _properties(record: Record) -> Iterator[tuple[int, int, bytes]]:
    """The properties of a shape: number, value, and the bytes of a long one ([MS-ODRAW] 2.3.1)."""
    body = record.body
    after = 6 * record.instance
    for number in range(min(record.instance, len(body) // 6)):
        name, value = struct.unpack_from("<HI", body, 6 * number)
        if name & 0x8000:
            yield name & 0x3FFF, value, body[after : after + value]
            after += value
        else:
            yield name & 0x3FFF, value, b""


def _number_property(record: Record, wanted: int) -> int:
    return next((value for name, value, _ in _properties(record) if name == wanted), 0)


def _text_property(record: Record, wanted: int) -> str:
    data = next((data for name, _, data in _properties(record) if name == wanted), b"")
    return data.decode("utf-16-le", "replace").partition("\0")[0].strip()
