"""Guards that an export as MARCXML says all of a record, as read back; and that a cataloguer's correction counts."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given
from lxml import etree
from pymarc import parse_xml_to_array

from content.formats.described import said_of
from content.formats.marc import MarcReader, written
from content.formats.reading import Listed, ReadLimits
from content.records import Creator, Record, Rights, RightsClass
from content.text import one_line
from tests.content.described_records import records
from tests.content.libraries import record


def document(*some: Record, files: tuple[str, ...] = ()) -> bytes:
    return b"".join(written(some, files=lambda _: files))


def read_back(data: bytes) -> Listed:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xml"
        path.write_bytes(data)
        assert MarcReader().recognises(data[:4_096], path)
        extract = MarcReader().read(path, Path(folder), ReadLimits())
    assert extract.flawed == ()
    return extract.listed[0]


@given(records())
def test_record_that_is_written_and_read_back_is_the_same(one: Record) -> None:
    listed = read_back(document(one))
    assert listed.key == one.id
    assert json.loads(listed.said) == said_of(one)


def test_document_is_of_the_schema_and_other_programs_read_it(tmp_path: Path) -> None:
    one = record("kieu", title="Truyện Kiều", creators=(Creator("Nguyễn Du"), Creator("Lò Thị Mai", "ill")))
    path = tmp_path / "a.xml"
    path.write_bytes(document(one, files=("tep/kieu/kiều.epub",)))
    (other,) = parse_xml_to_array(str(path))
    assert other["245"]["a"] == "Truyện Kiều"
    assert [field["a"] for field in other.get_fields("100", "700")] == ["Nguyễn Du", "Lò Thị Mai"]
    assert other["856"]["u"] == "tep/kieu/kiều.epub"
    assert len(str(other.leader)) == 24
    assert len(other["008"].data) == 40
    tags = [field.tag for field in other.fields]
    assert tags == sorted(tags)


def test_correction_of_a_cataloguer_counts() -> None:
    one = record("kieu", title="Truyện Kiều", issued="2015-03-08", rights=Rights(rights_class=RightsClass.CC_BY))
    tree = etree.fromstring(document(one))
    (title,) = tree.xpath("//*[@tag='245']/*")
    title.text = "Đoạn trường tân thanh"
    said: dict[str, Any] = json.loads(read_back(etree.tostring(tree)).said)
    assert said["title"] == "Đoạn trường tân thanh"
    assert (said["issued"], said["rights"]) == ("2015-03-08", {"class": "CC-BY"})


def test_signs_that_xml_forbids_break_nothing() -> None:
    said = json.loads(read_back(document(record("a", title="Một\x01 hai\x0b"))).said)
    assert one_line(said["title"], 100) == "Một hai"
