"""Static files under names that carry their hash: `/s/<name>-<hash8>.<ending>`, for ever the same, gzipped beforehand.

The style sheet is put together at start: values for daylight, the rules, and values for the night where the phone
asks for it. The same values, chosen by a reader, are the sheet of preferences (preferences.py).
"""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from content.addresses import Address, Noun

FOLDER = Path(__file__).parent / "static"
FONT = "noto-sans-tai-viet.woff2"
STYLE = "tusach.css"
SCRIPT = "doc.js"
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".woff2": "font/woff2"}
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LINE_BREAKS = re.compile(r"\n\s*")


@dataclass(frozen=True)
class StaticFile:
    """One static file as it is sent.

    Attributes:
        name: with its hash. packed: gzipped, b"" where that saves nothing.
    """

    name: str
    media_type: str
    body: bytes
    packed: bytes

    @property
    def path(self) -> str:
        """Its address."""
        return Address(noun=Noun.STATIC, name=self.name).path


class StaticFiles:
    """Every static file of the shell, in memory."""

    def __init__(self) -> None:
        font = _static(FONT, (FOLDER / FONT).read_bytes())
        style = _static(STYLE, style_sheet().replace(FONT, font.name).encode())
        script = _static(SCRIPT, (FOLDER / SCRIPT).read_bytes())
        self._by_plain_name = {FONT: font, STYLE: style, SCRIPT: script}
        self._by_name = {file.name: file for file in self._by_plain_name.values()}

    def __getitem__(self, plain_name: str) -> StaticFile:
        return self._by_plain_name[plain_name]

    def find(self, name: str) -> StaticFile | None:
        """The file of a name with its hash, or None."""
        return self._by_name.get(name)


def ground(name: str) -> str:
    """The values of a ground: `sang` (daylight), `toi` (night), `nang` (in the sun)."""
    return _squeezed((FOLDER / f"nen-{name}.css").read_text("utf-8"))


@lru_cache(maxsize=1)
def style_sheet() -> str:
    """The style sheet of every page."""
    rules = _squeezed((FOLDER / STYLE).read_text("utf-8"))
    return f"{ground('sang')}{rules}@media (prefers-color-scheme:dark){{{ground('toi')}}}"


def _squeezed(sheet: str) -> str:
    return _LINE_BREAKS.sub("", _COMMENT.sub("", sheet)).strip()


def _static(plain_name: str, body: bytes) -> StaticFile:
    stem, _, ending = plain_name.rpartition(".")
    mark = hashlib.sha256(body).hexdigest()[:8]
    packed = gzip.compress(body, 9, mtime=0)
    return StaticFile(
        name=f"{stem}-{mark}.{ending}",
        media_type=TYPES[f".{ending}"],
        body=body,
        packed=packed if len(packed) < len(body) * 0.95 else b"",
    )
