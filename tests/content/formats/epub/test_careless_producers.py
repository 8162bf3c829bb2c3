"""Guards that books of careless producers are read whole: odd archives, wrong packages, contents that lead nowhere."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from content.formats.epub import EpubReader
from content.formats.reading import Refusal, RefusedError
from tests.content.formats.epub.books import Book, read_book
from tests.epubs import CONTAINER, METADATA, document, make_epub, ncx, png, prose

CHAPTERS = ["<h1>Một</h1><p>lời một</p>", "<h1>Hai</h1><p>lời hai</p>"]


def repacked(path: Path, name: str, *, mimetype: bool = True) -> Path:
    """The same book with other names of members.

    Args:
        path: the book; it is replaced.
        name: how the names are made, with `{}` for the old one; a backslash alone: it stands for every stroke.
        mimetype: whether the member that says what it is stays.
    """
    with zipfile.ZipFile(path) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for old, data in members:
            if old != "mimetype":
                archive.writestr(old.replace("/", "\\") if name == "\\" else name.format(old), data)
            elif mimetype:
                archive.writestr(old, data)
    return path


def headings(book: Book) -> list[str]:
    """What the parts of a book begin with."""
    return [book.tree(part.number)[0].text_content() for part in book.extract.parts]


@pytest.mark.parametrize("name", ["\\", "Sách của tôi/{}", "{}"])
@pytest.mark.parametrize("mimetype", [True, False])
def test_archive_packed_by_hand_is_recognised_and_read(tmp_path: Path, name: str, mimetype: bool) -> None:
    path = repacked(make_epub(tmp_path / "b.epub", chapters=CHAPTERS), name, mimetype=mimetype)
    with path.open("rb") as file:
        assert EpubReader().recognises(file.read(4096), path)
    assert headings(read_book(path, tmp_path / "out")) == ["Một", "Hai"]


@pytest.mark.parametrize(
    "container",
    [
        None,
        "",
        "<container><rootfiles><rootfile",
        CONTAINER.replace("OEBPS/content.opf", "OPS/sach.opf"),
        CONTAINER.replace("rootfile ", "rootfool "),
        CONTAINER.replace("OEBPS/content.opf", "../../etc/passwd"),
    ],
)
def test_package_that_no_container_names_is_not_guessed(tmp_path: Path, container: str | None) -> None:
    path = make_epub(tmp_path / "b.epub", chapters=CHAPTERS, replace={"META-INF/container.xml": container})
    with pytest.raises(RefusedError) as refused:
        read_book(path, tmp_path / "out")
    assert refused.value.refusal is Refusal.DAMAGED


PACKAGE = (
    '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="2.0"><metadata '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Cơm & cháo</dc:title>{metadata}</metadata><manifest>'
    '<item id="{ids[0]}" href="c1.xhtml" media-type="{types[0]}"/><item id="{ids[1]}" href="c2.xhtml" '
    'media-type="{types[1]}"/></manifest>{spine}</package>'
)


@pytest.mark.parametrize(
    ("ids", "spine"),
    [
        (("a", "b"), '<spine><itemref idref="x"/><itemref idref="y"/></spine>'),
        (("a", "b"), '<spine><itemref idref="c1.xhtml"/><itemref idref="Text/c2.xhtml"/></spine>'),
        (("Mot", "Hai"), '<spine><itemref idref="mot"/><itemref idref="HAI"/></spine>'),
        (("a", "a"), '<spine><itemref idref="a"/><itemref idref="a"/></spine>'),
        (("a", "b"), '<spine><itemref idref="a" linear="no"/><itemref idref="b" linear="no"/></spine>'),
    ],
)
@pytest.mark.parametrize("types", [("application/xhtml+xml",) * 2, ("text/plain", "image/jpeg"), ("", "")])
@pytest.mark.parametrize("metadata", ["", "<dc:description>một < hai <p>ba"])
def test_reading_order_is_what_the_package_must_have_meant(
    tmp_path: Path, ids: tuple[str, str], types: tuple[str, str], spine: str, metadata: str
) -> None:
    package = PACKAGE.format(ids=ids, types=types, spine=spine, metadata=metadata)
    path = make_epub(tmp_path / "b.epub", chapters=CHAPTERS, replace={"OEBPS/content.opf": package})
    book = read_book(path, tmp_path / "out")
    assert headings(book) == ["Một", "Hai"]
    assert book.extract.description.title == "Cơm & cháo"


@pytest.mark.parametrize("spine", ["", "<spine/>", '<spine><itemnot idref="a"/></spine>'])
def test_package_without_reading_order_has_nothing_to_read(tmp_path: Path, spine: str) -> None:
    package = PACKAGE.format(ids=("a", "b"), types=("application/xhtml+xml",) * 2, spine=spine, metadata="")
    path = make_epub(tmp_path / "b.epub", chapters=CHAPTERS, replace={"OEBPS/content.opf": package})
    with pytest.raises(RefusedError) as refused:
        read_book(path, tmp_path / "out")
    assert refused.value.refusal in (Refusal.DAMAGED, Refusal.NOTHING_TO_READ)


def test_cover_page_that_is_not_linear_stays_in_front(tmp_path: Path) -> None:
    path = make_epub(
        tmp_path / "b.epub",
        chapters=['<img src="bia.png" alt=""/>', *CHAPTERS],
        files={"bia.png": png(), "dap-an.xhtml": document("<h1>Đáp án</h1>")},
        spine_extra='<itemref idref="f2" linear="no"/>',
    )
    with zipfile.ZipFile(path) as archive:
        package = archive.read("OEBPS/content.opf").decode().replace('idref="c1"', 'idref="c1" linear="no"')
    path = make_epub(path, chapters=['<img src="bia.png" alt=""/>', *CHAPTERS],
                     files={"bia.png": png(), "dap-an.xhtml": document("<h1>Đáp án</h1>")},
                     replace={"OEBPS/content.opf": package})  # fmt: skip
    book = read_book(path, tmp_path / "out")
    assert book.tree(1).find(".//img") is not None
    assert [book.tree(number)[0].text_content() for number in (2, 3, 4)] == ["Một", "Hai", "Đáp án"]


def test_document_that_the_manifest_forgets_is_read_when_something_leads_to_it(tmp_path: Path) -> None:
    replace = {"OEBPS/phu-luc.html": document("<h1>Phụ lục</h1>"), "OEBPS/khac.css": "p {}"}
    chapter = '<h1>Một</h1><p><a href="phu-luc.html">xem</a> <a href="khac.css">không</a></p>'
    book = read_book(make_epub(tmp_path / "b.epub", chapters=[chapter], replace=replace), tmp_path / "out")
    assert headings(book) == ["Một", "Phụ lục"]
    assert 'href="2"' in book.html(1)


def test_chapter_in_plain_text_has_its_paragraphs(tmp_path: Path) -> None:
    text = "Chương một & hai\r\n\r\nĐoạn <một>.\r\nĐoạn hai."
    path = make_epub(tmp_path / "b.epub", chapters=[("c1.txt", text.encode()), CHAPTERS[1]], contents=())
    book = read_book(path, tmp_path / "out")
    assert [element.text for element in book.tree(1).iter("p")] == ["Chương một & hai", "Đoạn <một>.", "Đoạn hai."]


def test_ncx_that_no_one_names_is_the_contents(tmp_path: Path) -> None:
    lines = [(0, "Mở đầu", "c1.xhtml"), (0, "Kết", "c2.xhtml")]
    path = make_epub(
        tmp_path / "b.epub", chapters=CHAPTERS, contents=(), spine_attributes='toc="c1"',
        replace={"OEBPS/toc.ncx": ncx(lines)},
    )  # fmt: skip
    contents = read_book(path, tmp_path / "out").extract.contents
    assert [(line.title, line.part) for line in contents] == [("Mở đầu", 1), ("Kết", 2)]


FORUM = "".join(
    f"<p class='k'><b>CHƯƠNG {roman}</b></p><p class='k'><b>{name}</b></p>"
    + "".join(f"<p>{prose(100 * number + line)}</p>" for line in range(20))
    for number, (roman, name) in enumerate([("I", "Bến sông"), ("II", "Chợ phiên"), ("III", "Nương cao")])
)
"""Three chapters as forums make them: headings are bold paragraphs."""


def lines_of(book: Book) -> list[tuple[str, int]]:
    """The contents, each with the number of the part."""
    return [(line.title, line.part) for line in book.extract.contents]


def landing_of(book: Book) -> list[str]:
    """The text of the element that each line of the contents leads to."""
    found = []
    for line in book.extract.contents:
        tree = book.tree(line.part)
        element = tree.find(f".//*[@id='{line.place}']") if line.place else tree[0]
        assert element is not None
        found.append(" ".join(" ".join(element.itertext()).split()))
    return found


@pytest.mark.parametrize("contents", [(), [(0, "Start", "c1.xhtml")]])
def test_chapters_of_a_book_in_one_file_are_its_contents(tmp_path: Path, contents: list[tuple[int, str, str]]) -> None:
    path = make_epub(tmp_path / "b.epub", chapters=[f"<p><b>SÁCH</b></p>{FORUM}"], contents=contents)
    book = read_book(path, tmp_path / "out")
    assert landing_of(book) == ["CHƯƠNG I Bến sông", "CHƯƠNG II Chợ phiên", "CHƯƠNG III Nương cao"]
    assert [heading.text for heading in book.tree(1).iter("h1", "h2")] == ["CHƯƠNG I", "CHƯƠNG II", "CHƯƠNG III"]


@pytest.mark.parametrize("fragment", ["", "#mat"])
def test_contents_that_lead_to_one_file_land_at_their_titles(tmp_path: Path, fragment: str) -> None:
    lines = [
        (0, "Chương 1: Bến sông", f"c1.xhtml{fragment}"),
        (0, "Chương 2. Chợ phiên", f"c1.xhtml{fragment}"),
        (0, "Chương 3 - Nương cao", f"c1.xhtml{fragment}"),
    ]
    book = read_book(make_epub(tmp_path / "b.epub", chapters=[FORUM], contents=lines), tmp_path / "out")
    assert landing_of(book) == ["CHƯƠNG I Bến sông", "CHƯƠNG II Chợ phiên", "CHƯƠNG III Nương cao"]


@pytest.mark.parametrize(
    ("titles", "style"),
    [(["1", "2", "3"], "text-align:center"), (["I.", "II.", "III."], ""), (["MÙA HOA", "ĐÊM HỘI", "BẢN CŨ"], "")],
)
def test_lines_that_stand_out_are_headings_where_the_book_has_no_other(
    tmp_path: Path, titles: list[str], style: str
) -> None:
    body = "".join(
        f"<p style='{style}'><b>{title}</b></p>" + "".join(f"<p>{prose(50 * number + line)}</p>" for line in range(9))
        for number, title in enumerate(titles)
    )
    book = read_book(make_epub(tmp_path / "b.epub", chapters=[body], contents=()), tmp_path / "out")
    assert [title for title, _ in lines_of(book)] == titles


def test_contents_that_are_a_page_of_links_are_the_contents(tmp_path: Path) -> None:
    page = '<h1>Mục lục</h1><p><a href="c1.xhtml">Con cáo</a></p><p><a href="c2.xhtml">Con gà</a></p>'
    chapters = [f"<p>{prose(1)}</p>", f"<p>{prose(2)}</p>", ("muc-luc.xhtml", page)]
    book = read_book(make_epub(tmp_path / "b.epub", chapters=chapters, contents=()), tmp_path / "out")
    assert lines_of(book) == [("Con cáo", 1), ("Con gà", 2)]
    assert book.extract.parts[1].title == "Con gà"


def test_line_that_a_program_made_up_is_left_out_of_the_contents(tmp_path: Path) -> None:
    lines = [(0, "Section 1", "c1.xhtml"), (0, "Mùa hoa", "c2.xhtml"), (0, "Section 3", "c3.xhtml"),
             (0, "↩︎", "c1.xhtml")]  # fmt: skip
    chapters = ["<p>Lò Văn Pánh</p>", "<h1>Mùa hoa</h1>", "<h1>Section 3</h1><p>a</p>"]
    book = read_book(make_epub(tmp_path / "b.epub", chapters=chapters, contents=lines), tmp_path / "out")
    assert lines_of(book) == [("Mùa hoa", 2), ("Section 3", 3)]
    assert [part.title for part in book.extract.parts] == ["Lò Văn Pánh", "Mùa hoa", "Section 3"]


def test_part_is_called_by_its_heading_not_by_the_one_above_it_in_the_contents(tmp_path: Path) -> None:
    lines = [(0, "Phần một", "c1.xhtml"), (1, "Một", "c1.xhtml"), (1, "Hai", "c2.xhtml")]
    book = read_book(make_epub(tmp_path / "b.epub", chapters=CHAPTERS, contents=lines), tmp_path / "out")
    assert [part.title for part in book.extract.parts] == ["Một", "Hai"]


def test_part_is_called_by_its_heading_where_the_contents_say_less(tmp_path: Path) -> None:
    chapters = [f"<h1>PHẦN {number}. {name}</h1><p>a</p>" for number, name in ((1, "MÙA HOA"), (2, "BẢN CŨ"))]
    lines = [(0, "Mùa hoa", "c1.xhtml"), (0, "Phần 2: Bản cũ", "c2.xhtml")]
    book = read_book(make_epub(tmp_path / "b.epub", chapters=chapters, contents=lines), tmp_path / "out")
    assert [part.title for part in book.extract.parts] == ["PHẦN 1. MÙA HOA", "Phần 2: Bản cũ"]


def test_contents_that_only_count_say_the_names_of_chapters(tmp_path: Path) -> None:
    chapters = [f"<h1>CHƯƠNG {roman}<br/>{name}</h1><p>a</p>" for roman, name in (("I", "Thuế máu"), ("II", "Công lý"))]
    lines = [(0, "Chương 1", "c1.xhtml"), (0, "Chương 2", "c2.xhtml")]
    book = read_book(make_epub(tmp_path / "b.epub", chapters=chapters, contents=lines), tmp_path / "out")
    assert lines_of(book) == [("CHƯƠNG I. Thuế máu", 1), ("CHƯƠNG II. Công lý", 2)]
    assert [part.title for part in book.extract.parts] == ["CHƯƠNG I. Thuế máu", "CHƯƠNG II. Công lý"]


@pytest.mark.parametrize(
    ("metadata", "guide", "name"),
    [
        ('<meta name="cover" content="anh/trang-1.png"/>', "", "anh/trang-1.png"),
        ("", '<guide><reference type="other.ms-coverimage-standard" href="anh/1.png"/></guide>', "anh/1.png"),
        ("", "", "anh/bìa.png"),
        ("", "", "anh/Bia_1.PNG"),
        ("", "", "anh/my-cover.png"),
    ],
)
def test_cover_that_no_manifest_lists_is_found(tmp_path: Path, metadata: str, guide: str, name: str) -> None:
    path = make_epub(tmp_path / "b.epub", metadata=METADATA + metadata, opf_extra=guide,
                     replace={f"OEBPS/{name}": png(60, 90), "OEBPS/anh/bian-gioi.png": png(90, 60)})  # fmt: skip
    book = read_book(path, tmp_path / "out")
    cover = next(resource for resource in book.extract.resources if resource.name == book.extract.cover)
    assert cover.height > cover.width
