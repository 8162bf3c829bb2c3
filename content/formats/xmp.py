"""XMP: what programs write of a file into the file itself, as RDF (ISO 16684-1); readers ask it for their fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml.etree import _Element

from content.formats.reading import ReadLimits, RefusedError
from content.formats.xml import parse_xml

DC: Final = "http://purl.org/dc/elements/1.1/"
PACKET_BYTES: Final = 256 << 10
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_PREFERRED: Final = ("vi", "vi-vn", "x-default", "")
_FIELD: Final = 20_000
_VALUES: Final = 50


class XmpPacket:
    """The properties of one packet; one that cannot be read has none.

    Args:
        data: the packet.
        limits: of markup.
        notes: takes a line where the packet is not sound.
    """

    def __init__(self, data: bytes, limits: ReadLimits | None = None, notes: list[str] | None = None) -> None:
        self._root: _Element | None = None
        lines = [] if notes is None else notes
        if not data or len(data) > PACKET_BYTES:
            return
        try:
            self._root = parse_xml(data.strip(b"\0 \r\n\t"), what="XMP", limits=limits or ReadLimits(), notes=lines)
        except RefusedError as error:
            lines.append(f"XMP is left aside: {error}")

    def values(self, space: str, name: str) -> tuple[str, ...]:
        """All that a property says: items of its list, itself, or an attribute of what is described.

        Args:
            space: namespace of the property; one without `/` or `#` at its end stands for all that begin with it.
            name: of the property in it.
        """
        return tuple(text for text, _ in self._said(space, name))[:_VALUES]

    def value(self, space: str, name: str) -> str:
        """The first that a property says, "" where it says nothing."""
        return next((text for text, _ in self._said(space, name)), "")

    def text(self, space: str, name: str) -> str:
        """What a property says in the language that is nearest to the reader (`rdf:Alt`, ISO 16684-1 §7.9.2.5)."""
        by_language: dict[str, str] = {}
        for text, language in self._said(space, name):
            by_language.setdefault(language, text)
        wanted = next((by_language[tag] for tag in _PREFERRED if tag in by_language), "")
        return wanted or next(iter(by_language.values()), "")

    def _said(self, space: str, name: str) -> Iterator[tuple[str, str]]:
        """Texts and their languages."""
        if self._root is None:
            return
        for element in self._root.iter():
            if _is(element.tag, space, name):
                for item in [*element.iter(f"{_RDF}li")][:_VALUES] or [element]:
                    if text := "".join(map(str, item.itertext())).strip()[:_FIELD]:
                        yield text, str(item.get(_XML_LANG, "")).lower()
        for element in self._root.iter(f"{_RDF}Description"):
            for key, value in element.items():
                if _is(key, space, name) and (text := str(value).strip()[:_FIELD]):
                    yield text, ""


def _is(tag: object, space: str, name: str) -> bool:
    if not isinstance(tag, str):
        return False
    found, _, local = tag.lstrip("{").rpartition("}")
    return local == name and (found == space or (space[-1] not in "/#" and found.startswith(space)))
