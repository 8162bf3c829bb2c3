"""The style sheet of a choice for who has cookies and no script: what it changes, in as many variants as there are."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import lru_cache

from webapp.shell.look import GROUNDS, SIZES, ground
from webapp.shell.preferences import Preference

CHOSEN = "{background:#14172b;background:var(--muc);color:#fff;color:var(--giay);font-weight:700}"


@dataclass(frozen=True)
class Sheet:
    """A style sheet, plain and gzipped."""

    body: bytes
    packed: bytes


@lru_cache(maxsize=64)
def sheet(chosen: Preference | None) -> Sheet:
    """The sheet of a choice. There are 16 for each tongue, and the empty one of those who chose nothing."""
    body = choice(chosen).encode()
    return Sheet(body, gzip.compress(body, 9, mtime=0))


def choice(chosen: Preference | None) -> str:
    """What a choice changes."""
    if chosen is None:
        return ""
    values = [str(chosen.size), chosen.ground, *filter(None, [chosen.tongue])]
    buttons = [f'.bang button[value="{value}"]' for value in values]
    look = "" if chosen.ground == "tu" else ground(chosen.ground) + _in_the_foot(chosen.ground)
    return f"{look}.chu{{font-size:{SIZES[chosen.size]}}}{_marked(buttons)}{_heard(chosen.tongue)}"


def _heard(tongue: str) -> str:
    """Of the speakers of a name that of the chosen tongue is seen (nen.js does the same)."""
    return f'.noi.c{{display:none}}.noi[data-tieng="{tongue}"]{{display:flex}}' if tongue else ""


def marks() -> str:
    """The marks of what was chosen, in the forms that choose: by the classes of `html`."""
    values = {f".co{size}": str(size) for size in SIZES} | {f".{name}": name for name in ("tu", *GROUNDS)}
    buttons = [f'{chosen} .bang button[value="{value}"]' for chosen, value in values.items()]
    return _marked(buttons) + "".join(_in_the_foot(name, f".{name} ") for name in GROUNDS)


def _marked(buttons: list[str]) -> str:
    return f"{','.join(buttons)}{CHOSEN}{','.join(f'{one}:before' for one in buttons)}{{content:'✓ '}}"


def _in_the_foot(name: str, under: str = "") -> str:
    """At the foot of a page the other grounds are offered."""
    others = ",".join(f'{under}.chan button[value="{other}"]' for other in GROUNDS if other != name)
    return f'{others}{{display:block}}{under}.chan button[value="{name}"]{{display:none}}'
