"""The directory of a ZIP file, read by us so that nothing is believed before it is counted (APPNOTE 6.3.10 §4.3).

Python's own reader builds an object for every entry before anyone may object: a million entries cost it hundreds of
megabytes. Here the end record is looked at first, and the walk stops at the first entry too many.
"""

from __future__ import annotations

import os
import re
import stat
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from content.formats.reading import Refusal, RefusedError

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64 = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s4B4H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_END_SEARCHED = _END.size + 0xFFFF
_DIRECTORY_BYTES = 32 << 20
_NAME_LENGTH = 1_000
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAGS = 0x41
_DRIVE = re.compile(r"^[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the directory; sizes and positions in bytes, as claimed.

    Attributes:
        data_end: where the next member, or the directory, begins: no byte of this one may lie beyond.
    """

    name: str
    method: int
    encrypted: bool
    crc: int
    packed: int
    size: int
    position: int
    mode: int
    data_end: int = 0


@dataclass(frozen=True, slots=True)
class _End:
    """Where the directory lies: `position` in the file, and by how much all offsets are shifted."""

    position: int
    size: int
    shift: int


def read_entries(descriptor: int, most: int) -> Iterator[Entry]:
    """Walks the directory of an open file, one entry at a time.

    Args:
        descriptor: of the file, opened for reading.
        most: entries that may come.

    Raises:
        RefusedError: no directory, one that lies about itself, or more than `most` entries.
    """
    end = _find_end(descriptor, os.fstat(descriptor).st_size, most)
    directory = os.pread(descriptor, end.size, end.position)
    at = count = 0
    while at < len(directory):
        if at + _CENTRAL.size > len(directory) or directory[at : at + 4] != b"PK\x01\x02":
            raise RefusedError(Refusal.DAMAGED, f"the directory of the archive breaks off at entry {count + 1}")
        fields = _CENTRAL.unpack_from(directory, at)
        at += _CENTRAL.size
        name_length, extra_length, comment_length = fields[12:15]
        count += 1
        if count > most:
            raise RefusedError(Refusal.BOMB, f"more than {most} members")
        extra_at = at + name_length
        yield _entry(fields, directory[at:extra_at], directory[extra_at : extra_at + extra_length], end.shift)
        at = extra_at + extra_length + comment_length


def data_position(descriptor: int, entry: Entry) -> int | None:
    """Where the packed bytes of a member begin, or None if no local header is there."""
    if not 0 <= entry.position < entry.data_end:
        return None
    head = os.pread(descriptor, _LOCAL.size, entry.position)
    if len(head) < _LOCAL.size or head[:4] != b"PK\x03\x04":
        return None
    name_length, extra_length = _LOCAL.unpack(head)[9:11]
    return entry.position + _LOCAL.size + int(name_length) + int(extra_length)


def why_unsafe(name: str) -> str:
    """Why a member's name is never used as it stands, "" if it is a plain relative path.

    Args:
        name: as the directory has it.
    """
    if not name.strip("./"):
        return "no name"
    if len(name) > _NAME_LENGTH:
        return f"more than {_NAME_LENGTH} characters"
    if _CONTROL.search(name):
        return "control characters"
    if name.startswith("/") or _DRIVE.match(name):
        return "absolute"
    if ".." in name.split("/"):
        return "leads out of the archive"
    return ""


def is_plain_file(entry: Entry) -> bool:
    """Whether it is neither a link nor a device (a mode of 0: a system that has no modes)."""
    return stat.S_IFMT(entry.mode) in (0, stat.S_IFREG)


def _find_end(descriptor: int, file_size: int, most: int) -> _End:
    tail_at = max(0, file_size - _END_SEARCHED)
    tail = os.pread(descriptor, _END_SEARCHED, tail_at)
    at = tail.rfind(b"PK\x05\x06", 0, max(0, len(tail) - _END.size + 4))
    if at < 0:
        raise RefusedError(Refusal.DAMAGED, "not a ZIP archive, or its end is missing")
    _, _, _, _, count, size, offset, _ = _END.unpack_from(tail, at)
    directory_end = tail_at + at
    found = _find_end64(descriptor, directory_end)
    if found is not None:
        count, size, offset, directory_end = found
    if count > most:
        raise RefusedError(Refusal.BOMB, f"the archive says it has {count} members")
    if size > _DIRECTORY_BYTES or size > directory_end:
        raise RefusedError(Refusal.DAMAGED, f"the archive says its directory has {size} bytes")
    position = directory_end - size
    return _End(position, size, _shift(descriptor, position, position - offset))


def _find_end64(descriptor: int, end_position: int) -> tuple[int, int, int, int] | None:
    """Count, size, offset and end of the directory by the ZIP64 records, where there are any (§4.3.14, §4.3.15)."""
    if end_position < _LOCATOR64.size:
        return None
    locator = os.pread(descriptor, _LOCATOR64.size, end_position - _LOCATOR64.size)
    if locator[:4] != b"PK\x06\x07":
        return None
    record_at = end_position - _LOCATOR64.size - _END64.size
    record = os.pread(descriptor, _END64.size, record_at) if record_at >= 0 else b""
    if record[:4] != b"PK\x06\x06":
        raise RefusedError(Refusal.DAMAGED, "the ZIP64 end record is not where it should be")
    _, _, _, _, _, _, _, count, size, offset = _END64.unpack(record)
    return count, size, offset, record_at


def _shift(descriptor: int, position: int, shift: int) -> int:
    """What to add to every offset: bytes put before the archive, or 0 where only the end record is wrong."""
    head = os.pread(descriptor, _CENTRAL.size, position)
    if shift == 0 or len(head) < _CENTRAL.size:
        return shift
    first = int(_CENTRAL.unpack(head)[18])
    shifted = first + shift
    if shifted >= 0 and os.pread(descriptor, 4, shifted) == b"PK\x03\x04":
        return shift
    return 0 if os.pread(descriptor, 4, first) == b"PK\x03\x04" else shift


def _entry(fields: tuple[int, ...], raw_name: bytes, extra: bytes, shift: int) -> Entry:
    flags, method = fields[5], fields[6]
    crc, packed, size = fields[9:12]
    size, packed, offset = _sizes64(extra, size, packed, fields[18])
    return Entry(
        name=_decoded(raw_name, flags).replace("\\", "/"),  # some programs on Windows forget that ZIP has slashes only
        method=method,
        encrypted=bool(flags & _ENCRYPTED_FLAGS),
        crc=crc,
        packed=packed,
        size=size,
        position=offset + shift,
        mode=fields[17] >> 16,
    )


def _decoded(raw: bytes, flags: int) -> str:
    """The name as text: UTF-8 also where the flag for it was forgotten, else code page 437 (APPNOTE appendix D)."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace") if flags & _UTF8_FLAG else raw.decode("cp437")


def _sizes64(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Size, packed size and offset, each from the ZIP64 field where the small one is full (§4.5.3)."""
    if 0xFFFFFFFF not in (size, packed, offset):
        return size, packed, offset
    values = _zip64_values(extra)
    taken = [next(values, value) if value == 0xFFFFFFFF else value for value in (size, packed, offset)]
    return taken[0], taken[1], taken[2]


def _zip64_values(extra: bytes) -> Iterator[int]:
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            body = extra[at + 4 : at + 4 + length]
            yield from (int(value) for (value,) in struct.iter_unpack("<Q", body[: len(body) // 8 * 8]))
            return
        at += 4 + length
