"""One range of bytes of a file (RFC 9110 §14)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ONE = re.compile(r"^[ \t]*([0-9]*)[ \t]*-[ \t]*([0-9]*)[ \t]*$")
DIGITS_MAX = 18


@dataclass(frozen=True)
class ByteRange:
    """Bytes from `first` to `last`, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many bytes."""
        return self.last - self.first + 1


class UnsatisfiableRangeError(Exception):
    """The range begins after the end of the file (RFC 9110 §15.5.17)."""


def asked_range(field: str | None, size: int) -> ByteRange | None:
    """The range that a request asks for.

    Args:
        field: value of Range.
        size: of the file in bytes.

    Returns:
        None for the whole file: nothing asked, another unit, a malformed field, or several ranges at once, all of
        which a server may pass over (RFC 9110 §14.2).

    Raises:
        UnsatisfiableRangeError: no byte of it is there.
    """
    unit, _, spec = (field or "").partition("=")
    found = _ONE.match(spec)
    if unit.strip().lower() != "bytes" or not found or not (found[1] or found[2]):
        return None
    if max(len(found[1]), len(found[2])) > DIGITS_MAX:
        raise UnsatisfiableRangeError
    if not found[1]:
        return _suffix(int(found[2]), size)
    first, last = int(found[1]), int(found[2]) if found[2] else size - 1
    if found[2] and last < first:
        return None
    if first >= size:
        raise UnsatisfiableRangeError
    return ByteRange(first, min(last, size - 1))


def _suffix(length: int, size: int) -> ByteRange:
    if length == 0 or size == 0:
        raise UnsatisfiableRangeError
    return ByteRange(max(0, size - length), size - 1)
