"""In which encoding a document is stored, whatever it declares: old books declare one and use another.

What decides, in this order: a byte order mark; zeros beside signs of ASCII (UTF-16); bytes that are sound UTF-8, which
no text of an old eight-bit encoding is by chance; the declaration; and where the text is still none, whether it becomes
Vietnamese as Windows-1258. A single byte that is out of place in UTF-8 is read as Windows-1252.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from charset_normalizer import from_bytes

from content.formats._letters import Letters
from content.formats.reading import Caveat, Conversion
from content.text import guess_language, normalise
from content.text.old_encodings import OldEncoding, as_windows, decode, judge_bytes

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Python knows codecs that are slow on purpose-made input or are not encodings at all: only these are believed.
_ENCODINGS = re.compile(
    r"^(ascii|utf-8|iso8859-\d+|cp125\d|cp874|tis-620|koi8-[rut]|mac-roman|shift_jis|cp932|euc_jp|gb2312|gbk|gb18030|big5"
    r"|big5hkscs|cp949|euc_kr)$"
)
_EIGHT_BIT = re.compile(r"^(ascii|iso8859-\d+|cp125\d|cp874|tis-620|koi8-[rut]|mac-roman)$")
_WESTERN: Final = ("ascii", "iso8859-1", "iso8859-15", "cp1252")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9._-]{1,40})""", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]*>")
_HIGH = re.compile(rb"[\x80-\xff]")
_HEAD = 400
_SAMPLE = 60_000
_ZEROS = 0.3
"""Share of zeros at even or at odd places that only UTF-16 has: markup is ASCII for the most part."""
_LATIN_END: Final = 0x250
_BROKEN = 0.1
"""Share of bytes beyond ASCII that may be out of place in a text that is UTF-8 for all that."""


@dataclass(frozen=True)
class Decoded:
    """A text, and what of it was in an old encoding."""

    text: str
    conversions: tuple[Conversion, ...] = ()
    caveats: tuple[Caveat, ...] = ()


def read_text(data: bytes) -> Decoded:
    """The text of a file of any age: Unicode, an old Vietnamese encoding, one of another language, or mixed.

    Args:
        data: the file as it was stored.
    """
    letters = Letters()
    text = _of_any_age(data, letters)
    return Decoded(text, letters.conversions(), letters.caveats())


def _of_any_age(data: bytes, letters: Letters) -> str:
    if data.startswith(tuple(mark for mark, _ in _BOMS)) or _wide_encoding(data[:_HEAD]):
        return letters.whole(decoded(data))
    try:
        return letters.whole(data.decode("utf-8"))
    except UnicodeDecodeError:
        found = judge_bytes(data)
    if found.encoding is OldEncoding.WINDOWS_1258:
        return letters.judged(decode(data, OldEncoding.WINDOWS_1258), found)
    lines = [_line(line) for line in data.splitlines(keepends=True)]
    turned = letters.paragraphs(lines)
    if turned != lines or found.encoding is not None or any(map(_is_utf8, data.splitlines())):
        return "".join(turned)
    return _of_another_language(data)


def _line(data: bytes) -> str:
    """A line of a file whose lines may be of several ages."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return as_windows(data)


def _is_utf8(line: bytes) -> bool:
    """Whether a line has letters beyond ASCII that are sound UTF-8."""
    try:
        return not line.isascii() and bool(line.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _of_another_language(data: bytes) -> str:
    """Text of an eight-bit encoding that is not Vietnamese: western where its letters are of no other alphabet."""
    if _declared_encoding(data) != "utf-8":
        return decoded(data)
    best = from_bytes(data[:_SAMPLE]).best()
    encoding = codecs.lookup(best.encoding).name if best is not None else "cp1252"
    if not _ENCODINGS.match(encoding) or _is_latin(data[:_SAMPLE].decode(encoding, "replace")):
        encoding = "cp1252"
    return data.decode(encoding, "replace")


def _is_latin(text: str) -> bool:
    """Whether most letters beyond ASCII are Latin: then western is more often right than central European."""
    letters = [sign for sign in text if not sign.isascii() and sign.isalpha()]
    return 2 * sum(ord(sign) < _LATIN_END for sign in letters) >= len(letters)


def decoded(data: bytes) -> str:
    """The text of a document; what cannot be read becomes U+FFFD.

    Args:
        data: the document as it was stored.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace").removeprefix("\ufeff")
    wide = _wide_encoding(data[:_HEAD])
    if wide:
        return data.decode(wide, "replace")
    declared = _declared_encoding(data)
    if declared != "utf-8" and not _EIGHT_BIT.match(declared):
        return data.decode(declared, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _eight_bit_text(data, declared)


def _wide_encoding(head: bytes) -> str:
    """UTF-16 without a mark (XML 1.0 appendix F), "" where it is not."""
    half = len(head) // 2
    if half < 2:
        return ""
    for encoding, zeros, letters in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
        if zeros.count(0) > _ZEROS * half and letters.count(0) == 0:
            return encoding
    return ""


def _eight_bit_text(data: bytes, declared: str) -> str:
    """The text of bytes that are no sound UTF-8."""
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") <= _BROKEN * len(_HIGH.findall(data)):
        return data.decode("utf-8", _WINDOWS)
    if declared in _WESTERN or declared == "utf-8":
        return data.decode("cp1258" if _is_vietnamese(data) else "cp1252", "replace")
    return data.decode(declared, "replace")


def _is_vietnamese(data: bytes) -> bool:
    """Whether the bytes are Vietnamese in Windows-1258, which writes most tones as marks of their own."""
    text = _MARKUP.sub(" ", data[:_SAMPLE].decode("cp1258", "replace"))
    return guess_language(normalise(text)) is not None


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """A byte that is out of place in UTF-8 as Windows-1252 has it: quotes and dashes pasted from there.

    Raises:
        UnicodeError: it was asked about something other than decoding.
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_WINDOWS: Final = "tusach-windows-1252"
codecs.register_error(_WINDOWS, _as_windows)


def _declared_encoding(data: bytes) -> str:
    found = _DECLARED.search(data[:_HEAD]) or _META.search(data[:2_048])
    if found is None:
        return "utf-8"
    try:
        encoding = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return "utf-8"
    return encoding if _ENCODINGS.match(encoding) else "utf-8"
