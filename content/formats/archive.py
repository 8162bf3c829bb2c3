"""ZIP files that may be hostile: read member by member into memory, never to disk by their names.

What holds for every archive:
1. no more members, bytes or unpacking than `ReadLimits` allow, counted while unpacking and not as claimed;
2. a name that is not a plain relative path is left out, and so are links and devices;
3. no two members share bytes, and none lies outside the archive;
4. what is handed out has the size and the CRC that the directory promised.
"""

from __future__ import annotations

import io
import os
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self
from urllib.parse import unquote

from content.formats._zip_directory import Entry, data_position, is_plain_file, read_entries, why_unsafe
from content.formats._zip_unpack import DECODING_ERRORS, Packed, Unpacker, unpacker
from content.formats.reading import ReadLimits, Refusal, RefusedError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_PIECE = 256 << 10
_NOTES = 50


class MemberError(RefusedError):
    """One member cannot be had; a reader may do without it, or refuse the file for its sake.

    Args:
        refusal: the reason.
        name: of the member.
        detail: for technicians, in English.
    """

    def __init__(self, refusal: Refusal, name: str, detail: str) -> None:
        super().__init__(refusal, f"{name[:200]}: {detail}")
        self.name = name


class Archive:
    """A ZIP file opened for reading; a context manager.

    Attributes:
        names: of all members that may be read, in the order of the directory.
        notes: what was left out and why, one English line each.

    Args:
        path: the file.
        limits: what it may cost; `unpacked` is the sum over the life of this object, repeated reading included.

    Raises:
        RefusedError: not readable, not an archive, damaged as a whole, or too many members.
    """

    def __init__(self, path: Path, limits: ReadLimits) -> None:
        self._limits = limits
        self._unpacked = 0
        self._notes: list[str] = []
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise RefusedError(Refusal.NOT_READABLE, str(error.strerror)) from error
        try:
            self._entries = self._usable(list(read_entries(self._file.fileno(), limits.members)))
        except BaseException:
            self._file.close()
            raise
        self.names: tuple[str, ...] = tuple(self._entries)
        self.notes: tuple[str, ...] = tuple(self._notes[:_NOTES])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def size(self, name: str) -> int:
        """Unpacked bytes of a member, as the directory claims; reading never gives more.

        Raises:
            MemberError: there is no such member.
        """
        return self._entry(name).size

    def find(self, name: str) -> str | None:
        """The member that a reference most likely means, None if there is none.

        References and names disagree in real books: by normalisation (NFC, NFD), by percent signs, by case. The
        nearest agreement wins.

        Args:
            name: a path inside the archive, already resolved.
        """
        spellings = (name, unquote(name))
        exact = next((spelling for spelling in spellings if spelling in self._entries), None)
        if exact is not None:
            return exact
        for table, form in zip(self._index, (_composed, _folded), strict=True):
            for spelling in spellings:
                if form(spelling) in table:
                    return table[form(spelling)]
        return None

    def read(self, name: str, *, limit: int | None = None) -> bytes:
        """The whole of a member.

        Args:
            name: one of `names`.
            limit: most bytes it may have, `limits.member` if not given.

        Raises:
            MemberError: absent, encrypted, damaged, packed in a way not known here, or too large.
            RefusedError: the archive as a whole has unpacked too much.
        """
        return b"".join(self._pieces(self._entry(name), self._limits.member if limit is None else limit))

    def open(self, name: str) -> BinaryIO:
        """A member as a stream, with the checks of `read`; an error may come with any read.

        Raises:
            MemberError: as `read`, at once or while reading.
            RefusedError: the archive as a whole has unpacked too much.
        """
        entry = self._entry(name)
        self._check_claims(entry, self._limits.member)
        return io.BufferedReader(_MemberStream(self._pieces(entry, self._limits.member)), _PIECE)

    def _entry(self, name: str) -> Entry:
        entry = self._entries.get(name)
        if entry is None:
            raise MemberError(Refusal.DAMAGED, name, "no such member")
        return entry

    def _usable(self, entries: list[Entry]) -> dict[str, Entry]:
        """Members by name, each with the end of its bytes; the last of a name wins, as everywhere."""
        usable: dict[str, Entry] = {}
        ends = _data_ends(entries, os.fstat(self._file.fileno()).st_size)
        for entry in entries:
            why = why_unsafe(entry.name)
            if not why and entry.name.endswith("/"):
                continue
            if why or not is_plain_file(entry):
                self._note(f"left out {entry.name[:80]!a}: {why or 'a link or a device'}")
                continue
            if entry.name in usable:
                self._note(f"{entry.name[:80]!a} is there twice; the last counts")
            usable[entry.name] = replace(entry, data_end=ends[entry.position])
        return usable

    def _note(self, line: str) -> None:
        if len(self._notes) < _NOTES:
            self._notes.append(line)

    @cached_property
    def _index(self) -> tuple[dict[str, str], dict[str, str]]:
        """Names by their composed form and by their folded form; the first of several wins."""
        composed: dict[str, str] = {}
        folded: dict[str, str] = {}
        for name in self.names:
            for spelling in (name, unquote(name)):
                composed.setdefault(_composed(spelling), name)
                folded.setdefault(_folded(spelling), name)
        return composed, folded

    def _check_claims(self, entry: Entry, limit: int) -> None:
        """Refuses a member by what the directory says of it, before a byte is unpacked."""
        if entry.encrypted:
            raise MemberError(Refusal.ENCRYPTED, entry.name, "encrypted")
        if entry.size > self._limits.ratio_floor and entry.size > entry.packed * self._limits.ratio:
            raise MemberError(Refusal.BOMB, entry.name, f"{entry.packed} bytes claim to hold {entry.size}")
        if entry.size > limit:
            raise MemberError(Refusal.TOO_LARGE, entry.name, f"{entry.size} bytes, allowed {limit}")

    def _pieces(self, entry: Entry, limit: int) -> Iterator[bytes]:
        """The bytes of a member as they are unpacked, never one more than the directory promised."""
        self._check_claims(entry, limit)
        source = self._unpacker(entry)
        left, crc = entry.size, 0
        while piece := _next(source, entry, min(left + 1, _PIECE)):
            left -= len(piece)
            self._unpacked += len(piece)
            if left < 0:
                raise MemberError(Refusal.DAMAGED, entry.name, f"holds more than the {entry.size} bytes it claims")
            if self._unpacked > self._limits.unpacked:
                raise RefusedError(Refusal.BOMB, f"more than {self._limits.unpacked} bytes unpacked in all")
            crc = zlib.crc32(piece, crc)
            yield piece
        if left or crc != entry.crc:
            raise MemberError(Refusal.DAMAGED, entry.name, f"{left} bytes short" if left else "CRC differs")

    def _unpacker(self, entry: Entry) -> Unpacker:
        descriptor = self._file.fileno()
        position = data_position(descriptor, entry)
        if position is None or position + entry.packed > entry.data_end:
            raise MemberError(Refusal.DAMAGED, entry.name, "not where the directory says, or shares its bytes")
        try:
            found = unpacker(entry.method, Packed(descriptor, position, entry.packed))
        except DECODING_ERRORS as error:
            raise MemberError(Refusal.DAMAGED, entry.name, f"packed data: {error}") from error
        if found is None:
            raise MemberError(Refusal.DAMAGED, entry.name, f"compression method {entry.method} is not known here")
        return found


class _MemberStream(io.RawIOBase):
    """The pieces of a member as a raw stream."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        self._rest = self._rest or next(self._pieces, b"")
        given = self._rest[: len(view)]
        view[: len(given)] = given
        self._rest = self._rest[len(given) :]
        return len(given)


def _next(source: Unpacker, entry: Entry, most: int) -> bytes:
    try:
        return source.next(most)
    except DECODING_ERRORS as error:
        raise MemberError(Refusal.DAMAGED, entry.name, f"packed data: {error}") from error


def _data_ends(entries: list[Entry], file_size: int) -> dict[int, int]:
    """For each position, where the next member begins; a position named twice leaves no room at all."""
    ends: dict[int, int] = {}
    following = file_size
    for position in sorted((entry.position for entry in entries), reverse=True):
        ends[position] = following
        following = position
    return ends


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())
