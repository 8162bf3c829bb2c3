"""Guards single web pages: what Word, LibreOffice and browsers save is a paper with headings, notes and pictures."""

from __future__ import annotations

import base64
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from content.formats import Refusal, RefusedError
from content.formats.reading import Caveat
from content.text.old_encodings import OldEncoding, encode
from tests.content.formats.html.pages import picture, read_page

WORD = """\
<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<title>ỦY BAN NHÂN DÂN</title>
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>Lò Thị Hà</o:Author><o:Title>UBND</o:Title>
</o:DocumentProperties></xml><![endif]-->
<style><!-- p.MsoNormal {font-family:"Times New Roman";} p.giua {text-align:center; font-weight:bold} --></style>
</head><body lang=VI><div class=WordSection1>
<p class=MsoNormal align=center><b>ỦY BAN NHÂN DÂN XÃ MƯỜNG LẠN<o:p></o:p></b></p>
<p class=MsoNormal align=center><b>QUYẾT ĐỊNH</b></p>
<p class=MsoNormal align=center><b>Về việc mở tủ sách thôn</b></p>
<p class=MsoNormal>Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019;</p>
<p class=giua>Chương I</p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=giua>NHỮNG QUY ĐỊNH CHUNG</p>
<p class=MsoNormal><b>Điều 1. Phạm vi</b></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>a)<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>Ở thôn<a
style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a>.</p>
<p class=MsoNormal>Phần ẩn<span style='display:none;mso-hide:all'>không ai thấy</span>.</p>
<p class=MsoToc1>Điều 2. Tên ........ 5</p>
<!--[if gte vml 1]><v:shape><v:imagedata src="anh.wmz"/></v:shape><![endif]--><![if !vml]><img
src="quyetdinh_files/image001.png" alt="Sơ đồ"><![endif]>
</div><div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1>
<p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1">[1]</a> Thôn là thôn, bản.</p>
</div></div></body></html>
"""


def test_page_that_word_saved_is_a_paper(tmp_path: Path) -> None:
    extract, html = read_page(tmp_path, WORD)
    assert extract.description.title == "Quyết định về việc mở tủ sách thôn"
    assert [creator.name for creator in extract.description.creators] == ["Lò Thị Hà"]
    titles = [line.title for line in extract.contents]
    assert titles[-2:] == ["Chương I. NHỮNG QUY ĐỊNH CHUNG", "Điều 1. Phạm vi"]
    assert "a) Ở thôn" in html
    assert "không ai thấy" not in html
    assert "Điều 2. Tên ........ 5" in html
    assert html.count("Sơ đồ") == 1
    assert Caveat.LEFT_OUT in extract.caveats


def test_note_of_word_has_a_sign_and_a_way_back(tmp_path: Path) -> None:
    _, html = read_page(tmp_path, WORD)
    assert '<a class="cht" href="#' in html
    assert '<aside class="cht"' in html
    assert "Thôn là thôn, bản." in html


def test_note_of_libreoffice_has_a_sign_and_a_way_back(tmp_path: Path) -> None:
    _, html = read_page(
        tmp_path,
        '<html><body><p>Chữ<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></p>'
        '<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Chú thích'
        "</p></div></body></html>",
    )
    assert '<aside class="cht"' in html
    assert 'class="cht" href="#' in html


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_page_of_any_unicode_is_read(tmp_path: Path, encoding: str) -> None:
    text = "<!DOCTYPE html><html><body><p>Chào bà con Mường Lạn.</p></body></html>"
    _, html = read_page(tmp_path, text.encode(encoding))
    assert "Chào bà con Mường Lạn." in html


def test_page_in_windows_1258_is_read(tmp_path: Path) -> None:
    text = "<html><meta charset=windows-1258><body><p>" + "Uy ban nhân dân xã thông báo. " * 5 + "</p></body></html>"
    _, html = read_page(tmp_path, encode(text, OldEncoding.WINDOWS_1258))
    assert "Uy ban nhân dân xã thông báo." in html


def test_letters_of_an_old_font_are_unicode_and_that_is_said(tmp_path: Path) -> None:
    small, capitals = (encode(text, OldEncoding.TCVN3) for text in ("Cộng hoà xã hội", "việt nam"))
    data = b"<html><body><font face='.VnTime'>%s</font> <b style='font-family:\".VnTimeH\",serif'>%s</b></body></html>"
    extract, html = read_page(tmp_path, data % (small, capitals))
    assert "Cộng hoà xã hội" in html
    assert "VIỆT NAM" in html
    assert extract.converted
    assert extract.converted[0].encoding == OldEncoding.TCVN3


