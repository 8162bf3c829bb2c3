"""What stands in every page, so that it is painted as soon as it comes: its first styles, and the choice of a reader.

The grounds (daylight, night, in the sun) and the sizes of letters are classes of `html`. The page is one for all; a few
lines of script set the classes from the cookie (preferences.py). Without script `/tuy-chon.css` does the same, and
where cookies are off the page comes with the classes. The policy names both by their hash (headers.py).
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
SIZES = {1: ".94rem", 2: "1.05rem", 3: "1.3rem", 4: "1.6rem"}
"""Of the letters of a book: 17, 19, 23 and 29 px on a phone that is set as usual."""
GROUNDS = ("sang", "toi", "nang")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LINE_BREAKS = re.compile(r"\n\s*")
_RULE = re.compile(r"([^{}]+)(\{[^{}]*\})")


def squeezed(text: str) -> str:
    """A style sheet or script without comments, line ends and indents."""
    return _LINE_BREAKS.sub("", _COMMENT.sub("", text)).strip()


@lru_cache(maxsize=4)
def ground(name: str, chosen: str = "") -> str:
    """The rules of a ground.

    Args:
        name: `sang` (daylight), `toi` (night), `nang` (in the sun). chosen: class of `html` under which they hold.
    """
    sheet = squeezed((FOLDER / f"nen-{name}.css").read_text("utf-8"))
    return _RULE.sub(lambda rule: _under(rule[1], chosen) + rule[2], sheet) if chosen else sheet


def _under(selectors: str, chosen: str) -> str:
    return ",".join(
        f":root.{chosen}{one.removeprefix(':root')}" if one.startswith(":root") else f".{chosen} {one}"
        for one in selectors.split(",")
    )


@lru_cache(maxsize=1)
def first_styles() -> str:
    """The styles that stand in every page."""
    rules = squeezed((FOLDER / "khung.css").read_text("utf-8"))
    night = f"@media (prefers-color-scheme:dark){{{ground('toi')}}}"
    chosen = "".join(ground(name, name) for name in GROUNDS)
    letters = "".join(f".co{size} .chu{{font-size:{length}}}" for size, length in SIZES.items())
    return f"{ground('sang')}{rules}{night}{chosen}{letters}"


@lru_cache(maxsize=1)
def first_script() -> str:
    """The script that stands in every page."""
    return squeezed((FOLDER / "nen.js").read_text("utf-8"))


def source_of(text: str) -> str:
    """What a policy calls an inline style or script (CSP Level 2, §4.2.5)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
