"""The text of documents of Word 6 and 95, which stands in one piece of eight-bit letters, or in several.

Its fonts and properties are not followed: what is old in the letters is known by their syllables.
"""

from __future__ import annotations

import re
from typing import Final

from content.formats.doc._bytes import BrokenError, Bytes

_FIRST, _LAST, _LENGTH = 0x18, 0x1C, 0x34
_PIECES: Final = 0x160
_COMPLEX: Final = 0x0004
_FIELD: Final = re.compile("\x13[^\x13-\x15]*(?:\x14([^\x13-\x15]*))?\x15")
_FIELDS_DEEP: Final = 10
_WESTERN: Final = {byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0xA0)}
_UNSEEN: Final = re.compile("[\x00-\x08\x0e-\x1f]")
_ENTRY: Final = 12
_PIECES_MOST: Final = 100_000


def older_text(main: bytes) -> list[str]:
    """The paragraphs of a document; cells of a table stand beside each other with a bar between them.

    Args:
        main: the stream `WordDocument`.

    Raises:
        BrokenError: its text does not lie where it says.
    """
    stream = Bytes(main)
    text = _text(stream)
    for _ in range(_FIELDS_DEEP):
        text, found = _FIELD.subn(lambda match: match[1] or "", text)
        if not found:
            break
    text = text.replace("\x07\x07", "\r").replace("\x07", " | ").replace("\x1e", "-").replace("\x1f", "\u00ad")
    lines = re.split("[\r\x0c]", text)
    return [line for line in (_UNSEEN.sub("", line).strip() for line in lines) if line]


def _text(stream: Bytes) -> str:
    length = stream.i32(_LENGTH)
    if stream.u16(0x0A) & _COMPLEX:
        data = _pieced(stream)
    else:
        start, end = stream.i32(_FIRST), stream.i32(_LAST)
        data = stream.cut(start, end - start)
    return _decoded(data[:length] if 0 < length < len(data) else data)


def _pieced(stream: Bytes) -> bytes:
    """The text of a document that was saved in haste."""
    at = stream.i32(_PIECES)
    while stream.u8(at) == 1:
        at += 3 + stream.u16(at + 1)
    if stream.u8(at) != 2:
        raise BrokenError("no table of pieces")
    count = (stream.u32(at + 1) - 4) // _ENTRY
    if not 0 < count <= _PIECES_MOST:
        raise BrokenError(f"{count} pieces")
    bounds = stream.numbers(at + 5, count + 1)
    entries = at + 5 + 4 * (count + 1)
    starts = [stream.i32(entries + 8 * number + 2) for number in range(count)]
    pieces = zip(starts, bounds, bounds[1:], strict=False)
    return b"".join(stream.cut(start, after - before) for start, before, after in pieces)


def _decoded(data: bytes) -> str:
    """Western letters, as Windows has them; bytes that it leaves open as they are."""
    return data.decode("latin-1").translate(_WESTERN)
