"""Guards which paragraphs are headings by their words: every article of a law, no sentence, no line of contents."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import html

from content.formats.flow.signs import heading_level, is_nameless
from content.text import normalise

PARTS = ["Phần thứ nhất", "PHẦN THỨ HAI\nCÁC TỘI PHẠM", "PHẦN I", "Phần 2. Cách làm", "PHẦN MỘT: MỞ ĐẦU"]
CHAPTERS = [
    *("Chương I", "CHƯƠNG II", "Chương III. QUY ĐỊNH CHUNG", "Chương IV\nHỆ THỐNG CHÍNH TRỊ", "Chương 5: Cây ngô"),
    *("CHƯƠNG I NHỮNG QUY ĐỊNH CHUNG", "PHỤ LỤC", "Phụ lục I", "PHỤ LỤC SỐ 02. DANH MỤC GIỐNG", "Phụ lục 1: Biểu giá"),
    *("Phụ lục II-A", "PHỤ LỤC (Kèm theo Quyết định số 12/QĐ-UBND)", "A. PHẦN MỞ ĐẦU", "Chapter II"),
]
SECTIONS = [
    *("Mục 1", "MỤC 2. THỐNG KÊ, KIỂM KÊ ĐẤT ĐAI", "Mục 3. Hợp đồng vay tài sản", "Mục III. TỔ CHỨC THỰC HIỆN"),
    *("BIỂU MẪU SỐ 01", "Mẫu số 02", "Mẫu số 01a/ĐKĐĐ", "Biểu số 3: Tổng hợp"),
    *("I. MỤC ĐÍCH, YÊU CẦU", "II- NHIỆM VỤ", "III/ KINH PHÍ", "IV) TỔ CHỨC THỰC HIỆN", "V. Kinh phí thực hiện"),
]
ARTICLES = [
    *("Điều 1. Phạm vi điều chỉnh", "Điều 12.- Hiệu lực", "ĐIỀU 3: TRÁCH NHIỆM", "Điều 5a. Bảo vệ trẻ em", "Điều 7"),
    *("Điều 10\nQuyền sở hữu", "Điều thứ 1", "Điều 3. Giao Ủy ban nhân dân xã:", "Điều 2. Phạm vi điều chỉnh."),
    "Điều 24. Kiểm tra an ninh mạng đối với hệ thống thông tin của cơ quan, tổ chức không thuộc Danh mục hệ thống "
    "thông tin quan trọng về an ninh quốc gia",
]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        *((text, 1) for text in PARTS),
        *((text, 2) for text in CHAPTERS),
        *((text, 3) for text in SECTIONS),
        *(("Tiểu mục 2", 4), ("TIỂU MỤC 1. BẢO LÃNH", 4)),
        *((text, 5) for text in ARTICLES),
    ],
)
def test_what_a_law_numbers_is_a_heading(text: str, level: int) -> None:
    assert heading_level(text) == level
    assert heading_level(text, bold=True, centred=True) == level


@pytest.mark.parametrize(
    "text",
    [
        "Điều 5 của Luật này quy định về quyền của người dân.",
        "Điều 5 quy định như sau:",
        "Điều 5, Điều 6 và Điều 7 của Nghị định này",
        "Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký và thay thế Quyết định số 12 ngày 3 tháng 7.",
        "Điều này quy định về trách nhiệm",
        "Điều khoản thi hành",
        "“Điều 5a. Bảo vệ trẻ em",
        "Phần diện tích còn lại được công nhận theo hiện trạng",
        "Phần một của bài nói về đất",
        "Phần mềm phục vụ quản lý nhà ở;",
        "Chương trình phát triển nhà ở cấp tỉnh;",
        "Chương 3 của sách nói về cách trồng ngô",
        "Mục tiêu và phạm vi hoạt động đầu tư kinh doanh;",
        "Mục V, số thứ tự 24",
        "Phụ lục này gồm có các biểu sau",
        "Phụ lục 1 ban hành kèm theo Thông tư này",
        "Mẫu số 01 ban hành kèm theo Thông tư này",
        "Mẫu 2 lít nước giếng, gửi về trạm.",
        "V. I. Lê-nin",
        "I. Newton tìm ra định luật vạn vật hấp dẫn khi thấy quả táo rơi.",
        "1. Chất ma túy là chất gây nghiện, chất hướng thần",
        "A. HÀ NỘI   B. ĐÀ NẴNG   C. HUẾ",
        "A. ADN",
        "a) Đất ở tại nông thôn",
        *("", "   ", "…", "***"),
    ],
)
def test_sentence_that_begins_like_a_heading_is_none(text: str) -> None:
    assert heading_level(text) == 0


@pytest.mark.parametrize(
    "text",
    [
        "Điều 1. Phạm vi điều chỉnh ............ 3",
        "CHƯƠNG II. QUY ĐỊNH CHUNG……………12",
        "Chương I\t5",
        "Mục 1. Thống kê . . . . . . 7",
        "I. MỤC ĐÍCH _______ 2",
    ],
)
def test_line_of_a_table_of_contents_is_no_heading(text: str) -> None:
    assert heading_level(text) == 0
    assert heading_level(text, bold=True) == 0


@pytest.mark.parametrize(
    ("text", "level"),
    [("1. Mục đích", 4), ("1.1. Mục tiêu chung", 5), ("2.1.3 Phân bón", 6), ("Chọn giống", 6), ("CHỌN GIỐNG", 3)],
)
def test_short_bold_line_is_a_heading(text: str, level: int) -> None:
    assert heading_level(text, bold=True) == level


@pytest.mark.parametrize(
    "text",
    [
        *("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ỦY BAN NHÂN DÂN", "UBND XÃ MƯỜNG LẠN"),
        *("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nơi nhận:", "QUYẾT ĐỊNH:", "Kính gửi", "Số: 12/QĐ"),
        *("Nguyễn Văn An", "Lò Thị Hà", "Sơn La, ngày 05 tháng 8 năm 2025", "(Đã ký)", "- Như trên;", "Lưu ý:"),
        "Mọi người dân đều được vào thư viện.",
        "TRƯỜNG TIỂU HỌC MƯỜNG LẠN",
    ],
)
def test_letterhead_and_signature_head_nothing(text: str) -> None:
    assert heading_level(text, bold=True, centred=True) == 0


def test_label_in_a_cell_is_a_mention() -> None:
    assert heading_level("Điều 5", alone=False) == 0


@pytest.mark.parametrize("text", ["Chương I", "PHẦN THỨ HAI", "Mục 2.", "Tiểu mục 3", "Phụ lục II", "Điều 7."])
def test_label_alone_wants_the_line_below_as_its_name(text: str) -> None:
    assert is_nameless(text)
    assert not is_nameless(f"{text} QUY ĐỊNH CHUNG")


def test_every_article_of_real_laws_is_a_heading_and_none_of_their_sentences(shared_data: Path) -> None:
    headings = sentences = 0
    for line in (shared_data / "law/landhouse/corpus.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        title = normalise(article["title"]).strip()
        if title and len(title) < 200 and not title.endswith("."):
            headings += heading_level(f"Điều {article['article']}. {title}") == 5
            sentences += 1
    assert headings == sentences > 500

    found = []
    for line in (shared_data / "law/vilawbench/corpus.jsonl").read_text(encoding="utf-8").splitlines():
        found += [row for row in json.loads(line)["text"].split("\n") if heading_level(row)]
    # The next division may stand at the end of an article, and three articles are quoted whole.
    kinds = re.compile(r"(?i)(phần|chương|mục|tiểu mục|điều)\s+(thứ\s+\w+|\d+|[ivxlc]+)")
    assert [row for row in found if not kinds.match(row.strip()) or row.endswith((".", ";", ","))] == []
    assert sum(row.startswith("Điều") for row in found) == 3


def test_law_as_the_press_publishes_it_has_all_its_chapters_and_articles(shared_data: Path) -> None:
    root = html.parse(str(shared_data / "law/ansvar/source_cybersecurity-law-2018.html")).getroot()
    levels = []
    for paragraph in root.iter("p"):
        text = re.sub(r"\s+", " ", paragraph.text_content()).strip()
        bold = len(text) > 0 and len("".join(one.text_content() for one in paragraph.iter("b")).strip()) >= len(text)
        levels.append((heading_level(text, bold=bold), text))
    articles = [text for level, text in levels if level == 5 and text.startswith("Điều")]
    assert [int(text.split()[1].strip(".")) for text in articles] == list(range(1, 44))
    assert [text for level, text in levels if level == 2 and text.startswith("Chương")] == [
        f"Chương {count}" for count in ["I", "II", "III", "IV", "V", "VI", "VII"]
    ]


def test_plan_of_the_province_has_its_sections(shared_data: Path) -> None:
    text = (shared_data / "law/ke-hoach-son-la-2025.txt").read_text(encoding="utf-8")
    found = [line.strip() for line in text.splitlines() if heading_level(line)]
    assert found == [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. QUAN ĐIỂM, PHẠM VI VÀ MỤC TIÊU",
        "III. NHIỆM VỤ, GIẢI PHÁP",
        "IV. KINH PHÍ THỰC HIỆN CHƯƠNG TRÌNH",
        "V. TỔ CHỨC THỰC HIỆN",
    ]
