"""Guards what is read of a PDF: each page a part, its text in paragraphs, contents, description, and what is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from content.formats.pdf import PdfReader
from content.formats.reading import Caveat, Extract, ReadLimits, Refusal
from content.formats.worker import Worker
from content.records import ContentsEntry, Creator, Identifier, Kind, Manner
from tests.content.formats.limited import refused
from tests.pdfs import Leaf, Pdf, Words, paragraph

READER = ("content.formats.pdf:PdfReader",)
TALE = (
    "Ngày xửa ngày xưa, ở một bản nọ có hai anh em mồ côi cha mẹ sống với",
    "nhau trong một túp lều nhỏ bên bờ suối. Người anh đi nương, người em",
    "ở nhà trông lúa.",
)
SECOND = (
    "Một hôm, có con hổ đi qua, người em sợ quá liền chạy vào trong rừng mà",
    "không biết lối về.",
)


@dataclass(frozen=True)
class Read:
    """A file that was read, and the folder it was written into."""

    extract: Extract
    folder: Path

    def html(self, number: int) -> str:
        """The body of a part."""
        return (self.folder / self.extract.parts[number - 1].file).read_text(encoding="utf-8")


Reading = Callable[..., Read]


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker(limits=ReadLimits(seconds=30.0), readers=READER) as started:
        yield started


@pytest.fixture
def read(worker: Worker, tmp_path: Path) -> Reading:
    def one(pdf: Pdf | bytes, by: Worker = worker) -> Read:
        path = tmp_path / "sách.pdf"
        path.write_bytes(pdf if isinstance(pdf, bytes) else pdf.data())
        folder = tmp_path / "scratch"
        return Read(by.read(path, folder), folder)

    return one


def of_text(*lines: str) -> Leaf:
    return Leaf(paragraph(*lines))


def test_each_page_is_a_part_with_its_place_and_size(read: Reading) -> None:
    parts = read(Pdf([of_text(*TALE), of_text(*SECOND), Leaf(box="0 0 400 300")])).extract.parts
    assert [(part.number, part.page, part.manner) for part in parts] == [(n, n, Manner.PAGE) for n in (1, 2, 3)]
    assert [(part.width, part.height) for part in parts] == [(595, 842), (595, 842), (400, 300)]
    assert parts[0].characters == len(" ".join(TALE))
    assert parts[2].characters == 0


def test_lines_of_a_paragraph_are_joined_and_a_gap_parts_two(read: Reading) -> None:
    page = Leaf((*paragraph(*TALE), *paragraph(*SECOND, top=690.0)))
    assert read(Pdf([page])).html(1) == f"<p>{' '.join(TALE)}</p>\n<p>{' '.join(SECOND)}</p>"


def test_an_indent_begins_a_paragraph(read: Reading) -> None:
    lines = paragraph(*TALE[:2], *SECOND)
    moved = tuple(
        Words(line.text, line.left + 20 * (number == 2), line.bottom, line.size) for number, line in enumerate(lines)
    )
    assert read(Pdf([Leaf(moved)])).html(1).count("<p>") == 2


def test_lines_that_were_ended_on_purpose_stay_apart(read: Reading) -> None:
    verse = ("Trăm năm trong cõi người ta,", "Chữ tài chữ mệnh khéo là ghét nhau.", "Trải qua một cuộc bể dâu,")
    page = Leaf((*paragraph(*verse), *paragraph(*TALE, top=690.0)))
    assert [f"<p>{line}</p>" in read(Pdf([page])).html(1) for line in verse] == [True, True, True]


def test_larger_letters_are_a_heading(read: Reading) -> None:
    page = Leaf((Words("Chương một", 200.0, 790.0, 20.0), *paragraph(*TALE)))
    assert read(Pdf([page])).html(1).startswith("<h2>Chương một</h2>\n<p>Ngày xửa")


def test_words_that_look_like_markup_stay_words(read: Reading) -> None:
    html = read(Pdf([of_text('<script>alert("x")</script> & <img src=x onerror=y>')])).html(1)
    assert html == "<p>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &lt;img src=x onerror=y&gt;</p>"


def test_ligatures_loose_marks_and_hidden_signs_are_made_plain(read: Reading) -> None:
    html = read(Pdf([of_text("o\u0302\u0301ng ﬁnal\u200b Ða\u0323i \uf0b7 mục")])).html(1)
    assert html == "<p>ống final Đại • mục</p>"


def test_numbers_of_pages_and_running_heads_are_left_out(read: Reading) -> None:
    pages = [
        Leaf((Words("Truyện cổ Thái", 220.0, 815.0, 9.0), *paragraph(*TALE), Words(f"- {n} -", 290.0, 20.0, 9.0)))
        for n in range(1, 7)
    ]
    book = read(Pdf(pages))
    assert {book.html(number) for number in range(1, 7)} == {f"<p>{' '.join(TALE)}</p>"}


def test_what_stands_in_the_middle_of_every_page_stays(read: Reading) -> None:
    book = read(Pdf([of_text("Lời bài hát:", "1", *TALE) for _ in range(6)]))
    assert all("Lời bài hát" in book.html(number) for number in range(1, 7))


def test_heading_on_every_page_is_no_running_head(read: Reading) -> None:
    book = read(Pdf([Leaf((Words("Bài hát", 72.0, 800.0, 20.0), *paragraph(*TALE))) for _ in range(6)]))
    assert all("<h2>Bài hát</h2>" in book.html(number) for number in range(1, 7))


def test_text_on_a_turned_page_is_read_as_it_is_seen(read: Reading) -> None:
    # Written from below to above, and the page turned by 90 degrees: for who looks at it lines stand as on any other.
    lines = (*TALE, *SECOND)
    drawn = "\n".join(
        f"BT /F 12 Tf 0 1 -1 0 {100 + 16 * number + 40 * (number > 2)} 60 Tm <{line.encode('utf-16-be').hex()}> Tj ET"
        for number, line in enumerate(lines)
    )
    book = read(Pdf([Leaf(drawn=drawn, turned=90)]))
    assert (book.extract.parts[0].width, book.extract.parts[0].height) == (842, 595)
    assert book.html(1) == f"<p>{' '.join(TALE)}</p>\n<p>{' '.join(SECOND)}</p>"


def test_letters_that_mean_nothing_are_no_text(read: Reading) -> None:
    book = read(Pdf([Leaf(paragraph(*TALE), without_map=True)]))
    assert book.extract.parts[0].characters == 0
    assert Caveat.NO_TEXT in book.extract.caveats


def test_private_signs_and_control_characters_are_no_text(read: Reading) -> None:
    book = read(Pdf([of_text("".join(chr(0xE000 + n) for n in range(60)), "abc")]))
    assert not book.extract.passages


def test_scan_says_that_it_has_no_text_and_its_pages_share_an_empty_file(read: Reading) -> None:
    scan = Leaf(grey=bytes(range(200)) * 280, side=200)
    book = read(Pdf([scan, scan]))
    assert Caveat.NO_TEXT in book.extract.caveats
    assert {part.file for part in book.extract.parts} == {book.extract.parts[0].file}
    assert book.html(1) == ""


def test_some_pages_without_text_are_told(read: Reading) -> None:
    scan = Leaf(grey=bytes(range(200)) * 280, side=200)
    caveats = read(Pdf([scan, of_text(*TALE), of_text(*SECOND)])).extract.caveats
    assert Caveat.SOME_WITHOUT_TEXT in caveats
    assert Caveat.NO_TEXT not in caveats


def test_outline_becomes_contents_and_headings_of_passages(read: Reading) -> None:
    outline = (("Hai anh em", 1), ("Con hổ", 2))
    extract = read(Pdf([of_text(*TALE), of_text(*SECOND), of_text(*TALE)], outline=outline)).extract
    assert extract.contents == tuple(ContentsEntry(depth=0, title=title, part=page) for title, page in outline)
    assert [(one.part, one.heading, one.place) for one in extract.passages] == [
        (1, "Hai anh em", ""),
        (2, "Con hổ", ""),
        (3, "Con hổ", ""),
    ]


def test_outline_that_runs_in_a_circle_ends(read: Reading) -> None:
    outline = (("Một", 1), ("Hai", 1))
    assert len(read(Pdf([of_text(*TALE)], outline=outline, outline_loops=True)).extract.contents) == 2


def test_line_of_the_outline_without_a_place_leads_where_the_next_does(read: Reading) -> None:
    outline = (("Phần thứ nhất", 0), ("Chương một", 2))
    contents = read(Pdf([of_text(*TALE), of_text(*SECOND)], outline=outline)).extract.contents
    assert [line.part for line in contents] == [2, 2]


def test_file_without_an_outline_gets_no_invented_contents(read: Reading) -> None:
    assert read(Pdf([of_text(*TALE), of_text(*SECOND)])).extract.contents == ()


def test_number_printed_on_a_page_is_its_title_where_it_differs(read: Reading) -> None:
    parts = read(Pdf([of_text(*TALE)] * 4, labels="0<</S/r>> 2<</S/D/St 3>>")).extract.parts
    assert [part.title for part in parts] == ["i", "ii", "", ""]


def test_description_is_what_the_file_says(read: Reading) -> None:
    info = {
        "Title": "Truyện cổ Thái",
        "Author": "Cầm Trọng; Phan Hữu Dật",
        "Subject": "Truyện kể của người Thái ở Tây Bắc. ISBN 978-604-2-00001-1",
        "Keywords": "truyện cổ, Thái",
        "CreationDate": "D:20140512101010+07'00'",
    }
    said = read(Pdf([of_text(*TALE, *SECOND)], info=info)).extract.description
    assert (said.title, said.issued, said.language) == ("Truyện cổ Thái", "2014", "vi")
    assert said.creators == (Creator("Cầm Trọng"), Creator("Phan Hữu Dật"))
    assert said.keywords == ("truyện cổ", "Thái")
    assert said.description.startswith("Truyện kể của người Thái")


@pytest.mark.parametrize(
    ("title", "author"),
    [
        ("Microsoft Word - bao cao.doc", "Administrator"),
        ("Untitled", "User"),
        ("C:\\Users\\admin\\Desktop\\a", "admin"),
        ("truyen_co_thai.indd", "Adobe Acrobat"),
        ("PowerPoint Presentation", "PC-01"),
        ("Scan 001", "HP"),
    ],
)
def test_what_programs_put_there_is_not_believed(read: Reading, title: str, author: str) -> None:
    extract = read(Pdf([of_text(*TALE)], info={"Title": title, "Author": author})).extract
    assert (extract.description.title, extract.description.creators) == ("", ())
    assert Caveat.TITLE_GUESSED in extract.caveats


def test_largest_letters_of_the_first_page_are_the_title_of_a_file_that_names_none(read: Reading) -> None:
    cover = Leaf(
        (
            Words("Lê Trung Vũ", 230.0, 790.0, 14.0),
            Words("Lễ hội", 200.0, 700.0, 36.0),
            Words("cổ truyền", 190.0, 655.0, 36.0),
        )
    )
    extract = read(Pdf([cover, of_text(*TALE), of_text(*SECOND)])).extract
    assert extract.description.title == "Lễ hội cổ truyền"
    assert Caveat.TITLE_GUESSED in extract.caveats


def test_heading_of_a_chapter_is_no_title(read: Reading) -> None:
    page = Leaf((Words("1. Mở đầu", 72.0, 790.0, 24.0), *paragraph(*TALE)))
    assert read(Pdf([page])).extract.description.title == ""


XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/" pdf:Producer="x" prism:doi="10.1234/ABC.5">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Lễ hội cổ truyền</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Lê Trung Vũ</rdf:li></rdf:Seq></dc:creator><dc:date>2005-03</dc:date>
<dc:language><rdf:Bag><rdf:li>th</rdf:li></rdf:Bag></dc:language></rdf:Description></rdf:RDF></x:xmpmeta>"""


