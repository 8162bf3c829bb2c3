"""What office programs write is read whole, in every format: labels, tables, pictures, notes, old fonts.

Twelve papers, each in five formats, made by LibreOffice; what is read is compared with the words that were put in.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from content.formats.flow.exhibits import MISSING
from content.formats.reading import Caveat, Extract
from content.formats.worker import Worker
from tests.papers import Level, Paper, turned

FORMATS = ("docx:MS Word 2007 XML", "doc:MS Word 97", "odt", "rtf", "html:HTML (StarWriter)")
ENDINGS = tuple(wanted.partition(":")[0] for wanted in FORMATS)
WORD = re.compile(r"[\w%/.()-]+")


def articles() -> Paper:
    paper = Paper("dieu", title="Quy chế làm việc của Ủy ban nhân dân xã")
    paper.heading("QUY CHẾ LÀM VIỆC")
    levels = [Level("I", "Chương "), Level("1", "Điều "), Level("1"), Level("a", after=")")]
    items = [
        (1, "Quy định chung"),
        (2, "Phạm vi điều chỉnh"),
        (3, "Quy chế này áp dụng cho cán bộ xã."),
        (3, "Không áp dụng cho khách:"),
        (4, "khách đến làm việc;"),
        (4, "khách đến học."),
        (2, "Nguyên tắc"),
        (3, "Tập trung dân chủ."),
        (1, "Trách nhiệm"),
        (2, "Chủ tịch xã"),
    ]
    labels = ["Chương I.", "Điều 1.", "1.", "2.", "a)", "b)", "Điều 2.", "1.", "Chương II.", "Điều 1."]
    paper.listed(levels, items, labels)
    return paper


def decimals() -> Paper:
    paper = Paper("so")
    paper.heading("Đề cương báo cáo")
    levels = [Level("1"), Level("1", shown=2), Level("1", shown=3)]
    items = [(1, "Mở đầu"), (2, "Lý do"), (2, "Mục đích"), (3, "Trước mắt"), (3, "Lâu dài"), (1, "Kết luận")]
    paper.listed(levels, items, ["1.", "1.1.", "1.2.", "1.2.1.", "1.2.2.", "2."])
    return paper


def started() -> Paper:
    paper = Paper("tu-nam")
    paper.paragraph("Danh sách tiếp theo trang trước.")
    paper.listed([Level("1", start=5)], [(1, "Lò Văn Một"), (1, "Quàng Thị Hai")], ["5.", "6."])
    paper.paragraph("Hết danh sách thứ nhất.")
    paper.listed([Level("i", "(", ")")], [(1, "mục nhỏ"), (1, "mục nữa")], ["(i)", "(ii)"])
    paper.listed([Level("A", after="")], [(1, "mục lớn"), (1, "mục lớn nữa")], ["A", "B"])
    return paper


def tables() -> Paper:
    paper = Paper("bang")
    paper.heading("Biểu tổng hợp hộ nghèo")
    rows = [["Bản", "Số hộ", ""], ["", "Nghèo", "Cận nghèo"], ["Mường Lạn", "12", "30"], ["Pá Kạch", "7", "9"]]
    paper.table(rows, {(0, 0): (1, 2), (0, 1): (2, 1)})
    paper.paragraph("Người lập biểu")
    return paper


def header() -> Paper:
    paper = Paper("cong-van", title="Công văn về việc luân chuyển sách")
    paper.table(
        [
            ["ỦY BAN NHÂN DÂN XÃ MƯỜNG LẠN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            ["Số: 12/CV-UBND", "Độc lập - Tự do - Hạnh phúc"],
        ]
    )
    paper.paragraph("Kính gửi: Thư viện tỉnh Sơn La", "giua")
    paper.paragraph("Ủy ban nhân dân xã đề nghị luân chuyển 200 cuốn sách về xã trong quý I năm 2026.")
    paper.paragraph("CHỦ TỊCH", "phai")
    return paper


def tcvn3() -> Paper:
    paper = Paper("tcvn3")
    paper.runs(("Cộng hòa xã hội chủ nghĩa Việt Nam", "tcvnh"))
    paper.runs(("Độc lập - Tự do - Hạnh phúc", "tcvn"))
    paper.runs(("Căn cứ Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân ngày 21 tháng 6 năm 1994;", "tcvn"))
    paper.runs(("Xét đề nghị của ông Trưởng phòng Văn hóa huyện Sốp Cộp,", "tcvn"))
    return paper


def vni() -> Paper:
    paper = Paper("vni")
    paper.runs(("Phòng đọc sách của bưu điện văn hóa xã mở cửa từ bảy giờ sáng.", "vni"))
    paper.runs(("Bà con muốn mượn sách thì ghi vào sổ, giữ gìn cẩn thận và trả đúng hẹn.", "vni"))
    return paper


def mixed() -> Paper:
    paper = Paper("lan-lon")
    paper.runs(("Phần này gõ năm 1999 bằng phông cũ, ", "tcvn"), ("phần này gõ năm 2015 bằng phông mới.", "plain"))
    paper.runs(("Đoạn này toàn chữ bây giờ, có tên café và Müller.", "plain"))
    paper.runs(("Đoạn này lại là chữ cũ, ghi nhiệm vụ của tổ quản lý rừng.", "tcvn"))
    return paper


def pictured() -> Paper:
    paper = Paper("hinh")
    paper.heading("Hướng dẫn trồng mận hậu")
    paper.paragraph("Cây giống như hình dưới đây.")
    paper.picture("green")
    paper.paragraph("Đào hố sâu nửa mét.")
    paper.picture("brown")
    return paper


def noted() -> Paper:
    paper = Paper("chu-thich")
    paper.heading("Tục cưới của người Thái")
    paper.noted("Lễ vật gồm rượu, trầu và vải", "Theo lời bà Lò Thị Mai, bản Mòn.")
    paper.paragraph("Ngày cưới do hai họ chọn.")
    return paper


def headed() -> Paper:
    paper = Paper("chuong-muc")
    paper.heading("Sổ tay phòng cháy rừng")
    for number, name in enumerate(("Trước mùa khô", "Khi có cháy", "Sau khi cháy"), 1):
        paper.heading(f"Phần {number}. {name}", 1)
        paper.heading("Việc của trưởng bản", 2)
        paper.paragraph(f"Việc thứ {number} của trưởng bản là báo cho kiểm lâm theo số máy ghi ở nhà văn hóa.")
        paper.heading("Việc của mỗi nhà", 2)
        paper.paragraph("Mỗi nhà chuẩn bị dao, cuốc và can nước.")
    return paper


def long() -> Paper:
    paper = Paper("dai")
    paper.heading("NGHỊ QUYẾT")
    items, labels = [], []
    for article in range(1, 61):
        items.append((1, f"Nhiệm vụ thứ {article} của hội đồng"))
        labels.append(f"Điều {article}.")
        for clause in range(1, 4):
            items.append(
                (2, f"Khoản này nói rõ việc {article * 10 + clause} phải làm trong năm và ai chịu trách nhiệm.")
            )
            labels.append(f"{clause}.")
    paper.listed([Level("1", "Điều "), Level("1")], items, labels)
    return paper


PAPERS: tuple[Callable[[], Paper], ...] = (
    articles, decimals, started, tables, header, tcvn3, vni, mixed, pictured, noted, headed, long,
)  # fmt: skip
CASES = [(make.__name__, ending) for make in PAPERS for ending in ENDINGS]


@dataclass(frozen=True)
class Read:
    """A paper as it was read."""

    paper: Paper
    extract: Extract
    pages: str

    @property
    def text(self) -> str:
        """What search finds in it."""
        return "\n".join(passage.text for passage in self.extract.passages)


class Readings:
    """Every paper in every format, read by the limited worker when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._papers = {make.__name__: make() for make in PAPERS}
        self._files = turned(list(self._papers.values()), folder, filters=FORMATS)
        self._read: Readings = {}

    def __getitem__(self, key: tuple[str, str]) -> Read:
        name, ending = key
        if key not in self._read:
            paper = self._papers[name]
            path = self._files[ending][list(self._papers).index(name)]
            scratch = self._folder / f"{paper.name}-{ending}"
            scratch.mkdir(exist_ok=True)
            with Worker() as worker:
                extract = worker.read(path, scratch)
            pages = "".join((scratch / part.file).read_text("utf-8") for part in extract.parts)
            self._read[key] = Read(paper, extract, pages)
        return self._read[key]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Readings:
    """All papers, written in all formats by LibreOffice."""
    return Readings(tmp_path_factory.mktemp("papers"))


