"""Numbers and pieces out of bytes that may lie about themselves."""

from __future__ import annotations

import struct
from typing import Final

from content.errors import ContentError

_U16: Final = struct.Struct("<H")
_I16: Final = struct.Struct("<h")
_U32: Final = struct.Struct("<I")
_I32: Final = struct.Struct("<i")


class BrokenError(ContentError):
    """A structure leads out of its stream, or says what cannot be."""


class Bytes:
    """A stream, read by offsets.

    Args:
        data: all of it.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __len__(self) -> int:
        return len(self.data)

    def u8(self, at: int) -> int:
        """A byte.

        Raises:
            BrokenError: it lies outside.
        """
        if not 0 <= at < len(self.data):
            raise BrokenError(f"byte {at} of {len(self.data)}")
        return self.data[at]

    def u16(self, at: int) -> int:
        """Two bytes, unsigned.

        Raises:
            BrokenError: they lie outside.
        """
        return int(self._unpacked(_U16, at))

    def i16(self, at: int) -> int:
        """Two bytes, signed.

        Raises:
            BrokenError: they lie outside.
        """
        return int(self._unpacked(_I16, at))

    def u32(self, at: int) -> int:
        """Four bytes, unsigned.

        Raises:
            BrokenError: they lie outside.
        """
        return int(self._unpacked(_U32, at))

    def i32(self, at: int) -> int:
        """Four bytes, signed.

        Raises:
            BrokenError: they lie outside.
        """
        return int(self._unpacked(_I32, at))

    def cut(self, at: int, length: int) -> bytes:
        """A piece.

        Raises:
            BrokenError: it lies outside.
        """
        if at < 0 or length < 0 or at + length > len(self.data):
            raise BrokenError(f"{length} bytes at {at} of {len(self.data)}")
        return self.data[at : at + length]

    def numbers(self, at: int, count: int) -> tuple[int, ...]:
        """Numbers of four bytes each.

        Raises:
            BrokenError: they lie outside.
        """
        return struct.unpack(f"<{count}I", self.cut(at, 4 * count)) if count > 0 else ()

    def text(self, at: int, count: int) -> str:
        """Letters of two bytes each.

        Raises:
            BrokenError: they lie outside.
        """
        return self.cut(at, 2 * count).decode("utf-16-le", "replace")

    def _unpacked(self, form: struct.Struct, at: int) -> int:
        if at < 0 or at + form.size > len(self.data):
            raise BrokenError(f"{form.size} bytes at {at} of {len(self.data)}")
        return int(form.unpack_from(self.data, at)[0])
