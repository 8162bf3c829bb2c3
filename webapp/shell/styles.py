"""The style sheet: one for each choice of letters and ground, put together and gzipped once, at one address.

Daylight's values come first, then the rules, then the night's values where the phone asks for them, then what the
reader chose. A page names the sheet without knowing the choice: a cookie or the address chooses (preferences.py), so
the page is one file for all readers and its style is one request.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from content.addresses import Address, Noun
from webapp.shell.preferences import Preference, carrying

FOLDER = Path(__file__).parent / "static"
RULES = "tusach.css"
SIZES = {1: ".94rem", 2: "1.05rem", 3: "1.3rem", 4: "1.6rem"}
"""Of the letters of a book: 17, 19, 23 and 29 px on a phone that is set as usual."""
_CHOSEN = "{background:#14172b;background:var(--muc);color:#fff;color:var(--giay);font-weight:700}"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LINE_BREAKS = re.compile(r"\n\s*")


@dataclass(frozen=True)
class Sheet:
    """A style sheet, plain and gzipped."""

    body: bytes
    packed: bytes


class Styles:
    """Every style sheet of the shell.

    Args:
        names: plain names of files that the rules refer to, with their addresses.
    """

    def __init__(self, names: dict[str, str]) -> None:
        rules = _squeezed((FOLDER / RULES).read_text("utf-8"))
        for plain, address in names.items():
            rules = rules.replace(f"url({plain})", f"url({address})")
        self._common = f"{ground('sang')}{rules}@media (prefers-color-scheme:dark){{{ground('toi')}}}"
        self._version = hashlib.sha256(self._common.encode()).hexdigest()[:8]
        self._sheets: dict[Preference | None, Sheet] = {}

    def link(self, carried: Preference | None) -> str:
        """The address of the sheet; a new release has a new one."""
        path = f"{Address(noun=Noun.PREFERENCE_STYLE).path}?v={self._version}"
        return carrying(path, carried) if carried else path

    def sheet(self, chosen: Preference | None) -> Sheet:
        """The sheet of a choice. There are 16 and the one of those who chose nothing."""
        if chosen not in self._sheets:
            body = (self._common + choice(chosen)).encode()
            self._sheets[chosen] = Sheet(body, gzip.compress(body, 9, mtime=0))
        return self._sheets[chosen]


def choice(chosen: Preference | None) -> str:
    """What a choice adds to the style sheet."""
    if chosen is None:
        return ""
    buttons = [f'.bang button[value="{value}"]' for value in (str(chosen.size), chosen.ground)]
    letters = f".chu{{font-size:{SIZES[chosen.size]}}}"
    marks = f"{','.join(buttons)}{_CHOSEN}{','.join(f'{one}:before' for one in buttons)}{{content:'✓ '}}"
    if chosen.ground == "tu":
        return letters + marks
    others = ",".join(f'.chan button[value="{name}"]' for name in ("sang", "toi", "nang") if name != chosen.ground)
    here = f'.chan button[value="{chosen.ground}"]'
    return f"{ground(chosen.ground)}{letters}{marks}{others}{{display:block}}{here}{{display:none}}"


@lru_cache(maxsize=4)
def ground(name: str) -> str:
    """The values of a ground: `sang` (daylight), `toi` (night), `nang` (in the sun)."""
    return _squeezed((FOLDER / f"nen-{name}.css").read_text("utf-8"))


def _squeezed(sheet: str) -> str:
    return _LINE_BREAKS.sub("", _COMMENT.sub("", sheet)).strip()
