"""Guards plain text: broken lines become paragraphs, verse keeps its lines, headings lead, noise is refused."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from content.formats import ReadLimits, Refusal, RefusedError
from content.formats.reading import Caveat, Extract
from content.formats.text import TextReader

WRAPPED = """\
                       KỸ THUẬT NUÔI GÀ THẢ VƯỜN

    Gà thả vườn là giống gà dễ nuôi, hợp với khí hậu miền núi. Bà con
có thể tận dụng vườn đồi, thức ăn có sẵn ở nhà để nuôi, vừa có trứng
vừa có thịt ăn hằng ngày, lại có thể đem bán ở chợ phiên của xã.
    Đoạn thứ hai bắt đầu thụt vào. Mỗi năm có thể nuôi ba lứa, mỗi
lứa từ 50 đến 100 con.

CHƯƠNG I
CHỌN GIỐNG

Chọn những con nhanh nhẹn, mắt sáng, lông mượt, rốn khô, không hở
rốn, chân bóng, không dị tật. Không chọn những con khô chân, vẹo
mỏ, khoèo chân:

- Gà ri: dễ nuôi, thịt thơm, đẻ trứng khá đều quanh năm, mỗi lứa
  được 10 đến 15 quả.
- Gà Mông: thịt đen, giá cao.
"""
VERSE = """\
Trăm năm trong cõi người ta,
Chữ tài chữ mệnh khéo là ghét nhau.
Trải qua một cuộc bể dâu,
Những điều trông thấy mà đau đớn lòng.
"""


def read(tmp_path: Path, text: str | bytes) -> tuple[Extract, str]:
    """What came of a text, and the HTML of all its parts."""
    path = tmp_path / "bai.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    assert TextReader().recognises(path.read_bytes()[:4_096], path)
    extract = TextReader().read(path, scratch, ReadLimits())
    return extract, "".join((scratch / part.file).read_text("utf-8") for part in extract.parts)


def test_lines_broken_to_a_width_become_paragraphs_again(tmp_path: Path) -> None:
    extract, html = read(tmp_path, WRAPPED)
    assert "Bà con có thể tận dụng vườn đồi, thức ăn có sẵn ở nhà để nuôi, vừa có trứng vừa có thịt" in html
    assert "<p>Đoạn thứ hai bắt đầu thụt vào. Mỗi năm có thể nuôi ba lứa, mỗi lứa từ 50 đến 100 con.</p>" in html
    assert "<p>- Gà ri: dễ nuôi, thịt thơm, đẻ trứng khá đều quanh năm, mỗi lứa được 10 đến 15 quả.</p>" in html
    assert [line.title for line in extract.contents] == ["KỸ THUẬT NUÔI GÀ THẢ VƯỜN", "CHƯƠNG I. CHỌN GIỐNG"]
    assert extract.description.title == "KỸ THUẬT NUÔI GÀ THẢ VƯỜN"
    assert Caveat.TITLE_GUESSED in extract.caveats


def test_each_long_line_is_a_paragraph(tmp_path: Path) -> None:
    one, two = "Một người đi chợ mua gạo. " * 12, "Hai người ở nhà trông em. " * 12
    _, html = read(tmp_path, f"{one}\n{two}\n")
    assert f">{one.strip()}</p><p>{two.strip()}</p>" in html


def test_verse_keeps_its_lines(tmp_path: Path) -> None:
    _, html = read(tmp_path, f"{VERSE}\n{VERSE}")
    for line in VERSE.splitlines():
        assert f">{line}</span>" in html


def test_verse_among_broken_lines_keeps_its_lines(tmp_path: Path) -> None:
    moved_in = "".join(f"        {line}\n" for line in VERSE.splitlines())
    _, html = read(tmp_path, f"{WRAPPED}\n{moved_in}\n")
    assert '<span class="cau">Trải qua một cuộc bể dâu,</span>' in html


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_are_the_same(tmp_path: Path, end: str) -> None:
    _, html = read(tmp_path, "Bài một dài hơn một chút.\nBài hai cũng vậy thôi.\n".replace("\n", end))
    assert html.count("<p") == 2


def test_orders_to_terminals_and_turned_text_leave_no_trace(tmp_path: Path) -> None:
    _, html = read(tmp_path, "\x1b]0;x\x07\x1b[2J\x1b[31mChào\x1b[0m bà con\u202e olleh\u2066. N\x08No\x08o.\n")
    assert ">Chào bà con olleh. No.<" in html


def test_paragraph_goes_on_behind_the_end_of_a_page_and_its_number_goes(tmp_path: Path) -> None:
    _, html = read(tmp_path, "Người đi chợ mua\n- 3 -\n\fgạo về nấu cơm.\n\fTrang sau bắt đầu.\n")
    assert "- 3 -" not in html
    assert "gạo về nấu cơm." in html
    assert "<p>Trang sau bắt đầu.</p>" in html


def test_markup_in_a_text_is_text(tmp_path: Path) -> None:
    _, html = read(tmp_path, 'Gõ <b onclick="x()">chữ đậm</b> & <script>x()</script> vào ô.\n')
    assert "&lt;script&gt;x()&lt;/script&gt;" in html
    assert "<b" not in html


def test_table_of_strokes_is_a_table(tmp_path: Path) -> None:
    _, html = read(tmp_path, "Bảng:\n\n| Tuần | Nhiệt độ |\n|------|-----|\n| 1 | 32 |\n| 2 | 30 |\n\nHết bài.\n")
    assert "<th>Tuần</th><th>Nhiệt độ</th>" in html
    assert "<td>2</td><td>30</td>" in html


def test_lines_moved_in_without_end_do_no_harm(tmp_path: Path) -> None:
    extract, _ = read(tmp_path, "".join(f"{' ' * level}- x\n" for level in range(3_000)))
    assert sum(len(passage.text.split()) for passage in extract.passages) == 6_000


def test_table_of_tabs_is_a_table(tmp_path: Path) -> None:
    _, html = read(tmp_path, "Họ tên\tTuổi\tBản\nLò Văn Ú\t40\tPhiêng\nVàng A Sử\t35\tCò Mạ\n")
    assert "<td>Vàng A Sử</td><td>35</td><td>Cò Mạ</td>" in html


def test_drawing_stands_as_it_is(tmp_path: Path) -> None:
    _, html = read(tmp_path, "┌────┬────┐\n│ a  │ b  │\n└────┴────┘\n")
    assert "<pre" in html
    assert "│ a  │ b  │" in html


def test_law_has_its_chapters_and_articles(tmp_path: Path) -> None:
    text = (
        "LUẬT\nTHƯ VIỆN\nChương I\nNHỮNG QUY ĐỊNH CHUNG\nĐiều 1. Phạm vi điều chỉnh\n"
        f"{'Luật này quy định về thư viện. ' * 8}\n"
        f"Điều 2. Đối tượng áp dụng\n{'Luật này áp dụng cho mọi người. ' * 8}\n"
    )
    extract, _ = read(tmp_path, text)
    titles = [line.title for line in extract.contents]
    assert titles[-3:] == [
        "Chương I. NHỮNG QUY ĐỊNH CHUNG",
        "Điều 1. Phạm vi điều chỉnh",
        "Điều 2. Đối tượng áp dụng",
    ]
    assert extract.description.title == "LUẬT THƯ VIỆN"


def test_head_of_a_text_says_its_title_and_author(tmp_path: Path) -> None:
    extract, _ = read(tmp_path, "Tên sách: Dế Mèn phiêu lưu ký\nTác giả: Tô Hoài\n\nTôi sống độc lập từ thuở bé.\n")
    assert extract.description.title == "Dế Mèn phiêu lưu ký"
    assert [creator.name for creator in extract.description.creators] == ["Tô Hoài"]
    assert Caveat.TITLE_GUESSED not in extract.caveats


def test_poem_of_three_thousand_lines_is_verse_all_through(tmp_path: Path, shared_data: Path) -> None:
    extract, html = read(tmp_path, (shared_data / "text/truyen_kieu.txt").read_bytes())
    assert html.count('class="cau"') > 3_200
    assert len(extract.parts) > 1


def test_every_word_of_a_real_paper_is_kept(tmp_path: Path, shared_data: Path) -> None:
    text = (shared_data / "law/ke-hoach-son-la-2025.txt").read_text(encoding="utf-8")
    extract, _ = read(tmp_path, text)
    shown = " ".join(passage.text for passage in extract.passages).split()
    assert sorted(shown) == sorted(text.split())


@pytest.mark.parametrize(
    "data",
    [
        *(b"\x7fELF\x02\x01\x01" + bytes(100), b"Ch\xc3\xa0o\0b\xc3\xa0 con\0" * 20, b"", b"   \n \n"),
        random.Random(5).randbytes(4_096),  # noqa: S311 - noise, no secret
    ],
)
def test_what_is_no_text_is_not_taken_for_text(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert not TextReader().recognises(data, path)


def test_text_in_which_something_else_begins_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as caught:
        read(tmp_path, "Chào bà con. ".encode() * 400 + bytes(4_000))
    assert caught.value.refusal is Refusal.DAMAGED


def test_text_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"chao ba con\n" * 100)
    with pytest.raises(RefusedError) as caught:
        TextReader().read(path, tmp_path, ReadLimits(text_member=1_000))
    assert caught.value.refusal is Refusal.TOO_LARGE
