"""What a reader chooses: size of letters and ground. Kept in one cookie that holds nothing else, or in the address.

A page is one file for all readers. Only the small sheet `/tuy-chon.css` differs; it is chosen by the cookie
`chu=<size>.<ground>`, or where cookies are off by `?co=<size>&nen=<ground>`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from content.addresses import Address, Noun, parse
from webapp.shell import static_files

COOKIE = "chu"
COOKIE_SECONDS = 365 * 24 * 3600
SIZES = {1: ".94rem", 2: "1.05rem", 3: "1.3rem", 4: "1.6rem"}
"""Of the letters of a book: 17, 19, 23 and 29 px on a phone that is set as usual."""
GROUNDS = ("tu", "sang", "toi", "nang")
"""As the phone is set, daylight, night, in the sun."""
_FIELD = re.compile(r"^([1-4])\.(tu|sang|toi|nang)$")
_CHOSEN = "{background:#14172b;background:var(--muc);color:#fff;color:var(--giay);font-weight:700}"


@dataclass(frozen=True)
class Preference:
    """A size of letters (1 to 4) and a ground."""

    size: int = 2
    ground: str = "tu"

    @property
    def cookie(self) -> str:
        """As it stands in the cookie."""
        return f"{self.size}.{self.ground}"

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """As it stands in an address."""
        return (("co", str(self.size)), ("nen", self.ground))

    def with_choice(self, size: str, ground: str) -> Preference:
        """As a reader just chose; what is not there, or unknown, stays."""
        return Preference(
            int(size) if size in {str(known) for known in SIZES} else self.size,
            ground if ground in GROUNDS else self.ground,
        )


def from_cookie(text: str | None) -> Preference | None:
    """What a cookie says; None without a cookie or when it says something else."""
    found = _FIELD.match(text or "")
    return Preference(int(found[1]), found[2]) if found else None


def from_query(query: str) -> Preference | None:
    """What an address says; None when it says nothing of it."""
    fields = dict(parse_qsl(query, max_num_fields=20)) if query.count("&") < 20 else {}
    if not {"co", "nen"} & fields.keys():
        return None
    return Preference().with_choice(fields.get("co", ""), fields.get("nen", ""))


def carrying(link: str, preference: Preference) -> str:
    """A link of ours that carries the choice on."""
    rest, hash_, place = link.partition("#")
    path, _, query = rest.partition("?")
    kept = [(name, value) for name, value in parse_qsl(query) if name not in {"co", "nen"}]
    return f"{path}?{urlencode([*kept, *preference.fields])}{hash_}{place}"


def without(link: str) -> str:
    """A link without the choice."""
    path, _, query = link.partition("?")
    kept = urlencode([(name, value) for name, value in parse_qsl(query) if name not in {"co", "nen"}])
    return f"{path}?{kept}" if kept else path


def return_address(text: str) -> str:
    """Where a form asks to be led back to: an address of ours, else the start. Never out of the box."""
    plain = urlsplit(text)
    address = None if plain.scheme or plain.netloc else parse(text)
    return without(str(address)) if address and address.noun is not Noun.PREFERENCE else Address(noun=Noun.HOME).path


def sheet(preference: Preference | None) -> str:
    """The style sheet of a choice: only what differs from the sheet of every page."""
    if preference is None:
        return ""
    chosen = [f'.bang button[value="{value}"]' for value in (str(preference.size), preference.ground)]
    letters = f".chu{{font-size:{SIZES[preference.size]}}}"
    marks = f"{','.join(chosen)}{_CHOSEN}{','.join(f'{one}:before' for one in chosen)}{{content:'✓ '}}"
    ground = "" if preference.ground == "tu" else static_files.ground(preference.ground)
    offered = "" if preference.ground == "tu" else _other_grounds(preference.ground)
    return ground + letters + marks + offered


def _other_grounds(ground: str) -> str:
    """At the foot of a page, the grounds that are not chosen."""
    shown = ",".join(f'.chan button[value="{name}"]' for name in ("sang", "toi", "nang") if name != ground)
    return f'{shown}{{display:block}}.chan button[value="{ground}"]{{display:none}}'
