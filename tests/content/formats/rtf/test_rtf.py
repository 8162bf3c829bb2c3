"""RTF as Word, WordPad and others write it: letters, labels, tables, notes, links, without any program beside."""
# ruff: noqa: E501 - markup as offices write it reads best in one line

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from content.formats.reading import Extract, ReadLimits, Refusal, RefusedError
from content.formats.rtf import RtfReader

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset0 .VnTime;}"
    r"{\f2\fnil\fcharset0 .VnTimeH;}{\f3\fnil\fcharset2 Symbol;}{\f4\fnil\fcharset163 Times New Roman;}"
    r"{\f5\fnil\fcharset2 .VnTime;}{\f6\fnil\fcharset0 VNI-Times;}{\f7\fnil\fcharset128 MS Mincho;}"
    r"{\f8\fnil\fcharset2 Wingdings;}}"
)


def read(body: str, folder: Path) -> tuple[Extract, str]:
    path = folder / "x.rtf"
    path.write_bytes(f"{HEAD}{body}}}".encode("latin-1"))
    assert RtfReader().recognises(path.read_bytes()[:4_096], path)
    scratch = folder / "scratch"
    scratch.mkdir()
    extract = RtfReader().read(path, scratch, ReadLimits())
    return extract, "".join((scratch / part.file).read_text("utf-8") for part in extract.parts)