def test_xmp_says_what_the_information_dictionary_does_not(read: Reading) -> None:
    said = read(Pdf([of_text("Xin chào")], xmp=XMP)).extract.description
    assert (said.title, said.issued, said.language) == ("Lễ hội cổ truyền", "2005-03", "th")
    assert said.creators == (Creator("Lê Trung Vũ"),)
    assert said.identifiers == (Identifier("doi", "10.1234/abc.5"),)


def test_xmp_with_entities_is_left_aside(read: Reading) -> None:
    hostile = XMP.replace("<x:xmpmeta", '<x:xmpmeta a="&x;"')
    doctype = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    extract = read(Pdf([of_text(*TALE)], xmp=doctype + hostile)).extract
    assert "root:" not in repr(extract)


def test_file_that_says_english_and_is_vietnamese_is_vietnamese(read: Reading) -> None:
    extract = read(Pdf([of_text(*TALE, *SECOND)], language="en-US")).extract
    assert extract.description.language == "vi"
    assert Caveat.LANGUAGE_GUESSED in extract.caveats


def test_forty_nine_pages_are_a_book(read: Reading) -> None:
    assert read(Pdf([Leaf()] * 48)).extract.kind is Kind.DOCUMENT
    assert read(Pdf([Leaf()] * 49)).extract.kind is Kind.BOOK


