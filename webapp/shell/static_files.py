"""Static files under names that carry their hash, `/s/<name>-<hash8>.<ending>`: gzipped beforehand, never changing."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass

from content.addresses import Address, Noun
from webapp.shell.look import FOLDER, squeezed
from webapp.shell.styles import marks

FONT = "noto-sans-tai-viet.woff2"
SCRIPT = "doc.js"
PLAYER = "phat.js"
HEARING = "noi.js"
STYLES = "tusach.css"
TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "woff2": "font/woff2"}


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
        plain = (FONT, SCRIPT, PLAYER, HEARING)
        self._by_plain_name = {name: _made(name, (FOLDER / name).read_bytes()) for name in plain}
        sheet = squeezed((FOLDER / STYLES).read_text("utf-8")) + marks()
        sheet = sheet.replace(f"url({FONT})", f"url({self[FONT].path})")
        self._by_plain_name[STYLES] = _made(STYLES, sheet.encode())
        self._by_name = {file.name: file for file in self._by_plain_name.values()}

    def __getitem__(self, plain_name: str) -> StaticFile:
        return self._by_plain_name[plain_name]

    def find(self, name: str) -> StaticFile | None:
        """The file of a name with its hash, or None."""
        return self._by_name.get(name)


def _made(plain_name: str, body: bytes) -> StaticFile:
    stem, _, ending = plain_name.rpartition(".")
    packed = gzip.compress(body, 9, mtime=0)
    return StaticFile(
        name=f"{stem}-{hashlib.sha256(body).hexdigest()[:8]}.{ending}",
        media_type=TYPES[ending],
        body=body,
        packed=packed if len(packed) < len(body) * 0.95 else b"",
    )
