"""A web page that was saved with its pictures into one file: MHTML (RFC 2557), as Word and browsers write it."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import Final
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.etree import _Element

from content.formats._text_signs import is_html
from content.formats.reading import ReadLimits, Refusal, RefusedError

_PARTS: Final = 2_000
_ADDRESS: Final = 4_000
_BARE: Final = re.compile(r"^[A-Za-z0-9+/=\s]+$")


@dataclass
class Packed:
    """What a file of MHTML holds.

    Attributes:
        page: the page that is to be shown, and the address it had.
        members: bytes by names of ours. by_address: the names by the addresses that pages call them.
    """

    page: bytes = b""
    address: str = ""
    members: dict[str, bytes] = field(default_factory=dict)
    by_address: dict[str, str] = field(default_factory=dict)

    def localise(self, root: _Element) -> None:
        """Lets the pictures and style sheets of a page be found by our names.

        Args:
            root: of the page; addresses in it are changed.
        """
        for element in root.iter(etree.Element):
            for attribute in ("src", "href"):
                said = element.get(attribute)
                if not said or (attribute == "href" and element.tag not in ("link", "image")):
                    continue
                name = self._name(said)
                if name:
                    element.set(attribute, name)
        for link in root.iter("a"):
            # A place on the same page may be called by its whole address.
            address, _, place = (link.get("href") or "").partition("#")
            if place and address and address == self.address:
                link.set("href", f"#{place}")

    def _name(self, said: str) -> str:
        said = said.strip()[:_ADDRESS]
        return self.by_address.get(said) or self.by_address.get(_joined(self.address, said)) or ""


def unpacked(path: Path, limits: ReadLimits) -> Packed:
    """The page and its pictures.

    Raises:
        RefusedError: the file is too large, or holds no page.
    """
    size = path.stat().st_size
    if size > limits.member:
        raise RefusedError(Refusal.TOO_LARGE, f"{size} bytes of MHTML")
    message = email.message_from_bytes(path.read_bytes().lstrip(), policy=email.policy.compat32)
    wanted = str(message.get_param("start") or "").strip("<> ")
    found = Packed()
    for number, part in enumerate(message.walk()):
        if number >= _PARTS:
            break
        if part.is_multipart():
            continue
        data = _data(part)
        address = _header(part, "Content-Location")
        cid = _header(part, "Content-ID").strip("<>")
        kind = part.get_content_type()
        is_page = kind in ("text/html", "application/xhtml+xml") or (kind == "text/plain" and is_html(_head(data)))
        if is_page and (not found.page or (wanted and cid == wanted)):
            found.page, found.address = data, address
        elif not is_page:
            name = f"{number}{_ending(kind)}"
            found.members[name] = data
            found.by_address.update({said: name for said in (address, f"cid:{cid}" if cid else "") if said})
    if not found.page:
        raise RefusedError(Refusal.NOTHING_TO_READ, "MHTML without a page")
    found.by_address |= {_joined(found.address, said): name for said, name in list(found.by_address.items())}
    return found


def _data(part: Message) -> bytes:
    """The bytes of a part, as far as they can be decoded."""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _head(data: bytes) -> str:
    return data[:4_096].decode("latin-1")


def _header(part: Message, name: str) -> str:
    return re.sub(r"\s+", "", str(part.get(name) or ""))[:_ADDRESS]


def _joined(base: str, said: str) -> str:
    try:
        return urljoin(base, said) if urlsplit(base).scheme in ("http", "https", "file", "ftp") else said
    except ValueError:
        return said


def _ending(kind: str) -> str:
    return {"image/svg+xml": ".svg", "text/css": ".css"}.get(kind, "")