CASES = {
    "letters by number": ("\\pard C\\u7897\\'f4ng h\\u242\\'f2a x\\u227\\'e3 h\\u7897?i\\par", ["Cộng hòa xã hội"]),
    "signs that stand for letters by number": (
        "\\uc0 C\\u7897 ng h\\u242 a\\par\\uc2 \\u7897\\'99\\'98x\\par",
        ["Cộng hòa", "ộx"],
    ),
    "a letter of two numbers": ("a\\u-10179?\\u-8704?b\\par", ["a😀b"]),
    "fonts of TCVN3": (
        "\\f1 C\\'e9ng h\\'dfa x\\'b7 h\\'e9i ch\\'f1 ngh\\'dca Vi\\'d6t Nam\\par {\\f2 \\'ae\\'e9c l\\'cbp - tù do}\\par",
        ["Cộng hòa xã hội chủ nghĩa Việt Nam", "ĐỘC LẬP - TỰ DO"],
    ),
    "a font of TCVN3 called one of signs": ("\\f5 C\\u-3863?ng h\\u-3873?a x\\'b7 h\\'e9i\\par", ["Cộng hòa xã hội"]),
    "fonts of VNI": (
        "\\f6 Pho\\'f8ng \\'f1o\\'efc sa\\'f9ch cu\\'fba b\\'f6u \\'f1ie\\'e4n va\\'ean ho\\'f9a xa\\'f5\\par",
        ["Phòng đọc sách của bưu điện văn hóa xã"],
    ),
    "Windows-1258": ("\\f4 Ti\\'ea\\'ecng Vi\\'ea\\'f2t \\'f0\\'e2y\\par", ["Tiếng Việt đây"]),
    "labels as their writer drew them": (
        "{\\listtext\\pard\\plain\\f0 a)\\tab}\\ls1\\ilvl0 kh\\'e1ch\\par{\\listtext\\pard\\plain\\f3 \\'b7\\tab}hai\\par{\\listtext\\f1 \\'a7i\\'d2u 1.\\tab}ba\\par",
        ["a) khách", "• hai", "Điều 1. ba"],
    ),
    "labels of Word 95": (
        "\\pard{\\pntext\\f3\\'B7\\tab}{\\*\\pn\\pnlvlblt\\pnf3\\pnindent0{\\pntxtb\\'B7}}\\fi-200 mot\\par{\\pntext\\f3\\'B7\\tab}hai\\par",
        ["• mot", "• hai"],
    ),
    "hidden and deleted text": ("a{\\v an}b{\\deleted xoa}c{\\deleted\\par}d{\\revised moi}\\par", ["abcdmoi"]),
    "text said twice": (
        "{\\upr{ansi ?}{\\*\\ud{uni \\u7897 ?}}}\\par{\\info{\\upr{\\title B?o c?o}{\\*\\ud{\\title B\\u225\\'e1o c\\u225\\'e1o n\\u259?m}}}{\\author L\\'f2 V\\u259?n A}}",
        ["uni ộ"],
    ),
    "letters of two bytes": ("{\\f7 \\'93\\'fa\\'96\\'7b}\\par", ["日本"]),
    "text boxes once, not twice": (
        "truoc{\\shp{\\*\\shpinst\\shpleft1{\\sp{\\sn shapeType}{\\sv 202}}{\\sp{\\sn wzDescription}{\\sv mo ta}}{\\shptxt \\pard trong o\\par}}{\\shprslt{\\*\\do\\dptxbx{\\dptxbxtext\\pard trong o\\par}}}} sau\\par{\\*\\do\\dobxpage\\dptxbx{\\dptxbxtext\\pard o cu\\par}} x\\par",
        ["truoc sau", "trong o", "x", "o cu"],
    ),
    "boxes, choices and signs of fields": (
        '{\\field{\\*\\fldinst FORMCHECKBOX {\\*\\formfield{\\fftype1\\ffres1{\\*\\ffname C1}\\ffdefres0}}}{\\fldrslt }}co {\\field{\\*\\fldinst FORMDROPDOWN {\\*\\formfield{\\fftype2\\ffres1{\\*\\ffl Mot}{\\*\\ffl Hai}}}}{\\fldrslt }} {\\field{\\*\\fldinst SYMBOL 252 \\\\f "Wingdings" \\\\s 12}{\\fldrslt\\f8\\fs24}}\\par',
        ["☑co Hai ✓"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_text_is_read_as_it_is_seen(name: str, tmp_path: Path) -> None:
    body, wanted = CASES[name]
    extract, _ = read(body, tmp_path)
    assert [line for passage in extract.passages for line in passage.text.split("\n")] == wanted


@pytest.mark.parametrize(
    ("body", "cells"),
    [
        (
            "\\trowd\\cellx2000\\cellx6000\\pard\\intbl B\\cell S\\cell\\row\\trowd\\cellx2000\\cellx4000\\cellx6000\\pard\\intbl x\\cell y\\cell z\\cell\\row\\pard sau\\par",
            '<tr><td>B</td><td colspan="2">S</td></tr><tr><td>x</td><td>y</td><td>z</td></tr>',
        ),
        (
            "\\trowd\\clvmgf\\cellx2000\\clmgf\\cellx4000\\clmrg\\cellx6000\\pard\\intbl B\\cell S\\cell\\cell\\row\\trowd\\clvmrg\\cellx2000\\cellx4000\\cellx6000\\pard\\intbl\\cell y\\cell z\\cell\\row\\pard sau\\par",
            '<tr><td rowspan="2">B</td><td colspan="2">S</td></tr><tr><td>y</td><td>z</td></tr>',
        ),
        (
            "{\\trowd\\trhdr\\cellx2000\\cellx4000\\pard\\intbl{mot\\cell hai\\cell}\\pard\\intbl{\\trowd\\trhdr\\cellx2000\\cellx4000\\row}\\trowd\\cellx2000\\cellx4000\\pard\\intbl{ba\\cell bon\\cell}\\pard\\intbl{\\trowd\\cellx2000\\cellx4000\\row}}\\pard sau\\par",
            "<tr><th>mot</th><th>hai</th></tr><tr><td>ba</td><td>bon</td></tr>",
        ),
        (
            "\\trowd\\cellx2000\\cellx4000 mot\\cell hai\\par ba\\cell\\row\\pard sau\\par",
            "<tr><td>mot</td><td><p>hai</p><p>ba</p></td></tr>",
        ),
    ],
)
def test_cells_lie_as_their_edges_say(body: str, cells: str, tmp_path: Path) -> None:
    assert cells in read(body, tmp_path)[1]


def test_table_in_a_table_stays_there(tmp_path: Path) -> None:
    html = read(
        "\\trowd\\cellx4000\\cellx6000\\pard\\intbl truoc\\par\\pard\\intbl\\itap2 a\\nestcell b\\nestcell{\\*\\nesttableprops\\trowd\\cellx1000\\cellx2000\\nestrow}{\\nonesttables\\par}\\pard\\intbl sau\\cell x\\cell\\row\\pard ngoai\\par",
        tmp_path,
    )[1]
    assert html.count("<table") == 2
    assert html.index("<p>truoc") < html.index(">a<") < html.index("<p>sau") < html.index("ngoai")


def test_notes_keep_their_own_signs(tmp_path: Path) -> None:
    html = read(
        "Chu{\\super\\chftn}{\\footnote\\pard\\plain{\\super\\chftn} ghi chu.} sau{\\cs16\\super\\chftn{\\footnote\\ftnalt\\pard\\plain{\\super\\chftn} cuoi.}}\\par sao{\\super *}{\\footnote\\pard{\\super *} rieng.}\\par",
        tmp_path,
    )[1]
    assert [sign in html for sign in ("<sup>1</sup>", "<sup>i</sup>", "<sup>*</sup>")] == [True, True, True]
    assert html.count("<aside") == 3


def test_links_lead_to_the_web_or_within_and_nowhere_else(tmp_path: Path) -> None:
    html = read(
        '{\\field{\\*\\fldinst{HYPERLINK "http://a.vn/x"}}{\\fldrslt{\\ul web}}} {\\field{\\*\\fldinst HYPERLINK \\\\l "cho"}{\\fldrslt cho}} {\\field{\\*\\fldinst HYPERLINK "javascript:x"}{\\fldrslt js}}\\par{\\*\\bkmkstart cho}den day{\\*\\bkmkend cho}{\\*\\bkmkstart khac}{\\*\\bkmkend khac} va\\par',
        tmp_path,
    )[1]
    assert "(a.vn/x)" in html
    assert 'href="#' in html
    assert "javascript" not in html


def test_list_of_pages_is_left_out_and_headings_are_places(tmp_path: Path) -> None:
    extract, _ = read(
        "{\\stylesheet{\\s3 toc 1;}{\\s1\\outlinelevel0 heading 1;}}\\pard MUC LUC\\par{\\field{\\*\\fldinst TOC \\\\o}{\\fldrslt \\pard\\s3 Mot\\tab 1\\par\\pard\\s3 Hai\\tab 2\\par}}\\pard\\s1 Mot\\par\\pard chu\\par\\pard\\s1 Hai\\par",
        tmp_path,
    )
    assert [line.title for line in extract.contents] == ["Mot", "Hai"]
    assert extract.notes == ("a table of contents by page numbers is left out",)


def test_properties_are_read_in_unicode(tmp_path: Path) -> None:
    said = read(
        "{\\upr{ansi ?}{\\*\\ud{uni \\u7897 ?}}}\\par{\\info{\\upr{\\title B?o c?o}{\\*\\ud{\\title B\\u225\\'e1o c\\u225\\'e1o n\\u259?m}}}{\\author L\\'f2 V\\u259?n A}}",
        tmp_path,
    )[0].description
    assert (said.title, [one.name for one in said.creators]) == ("Báo cáo năm", ["Lò Văn A"])


def test_picture_stands_once_with_its_words(tmp_path: Path) -> None:
    data = BytesIO()
    Image.linear_gradient("L").save(data, "PNG")
    extract, html = read(
        "{\\*\\shppict{\\pict{\\*\\picprop\\shplid1{\\sp{\\sn wzDescription}{\\sv c\\'e2y}}}\\pngblip\\picw1 PNGHEX}}{\\nonshppict{\\pict\\wmetafile8 00}}\\par".replace(
            "PNGHEX", data.getvalue().hex()
        ),
        tmp_path,
    )
    assert len(extract.resources) == 1
    assert 'alt="cây"' in html


@pytest.mark.parametrize("body", ["{" * 5_000, r"\\bin999999999 x", "}" * 50, r"\\u" + "9" * 9 + " x"])
def test_lies_about_groups_and_lengths_end(body: str, tmp_path: Path) -> None:
    try:
        read("chu " + body, tmp_path)
    except RefusedError as error:
        assert error.refusal in (Refusal.NOTHING_TO_READ, Refusal.DAMAGED)  # noqa: PT017 - either is right
