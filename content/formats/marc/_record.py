"""Records of MARC 21 as they stand in a file: ISO 2709 with broken lengths and wrong letters, and MARCXML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml.etree import _Element
from pymarc.marc8 import marc8_to_unicode

from content.text import normalise
from content.text.old_encodings import OldEncoding, decode, existing_share, judge_bytes

RECORD_END, FIELD_END, SUBFIELD = b"\x1d", b"\x1e", b"\x1f"
_LEADER: Final = 24
_ENTRY: Final = 12
_FIELDS_MOST: Final = 2_000
_SUBFIELDS_MOST: Final = 500
_BETWEEN: Final = b"\xef\xbb\xbf\r\n\t \x00\x1a"
_SURE: Final = 0.8
_CONTROL: Final = re.compile(r"^00\d$")


@dataclass(frozen=True)
class Field:
    """A field: control fields have a text alone; others indicators and subfields in order."""

    tag: str
    text: str = ""
    indicators: str = "  "
    subfields: tuple[tuple[str, str], ...] = ()

    def all(self, codes: str) -> list[str]:
        """The values of subfields, in order, without blanks around them."""
        return [value.strip() for code, value in self.subfields if code in codes and value.strip()]

    def first(self, codes: str) -> str:
        """The first value of subfields, "" if there is none."""
        return next(iter(self.all(codes)), "")


@dataclass(frozen=True)
class MarcRecord:
    """A record: leader of 24 signs, fields in order, and in which old encoding it was stored ("" for none)."""

    leader: str
    fields: tuple[Field, ...]
    encoding: str = ""
    confidence: int = 100
    is_doubtful: bool = False

    def tagged(self, *tags: str) -> list[Field]:
        """All fields of some tags, in the order of the record."""
        return [one for one in self.fields if one.tag in tags]

    def first(self, tag: str, codes: str = "a") -> str:
        """The first value of the first field of a tag that has one, "" if none has."""
        if _CONTROL.match(tag):
            return next((one.text.strip() for one in self.tagged(tag)), "")
        return next((value for one in self.tagged(tag) if (value := one.first(codes))), "")


@dataclass
class Broken:
    """A record that cannot be read: what is known of it."""

    why: str
    known: str = ""


Read = MarcRecord | Broken


@dataclass
class _Raw:
    leader: str
    fields: list[tuple[str, bytes]] = field(default_factory=list)


def iso2709(data: bytes) -> Iterator[Read]:
    """The records of an ISO 2709 file; after a broken one the next begins behind its end sign.

    Args:
        data: the whole file.
    """
    for piece in data.split(RECORD_END):
        body = piece.lstrip(_BETWEEN)
        if body.strip(_BETWEEN + FIELD_END):
            yield _read(body)


def _read(body: bytes) -> Read:
    raw = _raw(body)
    if isinstance(raw, Broken):
        return raw
    decoder, encoding, confidence, is_doubtful = _decoder(raw)
    fields = tuple(_field(tag, data, decoder) for tag, data in raw.fields)
    return MarcRecord(raw.leader, fields, encoding, confidence, is_doubtful)


def _raw(body: bytes) -> _Raw | Broken:
    """Tags and bytes of fields, by the directory, or by their order where its numbers lie."""
    directory, end, rest = body[_LEADER:].partition(FIELD_END)
    if len(body) < _LEADER or not end:
        return Broken("cut off", _known(body))
    leader = body[:_LEADER].decode("latin-1")
    tags = [directory[at : at + 3].decode("latin-1") for at in range(0, len(directory) - 2, _ENTRY)][:_FIELDS_MOST]
    if not tags or len(directory) % _ENTRY or not all(tag.isalnum() and tag.isascii() for tag in tags):
        return Broken("the directory is damaged", _known(body))
    values = rest.split(FIELD_END)
    by_place = _by_directory(body, directory, leader)
    if by_place is not None:
        return _Raw(leader, by_place)
    if values and not values[-1].strip():
        values.pop()
    if len(values) != len(tags):
        return Broken(f"{len(tags)} fields in the directory, {len(values)} in the record", _known(body))
    return _Raw(leader, list(zip(tags, values, strict=True)))


def _by_directory(body: bytes, directory: bytes, leader: str) -> list[tuple[str, bytes]] | None:
    """Fields where the directory says, None unless each ends with its sign there."""
    if not leader[12:17].isdigit():
        return None
    base = int(leader[12:17])
    found = []
    for at in range(0, min(len(directory), _ENTRY * _FIELDS_MOST), _ENTRY):
        entry = directory[at : at + _ENTRY]
        if not entry[3:].isdigit():
            return None
        length, start = int(entry[3:7]), base + int(entry[7:12])
        value = body[start : start + length]
        if not value.endswith(FIELD_END) or FIELD_END in value[:-1]:
            return None
        found.append((entry[:3].decode("latin-1"), value[:-1]))
    return found


def _known(body: bytes) -> str:
    """What is left to know a broken record by: the first long text in it."""
    pieces = re.split(rb"[\x00-\x1f]", body[_LEADER:])
    texts = [piece[1:].decode("utf-8", "replace") for piece in pieces if len(piece) > 8 and not piece.isdigit()]
    return normalise(texts[0])[:200] if texts else ""


def _decoder(raw: _Raw) -> tuple[str, str, int, bool]:
    """How the text of a record is stored: a way to decode, the old encoding it was in, how sure that is in percent."""
    text = b"\n".join(value for tag, value in raw.fields if not _CONTROL.match(tag))
    if text.isascii():
        return "utf-8", "", 100, False
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8", "", 100, False
    if raw.leader[9:10] != "a" and existing_share(_marc8(text)) >= _SURE:
        return "marc-8", "", 100, False
    found = judge_bytes(text)
    if found.encoding is not None:
        return str(found.encoding), str(found.encoding), round(100 * found.confidence), found.doubtful
    western = raw.leader[9:10] == "a" or existing_share(_marc8(text)) < existing_share(text.decode("cp1252", "replace"))
    return ("cp1252" if western else "marc-8"), "", 100, True


def _marc8(data: bytes) -> str:
    return normalise(str(marc8_to_unicode(data, hide_utf8_warnings=True)))


def _decoded(data: bytes, decoder: str) -> str:
    if decoder == "marc-8":
        return _marc8(data)
    if decoder in ("utf-8", "cp1252"):
        return normalise(data.decode(decoder, "replace"))
    return normalise(decode(data, OldEncoding(decoder)))


def _field(tag: str, data: bytes, decoder: str) -> Field:
    if _CONTROL.match(tag):
        return Field(tag, text=data.decode("utf-8", "replace"))
    head, *pieces = data.split(SUBFIELD)
    subfields = tuple(
        (chr(piece[0]), _decoded(piece[1:], decoder)) for piece in pieces[:_SUBFIELDS_MOST] if len(piece) > 1
    )
    return Field(tag, indicators=head.decode("latin-1").ljust(2)[:2], subfields=subfields)


def marcxml(root: _Element) -> Iterator[Read]:
    """The records of a MARCXML document, whatever its namespace.

    Args:
        root: `collection`, `record`, or what holds them.
    """
    for element in root.iter("{*}record"):
        fields: list[Field] = []
        leader = ""
        for child in list(element)[:_FIELDS_MOST]:
            name = str(child.tag).rpartition("}")[2]
            if name == "leader":
                leader = child.text or ""
            elif name == "controlfield":
                fields.append(Field(child.get("tag") or "", text=child.text or ""))
            elif name == "datafield":
                fields.append(_xml_field(child))
        yield MarcRecord(leader.ljust(_LEADER)[:_LEADER], tuple(fields)) if fields else Broken("no fields")


def _xml_field(element: _Element) -> Field:
    inner = list(element)[:_SUBFIELDS_MOST]
    subfields = tuple(((one.get("code") or " ")[:1], normalise(one.text or "")) for one in inner if one.text)
    indicators = f"{(element.get('ind1') or ' ')[:1]}{(element.get('ind2') or ' ')[:1]}"
    return Field(element.get("tag") or "", indicators=indicators, subfields=subfields)
