# ruff: noqa: E501 - markup as offices write it reads best in one line
"""Word documents: labels, fields, changes, notes, tables, old fonts and pictures are read as Word shows them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from content.formats.docx import DocxReader
from content.formats.reading import Caveat, Extract, ReadLimits, Refusal, RefusedError

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
Reading = Callable[..., tuple[Extract, str]]
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def relations(**targets: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}">' + "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{target.split(":")[0]}" Target="{target.split(":", 1)[1]}"'
        f'{" TargetMode=" + chr(34) + "External" + chr(34) if "://" in target else ""}/>'
        for name, target in targets.items()
    ) + "</Relationships>"  # fmt: skip


@pytest.fixture
def read(tmp_path: Path) -> Reading:
    """Makes a document of a body and further members, and reads it."""

    def reading(body: str, *, members: dict[str, bytes | str] | None = None, **related: str) -> tuple[Extract, str]:
        path = tmp_path / "giay.docx"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("[Content_Types].xml", "<Types/>")
            package.writestr("_rels/.rels", relations(a="officeDocument:word/document.xml"))
            package.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
            package.writestr("word/_rels/document.xml.rels", relations(**related))
            for name, data in (members or {}).items():
                package.writestr(name, data)
        with path.open("rb") as file:
            assert DocxReader().recognises(file.read(4_096), path)
        scratch = tmp_path / "scratch"
        scratch.mkdir()
        extract = DocxReader().read(path, scratch, ReadLimits())
        return extract, "".join((scratch / part.file).read_text("utf-8") for part in extract.parts)

    return reading


def p(text: str, properties: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def numbered(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def text_of(extract: Extract) -> str:
    return "\n".join(passage.text for passage in extract.passages)


NUMBERING = f"""<w:numbering {SPACES}><w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Chương %1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/><w:lvlText w:val="Điều %2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="4"/></w:lvlOverride></w:num>
</w:numbering>"""


def test_labels_count_on_across_chapters_and_tables_as_word_does(read: Reading) -> None:
    body = (
        p("Quy định", numbered(1)) + p("Phạm vi", numbered(1, 1)) + p("người;", numbered(1, 2)) + p("nhà.", numbered(1, 2))
        + f"<w:tbl><w:tr><w:tc>{p('Đối tượng', numbered(1, 1))}</w:tc></w:tr></w:tbl>"
        + p("Thi hành", numbered(1)) + p("Hiệu lực", numbered(1, 1)) + p("từ bốn", numbered(2, 2))
    )  # fmt: skip
    extract, _ = read(body, members={"word/numbering.xml": NUMBERING}, n="numbering:numbering.xml")
    wanted = [
        "Chương I. Quy định",
        "Điều 1. Phạm vi",
        "a) người;",
        "b) nhà.",
        "Điều 2. Đối tượng",
        "Chương II. Thi hành",
    ]
    assert [line for line in text_of(extract).split("\n") if line] == [*wanted, "Điều 3. Hiệu lực", "d) từ bốn"]


def test_changes_and_hidden_text_are_read_as_the_paper_now_stands(read: Reading) -> None:
    body = (
        "<w:p><w:r><w:t>Giữ </w:t></w:r><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>thêm</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>kín</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>nửa đầu </w:t></w:r></w:p><w:p><w:r><w:t>nửa sau</w:t></w:r></w:p>"
    )
    assert text_of(read(body)[0]).split() == ["Giữ", "thêm", "nửa", "đầu", "nửa", "sau"]


def test_fields_give_what_they_came_to_and_lead_only_to_the_web_or_within(read: Reading) -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "javascript:x()" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>bấm</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:hyperlink w:anchor="cuoi"><w:r><w:t> xuống cuối</w:t></w:r></w:hyperlink>'
        '<w:fldSimple w:instr=" DATE "><w:r><w:t> 5/3/2020</w:t></w:r></w:fldSimple></w:p>'
        '<w:p><w:bookmarkStart w:id="1" w:name="cuoi"/><w:r><w:t>Cuối</w:t></w:r></w:p>'
    )
    extract, html = read(body)
    assert "bấm xuống cuối 5/3/2020" in text_of(extract)
    assert "javascript" not in html
    assert 'href="#' in html


def test_old_fonts_are_unicode_and_told(read: Reading) -> None:
    font = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    capitals = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
    tr = f"<w:p><w:r><w:rPr>{font}</w:rPr><w:t>Tr</w:t><w:softHyphen/><w:t>ëng th«n</w:t></w:r></w:p>"
    extract, _ = read(p("céng hoµ", run=capitals) + p("Chñ tÞch ñy ban nh©n d©n x·", run=font) + tr + p("Phiếu số 5"))
    assert text_of(extract).split("\n") == ["CỘNG HOÀ", "Chủ tịch ủy ban nhân dân xã", "Trưởng thôn", "Phiếu số 5"]
    assert Caveat.OLD_LETTERS in extract.caveats
    assert [one.encoding for one in extract.converted] == ["tcvn3"]


def test_merged_cells_span(read: Reading) -> None:
    def cell(text: str, said: str = "") -> str:
        return f"<w:tc><w:tcPr>{said}</w:tcPr>{p(text)}</w:tc>"

    body = (
        f"<w:tbl><w:tr>{cell('Bản', chr(60) + 'w:vMerge w:val=' + chr(34) + 'restart' + chr(34) + '/>')}"
        f"{cell('Số hộ', chr(60) + 'w:gridSpan w:val=' + chr(34) + '2' + chr(34) + '/>')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('Nghèo')}{cell('Khá')}</w:tr></w:tbl>"
    )
    html = read(body)[1]
    assert 'rowspan="2"' in html
    assert 'colspan="2"' in html


def test_notes_lead_there_and_back(read: Reading) -> None:
    notes = f'<w:footnotes {SPACES}><w:footnote w:id="7">{p("Theo lời bà Mai.")}</w:footnote></w:footnotes>'
    body = '<w:p><w:r><w:t>Lễ vật</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r></w:p>'
    extract, html = read(body, members={"word/footnotes.xml": notes}, f="footnotes:footnotes.xml")
    assert "1 Theo lời bà Mai." in text_of(extract)
    assert html.count("href=") >= 2


def test_picture_stands_with_its_words_and_one_outside_is_not_fetched(read: Reading) -> None:
    data = BytesIO()
    Image.linear_gradient("L").save(data, "PNG")
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="Cây mận"/><a:blip r:embed="h"/></wp:inline>'
        '</w:drawing></w:r><w:r><w:drawing><wp:inline><a:blip r:link="o"/></wp:inline></w:drawing></w:r></w:p>'
    )
    members = {"word/media/h.png": data.getvalue()}
    extract, html = read(p("Hình") + drawing, members=members, h="image:media/h.png", o="image:http://x.vn/a.png")
    assert len(extract.resources) == 1
    assert 'alt="Cây mận"' in html
    assert "x.vn" not in html


def test_formula_is_one_line(read: Reading) -> None:
    body = (
        "<w:p><m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
        "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></w:p>"
    )
    assert "(a+b)/2x<sup>2</sup>" in read(p("Tính:") + body)[1]


def test_list_of_pages_is_left_out_where_headings_stand_for_it(read: Reading) -> None:
    contents = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr><w:sdtContent>"
        f"{p('Mở đầu ........ 3')}</w:sdtContent></w:sdt>"
    )
    heading = '<w:outlineLvl w:val="0"/>'
    extract, _ = read(p("MỤC LỤC") + contents + p("Mở đầu", heading) + p("Nội dung"))
    assert "3" not in text_of(extract)
    assert [line.title for line in extract.contents] == ["Mở đầu"]


def test_tables_without_end_are_read_without_fear(read: Reading) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 45 + p("đáy") + "</w:tc></w:tr></w:tbl>" * 45
    assert "đáy" in text_of(read(deep)[0])


def test_package_without_a_document_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/styles.xml", "<x/>")
    with pytest.raises(RefusedError) as error:
        DocxReader().read(path, tmp_path, ReadLimits())
    assert error.value.refusal is Refusal.DAMAGED
