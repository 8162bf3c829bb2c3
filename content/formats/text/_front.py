"""What the head of a text says of it, line by line: "Title: …", "Tác giả: …", as Project Gutenberg and others write."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final

from content.formats.reading import Description
from content.records import Creator
from content.text import one_line, parse_tag

_LOOKED_AT: Final = 60
_VALUE: Final = 300
_LINE: Final = re.compile(
    r"(title|author|language|tên sách|nhan đề|tên truyện|tác phẩm|tác giả|dịch giả|người dịch"
    r"|nhà xuất bản)\s*:\s*(\S.*)",
    re.IGNORECASE,
)
_MEANS: Final = {
    **dict.fromkeys(("title", "tên sách", "nhan đề", "tên truyện", "tác phẩm"), "title"),
    **dict.fromkeys(("author", "tác giả"), "author"),
    **dict.fromkeys(("dịch giả", "người dịch"), "translator"),
    "language": "language",
    "nhà xuất bản": "publisher",
}


def described_by(lines: Iterable[str]) -> Description:
    """What a text says of itself at its head.

    Args:
        lines: from the first on.
    """
    said: dict[str, str] = {}
    for line in islice(lines, _LOOKED_AT):
        match = _LINE.fullmatch(line.strip())
        meant = _MEANS.get(match[1].lower()) if match else None
        if match and meant:
            said.setdefault(meant, one_line(match[2], _VALUE))
    creators = [
        Creator(name=said[key], role=role) for key, role in (("author", "aut"), ("translator", "trl")) if key in said
    ]
    tag = parse_tag(said["language"]) if "language" in said else None
    return Description(
        title=said.get("title", ""),
        creators=tuple(creators),
        language=str(tag or ""),
        publisher=said.get("publisher", ""),
    )
