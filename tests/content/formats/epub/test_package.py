"""Guards what a book says of itself and in what order it is read: metadata, contents, spine, cover."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.formats.epub import EpubReader
from content.formats.epub._description import plain_text
from content.formats.epub._metadata import edtf
from content.formats.reading import Description
from content.records import Creator, Identifier
from tests.content.formats.epub.books import read_book
from tests.epubs import METADATA, PROSE, document, make_epub, png, prose


def describe(folder: Path, metadata: str, **options: object) -> Description:
    path = make_epub(folder / "b.epub", metadata=metadata, **options)  # type: ignore[arg-type]
    return read_book(path, folder / "out").extract.description


def test_main_title_and_subtitle(tmp_path: Path) -> None:
    said = describe(
        tmp_path,
        '<dc:title id="s">truyện vùng cao</dc:title><dc:title id="m">Mùa hoa ban</dc:title>'
        '<meta refines="#m" property="title-type">main</meta><meta refines="#s" property="title-type">subtitle</meta>',
    )
    assert said.title == "Mùa hoa ban: truyện vùng cao"


def test_title_missing_is_the_first_heading_or_left_to_whoever_knows_the_file(tmp_path: Path) -> None:
    assert describe(tmp_path / "a", "<dc:title> </dc:title>", chapters=["<h1>Tấm Cám</h1><p>a</p>"]).title == "Tấm Cám"
    assert describe(tmp_path / "b", "", chapters=["<p>a</p>"]).title == ""


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()


def test_creators_have_roles_and_tools_are_none(tmp_path: Path) -> None:
    said = describe(
        tmp_path,
        '<dc:title>x</dc:title><dc:creator id="a">Tô Hoài</dc:creator><meta refines="#a" property="role">aut</meta>'
        '<dc:creator opf:role="ill">Tạ Lựu</dc:creator><dc:contributor opf:role="trl">Nguyễn Dịch</dc:contributor>'
        '<dc:contributor opf:role="bkp">calibre (2.78.0)</dc:contributor><dc:creator>Unknown</dc:creator>',
    )
    assert said.creators == (Creator("Tô Hoài", "aut"), Creator("Tạ Lựu", "ill"), Creator("Nguyễn Dịch", "trl"))


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Khái Hưng &amp; Nhất Linh", ["Khái Hưng", "Nhất Linh"]),
        ("Khái Hưng và Nhất Linh", ["Khái Hưng", "Nhất Linh"]),
        ("Khái Hưng; Nhất Linh", ["Khái Hưng", "Nhất Linh"]),
        ("Trần Trọng Kim, Bùi Kỷ, Phạm Duy Khiêm", ["Trần Trọng Kim", "Bùi Kỷ", "Phạm Duy Khiêm"]),
        ("Hưng, Khái", ["Hưng, Khái"]),
        ("Rừng và biển", ["Rừng và biển"]),
    ],
)
def test_several_names_in_one_field_are_told_apart_where_that_is_safe(
    tmp_path: Path, field: str, names: list[str]
) -> None:
    said = describe(tmp_path, f"<dc:title>x</dc:title><dc:creator>{field}</dc:creator>")
    assert [creator.name for creator in said.creators] == names


def test_absurd_metadata_is_bounded(tmp_path: Path) -> None:
    said = describe(
        tmp_path,
        f"<dc:title>{'ạ' * 100_000}</dc:title><dc:description>{'a ' * 50_000}</dc:description>"
        "<dc:date>999999-99-99</dc:date>"
        + "".join(f"<dc:creator>Người thứ {n}</dc:creator><dc:subject>từ {n}</dc:subject>" for n in range(5_000)),
    )
    assert len(said.title) <= 300
    assert len(said.description) <= 4_000
    assert len(said.creators) == 50
    assert len(said.keywords) == 40
    assert said.issued == ""


def test_publisher_that_is_an_address_or_a_program_is_none(tmp_path: Path) -> None:
    for number, name in enumerate(("ai@example.org", "Microsoft Corporation", "https://example.org")):
        (tmp_path / str(number)).mkdir()
        assert (
            describe(tmp_path / str(number), f"<dc:title>x</dc:title><dc:publisher>{name}</dc:publisher>").publisher
            == ""
        )
    assert describe(tmp_path, "<dc:title>x</dc:title><dc:publisher>Kim Đồng</dc:publisher>").publisher == "Kim Đồng"


def test_language_is_what_the_text_is_not_what_is_declared(tmp_path: Path) -> None:
    metadata = "<dc:title>x</dc:title><dc:language>en-US</dc:language>"
    assert describe(tmp_path / "a", metadata, chapters=[f"<p>{PROSE} {prose(1)}</p>" * 5]).language == "vi"
    english = "<p>Once upon a time there were two brothers who lived in a village by the river.</p>" * 5
    assert describe(tmp_path / "b", metadata, chapters=[english]).language == "en-US"


def test_identifiers_have_schemes(tmp_path: Path) -> None:
    said = describe(
        tmp_path,
        "<dc:title>x</dc:title><dc:identifier>urn:isbn:978-604-2-12345-6</dc:identifier><dc:identifier>9780306406157</dc:identifier>"
        "<dc:identifier>urn:uuid:12345678-1234-1234-1234-123456789ABC</dc:identifier>"
        "<dc:identifier>../../etc/passwd</dc:identifier><dc:identifier>https://example.org/1</dc:identifier>",
    )
    assert Identifier("isbn", "9780306406157") in said.identifiers
    assert Identifier("uuid", "12345678-1234-1234-1234-123456789abc") in said.identifiers
    assert Identifier("uri", "https://example.org/1") in said.identifiers
    assert not any(".." in identifier.value for identifier in said.identifiers)


def test_description_loses_its_markup(tmp_path: Path) -> None:
    said = describe(
        tmp_path,
        "<dc:title>x</dc:title>"
        "<dc:description>&lt;p onclick='x'&gt;Một&lt;/p&gt;&lt;p&gt;Hai&lt;/p&gt;</dc:description>",
    )
    assert said.description == "Một\nHai"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2012", "2012"),
        ("2012-3", "2012-03"),
        ("2011-04-22T00:00:00+00:00", "2011-04-22"),
        ("0101-01-01T00:00:00", ""),
        ("2012-13-01", ""),
        ("12/2012", ""),
    ],
)
def test_dates(text: str, date: str) -> None:
    assert edtf(text) == date


def test_plain_text_of_double_escaped_markup() -> None:
    assert plain_text("&lt;b&gt;a&lt;/b&gt; &amp;amp; <script>x</script>b") == "a & b"


def test_contents_by_nav_and_by_ncx_are_nested(tmp_path: Path) -> None:
    lines = [(0, "Phần một", "c1.xhtml"), (1, "Chương 1 -", "c1.xhtml#a"), (0, "Phần hai", "c2.xhtml")]
    chapters = [f'<p>{PROSE}</p><h2 id="a">Chương 1</h2><p>x</p>', "<p>y</p>"]
    for version in ("2.0", "3.0"):
        path = make_epub(tmp_path / f"{version}.epub", chapters=chapters, contents=lines, version=version)
        found = read_book(path, tmp_path / version).extract.contents
        assert [(line.depth, line.title, line.part, line.place) for line in found] == [
            (0, "Phần một", 1, ""), (1, "Chương 1", 1, "x-a"), (0, "Phần hai", 2, ""),
        ]  # fmt: skip


def test_contents_with_broken_lines_keep_the_others(tmp_path: Path) -> None:
    lines = [(0, "Một", "C1.XHTML"), (0, "Mất", "no.xhtml"), (0, "Lừa", "javascript:x()"), (0, "Hai", "c2.xhtml#no")]
    book = read_book(
        make_epub(tmp_path / "b.epub", chapters=["<p>a</p>", "<p>b</p>"], contents=lines), tmp_path / "out"
    )
    titles = [(line.title, line.part) for line in book.extract.contents]
    assert ("Một", 1) in titles
    assert ("Hai", 2) in titles
    assert "Mất" not in dict(titles)


def test_book_without_contents_gets_them_from_headings(tmp_path: Path) -> None:
    body = f"<h1>Một</h1><p>{PROSE}</p><h2>Một rưỡi</h2><p>a</p>"
    book = read_book(
        make_epub(tmp_path / "b.epub", chapters=[body, "<h1>Hai</h1><p>b</p>"], contents=()), tmp_path / "out"
    )
    assert [(line.depth, line.title, line.part) for line in book.extract.contents] == [
        (0, "Một", 1),
        (1, "Một rưỡi", 1),
        (0, "Hai", 2),
    ]


def test_book_without_contents_and_headings_gets_them_from_its_documents(tmp_path: Path) -> None:
    book = read_book(
        make_epub(tmp_path / "b.epub", chapters=["<p>một</p>", "<p>hai</p>"], contents=()), tmp_path / "out"
    )
    assert [(line.title, line.part) for line in book.extract.contents] == [("một", 1), ("hai", 2)]


def test_title_that_all_documents_share_names_none(tmp_path: Path) -> None:
    chapters = [document(f"<p>{text}</p>", title="Inconnu(e)") for text in ("một", "hai")]
    book = read_book(make_epub(tmp_path / "b.epub", chapters=chapters, contents=()), tmp_path / "out")
    assert [part.title for part in book.extract.parts] == ["một", "hai"]


def test_contents_of_one_line_are_made_fuller(tmp_path: Path) -> None:
    chapters = [f"<p>{prose(n)}</p>" for n in range(4)]
    path = make_epub(tmp_path / "b.epub", chapters=chapters, contents=[(0, "Bắt đầu", "c1.xhtml")])
    lines = read_book(path, tmp_path / "out").extract.contents
    assert [line.part for line in lines] == [1, 2, 3, 4]
    assert lines[0].title == "Bắt đầu"


def test_chapter_without_heading_is_named_by_the_contents(tmp_path: Path) -> None:
    path = make_epub(tmp_path / "b.epub", chapters=["<p>một</p>"], contents=[(0, "Mở đầu", "c1.xhtml")])
    book = read_book(path, tmp_path / "out")
    assert book.extract.parts[0].title == "Mở đầu"
    assert "Mở đầu" not in book.whole


def test_what_is_not_linear_comes_at_the_end(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"x.xhtml": document("<p>phụ</p>"), "y.xhtml": document("<p>hai</p>")}
    path = make_epub(tmp_path / "b.epub", chapters=["<p>một</p>"], files=files,
                     spine_extra='<itemref idref="f1" linear="no"/><itemref idref="f2"/>')  # fmt: skip
    book = read_book(path, tmp_path / "out")
    assert [book.tree(number).text_content() for number in (1, 2, 3)] == ["một", "hai", "phụ"]


def test_fallback_stands_for_what_cannot_be_read(tmp_path: Path) -> None:
    path = make_epub(
        tmp_path / "b.epub",
        chapters=["<p>một</p>"],
        files={"x.xhtml": document("<p>thay</p>"), "y.json": "{}"},
        manifest_extra='<item id="j" href="y.json" media-type="application/json" fallback="f1"/>',
        spine_extra='<itemref idref="j"/>',
    )
    assert "thay" in read_book(path, tmp_path / "out").html(2)


def test_document_named_twice_is_read_once(tmp_path: Path) -> None:
    path = make_epub(tmp_path / "b.epub", spine_extra='<itemref idref="c1"/>' * 1_000)
    assert len(read_book(path, tmp_path / "out").extract.parts) == 1


def test_missing_chapter_is_passed_over(tmp_path: Path) -> None:
    path = make_epub(tmp_path / "b.epub", chapters=["<p>một</p>", "<p>hai</p>"], replace={"OEBPS/c1.xhtml": None})
    book = read_book(path, tmp_path / "out")
    assert book.html(1).endswith(">hai</p>")
    assert any("c1.xhtml" in note for note in book.extract.notes)


def test_names_that_differ_by_case_and_percent_signs_are_found(tmp_path: Path) -> None:
    path = make_epub(
        tmp_path / "b.epub", chapters=['<p><img src="H%C3%ACnh%201.PNG" alt=""/></p>'], files={"hình 1.png": png()}
    )
    assert "hinh/" in read_book(path, tmp_path / "out").whole


@pytest.mark.parametrize(
    ("metadata", "manifest"),
    [
        ("", '<item id="v" href="bia.png" media-type="image/png" properties="cover-image"/>'),
        ('<meta name="cover" content="v"/>', '<item id="v" href="bia.png" media-type="image/png"/>'),
    ],
)
def test_cover_that_the_package_names(tmp_path: Path, metadata: str, manifest: str) -> None:
    path = make_epub(
        tmp_path / "b.epub",
        metadata=METADATA + metadata,
        replace={"OEBPS/bia.png": png(60, 90)},
        manifest_extra=manifest,
    )
    assert read_book(path, tmp_path / "out").extract.cover


def test_cover_by_the_guide_and_by_the_first_page(tmp_path: Path) -> None:
    page = '<div><img src="bia.png" alt=""/></div>'
    path = make_epub(tmp_path / "b.epub", chapters=[page, "<p>a</p>"], files={"bia.png": png(200, 300)})
    assert read_book(path, tmp_path / "out").extract.cover
    path = make_epub(tmp_path / "c.epub", chapters=["<p>a</p>", page], files={"bia.png": png(20, 30)},
                     opf_extra='<guide><reference type="cover" href="c2.xhtml"/></guide>')  # fmt: skip
    assert read_book(path, tmp_path / "out2").extract.cover


def test_ornament_on_the_first_page_is_no_cover(tmp_path: Path) -> None:
    path = make_epub(tmp_path / "b.epub", chapters=["<img src='a.png' alt=''/><p>a</p>"], files={"a.png": png()})
    assert not read_book(path, tmp_path / "out").extract.cover


def test_book_is_recognised_by_what_it_is(tmp_path: Path) -> None:
    path = make_epub(tmp_path / "sach.xyz")
    reader = EpubReader()
    assert reader.recognises(path.read_bytes()[:4096], path)
    other = tmp_path / "a.epub"
    other.write_bytes(b"%PDF-1.4")
    assert not reader.recognises(b"%PDF-1.4", other)
