"""Guards real folders: what a medium keeps for itself, what stands beside books, names of other systems, loops."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from content.accession import Refused, Report, sentence, told
from content.accession.gathering import candidates
from content.formats.kinds import FileKind
from content.formats.reading import Refusal
from content.library import Library
from tests.content.accession.boxes import READERS, accession, bring, left_in_staging, titles
from tests.epubs import make_epub, png

LITTER = (
    "System Volume Information/IndexerVolumeGuid",
    "$RECYCLE.BIN/S-1-5/desktop.ini",
    ".Trash-1000/files/a.epub",
    ".Spotlight-V100/Store",
    "LOST.DIR/12",
    "FOUND.000/FILE0000.CHK",
    "lost+found/x",
    "__MACOSX/._a.epub",
    "sach/._a.epub",
    "sach/.DS_Store",
    "sach/Thumbs.db",
    "sach/DESKTOP.INI",
    "sach/~$Giao an.docx",
    "autorun.inf",
)


def test_what_a_medium_keeps_for_itself_is_passed_over_without_a_word(library: Library, folder: Path) -> None:
    for name in LITTER:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"\x00\x05\x16\x07litter")
    make_epub(folder / "sach/a.epub", metadata="<dc:title>Sách</dc:title>")
    report = bring(library, folder)
    assert [added.title for added in report.added] == ["Sách"]
    assert not report.refused


def test_litter_that_is_named_itself_is_looked_at(library: Library, folder: Path) -> None:
    (folder / "Thumbs.db").write_bytes(b"\x00\x01\x02")
    (refused,) = bring(library, folder / "Thumbs.db").refused
    assert (refused.refusal, refused.is_fault) == (Refusal.UNKNOWN_KIND, True)


def test_pictures_and_notes_beside_books_are_refused_and_are_no_fault(library: Library, folder: Path) -> None:
    make_epub(folder / "a.epub")
    (folder / "cover.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (folder / "folder.png").write_bytes(png(2, 2))
    (folder / "metadata.opf").write_text("<?xml version='1.0'?><package/>")
    (folder / "doc truoc.txt").write_text("Đọc trước.")
    (folder / "la.bin").write_bytes(b"\x80\x81")
    report = bring(library, folder)
    assert report.faults == ()
    assert {Path(one.path).name: (one.refusal, one.kind) for one in report.refused} == {
        "cover.jpg": (Refusal.BESIDE, None),
        "folder.png": (Refusal.BESIDE, None),
        "metadata.opf": (Refusal.UNKNOWN_KIND, FileKind.XML),
        "doc truoc.txt": (Refusal.BESIDE, None),
        "la.bin": (Refusal.UNKNOWN_KIND, None),
    }
    assert left_in_staging(library) == []


@pytest.mark.parametrize("data", [b"%PDF-1.4", b"{\\rtf1", b"ID3\x03", b"\0\0\0\x18ftypisom"])
def test_documents_and_recordings_that_cannot_be_read_yet_are_faults_in_a_folder_too(
    library: Library, folder: Path, data: bytes
) -> None:
    (folder / "a").write_bytes(data)
    assert [one.is_fault for one in bring(library, folder).refused] == [True]


@pytest.mark.parametrize(
    ("name", "data"), [("cover.jpg", b"\xff\xd8\xff\xe0"), ("a.opf", b"<?xml version='1.0'?><package/>")]
)
def test_file_of_another_kind_is_a_fault_where_it_is_named_or_described(
    library: Library, folder: Path, name: str, data: bytes
) -> None:
    (folder / name).write_bytes(data)
    assert [one.is_fault for one in bring(library, folder / name).refused] == [True]
    assert [one.is_fault for one in bring(library, folder).refused] == [False]
    (folder / f"{name}.toml").write_text('title = "Ảnh"\n')
    assert [one.is_fault for one in bring(library, folder).refused] == [True]


def bring_texts(library: Library, *paths: Path) -> Report:
    """Brings paths in, with the reader of plain text too."""
    with accession(library, None, (*READERS, "content.formats.text:TextReader")) as session:
        return session.add(paths)


def test_text_is_a_paper_where_it_is_named_or_stands_among_its_like(library: Library, folder: Path) -> None:
    (folder / "mot.txt").write_text("Bài một nói về cây ngô.", encoding="utf-8")
    make_epub(folder / "a.epub")
    assert [Path(one.path).name for one in bring_texts(library, folder).added] == ["a.epub"]
    assert [Path(one.path).name for one in bring_texts(library, folder / "mot.txt").added] == ["mot.txt"]
    (folder / "hai.txt").write_text("Bài hai nói về cây lúa.", encoding="utf-8")
    (folder / "README.txt").write_text("Đọc trước.", encoding="utf-8")
    (folder / "trang.css").write_text("p { margin: 0 }", encoding="utf-8")
    assert [Path(one.path).name for one in bring_texts(library, folder).added] == ["hai.txt"]


def test_folder_of_texts_alone_is_read_without_what_programs_keep(library: Library, folder: Path) -> None:
    (folder / "README.txt").write_text("Bài duy nhất trong thư mục.", encoding="utf-8")
    (folder / "a.js").write_text("alert(1)", encoding="utf-8")
    assert [Path(one.path).name for one in bring_texts(library, folder).added] == ["README.txt"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("Chào bà con.".encode(), "Đây là tệp chữ thường, không phải sách EPUB."),
        (b"%PDF-1.4", "Đây là tệp PDF, không phải sách EPUB."),
        (b"<!doctype html><p>404", "Đây là trang web, không phải sách EPUB."),
        (b"\x80\x81", "Tên tệp ghi là sách EPUB, nhưng bên trong không phải. Hãy chép lại từ nơi gửi."),
    ],
)
def test_file_renamed_to_a_book_is_told_by_what_it_is(
    library: Library, folder: Path, data: bytes, sentence: str
) -> None:
    (folder / "a.EPUB").write_bytes(data)
    (refused,) = bring(library, folder).refused
    assert told(refused) == sentence
    assert refused.is_fault


def test_file_of_a_kind_not_read_yet_is_named(library: Library, folder: Path) -> None:
    (folder / "a.pdf").write_bytes(b"%PDF-1.4")
    (refused,) = bring(library, folder).refused
    assert told(refused) == "Đây là tệp PDF. Hộp chưa đọc được loại này."
    (folder / "b").write_bytes(b"\x80\x81")
    assert told(bring(library, folder / "b").refused[0]) == "Hộp chưa đọc được loại tệp này."


def test_every_kind_has_a_name_of_its_own_to_be_told_by() -> None:
    said = {told(Refused("a", Refusal.UNKNOWN_KIND, kind=kind)) for kind in FileKind}
    assert len(said) == len(FileKind)
    assert told(Refused("a", Refusal.EMPTY, kind=None)) == sentence(Refusal.EMPTY)


@pytest.mark.parametrize(("of_book", "of_sidecar"), [("NFD", "NFC"), ("NFC", "NFD"), ("NFD", "NFD")])
def test_sidecar_is_found_however_a_system_stores_the_letters(
    library: Library, folder: Path, of_book: str, of_sidecar: str
) -> None:
    make_epub(folder / unicodedata.normalize(of_book, "Đường về.epub"))
    (folder / unicodedata.normalize(of_sidecar, "Đường về.toml")).write_text('title = "Đường về bản"\n')
    report = bring(library, folder)
    assert ([added.title for added in report.added], report.refused) == (["Đường về bản"], ())


def test_title_taken_from_a_name_of_another_system_is_composed(library: Library, folder: Path) -> None:
    make_epub(folder / unicodedata.normalize("NFD", "Đường về.epub"), metadata="", chapters=["<p>x</p>"])
    bring(library, folder)
    assert titles(library) == ["Đường về"]


def test_links_in_circles_end(library: Library, folder: Path) -> None:
    (folder / "a/b").mkdir(parents=True)
    (folder / "a/b/up").symlink_to(folder)
    (folder / "a/self").symlink_to(folder / "a/self")
    (folder / "a/ping").symlink_to(folder / "a/pong")
    (folder / "a/pong").symlink_to(folder / "a/ping")
    make_epub(folder / "a/b/x.epub")
    report = bring(library, folder)
    assert len(report.added) == 1
    assert {one.refusal for one in report.refused} == {Refusal.NOT_A_FILE}


def test_book_that_grows_or_goes_while_it_is_added_is_taken_as_it_was_copied_or_refused(
    library: Library, folder: Path
) -> None:
    first, second = make_epub(folder / "a.epub"), folder / "b.epub"
    make_epub(second, metadata="<dc:title>B</dc:title>")
    found = candidates([folder])
    assert next(found).path == first
    second.unlink()
    os.truncate(first, 100)
    assert [Path(one.name).name for one in found] == ["b.epub"]
    assert [one.refusal for one in bring(library, first, second).refused] == [Refusal.DAMAGED, Refusal.MISSING]
    assert left_in_staging(library) == []
