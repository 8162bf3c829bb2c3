"""Guards the starter shelf: four sound EPUB 3 files whose every link lands, in clean Vietnamese, the same each time."""

from __future__ import annotations

import posixpath
import re
import tomllib
import unicodedata
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from content.records import Audience, Institution, RightsClass
from provisioning.starter import build

NAMES = ("luat-trong-nha", "man-nghe-doc-sach", "so-tay-ban-doc", "so-tay-can-bo")
NAV = "EPUB/muc-luc.xhtml"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
DC = "{http://purl.org/dc/elements/1.1/}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
NEW_STYLE_TONE = re.compile(r"(?<![qQ])(?:o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)", re.IGNORECASE)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shelf") / "not-yet-there"
    build(folder)
    return folder


@pytest.fixture(params=NAMES)
def path(request: pytest.FixtureRequest, shelf: Path) -> Path:
    return shelf / f"{request.param}.epub"


@pytest.fixture
def book(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def documents(book: dict[str, bytes]) -> dict[str, etree._Element]:
    return {name: etree.fromstring(data) for name, data in book.items() if name.endswith(".xhtml")}


def resolve(name: str, target: str) -> tuple[str, str]:
    address, _, anchor = target.partition("#")
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), address)) if address else name, anchor


def assert_lands(book: dict[str, bytes], name: str, target: str) -> None:
    file, anchor = resolve(name, target)
    assert file in book, f"{name}: {target}"
    if anchor:
        assert etree.fromstring(book[file]).xpath("//*[@id=$anchor]", anchor=anchor), f"{name}: {target}"


def package(book: dict[str, bytes]) -> etree._Element:
    return etree.fromstring(book["EPUB/sach.opf"])


def test_four_books_each_with_its_sidecar(shelf: Path) -> None:
    assert sorted(path.name for path in shelf.iterdir()) == sorted(
        f"{name}.{ending}" for name in NAMES for ending in ("epub", "toml")
    )


def test_build_tells_which_books_it_wrote(tmp_path: Path) -> None:
    assert build(tmp_path) == tuple(tmp_path / f"{name}.epub" for name in NAMES)


