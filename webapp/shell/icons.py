"""Pictograms: a page carries, inline and once, the symbols that it uses.

Ids of symbols begin with `i:`. A place in a book never holds a colon (`addresses.PLACE`), so the two cannot meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

_FILE = Path(__file__).with_name("icons.svg")
_SYMBOL = re.compile(r'<symbol id="([a-z0-9]+)" (.*?)</symbol>', re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_USED = re.compile(r'xlink:href="#i:([a-z0-9]+)"')
PLACE_FOR_SYMBOLS = "<!--symbols-->"
"""Where a template wants the symbols. Escaped text cannot hold it, and cleaned fragments hold no comments."""


@lru_cache(maxsize=1)
def symbols() -> dict[str, str]:
    """Every pictogram by its name, as an SVG symbol."""
    drawing = _COMMENT.sub("", _FILE.read_text("utf-8"))
    return {name: f'<symbol id="i:{name}" {rest}</symbol>' for name, rest in _SYMBOL.findall(drawing)}


def icon(name: str, classes: str = "") -> Markup:
    """A pictogram beside a word; read-aloud passes over it.

    Args:
        name: of a symbol; of an unknown one (shelves are data) the book stands in.
    """
    chosen = name if name in symbols() else "sach"
    kind = Markup(' class="{}"').format(classes) if classes else ""
    return Markup('<svg{} aria-hidden="true"><use xlink:href="#i:{}"/></svg>').format(kind, chosen)


def put_symbols(page: str) -> str:
    """Puts the symbols that a page uses where its template wants them. Old Chrome wants `xlink:href` in `use`."""
    used = dict.fromkeys(_USED.findall(page))
    return page.replace(PLACE_FOR_SYMBOLS, _sheet(used), 1)


def _sheet(names: Iterable[str]) -> str:
    drawn = "".join(symbols()[name] for name in names if name in symbols())
    return f'<svg hidden width="0" height="0" class="an" aria-hidden="true">{drawn}</svg>' if drawn else ""