def test_cover_is_the_first_page_with_something_on_it(read: Reading) -> None:
    book = read(Pdf([Leaf(), Leaf(drawn="0 0 1 rg 100 100 300 300 re f")]))
    cover = next(one for one in book.extract.resources if one.name == book.extract.cover)
    assert (cover.media_type, cover.height) == ("image/jpeg", 600)
    assert read(Pdf([Leaf(), Leaf()])).extract.cover == ""


def test_file_that_everybody_may_open_is_opened(read: Reading) -> None:
    assert read(Pdf([of_text("Xin chào")], password="")).html(1) == "<p>Xin chào</p>"


def test_file_with_password_is_refused_by_name(read: Reading) -> None:
    assert refused(read, Pdf([of_text("Xin chào")], password="mật".encode().hex())).refusal is Refusal.ENCRYPTED


def test_file_without_pages_is_refused_by_name(read: Reading) -> None:
    assert refused(read, Pdf([])).refusal is Refusal.NOTHING_TO_READ


def test_damaged_file_is_refused_by_name(read: Reading) -> None:
    assert refused(read, b"%PDF-1.7\n" + bytes(range(256)) * 20).refusal is Refusal.DAMAGED


def test_file_cut_short_is_mended_as_far_as_it_goes(read: Reading) -> None:
    data = Pdf([of_text(*TALE)]).data()
    assert read(data[: data.rindex(b"xref")] + b"trailer<</Root 1 0 R>>").html(1).startswith("<p>Ngày xửa")