def test_the_same_shelf_twice_is_the_same_to_the_byte(shelf: Path, tmp_path: Path) -> None:
    build(tmp_path)
    build(tmp_path)
    for path in shelf.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_mimetype_comes_first_and_is_stored(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        first = archive.infolist()[0]
        assert archive.testzip() is None
        assert archive.read(first) == b"application/epub+zip"
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")


def test_container_names_the_package(book: dict[str, bytes]) -> None:
    (root,) = etree.fromstring(book["META-INF/container.xml"]).iter("{*}rootfile")
    assert root.get("full-path") in book


def test_manifest_lists_every_file_once_and_nothing_else(book: dict[str, bytes]) -> None:
    listed = ["EPUB/" + str(item.get("href")) for item in package(book).iter(OPF + "item")]
    around = {"mimetype", "META-INF/container.xml", "EPUB/sach.opf"}
    assert sorted(listed) == sorted(set(book) - around)


def test_spine_walks_through_every_chapter_in_order(book: dict[str, bytes]) -> None:
    root = package(book)
    items = {item.get("id"): str(item.get("href")) for item in root.iter(OPF + "item")}
    walked = [items[reference.get("idref")] for reference in root.iter(OPF + "itemref")]
    chapters = sorted(href for href in items.values() if href.endswith(".xhtml") and href != "muc-luc.xhtml")
    assert walked == chapters
    assert len(walked) >= 9


def test_package_says_title_language_date_and_rights(book: dict[str, bytes]) -> None:
    root = package(book)
    assert root.get("version") == "3.0"
    assert root.findtext(f".//{DC}language") == "vi"
    assert root.findtext(f".//{DC}title")
    assert "CC BY-SA 4.0" in str(root.findtext(f".//{DC}rights"))
    modified = root.findtext(f".//{OPF}meta[@property='dcterms:modified']")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", str(modified))
    assert root.get("unique-identifier") == root.find(f".//{DC}identifier").get("id")


def test_books_have_identifiers_of_their_own(shelf: Path) -> None:
    found = set()
    for name in NAMES:
        with zipfile.ZipFile(shelf / f"{name}.epub") as archive:
            root = etree.fromstring(archive.read("EPUB/sach.opf"))
            ncx = etree.fromstring(archive.read("EPUB/muc-luc.ncx"))
        identifier = root.findtext(f".//{DC}identifier")
        assert ncx.find(f".//{NCX}meta[@name='dtb:uid']").get("content") == identifier
        found.add(identifier)
    assert len(found) == len(NAMES)


def test_every_link_and_picture_lands(book: dict[str, bytes]) -> None:
    for name, root in documents(book).items():
        for element in root.iter():
            for attribute in ("href", "src"):
                if target := element.get(attribute):
                    assert_lands(book, name, target)


def test_contents_lead_only_to_what_is_read_in_order(book: dict[str, bytes]) -> None:
    root = package(book)
    items = {item.get("id"): str(item.get("href")) for item in root.iter(OPF + "item")}
    spine = {items[reference.get("idref")] for reference in root.iter(OPF + "itemref")}
    targets = {str(anchor.get("href")).partition("#")[0] for anchor in documents(book)[NAV].iter(XHTML + "a")}
    assert targets == spine


def test_old_contents_land_and_count_upwards(book: dict[str, bytes]) -> None:
    points = list(etree.fromstring(book["EPUB/muc-luc.ncx"]).iter(NCX + "navPoint"))
    assert [point.get("playOrder") for point in points] == [str(number) for number in range(1, len(points) + 1)]
    for point in points:
        assert_lands(book, "EPUB/muc-luc.ncx", str(point.find(NCX + "content").get("src")))


def test_both_contents_say_the_same(book: dict[str, bytes]) -> None:
    toc = documents(book)[NAV].find(f".//{XHTML}nav[@{EPUB_TYPE}='toc']")
    new = [(anchor.get("href"), anchor.text) for anchor in toc.iter(XHTML + "a")]
    old = [
        (point.find(NCX + "content").get("src"), point.findtext(f"{NCX}navLabel/{NCX}text"))
        for point in etree.fromstring(book["EPUB/muc-luc.ncx"]).iter(NCX + "navPoint")
    ]
    assert new == old


def test_anchors_are_used_once_a_page(book: dict[str, bytes]) -> None:
    for name, root in documents(book).items():
        anchors = root.xpath("//@id")
        assert len(anchors) == len(set(anchors)), name


def test_every_picture_is_described_and_light(book: dict[str, bytes]) -> None:
    for name, root in documents(book).items():
        for image in root.iter(XHTML + "img"):
            assert len(str(image.get("alt"))) > 20, name
    for name, data in book.items():
        if name.endswith(".png"):
            assert data.startswith(b"\x89PNG")
            assert len(data) <= 40 * 1024, name


def test_text_is_composed_and_tones_stand_in_the_old_way(book: dict[str, bytes]) -> None:
    for name, root in documents(book).items():
        text = "".join(root.itertext())
        assert unicodedata.is_normalized("NFC", text), name
        assert NEW_STYLE_TONE.findall(text) == [], name


def test_no_markdown_is_left_in_the_text(book: dict[str, bytes]) -> None:
    for name, root in documents(book).items():
        text = "".join(root.itertext())
        for mark in ("**", "](", "[^", "| ", ".md", "“”"):
            assert mark not in text, f"{name}: {mark}"


def test_notes_are_called_and_lead_back(book: dict[str, bytes]) -> None:
    for name, root in documents(book).items():
        called = [str(anchor.get("href")) for anchor in root.xpath("//*[@role='doc-noteref']")]
        written = [f"#{note.get('id')}" for note in root.xpath("//*[@role='doc-footnote']")]
        back = [str(anchor.get("href")) for anchor in root.xpath("//*[@role='doc-backlink']")]
        assert called == written, name
        assert len(back) == len(written), name


def test_sidecar_says_what_records_know(path: Path) -> None:
    said = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    assert Audience(said["audience"])
    assert Institution(said["institution"])
    assert RightsClass(said["rights"]["class"]) is RightsClass.CC_BY_SA
    assert said["creators"] == ["Tủ sách"]
    assert all(re.fullmatch(r"\d{3}(\.\d+)?", number) for number in said["subjects"]["ddc"])
    assert said["subjects"]["keywords"]


def test_sidecar_and_book_bear_one_title(path: Path, book: dict[str, bytes]) -> None:
    said = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    assert package(book).findtext(f".//{DC}title") == said["title"]


def test_picture_book_is_for_children_and_has_a_cover(shelf: Path) -> None:
    said = tomllib.loads((shelf / "man-nghe-doc-sach.toml").read_text(encoding="utf-8"))
    assert (said["audience"], said["shelf"]) == ("children", "thieu-nhi")
    with zipfile.ZipFile(shelf / "man-nghe-doc-sach.epub") as archive:
        root = etree.fromstring(archive.read("EPUB/sach.opf"))
        cover = root.find(f".//{OPF}item[@properties='cover-image']")
        assert "EPUB/" + str(cover.get("href")) in archive.namelist()
    assert root.find(f".//{OPF}meta[@name='cover']").get("content") == cover.get("id")


def test_every_page_of_the_picture_book_has_one_picture_and_few_words(shelf: Path) -> None:
    with zipfile.ZipFile(shelf / "man-nghe-doc-sach.epub") as archive:
        pages = [name for name in archive.namelist() if re.search(r"/\d\d-.*\.xhtml$", name)]
        for name in pages:
            root = etree.fromstring(archive.read(name))
            assert len(list(root.iter(XHTML + "img"))) == 1, name
            assert len("".join(root.itertext()).split()) <= 45, name


def law_chapters(shelf: Path) -> list[tuple[str, etree._Element]]:
    with zipfile.ZipFile(shelf / "luat-trong-nha.epub") as archive:
        pages = [name for name in archive.namelist() if re.search(r"/\d\d-.*\.xhtml$", name)]
        return [(name, etree.fromstring(archive.read(name))) for name in pages]


def test_law_book_cites_a_law_and_sends_to_the_commune_in_every_chapter(shelf: Path) -> None:
    (first, opening), *chapters, _ = law_chapters(shelf)
    assert "01-doc-truoc" in first
    assert "không phải văn bản luật" in "".join(opening.itertext())
    for name, root in chapters:
        text = "".join(root.itertext())
        assert re.search(r"năm \d{4}, Điều \d+", text), name
        assert "cán bộ tư pháp của xã." in text, name


def test_law_book_says_on_every_page_when_it_was_written(shelf: Path) -> None:
    for name, root in law_chapters(shelf):
        assert [line for line in root.iter(XHTML + "p") if line.text == "Viết tháng 11/2026."], name


def test_contents_of_the_law_book_name_each_chapter_once_and_nothing_below(shelf: Path) -> None:
    with zipfile.ZipFile(shelf / "luat-trong-nha.epub") as archive:
        nav = etree.fromstring(archive.read(NAV)).find(f".//{XHTML}nav[@{EPUB_TYPE}='toc']")
        depth = etree.fromstring(archive.read("EPUB/muc-luc.ncx")).find(f".//{NCX}meta[@name='dtb:depth']")
    named = [str(anchor.text) for anchor in nav.iter(XHTML + "a")]
    assert len(named) == len(set(named)) == len(law_chapters(shelf))
    assert depth.get("content") == "1"


_CITATION = re.compile(
    r"((?:Luật|Bộ luật|Hiến pháp)[^.]*? năm \d{4}|(?:Nghị định|Nghị quyết) số [^\s,.]+)(?:, Điều ([\d, ]+))?\."
)


def cited(text: str) -> dict[str, set[str]]:
    """Articles by the law they belong to: `Luật … năm 2014, Điều 2, 3.` or `Nghị định số …, Điều 4.` in the text."""
    return {law: set(re.findall(r"\d+", articles)) for law, articles in _CITATION.findall(text)}


def test_every_article_that_the_law_book_cites_stands_in_its_last_chapter(shelf: Path) -> None:
    *chapters, (_, last) = law_chapters(shelf)
    listed: dict[str, set[str]] = {}
    for item in last.iter(XHTML + "li"):
        name = str(item.findtext(XHTML + "strong")).rstrip(".")
        articles = re.search(r"Điều ([\d, ]+)\.", "".join(item.itertext()))
        listed[name] = set(re.findall(r"\d+", articles[1])) if articles else set()
    found: dict[str, set[str]] = {}
    for _, root in chapters:
        for line in root.iter(XHTML + "p"):
            if line.findtext(XHTML + "strong") == "Xem:":
                for law, articles_of_it in cited("".join(line.itertext())).items():
                    found.setdefault(law, set()).update(articles_of_it)
    assert found == listed


def test_handbooks_show_a_table_a_list_a_note_and_two_levels_of_contents(shelf: Path) -> None:
    for name in ("so-tay-ban-doc", "so-tay-can-bo"):
        with zipfile.ZipFile(shelf / f"{name}.epub") as archive:
            roots = [etree.fromstring(archive.read(one)) for one in archive.namelist() if one.endswith(".xhtml")]
        tags = {element.tag for root in roots for element in root.iter()}
        assert {XHTML + tag for tag in ("table", "ul", "ol", "aside", "h2")} <= tags, name
        assert any(root.find(f".//{XHTML}nav//{XHTML}ol//{XHTML}ol") is not None for root in roots), name
