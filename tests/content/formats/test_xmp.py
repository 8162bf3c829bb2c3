"""Guards what is taken from XMP: lists, attributes, the reader's own language, and packets that cannot be read."""

from __future__ import annotations

import pytest

from content.formats.xmp import DC, PACKET_BYTES, XmpPacket

PACKET = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{}'
    "</rdf:RDF></x:xmpmeta>"
)
SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:old="http://prismstandard.org/namespaces/basic/1.2/" '
    'xmlns:new="http://prismstandard.org/namespaces/basic/3.0/"'
)


def packet(inside: str, attributes: str = "") -> XmpPacket:
    return XmpPacket(PACKET.format(f"<rdf:Description {SPACES} {attributes}>{inside}</rdf:Description>").encode())


def test_what_is_said_in_several_languages_is_taken_in_the_readers() -> None:
    said = packet(
        '<dc:title><rdf:Alt><rdf:li xml:lang="en">Bees</rdf:li><rdf:li xml:lang="x-default">Abeilles</rdf:li>'
        '<rdf:li xml:lang="vi-VN">Con ong</rdf:li></rdf:Alt></dc:title>'
    )
    assert said.text(DC, "title") == "Con ong"
    assert said.value(DC, "title") == "Bees"


def test_a_language_that_nobody_asked_for_is_better_than_nothing() -> None:
    assert (
        packet('<dc:title><rdf:Alt><rdf:li xml:lang="lo">ເຜິ້ງ</rdf:li></rdf:Alt></dc:title>').text(DC, "title") == "ເຜິ້ງ"
    )


def test_a_list_a_plain_value_and_an_attribute_are_all_values() -> None:
    items = "<rdf:li>Lò Thị Ban</rdf:li><rdf:li> </rdf:li><rdf:li>Sùng A Chứ</rdf:li>"
    assert packet(f"<dc:creator><rdf:Seq>{items}</rdf:Seq></dc:creator>").values(DC, "creator") == (
        "Lò Thị Ban",
        "Sùng A Chứ",
    )
    assert packet("<dc:creator>Lò Thị Ban</dc:creator>").values(DC, "creator") == ("Lò Thị Ban",)
    assert packet("", 'dc:creator="Lò Thị Ban"').values(DC, "creator") == ("Lò Thị Ban",)


@pytest.mark.parametrize("version", ["old", "new"])
def test_a_namespace_of_several_versions_is_one(version: str) -> None:
    assert (
        packet(f"<{version}:doi>10.1/x</{version}:doi>").value("http://prismstandard.org/namespaces", "doi") == "10.1/x"
    )
    assert packet("", f'{version}:doi="10.1/x"').value("http://prismstandard.org/namespaces", "doi") == "10.1/x"
    assert packet("", f'{version}:doi="10.1/x"').value("http://prismstandard.org/", "doi") == ""


@pytest.mark.parametrize("data", [b"", b"not xml", b"\0" * 10, b"<a>" + b" " * PACKET_BYTES + b"</a>"])
def test_a_packet_that_cannot_be_read_says_nothing(data: bytes) -> None:
    assert XmpPacket(data).text(DC, "title") == ""


def test_a_packet_with_entities_is_left_aside_and_that_is_noted() -> None:
    notes: list[str] = []
    data = b'<!DOCTYPE x [<!ENTITY e "title">]>' + PACKET.format("<dc:title>&e;</dc:title>").encode()
    assert XmpPacket(data, notes=notes).value(DC, "title") == ""
    assert "XMP is left aside" in notes[0]
