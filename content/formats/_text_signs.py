"""Whether bytes are text that people read, whatever its encoding, and whether a text is markup: by its beginning."""

from __future__ import annotations

import codecs
import re
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS: Final = re.compile("[\x00-\x06\x0e-\x19\x1c-\x1f]")
"""No text holds them; line ends, tabs, new pages, orders to terminals (BEL, BS, ESC), the end of a DOS file it may."""
_CONTROL_BYTES: Final = re.compile(rb"[\x00\x01\x03\x04\x07\x0b\x0e-\x13\x15-\x18\x1c\x1d\x1f]")
"""The same of an encoding of eight bits: VISCII has six letters there (RFC 1456 §2)."""
_LETTERS: Final = re.compile(rb"[A-Za-z ]")
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_MOST_HIGH, _FEWEST_LETTERS = 0.5, 0.35
"""Shares of bytes; TCVN3 has 0.25 beyond ASCII, VNI 0.2, noise 0.5 and 0.2 letters."""
_MISPLACED: Final = 0.1
"""Share of bytes beyond ASCII that may be out of place in UTF-8."""
_SHORTEST: Final = 12
"""Bytes below which an encoding of eight bits cannot be told from noise."""
_HTML: Final = re.compile(
    r"(?:<!--.*?-->|<\?xml[^>]{0,300}>|\s)*(?:<!doctype\s+html|<(?:html|head|body|title|meta|script|style|iframe|h[1-6]"
    r"|div|font|table|center|frameset|span|img|ul|ol|br|p|b|a)[\s/>])",
    re.IGNORECASE | re.DOTALL,
)
"""What WHATWG MIME Sniffing (§7.1) takes for HTML, and more that pages begin with; comments may stand before it."""
_MHTML: Final = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]{0,900}\n(?:[ \t][^\n]{0,900}\n){0,20}){0,30}?"
    r"content-type:\s*multipart/related\b",
    re.IGNORECASE,
)


def text_of(head: bytes) -> str | None:
    """The text that bytes begin with, None where they are none.

    Args:
        head: the first 4,096 bytes, or all there is.

    Returns:
        Of an old encoding of eight bits: its bytes as Latin-1, for ASCII signs are all that is looked for in it.
    """
    wide = next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None) or _wide(head)
    try:
        # The last character may be cut in two.
        text = codecs.getincrementaldecoder(wide or "utf-8")("strict").decode(head).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None if wide else _eight_bit(head)
    return text if text.strip() and not _CONTROLS.search(text) else None


def is_html(text: str) -> bool:
    """Whether a text is a web page, or begins as one.

    Args:
        text: its beginning.
    """
    return _HTML.match(text) is not None


def is_mhtml(text: str) -> bool:
    """Whether a text is a web page packed with its pictures into one file (RFC 2557).

    Args:
        text: its beginning.
    """
    return _MHTML.match(text.lstrip().replace("\r\n", "\n")) is not None


def _wide(head: bytes) -> str:
    """UTF-16 or UTF-32 without a mark, by where zeros stand; "" for neither."""
    for width, encodings in ((4, ("utf-32-le", "utf-32-be")), (2, ("utf-16-le", "utf-16-be"))):
        whole = head[: len(head) // width * width]
        if len(whole) < 2 * width:
            continue
        places = [whole[at::width].count(0) * width / len(whole) for at in range(width)]
        for encoding, low in zip(encodings, (0, width - 1), strict=True):
            top = width - 1 - low
            if places[low] == 0 and places[top] > (0.3 if width == 2 else 0.99):
                return encoding
    return ""


def _eight_bit(head: bytes) -> str | None:
    if len(head) < _SHORTEST or _CONTROL_BYTES.search(head):
        return None
    high, letters = len(_HIGH.findall(head)), len(_LETTERS.findall(head))
    text = head.decode("utf-8", "replace")
    if text.count("\ufffd") <= _MISPLACED * high:
        return text
    if high > _MOST_HIGH * len(head) or letters < _FEWEST_LETTERS * len(head):
        return None
    return head.decode("latin-1")
