"""What word processors hide in their web pages, settled on the text before any parser sees it."""

from __future__ import annotations

import re
from typing import Final

_REVEALED: Final = re.compile(
    r"<!--\[if[^\]<>]{0,200}\]><!-->|<!--<!\[endif\]-->|<!\[(?:if[^\]<>]{0,200}|endif)\](?:--)?>", re.IGNORECASE
)
"""Conditions of Internet Explorer around what every other browser shows: labels of lists stand in them."""
_VML: Final = re.compile(r"<!--\[if[^\]<>]{0,100}\]>.*?<!\[endif\]-->", re.IGNORECASE | re.DOTALL)
"""What only Word itself reads, in a comment."""
_PROPERTY: Final = re.compile(
    r"<o:(Title|Author|Subject|Keywords|Company|Description)>([^<>]{1,500})</o:\1>", re.IGNORECASE
)
_SERVER: Final = re.compile(r"<\?(?:php|=).*?(?:\?>|\Z)|<%.*?(?:%>|\Z)", re.IGNORECASE | re.DOTALL)
"""Code of a server (PHP, ASP), which a page that was never served still holds."""
_HEAD: Final = 60_000


def plain_markup(text: str) -> str:
    """The markup of a page without conditions, and without what stands in comments for one program.

    Args:
        text: of the page.
    """
    text = _REVEALED.sub("", _VML.sub("", text) if "<![endif]-->" in text else text)
    return _SERVER.sub("", text) if "<?php" in text.lower() or "<?=" in text or "<%" in text else text


def office_properties(text: str) -> dict[str, str]:
    """What a page that Word saved says of itself, by the names of its properties in small letters.

    Args:
        text: of the page as it was stored.
    """
    return {name.lower(): value.strip() for name, value in _PROPERTY.findall(text[:_HEAD])}
