"""What a reader chooses: size of letters, ground, and the tongue in which names are heard.

Kept in one cookie that holds nothing else, or in the address. A page is one file for all readers; in the phone the
cookie `chu=<size>.<ground>[.<tongue>]` becomes classes of `html` and a rule (look.py). Where cookies are off,
`?co=<size>&nen=<ground>[&tieng=<tongue>]` asks for a page that comes with them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from content.addresses import Address, Noun, parse

COOKIE = "chu"
COOKIE_SECONDS = 365 * 24 * 3600
SIZES = ("1", "2", "3", "4")
GROUNDS = ("tu", "sang", "toi", "nang")
"""As the phone is set, daylight, night, in the sun."""
END = "#:duoi"
"""Where the form stands at the end of a page. Ids of our own begin with a colon, so no book has one of them."""
NAMES = frozenset({"co", "nen", "tieng"})
"""Fields of an address that carry the choice."""
TONGUE = re.compile(r"[a-z]{2,3}")
_FIELD = re.compile(r"^([1-4])\.(tu|sang|toi|nang)(?:\.([a-z]{2,3}))?$")


@dataclass(frozen=True)
class Preference:
    """A size of letters (1 to 4), a ground, and a tongue (the first subtag of a language; "" for the page's own)."""

    size: int = 2
    ground: str = "tu"
    tongue: str = ""

    @property
    def cookie(self) -> str:
        """As it stands in the cookie."""
        return ".".join(filter(None, (str(self.size), self.ground, self.tongue)))

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """As it stands in an address."""
        return (("co", str(self.size)), ("nen", self.ground), *((("tieng", self.tongue),) if self.tongue else ()))

    def with_choice(self, size: str, ground: str, tongue: str = "") -> Preference:
        """As a reader just chose; what is not there, or unknown, stays."""
        return Preference(
            int(size) if size in SIZES else self.size,
            ground if ground in GROUNDS else self.ground,
            tongue if TONGUE.fullmatch(tongue) else self.tongue,
        )


def from_cookie(text: str | None) -> Preference | None:
    """What a cookie says; None without a cookie or when it says something else."""
    found = _FIELD.match(text or "")
    return Preference(int(found[1]), found[2], found[3] or "") if found else None


def from_query(query: str) -> Preference | None:
    """What an address says; None when it says nothing of it."""
    fields = dict(parse_qsl(query, max_num_fields=20)) if query.count("&") < 20 else {}
    if not NAMES & fields.keys():
        return None
    return Preference().with_choice(*(fields.get(name, "") for name in ("co", "nen", "tieng")))


def carrying(link: str, preference: Preference) -> str:
    """A link of ours that carries the choice on."""
    rest, hash_, place = link.partition("#")
    path, _, query = rest.partition("?")
    kept = [(name, value) for name, value in parse_qsl(query) if name not in NAMES]
    return f"{path}?{urlencode([*kept, *preference.fields])}{hash_}{place}"


def without(link: str) -> str:
    """A link without the choice."""
    path, _, query = link.partition("?")
    kept = urlencode([(name, value) for name, value in parse_qsl(query) if name not in NAMES])
    return f"{path}?{kept}" if kept else path


def return_address(text: str) -> str:
    """Where a form asks to be led back to: an address of ours, else the start. Never out of the box."""
    address = parse(text)
    return without(str(address)) if address and address.noun is not Noun.PREFERENCE else Address(noun=Noun.HOME).path
