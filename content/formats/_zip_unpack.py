"""Unpacking one member of a ZIP file in pieces no larger than asked for, whatever the packed bytes would like."""

from __future__ import annotations

import bz2
import lzma
import os
import struct
import zlib
from abc import ABC, abstractmethod

STORED, DEFLATED, BZIP2, LZMA = 0, 8, 12, 14
DECODING_ERRORS = (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, struct.error)
_PIECE = 64 << 10
_LZMA_DICTIONARY = 32 << 20


class Packed:
    """The packed bytes of one member, taken in pieces."""

    def __init__(self, descriptor: int, position: int, length: int) -> None:
        self._descriptor = descriptor
        self._position = position
        self._left = length

    def take(self, most: int = _PIECE) -> bytes:
        """The next bytes, b"" when there are no more."""
        piece = os.pread(self._descriptor, min(self._left, most, _PIECE), self._position)
        self._position += len(piece)
        self._left -= len(piece)
        return piece


class Unpacker(ABC):
    """Turns packed bytes into plain ones, bounded at every step."""

    def __init__(self, packed: Packed) -> None:
        self._packed = packed

    @abstractmethod
    def next(self, most: int) -> bytes:
        """At most so many further bytes, b"" at the end.

        Raises:
            One of DECODING_ERRORS: the packed bytes are not what they should be, or break off.
        """


class _Stored(Unpacker):
    def next(self, most: int) -> bytes:
        return self._packed.take(most)


class _Deflated(Unpacker):
    def __init__(self, packed: Packed) -> None:
        super().__init__(packed)
        self._decoder = zlib.decompressobj(-15)

    def next(self, most: int) -> bytes:
        """At most so many further bytes, b"" at the end.

        Raises:
            zlib.error: the packed bytes are not deflated ones.
            EOFError: they break off.
        """
        while not self._decoder.eof:
            piece = self._decoder.unconsumed_tail or self._packed.take()
            plain = self._decoder.decompress(piece, most)
            if plain:
                return plain
            if not piece and not self._decoder.eof:
                raise EOFError("packed data break off")
        return b""


class _Blocks(Unpacker):
    """bzip2 and LZMA, whose decoders keep what they have not used."""

    def __init__(self, packed: Packed, decoder: bz2.BZ2Decompressor | lzma.LZMADecompressor) -> None:
        super().__init__(packed)
        self._decoder = decoder

    def next(self, most: int) -> bytes:
        while not self._decoder.eof:
            piece = self._packed.take() if self._decoder.needs_input else b""
            if self._decoder.needs_input and not piece:
                # Raw LZMA need not say where it ends: the caller compares size and CRC.
                return b""
            plain = self._decoder.decompress(piece, most)
            if plain:
                return plain
        return b""


def unpacker(method: int, packed: Packed) -> Unpacker | None:
    """The unpacker of a method (APPNOTE §4.4.5), None for one that is not known here.

    Raises:
        One of DECODING_ERRORS: the member's own header of the method is wrong.
    """
    if method == STORED:
        return _Stored(packed)
    if method == DEFLATED:
        return _Deflated(packed)
    if method == BZIP2:
        return _Blocks(packed, bz2.BZ2Decompressor())
    if method == LZMA:
        return _Blocks(packed, _lzma_decoder(packed))
    return None


def _lzma_decoder(packed: Packed) -> lzma.LZMADecompressor:
    """A decoder set up by the properties before the data (APPNOTE §5.8.8)."""
    _, length = struct.unpack("<2sH", packed.take(4))
    properties, dictionary = struct.unpack("<BL", packed.take(length))
    if dictionary > _LZMA_DICTIONARY or properties >= 9 * 5 * 5:
        raise ValueError("LZMA properties out of bounds")
    rest, literal_context = divmod(properties, 9)
    position, literal_position = divmod(rest, 5)
    chain = {
        "id": lzma.FILTER_LZMA1, "dict_size": max(dictionary, 4096),
        "lc": literal_context, "lp": literal_position, "pb": position,
    }  # fmt: skip
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[chain])