def test_noise_before_the_sign_is_passed_over(read: Reading) -> None:
    data = Pdf([of_text("Xin chào")], before=b"\0" * 900).data()
    assert PdfReader().recognises(data[:4_096], Path("x"))
    assert read(data).html(1) == "<p>Xin chào</p>"
    assert refused(read, Pdf([Leaf()], before=b"\0" * 1_100).data()).refusal is Refusal.UNKNOWN_KIND


def test_pages_that_are_only_claimed_end_in_what_is_there(read: Reading) -> None:
    extract = read(Pdf([of_text(*TALE)], count=1_000_000)).extract
    assert len(extract.parts) == 1
    assert Caveat.LEFT_OUT in extract.caveats


def test_more_pages_than_are_kept_are_told(read: Reading) -> None:
    with Worker(limits=ReadLimits(parts=5), readers=READER) as few:
        extract = read(Pdf([of_text(*TALE)] * 8), few).extract
    assert len(extract.parts) == 5
    assert Caveat.LEFT_OUT in extract.caveats


def test_when_time_runs_out_pages_stay_as_pictures(tmp_path: Path) -> None:
    path = Pdf([of_text(*TALE)] * 40).write(tmp_path / "a.pdf")
    (tmp_path / "out").mkdir()
    extract = PdfReader().read(path, tmp_path / "out", ReadLimits(seconds=0.0))
    assert len(extract.parts) == 40
    assert not any(part.characters for part in extract.parts)
    assert any("from page 1 on" in note for note in extract.notes)


def test_book_of_six_hundred_pages_is_read_whole_within_the_limits(read: Reading) -> None:
    lines = (TALE + SECOND) * 7
    pages = [Leaf((Words(f"Trang {n}", 300.0, 20.0, 9.0), *paragraph(f"Đoạn {n}x", *lines))) for n in range(1, 601)]
    outline = tuple((f"Chương {n // 50 + 1}", n) for n in range(1, 601, 50))
    book = read(Pdf(pages, outline=outline))
    assert book.extract.kind is Kind.BOOK
    assert len(book.extract.parts) == 600
    assert all(part.characters > 1_500 for part in book.extract.parts)
    assert "Đoạn 600x" in book.html(600)
    assert "Trang" not in book.html(300)
    assert len(book.extract.contents) == 12
    assert book.extract.passages[-1].heading == "Chương 12"


@pytest.mark.parametrize(
    ("font", "shown", "meant", "encoding"),
    [
        (".VnTime", "Céng hoµ x· héi", "Cộng hoà xã hội", "tcvn3"),
        (".VnTimeH", "céng hoµ x· héi", "CỘNG HOÀ XÃ HỘI", "tcvn3"),
        ("ABCDEF+VNI-Times", "Coäng hoaø xaõ hoäi", "Cộng hoà xã hội", "vni"),
    ],
)
def test_letters_of_an_old_font_are_read_and_told(
    font: str, shown: str, meant: str, encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(Pdf([Leaf((Words(shown),))]).data().replace(b"/Nowhere", b"/" + font.encode()))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    extract = PdfReader().read(path, scratch, ReadLimits())
    assert [passage.text for passage in extract.passages] == [meant]
    assert [one.encoding for one in extract.converted] == [encoding]
    assert Caveat.OLD_LETTERS in extract.caveats