def test_picture_in_the_page_is_shown_and_one_beside_it_is_missed(tmp_path: Path) -> None:
    address = f"data:image/png;base64,{base64.b64encode(picture()).decode()}"
    extract, html = read_page(
        tmp_path, f'<html><body><p><img src="{address}"><img src="anh/a.png" alt="Bản đồ"></p></body></html>'
    )
    assert len(extract.resources) == 1
    assert "Bản đồ" in html
    assert Caveat.LEFT_OUT in extract.caveats


def mhtml(start: str, *, location: str = "http://a.vn/trang.html") -> bytes:
    """A page and a picture in one file, as browsers pack them."""
    whole = MIMEMultipart("related", type="text/html")
    whole["From"] = "<Saved by Blink>"
    page = MIMEText(start, "html", "utf-8")
    page["Content-Location"] = location
    whole.attach(page)
    for color, name, value in (("red", "Content-Location", "http://a.vn/anh/do.png"), ("blue", "Content-ID", "<x@y>")):
        image = MIMEImage(picture(color), "png")
        image[name] = value
        whole.attach(image)
    return whole.as_bytes()


def test_page_packed_with_its_pictures_shows_them(tmp_path: Path) -> None:
    html = '<html><body><h1>Tựa</h1><p><img src="anh/do.png"><img src="cid:x@y"></p></body></html>'
    extract, shown = read_page(tmp_path, mhtml(html))
    assert len(extract.resources) == 2
    assert shown.count("<img") == 2
    assert Caveat.LEFT_OUT not in extract.caveats
    assert extract.media_type == "multipart/related"


def test_page_of_word_packed_into_one_file_shows_its_pictures(tmp_path: Path) -> None:
    data = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="--=_x"\r\n\r\nThis is a Web archive.\r\n'
        "\r\n----=_x\r\nContent-Location: file:///C:/8A/bai.htm\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        'Content-Type: text/html; charset="utf-8"\r\n\r\n<html><body><p>Ch=C3=A0o b=C3=A0 con<img '
        'src=3D"bai_files/a.png">'
        "</p></body></html>\r\n\r\n----=_x\r\nContent-Location: file:///C:/8A/bai_files/a.png\r\n"
        "Content-Transfer-Encoding: base64\r\nContent-Type: image/png\r\n\r\n"
        f"{base64.encodebytes(picture()).decode()}\r\n----=_x--\r\n"
    )
    extract, html = read_page(tmp_path, data.encode())
    assert "Chào bà con" in html
    assert len(extract.resources) == 1


def test_packed_file_without_a_page_is_refused(tmp_path: Path) -> None:
    whole = MIMEMultipart("related")
    whole.attach(MIMEImage(picture(), "png"))
    with pytest.raises(RefusedError) as caught:
        read_page(tmp_path, whole.as_bytes())
    assert caught.value.refusal is Refusal.NOTHING_TO_READ


def test_menus_around_the_main_part_are_left_away(tmp_path: Path) -> None:
    extract, html = read_page(
        tmp_path,
        "<html><body><header><p>Đăng nhập</p></header><nav><a href='/'>Trang chủ</a></nav><main><h1>Bài</h1>"
        f"<p>{'Nội dung của bài. ' * 60}</p></main><footer>Bản quyền</footer></body></html>",
    )
    assert "Đăng nhập" not in html
    assert "Nội dung của bài." in html
    assert any("left out" in note for note in extract.notes)


def test_table_that_only_lays_the_page_out_is_no_table(tmp_path: Path) -> None:
    text = "".join(f"<p>Đoạn {number} {'của trang cũ. ' * 20}</p>" for number in range(10))
    _, html = read_page(
        tmp_path,
        f"<html><body><table><tr><td>Menu</td><td>{text}<table><tr><td>1</td><td>2</td></tr></table></td></tr></table>",
    )
    assert html.count("<table") == 1
    assert "<td>1</td><td>2</td>" in html


def test_page_of_frames_alone_shows_what_stands_for_them(tmp_path: Path) -> None:
    _, html = read_page(
        tmp_path,
        "<html><frameset cols='20%,80%'><frame src=a.html><frame src=b.html><noframes><p>Hãy mở trang b.</p></noframes>"
        "</frameset></html>",
    )
    assert "Hãy mở trang b." in html


def test_code_of_a_server_is_not_shown(tmp_path: Path) -> None:
    _, html = read_page(tmp_path, '<html><body><?php echo "mật"; ?><p>Chào</p><% Write("mật") %></body></html>')
    assert "mật" not in html
    assert "Chào" in html


def test_page_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as caught:
        read_page(tmp_path, "<html><body><script>x()</script></body></html>")
    assert caught.value.refusal is Refusal.NOTHING_TO_READ
