"""Records as MARC 21 in MARCXML: what our reader of MARC reads back unchanged.

Standard fields say what they can (MARC 21 Format for Bibliographic Data). Field 887, information that is not of MARC,
holds in the words of a sidecar what they cannot say, or not exactly; the reader takes of it only what the standard
fields do not contradict, so that a correction made in Koha counts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final
from xml.etree import ElementTree as ET

import pymarc
from pymarc import Field, Indicators, Leader, Subfield, marcxml

from content.formats.described import Titles, no_title, said_of
from content.formats.marc._crosswalk import OWN_AGENCY
from content.formats.marc._exported import OWN_SOURCE
from content.records import Kind, Record

Files = Callable[[Record], Sequence[str]]
NAMESPACE: Final = "http://www.loc.gov/MARC21/slim"
_TYPES: Final[Mapping[Kind, str]] = {Kind.SOUND: "i", Kind.FILM: "g", Kind.PICTURE: "k"}
_LANGUAGES: Final[Mapping[str, str]] = {
    "vi": "vie", "en": "eng", "fr": "fre", "de": "ger", "ru": "rus", "zh": "chi", "lo": "lao", "th": "tha",
    "km": "khm", "ja": "jpn", "ko": "kor", "es": "spa", "pt": "por", "it": "ita", "la": "lat", "eo": "epo",
    "blt": "tai", "tyz": "tai", "twh": "tai", "tts": "tai", "nut": "tai", "tyj": "tai",
    "hmn": "hmn", "hmv": "hmn", "mww": "hmn", "hnj": "hmn",
}  # fmt: skip
"""Languages by their codes in field 008 (MARC Code List for Languages), where Tày and Thái are one group."""
_NOT_OF_XML: Final = {code: None for code in range(32) if code not in (9, 10, 13)}


def _names_of_items(record: Record) -> Sequence[str]:
    return [item.name for item in record.items]


def written(
    records: Iterable[Record], *, files: Files = _names_of_items, title_of: Titles = no_title
) -> Iterator[bytes]:
    """A MARCXML document, piece by piece, in UTF-8.

    Args:
        records: of any kind.
        files: names of a record's files, relative to the folder in which the document will lie.
        title_of: the title of the newspaper or magazine that a record is an issue of.
    """
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="{NAMESPACE}">\n'.encode()
    for record in records:
        node = _node(marc_of(record, files(record), title_of))
        yield f"{_sound(ET.tostring(node, encoding='unicode'))}\n".encode()
    yield b"</collection>\n"


def marc_of(record: Record, files: Sequence[str], title_of: Titles = no_title) -> pymarc.Record:
    """One record as MARC 21, its fields in the order of their tags."""
    made: Any = pymarc.Record(force_utf8=True)
    made.leader = Leader(_leader(record))
    made.add_field(Field(tag="001", data=record.id), Field(tag="003", data=OWN_AGENCY))
    made.add_field(Field(tag="008", data=_fixed(record)))
    fields = [Field(tag, Indicators(*ends), [Subfield(*one) for one in pairs]) for tag, ends, pairs in _fields(record)]
    fields += [Field("856", Indicators("4", "0"), [Subfield("u", name)]) for name in files]
    extra = json.dumps(said_of(record, title_of), ensure_ascii=False)
    fields.append(Field("887", Indicators(" ", " "), [Subfield("a", extra), Subfield("2", OWN_SOURCE)]))
    made.add_field(*sorted(fields, key=lambda field: field.tag))
    whole: pymarc.Record = made
    return whole


def _node(record: pymarc.Record) -> ET.Element:
    xml: Any = marcxml  # the library says no types
    node: ET.Element = xml.record_to_xml_node(record, quiet=True)
    return node


def _leader(record: Record) -> str:
    level = "s" if record.kind is Kind.PERIODICAL else "m"
    return f"00000n{_TYPES.get(record.kind, 'a')}{level} a2200000 i 4500"


def _fixed(record: Record) -> str:
    """Field 008, 40 signs: the date it was made is not told, for no reader of ours needs it."""
    year = record.issued[:4]
    kind, first = ("s", year) if year else ("n", "    ")
    language = _LANGUAGES.get(record.language.partition("-")[0], "und")
    online = "o" if record.items else " "
    return f"000000{kind}{first}    vm {'':5}{online}{'':11}{language:3} d"


def _fields(record: Record) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Tags, indicators and subfields of everything that MARC has a field for."""
    for one in record.identifiers:
        tag, rest = {"isbn": ("020", []), "issn": ("022", [])}.get(one.scheme, ("024", [("2", one.scheme)]))
        yield tag, "  " if tag != "024" else "7 ", [("a", one.value), *rest]
    if record.language:
        yield "041", " 7", [("a", record.language), ("2", "rfc5646")]
    for number in record.subjects.ddc:
        yield "082", "04", [("a", number)]
    for position, creator in enumerate(record.creators):
        yield "100" if position == 0 else "700", "0 ", [("a", creator.name), ("4", creator.role)]
    yield "245", "00", [("a", record.title)]
    if record.publisher or record.issued:
        pairs = [("b", record.publisher), ("c", record.issued)]
        yield "264", " 1", [(code, value) for code, value in pairs if value]
    if record.description:
        yield "520", "  ", [("a", record.description)]
    if record.rights.note:
        yield "540", "  ", [("a", record.rights.note)]
    for word in record.subjects.keywords:
        yield "653", "  ", [("a", word)]
    for copy in record.copies:
        pairs = [("b", copy.holder), ("c", copy.cupboard), ("h", copy.call_number), ("t", str(copy.copies))]
        yield "852", "8 ", [(code, value) for code, value in pairs if value]


def _sound(text: str) -> str:
    """Without the signs that XML 1.0 does not allow (§2.2)."""
    return text.translate(_NOT_OF_XML)