def words(text: str) -> list[str]:
    return [word.strip(".") for word in WORD.findall(unicodedata.normalize("NFC", text)) if word.strip(".")]


def lines(paper: Paper, ending: str) -> list[str]:
    """What is to be read. HTML has lists of its own, which the browser counts, and no "Điều" before their numbers."""
    if ending != "html":
        return paper.lines
    labels = iter([*paper.labels, ""])
    label, kept = next(labels), []
    for line in paper.lines:
        if label and line.startswith(f"{label} "):
            line, label = line.removeprefix(f"{label} "), next(labels)  # noqa: PLW2901
        kept.append(line)
    return kept


pytestmark = pytest.mark.desk("libreoffice")


@pytest.mark.parametrize(("name", "ending"), CASES)
def test_every_word_and_label_is_read_in_its_order(read: Readings, name: str, ending: str) -> None:
    one = read[name, ending]
    wanted, found = words("\n".join(lines(one.paper, ending))), words(one.text)
    if (name, ending) == ("pictured", "html"):
        # A single page of the web has no pictures in it: that they are missing is said in their places.
        found = words(one.text.replace(MISSING["picture"], ""))
    if name == "noted":
        # Notes are read in other places; LibreOffice writes no gap between a note and its sign on web pages.
        text = re.sub(r"(?<!\w)(?:1|i)(?=[^\W\d_])", " ", one.text) if ending == "html" else one.text
        wanted, found = sorted(wanted), sorted(word for word in words(text) if word not in {"1", "[1", "i"})
        assert set(wanted) <= set(found)
        return
    lost = [
        (wanted[a:b], found[c:d])
        for tag, a, b, c, d in difflib.SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    assert lost == []


@pytest.mark.parametrize("ending", [ending for ending in ENDINGS if ending != "html"])
def test_articles_are_places(read: Readings, ending: str) -> None:
    titles = [line.title for line in read["long", ending].extract.contents]
    assert [f"Điều {number}. Nhiệm vụ thứ {number} của hội đồng" for number in range(1, 61)] == titles[-60:]


@pytest.mark.parametrize("ending", ENDINGS)
def test_headings_are_the_contents(read: Readings, ending: str) -> None:
    lines = [(line.depth, line.title) for line in read["headed", ending].extract.contents]
    assert (1, "Việc của trưởng bản") in lines
    assert [title for _, title in lines if title.startswith("Phần")] == [
        "Phần 1. Trước mùa khô", "Phần 2. Khi có cháy", "Phần 3. Sau khi cháy"
    ]  # fmt: skip


@pytest.mark.parametrize("ending", ENDINGS)
def test_cells_span_as_they_did(read: Readings, ending: str) -> None:
    pages = read["tables", ending].pages
    assert re.search(r'<t[dh][^>]*colspan="2"[^>]*>(<[^>]*>)*Số hộ', pages)
    assert re.search(r'<t[dh][^>]*rowspan="2"[^>]*>(<[^>]*>)*Bản', pages)


@pytest.mark.parametrize("ending", [ending for ending in ENDINGS if ending != "html"])
def test_pictures_stand_where_they_stood(read: Readings, ending: str) -> None:
    one = read["pictured", ending]
    assert len(one.extract.resources) == 2
    assert re.search(r"dưới đây\..*<img .*Đào hố.*<img ", one.pages, re.DOTALL)


@pytest.mark.parametrize("name", ["tcvn3", "vni", "mixed"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_old_fonts_are_told_with_confidence(read: Readings, name: str, ending: str) -> None:
    extract = read[name, ending].extract
    assert Caveat.OLD_LETTERS in extract.caveats
    assert Caveat.DOUBTFUL_LETTERS not in extract.caveats
    assert {one.encoding for one in extract.converted} == {"vni" if name == "vni" else "tcvn3"}
    assert all(one.confidence >= 90 for one in extract.converted)


@pytest.mark.parametrize("ending", ENDINGS)
def test_papers_without_old_fonts_are_not_called_old(read: Readings, ending: str) -> None:
    for make in PAPERS:
        if make not in {tcvn3, vni, mixed}:
            assert read[make.__name__, ending].extract.converted == ()


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_centred_and_at_the_right_stays_there(read: Readings, ending: str) -> None:
    pages = read["header", ending].pages
    assert re.search(r'<p[^>]*class="g"[^>]*>(<[^>]*>)*Kính gửi', pages)
    assert re.search(r'<p[^>]*class="ph"[^>]*>(<[^>]*>)*CHỦ TỊCH', pages)


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_paper_says_its_own_title(read: Readings, ending: str) -> None:
    assert read["articles", ending].extract.description.title == "Quy chế làm việc của Ủy ban nhân dân xã"
