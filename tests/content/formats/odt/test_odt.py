# ruff: noqa: E501 - markup as offices write it reads best in one line
"""OpenDocument texts: labels as the program counts them, changes, sections, objects."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.formats.odt import OdtReader
from content.formats.reading import Extract, ReadLimits, Refusal, RefusedError
from tests.papers import OFFICE, SPACES

STYLES = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"'
    ' style:num-prefix="Điều " style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a"'
    ' style:num-suffix=")"/></text:list-style>'
)


def read(body: str, folder: Path) -> Extract:
    path = folder / "giay.fodt"
    path.write_text(
        f'<?xml version="1.0"?><office:document {SPACES} xmlns:xlink="http://www.w3.org/1999/xlink" {OFFICE}>'
        f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>",
        encoding="utf-8",
    )
    assert OdtReader().recognises(path.read_bytes()[:4_096], path)
    scratch = folder / "scratch"
    scratch.mkdir()
    return OdtReader().read(path, scratch, ReadLimits())


def text_of(extract: Extract) -> list[str]:
    return [line for passage in extract.passages for line in passage.text.split("\n") if line]


def items(*texts: str, said: str = "") -> str:
    inner = "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in texts)
    return f'<text:list text:style-name="L" {said}>{inner}</text:list>'


def test_lists_go_on_only_where_they_say_so(tmp_path: Path) -> None:
    body = (
        items("một", "hai") + "<text:p>Xen</text:p>" + items("ba", said='text:continue-numbering="true"') + items("lại")
    )
    assert text_of(read(body, tmp_path)) == ["Điều 1. một", "Điều 2. hai", "Xen", "Điều 3. ba", "Điều 1. lại"]


def test_item_counts_once_and_its_other_paragraphs_have_no_label(tmp_path: Path) -> None:
    inner = f"<text:list-item><text:p>một</text:p><text:p>thêm</text:p>{items('nhỏ').replace('text:style-name', 'x')}</text:list-item>"
    body = (
        f'<text:list text:style-name="L">{inner}<text:list-header><text:p>đầu</text:p></text:list-header></text:list>'
    )
    assert text_of(read(body.replace(' x="L"', ""), tmp_path)) == ["Điều 1. một", "thêm", "a) nhỏ", "đầu"]


def test_deleted_text_and_hidden_sections_are_not_read(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>bỏ</text:p></text:deletion></text:changed-region>"
        "</text:tracked-changes><text:section text:display='none'><text:p>kín</text:p></text:section><text:p>còn</text:p>"
    )
    assert text_of(read(body, tmp_path)) == ["còn"]


def test_blanks_of_the_markup_are_no_lines_and_repeated_ones_are_bounded(tmp_path: Path) -> None:
    body = "<text:p>một\n      hai<text:s text:c='999999999'/>ba<text:line-break/>bốn</text:p>"
    assert " ".join(text_of(read(body, tmp_path))).split() == ["một", "hai", "ba", "bốn"]


def test_sheet_called_a_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.fodt"
    path.write_text(f"<office:document {SPACES} {OFFICE}><office:body/></office:document>", encoding="utf-8")
    with pytest.raises(RefusedError) as error:
        OdtReader().read(path, tmp_path, ReadLimits())
    assert error.value.refusal is Refusal.UNKNOWN_KIND
