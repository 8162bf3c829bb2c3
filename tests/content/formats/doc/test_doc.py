"""Word 97 to 2003: the text, its labels, tables, notes and old fonts, without any other program."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.formats.doc import DocReader
from content.formats.reading import Extract, ReadLimits, Refusal, RefusedError

FILES = Path(__file__).parent / "files"


def read(name: str, scratch: Path) -> tuple[Extract, str]:
    path = FILES / name
    with path.open("rb") as file:
        assert DocReader().recognises(file.read(4_096), path)
    extract = DocReader().read(path, scratch, ReadLimits())
    return extract, "".join((scratch / part.file).read_text("utf-8") for part in extract.parts)


def test_labels_of_lists_are_text_and_places(tmp_path: Path) -> None:
    extract, _ = read("dieu.doc", tmp_path)
    titles = [line.title for line in extract.contents]
    assert titles[1:4] == ["Chương I. Quy định chung", "Điều 1. Phạm vi điều chỉnh", "Điều 2. Nguyên tắc"]
    assert "a) khách đến làm việc;" in "\n".join(passage.text for passage in extract.passages)


def test_cells_span_by_their_lines(tmp_path: Path) -> None:
    html = read("bang.doc", tmp_path)[1]
    assert 'colspan="2"' in html
    assert 'rowspan="2"' in html


def test_notes_stand_at_the_end_with_their_signs(tmp_path: Path) -> None:
    extract, html = read("chu-thich.doc", tmp_path)
    assert "1 Theo lời bà Lò Thị Mai, bản Mòn." in extract.passages[-1].text
    assert "<aside" in html


def test_fonts_of_before_unicode_are_told(tmp_path: Path) -> None:
    extract, _ = read("vni.doc", tmp_path)
    assert {one.encoding for one in extract.converted} == {"vni"}


@pytest.mark.parametrize("cut", [1_500, 3_000, 6_000])
def test_what_is_cut_off_is_damaged_not_a_riddle(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "x.doc"
    path.write_bytes((FILES / "dieu.doc").read_bytes()[:cut])
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with pytest.raises(RefusedError) as error:
        DocReader().read(path, scratch, ReadLimits())
    assert error.value.refusal in (Refusal.DAMAGED, Refusal.NOTHING_TO_READ)


def test_password_is_named(tmp_path: Path) -> None:
    data = bytearray((FILES / "dieu.doc").read_bytes())
    start = data.find(b"\xec\xa5")
    data[start + 11] |= 1
    path = tmp_path / "x.doc"
    path.write_bytes(data)
    with pytest.raises(RefusedError) as error:
        DocReader().read(path, tmp_path, ReadLimits())
    assert error.value.refusal is Refusal.ENCRYPTED
