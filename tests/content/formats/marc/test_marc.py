"""Catalogue records as Koha, LIBOL and others write them; what is broken is listed, and the others are read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pymarc import Field, Indicators, Record, Subfield

from content.formats.marc import MarcReader
from content.formats.reading import Caveat, Extract, Flaw, ReadLimits, Refusal, RefusedError
from content.text.old_encodings import OldEncoding, encode

READER = MarcReader()


def field(tag: str, *subfields: str, indicators: str = "  ") -> Field:
    pairs = [Subfield(one[0], one[1:]) for one in subfields]
    return Field(tag, Indicators(*indicators), pairs)


def record(*fields: Field, number: str = "17") -> Record:
    made = Record(force_utf8=True, leader="00000nam a2200000 a 4500")
    made.add_field(Field("001", data=number), *fields)
    return made


def raw(*fields: tuple[str, bytes], coding: bytes = b" ") -> bytes:
    """A record of bytes as they are, with a sound directory."""
    directory, data = b"", b""
    for tag, value in fields:
        body = value + b"\x1e"
        directory += tag.encode() + f"{len(body):04}{len(data):05}".encode()
        data += body
    base = 24 + len(directory) + 1
    total = base + len(data) + 1
    return f"{total:05}nam ".encode() + coding + f"22{base:05} a 4500".encode() + directory + b"\x1e" + data + b"\x1d"


def read(data: bytes, folder: Path) -> Extract:
    path = folder / "x.mrc"
    path.write_bytes(data)
    assert READER.recognises(data[:4_096], path)
    return READER.read(path, folder, ReadLimits())


def said(extract: Extract, place: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(extract.listed[place].said)
    return found


def test_book_of_a_provincial_library_says_what_a_sidecar_would(tmp_path: Path) -> None:
    made = record(
        Field("003", data="TVSL"),
        Field("008", data="190101s2018    vm a          000 0 vie d"),
        field("020", "a978-604-55-2231-2 (bìa cứng)"),
        field("082", "a630/.597", indicators="04"),
        field("100", "aNguyễn, Văn An,", "d1950-", indicators="1 "),
        field("245", "aKỹ thuật trồng mận hậu :", "bsổ tay cho nhà nông /", "cNguyễn Văn An soạn.", indicators="10"),
        field("260", "aH. :", "bNông nghiệp,", "c2018."),
        field("650", "aCây ăn quả", indicators=" 4"),
        field("700", "aHugo, Victor", indicators="1 "),
        field("952", "bThư viện tỉnh Sơn La", "cKho đọc", "oMA.00123"),
        field("952", "bThư viện tỉnh Sơn La", "cKho đọc", "oMA.00123"),
        field("856", "utep/man-hau.pdf", indicators="4 "),
        field("856", "uhttp://thuviensonla.com.vn/1", indicators="40"),
    )
    extract = read(made.as_marc(), tmp_path)
    assert said(extract) == {
        "title": "Kỹ thuật trồng mận hậu: sổ tay cho nhà nông",
        "creators": ["Nguyễn Văn An", "Hugo, Victor"],
        "language": "vi",
        "publisher": "Nông nghiệp",
        "issued": "2018",
        "subjects": {"ddc": ["630.597"], "keywords": ["Cây ăn quả"]},
        "identifiers": ["isbn:9786045522312"],
        "source": "http://thuviensonla.com.vn/1",
        "copies": [{"holder": "Thư viện tỉnh Sơn La", "copies": 2, "cupboard": "Kho đọc", "call_number": "MA.00123"}],
    }
    assert extract.listed[0].key == "TVSL:17"
    assert extract.listed[0].files == ("tep/man-hau.pdf",)


def test_broken_record_is_listed_and_its_neighbours_are_read(tmp_path: Path) -> None:
    sound = [record(field("245", f"aSách số {number}", indicators="10")).as_marc() for number in range(3)]
    broken = sound[1][:30] + b"rac" + sound[1][40:]
    extract = read(sound[0] + broken + sound[2], tmp_path)
    assert [said(extract, place)["title"] for place in (0, 1)] == ["Sách số 0", "Sách số 2"]
    assert [(one.flaw, one.row) for one in extract.flawed] == [(Flaw.BROKEN, 2)]
    assert Caveat.SOME_RECORDS_BROKEN in extract.caveats


@pytest.mark.parametrize("lie", [(0, b"99999"), (0, b"00001"), (12, b"00099"), (0, b"abcde")])
def test_numbers_that_lie_cost_nothing(tmp_path: Path, lie: tuple[int, bytes]) -> None:
    data = bytearray(record(field("245", "aLàng", indicators="10"), field("260", "bVăn học")).as_marc())
    data[lie[0] : lie[0] + 5] = lie[1]
    assert said(read(bytes(data), tmp_path))["title"] == "Làng"


@pytest.mark.parametrize("encoding", [OldEncoding.TCVN3, OldEncoding.VNI])
def test_letters_of_before_unicode_are_turned_and_told(tmp_path: Path, encoding: OldEncoding) -> None:
    title = "Những phong tục của đồng bào Thái vùng Tây Bắc thuở trước, kể theo lời các cụ già"
    data = raw(("001", b"5"), ("245", b"10\x1fa" + encode(title, encoding)))
    extract = read(data, tmp_path)
    assert said(extract)["title"] == title
    assert [one.encoding for one in extract.converted] == [str(encoding)]


def test_marks_of_marc_8_stand_before_their_letters(tmp_path: Path) -> None:
    data = raw(("001", b"5"), ("245", b"10\x1faL\xe1ang v\xe1a ng\xbd\xf2\xe0\xbdi"))
    assert said(read(data, tmp_path))["title"].startswith("Làng và ")


def test_utf_8_is_utf_8_whatever_the_leader_says(tmp_path: Path) -> None:
    data = raw(("001", b"5"), ("245", "10\x1faVợ chồng A Phủ".encode()))
    extract = read(data, tmp_path)
    assert said(extract)["title"] == "Vợ chồng A Phủ"
    assert extract.converted == ()


def test_marcxml_is_read_with_and_without_its_namespace(tmp_path: Path) -> None:
    inner = (
        "<record><leader>00000nam a2200000 a 4500</leader><controlfield tag='001'>9</controlfield>"
        "<datafield tag='245' ind1='1' ind2='0'><subfield code='a'>Tắt đèn /</subfield></datafield></record>"
    )
    for opening in ("<collection xmlns='http://www.loc.gov/MARC21/slim'>", "<collection>"):
        extract = read(f"<?xml version='1.0'?>{opening}{inner}</collection>".encode(), tmp_path)
        assert said(extract) == {"title": "Tắt đèn"}


def test_files_outside_the_folder_are_never_named(tmp_path: Path) -> None:
    wrong = ("../../etc/passwd", "/etc/passwd", "C:\\sach\\a.pdf", "a/../../b.pdf")
    fields = [field("856", f"u{name}", indicators="4 ") for name in (*wrong, "javascript:x()", "con\\trong.pdf")]
    extract = read(record(field("245", "aLàng", indicators="10"), *fields).as_marc(), tmp_path)
    assert extract.listed[0].files == ("con/trong.pdf",)
    assert [one.found for one in extract.flawed if one.flaw is Flaw.FILE_OUTSIDE] == list(wrong)


def test_record_without_a_title_is_left_out_by_name(tmp_path: Path) -> None:
    extract = read(record(field("260", "bVăn học")).as_marc(), tmp_path)
    assert extract.listed == ()
    assert [(one.flaw, one.column, one.found) for one in extract.flawed] == [(Flaw.NO_TITLE, "245$a", "17")]


def test_noise_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "x.mrc"
    path.write_bytes(b"rac" * 100)
    with pytest.raises(RefusedError) as error:
        READER.read(path, tmp_path, ReadLimits())
    assert error.value.refusal is Refusal.DAMAGED
