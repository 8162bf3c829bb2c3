"""Names of files as a list gives them: relative to its folder, and never outside it."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_MOST: Final = 1_000
_PART_MOST: Final = 255
_DRIVE = re.compile(r"[A-Za-z]:")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")


def file_name(said: str) -> str | None:
    """The name of a file with `/` between its parts, None where it leads out of the folder or is no name.

    Args:
        said: as it stands in the list; backslashes divide folders as on Windows.
    """
    text = unicodedata.normalize("NFC", said.strip().strip('"')).replace("\\", "/")
    while text.startswith("./"):
        text = text[2:].lstrip("/")
    if not text or len(text) > _MOST or text.startswith(("/", "~")) or _DRIVE.match(text) or _SCHEME.match(text):
        return None
    parts = [part for part in text.split("/") if part not in ("", ".")]
    if any(part == ".." or len(part.encode()) > _PART_MOST or not _is_plain(part) for part in parts):
        return None
    return "/".join(parts) or None


def _is_plain(part: str) -> bool:
    return all(unicodedata.category(sign) not in {"Cc", "Cs"} for sign in part)
